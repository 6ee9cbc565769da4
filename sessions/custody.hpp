// SPDX-License-Identifier: Apache-2.0
// The seam behind which anonymous inputs wait (anonymity.md section 6). Nothing but a release ever leaves it.
//
// A custody holds the boxes that are open. What goes in is sealed by the device that puts it in (seal.hpp):
// a blob of constant size that nobody can read before the box closes. Every call that takes a callback
// completes by it, once, now or later, on the caller's thread. All implementations pass one contract suite.
//
//   open ──> (organisations' devices take their parts of the keys) ──> ready ──> put ... ──> close
//        ──> (their devices give back their parts) ──> the release ──> destroy
//
// custody_memory.hpp: the keys are in this program's memory only, and no part of them is given out. After a
// restart its boxes are gone. For tests and for rehearsals that say so.
// custody_shared.hpp: the key that opens deposits is held by the organisations' devices only (anonymity.md
// 4.2, v1.1), and the deposits are in a file; a restart loses nothing.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sessions/device_task.hpp"
#include "sessions/event.hpp"
#include "sessions/refusal.hpp"
#include "sessions/release.hpp"

namespace equivox {

struct BoxSpec {
    BoxId box;
    BoxKind kind = BoxKind::proposals;
    std::string session_id;
    // The whole roster, in seat order: the box has one slot for each, so its size says nothing.
    std::vector<std::pair<SeatId, OrganisationId>> seats;
    std::vector<OrganisationId> seated;  // with at least one seat held, ascending: who shall hold the keys
};

enum class PutResult : std::uint8_t {
    kept,     // the deposit is in the box, durably; also the answer to a retry
    stale,    // a later sequence of this seat is in already, or another deposit of the same sequence
    no_box,   // this box is not open here
    waiting,  // the host was restarted and has not got its half of the key back yet
    failed,   // the disk did not take it
};

// How many have put something in, and each seat's own sequence. Never what.
struct BoxProgress {
    std::map<SeatId, std::uint64_t> sequences;
};

struct ClosedBox {
    Release release;
    std::vector<SeatId> counted;  // ascending; empty for all but rankings and shortlists
};

class Custody {
public:
    virtual ~Custody() = default;

    [[nodiscard]] virtual CustodyKind kind() const = 0;
    // `changed` is called after waiting() or task() may have changed. At most one; empty: none.
    virtual void on_change(std::function<void()> changed) = 0;

    // Makes a new box. Its keys are drawn here. `ready` is called when it takes deposits, or with why it can
    // not be made (a sentence for people: the disk is full).
    using Ready = std::function<void(std::variant<BoxReady, std::string>)>;
    virtual void open(const BoxSpec&, Ready ready) = 0;
    // Enough time was given for devices to take their parts: go on with those that did, if they suffice.
    virtual void enough_parts(BoxId) = 0;
    // Finds again the box that a host which was stopped had open. A box that never became ready can not be
    // found again (its keys are gone): it is opened anew.
    virtual void resume(const BoxSpec&, const BoxReady&) = 0;

    // Puts the sealed `blob` in the seat's slot in place of an earlier one. A retry is identified by seat,
    // box and sequence, and repeats the same bytes.
    virtual void put(BoxId, SeatId, std::uint64_t sequence, std::string_view blob,
                     std::function<void(PutResult)> done) = 0;
    // Overwrites the seat's slot and forgets its sequence: whoever takes the seat next starts anew. Does
    // nothing where there is no such box.
    virtual void forget(BoxId, SeatId) = 0;
    [[nodiscard]] virtual BoxProgress progress(BoxId) const = 0;

    // Nothing: the box goes on by itself.
    [[nodiscard]] virtual std::optional<BoxWaiting> waiting(BoxId) const = 0;
    // What the device of this seat is asked to do now; nothing: nothing, or it has been done.
    [[nodiscard]] virtual std::optional<DeviceTask> task(BoxId, SeatId, const KeyText& device_key) const = 0;
    // The device of this seat says that it keeps its parts.
    virtual void parts_taken(BoxId, SeatId) = 0;
    // The device of this seat gives its organisation's part back, sealed, as base64. A refusal:
    // part_not_wanted, part_not_valid; the box goes on waiting.
    virtual std::optional<Refusal> give_part(BoxId, SeatId, KeyPart, std::string_view sealed) = 0;

    // Computes the release by make_release, as soon as the key that opens deposits is back. The box takes
    // nothing from here on. Not called back if the box is destroyed first.
    virtual void close(BoxId, const ReleaseParameters&, std::function<void(ClosedBox)> done) = 0;
    // Overwrites and forgets the box and its keys, files included; true: nothing is left. False: a file could
    // not be removed; asked again, it tries again. Closing does not destroy: the release must be durable
    // first.
    virtual void destroy(BoxId, std::function<void(bool)> done) = 0;
};

}  // namespace equivox
