// SPDX-License-Identifier: Apache-2.0
#include "net/host_identity.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <string>

namespace equivox::net {
namespace {

constexpr std::string_view form_line = "equivox host key 1";
constexpr const char* file_name = "identity.key";
constexpr std::size_t longest_file_bytes = 1024;

[[noreturn]] void fail(const std::filesystem::path& path) {
    throw HostIdentityError("The host's key could not be written to \"" + path.string() +
                            "\": " + std::strerror(errno) + ".");
}

class Descriptor {
public:
    Descriptor(const std::filesystem::path& path, int flags)
        : number_(::open(path.c_str(), flags | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR)) {}
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    [[nodiscard]] int number() const { return number_; }
    [[nodiscard]] bool is_open() const { return number_ >= 0; }

private:
    int number_;
};

void sync_folder(const std::filesystem::path& folder) {
    const Descriptor opened(folder.empty() ? "." : folder, O_RDONLY | O_DIRECTORY);
    if (!opened.is_open() || ::fsync(opened.number()) != 0) fail(folder);
}

struct Kept {
    std::string session_key;
    std::shared_ptr<const SigningKey> pair;
};

std::string file_text(const Kept& kept) {
    return std::string(form_line) + "\nsession " + kept.session_key + "\nseed " + kept.pair->seed() + "\n";
}

void keep(const std::filesystem::path& session_file, const Kept& kept) {
    const std::filesystem::path folder = host_key_folder(session_file);
    if (::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) fail(folder);
    if (::chmod(folder.c_str(), S_IRWXU) != 0) fail(folder);
    const std::filesystem::path path = folder / file_name;
    const std::filesystem::path unfinished = folder / (std::string(file_name) + ".new");
    ::unlink(unfinished.c_str());
    {
        const Descriptor file(unfinished, O_WRONLY | O_CREAT | O_EXCL);
        const std::string text = file_text(kept);
        if (!file.is_open() ||
            ::write(file.number(), text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
            ::fsync(file.number()) != 0)
            fail(unfinished);
    }
    const std::filesystem::path older = folder / (std::string(file_name) + ".old");
    if (::rename(path.c_str(), older.c_str()) != 0 && errno != ENOENT) fail(older);
    if (::rename(unfinished.c_str(), path.c_str()) != 0) fail(path);
    sync_folder(folder);
    sync_folder(session_file.parent_path());
}

// Takes "name value\n" off the beginning of `text`.
std::optional<std::string> take_line(std::string_view& text, std::string_view name) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (line.substr(0, name.size()) != name) return std::nullopt;
    return std::string(line.substr(name.size()));
}

std::optional<Kept> read_kept(const std::filesystem::path& path) {
    const Descriptor file(path, O_RDONLY);
    if (!file.is_open()) return std::nullopt;
    std::array<char, longest_file_bytes> buffer{};
    const ssize_t read = ::read(file.number(), buffer.data(), buffer.size());
    if (read <= 0) return std::nullopt;
    std::string_view text(buffer.data(), static_cast<std::size_t>(read));
    const auto form = take_line(text, form_line);
    const auto session_key = take_line(text, "session ");
    const auto seed = take_line(text, "seed ");
    if (form != "" || !session_key || !seed || !text.empty()) return std::nullopt;
    Kept kept{*session_key, SigningKey::from_seed(*seed)};
    if (!kept.pair) return std::nullopt;
    return kept;
}

}  // namespace

std::filesystem::path host_key_folder(const std::filesystem::path& session_file) {
    return session_file.string() + ".keys";
}

std::shared_ptr<const SigningKey> begin_host_identity(const std::filesystem::path& session_file,
                                                      Chance& chance) {
    std::shared_ptr<const SigningKey> pair = SigningKey::make(chance);
    keep(session_file, {pair->public_key(), pair});
    return pair;
}

std::shared_ptr<const SigningKey> resume_host_identity(const std::filesystem::path& session_file,
                                                       const KeyText& session_key) {
    const std::filesystem::path path = host_key_folder(session_file) / file_name;
    const std::optional<Kept> kept = read_kept(path);
    const char* const what_to_do =
        " Put that folder back beside the session file, or start with --new-host-key; then every device is "
        "told that this is not the same host as before.";
    if (!kept) throw HostIdentityError("The host's key is not in \"" + path.string() + "\"." + what_to_do);
    if (kept->session_key != session_key)
        throw HostIdentityError("The host's key in \"" + path.string() + "\" belongs to another session." +
                                what_to_do);
    return kept->pair;
}

std::shared_ptr<const SigningKey> renew_host_identity(const std::filesystem::path& session_file,
                                                      const KeyText& session_key, Chance& chance) {
    std::shared_ptr<const SigningKey> pair = SigningKey::make(chance);
    keep(session_file, {session_key, pair});
    return pair;
}

}  // namespace equivox::net
