// SPDX-License-Identifier: Apache-2.0
// The seam behind which anonymous inputs wait (anonymity.md section 6). Nothing but a release ever leaves it.
//
// A custody holds the boxes that are open. It sees deposits as blobs of constant size. Every call completes
// by its callback, now or later, on the caller's thread. Implementations: custody_memory.hpp. All pass one
// contract suite.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string_view>
#include <variant>
#include <vector>

#include "sessions/event.hpp"
#include "sessions/release.hpp"

namespace equivox {

struct BoxSpec {
    BoxId box;
    BoxKind kind = BoxKind::proposals;
    std::vector<SeatId> seats;  // the whole roster: the box has one slot for each, so its size says nothing
};

enum class PutResult : std::uint8_t {
    kept,    // the deposit is in the box; also the answer to a retry
    stale,   // a later sequence of this seat is in already, or another deposit of the same sequence
    no_box,  // this box is not open here
};

// How many have put something in, and each seat's own sequence. Never what.
struct BoxProgress {
    std::map<SeatId, std::uint64_t> sequences;
};

struct ClosedBox {
    Release release;
    std::vector<SeatId> counted;  // ascending; empty for all but rankings
};

class Custody {
public:
    virtual ~Custody() = default;

    [[nodiscard]] virtual CustodyKind kind() const = 0;
    // Opens an empty box. Its key is drawn here.
    virtual void open(const BoxSpec&) = 0;
    // Puts `blob` in the seat's slot in place of an earlier one. A retry is identified by seat, box and
    // sequence.
    virtual void put(BoxId, SeatId, std::uint64_t sequence, std::string_view blob,
                     std::function<void(PutResult)> done) = 0;
    // Overwrites the seat's slot and forgets its sequence: whoever takes the seat next starts anew. Does
    // nothing where there is no such box.
    virtual void forget(BoxId, SeatId) = 0;
    [[nodiscard]] virtual BoxProgress progress(BoxId) const = 0;
    // Computes the release by the pure functions of release.hpp. The box takes nothing from here on.
    virtual void close(BoxId, const ReleaseParameters&, std::function<void(ClosedBox)> done) = 0;
    // Overwrites and forgets the box and its key. Closing does not destroy: the release must be durable
    // first.
    virtual void destroy(BoxId) = 0;
};

}  // namespace equivox
