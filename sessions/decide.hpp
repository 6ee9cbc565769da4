// SPDX-License-Identifier: Apache-2.0
// The first step of the loop: a command and the session as it stands become events, a refusal or a deposit.
// Pure: the same arguments give the same answer, always. Nothing here changes anything.
#pragma once

#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "sessions/command.hpp"
#include "sessions/event.hpp"
#include "sessions/refusal.hpp"
#include "sessions/session.hpp"

namespace equivox {

struct Facilitator {
    friend bool operator==(Facilitator, Facilitator) = default;
};
// Somebody at a participant's device; `seat` once the device has one.
struct Delegate {
    std::optional<SeatId> seat;
    friend bool operator==(const Delegate&, const Delegate&) = default;
};
using Actor = std::variant<Facilitator, Delegate>;

// All that a decision may depend on besides the state and the request.
struct Given {
    Actor by;
};

// A deposit that may go into the open box: checked and cleaned. The seat is the actor's and stays outside.
struct AcceptedDeposit {
    BoxId box;
    std::uint64_t sequence = 0;
    DepositContent content;
};

// With fewer organisations nothing that people put in could be anonymous.
inline constexpr std::uint32_t organisations_for_anonymity = 3;

using Decision = std::variant<std::vector<Event>, Refusal, AcceptedDeposit>;

[[nodiscard]] Decision decide(const Session&, const Command&, const Given&);

// What the custody made of a closing box becomes one event. Asserts that this box is closing.
[[nodiscard]] Event decide_release(const Session&, BoxId, Release, std::vector<SeatId> counted);

// What a restart of the host means: an open box lost its deposits (custody in memory) and is opened anew.
[[nodiscard]] Event decide_resume(const Session&);

// The public facts that bind the release of the open box.
[[nodiscard]] ReleaseParameters release_parameters(const Session&);

// The rankings shown in this round that one of `proposals` (ascending) would be compared with (rule D7):
// those that share two or more.
[[nodiscard]] std::vector<EarlierRanking> earlier_rankings(const RoundState&,
                                                           std::span<const ProposalId> proposals);

// The proposals of a round that are not set aside, ascending: what a ranking ranks.
[[nodiscard]] std::vector<ProposalId> proposals_in_play(const RoundState&);

// Checks and cleans what a device wants to put into the open box.
[[nodiscard]] std::variant<DepositContent, Refusal> check_deposit(const Session&, const DepositContent&);

// Which proposals may be asked about now, best first: those asked about before, then the highest place of the
// last published ranking that has proposals not yet asked about, ordered by the round's tie rule. With no
// published ranking, every proposal in play. `next` is the one the session suggests.
struct Leading {
    std::vector<ProposalId> allowed;
    std::optional<ProposalId> next;
    enum class Because : std::uint8_t {
        none,
        asked_again,
        agreed,
        ranking,
        lot,
        discuss,
        no_ranking
    } because{};
};
[[nodiscard]] Leading leading_proposal(const Session&, const RoundState&);

}  // namespace equivox
