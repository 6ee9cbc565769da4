// SPDX-License-Identifier: Apache-2.0
#include "sessions/durable_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

namespace equivox {
namespace {

constexpr int private_file = 0600;
constexpr int private_folder = 0700;

[[noreturn]] void fail() {
    throw FileError(std::strerror(errno));
}

// A descriptor of a folder, closed at the end.
class Folder {
public:
    explicit Folder(const std::filesystem::path& path)
        : descriptor_(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
        if (descriptor_ < 0) fail();
    }
    ~Folder() { ::close(descriptor_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    [[nodiscard]] int descriptor() const { return descriptor_; }

private:
    int descriptor_;
};

}  // namespace

DurableFile DurableFile::create(const std::filesystem::path& path) {
    DurableFile file(::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, private_file));
    if (file.descriptor_ < 0) fail();
    return file;
}

std::optional<DurableFile> DurableFile::open(const std::filesystem::path& path) {
    DurableFile file(::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (file.descriptor_ < 0) {
        if (errno == ENOENT) return std::nullopt;
        fail();
    }
    struct stat about {};
    if (::fstat(file.descriptor_, &about) != 0) fail();
    if (!S_ISREG(about.st_mode)) throw FileError("It is not a file.");
    return file;
}

DurableFile::DurableFile(DurableFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

DurableFile& DurableFile::operator=(DurableFile&& other) noexcept {
    std::swap(descriptor_, other.descriptor_);
    return *this;
}

DurableFile::~DurableFile() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

std::uint64_t DurableFile::size() const {
    struct stat about {};
    if (::fstat(descriptor_, &about) != 0) fail();
    return static_cast<std::uint64_t>(about.st_size);
}

bool DurableFile::read_at(std::uint64_t offset, unsigned char* bytes, std::size_t size) const {
    while (size > 0) {
        const ssize_t got = ::pread(descriptor_, bytes, size, static_cast<off_t>(offset));
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail();
        if (got == 0) return false;
        bytes += got;
        offset += static_cast<std::uint64_t>(got);
        size -= static_cast<std::size_t>(got);
    }
    return true;
}

void DurableFile::write_at(std::uint64_t offset, const unsigned char* bytes, std::size_t size) {
    while (size > 0) {
        const ssize_t put = ::pwrite(descriptor_, bytes, size, static_cast<off_t>(offset));
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) fail();
        bytes += put;
        offset += static_cast<std::uint64_t>(put);
        size -= static_cast<std::size_t>(put);
    }
}

void DurableFile::cut() {
    if (::ftruncate(descriptor_, 0) != 0) fail();
}

void DurableFile::sync_data() {
    if (::fdatasync(descriptor_) != 0) fail();
}

void DurableFile::sync() {
    if (::fsync(descriptor_) != 0) fail();
}

void make_private_folder(const std::filesystem::path& path) {
    if (::mkdir(path.c_str(), private_folder) == 0)
        return sync_folder(std::filesystem::absolute(path).parent_path());
    if (errno != EEXIST) fail();
    const Folder folder(path);
    struct stat about {};
    if (::fstat(folder.descriptor(), &about) != 0) fail();
    if ((about.st_mode & 0777U) != private_folder && ::fchmod(folder.descriptor(), private_folder) != 0)
        fail();
}

void sync_folder(const std::filesystem::path& path) {
    const Folder folder(path);
    if (::fsync(folder.descriptor()) != 0) fail();
}

bool erase_file(const std::filesystem::path& path) noexcept {
    try {
        std::optional<DurableFile> file = DurableFile::open(path);
        if (!file) return true;
        const std::vector<unsigned char> zeros(64 * 1024);
        const std::uint64_t size = file->size();
        for (std::uint64_t at = 0; at < size; at += zeros.size())
            file->write_at(at, zeros.data(), std::min<std::uint64_t>(zeros.size(), size - at));
        file->sync();
        file->cut();
        file->sync();
        if (::unlink(path.c_str()) != 0 && errno != ENOENT) return false;
        sync_folder(path.parent_path());
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace equivox
