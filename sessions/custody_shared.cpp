// SPDX-License-Identifier: Apache-2.0
#include "sessions/custody_shared.hpp"

#include <sodium.h>

#include <algorithm>
#include <cassert>
#include <cstring>
#include <utility>

#include "sessions/codec.hpp"
#include "sessions/durable_file.hpp"
#include "sessions/key_file.hpp"
#include "sessions/key_parts.hpp"
#include "sessions/open_box.hpp"
#include "sessions/seal.hpp"

namespace equivox {
namespace {

constexpr std::size_t token_size = 16;
constexpr std::size_t disk_key_size = 32;
// How much of the stack work on secrets may have left something on.
constexpr std::size_t stack_to_wipe = 16 * 1024;

// A deposit as it was accepted: on its way to the disk, or there.
struct Accepted {
    std::uint64_t sequence = 0;
    SealedBlob blob;
    std::uint64_t change = 0;  // numbers what happened to the slots of this box, in order
};

}  // namespace

struct SharedCustody::Box {
    BoxSpec spec;
    BoxReady ready;
    std::map<SeatId, OrganisationId> organisations;

    // Until the box is ready.
    std::optional<PartsOut> out;
    Ready on_ready;
    bool files_written = false;
    bool enough_parts = false;

    std::optional<BoxWaiting::For> lost;
    LockedBytes disk_key;  // only while the room's parts are awaited
    SharedKey box_key;     // nothing: not known yet
    std::shared_ptr<BoxFile> file;
    bool slots_known = false;
    bool write_failed = false;
    std::vector<Point> ballot_commitments;
    std::optional<HostKey> host_key;
    std::optional<PartsBack> room_back;
    std::optional<PartsBack> ballot_back;

    // What was last accepted of each seat, and what of it is durable.
    std::map<SeatId, Accepted> newest;
    std::map<SeatId, Accepted> durable;
    std::map<SeatId, std::uint64_t> forgotten;  // the change at which a seat's slot was last emptied
    std::uint64_t changes = 0;

    // From close() on.
    std::optional<ReleaseParameters> parameters;
    std::vector<std::function<void(ClosedBox)>> on_closed;
    bool settled = false;  // everything accepted before closing is durable, or has failed
    std::optional<ClosedBox> closed;

