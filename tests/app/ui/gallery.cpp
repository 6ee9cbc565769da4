// SPDX-License-Identifier: Apache-2.0
#include "tests/app/ui/gallery.hpp"

#include <array>

#include "app/ui/pieces.hpp"
#include "app/ui/qr_code.hpp"

namespace equivox::ui {
namespace {

constexpr std::array stages{StageMark{"Proposals", StageState::done},
                            StageMark{"Clarification", StageState::done},
                            StageMark{"Ranking", StageState::now}, StageMark{"Objections", StageState::later},
                            StageMark{"Outcome", StageState::later}};

const std::vector<PlaceMark>& standings() {
    static const std::vector<PlaceMark> places{
        {"1st",
         {"One shared discharge desk for all six hospitals, open every day of the week"},
         false,
         "clearly ahead"},
        {"2nd",
         {"A bed bureau run by the community trust",
          "Discharge teams that follow the patient home for two weeks"},
         false,
         "ahead"},
        {"4th", {}, true, "about equal"},
        {"5th", {"Pay care homes a winter premium \u2013 funded from the ICB\u2019s reserve"}, false, ""}};
    return places;
}

void room_header(Ui& ui) {
    ui.row([&] {
        ui.text("Winter discharge", {.type = Type::strong, .ink = Ink::accent});
        ui.spring();
        ui.text("Round 1 of 2", {.type = Type::small, .ink = Ink::quiet});
    });
    stage_bar(ui, stages);
}

void room_footer(Ui& ui) {
    ui.row([&] {
        ui.text("Purpose: nobody waits in hospital for want of a plan",
                {.type = Type::small, .ink = Ink::quiet});
        ui.spring();
        ui.text("192.168.1.20:8477 \u00B7 room K7 PX", {.type = Type::small, .ink = Ink::quiet});
    });
}

void room_joining(Ui& ui) {
    ui.page(
        nullptr,
        [&] {
            ui.centred([&] {
                ui.columns(
                    {{1.5F,
                      [&] {
                          ui.heading("Welcome. Please take your seat.", {.type = Type::display});
                          ui.space(2);
                          ui.text("Scan the code, or open this address in any browser:", {.ink = Ink::quiet});
                          ui.figure("192.168.1.20:8477", {}, {.type = Type::number, .ink = Ink::accent});
                          ui.space(1);
                          ui.text("and enter the room code", {.ink = Ink::quiet});
                          ui.figure("K7 PX", {}, {.type = Type::code});
                          ui.space(1);
                          ui.row([&] {
                              ui.badge("17 of 26 seats taken");
                              ui.badge("9 of 12 organisations here");
                          });
                      }},
                     {1, [&] { qr_code(ui, "http://192.168.1.20:8477/#K7PX", 56, Align::right); }}});
            });
        },
        [&] { room_footer(ui); });
}

void room_question(Ui& ui) {
    ui.page(
        [&] { room_header(ui); },
        [&] {
            ui.centred([&] {
                ui.narrow(120, [&] {
                    ui.text("The question", {.type = Type::strong, .ink = Ink::accent});
                    ui.fitted_heading(
                        "How shall we get people who are well enough home from hospital before the week is "
                        "out?",
                        36);
                    ui.space(2);
                    ui.text(
                        "Rank the proposals on your device. Nobody, not even the organiser, can see how you "
                        "rank; only the order comes out, when all are in.",
                        {.ink = Ink::quiet});
                });
                ui.space(3);
                ui.narrow(60, [&] { meter(ui, 17, 23, "rankings are in"); });
            });
        },
        [&] { room_footer(ui); });
}

void room_standings(Ui& ui) {
    ui.page([&] { room_header(ui); },
            [&] {
                ui.columns(
                    {{2.2F,
                      [&] {
                          ui.heading("How the room ranked", {.type = Type::title});
                          ui.space(1);
                          place_list(ui, standings());
                      }},
                     {1, [&] {
                          ui.card([&] {
                              ui.figure("11 of 12", "organisations took part");
                              ui.divider();
                              ui.text(
                                  "Each organisation counts as one. Exact numbers are not shown: with so few "
                                  "voices they would give away who ranked what.",
                                  {.type = Type::small});
                          });
                      }}});
            },
            [&] { room_footer(ui); });
}

void room_proposals(Ui& ui) {
    static const std::array<std::string_view, 6> proposals{
        "One shared discharge desk for all six hospitals, open every day of the week",
        "A bed bureau run by the community trust",
        "Discharge teams that follow the patient home for two weeks",
        "Pay care homes a winter premium \u2013 funded from the ICB\u2019s reserve",
        "Tŷ Gobaith: open two wards for step-down care, led by the hospice \U0001F600 100%s ##done",
        "No change"};
    ui.page([&] { room_header(ui); },
            [&] {
                ui.heading("Six proposals", {.type = Type::title});
                for (std::size_t pair = 0; pair < proposals.size(); pair += 2) {
                    const auto one = [&](std::size_t index) {
                        return [&ui, index] {
                            ui.card(
                                [&ui, index] {
                                    ui.row(
                                        [&ui, index] {
                                            ui.text(std::to_string(index + 1),
                                                    {.type = Type::strong, .ink = Ink::accent});
                                            ui.text(proposals[index], {.lines_max = 3});
                                        },
                                        {.top = true});
                                },
                                {.fill = Fill::beside});
                        };
                    };
                    ui.columns({{1, one(pair)}, {1, one(pair + 1)}});
                }
            },
            [&] { room_footer(ui); });
}

void console_seats(Ui& ui, GalleryState& state) {
    static const std::array<std::string_view, 5> names{
        "St Mary\u2019s Hospital Trust", "Riverside Community Health", "Bwrdd Iechyd T\u0177 Gwyn",
        "Northern Ambulance", "Patients\u2019 Voice"};
    ui.card(
        [&] {
            ui.heading("Organisations");
            ui.spaced(0.5F, [&] {
                for (std::size_t index = 0; index < names.size(); ++index) {
                    const bool chosen = state.selected == index;
                    ui.scope(index, [&] {
                        if (ui.row_item(names[index], {.detail = index == 1 ? "one seat is waiting" : "",
                                                       .value = index == 1 ? "3 of 4" : "5 of 5",
                                                       .selected = chosen})) {
                            state.selected = index;
                        }
                    });
                }
            });
            ui.button("Print invitations", {.kind = ButtonKind::quiet});
        },
        {.fill = Fill::page});
}

void console_outcome(Ui& ui, GalleryState& state) {
    ui.card([&] {
        static constexpr std::array<std::string_view, 3> tabs{"Outcome", "Worries", "Dissent"};
        state.tab = ui.tabs(tabs, state.tab);
        ui.text_area("What we decided", state.outcome, {.characters_max = 80, .lines = 3});
        ui.columns({{1, [&] { ui.text_field("Owner", state.owner, {.hint = "who accepts it"}); }},
                    {1, [&] {
                         ui.text_field(
                             "Review", state.reasons,
                             {.hint = "2027-05-01", .problem = "A date like 2027-05-01 is expected."});
                     }}});
        ui.columns({{1,
                     [&] {
                         ui.spaced(0.5F, [&] {
                             ui.text("If the top is about equal", {.type = Type::strong});
                             if (ui.choice("Talk, then rank again", state.rule == 0)) state.rule = 0;
                             if (ui.choice("Take both to objections", state.rule == 1,
                                           {.detail = "one after the other, drawn by lot"})) {
                                 state.rule = 1;
                             }
                         });
                     }},
                    {1, [&] {
                         ui.text("Room", {.type = Type::strong});
                         ui.checkbox("Quiet between stages", state.quiet_room);
                         bool off = false;
                         ui.checkbox("Show names of owners", off, {.enabled = false});
                     }}});
        ui.row(
            [&] {
                ui.button("Defer");
                if (ui.button("Discard round", {.kind = ButtonKind::danger})) state.asking = true;
                ui.button("Adopt", {.kind = ButtonKind::primary, .enabled = false});
            },
            {.align = Align::right});
    });
}

void console(Ui& ui, GalleryState& state) {
    ui.page(
        [&] {
            ui.row([&] {
                ui.heading("Winter discharge", {.type = Type::title});
                ui.badge("rehearsal", Ground::warning);
                ui.spring();
                ui.text("26 seats \u00B7 23 here", {.ink = Ink::quiet});
            });
            stage_bar(ui, stages);
        },
        [&] {
            ui.columns(
                {{1, [&] { console_seats(ui, state); }},
                 {1.9F, [&] {
                      ui.columns({{1,
                                   [&] {
                                       ui.card([&] { meter(ui, 17, 23, "rankings are in"); },
                                               {.fill = Fill::beside});
                                   }},
                                  {1, [&] {
                                       ui.card(
                                           [&] {
                                               ui.figure("04:30", "left for ranking");
                                               ui.text("Two seats asked for more time.",
                                                       {.type = Type::small});
                                           },
                                           {.fill = Fill::beside});
                                   }}});
                      console_outcome(ui, state);
                      ui.notice(
                          "One device is on mobile data",
                          "It cannot reach this laptop. Ask for the guest Wi-Fi, or hand out a shared one.");
                  }}});
        },
        [&] {
            ui.row([&] {
                ui.text("Saved. All 231 entries are on the disk.", {.type = Type::small, .ink = Ink::quiet});
                ui.spring();
                if (ui.button("Close ranking", {.kind = ButtonKind::primary, .shortcut = {Key::f5}}))
                    ++state.opened;
            });
        });
    if (!state.asking) return;
    const Answer answer =
        ui.confirm({"Discard this round?",
                    "All proposals and rankings of this round are removed. This cannot be undone.",
                    "Discard round", "Keep it", true});
    if (answer != Answer::none) state.asking = false;
}

}  // namespace

std::vector<std::string_view> gallery_pages() {
    return {"console", "room joining", "room question", "room standings", "room proposals"};
}

void gallery_page(Ui& ui, std::string_view page, GalleryState& state) {
    if (page == "room joining") return room_joining(ui);
    if (page == "room question") return room_question(ui);
    if (page == "room standings") return room_standings(ui);
    if (page == "room proposals") return room_proposals(ui);
    console(ui, state);
}

}  // namespace equivox::ui
