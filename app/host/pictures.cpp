// SPDX-License-Identifier: Apache-2.0
// Pictures of every screen, for people to look at.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "app/host/console_screen.hpp"
#include "app/host/picture_fixtures.hpp"
#include "app/host/room_screen.hpp"
#include "app/host/windows.hpp"
#include "app/ui/window_glfw.hpp"

namespace equivox {
namespace {

using host::PictureFixture;

class Camera {
public:
    Camera(std::filesystem::path folder, std::string only)
        : folder_(std::move(folder)), only_(std::move(only)), windows_(ui::open_glfw_windows()) {}

    ui::Window& open(ui::Audience audience, ui::Scheme scheme, std::array<int, 2> size_px) {
        return windows_->open(
            {.title = "Equivox", .audience = audience, .scheme = scheme, .size_px = size_px});
    }
    void save(ui::Window& window, const std::string& name, const ui::Screen& screen) {
        if (name.find(only_) == std::string::npos) return;
        window.show(screen);
        window.save_picture(folder_ / (name + ".png"));
    }

private:
    std::filesystem::path folder_;
    std::string only_;
    std::unique_ptr<ui::Windows> windows_;
};

void write_room(Camera& camera, const std::string& prefix, ui::Scheme scheme, std::array<int, 2> size_px,
                const std::vector<PictureFixture>& fixtures) {
    ui::Window& window = camera.open(ui::Audience::room, scheme, size_px);
    for (const PictureFixture& fixture : fixtures) {
        RoomScreenState state;
        const auto draw = [&](ui::Ui& ui) { room_screen(ui, fixture.frame.room, state); };
        camera.save(window, prefix + fixture.name, draw);
        for (std::size_t page = 1; page < state.pages; ++page) {
            state.page = page;
            camera.save(window, prefix + fixture.name + "-page-" + std::to_string(page + 1), draw);
        }
    }
}

void write_called_up(Camera& camera) {
    ui::Window& window = camera.open(ui::Audience::room, ui::Scheme::light, {1920, 1080});
    const auto save = [&](const HostFrame& frame, RoomShow what, const std::string& name) {
        RoomScreenState state;
        state.show = what;
        if (frame.room.round) state.proposal = frame.room.round->leading;
        if (what == RoomShow::amendment)
            for (const ProposalView& each : frame.room.round->proposals)
                if (!each.earlier.empty()) state.proposal = each.id;
        const auto draw = [&](ui::Ui& ui) { room_screen(ui, frame.room, state); };
        camera.save(window, "room-" + name, draw);
        for (std::size_t page = 1; page < state.pages; ++page) {
            state.page = page;
            camera.save(window, "room-" + name + "-page-" + std::to_string(page + 1), draw);
        }
    };
    const HostFrame objections = host::picture_fixture("objections");
    save(objections, RoomShow::purpose, "purpose");
    save(objections, RoomShow::one_proposal, "one-proposal");
    save(objections, RoomShow::anonymous, "anonymous");
    save(host::picture_fixture("merge"), RoomShow::amendment, "merged");
    save(host::picture_fixture("hostile-merge"), RoomShow::amendment, "hostile-merged");
    save(host::picture_fixture("safety"), RoomShow::safety, "safety-shown");
    save(host::picture_fixture("safety-not-shown"), RoomShow::safety, "safety-withheld");
}

void write_console(Camera& camera, const std::vector<PictureFixture>& fixtures) {
    ui::Window& window = camera.open(ui::Audience::console, ui::Scheme::light, {1366, 768});
    std::vector<Command> asked;
    for (const PictureFixture& fixture : fixtures) {
        ConsoleState state;
        camera.save(window, "console-" + fixture.name,
                    [&](ui::Ui& ui) { console_screen(ui, fixture.frame, state, asked); });
    }
}

// What the facilitator is in the middle of.
class Forms {
public:
    explicit Forms(Camera& camera)
        : camera_(camera),
          console_(camera.open(ui::Audience::console, ui::Scheme::light, {1366, 768})),
          room_(camera.open(ui::Audience::room, ui::Scheme::light, {1920, 1080})) {}

    void look_at(std::string_view name) {
        frame = host::picture_fixture(name);
        state = {};
    }
    void save(const std::string& name) {
        camera_.save(console_, "console-" + name,
                     [this](ui::Ui& ui) { console_screen(ui, frame, state, asked_); });
    }
    // As the room sees it.
    void save_copy(const std::string& name) {
        state.shown_to_room = true;
        const auto draw = [this](ui::Ui& ui) { state.shown_pages = console_for_room(ui, frame, state); };
        camera_.save(room_, "room-console-" + name, draw);
        for (state.shown_page = 1; state.shown_page < state.shown_pages; ++state.shown_page)
            camera_.save(room_, "room-console-" + name + "-page-" + std::to_string(state.shown_page + 1),
                         draw);
        state.shown_page = 0;
        save("shown-" + name);
    }