    [[nodiscard]] bool takes_deposits() const { return slots_known && !out && !parameters && !lost; }
};

SharedCustody::SharedCustody(Folders folders, Chance& chance, Post post)
    : folders_(std::move(folders)), chance_(chance), post_(std::move(post)), writer_(post_) {}

SharedCustody::~SharedCustody() = default;

SharedCustody::Box* SharedCustody::find(BoxId id) const {
    const auto found = boxes_.find(id);
    return found == boxes_.end() ? nullptr : found->second.get();
}

std::filesystem::path SharedCustody::box_path(BoxId id) const {
    return folders_.boxes / ("box-" + std::to_string(id.value) + ".box");
}

std::filesystem::path SharedCustody::key_path(BoxId id) const {
    return folders_.keys / ("box-" + std::to_string(id.value) + ".key");
}

void SharedCustody::notify() const {
    if (changed_) changed_();
}

template <class Task>
auto SharedCustody::guarded(Task task) const {
    return [alive = std::weak_ptr(alive_), task = std::move(task)](auto&&... given) {
        if (!alive.expired()) task(std::forward<decltype(given)>(given)...);
    };
}

void SharedCustody::post(std::function<void()> task) {
    post_(guarded(std::move(task)));
}

// --- opening

void SharedCustody::open(const BoxSpec& spec, Ready ready) {
    assert(!boxes_.contains(spec.box));
    if (spec.seated.size() < 2) {
        return post([ready = std::move(ready)] {
            ready("A key can not be shared before two organisations are seated.");
        });
    }
    const auto box = std::make_shared<Box>();
    box->spec = spec;
    box->organisations = {spec.seats.begin(), spec.seats.end()};
    box->on_ready = std::move(ready);
    const std::uint32_t threshold = threshold_for(spec.seated.size());
    box->ready.box = spec.box;
    box->ready.token = random_hex(chance_, token_size);
    box->ready.threshold = threshold;
    box->out.emplace(spec, threshold, chance_);
    box->ready.public_key = box_public_key(derive_ballot_seed(box->out->ballot().secret()).data());
    box->ballot_commitments = box->out->ballot().commitments();
    boxes_[spec.box] = box;
    write_new_files(box);
    sodium_stackzero(stack_to_wipe);
    notify();
}

void SharedCustody::write_new_files(const std::shared_ptr<Box>& box) {
    const auto key_file = std::make_shared<KeyFile>();
    key_file->token = box->ready.token;
    key_file->key = LockedBytes(disk_key_size);
    chance_.fill(key_file->key.span());
    key_file->room_commitments = box->out->room().commitments();
    key_file->ballot_commitments = box->out->ballot().commitments();
    box->box_key = std::make_shared<const LockedBytes>(
        derive_box_key(key_file->key, box->out->room().secret(), box->ready.token));
    const BoxId id = box->spec.box;
    const auto file =
        std::make_shared<BoxFile>(box_path(id), box->spec, box->ready.token, box->box_key, nonces_);
    box->file = file;
    const auto error = std::make_shared<std::string>();
    writer_.run(
        [=, spec = box->spec, key_path = key_path(id), box_path = box_path(id)] {
            try {
                write_key_file(key_path, spec, *key_file);
                file->create();
            } catch (const std::runtime_error& failure) {
                *error = failure.what();
                static_cast<void>(erase_key_file(key_path));
                static_cast<void>(erase_file(box_path));
            }
            key_file->key.reset();
        },
        guarded([this, weak = std::weak_ptr(box), error] {
            if (const auto still = weak.lock()) files_written(still, *error);
        }));
}

void SharedCustody::files_written(const std::shared_ptr<Box>& box, const std::string& error) {
    if (!error.empty()) {
        const Ready ready = std::move(box->on_ready);
        boxes_.erase(box->spec.box);
        notify();
        return ready("The box could not be saved (" + error + "). Make room on the disk and open it again.");
    }
    box->files_written = true;
    box->slots_known = true;
    become_ready_if_possible(*box);
}

void SharedCustody::enough_parts(BoxId id) {
    Box* box = find(id);
    if (!box || !box->out) return;
    box->enough_parts = true;
    become_ready_if_possible(*box);
    notify();
}

void SharedCustody::parts_taken(BoxId id, SeatId seat) {
    Box* box = find(id);
    if (!box || !box->out || !box->out->taken(seat)) return;
    become_ready_if_possible(*box);
    notify();
}

void SharedCustody::become_ready_if_possible(Box& box) {
    if (!box.files_written || box.out->missing(box.enough_parts) > 0) return;
    box.ready.holders = box.out->holders();
    box.out.reset();  // from here on the host can not open a deposit
    sodium_stackzero(stack_to_wipe);
    post([ready = std::move(box.on_ready), facts = box.ready] { ready(facts); });
}

void SharedCustody::resume(const BoxSpec& spec, const BoxReady& ready) {
    assert(!boxes_.contains(spec.box));
    const auto box = std::make_shared<Box>();
    box->spec = spec;
    box->organisations = {spec.seats.begin(), spec.seats.end()};
    box->ready = ready;
    boxes_[spec.box] = box;
    auto read = read_key_file(key_path(spec.box), spec, ready.token);
    if (auto* key_file = std::get_if<KeyFile>(&read)) {
        box->disk_key = std::move(key_file->key);
        box->ballot_commitments = std::move(key_file->ballot_commitments);
        if (BoxFile::look_at(box_path(spec.box), spec, ready.token)) {
            box->lost = BoxWaiting::For::box_file;
        } else {
            box->host_key.emplace(chance_);
            box->room_back.emplace(spec.box, KeyPart::room, std::move(key_file->room_commitments));
        }
    } else {
        box->lost = BoxWaiting::For::key_file;
    }
    notify();
}

// --- while it is open

void SharedCustody::put(BoxId id, SeatId seat, std::uint64_t sequence, std::string_view blob,
                        std::function<void(PutResult)> done) {
    Box* box = find(id);
    if (!box || box->out || box->parameters) return done(PutResult::no_box);
    if (!box->takes_deposits()) return done(PutResult::waiting);
    if (box->write_failed) return done(PutResult::failed);
    assert(box->organisations.contains(seat) && blob.size() == deposit_blob_size(box->spec.kind));

    const std::weak_ptr<Box> weak = boxes_.at(id);
    const auto last = box->newest.find(seat);
    if (last != box->newest.end() && sequence <= last->second.sequence) {
        if (sequence < last->second.sequence || *last->second.blob != blob) return done(PutResult::stale);
        const auto kept = box->durable.find(seat);
        if (kept != box->durable.end() && kept->second.change == last->second.change)
            return done(PutResult::kept);
        return writer_.after(box->file, guarded([done = std::move(done)](bool good) {
                                 done(good ? PutResult::kept : PutResult::failed);
                             }));
    }
    Accepted accepted{sequence, std::make_shared<const std::string>(blob), ++box->changes};
    box->newest[seat] = accepted;
    SlotContent content{seat, sequence, accepted.blob};
    writer_.write(box->file, std::move(content),
                  guarded([weak, seat, accepted = std::move(accepted), done = std::move(done)](bool good) {
                      if (const auto still = weak.lock()) {
                          still->write_failed = still->write_failed || !good;
                          if (good && still->forgotten[seat] < accepted.change)
                              still->durable[seat] = accepted;
                      }
                      done(good ? PutResult::kept : PutResult::failed);
                  }));
}

void SharedCustody::forget(BoxId id, SeatId seat) {
    Box* box = find(id);
    if (!box || box->parameters) return;
    if (box->out) {
        box->out->seat_freed(seat);
        return notify();
    }
    box->forgotten[seat] = ++box->changes;
    box->newest.erase(seat);
    box->durable.erase(seat);
    // Where the slots are not known yet, it is done as soon as they are.
    if (box->slots_known) empty_slot(*box, seat);
}

void SharedCustody::empty_slot(Box& box, SeatId seat) {
    writer_.write(box.file, SlotContent{.seat = seat, .sequence = 0, .blob = {}},
                  guarded([weak = std::weak_ptr(boxes_.at(box.spec.box))](bool good) {
                      if (const auto still = weak.lock()) still->write_failed = still->write_failed || !good;
                  }));
}

BoxProgress SharedCustody::progress(BoxId id) const {
    BoxProgress progress;
    if (const Box* box = find(id))
        for (const auto& [seat, accepted] : box->durable) progress.sequences[seat] = accepted.sequence;
    return progress;
}

// --- what devices are asked for

std::optional<BoxWaiting> SharedCustody::waiting(BoxId id) const {
    const Box* box = find(id);
    if (!box) return std::nullopt;
    if (box->lost) return BoxWaiting{*box->lost, 0};
    if (box->out) {
        const std::uint32_t missing = box->out->missing(box->enough_parts);
        if (missing == 0) return std::nullopt;
        return BoxWaiting{BoxWaiting::For::parts_taken, missing};
    }
    if (box->room_back) return BoxWaiting{BoxWaiting::For::room_parts, box->room_back->missing()};
    if (box->ballot_back && box->ballot_back->missing() > 0)
        return BoxWaiting{BoxWaiting::For::ballot_parts, box->ballot_back->missing()};
    return std::nullopt;
}

std::optional<DeviceTask> SharedCustody::task(BoxId id, SeatId seat, const KeyText& device_key) const {
    Box* box = find(id);
    if (!box || box->lost) return std::nullopt;
    if (box->out) {
        std::optional<TakeParts> take = box->out->task(seat, device_key);
        return take ? std::optional<DeviceTask>(std::move(*take)) : std::nullopt;
    }
    const auto organisation = box->organisations.find(seat);
    if (organisation == box->organisations.end()) return std::nullopt;
    if (box->room_back && box->room_back->wants(organisation->second))
        return GivePart{id, KeyPart::room, box->host_key->public_key()};
    if (box->ballot_back && box->ballot_back->wants(organisation->second))
        return GivePart{id, KeyPart::ballot, box->host_key->public_key()};
    return std::nullopt;
}

std::optional<Refusal> SharedCustody::give_part(BoxId id, SeatId seat, KeyPart part,
                                                std::string_view sealed) {
    Box* box = find(id);
    if (!box || box->lost) return Refusal::part_not_wanted;
    std::optional<PartsBack>& back = part == KeyPart::room ? box->room_back : box->ballot_back;
    const auto organisation = box->organisations.find(seat);
    if (!back || organisation == box->organisations.end() || !back->wants(organisation->second))
        return Refusal::part_not_wanted;
    std::optional<GivenPart> given = box->host_key->open(sealed);
    if (!given || !back->give(organisation->second, std::move(*given))) return Refusal::part_not_valid;
    if (part == KeyPart::room && back->missing() == 0) room_secret_is_back(*box);
    release_if_possible(*box);
    notify();
    return std::nullopt;
}

void SharedCustody::room_secret_is_back(Box& box) {
    box.box_key = std::make_shared<const LockedBytes>(
        derive_box_key(box.disk_key, box.room_back->secret().view(), box.ready.token));
    box.room_back.reset();
    box.disk_key.reset();
    sodium_stackzero(stack_to_wipe);
    box.file =
        std::make_shared<BoxFile>(box_path(box.spec.box), box.spec, box.ready.token, box.box_key, nonces_);
    using Found = std::variant<std::vector<SlotContent>, BoxFileProblem>;
    const auto found = std::make_shared<Found>();
    writer_.run([file = box.file, found] { *found = file->find(); },
                guarded([this, weak = std::weak_ptr(boxes_.at(box.spec.box)), found] {
                    if (const auto still = weak.lock()) slots_were_read(*still, std::move(*found));
                }));
}

void SharedCustody::slots_were_read(Box& box, std::variant<std::vector<SlotContent>, BoxFileProblem> found) {
    if (auto* slots = std::get_if<std::vector<SlotContent>>(&found)) {
        box.slots_known = true;
        for (SlotContent& slot : *slots) box.durable[slot.seat] = {slot.sequence, std::move(slot.blob), 0};
        for (const auto& [seat, change] : box.forgotten) {
            box.durable.erase(seat);
            empty_slot(box, seat);
        }
        box.newest = box.durable;
        release_if_possible(box);
    } else {
        box.lost = BoxWaiting::For::box_file;
    }
    notify();
}

// --- closing

void SharedCustody::close(BoxId id, const ReleaseParameters& parameters,
                          std::function<void(ClosedBox)> done) {
    Box* box = find(id);
    assert(box && !box->out && parameters.rules.kind == box->spec.kind);
    if (box->closed) return post([done = std::move(done), closed = *box->closed] { done(closed); });
    box->on_closed.push_back(std::move(done));
    if (box->parameters) return;
    box->parameters = parameters;
    if (!box->lost) {
        if (!box->host_key) box->host_key.emplace(chance_);
        box->ballot_back.emplace(id, KeyPart::ballot, box->ballot_commitments);
    }
    if (box->slots_known) {
        writer_.after(box->file, guarded([this, weak = std::weak_ptr(boxes_.at(id))](bool) {
                          const auto still = weak.lock();
                          if (!still) return;
                          still->settled = true;
                          release_if_possible(*still);
                          notify();
                      }));
    } else {
        box->settled = true;  // nothing could have been put in
    }
    notify();
}

void SharedCustody::release_if_possible(Box& box) {
    if (!box.settled || !box.slots_known || !box.ballot_back || box.ballot_back->missing() > 0) return;
    const auto seed = std::make_shared<LockedBytes>(derive_ballot_seed(box.ballot_back->secret().view()));
    box.ballot_back.reset();
    sodium_stackzero(stack_to_wipe);
    if (box_public_key(seed->data()) != box.ready.public_key) {
        box.lost = BoxWaiting::For::key_file;
        return;
    }
    std::map<SeatId, SealedDeposit> deposits;
    for (const auto& [seat, accepted] : box.durable) deposits[seat] = {accepted.sequence, accepted.blob};
    const auto closed = std::make_shared<ClosedBox>();
    // A large room takes a while: the caller's thread has others to serve.
    writer_.run(
        [=, token = box.ready.token, key = box.box_key, parameters = *box.parameters] {
            *closed = open_box(token, *seed, derive_order_key(*key), parameters, deposits);
            seed->reset();
        },
        guarded([this, weak = std::weak_ptr(boxes_.at(box.spec.box)), closed] {
            if (const auto still = weak.lock()) was_opened(*still, std::move(*closed));
        }));
}

void SharedCustody::was_opened(Box& box, ClosedBox closed) {
    box.closed = std::move(closed);
    // Whoever is told may destroy the box; it is kept here until all are told.
    for (const auto& done : std::exchange(box.on_closed, {})) done(*box.closed);
}

void SharedCustody::destroy(BoxId id, std::function<void(bool)> done) {
    auto file = std::make_shared<std::shared_ptr<BoxFile>>();
    const bool known = boxes_.contains(id);
    if (known) {
        *file = std::move(boxes_.at(id)->file);
        boxes_.erase(id);
    }
    const auto gone = std::make_shared<bool>(false);
    writer_.run(
        [=, key_path = key_path(id), box_path = box_path(id)] {
            file->reset();  // with the last of its key
            const bool key_gone = erase_key_file(key_path);
            *gone = erase_file(box_path) && key_gone;
        },
        guarded([gone, done = std::move(done)] { done(*gone); }));
    if (known) notify();
}

}  // namespace equivox
