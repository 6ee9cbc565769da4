// SPDX-License-Identifier: Apache-2.0
#include "app/host/room_flow.hpp"

#include <catch2/catch.hpp>

#include "app/ui/headless.hpp"

using namespace equivox;
using host::Flow;
using host::Piece;
using host::PieceRange;

namespace {

Piece piece(float height_px, float gap_px = 0, bool with_next = false) {
    return {.height_px = height_px,
            .gap_px = gap_px,
            .with_next = with_next,
            .draw = [](ui::Ui&, const ui::Ui::Box&) {}};
}

// Draws something in a window that is as large as the smallest projector.
void in_a_window(const std::function<void(ui::Ui&)>& draw) {
    ui::HeadlessUi headless({1280, 720}, {.audience = ui::Audience::room});
    headless.frame(draw);
}

}  // namespace

TEST_CASE("A column takes as many pieces as its height holds") {
    in_a_window([](ui::Ui& ui) {
        Flow flow(ui, 500);
        for (int count = 0; count < 5; ++count) flow.add(piece(100, 20));
        CHECK(flow.height_px() == 580);
        CHECK(flow.columns(580).size() == 1);
        CHECK(flow.columns(579) == std::vector<PieceRange>{{0, 4}, {4, 5}});
        CHECK(flow.columns(220) == std::vector<PieceRange>{{0, 2}, {2, 4}, {4, 5}});
    });
}

TEST_CASE("A heading is never the last of a column") {
    in_a_window([](ui::Ui& ui) {
        Flow flow(ui, 500);
        flow.add(piece(100));
        flow.add(piece(50, 0, true));
        flow.add(piece(100));
        CHECK(flow.columns(160) == std::vector<PieceRange>{{0, 1}, {1, 3}});
    });
}

TEST_CASE("A piece higher than the page still gets its page") {
    in_a_window([](ui::Ui& ui) {
        Flow flow(ui, 500);
        flow.add(piece(50, 0, true));
        flow.add(piece(900));
        flow.add(piece(50));
        const auto columns = flow.columns(400);
        REQUIRE(columns.size() == 3);
        CHECK(columns.front() == PieceRange{0, 1});
        CHECK(columns.back() == PieceRange{2, 3});
    });
}

TEST_CASE("A long text goes on over the page, and no line of it is lost") {
    in_a_window([](ui::Ui& ui) {
        std::string text;
        for (int word = 0; word < 300; ++word) text += "word" + std::to_string(word) + " ";
        Flow flow(ui, 500);
        flow.text(text);
        const std::size_t before = ui.record().size();
        CHECK(flow.columns(200).size() > 1);
        for (const PieceRange& range : flow.columns(200)) flow.draw(range);
        std::string drawn;
        for (std::size_t index = before; index < ui.record().size(); ++index)
            drawn += ui.record().widgets()[index].name + " ";
        for (const int word : {0, 1, 99, 150, 298, 299})
            CHECK(drawn.find("word" + std::to_string(word)) != std::string::npos);
    });
}

TEST_CASE("A page that is no longer there becomes the last one") {
    in_a_window([](ui::Ui& ui) {
        Flow flow(ui, 500);
        for (int count = 0; count < 30; ++count) flow.add(piece(100));
        std::size_t page = 99;
        const std::size_t pages = host::draw_page(ui, flow, page);
        CHECK(pages > 1);
        CHECK(page == pages - 1);
    });
}
