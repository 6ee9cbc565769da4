// SPDX-License-Identifier: Apache-2.0
// Dialogs and tables.
#include <imgui.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

#include "app/ui/widgets.hpp"

namespace equivox::ui {

void Ui::dialog(std::string_view title, const Content& content, Where where) {
    const std::uint32_t id = make_id(where);
    Remembered& before = remembered(id);
    const Colours& c = theme_->colours;
    if (!dialog_before_ && !dialog_open_) {
        editing_ = 0;
        focus_before_dialog_ = focus_;
    }
    dialog_open_ = true;
    dialog_first_widget_ = record_.size();
    in_dialog_ = true;
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize({window_width_, window_height_});
    constexpr int flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                          ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoNav |
                          ImGuiWindowFlags_NoBackground;
    ImGui::Begin("dialog", nullptr, flags);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    fill_box({0, 0, window_width_, window_height_}, c.scrim, 0);
    const float width = std::min(window_width_ - 2 * theme_->margin, theme_->unit * 64);
    const float top = std::max(theme_->margin, (window_height_ - before.height) * 0.42F);
    const Box box{(window_width_ - width) / 2, top, width, before.height};
    note({.role = Role::dialog,
          .name = displayable(title),
          .value = {},
          .place = {box.left, box.top, box.left + box.width, box.top + box.height},
          .seen = {},
          .ink = c.text,
          .ground = c.raised});
    Region region;
    region.left = box.left;
    region.y = box.top;
    region.width = width;
    region.gap = theme_->gap;
    const Box filled = in_region(region, [&] {
        card(
            [&] {
                heading(title);
                content();
            },
            {.ground = Ground::raised, .padding_units = theme_->padding / theme_->unit * 1.25F});
    });
    before.height = filled.height;
    ImGui::End();
    in_dialog_ = false;
}

Answer Ui::confirm(const ConfirmText& text, Where where) {
    Answer answer = Answer::none;
    dialog(
        text.title,
        [&] {
            if (!text.explanation.empty()) this->text(text.explanation);
            space(0.5F);
            row(
                [&] {
                    if (button(text.cancel, {.takes_focus = text.danger})) answer = Answer::cancelled;
                    const ButtonKind kind = text.danger ? ButtonKind::danger : ButtonKind::primary;
                    if (button(text.confirm, {.kind = kind, .takes_focus = !text.danger}))
                        answer = Answer::confirmed;
                },
                {.align = Align::right});
        },
        where);
    if (pressed({.key = Key::escape})) answer = Answer::cancelled;
    return answer;
}

void Ui::table(std::span<const TableColumn> columns, std::span<const std::vector<std::string>> rows) {
    const float width = available_width();
    const float gap = theme_->unit * 2;
    float shares = 0;
    for (const TableColumn& column : columns) shares += column.share;
    const float usable = width - gap * static_cast<float>(columns.size() - 1);
    const auto line_of_cells = [&](const auto& cell, const TextOptions& look) {
        float height = 0;
        std::vector<std::string> shown;
        std::vector<TextBlock> blocks;
        for (std::size_t index = 0; index < columns.size(); ++index) {
            shown.push_back(displayable(cell(index)));
            blocks.push_back(
                measure(shown.back(), look.type, std::floor(usable * columns[index].share / shares)));
            height = std::max(height, text_height(blocks.back(), look.type));
        }
        const float above = theme_->unit * 0.75F;
        const Box box = place(width, height + 2 * above);
        float left = box.left;
        for (std::size_t index = 0; index < columns.size(); ++index) {
            const float cell_width = std::floor(usable * columns[index].share / shares);
            TextOptions own = look;
            own.align = columns[index].align;
            if (!shown[index].empty()) {
                lines({left, box.top + above, cell_width, height}, shown[index], blocks[index], own);
            }
            left += cell_width + gap;
        }
    };
    spaced(0, [&] {
        line_of_cells([&](std::size_t index) { return columns[index].title; },
                      {.type = Type::small, .ink = Ink::quiet});
        for (const std::vector<std::string>& cells : rows) {
            divider();
            line_of_cells(
                [&](std::size_t index) {
                    return index < cells.size() ? std::string_view(cells[index]) : std::string_view();
                },
                {});
        }
    });
}

}  // namespace equivox::ui
