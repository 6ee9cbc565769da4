// SPDX-License-Identifier: Apache-2.0
#include "sessions/recorder.hpp"

#include <cassert>
#include <utility>

#include "sessions/apply.hpp"
#include "sessions/codec.hpp"

namespace equivox {

Recorder::Recorder(JournalWriter& writer, Custody& custody, Clock now)
    : writer_(writer), custody_(custody), now_(std::move(now)) {
    custody_.on_change([this] { notify(); });
}

Recorder::~Recorder() {
    custody_.on_change({});
}

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
        return deposit(*accepted, std::move(done));
    if (const auto* part = std::get_if<AcceptedPart>(&decision)) return done(take_part(*part));
    if (const auto* raised = std::get_if<AcceptedSignal>(&decision)) {
        if (signalled_) signalled_(raised->signal);
        return done(Done{});
    }
    if (const auto* close = std::get_if<CloseBox>(&command);
        close && too_few_heard(durable_, custody_.progress(close->box).sequences))
        return done(Refusal::too_few_heard);
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
    if (std::holds_alternative<SessionResumed>(event)) resume_boxes();
    if (const auto* taken = std::get_if<SeatTaken>(&event)) box_held_.insert(taken->seat);
    if (const auto* freed = std::get_if<SeatFreed>(&event); freed && durable_.box)
        custody_.forget(durable_.box->id, freed->seat);
    if (const auto* released = std::get_if<BoxReleased>(&event)) destroy(released->box);
    if (const auto* voided = std::get_if<BoxVoided>(&event)) destroy(voided->box);
    if (const auto* closing = std::get_if<BoxClosing>(&event)) close(closing->box);
}

void Recorder::close(BoxId box) {
    custody_.close(box, release_parameters(durable_),
                   [this, box](ClosedBox closed) { publish(box, std::move(closed)); });
}

void Recorder::destroy(BoxId box) {
    custody_.destroy(box, [this, box](bool gone) {
        if (gone && trouble_.empty()) record({BoxDestroyed{box}}, [](const Answer&) {});
    });
}

BoxSpec Recorder::spec_of(BoxId box) const {
    BoxSpec spec{.box = box,
                 .kind = durable_.box->kind,
                 .session_id = durable_.opened.session_id,
                 .seats = {},
                 .seated = durable_.seated()};
    for (const SeatState& seat : durable_.seats) spec.seats.emplace_back(seat.id, seat.organisation);
    return spec;
}

// After a restart: what ended before it is destroyed for good, what is open is found again or opened anew.
void Recorder::resume_boxes() {
    // A copy: what is destroyed at once is off the list at once.
    const std::vector<BoxId> ended = durable_.not_destroyed;
    for (const BoxId box : ended) destroy(box);
    if (!durable_.box) return;
    if (!durable_.box->ready) return open_box(durable_.box->id);
    custody_.resume(spec_of(durable_.box->id), *durable_.box->ready);
    note_seats_held();
    // A seat may have been freed in the moment before the host died: its deposit goes, as it would have then.
    for (const SeatState& seat : durable_.seats)
        if (!seat.device_key) custody_.forget(durable_.box->id, seat.id);
    if (durable_.box->closing) close(durable_.box->id);
}

Answer Recorder::take_part(const AcceptedPart& part) {
    if (!part.returned) {
        custody_.parts_taken(part.box, part.seat);
        return Done{};
    }
    if (const auto refusal = custody_.give_part(part.box, part.seat, *part.returned, part.sealed))
        return *refusal;
    return Done{};
}

void Recorder::note_seats_held() {
    box_deposited_.clear();
    box_held_.clear();
    for (const SeatId seat : durable_.seats_held()) box_held_.insert(seat);
}

void Recorder::open_box(BoxId box) {
    note_seats_held();
    custody_.open(spec_of(box), [this, box](const std::variant<BoxReady, std::string>& result) {
        if (!trouble_.empty() || !decided_.box || decided_.box->id != box) return;
        if (const auto* problem = std::get_if<std::string>(&result)) {
            box_problem_ = *problem;
            return record({BoxVoided{box}}, [](const Answer&) {});
        }
        box_problem_.clear();
        record({std::get<BoxReady>(result)}, [](const Answer&) {});
    });
}

void Recorder::deposit(const AcceptedDeposit& accepted, std::function<void(Answer)> done) {
    custody_.put(accepted.box, accepted.seat, accepted.sequence, accepted.blob,
                 [this, seat = accepted.seat, done = std::move(done)](PutResult result) {
                     switch (result) {
                         case PutResult::kept:
                             box_deposited_.insert(seat);
                             done(Done{});
                             return notify();
                         case PutResult::stale:
                             return done(Refusal::stale_sequence);
                         case PutResult::no_box:
                             return done(Refusal::box_not_open);
                         case PutResult::waiting:
                             return done(Refusal::box_waiting);
                         case PutResult::failed:
                             return done(Refusal::not_saving);
                     }
                 });
}

void Recorder::publish(BoxId box, ClosedBox closed) {
    // The facilitator may have given it up while its key was being put together.
    if (!trouble_.empty() || !decided_.box || decided_.box->id != box) return;
    record({decide_release(decided_, box, std::move(closed.release), std::move(closed.counted))},
           [](const Answer&) {});
}

void Recorder::fill_live(Live& live) const {
    live.deposited.clear();
    if (durable_.box) live.deposited = custody_.progress(durable_.box->id).sequences;
    live.tasks.clear();
    live.waiting.reset();
    if (durable_.box) {
        live.waiting = custody_.waiting(durable_.box->id);
        for (const SeatState& seat : durable_.seats)
            if (seat.device_key)
                if (auto task = custody_.task(durable_.box->id, seat.id, *seat.device_key))
                    live.tasks.emplace(seat.id, std::move(*task));
    }
    std::set<SeatId> deposited = box_deposited_;
    for (const auto& [seat, sequence] : live.deposited) deposited.insert(seat);
    live.turnout = durable_.box ? static_cast<std::uint32_t>(deposited.size()) : 0;
    live.seats_in_box = durable_.box ? static_cast<std::uint32_t>(box_held_.size()) : 0;
    live.trouble = trouble_.empty() ? box_problem_ : trouble_;
    live.check_words = check_words(durable_chain_.digest);
    live.digest = to_hex(durable_chain_.digest);
}

void Recorder::notify() const {
    if (changed_) changed_();
}

}  // namespace equivox
