// SPDX-License-Identifier: Apache-2.0
// The only place where order matters: decide, then journal, then apply; or decide, then deposit.
// Boxes are opened, closed and destroyed as their events become durable, and what the custody makes of them
// becomes the next event.
//
// The recorder keeps the session twice: as decided (the newest), which the next command is decided on, and as
// durable, which is what views are made of and what people are answered from. Nothing is acknowledged, shown
// or published before it is durable. All calls and callbacks happen on one thread.
//
// When the store fails the recorder latches: trouble() says why, every further command is refused with
// not_saving, and nothing that was acknowledged is lost.
#pragma once

#include <deque>
#include <functional>
#include <set>
#include <string>
#include <variant>

#include "sessions/chance.hpp"
#include "sessions/custody.hpp"
#include "sessions/decide.hpp"
#include "sessions/journal_store.hpp"
#include "sessions/view.hpp"

namespace equivox {

struct Done {};
using Answer = std::variant<Done, Refusal>;

class Recorder {
public:
    using Clock = std::function<Minute()>;

    // The references must outlive the recorder.
    Recorder(JournalWriter&, Custody&, Clock now);
    ~Recorder();
    Recorder(const Recorder&) = delete;
    Recorder& operator=(const Recorder&) = delete;

    // Begins a new session. To be called once, before anything else, or resume() instead.
    void open(SessionOpened);
    // Goes on with a session that replay() has read; a closed one can be looked at only.
    void resume(Replay);

    // `done` is called once, now or later: when the events are durable, when the deposit is in its box, or
    // with why not.
    void submit(const Command&, const Actor& by, std::function<void(Answer)> done);

    // Called whenever the durable session, the turnout or trouble() has changed.
    void on_change(std::function<void()> changed) { changed_ = std::move(changed); }

    // Called for every signal that a seat raises. Which seat is not told.
    void on_signal(std::function<void(Signal)> signalled) { signalled_ = std::move(signalled); }

    [[nodiscard]] const Session& session() const { return durable_; }
    [[nodiscard]] const Chain& chain() const { return durable_chain_; }
    [[nodiscard]] const std::string& trouble() const { return trouble_; }
    // Nothing is on its way to the disk: durable is as decided, or the store has failed.
    [[nodiscard]] bool settled() const {
        return !trouble_.empty() || durable_chain_.number == decided_chain_.number;
    }
    // Turnout, each seat's own sequence and task for the open box, what it waits for, trouble and check
    // words; the rest of Live is left as it is.
    void fill_live(Live&) const;

private:
    void record(std::vector<Event>, std::function<void(Answer)> done);
    void made_durable(const Event&);
    void deposit(const AcceptedDeposit&, std::function<void(Answer)> done);
    [[nodiscard]] Answer take_part(const AcceptedPart&);
    [[nodiscard]] BoxSpec spec_of(BoxId) const;
    void open_box(BoxId);
    void resume_boxes();
    void note_seats_held();
    void close(BoxId);
    void publish(BoxId, ClosedBox);
    void destroy(BoxId);
    void notify() const;

    JournalWriter& writer_;
    Custody& custody_;
    Clock now_;
    Session decided_;
    Chain decided_chain_;
    Session durable_;
    Chain durable_chain_;
    // Of the open box, and only ever growing, so that a seat that is freed in between tells nobody whether it
    // had put something in: the seats that have, and the seats that were held at any time since it opened.
    std::set<SeatId> box_deposited_;
    std::set<SeatId> box_held_;
    std::string trouble_;
    std::string box_problem_;  // why the last box could not be made; empty once one could
    std::function<void()> changed_;
    std::function<void(Signal)> signalled_;
};

}  // namespace equivox
