// SPDX-License-Identifier: Apache-2.0
// The levels, and the rules of the house that a machine can check. A rule that is not here is not a rule.
#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <regex>

#include "tests/layering/source_tree.hpp"

namespace equivox::testing {
namespace {

// The place of a fault as compilers print it.
std::string at(const SourceFile& file, std::size_t line) {
    return file.path + ":" + std::to_string(line + 1);
}

// Every line of the files that `applies` to whose code matches `pattern`, except in the files `allowed`.
template <class Applies>
void expect_nowhere(const std::string& pattern, Applies applies,
                    const std::vector<std::string>& allowed = {}) {
    const std::regex expression(pattern);
    std::size_t looked_at = 0;
    for (const SourceFile& file : source_tree()) {
        if (!applies(file)) continue;
        ++looked_at;
        if (std::find(allowed.begin(), allowed.end(), file.path) != allowed.end()) continue;
        const std::vector<std::string> code = file.is_cpp() ? code_of(file) : file.lines;
        for (std::size_t i = 0; i < code.size(); ++i)
            if (std::regex_search(code[i], expression)) {
                INFO(at(file, i) << ": " << code[i]);
                CHECK_FALSE("stands where it must not");
            }
    }
    CHECK(looked_at > 0);
}

bool includes_of(const SourceFile& file, const std::string& line, std::string& path) {
    static const std::regex include("^\\s*#\\s*include\\s*[\"<]([^\">]+)[\">]");
    std::smatch match;
    if (!file.is_cpp() || !std::regex_search(line, match, include)) return false;
    path = match[1];
    return true;
}

// Calls `check` with every include of every file of the three levels.
template <class Check>
void for_each_include(Check check) {
    std::string path;
    int count = 0;
    for (const SourceFile& file : source_tree())
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            if (!file.is_under("tests") && includes_of(file, file.lines[i], path)) {
                INFO(at(file, i) << ": " << path);
                check(file, path);
                ++count;
            }
    CHECK(count > 300);
}

int level_of(std::string_view path) {
    const std::map<std::string_view, int> levels{{"sessions", 0}, {"net", 1}, {"app", 2}, {"tests", 3}};
    const auto found = levels.find(path.substr(0, path.find('/')));
    return found == levels.end() ? -1 : found->second;
}

TEST_CASE("Includes run downward only: sessions below net below app") {
    for_each_include([](const SourceFile& file, const std::string& path) {
        if (level_of(path) >= 0) CHECK(level_of(path) <= level_of(file.path));
    });
}

TEST_CASE("Includes are written from the root of the repository") {
    for_each_include([](const SourceFile&, const std::string& path) {
        CHECK_FALSE(path.starts_with("."));
        if (path.ends_with(".hpp") && path.find('/') == std::string::npos) CHECK(path == "sodium.hpp");
    });
}

TEST_CASE("Counting includes nothing of the session around it") {
    for_each_include([](const SourceFile& file, const std::string& path) {
        if (file.is_under("sessions/tally") && path.starts_with("sessions/"))
            CHECK(path.starts_with("sessions/tally/"));
    });
}

TEST_CASE("SQLite is known to one file and boxes of the network to the network") {
    for_each_include([](const SourceFile& file, const std::string& path) {
        if (path == "sqlite3.h") CHECK(file.path == "sessions/journal_sqlite.cpp");
        if (path.starts_with("boost/asio") || path.starts_with("boost/beast"))
            CHECK(level_of(file.path) >= 1);
    });
}

TEST_CASE("No ImGui and no window below the programs") {
    for_each_include([](const SourceFile& file, const std::string& path) {
        for (const char* part : {"imgui", "GLFW", "SDL", "GL/"})
            if (path.find(part) != std::string::npos) CHECK(level_of(file.path) == 2);
    });
    expect_nowhere("\\bImGui::",
                   [](const SourceFile& file) { return file.is_under("sessions") || file.is_under("net"); });
}

const auto in_sessions = [](const SourceFile& file) { return file.is_under("sessions") && file.is_cpp(); };
const std::vector<std::string> writers{"sessions/box_writer.hpp", "sessions/box_writer.cpp",
                                       "sessions/journal_writer.hpp", "sessions/journal_writer.cpp"};
const std::vector<std::string> chance{"sessions/chance.hpp", "sessions/chance.cpp"};

TEST_CASE("No clock in sessions") {
    expect_nowhere(
        "(system|steady|high_resolution|utc)_clock|\\bgettimeofday\\b|\\bclock_gettime\\b|::now\\(|\\bstd::"
        "time\\b",
        in_sessions);
}

TEST_CASE("No thread in sessions but the writers'") {
    expect_nowhere(
        "\\bstd::(j?thread|mutex|condition_variable|async|atomic|future|this_thread)\\b|"
        "#include <(thread|mutex|condition_variable|atomic|future)>",
        in_sessions, writers);
}

TEST_CASE("No chance in sessions but where it is drawn") {
    expect_nowhere(
        "\\brandom_device\\b|\\bmt19937\\b|\\brandombytes|\\bs?rand\\(|_distribution\\b|\\bstd::shuffle\\b|"
        "#include <random>",
        in_sessions, chance);
}

TEST_CASE("No socket and no environment in sessions") {
    expect_nowhere("\\bgetenv\\b|<sys/socket|<netinet|\\basio\\b|\\bbeast\\b", in_sessions);
}

TEST_CASE("No order that depends on the library in sessions") {
    expect_nowhere("\\bunordered_(map|set)\\b", [](const SourceFile& file) {
        return in_sessions(file) && !file.is_under("sessions/tally");
    });
}

TEST_CASE("No floating point in sessions") {
    expect_nowhere("\\b(double|float)\\b", in_sessions, {"sessions/json.cpp"});
}

TEST_CASE("Texts of people never go through a format string on a screen") {
    expect_nowhere("\\bImGui::(Text|TextWrapped|TextColored|TextDisabled|BulletText|LabelText|SetTooltip)\\(",
                   [](const SourceFile& file) { return file.is_under("app") && file.is_cpp(); },
                   {"app/ui/text.cpp"});
}

TEST_CASE("The web client makes no markup out of text") {
    expect_nowhere(
        "innerHTML|outerHTML|insertAdjacentHTML|\\{@html|document\\.write|\\beval\\(|new Function\\(",
        [](const SourceFile& file) {
            return file.is_under("app/web") && (file.ends_with(".ts") || file.ends_with(".svelte") ||
                                                file.ends_with(".js") || file.ends_with(".html"));
        });
}

bool is_source(const SourceFile& file) {
    for (const char* ending :
         {".cpp", ".hpp", ".in", ".ts", ".svelte", ".css", ".html", ".cmake", ".sh", ".js", ".mjs"})
        if (file.ends_with(ending)) return true;
    return file.ends_with("CMakeLists.txt") || file.is_under(".ci");
}

TEST_CASE("Every source file says its licence in its first lines") {
    for (const SourceFile& file : source_tree()) {
        if (!is_source(file)) continue;
        bool found = false;
        for (std::size_t i = 0; i < file.lines.size() && i < 3; ++i)
            found = found || file.lines[i].find("SPDX-License-Identifier: Apache-2.0") != std::string::npos;
        INFO(file.path);
        CHECK(found);
    }
}

TEST_CASE("No file is longer than 500 lines") {
    for (const SourceFile& file : source_tree()) {
        if (!is_source(file)) continue;
        INFO(file.path);
        CHECK(file.lines.size() <= 500);
    }
}

std::size_t columns(const std::string& line) {
    std::size_t count = 0;
    for (const char c : line)
        if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) ++count;
    return count;
}

TEST_CASE("C++ lines are at most 110 columns wide, without tabs and blanks at their end") {
    for (const SourceFile& file : source_tree()) {
        if (!file.is_cpp()) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i) {
            const std::string& line = file.lines[i];
            if (line.find("R\"(") != std::string::npos) continue;  // a raw text can not be broken
            if (columns(line) <= 110 && line.find('\t') == std::string::npos && !line.ends_with(' '))
                continue;
            INFO(at(file, i) << ": " << line);
            CHECK_FALSE("too wide, or a tab, or a blank at the end");
        }
    }
}

