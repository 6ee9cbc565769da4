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
    for (const Command& command : {Command(put), Command(LeaveSeat{}), Command(KeepParts{box}),
                                   Command(ReturnPart{box, KeyPart::room, ""}),
                                   Command(RaiseSignal{Signal::please_pause})}) {
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

// --- boxes

TEST_CASE("box_is_open: one box at a time and no move meanwhile") {
    At room(Stage::proposals);
    room.open(BoxKind::proposals);
    CHECK(said_to(room, OpenBox{BoxKind::proposals, {}}) == "box_is_open");
    CHECK(said_to(room, MoveToClarification{}) == "box_is_open");
    CHECK(said_to(room, BeginRound{RoundId{2}}) == "box_is_open");
    CHECK(said_to(room, CloseSession{}) == "box_is_open");
}

TEST_CASE("box_not_open: what concerns another box than the open one changes nothing") {
    At room(Stage::proposals);
    CHECK(said_to_seat(room, 1, PutDeposit{BoxId{1}, 1, ""}) == "box_not_open");
    const BoxId box = room.open(BoxKind::proposals);
    PutDeposit put = room.sealed(1, 1, proposal("Hub"));
    for (const std::uint32_t other : {0U, box.value + 1, box.value + 7}) {
        CHECK(said_to(room, GiveLastCall{BoxId{other}}) == "box_not_open");
        CHECK(said_to(room, CloseBox{BoxId{other}}) == "box_not_open");
        CHECK(said_to(room, VoidBox{BoxId{other}}) == "box_not_open");
        put.box = BoxId{other};
        CHECK(said_to_seat(room, 1, put) == "box_not_open");
    }
    room.must(VoidBox{box});
    put.box = box;
    CHECK(said_to_seat(room, 1, put) == "box_not_open");
}

TEST_CASE("box_closing: once it closes a box takes nothing and can not be stopped") {
    At room(Stage::proposals);
    const BoxId box = room.open(BoxKind::proposals);
    Session session = room.session();
    session.box->last_call = true;
    session.box->closing = true;
    const Given facilitator{Facilitator{}};
    CHECK(std::get<Refusal>(decide(session, CloseBox{box}, facilitator)) == Refusal::box_closing);
    CHECK(std::get<Refusal>(decide(session, VoidBox{box}, facilitator)) == Refusal::box_closing);
    CHECK(std::get<Refusal>(decide(session, GiveLastCall{box}, facilitator)) == Refusal::box_closing);
    CHECK(std::get<Refusal>(decide(session, room.sealed(1, 1, proposal("Hub")),
                                   Given{Delegate{SeatId{1}}})) == Refusal::box_closing);
}

TEST_CASE("no_last_call: a box closes after a last call only") {
    At room(Stage::proposals);
    const BoxId box = room.open(BoxKind::proposals);
    CHECK(said_to(room, CloseBox{box}) == "no_last_call");
    room.must(GiveLastCall{box});
    CHECK(said_to(room, CloseBox{box}) == "done");
}

TEST_CASE("A second last call says nothing new and is no fault") {
    At room(Stage::proposals);
    const BoxId box = room.open(BoxKind::proposals);
    room.must(GiveLastCall{box});
    const std::size_t entries = room.entries().size();
    CHECK(said_to(room, GiveLastCall{box}) == "done");
    CHECK(room.entries().size() == entries);
}

TEST_CASE("A box can be stopped without opening and nothing of it is kept") {
    At room(Stage::clarification);
    room.open_ranking_with({"Hub", "Beds", "Hub", "Hub"});
    room.must(VoidBox{room.session().box->id});
    CHECK_FALSE(room.session().box);
    CHECK(room.round().rankings.empty());
    CHECK(room.round().stage == Stage::ranking);
}

TEST_CASE("wrong_kind: only the question of consent names a proposal") {
    At room(Stage::clarification);
    CHECK(said_to(room, OpenBox{BoxKind::ranking, room.called("Hub")}) == "wrong_kind");
    CHECK(said_to(room, OpenBox{BoxKind::questions, room.called("Hub")}) == "wrong_kind");
}

TEST_CASE("stale_sequence: an older version never replaces a newer one and one number is one deposit") {
    At room(Stage::clarification);
    room.open(BoxKind::ranking);
    const auto ballot = [&](std::uint64_t sequence, std::string_view text) {
        return room.sealed(1, sequence, RankingDeposit{parse_ranking(room.session(), text)});
    };
    const PutDeposit five = ballot(5, "Hub");
    CHECK(said_to_seat(room, 1, ballot(0, "Hub")) == "stale_sequence");
    CHECK(said_to_seat(room, 1, ballot(1'000'000'001, "Hub")) == "stale_sequence");
    CHECK(said_to_seat(room, 1, five) == "done");
    CHECK(said_to_seat(room, 1, ballot(4, "Beds")) == "stale_sequence");
    CHECK(said_to_seat(room, 1, five) == "done");  // the same again
    CHECK(said_to_seat(room, 1, ballot(5, "Hub")) == "stale_sequence");  // another under the same number
    CHECK(said_to_seat(room, 1, ballot(6, "Beds")) == "done");
    CHECK(room.live().turnout == 1);
}

TEST_CASE("too_few_organisations: with fewer than three seated nothing could be anonymous") {
    Room room({.seats = {2, 1, 1}});
    room.seat(1, 2);
    room.seat(2);
    room.round_begins();
    CHECK(said_to(room, OpenBox{BoxKind::proposals, {}}) == "too_few_organisations");
    room.seat(3);
    CHECK(said_to(room, OpenBox{BoxKind::proposals, {}}) == "done");
}

TEST_CASE("too_few_proposals: one proposal can not be ranked") {
    At room(Stage::proposals);
    room.propose(std::vector<std::string>{});
    room.clarify();
    CHECK(said_to(room, OpenBox{BoxKind::ranking, {}}) == "too_few_proposals");
    At two(Stage::clarification);
    two.must(SetProposalAside{two.called("Hub"), "Part of Beds"});
    CHECK(said_to(two, OpenBox{BoxKind::ranking, {}}) == "done");
}

TEST_CASE("too_many_proposals: thirteen can not be ranked and twelve can") {
    Room room({.seats = {4, 4, 4}});
    room.seat_everybody();
    room.round_begins();
    std::vector<std::string> titles;
    for (int i = 1; i <= 12; ++i) titles.push_back("Proposal " + std::to_string(i));
    room.propose(titles);
    room.clarify();
    CHECK(said_to(room, OpenBox{BoxKind::ranking, {}}) == "too_many_proposals");
    room.must(SetProposalAside{room.called("Proposal 3"), "Part of another"});
    CHECK(said_to(room, OpenBox{BoxKind::ranking, {}}) == "done");
    CHECK(room.session().box->ranked.size() == limits::ranked_proposals);
}

TEST_CASE("no_questions: without questions there is nothing to answer") {
    At room(Stage::clarification);
    CHECK(said_to(room, OpenBox{BoxKind::answers, {}}) == "no_questions");
    room.ask_questions({"Who pays?"});
    CHECK(said_to(room, OpenBox{BoxKind::answers, {}}) == "done");
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
    for (const char* net : {"too_fast", "not_understood"}) CHECK(refusals.erase(net) == 1);

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
