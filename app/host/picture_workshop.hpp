// SPDX-License-Identifier: Apache-2.0
// A workshop driven through decide and apply without network or disk: for pictures and tests.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "app/host/host_link.hpp"
#include "sessions/decide.hpp"
#include "sessions/session.hpp"

namespace equivox::host {

class PictureWorkshop {
public:
    PictureWorkshop(Agenda agenda, bool rehearsal, CustodyKind custody = CustodyKind::shared);

    // Asserts that it is not refused.
    void ask(const Command& command, const Actor& by = Facilitator{});
    // One for each organisation first, then the rest in seat order.
    void take_seats(std::size_t count);
    // Opens a box of that kind, with so many in it already. It is ready at once.
    void open(BoxKind kind, std::uint32_t turnout, std::optional<ProposalId> proposal = {},
              bool outsiders_only = false);
    // Makes a box ready that was opened with `ask`.
    void get_ready();
    void last_call(std::uint32_t seconds_left);
    // Nothing goes in any more; what is in it has not come out yet.
    void begin_closing();
    // Closes the open box. What was in it, seat by seat; everybody else put in nothing.
    void close(const std::vector<DepositContent>& deposits);
    // Every seat that is taken put this in.
    void close_for_each(const std::function<DepositContent(const SeatState&)>& content);
    // Every seat that is taken ranks: `order` best first, turned a little from seat to seat.
    void close_ranking(const std::vector<ProposalId>& order);

    [[nodiscard]] HostFrame frame() const;
    [[nodiscard]] const Session& session() const { return session_; }
    [[nodiscard]] Live& live() { return live_; }
    // By its number in the round; 0 is "No change".
    [[nodiscard]] ProposalId proposal(std::uint32_t number) const;

private:
    void release(std::vector<SeatId> counted, std::vector<OpenedDeposit> deposits);

    Session session_;
    Live live_;
};

}  // namespace equivox::host
