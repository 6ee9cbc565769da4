// SPDX-License-Identifier: Apache-2.0
// Moments around anonymity: boxes that wait, what is not shown, small rooms, open and practice rounds,
// shortlists, merges, signals.
#include <algorithm>

#include "app/host/picture_fixtures_parts.hpp"
#include "app/host/picture_texts.hpp"

namespace equivox::host {
namespace {

std::vector<ProposalId> first_numbers(const PictureWorkshop& workshop, std::uint32_t count) {
    std::vector<ProposalId> ids;
    for (std::uint32_t number = 1; number <= count; ++number) ids.push_back(workshop.proposal(number));
    return ids;
}

// In clarification, with the proposals of the pictures.
PictureWorkshop clarifying(const Agenda& agenda, std::size_t seats) {
    PictureWorkshop workshop(agenda, false);
    workshop.take_seats(seats);
    workshop.ask(BeginRound{RoundId{1}});
    workshop.open(BoxKind::proposals, static_cast<std::uint32_t>(seats));
    std::vector<DepositContent> proposals = picture_proposals();
    proposals.resize(std::min(proposals.size(), seats));
    workshop.close(proposals);
    workshop.ask(MoveToClarification{});
    return workshop;
}

void safety(Fixtures& out) {
    PictureWorkshop workshop(picture_agenda(), false);
    workshop.take_seats(23);
    workshop.ask(OpenBox{BoxKind::safety, {}});
    workshop.live().waiting = BoxWaiting{BoxWaiting::For::parts_taken, 3};
    out.push_back({"box-opening", workshop.frame()});
    workshop.get_ready();
    workshop.live().waiting.reset();
    workshop.live().turnout = 14;
    out.push_back({"box-safety", workshop.frame()});
    workshop.close_for_each([](const SeatState& seat) {
        return SafetyDeposit{seat.id.value % 4 == 0 ? SafetyAnswer::in_between : SafetyAnswer::safe};
    });
    out.push_back({"safety", workshop.frame()});
    PictureWorkshop few(picture_agenda(), false);
    few.take_seats(4);
    few.open(BoxKind::safety, 4);
    few.close_for_each([](const SeatState&) { return SafetyDeposit{SafetyAnswer::safe}; });
    out.push_back({"safety-not-shown", few.frame()});
}

void practice(Fixtures& out) {
    PictureWorkshop workshop(practice_agenda(), false);
    workshop.take_seats(23);
    workshop.ask(BeginRound{RoundId{1}});
    out.push_back({"practice", workshop.frame()});
    workshop.open(BoxKind::ranking, 15);
    out.push_back({"practice-box", workshop.frame()});
    workshop.close_ranking(first_numbers(workshop, 4));
    out.push_back({"practice-standings", workshop.frame()});
    workshop.ask(EndPractice{});
    out.push_back({"practice-over", workshop.frame()});
}

// Everybody ticks two favourites and two that go from seat to seat.
DepositContent ticks(const PictureWorkshop& workshop, const SeatState& seat) {
    const std::uint32_t turn = seat.id.value % 3;
    return ShortlistDeposit{{workshop.proposal(2), workshop.proposal(25 - (seat.organisation.value % 2)),
                             workshop.proposal(7 + turn), workshop.proposal(14 + turn)}};
}

void shortlist(Fixtures& out) {
    PictureWorkshop workshop(crowded_agenda(), false);
    workshop.take_seats(150);
    workshop.ask(BeginRound{RoundId{1}});
    workshop.open(BoxKind::proposals, 149);
    workshop.close(crowded_proposals());
    workshop.ask(MoveToClarification{});
    out.push_back({"too-many-to-rank", workshop.frame()});
    PictureWorkshop undecided = workshop;
    workshop.open(BoxKind::shortlist, 120);
    out.push_back({"box-shortlist", workshop.frame()});
    workshop.close_for_each([&](const SeatState& seat) { return ticks(workshop, seat); });
    out.push_back({"shortlist", workshop.frame()});
    undecided.open(BoxKind::shortlist, 120);
    undecided.close({});
    out.push_back({"no-shortlist", undecided.frame()});
    PictureWorkshop few(given_agenda(), false);
    few.take_seats(4);
    few.ask(BeginRound{RoundId{1}});
    few.ask(MoveToClarification{});
    few.open(BoxKind::shortlist, 4);
    few.close_for_each([&](const SeatState&) { return ShortlistDeposit{{few.proposal(1)}}; });
    out.push_back({"shortlist-not-shown", few.frame()});
}

void merge(Fixtures& out) {
    PictureWorkshop workshop = clarifying(picture_agenda(), 23);
    const auto called = [&](std::string_view title) { return workshop.proposal(number_of(workshop, title)); };
    const ProposalId kept = called("Home first: assess at home, not on the ward");
    const ProposalId merged = called("A welcome-home call from a volunteer");
    workshop.ask(MergeProposals{
        kept, merged, "Home first, and a call the next morning",
        "Nobody is assessed for long-term care in a hospital bed.\nA therapist visits within two hours of "
        "coming home.\nCare for the first five days is paid from the winter money.\nEverybody who lives "
        "alone gets a call the next morning and again after three days.\nWho does not answer is visited."});
    out.push_back({"merge", workshop.frame()});
    workshop.live().signals = {Signal::please_pause, Signal::keep_apart};
    out.push_back({"signals", workshop.frame()});
}

void outsiders_only(Fixtures& out) {
    PictureWorkshop workshop = clarifying(picture_agenda(), 4);
    out.push_back({"small-room", workshop.frame()});
    workshop.open(BoxKind::ranking, 2, {}, true);
    out.push_back({"box-outsiders", workshop.frame()});
    std::vector<ProposalId> order = first_numbers(workshop, 3);
    order.push_back(workshop.proposal(0));
    workshop.close_ranking(order);
    out.push_back({"standings-outsiders", workshop.frame()});
}

void open_results(Fixtures& out) {
    Agenda agenda = picture_agenda();
    agenda.rounds.front().results = Results::open;
    PictureWorkshop workshop(agenda, false);
    workshop.take_seats(23);
    workshop.ask(BeginRound{RoundId{1}});
    out.push_back({"open-question", workshop.frame()});
    workshop = clarifying(agenda, 23);
    workshop.open(BoxKind::ranking, 17);
    out.push_back({"open-box", workshop.frame()});
    std::vector<ProposalId> order = first_numbers(workshop, 6);
    order.insert(order.begin() + 4, workshop.proposal(0));
    workshop.close_ranking(order);
    out.push_back({"open-standings", workshop.frame()});
}

void crowd_open_results(Fixtures& out) {
    Agenda agenda = crowded_agenda();
    agenda.rounds.front().results = Results::open;
    PictureWorkshop workshop(agenda, false);
    workshop.take_seats(150);
    workshop.ask(BeginRound{RoundId{1}});
    workshop.open(BoxKind::proposals, 149);
    workshop.close(crowded_proposals());
    workshop.ask(MoveToClarification{});
    for (std::uint32_t number = 12; number <= 26; ++number)
        workshop.ask(SetProposalAside{workshop.proposal(number), "The room kept eleven of the proposals."});
    workshop.open(BoxKind::ranking, 140);
    std::vector<ProposalId> order = first_numbers(workshop, 11);
    order.insert(order.begin() + 6, workshop.proposal(0));
    workshop.close_ranking(order);
    out.push_back({"crowd-open-standings", workshop.frame()});
}

// One seat of the first organisation is empty: nobody is hidden among those who changed.
void one_leaves(PictureWorkshop& workshop) {
    const auto seat = std::ranges::find_if(workshop.session().seats,
                                           [](const SeatState& each) { return each.device_key.has_value(); });
    workshop.ask(FreeSeat{seat->id});
}

void ranked_again(Fixtures& out) {
    PictureWorkshop workshop = clarifying(picture_agenda(), 23);
    std::vector<ProposalId> order = first_numbers(workshop, 6);
    order.push_back(workshop.proposal(0));
    workshop.open(BoxKind::ranking, 23);
    workshop.close_ranking(order);
    one_leaves(workshop);
    out.push_back({"before-ranking-again", workshop.frame()});
    workshop.open(BoxKind::ranking, 22);
    out.push_back({"box-ranking-again", workshop.frame()});
    workshop.last_call(12);
    out.push_back({"box-ranking-again-last-call", workshop.frame()});
    workshop.close_ranking(order);
    out.push_back({"standings-not-shown-again", workshop.frame()});
}

void asked_again(Fixtures& out) {
    PictureWorkshop workshop = clarifying(picture_agenda(), 23);
    workshop.open(BoxKind::ranking, 23);
    workshop.close_ranking(first_numbers(workshop, 6));
    const ProposalId leading = *workshop.frame().room.round->leading;
    workshop.open(BoxKind::consent, 23, leading);
    workshop.close({ConsentDeposit{ConsentAnswer::objection, 1, "Nobody covers the weekend."}});
    one_leaves(workshop);
    workshop.open(BoxKind::consent, 22, leading);
    out.push_back({"box-consent-again", workshop.frame()});
    workshop.close({});
    out.push_back({"consent-not-shown", workshop.frame()});
}

void waiting(Fixtures& out) {
    PictureWorkshop workshop = clarifying(picture_agenda(), 23);
    workshop.open(BoxKind::ranking, 17);
    workshop.live().waiting = BoxWaiting{BoxWaiting::For::room_parts, 2};
    out.push_back({"box-restarted", workshop.frame()});
    workshop.live().waiting = BoxWaiting{BoxWaiting::For::key_file, 0};
    out.push_back({"box-key-missing", workshop.frame()});
    workshop.live().waiting.reset();
    workshop.last_call(71);
    workshop.live().more_time = true;
    out.push_back({"box-more-time", workshop.frame()});
    workshop.live().more_time = false;
    workshop.begin_closing();
    workshop.live().waiting = BoxWaiting{BoxWaiting::For::ballot_parts, 1};
    out.push_back({"box-closing", workshop.frame()});
}

}  // namespace

void anonymous_moments(Fixtures& out) {
    safety(out);
    practice(out);
    shortlist(out);
    merge(out);
    outsiders_only(out);
    open_results(out);
    crowd_open_results(out);
    ranked_again(out);
    asked_again(out);
    waiting(out);
}

}  // namespace equivox::host
