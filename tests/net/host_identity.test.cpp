// SPDX-License-Identifier: Apache-2.0
#include "net/host_identity.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

using namespace equivox;
using namespace equivox::net;

namespace {

namespace files = std::filesystem;

class Folder {
public:
    Folder() : path_(files::temp_directory_path() / ("equivox-identity-" + std::to_string(::getpid()))) {
        files::remove_all(path_);
        files::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        files::remove_all(path_, ignored);
    }
    [[nodiscard]] files::path session() const { return path_ / "winter.equivox"; }
    [[nodiscard]] files::path key() const { return path_ / "winter.equivox.keys" / "identity.key"; }

private:
    files::path path_;
};

unsigned mode_of(const files::path& path) {
    struct stat status {};
    REQUIRE(::stat(path.c_str(), &status) == 0);
    return status.st_mode & 07777U;
}

void write(const files::path& path, const std::string& text) {
    std::ofstream(path) << text;
}

}  // namespace

TEST_CASE("a host that is started again is the same host, and only its owner can read its key") {
    const Folder folder;
    SystemChance chance;
    const auto made = begin_host_identity(folder.session(), chance);
    CHECK(mode_of(folder.key()) == 0600);
    CHECK(mode_of(folder.key().parent_path()) == 0700);
    const auto again = resume_host_identity(folder.session(), made->public_key());
    CHECK(again->public_key() == made->public_key());
    CHECK(again->seed() == made->seed());
}

TEST_CASE("a folder that everybody could read is closed to others") {
    const Folder folder;
    SystemChance chance;
    files::create_directories(folder.key().parent_path());
    REQUIRE(::chmod(folder.key().parent_path().c_str(), 0755) == 0);
    static_cast<void>(begin_host_identity(folder.session(), chance));
    CHECK(mode_of(folder.key().parent_path()) == 0700);
}

TEST_CASE("a lost, damaged or foreign key is an error that says what to do") {
    const Folder folder;
    SystemChance chance;
    const auto made = begin_host_identity(folder.session(), chance);
    const std::string seed = made->seed();
    const std::string good = "equivox host key 1\nsession " + made->public_key() + "\nseed " + seed + "\n";
    const auto problem = [&] {
        try {
            static_cast<void>(resume_host_identity(folder.session(), made->public_key()));
        } catch (const HostIdentityError& error) {
            return std::string(error.what());
        }
        return std::string();
    };
    CHECK(problem().empty());
    for (const std::string& text :
         {std::string(), std::string("Dear all,\n"), good + "more", good.substr(0, good.size() - 1),
          good.substr(0, good.size() - 3) + "\n", std::string(4096, 'x'), "x" + good}) {
        write(folder.key(), text);
        INFO(text);
        CHECK(problem().find("Put that folder back") != std::string::npos);
        CHECK(problem().find("--new-host-key") != std::string::npos);
    }
    write(folder.key(), good);
    CHECK(problem().empty());
    CHECK_THROWS_WITH(resume_host_identity(folder.session(), std::string(64, 'a')),
                      Catch::Contains("belongs to another session"));
    files::remove_all(folder.key().parent_path());
    CHECK(problem().find("is not in") != std::string::npos);
}

TEST_CASE("a new key is used from then on, and the old one is kept aside") {
    const Folder folder;
    SystemChance chance;
    const auto first = begin_host_identity(folder.session(), chance);
    const auto second = renew_host_identity(folder.session(), first->public_key(), chance);
    CHECK(second->public_key() != first->public_key());
    CHECK(resume_host_identity(folder.session(), first->public_key())->public_key() == second->public_key());
    CHECK(files::exists(folder.key().string() + ".old"));
    files::remove_all(folder.key().parent_path());
    const auto third = renew_host_identity(folder.session(), first->public_key(), chance);
    CHECK(resume_host_identity(folder.session(), first->public_key())->public_key() == third->public_key());
}

TEST_CASE("where the key can not be written the host says where") {
    SystemChance chance;
    CHECK_THROWS_WITH(begin_host_identity("/no such folder/winter.equivox", chance),
                      Catch::Contains("/no such folder/winter.equivox.keys"));
}
