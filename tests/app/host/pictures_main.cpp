// SPDX-License-Identifier: Apache-2.0
// equivox_host_pictures FOLDER: pictures of every screen of the host.
#include <exception>
#include <iostream>

#include "app/host/windows.hpp"

int main(int count, char** arguments) {
    if (count != 2) {
        std::cerr << "say into which folder: equivox_host_pictures FOLDER\n";
        return 2;
    }
    try {
        equivox::write_pictures(arguments[1]);
        return 0;
    } catch (const std::exception& error) {
        std::cerr << error.what() << '\n';
        return 1;
    }
}
