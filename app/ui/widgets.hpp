// SPDX-License-Identifier: Apache-2.0
// The widget layer: all that a screen draws with.
//
// A screen is a function of a view and of its own small state that draws with a `Ui` and collects what was
// asked:
//
//     void ranking_screen(Ui& ui, const RoomView& view, RankingScreenState& state, std::vector<Command>&
//     asked) {
//         ui.card([&] {
//             ui.heading("Ranking");
//             ui.text("17 of 23 in");
//             if (ui.button("Close ranking", {.kind = ButtonKind::primary, .shortcut = {Key::f5}})) { ... }
//         });
//     }
//
// Rules it keeps for the screen:
//   - Any text may be given as it came from people: it is drawn literally and made harmless (text.hpp).
//   - A control is known by where in the source it is drawn (and the how-manyth it is there), never by its
//   label, so
//     labels may repeat and contain anything. Items that can move (rows of a list) go into `ui.scope(item_id,
//     ...)`.
//   - Every text and control is noted in a WidgetRecord (record.hpp).
//   - Every control can be reached with Tab and Shift+Tab in the order of drawing, and used with Space or
//   Enter;
//     Up and Down move between rows and choices that follow one another. The focus is shown once the keyboard
//     was used. Escape leaves a text field (its text stays).
//   - What is off says why.
//   - Sizes and colours come from the theme; lengths a screen gives are in units of the theme (1/90 of the
//   window's
//     height in the room, 8 px on the console) or shares.
// Placement: things follow one another downwards over the whole width; `row` puts them side by side,
// `columns` makes panes, `page` makes header, body and footer. Sizes of what must be placed before it is
// drawn (right-aligned rows, footers, centred parts) are those of the last frame, so the first frame can be
// off; three are always drawn.
//
// A Ui belongs to a Context (context.hpp), which begins and ends its frames. One thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <limits>
#include <optional>
#include <source_location>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "app/ui/input_queue.hpp"
#include "app/ui/record.hpp"
#include "app/ui/text.hpp"
#include "app/ui/text_editor.hpp"
#include "app/ui/theme.hpp"

struct ImFont;
struct ImDrawList;

namespace equivox::ui {

class FontSet;
using Where = std::source_location;
using Content = std::function<void()>;

enum class Align : std::uint8_t { left, centre, right };

struct TextOptions {
    Type type = Type::body;
    Ink ink = Ink::normal;
    Align align = Align::left;
    std::size_t lines_max = unlimited_lines;  // More end in an ellipsis; the record keeps the whole text.
};

struct HeadingOptions {
    Type type = Type::heading;
    Ink ink = Ink::normal;
    Align align = Align::left;
    std::size_t lines_max = unlimited_lines;
};

// Keys that work like a click, from anywhere on the window; shown on the control.
struct Shortcut {
    Key key = Key::none;
    bool control = false;
    bool shift = false;
};
// "F5", "Ctrl+Enter".
[[nodiscard]] std::string shortcut_name(const Shortcut& shortcut);

enum class ButtonKind : std::uint8_t {
    primary,    // The obvious next step: at most one on a screen.
    secondary,  // Everything else.
    danger,     // Cannot be undone.
    quiet       // Looks like a link: little steps aside.
};

struct ButtonOptions {
    ButtonKind kind = ButtonKind::secondary;
    Shortcut shortcut = {};
    bool enabled = true;
    std::string_view why_off = {};  // Shown below while it is off.
    bool wide = false;              // As wide as there is room.
    bool takes_focus = false;       // Gets the focus when it appears.
};

struct FieldOptions {
    std::string_view hint = {};     // Shown while it is empty.
    std::string_view problem = {};  // Why what is typed cannot be used; shown below.
    bool enabled = true;
    std::size_t characters_max = 0;  // 0: no limit. Typing stops there; a counter shows from 80 % on.
    int lines = 4;                   // Of a text area.
    float width_units = 0;           // 0: as wide as there is room.
    bool takes_focus = false;
};

// What happened to a text field in this frame.
struct FieldChange {
    bool changed = false;
    bool submitted = false;  // Enter in a field, Ctrl+Enter in an area.
    explicit operator bool() const { return changed; }
};

struct ChoiceOptions {
    std::string_view detail = {};  // A quieter line below the label.
    bool enabled = true;
    bool takes_focus = false;
};

struct RowItemOptions {
    std::string_view detail = {};  // A quieter line below the label.
    std::string_view value = {};   // At the right end.
    bool selected = false;
    bool enabled = true;
    bool takes_focus = false;
};

struct FigureOptions {
    Type type = Type::figure;  // Or `number`, or `code`.
    Ink ink = Ink::normal;
    Align align = Align::left;
};

enum class Ground : std::uint8_t { card, raised, soft, warning };

enum class Fill : std::uint8_t {
    none,    // As high as the content.
    beside,  // As low as the lowest of the columns beside it.
    page     // Down to the end of the page's body.
};

struct CardOptions {
    Ground ground = Ground::card;
    Fill fill = Fill::none;
    float padding_units = -1;  // -1: the theme's.
};

struct RowOptions {
    Align align = Align::left;
    float gap_units = -1;  // -1: the theme's.
    bool top = false;      // Lower things are at the top, else in the middle.
};

struct Column {
    float share = 1;
    Content content;
};

struct TableColumn {
    std::string_view title = {};
    float share = 1;
    Align align = Align::left;
};

enum class Answer : std::uint8_t { none, confirmed, cancelled };

struct ConfirmText {
    std::string_view title = {};
    std::string_view explanation = {};
    std::string_view confirm = {};  // What will be done, as a verb: "Close ranking".
    std::string_view cancel = {};   // "Not yet".
    bool danger = false;
};

class Ui {
public:
    // --- What a screen may ask.
    [[nodiscard]] const Theme& theme() const { return *theme_; }
    [[nodiscard]] const WidgetRecord& record() const { return record_; }  // Of this frame, so far.
    [[nodiscard]] float window_width() const { return window_width_; }
    [[nodiscard]] float window_height() const { return window_height_; }
    [[nodiscard]] float available_width() const;
    [[nodiscard]] float available_height() const;  // To the end of the page's body.
    // This key went down in this frame, and nobody is typing a text into which it could go.
    [[nodiscard]] bool pressed(const Shortcut& shortcut) const;

