// SPDX-License-Identifier: Apache-2.0
#include "app/host/host_process.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>

#include "app/host/host_room.hpp"
#include "app/web/files.hpp"
#include "net/address.hpp"
#include "net/host_identity.hpp"
#include "net/hub.hpp"
#include "net/server.hpp"
#include "sessions/custody_memory.hpp"
#include "sessions/custody_shared.hpp"
#include "sessions/journal_sqlite.hpp"
#include "sessions/journal_writer.hpp"
#include "sessions/process_guard.hpp"
#include "sessions/version.hpp"

namespace equivox {
namespace {

namespace asio = boost::asio;

Minute system_minute() {
    return std::chrono::floor<std::chrono::minutes>(std::chrono::system_clock::now());
}

std::unique_ptr<Chance> make_chance(const HostOptions& options) {
    if (options.seed && options.rehearsal) return std::make_unique<SeededChance>(*options.seed);
    return std::make_unique<SystemChance>();
}

std::vector<net::StaticFile> static_files() {
    std::vector<net::StaticFile> files;
    for (const WebFile& file : web_files())
        files.push_back({std::string(file.path), std::string(file.content_type),
                         std::string(reinterpret_cast<const char*>(file.gzip.data()), file.gzip.size()),
                         std::string(file.etag)});
    return files;
}

std::unique_ptr<net::Server> make_server(asio::io_context& io, const HostOptions& options) {
    return std::make_unique<net::Server>(io, net::ServerSettings{.bind_address = options.bind,
                                                                 .port = options.port,
                                                                 .names = options.names,
                                                                 .files = static_files(),
                                                                 .limits = {}});
}

// For its owner only, from the first byte on; an older secret of this place is replaced.
void write_secret(const std::filesystem::path& path, const std::string& secret) {
    std::error_code ignored;
    if (std::filesystem::exists(path, ignored) && std::filesystem::file_size(path, ignored) != secret.size())
        throw HostError("\"" + path.string() + "\" is no facilitator's secret. Name another file.");
    std::filesystem::remove(path, ignored);
    const int file =
        ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (file < 0) throw HostError("The facilitator's secret could not be written to " + path.string() + ".");
    const bool written = ::write(file, secret.data(), secret.size()) == static_cast<ssize_t>(secret.size());
    if (::close(file) != 0 || !written)
        throw HostError("The facilitator's secret could not be written to " + path.string() + ".");
}

std::string reachable_url(const HostOptions& options, std::uint16_t port) {
    if (options.bind != "0.0.0.0" && options.bind != "::") return net::host_url(options.bind, port);
    const std::vector<net::MachineAddress> addresses = net::machine_addresses();
    return net::host_url(addresses.empty() ? "127.0.0.1" : addresses.front().text, port);
}

bool is_resumed(const HostOptions& options) {
    const bool exists = std::filesystem::exists(options.file);
    if (exists && options.agenda)
        throw HostError(
            "\"" + options.file.string() +
            "\" is a session already, with its own agenda. Leave --agenda out to go on with it, or name "
            "another file.");
    if (!exists && !options.agenda)
        throw HostError("\"" + options.file.string() +
                        "\" does not exist. Give an agenda to begin a new session: "
                        "equivox host --agenda AGENDA.toml");
    return exists;
}

}  // namespace

class HostProcess::Machinery {
public:
    explicit Machinery(HostOptions options)
        : options_(std::move(options)),
          resumed_(is_resumed(options_)),
          chance_(make_chance(options_)),
          server_(make_server(io_, options_)),
          store_(options_.file, resumed_ ? SqliteJournal::Mode::resume : SqliteJournal::Mode::create),
          last_call_(io_),
          parts_(io_),
          clock_(io_) {
        for (const std::string& warning : warnings_of(guard_process()))
            std::cerr << "equivox: " << warning << '\n';
        begin();
        listen();
        thread_ = std::thread([this] { io_.run(); });
    }

    ~Machinery() { stop(); }

