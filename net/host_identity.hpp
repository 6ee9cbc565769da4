// SPDX-License-Identifier: Apache-2.0
// The host's own key pair, kept beside the session file, so that a host that is started again is known as the
// same one: <session file>.keys/identity.key, readable by its owner only. The session file names the public
// key; without the folder nobody can go on as that host.
//
// The file is text: a line that names the form, the public key that stands in the session file, and the seed
// of the key pair that is used. The last two differ after `renew_host_identity`.
//
// Durable when a function returns: the file, its folder and the folder's own entry.
#pragma once

#include <filesystem>
#include <memory>
#include <stdexcept>

#include "net/signing.hpp"

namespace equivox::net {

// One sentence that says what to do.
struct HostIdentityError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

[[nodiscard]] std::filesystem::path host_key_folder(const std::filesystem::path& session_file);

// For a session that begins. A key of this name that somebody left is set aside as identity.key.old.
[[nodiscard]] std::shared_ptr<const SigningKey> begin_host_identity(const std::filesystem::path& session_file,
                                                                    Chance&);

// For a session that goes on. `session_key` is the public key in the session file.
[[nodiscard]] std::shared_ptr<const SigningKey> resume_host_identity(
    const std::filesystem::path& session_file, const KeyText& session_key);

// For a session whose key is lost: another key pair, used from now on. Devices that remember the first key
// say that this is not the same host; those that were told its fingerprint refuse.
[[nodiscard]] std::shared_ptr<const SigningKey> renew_host_identity(const std::filesystem::path& session_file,
                                                                    const KeyText& session_key, Chance&);

}  // namespace equivox::net
