// SPDX-License-Identifier: Apache-2.0
#include "tests/support/box_room.hpp"

#include <algorithm>
#include <chrono>
#include <stdexcept>

#include "sessions/codec.hpp"
#include "sessions/custody_memory.hpp"
#include "sessions/custody_shared.hpp"
#include "sessions/json.hpp"
#include "sessions/seal.hpp"

namespace equivox::testing {

void Loop::post(std::function<void()> task) {
    const std::lock_guard lock(mutex_);
    tasks_.push_back(std::move(task));
    arrived_.notify_one();
}

void Loop::run_one() {
    std::unique_lock lock(mutex_);
    if (!arrived_.wait_for(lock, std::chrono::minutes(1), [this] { return !tasks_.empty(); }))
        throw std::logic_error("nothing was posted in a minute");
    const std::function<void()> task = std::move(tasks_.front());
    tasks_.pop_front();
    lock.unlock();
    task();
}

void Loop::run_until(const std::function<bool()>& reached) {
    while (!reached()) run_one();
}

void Loop::run_posted() {
    for (;;) {
        {
            const std::lock_guard lock(mutex_);
            if (tasks_.empty()) return;
        }
        run_one();
    }
}

CustodyMaker memory_custody() {
    return [](Chance& chance, Loop&) { return std::make_unique<MemoryCustody>(chance); };
}

CustodyMaker shared_custody(std::filesystem::path folder) {
    return [folder = std::move(folder)](Chance& chance, Loop& loop) {
        return std::make_unique<SharedCustody>(
            SharedCustody::Folders{folder / "boxes", folder / "keys"}, chance,
            [&loop](std::function<void()> task) { loop.post(std::move(task)); });
    };
}

std::filesystem::path box_path(const std::filesystem::path& folder, std::uint32_t box) {
    return folder / "boxes" / ("box-" + std::to_string(box) + ".box");
}

std::filesystem::path key_path(const std::filesystem::path& folder, std::uint32_t box) {
    return folder / "keys" / ("box-" + std::to_string(box) + ".key");
}

ProposalsDeposit proposal_titled(std::string title, std::string text) {
    return {{{std::move(title), std::move(text)}}};
}

RankingDeposit ranking_of(std::vector<std::uint32_t> best_first) {
    RankingDeposit deposit;
    for (const std::uint32_t proposal : best_first) deposit.ranking.push_back({ProposalId{proposal}});
    return deposit;
}

DepositRules rules_for(BoxKind kind) {
    DepositRules rules;
    rules.kind = kind;
    for (std::uint32_t id = 1; id <= 8; ++id) rules.proposals.push_back(ProposalId{id});
    rules.questions = {QuestionId{1}};
    rules.entries_allowed = 3;
    rules.clauses = 4;
    return rules;
}

BoxRoom::BoxRoom(std::vector<std::uint32_t> seats_of_organisations, std::uint64_t seed)
    : chance_(std::make_unique<SeededChance>(seed)) {
    std::uint32_t seat = 0;
    for (std::uint32_t i = 0; i < seats_of_organisations.size(); ++i) {
        organisations_.push_back(OrganisationId{i + 1});
        for (std::uint32_t n = 0; n < seats_of_organisations[i]; ++n)
            seats_.emplace_back(SeatId{++seat}, OrganisationId{i + 1});
    }
    present_ = {organisations_.begin(), organisations_.end()};
    for (const auto& [id, organisation] : seats_) replace_device(id.value);
}

void BoxRoom::replace_device(std::uint32_t seat) {
    std::string device_seed(32, '\0');
    chance_->fill(std::as_writable_bytes(std::span(device_seed)));
    devices_.erase(SeatId{seat});
    devices_.emplace(SeatId{seat}, KeyKeeper(device_seed));
}

void BoxRoom::start(const CustodyMaker& maker) {
    custody_ = maker(*chance_, loop_);
}

BoxSpec BoxRoom::spec(std::uint32_t box, BoxKind kind) const {
    return {.box = BoxId{box},
            .kind = kind,
            .session_id = "00112233445566778899aabbccddeeff",
            .seats = seats_,
            .seated = {present_.begin(), present_.end()}};
}

void BoxRoom::begin_open(std::uint32_t box, BoxKind kind) {
    const BoxId id{box};
    opened_[id] = {.kind = kind, .closing = false};
    ready_.erase(id);
    closed_.erase(id);
    std::erase_if(sequences_, [&](const auto& entry) { return entry.first.first == id; });
    trouble_.clear();
    custody_->open(spec(box, kind), [this, id](std::variant<BoxReady, std::string> result) {
        if (auto* ready = std::get_if<BoxReady>(&result))
            ready_[id] = std::move(*ready);
        else
            trouble_ = std::get<std::string>(result);
    });
}

void BoxRoom::open(std::uint32_t box, BoxKind kind) {
    begin_open(box, kind);
    devices_act(box);
    loop_.run_until([&] { return is_ready(box) || !trouble_.empty(); });
    if (!trouble_.empty()) throw std::logic_error(trouble_);
}

void BoxRoom::resume(std::uint32_t box) {
    opened_.at(BoxId{box}).closing = false;
    closed_.erase(BoxId{box});
    custody_->resume(spec(box, opened_.at(BoxId{box}).kind), ready(box));
}

std::string BoxRoom::sealed(std::uint32_t box, std::uint32_t seat, std::uint64_t sequence,
                            const DepositContent& content) {
    const BoxReady& facts = ready(box);
    return seal_deposit(facts.public_key, {facts.token, SeatId{seat}, sequence}, rules_for(kind_of(content)),
                        content, *chance_);
}

PutResult BoxRoom::put(std::uint32_t box, std::uint32_t seat, const DepositContent& content) {
    return put_as(box, seat, ++sequences_[{BoxId{box}, seat}], content);
}

PutResult BoxRoom::put_as(std::uint32_t box, std::uint32_t seat, std::uint64_t sequence,
                          const DepositContent& content) {
    return put_blob(box, seat, sequence, sealed(box, seat, sequence, content));
}

PutResult BoxRoom::put_blob(std::uint32_t box, std::uint32_t seat, std::uint64_t sequence,
                            const std::string& blob) {
    std::optional<PutResult> result;
    custody_->put(BoxId{box}, SeatId{seat}, sequence, blob, [&](PutResult given) { result = given; });
    loop_.run_until([&] { return result.has_value(); });
    return *result;
}

void BoxRoom::present(std::set<std::uint32_t> organisations) {
    present_.clear();
    for (const std::uint32_t organisation : organisations) present_.insert(OrganisationId{organisation});
}

std::optional<DeviceTask> BoxRoom::task(std::uint32_t box, std::uint32_t seat) {
    return custody_->task(BoxId{box}, SeatId{seat}, device(seat).device_key());
}

std::uint32_t BoxRoom::devices_act(std::uint32_t box) {
    std::uint32_t acted = 0;
    for (const auto& [seat, organisation] : seats_) {
        if (!present_.contains(organisation)) continue;
        const std::optional<DeviceTask> asked = task(box, seat.value);
        if (!asked) continue;
        if (const auto* take = std::get_if<TakeParts>(&*asked)) {
            if (!device(seat.value).take(*take)) throw std::logic_error("parts for somebody else");
            custody_->parts_taken(BoxId{box}, seat);
            ++acted;
        } else {
            const auto& give = std::get<GivePart>(*asked);
            const auto part = device(seat.value).give(give, opened_.at(BoxId{box}).closing);
            if (part && !custody_->give_part(BoxId{box}, seat, give.part, *part)) ++acted;
        }
    }
    return acted;
}

void BoxRoom::devices_do_all(std::uint32_t box) {
    const auto under_way = [&] {
        // A retry waits for everything that was asked of the disk before it.
        bool reached = false;
        custody_->destroy(BoxId{UINT32_MAX}, [&](bool) { reached = true; });
        loop_.run_until([&] { return reached; });
    };
    do {
        under_way();
    } while (devices_act(box) > 0);
    under_way();
    loop_.run_posted();
}

ReleaseParameters BoxRoom::parameters(BoxKind kind) const {
    ReleaseParameters parameters;
    parameters.rules = rules_for(kind);
    parameters.seats = seats_;
    for (const auto& [seat, organisation] : seats_) parameters.held.push_back(seat);
    return parameters;
}

void BoxRoom::begin_close(std::uint32_t box) {
    opened_.at(BoxId{box}).closing = true;
    custody_->close(BoxId{box}, parameters(opened_.at(BoxId{box}).kind),
                    [this, box](ClosedBox closed) { closed_[BoxId{box}] = std::move(closed); });
}

ClosedBox BoxRoom::close(std::uint32_t box) {
    closed_.erase(BoxId{box});
    begin_close(box);
    devices_do_all(box);
    if (!closed(box)) throw std::logic_error("the box did not close");
    return *closed(box);
}

bool BoxRoom::destroy(std::uint32_t box) {
    std::optional<bool> gone;
    custody_->destroy(BoxId{box}, [&](bool given) { gone = given; });
    loop_.run_until([&] { return gone.has_value(); });
    return *gone;
}

std::vector<std::string> titles_of(const ClosedBox& closed) {
    std::vector<std::string> titles;
    for (const ReleasedProposal& proposal : std::get<ProposalsRelease>(closed.release).proposals)
        titles.push_back(proposal.title);
    std::sort(titles.begin(), titles.end());
    return titles;
}

std::string text_of(const ClosedBox& closed) {
    std::string text = to_json_text(closed.release);
    for (const SeatId seat : closed.counted) text += " " + std::to_string(seat.value);
    return text;
}

}  // namespace equivox::testing