    void stop() {
        if (!thread_.joinable()) return;
        asio::post(io_, [this] {
            stopping_ = true;
            last_call_.cancel();
            parts_.cancel();
            clock_.cancel();
            hub_->stop();
            server_->stop([this] { work_.reset(); });
        });
        thread_.join();
        // The writer finishes what it has; its callbacks run here, so that the recorder ends as the file
        // does.
        writer_.reset();
        io_.restart();
        io_.run();
        hub_.reset();
        server_.reset();
        if (!options_.secret_file.empty()) {
            std::error_code ignored;
            std::filesystem::remove(options_.secret_file, ignored);
        }
    }

    void ask(Command command) {
        asio::post(io_, [this, command = std::move(command)] {
            recorder_->submit(command, Facilitator{}, [this](const Answer& answer) {
                const auto* refusal = std::get_if<Refusal>(&answer);
                refused_ = refusal ? std::string(explain(*refusal)) : std::string();
                if (refusal) ++refused_count_;
                changed();
            });
        });
    }

    [[nodiscard]] std::shared_ptr<const HostFrame> frame() const {
        const std::lock_guard lock(frame_mutex_);
        return frame_;
    }
    void on_frame(std::function<void()> wake) {
        const std::lock_guard lock(frame_mutex_);
        wake_ = std::move(wake);
    }

    HostReady ready_;
    std::string secret_;

private:
    // Which custody and which key: the file's, where there is one.
    void read_file() {
        if (resumed_) {
            auto replayed = replay(store_.read_all());
            if (const auto* broken = std::get_if<Broken>(&replayed))
                throw HostError("This session file is damaged: entry " + std::to_string(broken->entry) +
                                ": " + broken->problem + ".");
            replay_ = std::get<Replay>(std::move(replayed));
            const KeyText& key = replay_->session.opened.host_key;
            identity_ = options_.new_host_key ? net::renew_host_identity(options_.file, key, system_chance_)
                                              : net::resume_host_identity(options_.file, key);
        } else {
            identity_ = net::begin_host_identity(options_.file, system_chance_);
        }
        const CustodyKind kind = replay_ ? replay_->session.opened.custody : options_.custody;
        if (kind == CustodyKind::memory) {
            custody_ = std::make_unique<MemoryCustody>(*chance_);
        } else {
            custody_ = std::make_unique<SharedCustody>(
                SharedCustody::Folders{options_.file.string() + ".boxes",
                                       net::host_key_folder(options_.file)},
                *chance_, [this](std::function<void()> task) { asio::post(io_, std::move(task)); });
        }
    }

    void begin() {
        read_file();
        writer_ = std::make_unique<ThreadJournalWriter>(
            store_, [this](std::function<void()> task) { asio::post(io_, std::move(task)); });
        recorder_ = std::make_unique<Recorder>(*writer_, *custody_, system_minute);
        if (resumed_)
            recorder_->resume(std::move(*replay_));
        else
            recorder_->open(make_opening(*options_.agenda, options_.rehearsal, custody_->kind(),
                                         identity_->public_key(), *chance_));
        secret_ = random_hex(system_chance_, 16);
        room_ = std::make_unique<HostRoom>(*recorder_, secret_, system_chance_);
        // The first entry must be durable before anybody is let in.
        while (!recorder_->settled()) io_.run_one();
        if (!recorder_->trouble().empty()) throw HostError(recorder_->trouble());
    }

    void listen() {
        net::HubSettings settings;
        settings.host = {.run = random_hex(system_chance_, 8),
                         .software = std::string(software_name),
                         .session_id = recorder_->session().opened.session_id,
                         .identity = identity_};
        hub_ = std::make_unique<net::Hub>(*room_, *server_, settings);
        ready_ = {.url = reachable_url(options_, server_->port()),
                  .room_code = recorder_->session().opened.room_code,
                  .port = server_->port(),
                  .file = std::filesystem::absolute(options_.file).string(),
                  .facilitator_secret_file = options_.secret_file.string(),
                  .host_fingerprint = net::fingerprint_of_key(identity_->public_key())};
        if (!options_.secret_file.empty()) write_secret(options_.secret_file, secret_);
        room_->set_join_url(ready_.url);
        recorder_->on_change([this] { changed(); });
        room_->on_connected([this] { changed(); });
        server_->serve(*hub_, identity_);
        changed();
    }

