// SPDX-License-Identifier: Apache-2.0
// What is found in a box once it is open, sealed there by a device that keeps no rule. The first byte chooses
// the kind of box, the second whether the rest is the whole layout or the content within it. It is read or it
// is not; what is read is let through or it is not; what is let through is laid out and read as the same; and
// a release always comes out, the same twice.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sessions/codec.hpp"
#include "sessions/json.hpp"
#include "sessions/release.hpp"
#include "sessions/seal.hpp"

#if defined(__clang__)
#if __has_feature(address_sanitizer)
// The fuzzer must see into the parser, which the shared library would hide from it.
#include <boost/json/src.hpp>
#endif
#endif

using namespace equivox;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

const DepositPlace place{std::string(32, 'a'), SeatId{1}, 7};
constexpr std::size_t content_at = 46;

ReleaseParameters parameters_for(BoxKind kind) {
    ReleaseParameters parameters;
    parameters.rules = {
        .kind = kind,
        .proposals = {ProposalId{1}, ProposalId{2}, ProposalId{3}, ProposalId{4}, ProposalId{5}},
        .questions = {QuestionId{1}, QuestionId{2}},
        .entries_allowed = 3,
        .clauses = 3};
    for (std::uint32_t i = 1; i <= 6; ++i) {
        parameters.seats.emplace_back(SeatId{i}, OrganisationId{i});
        parameters.held.push_back(SeatId{i});
    }
    return parameters;
}

// The bytes as they are, or as the content of a deposit that is in its place.
std::string plain_of(const DepositRules& rules, bool whole, std::string_view bytes) {
    std::string plain(deposit_plain_size(rules.kind), '\0');
    if (whole) {
        std::copy_n(bytes.begin(), std::min(bytes.size(), plain.size()), plain.begin());
        return plain;
    }
    lay_out_deposit(place, rules, empty_deposit(rules.kind), std::string(16, 'n'),
                    reinterpret_cast<unsigned char*>(plain.data()));
    const std::size_t at = rules.kind == BoxKind::ranking ? 30 : content_at;
    const std::size_t length = std::min(bytes.size(), plain.size() - at);
    std::copy_n(bytes.begin(), length, plain.begin() + static_cast<std::ptrdiff_t>(at));
    if (rules.kind == BoxKind::ranking) return plain;
    plain[2] = static_cast<char>(length & 0xFFU);
    plain[3] = static_cast<char>(length >> 8U);
    return plain;
}

void comes_out(const ReleaseParameters& parameters, const DepositContent& content) {
    std::vector<OpenedDeposit> deposits{{OrganisationId{1}, content}};
    for (std::uint32_t i = 2; i <= 6; ++i)
        deposits.push_back({OrganisationId{i}, empty_deposit(parameters.rules.kind)});
    const std::string one = to_json_text(make_release(parameters, BoxKey{}, parameters.held, deposits));
    std::reverse(deposits.begin(), deposits.end());
    require(to_json_text(make_release(parameters, BoxKey{}, parameters.held, deposits)) == one);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const ReleaseParameters parameters = parameters_for(static_cast<BoxKind>(data[0] % 7));
    const DepositRules& rules = parameters.rules;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 2, size - 2);
    const auto content = read_deposit(place, rules, plain_of(rules, data[1] % 2 == 1, bytes));
    if (!content) return 0;
    comes_out(parameters, *content);
    const auto checked = check_deposit(rules, *content);
    const auto* good = std::get_if<DepositContent>(&checked);
    if (!good) return 0;
    std::string plain(deposit_plain_size(rules.kind), '\0');
    lay_out_deposit(place, rules, *good, std::string(16, 'n'),
                    reinterpret_cast<unsigned char*>(plain.data()));
    const auto again = read_deposit(place, rules, plain);
    require(again && to_json_text(*again) == to_json_text(*good));
    const auto twice = check_deposit(rules, *again);
    require(std::holds_alternative<DepositContent>(twice));
    require(to_json_text(std::get<DepositContent>(twice)) == to_json_text(*good));
    return 0;
}
