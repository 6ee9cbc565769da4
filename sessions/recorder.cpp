// SPDX-License-Identifier: Apache-2.0
#include "sessions/recorder.hpp"

#include <cassert>
#include <utility>

#include "sessions/apply.hpp"
#include "sessions/codec.hpp"

namespace equivox {

Recorder::Recorder(JournalWriter& writer, Custody& custody, Clock now)
    : writer_(writer), custody_(custody), now_(std::move(now)) {}

void Recorder::open(SessionOpened opened) {
    assert(decided_chain_.number == 0);
    record({std::move(opened)}, [](const Answer&) {});
}

void Recorder::resume(Replay replay) {
    assert(decided_chain_.number == 0);
    decided_ = replay.session;
    durable_ = std::move(replay.session);
    decided_chain_ = durable_chain_ = replay.chain;
    if (!durable_.closed) record({decide_resume(decided_)}, [](const Answer&) {});
}

void Recorder::submit(const Command& command, const Actor& by, std::function<void(Answer)> done) {
    if (!trouble_.empty()) return done(Refusal::not_saving);
    Decision decision = decide(decided_, command, Given{by});
    if (const auto* refusal = std::get_if<Refusal>(&decision)) return done(*refusal);
    if (const auto* accepted = std::get_if<AcceptedDeposit>(&decision))
        return deposit(*accepted, *std::get<Delegate>(by).seat, std::move(done));
    record(std::get<std::vector<Event>>(std::move(decision)), std::move(done));
}

void Recorder::record(std::vector<Event> events, std::function<void(Answer)> done) {
    // With nothing new to record, what the answer rests on may still be on its way to the disk: it waits.
    if (events.empty() && durable_chain_.number == decided_chain_.number) return done(Done{});
    std::vector<Entry> entries;
    const Minute at = now_();
    for (const Event& event : events) {
        assert(!cannot_apply(decided_, event, decided_chain_.number == 0));
        apply_in_place(decided_, event);
        entries.push_back(decided_chain_.append(at, encode_event(event)));
    }
    const Chain chain = decided_chain_;
    writer_.append(std::move(entries), [this, chain, events = std::move(events),
                                        done = std::move(done)](const std::string& error) {
        if (!error.empty()) {
            trouble_ = error;
            done(Refusal::not_saving);
            return notify();
        }
        durable_chain_ = chain;
        for (const Event& event : events) made_durable(event);
        done(Done{});
        notify();
    });
}

void Recorder::made_durable(const Event& event) {
    apply_in_place(durable_, event);
    if (const auto* opened = std::get_if<BoxOpened>(&event)) open_box(opened->box);
    if (const auto* resumed = std::get_if<SessionResumed>(&event); resumed && resumed->reopened)
        open_box(*resumed->reopened);
    if (const auto* taken = std::get_if<SeatTaken>(&event)) box_held_.insert(taken->seat);
    if (const auto* freed = std::get_if<SeatFreed>(&event); freed && durable_.box)
        custody_.forget(durable_.box->id, freed->seat);
    if (const auto* released = std::get_if<BoxReleased>(&event)) custody_.destroy(released->box);
    if (const auto* voided = std::get_if<BoxVoided>(&event)) custody_.destroy(voided->box);
    if (const auto* closing = std::get_if<BoxClosing>(&event))
        custody_.close(closing->box, release_parameters(durable_),
                       [this, box = closing->box](ClosedBox closed) { publish(box, std::move(closed)); });
}

void Recorder::open_box(BoxId box) {
    BoxSpec spec{.box = box, .kind = durable_.box->kind, .seats = {}};
    box_deposited_.clear();
    box_held_.clear();
    for (const SeatState& seat : durable_.seats) {
        spec.seats.push_back(seat.id);
        if (seat.device_key) box_held_.insert(seat.id);
    }
    custody_.open(spec);
}

void Recorder::deposit(const AcceptedDeposit& accepted, SeatId seat, std::function<void(Answer)> done) {
    const BoxKind kind = kind_of(accepted.content);
    custody_.put(accepted.box, seat, accepted.sequence, encode_deposit(kind, accepted.content),
                 [this, seat, done = std::move(done)](PutResult result) {
                     switch (result) {
                         case PutResult::kept:
                             box_deposited_.insert(seat);
                             done(Done{});
                             return notify();
                         case PutResult::stale:
                             return done(Refusal::stale_sequence);
                         case PutResult::no_box:
                             return done(Refusal::box_not_open);
                     }
                 });
}

void Recorder::publish(BoxId box, ClosedBox closed) {
    if (!trouble_.empty()) return;
    record({decide_release(decided_, box, std::move(closed.release), std::move(closed.counted))},
           [](const Answer&) {});
}

void Recorder::fill_live(Live& live) const {
    live.deposited.clear();
    if (durable_.box) live.deposited = custody_.progress(durable_.box->id).sequences;
    live.turnout = durable_.box ? static_cast<std::uint32_t>(box_deposited_.size()) : 0;
    live.seats_in_box = durable_.box ? static_cast<std::uint32_t>(box_held_.size()) : 0;
    live.trouble = trouble_;
    live.check_words = check_words(durable_chain_.digest);
    live.digest = to_hex(durable_chain_.digest);
}

void Recorder::notify() const {
    if (changed_) changed_();
}

}  // namespace equivox