    // Something that somebody may see has changed.
    void changed() {
        if (stopping_) return;
        watch_last_call();
        watch_parts();
        watch_clock();
        hub_->room_changed();
        if (frame_planned_) return;
        frame_planned_ = true;
        // Later on this thread: many changes of one moment make one frame.
        asio::post(io_, [this] {
            frame_planned_ = false;
            make_frame();
        });
    }

    void make_frame() {
        auto next = std::make_shared<HostFrame>();
        next->room = room_->room_view();
        next->facilitator = room_->facilitator_view();
        next->refused = refused_;
        next->refused_count = refused_count_;
        next->file = ready_.file;
        std::function<void()> wake;
        {
            const std::lock_guard lock(frame_mutex_);
            frame_ = std::move(next);
            wake = wake_;
        }
        if (wake) wake();
    }

    // After a last call the box closes by itself, by the monotonic clock.
    void watch_last_call() {
        const Session& session = recorder_->session();
        const bool called = session.box && session.box->last_call && !session.box->closing;
        const std::optional<BoxId> box = called ? std::optional(session.box->id) : std::nullopt;
        if (box == last_call_box_) return;
        last_call_box_ = box;
        last_call_.cancel();
        room_->set_last_call_end(std::nullopt);
        if (!box) return;
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(options_.last_call_seconds);
        room_->set_last_call_end(end);
        extensions_ = 0;
        close_at(end, *box);
    }

    void close_at(std::chrono::steady_clock::time_point end, BoxId box) {
        room_->set_last_call_end(end);
        last_call_.expires_at(end);
        last_call_.async_wait([this, box](const boost::system::error_code& error) {
            if (!error) last_call_is_over(box);
        });
    }

    // Whoever asked for more time is given it here, at the same moment whenever they asked.
    void last_call_is_over(BoxId box) {
        const auto again =
            std::chrono::steady_clock::now() + std::chrono::seconds(options_.last_call_seconds);
        if (room_->take_more_time() && extensions_ < extensions_max) {
            ++extensions_;
            close_at(again, box);
            return changed();
        }
        recorder_->submit(CloseBox{box}, Facilitator{}, [this](const Answer& answer) {
            const auto* refusal = std::get_if<Refusal>(&answer);
            if (!refusal || *refusal == Refusal::box_not_open || *refusal == Refusal::box_closing) return;
            // Too few have been heard: the facilitator decides. Said where the decision is made.
            refused_ = std::string(explain(*refusal));
            ++refused_count_;
            changed();
        });
    }

    // A box whose keys are being shared does not wait for devices that do not answer.
    void watch_parts() {
        const Session& session = recorder_->session();
        const bool sharing = session.box && !session.box->ready;
        const std::optional<BoxId> box = sharing ? std::optional(session.box->id) : std::nullopt;
        if (box == parts_box_) return;
        parts_box_ = box;
        parts_.cancel();
        if (box) hurry_parts(*box);
    }

    void hurry_parts(BoxId box) {
        parts_.expires_after(parts_patience);
        parts_.async_wait([this, box](const boost::system::error_code& error) {
            if (error || parts_box_ != box) return;
            custody_->enough_parts(box);
            if (parts_box_ == box) hurry_parts(box);
        });
    }

    // Views that change with time alone.
    void watch_clock() {
        const auto next = room_->next_change();
        if (next == clock_at_) return;
        clock_at_ = next;
        clock_.cancel();
        if (!next) return;
        clock_.expires_at(*next);
        clock_.async_wait([this](const boost::system::error_code& error) {
            if (error) return;
            clock_at_.reset();
            changed();
        });
    }

