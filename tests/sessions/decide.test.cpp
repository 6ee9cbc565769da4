// SPDX-License-Identifier: Apache-2.0
// Every refusal that the core can give has a test whose name begins with it; the last test of this file finds
// the one that has none.
#include "sessions/decide.hpp"

#include <catch2/catch.hpp>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "sessions/text.hpp"
#include "tests/support/at_stage.hpp"
#include "tests/support/notation.hpp"

namespace equivox {
namespace {

using namespace testing;

// --- who may ask

TEST_CASE("not_facilitator: a delegate can not move the round or the seats") {
    At room(Stage::proposals);
    for (const Command& command :
         {Command(FreeSeat{SeatId{1}}), Command(BeginRound{RoundId{2}}),
          Command(OpenBox{BoxKind::proposals, {}}), Command(GiveLastCall{BoxId{1}}),
          Command(CloseBox{BoxId{1}}), Command(VoidBox{BoxId{1}}), Command(MoveToClarification{}),
          Command(SetProposalAside{ProposalId{1}, "x"}), Command(RestoreProposal{ProposalId{1}}),
          Command(MergeProposals{ProposalId{1}, ProposalId{2}, "x", "y"}),
          Command(AmendProposal{ProposalId{1}, "x", "y"}), Command(DraftOutcome{}), Command(WithdrawDraft{}),
          Command(DeclareOutcome{}), Command(EndPractice{}), Command(CloseSession{})}) {
        CHECK(said_to_seat(room, 1, command) == "not_facilitator");
        CHECK(said(room.newcomer(command)) == "not_facilitator");
    }
}

TEST_CASE("not_seated: somebody without a seat can put nothing in") {
    At room(Stage::proposals);
    const BoxId box = room.open(BoxKind::proposals);
    const PutDeposit put = room.sealed(1, 1, proposal("Hub"));
    for (const Command& command :
         {Command(put), Command(LeaveSeat{}), Command(KeepParts{box}),
          Command(ReturnPart{box, KeyPart::room, ""}), Command(RaiseSignal{Signal::please_pause})}) {
        CHECK(said(room.newcomer(command)) == "not_seated");
        CHECK(said_to_seat(room, 99, command) == "not_seated");
        CHECK(said_to_seat(room, 0, command) == "not_seated");
    }
    room.must(FreeSeat{SeatId{1}});
    CHECK(said_to_seat(room, 1, put) == "not_seated");
    CHECK(room.live().turnout == 0);
}

TEST_CASE("not_seated: the facilitator has no ballot and no seat") {
    At room(Stage::proposals);
    const BoxId box = room.open(BoxKind::proposals);
    CHECK(said_to(room, room.sealed(1, 1, proposal("Hub"))) == "not_seated");
    CHECK(said_to(room, KeepParts{box}) == "not_seated");
    CHECK(said_to(room, RaiseSignal{Signal::please_pause}) == "not_seated");
    CHECK(said_to(room, TakeSeat{OrganisationId{1}, key_of(1)}) == "not_seated");
    CHECK(said_to(room, LeaveSeat{}) == "not_seated");
}

// --- joining

TEST_CASE("already_seated: one device takes one seat") {
    Room room(small);
    room.seat(1);
    CHECK(said(room.newcomer(TakeSeat{OrganisationId{2}, key_of(1)})) == "already_seated");
}

TEST_CASE("The same device asking for its organisation again keeps its seat") {
    Room room(small);
    room.seat(1);
    const std::size_t entries = room.entries().size();
    CHECK(said(room.newcomer(TakeSeat{OrganisationId{1}, key_of(1)})) == "done");
    CHECK(room.entries().size() == entries);
    CHECK(room.session().seats_taken() == 1);
}

TEST_CASE("unknown_organisation: the list is closed") {
    Room room(small);
    for (const std::uint32_t number : {0U, 4U, 4'000'000'000U})
        CHECK(said(room.newcomer(TakeSeat{OrganisationId{number}, key_of(1)})) == "unknown_organisation");
}

TEST_CASE("organisation_full: an organisation has no more delegates than seats") {
    Room room(small);
    room.seat(1, 2);
    CHECK(said(room.newcomer(TakeSeat{OrganisationId{1}, key_of(50)})) == "organisation_full");
    room.must(FreeSeat{SeatId{1}});
    CHECK(said(room.newcomer(TakeSeat{OrganisationId{1}, key_of(50)})) == "done");
}

TEST_CASE("key_not_valid: a seat is bound to 32 bytes in lower-case hexadecimal") {
    Room room(small);
    for (const std::string& key : {std::string(), std::string(63, '0'), std::string(62, '0'),
                                   std::string(66, '0'), std::string(64, 'A'), std::string(64, 'g')})
        CHECK(said(room.newcomer(TakeSeat{OrganisationId{1}, key})) == "key_not_valid");
}

TEST_CASE("unknown_seat: only seats that exist can be freed") {
    Room room(small);
    for (const std::uint32_t seat : {0U, 5U}) CHECK(said_to(room, FreeSeat{SeatId{seat}}) == "unknown_seat");
}

TEST_CASE("seat_not_taken: a free seat can not be freed") {
    Room room(small);
    CHECK(said_to(room, FreeSeat{SeatId{1}}) == "seat_not_taken");
}

TEST_CASE("A delegate can leave and another takes the seat") {
    Room room(small);
    room.seat(2);
    CHECK(said_to_seat(room, 3, LeaveSeat{}) == "done");
    CHECK(said(room.newcomer(TakeSeat{OrganisationId{2}, key_of(77)})) == "done");
    CHECK(room.session().seat(SeatId{3})->device_key == key_of(77));
}

// --- rounds

TEST_CASE("session_closed: after the closing everything is refused to everybody") {
    At room(Stage::outcome, {.seats = {2, 1, 1}, .rounds = 1});
    room.must(DeclareOutcome{});
    room.close_session();
    for (const Command& command : {Command(CloseSession{}), Command(BeginRound{RoundId{1}}),
                                   Command(FreeSeat{SeatId{1}}), Command(OpenBox{BoxKind::proposals, {}})})
        CHECK(said_to(room, command) == "session_closed");
    CHECK(said_to_seat(room, 1, LeaveSeat{}) == "session_closed");
    CHECK(said(room.newcomer(TakeSeat{OrganisationId{1}, key_of(9)})) == "session_closed");
}

TEST_CASE("unknown_round: only rounds of the agenda begin") {
    Room room(small);
    for (const std::uint32_t number : {0U, 3U})
        CHECK(said_to(room, BeginRound{RoundId{number}}) == "unknown_round");
}

TEST_CASE("round_not_next: rounds follow the agenda and each is held once") {
    Room room(small);
    CHECK(said_to(room, BeginRound{RoundId{2}}) == "round_not_next");
    room.seat_everybody();
    room.round_begins();
    room.defer();
    CHECK(said_to(room, BeginRound{RoundId{1}}) == "round_not_next");
    CHECK(said_to(room, BeginRound{RoundId{2}}) == "done");
}

TEST_CASE("no_round: before the first round nothing of a round can be done") {
    Room room(small);
    room.seat_everybody();
    CHECK(said_to(room, OpenBox{BoxKind::proposals, {}}) == "no_round");
    CHECK(said_to(room, DraftOutcome{room.outcome(OutcomeKind::deferred)}) == "no_round");
}

TEST_CASE("round_decided: after its outcome a round stays as it is") {
    At room(Stage::outcome);
    room.must(DeclareOutcome{});
    CHECK(said_to(room, WithdrawDraft{}) == "round_decided");
    CHECK(said_to(room, OpenBox{BoxKind::proposals, {}}) == "round_decided");
}

TEST_CASE("wrong_stage: a move that the table does not have at this stage") {
    At room(Stage::proposals);
    CHECK(said_to(room, OpenBox{BoxKind::ranking, {}}) == "wrong_stage");
    CHECK(said_to(room, BeginRound{RoundId{2}}) == "wrong_stage");
    CHECK(said_to(room, CloseSession{}) == "wrong_stage");
}

// --- proposals

TEST_CASE("text_empty: an amended proposal keeps a title") {
    At room(Stage::clarification);
    CHECK(said_to(room, AmendProposal{room.called("Hub"), " \xE2\x80\x8B ", "text"}) == "text_empty");
}

TEST_CASE("text_too_long: a facilitator's texts have the limits of everybody's") {
    At room(Stage::clarification);
    const ProposalId hub = room.called("Hub");
    CHECK(said_to(room, AmendProposal{hub, std::string(81, 'x'), ""}) == "text_too_long");
    CHECK(said_to(room, AmendProposal{hub, "x", std::string(2001, 'x')}) == "text_too_long");
    CHECK(said_to(room, SetProposalAside{hub, std::string(1001, 'x')}) == "text_too_long");
    OutcomeText outcome = room.outcome(OutcomeKind::deferred);
    outcome.dissent = std::string(10'000, 'x');
    CHECK(said_to(room, DraftOutcome{outcome}) == "text_too_long");
}

TEST_CASE("text_not_valid: bytes that are no text are refused") {
    At room(Stage::clarification);
    const ProposalId hub = room.called("Hub");
    CHECK(said_to(room, AmendProposal{hub, "\xFF", ""}) == "text_not_valid");
    CHECK(said_to(room, SetProposalAside{hub, "\xC3\x28"}) == "text_not_valid");
    OutcomeText outcome = room.outcome(OutcomeKind::deferred);
    outcome.owner = "\xED\xA0\x80";
    CHECK(said_to(room, DraftOutcome{outcome}) == "text_not_valid");
}

TEST_CASE("unknown_proposal: only proposals of this round can be spoken of") {
    At room(Stage::clarification);
    const ProposalId none{999};
    CHECK(said_to(room, SetProposalAside{none, "x"}) == "unknown_proposal");
    CHECK(said_to(room, RestoreProposal{none}) == "unknown_proposal");
    CHECK(said_to(room, AmendProposal{none, "x", "y"}) == "unknown_proposal");
    OutcomeText outcome = room.outcome(OutcomeKind::deferred);
    outcome.proposal = none;
    CHECK(said_to(room, DraftOutcome{outcome}) == "unknown_proposal");
    room.rank({"Hub", "Hub", "Hub", "Hub"});
    CHECK(said_to(room, OpenBox{BoxKind::consent, none}) == "unknown_proposal");
    CHECK(said_to(room, OpenBox{BoxKind::consent, {}}) == "unknown_proposal");
}

TEST_CASE("unknown_proposal: a proposal of an earlier round is not part of this one") {
    At room(Stage::ranking);
    const ProposalId hub = room.called("Hub");
    room.defer();
    room.round_begins();
    room.propose(std::vector<std::string>{"Vans"});
    room.clarify();
    CHECK(said_to(room, SetProposalAside{hub, "x"}) == "unknown_proposal");
}

TEST_CASE("proposal_set_aside: what is set aside is not amended or asked about or adopted") {
    At room(Stage::clarification);
    const ProposalId hub = room.called("Hub");
    room.must(SetProposalAside{hub, "Part of Beds"});
    CHECK(said_to(room, SetProposalAside{hub, "again"}) == "proposal_set_aside");
    CHECK(said_to(room, AmendProposal{hub, "Hub 2", ""}) == "proposal_set_aside");
    CHECK(said_to(room, DraftOutcome{room.outcome(OutcomeKind::adopted, "Hub")}) == "proposal_set_aside");
    room.rank({"Beds", "Beds", "Beds", "Beds"});
    CHECK(said_to(room, OpenBox{BoxKind::consent, hub}) == "proposal_set_aside");
}

TEST_CASE("no_change_is_fixed: no change can not be set aside or amended") {
    At room(Stage::clarification);
    const ProposalId no_change = room.called("No change");
    CHECK(said_to(room, SetProposalAside{no_change, "x"}) == "no_change_is_fixed");
    CHECK(said_to(room, AmendProposal{no_change, "x", "y"}) == "no_change_is_fixed");
}

TEST_CASE("nothing_changed: an amendment changes something") {
    At room(Stage::clarification);
    const ProposalId hub = room.called("Hub");
    CHECK(said_to(room, AmendProposal{hub, " Hub ", "First clause\n\n\nSecond clause"}) == "done");
    CHECK(said_to(room, AmendProposal{hub, " Hub ", "First clause\n\nSecond clause"}) == "nothing_changed");
    CHECK(said_to(room, RestoreProposal{hub}) == "nothing_changed");
}

TEST_CASE("reason_missing: setting aside needs a reason") {
    At room(Stage::clarification);
    CHECK(said_to(room, SetProposalAside{room.called("Hub"), " "}) == "reason_missing");
}

TEST_CASE("An amendment keeps what was there before") {
    At room(Stage::clarification);
    const ProposalId hub = room.called("Hub");
    room.must(AmendProposal{hub, "Hub now", "One clause"});
    const ProposalState& proposal = *room.session().proposal(hub);
    CHECK(proposal.current == ProposalVersion{"Hub now", "One clause"});
    REQUIRE(proposal.earlier.size() == 1);
    CHECK(proposal.earlier[0] == ProposalVersion{"Hub", "First clause\nSecond clause"});
}

// --- the list itself

TEST_CASE("Every refusal has a name and a sentence of its own") {
    std::set<std::string_view> names;
    std::set<std::string_view> sentences;
    for (int i = 0; i <= static_cast<int>(Refusal::not_understood); ++i) {
        const auto refusal = static_cast<Refusal>(i);
        CHECK(names.insert(name_of(refusal)).second);
        CHECK(sentences.insert(explain(refusal)).second);
        CHECK(explain(refusal).ends_with('.'));
    }
}

TEST_CASE("Every refusal of the core has a test that begins with its name") {
    std::ifstream header(EQUIVOX_ROOT "/sessions/refusal.hpp");
    std::stringstream text;
    text << header.rdbuf();
    std::string source = text.str();
    source = source.substr(source.find("enum class Refusal"));
    source = source.substr(0, source.find("};"));
    const std::regex enumerator("\n    ([a-z_]+),");
    std::set<std::string> refusals;
    for (auto it = std::sregex_iterator(source.begin(), source.end(), enumerator);
         it != std::sregex_iterator(); ++it)
        refusals.insert((*it)[1]);
    REQUIRE(refusals.size() == static_cast<std::size_t>(Refusal::not_understood) + 1);
    // Those of the network and of whoever holds the clock.
    for (const char* net : {"too_fast", "not_understood", "more_time_asked"}) CHECK(refusals.erase(net) == 1);

    std::set<std::string> tested;
    for (const auto& test : Catch::getRegistryHub().getTestCaseRegistry().getAllTests())
        tested.insert(test.name.substr(0, test.name.find(':')));
    for (const std::string& refusal : refusals) {
        INFO(refusal);
        CHECK(tested.contains(refusal));
    }
}

}  // namespace
}  // namespace equivox
