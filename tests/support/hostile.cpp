// SPDX-License-Identifier: Apache-2.0
#include "tests/support/hostile.hpp"

#include <sodium.h>

#include <algorithm>
#include <stdexcept>

#include "sessions/codec.hpp"
#include "sessions/digest.hpp"

namespace equivox::testing {
namespace {

void put_little(std::string& out, std::uint64_t value, unsigned bytes) {
    for (unsigned i = 0; i < bytes; ++i) out += static_cast<char>((value >> (8 * i)) & 0xFFU);
}

// Version, two bytes that each layout has for itself, token, seat and sequence.
std::string head(const Session& session, SeatId seat, std::uint64_t sequence, std::uint8_t second,
                 std::uint16_t third) {
    std::string plain;
    put_little(plain, 1, 1);
    put_little(plain, second, 1);
    put_little(plain, third, 2);
    plain += *bytes_from_hex(session.box->ready->token);
    put_little(plain, seat.value, 2);
    put_little(plain, sequence, 8);
    return plain;
}

std::string padded(std::string plain, BoxKind kind) {
    plain.resize(deposit_plain_size(kind), '\0');
    return plain;
}

}  // namespace

PutDeposit sealed_bytes(const Session& session, std::uint64_t sequence, std::string_view plain) {
    const auto key = bytes_from_hex(session.box->ready->public_key);
    std::string blob(plain.size() + crypto_box_SEALBYTES, '\0');
    if (!key || crypto_box_seal(reinterpret_cast<unsigned char*>(blob.data()),
                                reinterpret_cast<const unsigned char*>(plain.data()), plain.size(),
                                reinterpret_cast<const unsigned char*>(key->data())) != 0)
        throw std::logic_error("the key of the open box is not one");
    return {session.box->id, sequence, to_base64(blob)};
}

std::string laid_out_json(const Session& session, SeatId seat, std::uint64_t sequence, BoxKind kind,
                          std::string_view json) {
    std::string plain = head(session, seat, sequence, static_cast<std::uint8_t>(kind),
                             static_cast<std::uint16_t>(json.size()));
    plain += std::string(16, 'n');
    return padded(plain + std::string(json), session.box->kind);
}

std::string laid_out_ranks(const Session& session, SeatId seat, std::uint64_t sequence,
                           std::uint8_t proposals, const std::vector<std::uint8_t>& ranks) {
    std::string plain = head(session, seat, sequence, proposals, 0);
    for (std::size_t i = 0; i < 20; ++i) put_little(plain, i < ranks.size() ? ranks[i] : 0U, 1);
    return padded(plain + std::string(16, 'n'), session.box->kind);
}

PutDeposit sealed_unchecked(const Session& session, SeatId seat, std::uint64_t sequence,
                            const DepositContent& content) {
    const auto* ranking = std::get_if<RankingDeposit>(&content);
    if (!ranking || session.box->kind != BoxKind::ranking)
        return sealed_bytes(
            session, sequence,
            laid_out_json(session, seat, sequence, session.box->kind, encode_deposit(content)));
    const std::vector<ProposalId>& ranked = session.box->ranked;
    std::vector<std::uint8_t> ranks(ranked.size(), 0);
    std::uint8_t place = 0;
    for (const std::vector<ProposalId>& group : ranking->ranking) {
        ++place;
        for (const ProposalId id : group) {
            const auto found = std::find(ranked.begin(), ranked.end(), id);
            if (found == ranked.end())
                ranks.push_back(place);  // of a proposal that there is not
            else
                ranks[static_cast<std::size_t>(found - ranked.begin())] = place;
        }
    }
    return sealed_bytes(
        session, sequence,
        laid_out_ranks(session, seat, sequence, static_cast<std::uint8_t>(ranked.size()), ranks));
}

}  // namespace equivox::testing
