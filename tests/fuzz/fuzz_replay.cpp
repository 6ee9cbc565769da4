// SPDX-License-Identifier: Apache-2.0
// Runs a fuzz target over the files of the folders named, without libFuzzer: each file as it is, and cut at
// every one of its first bytes. A fault ends the program.
#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

int main(int argc, char** argv) {
    constexpr std::size_t most_cuts = 600;
    std::size_t runs = 0;
    for (int i = 1; i < argc; ++i) {
        for (const auto& entry : std::filesystem::directory_iterator(argv[i])) {
            std::ifstream stream(entry.path(), std::ios::binary);
            const std::string text(std::istreambuf_iterator<char>(stream), {});
            const auto* const bytes = reinterpret_cast<const std::uint8_t*>(text.data());
            LLVMFuzzerTestOneInput(bytes, text.size());
            for (std::size_t size = 0; size < std::min(text.size(), most_cuts); ++size) {
                LLVMFuzzerTestOneInput(bytes, size);
            }
            ++runs;
        }
    }
    std::cout << runs << " files replayed\n";
    return runs == 0 ? 1 : 0;
}
