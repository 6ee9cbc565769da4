// SPDX-License-Identifier: Apache-2.0
// All conversations of one room: which connection speaks for which seat, which answers are repeated, who
// needs a new view. The hub stands between the session (Room) and the connections (Lines) and knows neither a
// socket nor a clock.
//
// Policy
//   - The newest connection that speaks for a seat wins; the older one gets goodbye `taken_over`.
//   - A command asked twice is done once (answer_memory.hpp).
//   - A view is made when something has changed, at most every `view_every`, and then for everybody: what
//     everybody may see is serialised once, what one seat may see goes beside it. A machine that is slow
//     rests four times as long as the last views took. A newcomer gets the last view where it is still true.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "net/answer_memory.hpp"
#include "net/conversation.hpp"
#include "net/door.hpp"
#include "net/lines.hpp"
#include "net/room.hpp"

namespace equivox::net {

struct HubSettings {
    HostWords host{};
    ConversationLimits conversation{};
    DoorLimits door{};
    AnswerMemoryLimits answers{};
    Milliseconds view_every{50};
    Milliseconds tick_every{1'000};
    // A view that is older is made anew for a newcomer, because it counts seconds.
    Milliseconds view_stays_fresh{500};
};

class Hub : public PeerHandler {
public:
    // `room` and `lines` outlive the hub. Answers that the room gives after the hub's end are dropped.
    Hub(Room& room, Lines& lines, HubSettings settings);
    ~Hub() override;
    Hub(const Hub&) = delete;
    Hub& operator=(const Hub&) = delete;

    void peer_opened(PeerId, const PeerAddress&, const Digest& binding) override;
    void peer_said(PeerId, std::string_view text) override;
    void peer_closed(PeerId) override;
    void woken() override;

    // To be called after every change of what anybody may see: an event, a deposit, a clock that was set.
    void room_changed();
    // Says goodbye `stopping` to everybody.
    void stop();

    [[nodiscard]] std::set<SeatId> connected_seats() const;
    [[nodiscard]] std::size_t peers() const { return peers_.size(); }
    // Room codes are being guessed (door.hpp); worth a sentence on the console.
    [[nodiscard]] bool guessing_alarm() const { return door_.alarm(lines_.now()); }

private:
    struct Peer {
        Conversation conversation;
        bool greeted = false;
        bool needs_view = false;
        Conversation::State shown = Conversation::State::greeting;  // for which a view was last asked
        std::optional<SeatId> speaks_for;
    };

    // Does what the conversation wants, and then what follows from its new state.
    void perform(PeerId, Actions);
    void submit(PeerId, Actions::Submit);
    void on_answer(const std::string& owner, std::uint64_t id, const Answer&);
    void settle(PeerId, Peer&);
    void speak_for(PeerId, Peer&, std::optional<SeatId>);
    void check_seats();

    void want_view(PeerId, Peer&);
    void plan_view();
    void make_views(Instant now);
    void send_view(PeerId, Peer&);
    void plan_wake();

    Room& room_;
    Lines& lines_;
    HubSettings settings_;
    Door door_;
    AnswerMemory memory_;
    std::map<PeerId, Peer> peers_;
    std::map<SeatId, PeerId> speaker_;

    std::shared_ptr<const std::string> head_;  // the newest view's part for everybody
    Instant head_made_{};
    Instant::duration views_took_{};  // to make and hand on the last views
    std::uint64_t sequence_ = 0;
    bool all_need_view_ = false;
    std::optional<Instant> view_due_;
    Instant next_tick_;
    std::shared_ptr<Hub*> alive_;  // what a late answer finds instead of a hub that is gone
};

}  // namespace equivox::net
