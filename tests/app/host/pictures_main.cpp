// SPDX-License-Identifier: Apache-2.0
// equivox_host_pictures FOLDER [PART]: pictures of every screen of the host, or of those with PART in their
// name.
#include <exception>
#include <iostream>

#include "app/host/windows.hpp"

int main(int count, char** arguments) {
    if (count != 2 && count != 3) {
        std::cerr << "say into which folder: equivox_host_pictures FOLDER [PART]\n";
        return 2;
    }
    try {
        equivox::write_pictures(arguments[1], count == 3 ? arguments[2] : "");
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