TEST_CASE("No function of the three levels is longer than 70 lines") {
    std::size_t count = 0;
    for (const SourceFile& file : source_tree()) {
        if (!file.is_cpp() || file.is_under("tests")) continue;
        for (const Function& function : functions_of(file)) {
            INFO(file.path << ":" << function.line);
            CHECK(function.length <= 70);
            ++count;
        }
    }
    CHECK(count > 500);
}

TEST_CASE("The measure of functions finds a long one and does not take a table for one") {
    SourceFile file{
        "x.cpp",
        {"namespace a {", "struct S {", "    void short_one() { return; }", "    void long_one(int x) {"}};
    for (int i = 0; i < 80; ++i) file.lines.emplace_back("        if (x) { call(\"}\"); }  // {");
    for (const char* line :
         {"    }", "};", "const std::array table{", "    1,", "};", "constexpr int other[] = {"})
        file.lines.emplace_back(line);
    for (int i = 0; i < 80; ++i) file.lines.emplace_back("    f(1),");
    file.lines.emplace_back("};");
    file.lines.emplace_back("}");
    const std::vector<Function> functions = functions_of(file);
    REQUIRE(functions.size() == 2);
    CHECK(functions[0].length == 1);
    CHECK(functions[1].length == 82);
}

TEST_CASE("Nothing is left for later") {
    const std::regex left("\\b(TODO|FIXME|XXX|HACK)\\b");
    for (const SourceFile& file : source_tree()) {
        if (!is_source(file) || file.is_under("tests/layering")) continue;
        for (std::size_t i = 0; i < file.lines.size(); ++i)
            if (std::regex_search(file.lines[i], left)) {
                INFO(at(file, i) << ": " << file.lines[i]);
                CHECK_FALSE("left for later");
            }
    }
}