    // --- Texts.
    void heading(std::string_view text, const HeadingOptions& options = {});
    void text(std::string_view text, const TextOptions& options = {});
    // The largest of display, title, heading, strong in which the text is no higher than that.
    void fitted_heading(std::string_view text, float height_units_max, Align align = Align::left);
    // A number that matters, its caption below it.
    void figure(std::string_view number, std::string_view caption = {}, const FigureOptions& options = {});
    // A short word on a soft ground: "anonymous", "3".
    void badge(std::string_view text, Ground ground = Ground::soft);
    // A card on a warning ground with a heading and a text.
    void notice(std::string_view title, std::string_view explanation);

    // --- Controls. True in the frame in which a person used it.
    bool button(std::string_view label, const ButtonOptions& options = {}, Where where = Where::current());
    FieldChange text_field(std::string_view label, std::string& value, const FieldOptions& options = {},
                           Where where = Where::current());
    FieldChange text_area(std::string_view label, std::string& value, const FieldOptions& options = {},
                          Where where = Where::current());
    bool checkbox(std::string_view label, bool& on, const ChoiceOptions& options = {},
                  Where where = Where::current());
    // One of several: true when it was chosen now. The caller keeps which one is.
    bool choice(std::string_view label, bool chosen, const ChoiceOptions& options = {},
                Where where = Where::current());
    bool row_item(std::string_view label, const RowItemOptions& options = {}, Where where = Where::current());
    // Returns the index of the tab to show: `selected`, or the one just chosen.
    std::size_t tabs(std::span<const std::string_view> labels, std::size_t selected,
                     Where where = Where::current());

    // --- Placement.
    void page(const Content& header, const Content& body, const Content& footer,
              Where where = Where::current());
    void columns(std::initializer_list<Column> columns, float gap_units = -1, Where where = Where::current());
    void columns(std::span<const Column> columns, float gap_units = -1, Where where = Where::current());
    void row(const Content& content, const RowOptions& options = {}, Where where = Where::current());
    void card(const Content& content, const CardOptions& options = {});
    // Scrolls when its content is higher. 0: down to the end of the page's body.
    void scroll_area(float height_units, const Content& content, Where where = Where::current());
    // From here to the end of the frame scroll areas stand at that page of theirs, from 0, the last if they
    // have fewer: for a screen that nobody can touch.
    void scroll_to_page(std::size_t page) { scroll_page_ = page; }
    // How many pages the longest scroll area has that was drawn since.
    [[nodiscard]] std::size_t scroll_pages() const { return scroll_pages_; }
    // No wider than that, and in the middle if wanted. For text use `theme().measure / theme().unit`.
    void narrow(float width_units, const Content& content, Align align = Align::left);
    // In the middle of what is left of the page's height.
    void centred(const Content& content, Where where = Where::current());
    // Things follow one another at this distance.
    void spaced(float gap_units, const Content& content);
    void space(float units = 1);
    void divider();
    // In a row: takes the room that is left, so that what follows ends at the right.
    void spring();
    // Controls inside belong to this item, wherever it is drawn.
    void scope(std::uint64_t item, const Content& content);
    void scope(std::string_view item, const Content& content);
    void table(std::span<const TableColumn> columns, std::span<const std::vector<std::string>> rows);