    // How often a last call can be given another minute.
    static constexpr std::uint32_t extensions_max = 3;
    // For devices to take their parts of a key, before the box goes on without those that do not answer.
    static constexpr std::chrono::seconds parts_patience{3};

    HostOptions options_;
    bool resumed_;
    asio::io_context io_;
    asio::executor_work_guard<asio::io_context::executor_type> work_{io_.get_executor()};
    std::unique_ptr<Chance> chance_;
    // Before the file: a port that is in use must not leave a session file behind.
    std::unique_ptr<net::Server> server_;
    SqliteJournal store_;
    SystemChance system_chance_;  // keys are never made from a seed, not even in a rehearsal
    std::shared_ptr<const net::SigningKey> identity_;
    std::optional<Replay> replay_;  // of the file, until the recorder has it
    std::unique_ptr<Custody> custody_;
    std::unique_ptr<ThreadJournalWriter> writer_;
    std::unique_ptr<Recorder> recorder_;
    std::unique_ptr<HostRoom> room_;
    std::unique_ptr<net::Hub> hub_;
    asio::steady_timer last_call_;
    std::optional<BoxId> last_call_box_;
    std::uint32_t extensions_ = 0;
    asio::steady_timer parts_;
    std::optional<BoxId> parts_box_;
    asio::steady_timer clock_;
    std::optional<std::chrono::steady_clock::time_point> clock_at_;
    std::string refused_;
    std::uint32_t refused_count_ = 0;
    bool frame_planned_ = false;
    bool stopping_ = false;
    mutable std::mutex frame_mutex_;
    std::shared_ptr<const HostFrame> frame_ = std::make_shared<HostFrame>();
    std::function<void()> wake_;
    std::thread thread_;
};

HostProcess::HostProcess(HostOptions options) : machinery_(std::make_unique<Machinery>(std::move(options))) {}
HostProcess::~HostProcess() = default;

const HostReady& HostProcess::ready() const {
    return machinery_->ready_;
}
const std::string& HostProcess::facilitator_secret() const {
    return machinery_->secret_;
}
void HostProcess::stop() {
    machinery_->stop();
}
std::shared_ptr<const HostFrame> HostProcess::frame() const {
    return machinery_->frame();
}
void HostProcess::ask(Command command) {
    machinery_->ask(std::move(command));
}
void HostProcess::on_frame(std::function<void()> wake) {
    machinery_->on_frame(std::move(wake));
}

std::filesystem::path default_session_file(const std::string& session_name) {
    std::filesystem::path folder;
    if (const char* data = std::getenv("XDG_DATA_HOME"); data && *data)
        folder = data;
    else if (const char* home = std::getenv("HOME"); home && *home)
        folder = std::filesystem::path(home) / ".local" / "share";
    else
        throw HostError("There is no home folder to save the session in. Name a file: equivox host FILE");
    folder /= "equivox";
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed)
        throw HostError("The folder " + folder.string() +
                        " could not be made. Name a file: equivox host FILE");
    std::string name;
    for (const char c : session_name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        const bool upper = c >= 'A' && c <= 'Z';
        if (plain || upper)
            name += upper ? static_cast<char>(c - 'A' + 'a') : c;
        else if (!name.empty() && name.back() != '-')
            name += '-';
    }
    while (!name.empty() && name.back() == '-') name.pop_back();
    const std::chrono::year_month_day today(
        std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
    const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    const std::string stem =
        (name.empty() ? "session" : name) + "-" + std::to_string(static_cast<int>(today.year())) + "-" +
        two(static_cast<unsigned>(today.month())) + "-" + two(static_cast<unsigned>(today.day()));
    std::filesystem::path file = folder / (stem + ".equivox");
    for (int number = 2; std::filesystem::exists(file); ++number)
        file = folder / (stem + "-" + std::to_string(number) + ".equivox");
    return file;
}

}  // namespace equivox
