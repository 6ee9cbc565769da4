// SPDX-License-Identifier: Apache-2.0
#include "app/ui/record.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "app/ui/headless.hpp"
#include "app/ui/pieces.hpp"
#include "tests/app/ui/gallery.hpp"

using namespace equivox::ui;

TEST_CASE("every control and every text of a frame is in the record, in the order of drawing") {
    HeadlessUi headless({1366, 768});
    std::string name = "Ann";
    bool on = true;
    headless.frame([&](Ui& ui) {
        ui.heading("Title");
        ui.text("Body");
        ui.text_field("Name", name);
        ui.checkbox("Agree", on);
        ui.button("Save");
    });
    CHECK(headless.record().inventory() ==
          "heading \"Title\"\ntext \"Body\"\ntext field \"Name\" = \"Ann\"\ncheckbox \"Agree\" = \"on\"\n"
          "button \"Save\"\n");
}

TEST_CASE("only() names what is there when there is not exactly one") {
    HeadlessUi headless({800, 600});
    headless.frame([&](Ui& ui) {
        ui.button("Save");
        ui.button("Save");
    });
    CHECK_THROWS_WITH(headless.record().only("button", "Open"), Catch::Contains("button \"Save\""));
    CHECK_THROWS_WITH(headless.record().only("button", "Save"), Catch::StartsWith("more than one"));
}

TEST_CASE("two controls of one label are two controls") {
    HeadlessUi headless({800, 600});
    int first = 0;
    int second = 0;
    headless.frame([&](Ui& ui) {
        if (ui.button("Save##x")) ++first;
        if (ui.button("Save##x")) ++second;
    });
    headless.click_nth("button", "Save##x", 1);
    CHECK(first == 0);
    CHECK(second == 1);
}

TEST_CASE("controls made in a loop differ without any name") {
    HeadlessUi headless({800, 600});
    std::vector<int> used;
    headless.frame([&](Ui& ui) {
        for (int index = 0; index < 4; ++index) {
            if (ui.button("Same")) used.push_back(index);
        }
    });
    for (std::size_t index = 0; index < 4; ++index) headless.click_nth("button", "Same", index);
    CHECK(used == std::vector<int>{0, 1, 2, 3});
}

TEST_CASE("the record is JSON with escaped texts") {
    WidgetRecord record;
    record.add({.role = Role::button,
                .name = "Say \"\\hi\"\n",
                .value = "",
                .place = {1, 2, 3, 4},
                .seen = {1, 2, 3, 4},
                .text_height_px = 18,
                .ink = {0, 0, 0},
                .ground = {255, 255, 255}});
    CHECK(record.json() ==
          "[{\"role\":\"button\",\"name\":\"Say "
          "\\\"\\\\hi\\\"\\u000a\",\"value\":\"\",\"place\":[1.0,2.0,3.0,4.0],"
          "\"seen\":[1.0,2.0,3.0,4.0],\"enabled\":true,\"focused\":false,\"text_height_px\":18.0,"
          "\"contrast\":21.0}]\n");
}

TEST_CASE("nothing on the gallery's pages lies outside the window or under a neighbour in a row") {
    for (const std::array<float, 2> size :
         {std::array<float, 2>{1366, 768}, std::array<float, 2>{1920, 1080}}) {
        for (const std::string_view page : gallery_pages()) {
            const Audience audience = page.starts_with("room") ? Audience::room : Audience::console;
            HeadlessUi headless(size, {.audience = audience, .fonts = FontSource::embedded});
            GalleryState state;
            headless.frame([&](Ui& ui) { gallery_page(ui, page, state); });
            for (const RecordedWidget& widget : headless.record().widgets()) {
                CAPTURE(page, widget.name);
                CHECK(widget.place.left >= 0);
                CHECK(widget.place.right <= size[0] + 0.5F);
            }
        }
    }
}

TEST_CASE("the gallery's console works by keyboard alone") {
    HeadlessUi headless({1366, 768});
    GalleryState state;
    headless.frame([&](Ui& ui) { gallery_page(ui, "console", state); });
    headless.key(Key::f5);
    CHECK(state.opened == 1);
    headless.click("tab", "Dissent");
    CHECK(state.tab == 2);
    headless.click("row", "Patients\u2019 Voice");
    CHECK(state.selected == 4);
    headless.click("choice", "Take both to objections");
    CHECK(state.rule == 1);
}

TEST_CASE("stages, places and steps are in the record") {
    HeadlessUi headless({1920, 1080}, {.audience = Audience::room});
    GalleryState state;
    headless.frame([&](Ui& ui) { gallery_page(ui, "room standings", state); });
    CHECK(headless.record().only("stage", "Ranking").value == "now");
    CHECK(headless.record().only("stage", "Proposals").value == "done");
    for (const auto* text : {"1st", "clearly ahead", "about equal", "4th \u00B7 No change"}) {
        CHECK(headless.record().find("text", text) != nullptr);
    }
}

TEST_CASE("what follows a spring ends at the right, and cards beside one another are of one height") {
    HeadlessUi headless({1000, 600});
    headless.frame([&](Ui& ui) {
        ui.row([&] {
            ui.text("left");
            ui.spring();
            ui.text("right");
        });
        ui.columns({{1, [&] { ui.card([&] { ui.text("short"); }, {.fill = Fill::beside}); }},
                    {1, [&] { ui.card([&] { ui.text("long\nlong\nlong"); }, {.fill = Fill::beside}); }}});
    });
    CHECK(headless.record().only("text", "left").place.left == 0);
    CHECK(headless.record().only("text", "right").place.right == Approx(1000).margin(1));
    const auto cards = headless.record().all("card");
    REQUIRE(cards.size() == 2);
    CHECK(cards[0]->place.height() == cards[1]->place.height());
}

TEST_CASE("a screen that nobody can touch is turned page by page, to its last line") {
    HeadlessUi headless({800, 400});
    std::size_t page = 0, pages = 0;
    headless.frame([&](Ui& ui) {
        ui.scroll_to_page(page);
        ui.page({},
                [&] {
                    ui.scroll_area(0, [&] {
                        for (int line = 1; line <= 40; ++line) ui.text("Line " + std::to_string(line));
                    });
                },
                {});
        pages = ui.scroll_pages();
    });
    REQUIRE(pages > 2);
    CHECK(headless.record().only("text", "Line 1").visible());
    CHECK_FALSE(headless.record().only("text", "Line 40").visible());
    std::set<std::string> seen;
    for (page = 0; page < pages; ++page) {
        headless.step(3);
        for (const auto* line : headless.record().all("text"))
            if (line->visible()) seen.insert(line->name);
    }
    CHECK(seen.size() == 40);
    page = 1000;
    headless.step(3);
    CHECK(headless.record().only("text", "Line 40").visible());
}
