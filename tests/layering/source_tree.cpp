// SPDX-License-Identifier: Apache-2.0
#include "tests/layering/source_tree.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>

namespace equivox::testing {
namespace {

namespace fs = std::filesystem;

std::vector<SourceFile> read_tree() {
    const fs::path root = EQUIVOX_ROOT;
    constexpr std::array folders{"sessions", "net", "app", "tests", "cmake", ".ci"};
    constexpr std::array skipped{"node_modules", "dist", "corpus", "golden"};
    std::vector<SourceFile> files;
    for (const char* folder : folders) {
        if (!fs::exists(root / folder)) continue;
        for (auto it = fs::recursive_directory_iterator(root / folder); it != fs::end(it); ++it) {
            if (it->is_directory() &&
                std::find(skipped.begin(), skipped.end(), it->path().filename()) != skipped.end())
                it.disable_recursion_pending();
            if (!it->is_regular_file()) continue;
            SourceFile file{fs::relative(it->path(), root).generic_string(), {}};
            std::ifstream in(it->path());
            for (std::string line; std::getline(in, line);) file.lines.push_back(line);
            files.push_back(std::move(file));
        }
    }
    std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return files;
}

// Blanks out comments and the contents of texts, raw ones included.
class Blanker {
public:
    std::string line(const std::string& line) {
        std::string out;
        for (std::size_t i = 0; i < line.size();) i = step(line, i, out);
        if (state_ == State::text) state_ = State::code;  // a text ends with its line at the latest
        return out;
    }

private:
    enum class State { code, comment, text, raw };

    std::size_t step(const std::string& line, std::size_t i, std::string& out) {
        switch (state_) {
            case State::comment:
                if (line.compare(i, 2, "*/") != 0) return i + 1;
                state_ = State::code;
                return i + 2;
            case State::raw:
                if (line.compare(i, raw_end_.size(), raw_end_) != 0) return i + 1;
                state_ = State::code;
                out += '"';
                return i + raw_end_.size();
            case State::text:
                if (line[i] == '\\') return i + 2;
                if (line[i] == quote_) {
                    state_ = State::code;
                    out += quote_;
                }
                return i + 1;
            case State::code:
                break;
        }
        return step_in_code(line, i, out);
    }

    std::size_t step_in_code(const std::string& line, std::size_t i, std::string& out) {
        if (line.compare(i, 2, "//") == 0) return line.size();
        if (line.compare(i, 2, "/*") == 0) {
            state_ = State::comment;
            return i + 2;
        }
        if (line.compare(i, 2, "R\"") == 0) {
            const std::size_t open = line.find('(', i);
            raw_end_ = ")" + line.substr(i + 2, open - i - 2) + "\"";
            state_ = State::raw;
            out += '"';
            return open + 1;
        }
        const bool digit_before = !out.empty() && std::isalnum(static_cast<unsigned char>(out.back()));
        if (line[i] == '"' || (line[i] == '\'' && !digit_before)) {  // 10'000 is a number
            quote_ = line[i];
            state_ = State::text;
        }
        out += line[i];
        return i + 1;
    }

    State state_ = State::code;
    char quote_ = '"';
    std::string raw_end_;
};

// What a brace opens, judged by the code between it and the last brace or semicolon.
enum class Block { scope, function, other };

Block kind_of_block(const std::string& before) {
    static const std::regex scope("\\b(namespace|class|struct|union|enum|extern)\\b");
    static const std::regex initialiser("(=|\\(|return|\\[[^\\]]*\\]|,)\\s*$");
    if (std::regex_search(before, initialiser)) return Block::other;
    if (before.find('(') != std::string::npos) return Block::function;
    return std::regex_search(before, scope) ? Block::scope : Block::other;
}

}  // namespace

bool SourceFile::is_under(std::string_view folder) const {
    return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

const std::vector<SourceFile>& source_tree() {
    static const std::vector<SourceFile> tree = read_tree();
    return tree;
}

std::vector<std::string> code_of(const SourceFile& file) {
    Blanker blanker;
    std::vector<std::string> lines;
    for (const std::string& line : file.lines) lines.push_back(blanker.line(line));
    return lines;
}

std::vector<Function> functions_of(const SourceFile& file) {
    std::vector<Function> functions;
    std::vector<Block> open;
    std::string before;
    std::size_t begin = 0;
    const std::vector<std::string> lines = code_of(file);
    for (std::size_t number = 1; number <= lines.size(); ++number) {
        const std::string& line = lines[number - 1];
        if (line.starts_with('#')) continue;
        for (const char c : line) {
            const bool inside = std::find(open.begin(), open.end(), Block::function) != open.end();
            if (c == '{') {
                open.push_back(inside ? Block::other : kind_of_block(before));
                if (open.back() == Block::function) begin = number;
            } else if (c == '}' && !open.empty()) {
                if (open.back() == Block::function) functions.push_back({begin, number - begin + 1});
                open.pop_back();
            }
            if (c == '{' || c == '}' || c == ';')
                before.clear();
            else
                before += c;
        }
        before += ' ';
    }
    return functions;
}

}  // namespace equivox::testing
