// SPDX-License-Identifier: Apache-2.0
// The source tree as a test reads it: every file that people write, with its lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace equivox::testing {

struct SourceFile {
    std::string path;  // from the root: "sessions/round.cpp"
    std::vector<std::string> lines;

    [[nodiscard]] bool is_under(std::string_view folder) const;
    [[nodiscard]] bool ends_with(std::string_view ending) const { return path.ends_with(ending); }
    [[nodiscard]] bool is_cpp() const { return ends_with(".cpp") || ends_with(".hpp"); }
};

// Everything under sessions, net, app, tests, cmake and .ci that is written by people; no build folders, no
// installed packages.
[[nodiscard]] const std::vector<SourceFile>& source_tree();

// The lines of a C++ file with comments and the contents of texts blanked out; as many lines as before.
[[nodiscard]] std::vector<std::string> code_of(const SourceFile&);

struct Function {
    std::size_t line = 0;  // of its opening brace, from 1
    std::size_t length = 0;
};
// The functions of a C++ file, lambdas and local types counted with the function they stand in.
[[nodiscard]] std::vector<Function> functions_of(const SourceFile&);

}  // namespace equivox::testing
