// SPDX-License-Identifier: Apache-2.0
// The first step of the loop: a command and the session as it stands become events, a refusal or a deposit.
// Pure: the same arguments give the same answer, always. Nothing here changes anything.
#pragma once

#include <map>
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

// A deposit that may go into the open box: sealed, so that nobody here can read it.
struct AcceptedDeposit {
    BoxId box;
    SeatId seat;
    std::uint64_t sequence = 0;
    std::string blob;
};
// A device keeps its parts of a box's keys, or gives one back.
struct AcceptedPart {
    BoxId box;
    SeatId seat;
    std::optional<KeyPart> returned;  // nothing: it keeps them
    std::string sealed;  // base64
};
// Who raised it ends here.
struct AcceptedSignal {
    Signal signal = Signal::please_pause;
};

// With fewer organisations nothing that people put in could be anonymous.
inline constexpr std::uint32_t organisations_for_anonymity = 3;
// With fewer the order of a ranking can be shown to outsiders only (rule D1).
inline constexpr std::uint32_t organisations_for_a_ranking = 5;

using Decision = std::variant<std::vector<Event>, Refusal, AcceptedDeposit, AcceptedPart, AcceptedSignal>;

[[nodiscard]] Decision decide(const Session&, const Command&, const Given&);

// What the custody made of a closing box becomes one event. Asserts that this box is closing.
[[nodiscard]] Event decide_release(const Session&, BoxId, Release, std::vector<SeatId> counted);

// What a restart of the host means: a box whose keys were lost with it (custody in memory, or not ready yet)
// is opened anew.
[[nodiscard]] Event decide_resume(const Session&);

// What may stand in a deposit for the open box, and the public facts that bind its release.
[[nodiscard]] DepositRules deposit_rules(const Session&);
[[nodiscard]] ReleaseParameters release_parameters(const Session&);

// The same for a ranking, or whatever `kind` is, as if its box were opened now.
[[nodiscard]] ReleaseParameters parameters_if_opened(const Session&, BoxKind kind);

// Whether the open box is one for texts or consent and fewer than three organisations have put something in:
// what so few say is not anonymous, and silence is no answer of a room. `deposited`: the seats that have.
[[nodiscard]] bool too_few_heard(const Session&, const std::map<SeatId, std::uint64_t>& deposited);

// The proposals of a round that are not set aside, ascending: what a ranking ranks.
[[nodiscard]] std::vector<ProposalId> proposals_in_play(const RoundState&);

// Those of them that can be ticked for a shortlist, ascending: "No change" stays without being ticked.
[[nodiscard]] std::vector<ProposalId> proposals_to_tick(const RoundState&);

// Which proposals may be asked about now, best first: those asked about before, then the highest place of the
// last published ranking that has proposals not yet asked about, ordered by the round's tie rule. With no
// published ranking, every proposal in play. `next` is the one the session suggests.
struct Leading {
    std::vector<ProposalId> allowed;
    std::optional<ProposalId> next;
    enum class Because : std::uint8_t {
        none,
        asked_again,
        asking_withheld,
        agreed,
        ranking,
        lot,
        discuss,
        no_ranking,
        only_one
    } because{};
};
[[nodiscard]] Leading leading_proposal(const Session&, const RoundState&);

// The lot that everybody can check: BLAKE2b over the public seed, the round and the proposal; the smallest is
// first.
void put_in_lot_order(std::vector<ProposalId>& tied, const Session&, RoundId);

}  // namespace equivox