    // --- Dialogs. All else is off while one is drawn. Draw it last.
    void dialog(std::string_view title, const Content& content, Where where = Where::current());
    // Escape cancels. Draw it as long as the question stands.
    [[nodiscard]] Answer confirm(const ConfirmText& text, Where where = Where::current());

    // --- For pieces that draw themselves (pieces.hpp, qr_code.hpp).
    struct Box {
        float left, top, width, height;
    };
    Box place(float width_px, float height_px);  // The next free place; advances.
    [[nodiscard]] ImDrawList& canvas();
    [[nodiscard]] ImFont& font(Type type);
    [[nodiscard]] Colour ground() const { return grounds_.back(); }
    void on_ground(Colour ground, const Content& content);  // Texts inside are written on it.
    void fill_box(const Box& box, Colour colour, float radius_px);
    void outline_box(const Box& box, Colour colour, float radius_px, float line_px);
    void fill_circle(float x_px, float y_px, float radius_px, Colour colour);
    void straight_line(float x1, float y1, float x2, float y2, Colour colour, float line_px);
    // One line of text at a place, shortened to its width. Vertically in the middle.
    void label(const Box& box, std::string_view text, const TextOptions& options, Role role = Role::text);
    // Lines of text at a place that is known to be large enough.
    void lines(const Box& box, std::string_view displayable_text, const TextBlock& block,
               const TextOptions& options, Role role = Role::text);
    [[nodiscard]] TextBlock measure(std::string_view displayable_text, Type type, float width_px,
                                    std::size_t lines_max = unlimited_lines);
    // The same lines of about the same width: no single word is left over.
    [[nodiscard]] TextBlock measure_balanced(std::string_view displayable_text, Type type, float width_px,
                                             std::size_t lines_max = unlimited_lines);
    [[nodiscard]] float text_height(const TextBlock& block, Type type) const;
    [[nodiscard]] float line_height(Type type) const;
    void note(RecordedWidget widget);      // Into the record, with what is in sight of it.
    void quietly(const Content& content);  // Draws what is in the record already, as the name of a control.

    // --- For tests and for Context.
    void focus(std::uint32_t id);  // Moves the keyboard's focus there in the next frame, and scrolls to it.
    [[nodiscard]] bool typing() const { return typing_ != 0; }
    // `typed`: the text of this frame's input (ImGui's own queue holds 16 bits a character only);
    // `keys_came`: anything was typed or pressed, so the caret shows and is scrolled to.
    void begin_frame(const Theme& theme, FontSet& fonts, float width_px, float height_px,
                     std::u32string typed, bool keys_came);
    void end_frame();

private:
    static constexpr float nowhere = -std::numeric_limits<float>::infinity();
    // Where the next thing goes.
    struct Region {
        float left = 0, top = 0, width = 0;
        float bottom = std::numeric_limits<float>::infinity();  // Of the page's body, if known.
        float x = 0, y = 0;
        float gap = 0;
        float row_height = 0;
        float row_height_before = 0;    // In the last frame: to put lower things in the middle.
        float beside_bottom = nowhere;  // Cards that fill reach down to here,
        float page_bottom = nowhere;    // or here.
        bool horizontal = false;
        bool first = true;
        bool wrapped = false;  // A row went to a second line.
        float right_end = 0;   // The farthest that anything reached.
        float run_width = 0;   // Of a row, as if it had one line and no spring.
        float spring_width = 0;
        float stretched = 0;  // How much of its height is cards that fill.
    };
    // A control as it stands in this frame.
    struct Control {
        std::uint32_t id = 0;
        bool pressed = false, hovered = false, held = false, focused = false;
    };
    struct ControlRequest {
        Role role = Role::button;
        std::string name;
        std::string value = {};
        Box box{};
        bool enabled = true;
        bool takes_focus = false;
        std::uint32_t group = 0;  // Arrows move inside it; 0: none.
        TextOptions text = {};
        Colour ground = {};
        Colour ink = {};
        Shortcut shortcut = {};
    };
    struct Stop {  // In the order of Tab.
        std::uint32_t id = 0;
        std::uint32_t group = 0;
        bool in_dialog = false;
        bool takes_focus = false;
    };
    struct Remembered {
        float width = 0, height = 0;
        std::uint64_t frame = 0;
    };