    HostFrame frame;
    ConsoleState state;

private:
    Camera& camera_;
    ui::Window& console_;
    ui::Window& room_;
    std::vector<Command> asked_;
};

void write_forms(Camera& camera) {
    Forms forms(camera);
    forms.look_at("objections");
    forms.save("objections-form");
    const std::array<std::pair<ConsoleTab, const char*>, 4> tabs{{{ConsoleTab::proposals, "proposals-list"},
                                                                  {ConsoleTab::standings, "standings-list"},
                                                                  {ConsoleTab::people, "people"},
                                                                  {ConsoleTab::room, "room-screen"}}};
    for (const auto& [tab, name] : tabs) {
        forms.state.tab = tab;
        forms.save(name);
    }
    const ProposalId leading = forms.frame.room.round->askings.back().proposal;
    forms.state.tab = ConsoleTab::proposals;
    forms.state.amending = leading;
    forms.state.amendments[leading] = {
        "Home first: assess at home, not on the ward",
        "Nobody is assessed for long-term care in a hospital bed.\nA therapist visits within "
        "two hours of coming home; at weekends nobody goes home after three o'clock.",
        0};
    forms.save("amending");
    forms.state.amending.reset();
    forms.state.setting_aside = leading;
    forms.save("setting-aside");
    forms.look_at("nobody-objected");
    forms.save("nobody-objected-form");
    forms.state.tab = ConsoleTab::outcome;
    forms.save("outcome-form");
    forms.state.outcomes[forms.frame.room.round->id].kind = OutcomeKind::adopted;
    forms.state.outcomes[forms.frame.room.round->id].proposal = forms.frame.room.round->leading;
    forms.state.outcome_chosen[forms.frame.room.round->id] = true;
    forms.save("outcome-form-chosen");
    forms.state = {};
    forms.state.closing = true;
    forms.save("closing");
}

// With long and with short names: choosing the two, and writing.
void write_merging(Camera& camera) {
    Forms forms(camera);
    for (const std::string_view name : {"clarification", "too-many-to-rank"}) {
        forms.look_at(name);
        const auto& proposals = forms.frame.room.round->proposals;
        std::vector<const ProposalView*> two;
        for (const ProposalView& each : proposals)
            if (!each.no_change && !each.set_aside && two.size() < 2) two.push_back(&each);
        forms.save("for-" + std::string(name));  // The tab follows the session once.
        forms.state.tab = ConsoleTab::proposals;
        forms.state.merging = true;
        forms.state.merge.chosen = {two[0]->id};
        forms.save("merging-choose-" + std::string(name));
        forms.state.merge = {.chosen = {two[0]->id, two[1]->id},
                             .kept = two[0]->id,
                             .title = two[0]->title,
                             .text = two[0]->clauses.front() + "\n" + two[1]->clauses.front() +
                                     "\nSomething that neither of them says.",
                             .of_versions = {0, 0}};
        forms.save("merging-" + std::string(name));
    }
}

void write_copies(Camera& camera) {
    Forms forms(camera);
    for (const std::string_view name : {"practice-standings", "box-ranking-again", "crowd-clarification"}) {
        forms.look_at(name);
        forms.save_copy(std::string(name));
    }
}

}  // namespace

void write_pictures(const std::filesystem::path& folder, const std::string& only) {
    std::filesystem::create_directories(folder);
    const std::vector<PictureFixture> fixtures = host::picture_fixtures();
    std::vector<PictureFixture> some;
    for (const PictureFixture& fixture : fixtures) {
        for (const std::string_view name :
             {"joining-busy", "box-ranking-last-call", "proposals", "standings", "objections", "amendment",
              "crowd-standings", "closed", "box-opening", "box-safety", "shortlist", "standings-outsiders",
              "crowd-open-standings", "merge"})
            if (fixture.name == name) some.push_back(fixture);
    }
    Camera camera(folder, only);
    write_room(camera, "room-", ui::Scheme::light, {1920, 1080}, fixtures);
    write_room(camera, "room-4x3-", ui::Scheme::light, {1024, 768}, some);
    write_room(camera, "room-dark-", ui::Scheme::dark, {1280, 720}, some);
    write_called_up(camera);
    write_console(camera, fixtures);
    write_forms(camera);
    write_merging(camera);
    write_copies(camera);
}

}  // namespace equivox
