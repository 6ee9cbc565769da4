// SPDX-License-Identifier: Apache-2.0
// `equivox verify FILE [--words "..."] [--head HEX] [--json]`: says what was checked, what that proves and
// what not. Exit 0: sound; 1: broken, with the first broken entry; 2: unreadable.
#pragma once

#include <CLI/App.hpp>
#include <iosfwd>
#include <string>

namespace equivox {

struct VerifyCommand {
    std::string file;
    std::string words;  // the six check words read out at the closing; empty: not compared
    std::string head;   // a digest in hexadecimal that the record must contain; empty: not compared
    bool json = false;
};

int run_verify(const VerifyCommand&, std::ostream& output, std::ostream& errors);

void add_verify_command(CLI::App&, int& exit_code);

}  // namespace equivox
