// SPDX-License-Identifier: Apache-2.0
#include "tests/support/slow_custody.hpp"

#include <utility>

namespace equivox::testing {
namespace {

std::string note(const char* what, BoxId box) {
    return what + (" " + std::to_string(box.value));
}

template <class T>
T first_of(std::deque<T>& queue) {
    T first = std::move(queue.front());
    queue.pop_front();
    return first;
}

}  // namespace

void SlowCustody::get_ready() {
    const Opening opening = first_of(opened_);
    memory_.open(opening.spec, [&](const std::variant<BoxReady, std::string>& made) {
        BoxReady ready = std::get<BoxReady>(made);
        ready.holders = static_cast<std::uint32_t>(opening.spec.seated.size());
        ready.threshold = 2;
        opening.ready(ready);
    });
}

void SlowCustody::can_not(const std::string& why) {
    const Opening opening = first_of(opened_);
    opening.ready(why);
}

void SlowCustody::give_release() {
    const Closing closing = first_of(closed_);
    memory_.close(closing.box, closing.parameters, [&](const ClosedBox& closed) {
        again_ = [done = closing.done, closed] { done(closed); };
        closing.done(closed);
    });
}

void SlowCustody::give_release_again() {
    again_();
}

void SlowCustody::finish_destroying(bool gone) {
    const auto [box, done] = first_of(destroyed_);
    memory_.destroy(box, [](bool) {});
    done(gone);
}

void SlowCustody::open(const BoxSpec& spec, Ready ready) {
    asked_.push_back(note("open", spec.box));
    opened_.push_back({spec, std::move(ready)});
}

void SlowCustody::resume(const BoxSpec& spec, const BoxReady&) {
    asked_.push_back(note("resume", spec.box));
    memory_.open(spec, [](const auto&) {});
}

void SlowCustody::put(BoxId box, SeatId seat, std::uint64_t sequence, std::string_view blob,
                      std::function<void(PutResult)> done) {
    if (put_result_) return done(*put_result_);
    memory_.put(box, seat, sequence, blob, std::move(done));
}

void SlowCustody::forget(BoxId box, SeatId seat) {
    asked_.push_back(note("forget", box) + " " + std::to_string(seat.value));
    memory_.forget(box, seat);
}

std::optional<DeviceTask> SlowCustody::task(BoxId, SeatId seat, const KeyText&) const {
    const auto found = tasks_.find(seat);
    return found == tasks_.end() ? std::nullopt : std::optional(found->second);
}

void SlowCustody::parts_taken(BoxId box, SeatId seat) {
    asked_.push_back(note("taken", box) + " " + std::to_string(seat.value));
}

std::optional<Refusal> SlowCustody::give_part(BoxId box, SeatId seat, KeyPart part, std::string_view) {
    asked_.push_back(note("part", box) + " " + std::to_string(seat.value) +
                     (part == KeyPart::room ? " room" : " ballot"));
    return part_refusal_;
}

void SlowCustody::close(BoxId box, const ReleaseParameters& parameters, std::function<void(ClosedBox)> done) {
    asked_.push_back(note("close", box));
    closed_.push_back({box, parameters, std::move(done)});
}

void SlowCustody::destroy(BoxId box, std::function<void(bool)> done) {
    asked_.push_back(note("destroy", box));
    destroyed_.emplace_back(box, std::move(done));
}

}  // namespace equivox::testing