    std::uint32_t make_id(const Where& where);
    Control control(const ControlRequest& request, std::uint32_t id);
    bool used_by_keyboard(const ControlRequest& request, std::uint32_t id);
    void draw_focus_ring(const Box& box, float radius_px);
    void move_focus();
    void settle_focus();
    void step_focus(int direction, std::uint32_t group);
    Remembered& remembered(std::uint32_t id);
    FieldChange field(std::string_view label, std::string& value, const FieldOptions& options, Role role,
                      std::uint32_t id);
    FieldChange edit(const Control& state, const Box& inner, std::string& value, const FieldOptions& options,
                     bool area);
    FieldChange take_keys(bool area);
    [[nodiscard]] static TextEditor::Limits editor_limits(const FieldOptions& options, bool area);
    [[nodiscard]] float area_height(const std::string& value, const FieldOptions& options, float width,
                                    bool editing);
    void draw_resting_text(const Box& inner, const std::string& value, const FieldOptions& options,
                           bool area);
    void draw_edited_text(const Box& first_row, ImFont& face);
    [[nodiscard]] bool reachable() const { return in_dialog_ || !dialog_before_; }
    [[nodiscard]] std::string field_remark(const std::string& value, const FieldOptions& options) const;
    void draw_field_frame(const Box& box, const FieldOptions& options, const Control& state);
    bool marked_choice(Role role, std::string_view label, bool on, const ChoiceOptions& options,
                       std::uint32_t id);
    void draw_mark(const Box& box, Role role, bool on, bool enabled);
    void draw_button_text(const Box& box, const std::string& shown, const std::string& keys, Colour ink,
                          float keys_width);
    void flow_text(std::string_view text, const TextOptions& options, Role role);
    [[nodiscard]] Colour colour_of(Ground ground) const;
    [[nodiscard]] Box open_place(float width_px);
    void close_place(const Box& box);
    Box in_region(Region region, const Content& content);
    [[nodiscard]] Region inner_region(const Box& box) const;
    void scroll_box(const Box& box, std::uint32_t id, float padding, const Content& content);
    void scroll_by_keys();
    void scroll_by_pages();
    [[nodiscard]] float units(float value, float otherwise_px) const;

    const Theme* theme_ = nullptr;
    FontSet* fonts_ = nullptr;
    float window_width_ = 0, window_height_ = 0;
    WidgetRecord record_;
    std::vector<Region> regions_;
    Region last_done_;  // The region that `in_region` closed last.
    std::vector<Colour> grounds_;
    std::vector<std::uint32_t> scopes_;
    std::unordered_map<std::uint32_t, std::uint32_t> counts_;  // How often an id base was used in this frame.
    std::unordered_map<std::uint32_t, Remembered> remembered_;
    std::vector<Stop> stops_, stops_before_;
    std::uint64_t frame_ = 0;
    std::uint32_t focus_ = 0;
    std::size_t focus_place_ = 0;  // Its place among the stops, for when it vanishes.
    std::uint32_t focus_before_dialog_ = 0;
    std::uint32_t typing_ = 0;  // The text field that gets what is typed.
    std::uint32_t typing_before_ = 0;
    std::uint32_t last_group_ = 0;  // Rows that follow one another share a group.
    bool focus_shown_ = false;
    bool focus_moved_ = false;  // In this frame: scroll there, start typing there.
    bool focus_asked_ = false;  // It moves in the next frame.
    bool escape_used_ = false;  // It left a text field; it shall not close a dialog, too.
    bool dialog_open_ = false, dialog_before_ = false, in_dialog_ = false;
    std::size_t dialog_first_widget_ = 0;
    bool quiet_ = false;
    std::optional<std::size_t> scroll_page_;
    std::size_t scroll_pages_ = 1;
    // The one text that is being edited.
    std::uint32_t editing_ = 0;
    TextEditor editor_;
    float editor_shift_ = 0;
    std::u32string typed_;
    bool keys_came_ = false;
};

}  // namespace equivox::ui
