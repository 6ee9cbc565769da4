// SPDX-License-Identifier: Apache-2.0
// What each audience may see. Views are plain values made of text, numbers and public ids; every screen, of
// the host and of every client, is a function of one of them. Nothing anonymous can be in a view that was not
// in a release.
//
//   RoomView         the projector, observers, and the public part of everybody's view
//   SeatView         what one seat may see beside the room's view: its own state, never its own past inputs
//   FacilitatorView  what the console shows beside the room's view: which seats are taken and what can be
//   done next
//
// Sentences in a view are ready to be shown. They come from sessions/words.hpp, so that all clients say the
// same.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sessions/command.hpp"
#include "sessions/device_task.hpp"
#include "sessions/release.hpp"
#include "sessions/round.hpp"

namespace equivox {

struct Session;

// Facts of the moment that are not in the record: handed in by whoever holds the custody, the clock and the
// sockets.
struct Live {
    std::uint32_t turnout = 0;                  // deposits in the open box
    std::uint32_t seats_in_box = 0;             // seats held at any time since the box opened
    std::map<SeatId, std::uint64_t> deposited;  // seats with a deposit in the open box and its sequence; each
                                                // seat learns its own, nobody any other
    std::map<SeatId, DeviceTask> tasks;         // for the open box's keys; each device learns its own
    std::optional<BoxWaiting> waiting;          // why the open box does not go on
    std::set<Signal> signals;                   // raised some minutes ago, by nobody knows whom
    bool more_time = false;                     // the last call was given another minute
    bool merge_is_fresh = false;                // two proposals were merged within the last minute
    std::set<SeatId> connected;
    std::uint32_t stage_seconds = 0;  // seconds since the stage began, by a monotonic clock
    std::optional<std::uint32_t> last_call_seconds_left;
    std::string join_url;     // "http://192.168.1.20:8477"; empty while unknown
    std::string trouble;      // "" or a sentence: "Not saving: ..."
    std::string check_words;  // of the last entry; reaches a view only once the session is closed
    std::string digest;       // the same, in hexadecimal
};

struct OrganisationView {
    OrganisationId id;
    std::string name;
    std::uint32_t seats = 0;
    std::uint32_t taken = 0;
};

enum class RoundStatus : std::uint8_t { waiting, current, decided };

struct OutcomeView {
    OutcomeKind kind = OutcomeKind::no_decision;
    std::string kind_words;  // "Adopted", "Deferred", "No decision"
    std::optional<ProposalId> proposal;
    std::string proposal_title;
    std::string text;
    std::string reasons;
    std::string owner;
    std::string review_date;
    std::vector<std::string> worries;  // noted worries about the adopted text, released texts
    std::vector<std::string> standing_objections;
    std::string dissent;
    bool declared = false;  // false: being read back, "Is this what we decided?"
};

struct RoundSummary {
    RoundId id;
    std::string question;
    RoundStatus status = RoundStatus::waiting;
    std::optional<OutcomeView> outcome;
};

enum class BoxStage : std::uint8_t { opening, open, closing };

struct BoxView {
    BoxId id;
    BoxKind kind = BoxKind::proposals;
    BoxStage state = BoxStage::open;  // deposits are taken while it is open and nothing is waited for
    std::string task;                 // what to do, in one line: "Write what you propose"
    std::string promise;              // who can ever see it, from the session's real settings
    std::string waiting;              // a sentence where something is waited for, else empty
    std::vector<ProposalId> ranked;   // ranking, shortlist: what is ranked or ticked, ascending
    bool outsiders_only = false;      // ranking: people in the room may work out who ranked how
    std::uint32_t clauses = 0;        // consent: of the proposal asked about
    KeyText key;                      // to seal deposits to (seal.hpp); empty while it is opening
    std::string token;                // names the box inside a deposit
    bool last_call = false;
    std::optional<std::uint32_t> last_call_seconds_left;
    bool more_time = false;         // somebody asked for more time: the last call was given another minute
    std::uint32_t turnout = 0;      // "17 ..."
    std::uint32_t seats_taken = 0;  // "... of 23 in"
};

struct EarlierText {
    std::string title;
    std::vector<std::string> clauses;
    // The next text is this one and that proposal's together; absent where it was amended only.
    std::optional<ProposalId> merged_with = {};
};

struct ProposalView {
    ProposalId id;
    std::uint32_t number =
        0;  // as the room speaks of it, from 1 in each round; "No change" is a proposal as well
    std::string title;
    std::vector<std::string> clauses;
    bool no_change = false;
    bool set_aside = false;
    std::string set_aside_reason;
    std::vector<EarlierText> earlier;  // oldest first; empty: never amended
};

struct QuestionView {
    QuestionId id;
    std::optional<ProposalId> about;
    std::string text;
    std::vector<std::string> answers;
};

struct StandingsPlace {
    std::vector<ProposalId> proposals;
};

// Exact figures, in a round that was declared open before anybody ranked.
struct SupportRow {
    ProposalId proposal;
    std::vector<std::string>
        voices;  // for each ranked proposal, ascending: voices for this one over it, "2 1/3"
};
struct MethodPlaces {
    std::string method;
    std::vector<StandingsPlace> places;
};
struct OpenFigures {
    std::string warning;
    std::vector<SupportRow> support;
    std::string agreement;  // a sentence
    std::vector<MethodPlaces> methods;
};

// Proposals grouped by place, with one step between neighbouring places; or why they are not shown.
struct StandingsView {
    bool shown = false;
    std::string not_shown_because;  // a sentence; empty when shown
    std::vector<StandingsPlace> places;
    std::vector<Step> steps;  // between place i and i + 1
    std::vector<std::string> step_words;
    std::uint32_t organisations = 0;
    std::uint32_t ballots = 0;
    std::string equal_voice;  // "Each organisation counts as one. ..."
    std::string thresholds;   // what the step words mean, in words
    std::string why_no_figures;
    std::string warning;  // outsiders only: who may work out what; else empty
    std::optional<OpenFigures> figures;
};

struct ShortlistView {
    bool shown = false;
    std::string not_shown_because;
    std::string words;               // what it means, also where there is none
    std::vector<ProposalId> chosen;  // ascending: a set without order
};

// "How safe is it to speak here?"
struct SafetyView {
    bool shown = false;
    std::string words;        // the band, or why it is not shown
    std::uint32_t since = 0;  // how many rounds had begun when it was asked
    std::uint32_t asked = 0;  // how often it has been asked, this time included
};

struct ConsentView {
    ProposalId proposal;
    std::uint32_t asking = 1;  // how often this proposal has been asked about, this time included
    bool open = false;
    std::string not_shown_because;  // empty when shown
    std::vector<ReleasedObjection> objections;
    std::vector<ReleasedWorry> worries;
    bool text_changed_since = false;  // amended after this asking: ask again
};

struct RoundView {
    RoundId id;
    std::uint32_t number = 0;
    std::string question;
    std::string context;
    Stage stage = Stage::proposals;
    std::string how_decided;            // one sentence: how this stage decides
    std::uint32_t planned_minutes = 0;  // of this stage; 0: no plan
    std::uint32_t stage_seconds = 0;    // at the time of this view; clients go on counting by their own clock
    bool practice = false;              // to try things out; it decides nothing
    bool open_results = false;          // exact figures will be shown
    bool proposals_shown = false;       // the proposals of this round have been released at least once
    std::vector<ProposalView> proposals;
    std::vector<QuestionView> questions;
    std::optional<ShortlistView> shortlist;          // the last one
    std::optional<StandingsView> standings;          // of the last ranking
    std::optional<StandingsView> earlier_standings;  // of the ranking before it
    std::optional<ProposalId> leading;               // the proposal to ask about next
    std::string leading_because;                     // a sentence: by the ranking, by lot, by choice
    std::vector<ConsentView> askings;                // in order; the last is the one at hand
    std::optional<OutcomeView> outcome;              // drafted or declared
};

struct RoomView {
    std::string session_name;
    std::string purpose;
    std::string group_name;
    std::vector<std::string> agreements;
    bool rehearsal = false;
    bool closed = false;
    std::string check_words;  // six words once closed
    std::string digest;       // the last digest in hexadecimal once closed
    std::string room_code;
    std::string join_url;
    std::string trouble;
    std::vector<OrganisationView> organisations;
    std::uint32_t seats_taken = 0;
    std::uint32_t seats_total = 0;
    std::vector<std::string> anonymous;  // "How is this anonymous?", paragraph by paragraph
    std::optional<SafetyView> safety;    // the last answer to "How safe is it to speak here?"
    std::optional<BoxView> box;          // the open one
    std::vector<RoundSummary> rounds;
    std::optional<RoundView> round;  // the current round, its outcome included until the next begins
};

struct SeatView {
    SeatId seat;
    std::string label;  // "St Mary's 2"
    std::string organisation;
    bool deposited = false;  // this seat's deposit is in the open box
    std::uint64_t sequence =
        0;  // of that deposit; the device counts on from here (also after a move to another device)
    std::uint32_t entries_allowed = 0;  // text boxes: how many entries this seat may put in; shortlist: ticks
    bool may_keep_apart = false;        // two proposals were merged within the last minute
    std::optional<DeviceTask> task;     // what this device is asked to do for the keys of the open box
    std::string now;                    // what can I do now, one line
    std::string next;                   // what happens next, one line
};

struct SeatRow {
    SeatId seat;
    OrganisationId organisation;
    std::string label;
    bool taken = false;
    bool connected = false;
};

// Something the facilitator may ask now. The console and the headless driver offer exactly these.
struct Offer {
    std::string label;  // "Open the box for proposals"
    Command command;    // for amend, set aside and drafting: with the ids filled in and the texts left empty
    bool primary = false;  // the one obvious next step; at most one
    std::string hint;      // what it will do, or why it is wise to wait
};

struct FacilitatorView {
    std::vector<SeatRow> seats;
    std::vector<Offer> offers;
    std::string before_opening;  // what level of result will be shown, or whether a repeated ranking could be
    std::string
        before_closing;  // whether a repeated result could be shown if this were closed now, and why not
    std::vector<std::string> signals;  // sentences: "Somebody asks for a pause."
    std::string prompt;                // what a facilitator might say at this point
};

[[nodiscard]] RoomView view_for_room(const Session&, const Live&);
[[nodiscard]] SeatView view_for_seat(const Session&, const Live&, SeatId);
[[nodiscard]] FacilitatorView view_for_facilitator(const Session&, const Live&);

}  // namespace equivox
