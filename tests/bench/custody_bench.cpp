// SPDX-License-Identifier: Apache-2.0
// What the shared custody costs beside the bare disk, in one run.
//   equivox_custody_bench [FOLDER]     on the disk of FOLDER (default: where temporary files go)
// A deposit acknowledged is to take less than twice a bare write and sync of the same bytes; a room of 200
// seats is to have its release within a second of the last part of the key.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sessions/box_file.hpp"
#include "tests/support/box_room.hpp"

using namespace equivox;
using namespace equivox::testing;

namespace {

constexpr int repetitions = 400;

double took_us(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    const std::chrono::duration<double, std::micro> took = std::chrono::steady_clock::now() - start;
    return took.count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

// A file of the size of a box, written to as a box is, with nothing else around it.
class BareFile {
public:
    BareFile(const std::filesystem::path& path, std::uint64_t size, std::size_t write_size)
        : descriptor_(open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC, 0600)), bytes_(write_size, 'x') {
        const std::string all(size, 'y');
        if (descriptor_ < 0 || pwrite(descriptor_, all.data(), all.size(), 0) < 0 || fsync(descriptor_) != 0)
            std::abort();
    }
    ~BareFile() { close(descriptor_); }
    BareFile(const BareFile&) = delete;
    BareFile& operator=(const BareFile&) = delete;
    void write_and_sync(std::uint64_t slot) {
        const auto at = static_cast<off_t>(4096 + slot * bytes_.size());
        if (pwrite(descriptor_, bytes_.data(), bytes_.size(), at) < 0 || fdatasync(descriptor_) != 0)
            std::abort();
    }

private:
    int descriptor_;
    std::string bytes_;
};

DepositContent some(BoxKind kind, std::uint32_t seat) {
    if (kind == BoxKind::ranking) {
        std::vector<std::uint32_t> order{1, 2, 3, 4, 5, 6, 7, 8};
        std::rotate(order.begin(), order.begin() + seat % 8, order.end());
        return ranking_of(order);
    }
    return proposal_titled("Proposal " + std::to_string(seat), std::string(1500, 'x'));
}

void measure_puts(const std::filesystem::path& folder, BoxKind kind, const char* name) {
    BoxRoom room(std::vector<std::uint32_t>(20, 10));
    room.start(shared_custody(folder));
    room.open(1, kind);
    const std::uint64_t size = BoxFile::size_of(kind, 200);
    const std::size_t copy = (size - 4096) / 400;
    BareFile bare(folder / "bare", size, copy);
    std::vector<std::string> blobs;
    for (std::uint32_t i = 0; i < repetitions; ++i)
        blobs.push_back(room.sealed(1, 1 + i % 200, 1 + i / 200, some(kind, i)));
    std::vector<double> put_us;
    std::vector<double> bare_us;
    for (std::uint32_t i = 0; i < repetitions; ++i) {
        bare_us.push_back(took_us([&] { bare.write_and_sync(i * 7 % 400); }));
        put_us.push_back(took_us([&] {
            if (room.put_blob(1, 1 + i % 200, 1 + i / 200, blobs[i]) != PutResult::kept) std::abort();
        }));
    }
    std::printf("%s: one write of %zu bytes in a file of %.1f MB\n", name, copy,
                static_cast<double>(size) / 1e6);
    std::printf("  %-44s %9.0f us\n", "bare write and fdatasync, p50", median(bare_us));
    std::printf("  %-44s %9.0f us\n", "deposit acknowledged, p50", median(put_us));
    std::printf("  %-44s %9.2f\n", "ratio", median(put_us) / median(bare_us));

    std::uint32_t answered = 0;
    const double together_us = took_us([&] {
        for (std::uint32_t seat = 1; seat <= 200; ++seat)
            room.custody().put(BoxId{1}, SeatId{seat}, 9, blobs[seat],
                               [&](PutResult result) { answered += result == PutResult::kept; });
        room.loop().run_until([&] { return answered == 200; });
    });
    std::printf("  %-44s %9.0f us\n", "200 deposits at once, all acknowledged", together_us);
    room.destroy(1);
}

void measure_parts(const std::filesystem::path& folder) {
    BoxRoom room(std::vector<std::uint32_t>(40, 10));
    room.start(shared_custody(folder));
    room.begin_open(1, BoxKind::proposals);
    const auto all_tasks = [&] {
        for (std::uint32_t seat = 1; seat <= 400; ++seat)
            if (!room.task(1, seat)) std::abort();
    };
    const double first_us = took_us(all_tasks);
    const double again_us = took_us(all_tasks);
    std::printf("parts for 400 devices: sealed %.1f ms, asked again %.2f ms\n", first_us / 1000,
                again_us / 1000);
    room.destroy(1);
}

void measure_release(const std::filesystem::path& folder, BoxKind kind, const char* name) {
    BoxRoom room(std::vector<std::uint32_t>(20, 10));
    room.start(shared_custody(folder));
    room.open(1, kind);
    for (std::uint32_t seat = 1; seat <= 200; ++seat) room.put(1, seat, some(kind, seat));
    room.begin_close(1);
    room.present({1, 2});
    room.devices_do_all(1);
    const auto asked = std::get<GivePart>(room.task(1, 21).value());
    const std::string last = room.device(21).give(asked, true).value();
    const double us = took_us([&] {
        if (room.custody().give_part(BoxId{1}, SeatId{21}, KeyPart::ballot, last)) std::abort();
        room.loop().run_until([&] { return room.closed(1).has_value(); });
    });
    std::printf("%s: from the last part to the release of 200 seats %9.1f ms\n", name, us / 1000);
    room.destroy(1);
}

}  // namespace

int main(int count, char** arguments) {
    std::filesystem::path folder =
        count > 1 ? std::filesystem::path(arguments[1]) : std::filesystem::temp_directory_path();
    SystemChance chance;
    folder /= "equivox-bench-" + random_hex(chance, 8);
    std::filesystem::create_directory(folder);
    measure_puts(folder, BoxKind::ranking, "rankings");
    measure_puts(folder, BoxKind::proposals, "texts");
    measure_parts(folder);
    measure_release(folder, BoxKind::ranking, "rankings of 8 proposals");
    measure_release(folder, BoxKind::proposals, "texts");
    std::filesystem::remove_all(folder);
}
