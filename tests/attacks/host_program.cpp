// SPDX-License-Identifier: Apache-2.0
#include "tests/attacks/host_program.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/json.hpp>
#include <csignal>
#include <fstream>
#include <stdexcept>

extern char** environ;

namespace equivox::testing {
namespace {

// Next to this program.
std::filesystem::path beside(const std::string& name) {
    return std::filesystem::read_symlink("/proc/self/exe").parent_path() / name;
}

pid_t spawn(const std::filesystem::path& program, const std::vector<std::string>& words,
            const std::vector<std::string>& more_environment, int output, const std::filesystem::path& log) {
    std::vector<std::string> texts{program.string()};
    texts.insert(texts.end(), words.begin(), words.end());
    std::vector<char*> arguments;
    for (std::string& text : texts) arguments.push_back(text.data());
    arguments.push_back(nullptr);
    std::vector<std::string> variables = more_environment;
    for (char** variable = environ; *variable; ++variable) variables.emplace_back(*variable);
    std::vector<char*> environment;
    for (std::string& variable : variables) environment.push_back(variable.data());
    environment.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, output, 1);
    posix_spawn_file_actions_addopen(&actions, 2, log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    pid_t id = -1;
    const int failed =
        posix_spawn(&id, program.c_str(), &actions, nullptr, arguments.data(), environment.data());
    posix_spawn_file_actions_destroy(&actions);
    if (failed != 0) throw std::runtime_error(program.string() + " can not be run");
    return id;
}

// Until the end, or until a line is complete.
std::string read_from(int pipe, bool one_line) {
    std::string text;
    char byte = 0;
    while (read(pipe, &byte, 1) == 1 && !(one_line && byte == '\n')) text += byte;
    return text;
}

}  // namespace

std::filesystem::path attacked_program() {
    return beside(EQUIVOX_ATTACKED_PROGRAM);
}

std::filesystem::path still_library() {
    return beside("libequivox_still.so");
}

Ended run_to_end(const std::filesystem::path& program, const std::vector<std::string>& words) {
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    const pid_t id = spawn(program, words, {}, ends[1], "/dev/null");
    close(ends[1]);
    Ended ended;
    ended.output = read_from(ends[0], false);
    close(ends[0]);
    int status = 0;
    waitpid(id, &status, 0);
    if (WIFEXITED(status)) ended.code = WEXITSTATUS(status);
    return ended;
}

HostProgram::HostProgram(const Settings& settings) {
    std::vector<std::string> words{
        "host",   settings.session_file.string(), "--headless", "--bind", "127.0.0.1",
        "--port", std::to_string(settings.port)};
    if (!settings.agenda_file.empty()) {
        words.emplace_back("--agenda");
        words.push_back(settings.agenda_file.string());
    }
    std::vector<std::string> environment;
    if (settings.still_seed) {
        environment.push_back("LD_PRELOAD=" + still_library().string());
        environment.push_back("EQUIVOX_STILL_SEED=" + std::to_string(*settings.still_seed));
    }
    int ends[2] = {-1, -1};
    if (pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
    id_ = spawn(attacked_program(), words, environment, ends[1], settings.log);
    close(ends[1]);
    const std::string line = read_from(ends[0], true);
    close(ends[0]);
    if (line.empty()) {
        wait();
        std::ifstream log(settings.log);
        throw std::runtime_error("the host did not come up: " +
                                 std::string(std::istreambuf_iterator<char>(log), {}));
    }
    const boost::json::value ready = boost::json::parse(line);
    port_ = ready.at("port").to_number<std::uint16_t>();
    room_code_ = std::string(ready.at("room_code").as_string());
    fingerprint_ = std::string(ready.at("host_fingerprint").as_string());
    std::ifstream secret(std::string(ready.at("facilitator_secret_file").as_string()));
    std::getline(secret, secret_);
}

HostProgram::~HostProgram() {
    if (id_ > 0) kill();
}

int HostProgram::wait() {
    int status = 0;
    waitpid(std::exchange(id_, -1), &status, 0);
    return status;
}

bool HostProgram::stop() {
    ::kill(id_, SIGTERM);
    const int status = wait();
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void HostProgram::kill() {
    ::kill(id_, SIGKILL);
    static_cast<void>(wait());
}

}  // namespace equivox::testing