const SourceFile& file_called(const std::string& path) {
    for (const SourceFile& file : source_tree())
        if (file.path == path) return file;
    FAIL("there is no " << path);
    return source_tree().front();
}

// The number that `pattern` finds in a file; 0 where it finds none.
unsigned long number_in(const std::string& path, const std::string& pattern) {
    const std::regex expression(pattern);
    std::smatch match;
    for (const std::string& line : file_called(path).lines)
        if (std::regex_search(line, match, expression)) return std::stoul(match[1]);
    return 0;
}

TEST_CASE("The limits that the protocol page states are those of the code") {
    const std::string page = "net/README.md";
    CHECK(number_in(page, "message to the host \\| ([0-9]+) KiB") == 64);
    CHECK(number_in("sessions/json.hpp", "bytes = ([0-9]+) \\* 1024") == 64);
    CHECK(number_in(page, "JSON depth \\| ([0-9]+)") == number_in("sessions/json.hpp", "depth = ([0-9]+);"));
    CHECK(number_in("sessions/text.hpp", "deposit_bytes = ([0-9]+) \\* 1024") <
          number_in(page, "message to the host \\| ([0-9]+) KiB"));
}

TEST_CASE("The limits that the web client shows are those of the core") {
    int compared = 0;
    for (const std::string name :
         {"name", "title", "text", "reason", "entries_per_deposit", "ranked_proposals"}) {
        const unsigned long shown = number_in("app/web/src/protocol.ts", "^  " + name + ": ([0-9]+),");
        if (shown == 0) continue;
        INFO(name);
        CHECK(shown == number_in("sessions/text.hpp", "size_t " + name + " = ([0-9]+);"));
        ++compared;
    }
    CHECK(compared >= 5);
}

}  // namespace
}  // namespace equivox::testing
