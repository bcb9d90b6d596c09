#include "ui/panels/emoji_picker.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "ui/widgets/field.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/popup.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t columns = 9;
constexpr float cell_at_100 = 36.0F;
constexpr float tabs_at_100 = 34.0F;
constexpr float name_at_100 = 44.0F;
constexpr float gap_at_100 = space::control;
constexpr float most_rows = 7.5F;  // that the next row shows says that there is more
constexpr float least_rows = 2.5F;
constexpr std::size_t most_found = 20 * columns;
constexpr float width_at_100 =
    static_cast<float>(columns) * cell_at_100 + measure::scroll_hit + 2 * measure::popup_padding;

// Stands for a section on its tab.
constexpr std::array<std::string_view, text::emoji_group_count> signs = {
    "\U0001F600", "\U0001F44B", "\U0001F43B", "\U0001F354", "\U0001F697",
    "\u26BD",     "\U0001F4A1", "\U0001F523", "\U0001F3C1"};

float fixed_height(const Context& context) {
    return context.px(measure::search_field) + context.px(tabs_at_100) + context.px(name_at_100) +
           3 * context.px(gap_at_100) + 2 * context.px(measure::popup_padding);
}

float grid_height(const Context& context) {
    const float cell = context.px(cell_at_100);
    const float room = ImGui::GetIO().DisplaySize.y - 2 * context.px(space::control) - fixed_height(context);
    return std::round(std::clamp(room, least_rows * cell, most_rows * cell));
}

// Above the anchor and right-aligned to it, below it, or wherever the window has room.
ImVec2 place_at(const Context& context, Box anchor, float height) {
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float width = context.px(width_at_100);
    const float margin = context.px(space::control);
    const float gap = context.px(space::tiny);
    float top = anchor.min.y - gap - height;
    if (top < margin) top = anchor.max.y + gap;
    if (top + height > display.y - margin) top = display.y - margin - height;
    const float left = std::clamp(anchor.max.x - width, margin, std::max(margin, display.x - width - margin));
    return {std::round(left), std::round(std::max(margin, top))};
}

// As people type it: ":thumbs up:" is searched as thumbs_up.
std::string searched_for(std::string_view typed) {
    while (!typed.empty() && (typed.front() == ':' || typed.front() == ' '))
        typed.remove_prefix(1);
    while (!typed.empty() && (typed.back() == ':' || typed.back() == ' '))
        typed.remove_suffix(1);
    std::string wanted(typed);
    std::ranges::replace(wanted, ' ', '_');
    return wanted;
}

std::string shortcode_of(const text::Emoji* emoji) {
    return emoji == nullptr ? std::string() : ":" + std::string(emoji->name) + ":";
}

}  // namespace

void EmojiPicker::open(std::span<const std::string> recent) {
    recent_.assign(recent.begin(), recent.end());
    query_.clear();
    show_all();
    opens_ = true;
}

// --- what there is to choose from

void EmojiPicker::show_all() {
    found_for_.clear();
    sections_.clear();
    const auto add = [this](std::string_view title, std::string_view sign) -> std::vector<Cell>& {
        const std::size_t first = count();
        sections_.push_back({.title = title, .sign = sign, .cells = {}, .first = first});
        return sections_.back().cells;
    };
    if (!recent_.empty()) {
        std::vector<Cell>& cells = add("Recently used", {});
        for (const std::string& each : recent_)
            cells.push_back({each, text::find_emoji(each)});
    }
    for (std::size_t index = 0; index < text::emoji_group_count; ++index) {
        const auto group = static_cast<text::EmojiGroup>(index);
        std::vector<Cell>& cells = add(text::title_of(group), signs[index]);
        for (const text::Emoji* each : text::emoji_of(group))
            cells.push_back({std::string(each->text), each});
    }
    chosen_ = 0;
    scroll_.offset = 0;
}

void EmojiPicker::show_found() {
    found_for_ = query_;
    sections_.clear();
    sections_.push_back({.title = "Found", .sign = {}, .cells = {}});
    // An emoji by itself finds itself.
    if (const text::Emoji* same = text::find_emoji(query_))
        sections_.front().cells.push_back({std::string(same->text), same});
    for (const text::EmojiMatch& match : text::complete_emoji(searched_for(query_), most_found))
        sections_.front().cells.push_back({std::string(match.emoji->text), match.emoji});
    chosen_ = 0;
    scroll_.offset = 0;
}

std::size_t EmojiPicker::count() const {
    return sections_.empty() ? 0 : sections_.back().first + sections_.back().cells.size();
}

const EmojiPicker::Cell* EmojiPicker::cell_at(std::size_t index) const {
    for (const Section& section : sections_) {
        if (index < section.first + section.cells.size()) return &section.cells[index - section.first];
    }
    return nullptr;
}

float EmojiPicker::height_of(const Context& context, const Section& section, float cell) const {
    const std::size_t rows = (section.cells.size() + columns - 1) / columns;
    return context.theme.type_row(TypeStyle::Small) + 2 * context.px(space::small) +
           static_cast<float>(rows) * cell;
}

// Of the row that the cell stands in, from the top of everything; of the first row its section's head too.
float EmojiPicker::top_of(const Context& context, std::size_t index, float cell) const {
    float top = 0;
    for (const Section& section : sections_) {
        if (index < section.first + section.cells.size()) {
            const std::size_t row = (index - section.first) / columns;
            if (row == 0) return top;
            const std::size_t rows_from_here = (section.cells.size() + columns - 1) / columns - row;
            return top + height_of(context, section, cell) - static_cast<float>(rows_from_here) * cell;
        }
        top += height_of(context, section, cell);
    }
    return top;
}

// --- keys

void EmojiPicker::move_rows(int rows) {
    for (std::size_t index = 0; index < sections_.size(); ++index) {
        const Section& section = sections_[index];
        if (chosen_ >= section.first + section.cells.size()) continue;
        const std::size_t inside = chosen_ - section.first;
        const std::size_t column = inside % columns;
        if (rows < 0) {
            if (inside >= columns) {
                chosen_ -= columns;
            } else if (index > 0) {
                const Section& before = sections_[index - 1];
                const std::size_t last_row = (before.cells.size() - 1) / columns * columns;
                chosen_ = before.first + std::min(last_row + column, before.cells.size() - 1);
            }
            return;
        }
        const std::size_t last = section.cells.size() - 1;
        if (inside / columns < last / columns) {
            chosen_ = section.first + std::min(inside + columns, last);
        } else if (index + 1 < sections_.size()) {
            const Section& behind = sections_[index + 1];
            chosen_ = behind.first + std::min(column, behind.cells.size() - 1);
        }
        return;
    }
}

void EmojiPicker::obey_keys() {
    const std::size_t before = chosen_;
    const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key); };
    const std::size_t all = count();
    if (all > 0) {
        if (pressed(ImGuiKey_RightArrow)) chosen_ = std::min(chosen_ + 1, all - 1);
        if (pressed(ImGuiKey_LeftArrow) && chosen_ > 0) --chosen_;
        if (pressed(ImGuiKey_DownArrow)) move_rows(1);
        if (pressed(ImGuiKey_UpArrow)) move_rows(-1);
        for (int row = 0; row < static_cast<int>(most_rows); ++row) {
            if (pressed(ImGuiKey_PageDown)) move_rows(1);
            if (pressed(ImGuiKey_PageUp)) move_rows(-1);
        }
    }
    if (chosen_ != before) follow_chosen_ = true;
}

// --- drawing

void EmojiPicker::draw_search(const Context& context, Box box) {
    const bool wanted = std::exchange(focus_wanted_, false);
    const FieldResult typed = field(context, "search", box, query_,
                                    {.hint = "Search emoji",
                                     .icon = Icon::Search,
                                     .bytes_most = 64,
                                     .request = wanted ? FieldRequest::Focus : FieldRequest::Nothing});
    enter_ = typed.submitted;
    if (typed.focused) {
        own_keys_of_item({ImGuiKey_UpArrow, ImGuiKey_DownArrow, ImGuiKey_LeftArrow, ImGuiKey_RightArrow,
                          ImGuiKey_PageUp, ImGuiKey_PageDown});
        obey_keys();
    }
    if (query_ == found_for_) return;
    searched_for(query_).empty() ? show_all() : show_found();
    found_for_ = query_;
}

void EmojiPicker::draw_tabs(const Context& context, Box box, float cell) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float side = std::floor(box.width() / static_cast<float>(text::emoji_group_count + 1));
    float top = 0;
    float left = box.min.x;
    std::optional<float> go_to;
    const Section* present = nullptr;
    for (const Section& section : sections_) {
        if (top <= scroll_.offset + cell) present = &section;
        top += height_of(context, section, cell);
    }
    top = 0;
    for (const Section& section : sections_) {
        const Box tab = box_at({left, box.min.y}, side, box.height());
        const IdScope scope(section.first + 1);
        const ItemState state = item(context, "tab", tab);
        fill_selected(draw, context, tab.grown(-context.px(space::hair)), context.px(radius::control),
                      state.hover);
        draw_focus_ring(draw, context, state, tab, context.px(radius::control), RingPlace::Inside);
        if (section.sign.empty()) {
            draw_icon(draw, context.theme, Icon::Clock, tab.center(), context.px(18),
                      context.color(Role::TextSecondary));
        } else {
            draw_text_centered(draw, context, tab, {TypeStyle::Body}, context.color(Role::Text),
                               section.sign);
        }
        if (&section == present) {
            horizontal_line(draw, tab.min.x + context.px(space::small), tab.max.x - context.px(space::small),
                            tab.max.y - context.px(line::strong), context.color(Role::Accent),
                            context.px(line::strong));
        }
        tooltip(context, state, section.title);
        if (state.pressed) {
            go_to = top;
            chosen_ = section.first;
        }
        left += side;
        top += height_of(context, section, cell);
    }
    if (go_to) {
        scroll_.offset = *go_to;
        focus_wanted_ = true;
        context.needs.another_frame = true;
    }
}

std::optional<std::size_t> EmojiPicker::draw_section(const Context& context, const Section& section,
                                                     ImVec2 min, const Grid& grid) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Box& box = grid.box;
    const float head = context.theme.type_row(TypeStyle::Small);
    draw_text_within(draw, context, {min.x + context.px(space::tiny), min.y + context.px(space::small)},
                     box.width() - 2 * context.px(space::tiny), {TypeStyle::Small, Face::SemiBold},
                     context.color(Role::TextMuted), section.title);
    const float top = min.y + head + 2 * context.px(space::small);
    // Only the rows in sight.
    const auto row_at = [&](float y) {
        return static_cast<std::size_t>(std::max(0.0F, std::floor((y - top) / grid.cell)));
    };
    const std::size_t first = row_at(box.min.y) * columns;
    const std::size_t behind = std::min(section.cells.size(), (row_at(box.max.y) + 1) * columns);
    const ImVec2 moved = ImGui::GetIO().MouseDelta;
    std::optional<std::size_t> pressed;
    for (std::size_t inside = first; inside < behind; ++inside) {
        const std::size_t index = section.first + inside;
        const std::size_t row = inside / columns;
        const std::size_t column = inside % columns;
        const Box cell = box_at(
            {min.x + static_cast<float>(column) * grid.cell, top + static_cast<float>(row) * grid.cell},
            grid.cell, grid.cell);
        const IdScope scope(index + 1);
        const ItemState state = item(context, "emoji", cell);
        if (state.hovered && (moved.x != 0 || moved.y != 0)) chosen_ = index;
        if (state.focused) chosen_ = index;
        if (state.pressed) pressed = index;
        if (index == chosen_) fill_selected(draw, context, cell, context.px(radius::control));
        draw_focus_ring(draw, context, state, cell, context.px(radius::control), RingPlace::Inside);
        draw_text_centered(draw, context, cell, {TypeStyle::Heading, Face::Regular},
                           context.color(Role::Text), section.cells[inside].text);
        tooltip(context, state, shortcode_of(section.cells[inside].emoji));
    }
    return pressed;
}

std::optional<std::string> EmojiPicker::draw_grid(const Context& context, const Grid& grid) {
    float whole = 0;
    for (const Section& section : sections_)
        whole += height_of(context, section, grid.cell);
    if (std::exchange(follow_chosen_, false)) {
        const float top = top_of(context, chosen_, grid.cell);
        const float bottom = top_of(context, chosen_, grid.cell) + 2 * grid.cell;
        scroll_.offset = std::min(scroll_.offset, top);
        scroll_.offset = std::max(scroll_.offset, bottom - grid.box.height());
    }
    std::optional<std::size_t> pressed;
    ImVec2 min = begin_scroll_area(context, "grid", grid.box, scroll_);
    for (const Section& section : sections_) {
        const float height = height_of(context, section, grid.cell);
        if (min.y < grid.box.max.y && min.y + height > grid.box.min.y) {
            if (const auto here = draw_section(context, section, min, grid)) pressed = here;
        }
        min.y += height;
    }
    end_scroll_area(context, grid.box, whole, scroll_);
    if (count() == 0) {
        draw_text_centered(*ImGui::GetWindowDrawList(), context, grid.box, {TypeStyle::Ui},
                           context.color(Role::TextMuted), "No emoji has that name.");
    }
    if (enter_ && !pressed && count() > 0) pressed = chosen_;
    const Cell* cell = pressed ? cell_at(*pressed) : nullptr;
    if (cell == nullptr) return std::nullopt;
    if (ImGui::GetIO().KeyShift) {
        focus_wanted_ = true;
    } else {
        ImGui::CloseCurrentPopup();
    }
    return cell->text;
}

// The one that Enter would choose, large, with what it is called.
void EmojiPicker::draw_name(const Context& context, Box box) const {
    const Cell* cell = cell_at(chosen_);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    horizontal_line(draw, box.min.x, box.max.x, box.min.y, context.color(Role::Border),
                    context.px(line::border));
    if (cell == nullptr) return;
    const Box picture = box_at(box.min, box.height(), box.height());
    draw_text_centered(draw, context, picture, {TypeStyle::Emoji}, context.color(Role::Text), cell->text);
    if (cell->emoji == nullptr) return;
    const float left = picture.max.x + context.px(space::small);
    const float right = box.max.x - context.px(space::tiny);
    const bool has_aliases = !cell->emoji->aliases.empty();
    const float name_row = context.theme.type_row(TypeStyle::Ui);
    const float alias_row = has_aliases ? context.theme.type_row(TypeStyle::Small) : 0;
    const float top = std::round(box.center().y - (name_row + alias_row) / 2);
    draw_text_within(draw, context, {left, top}, right - left, {TypeStyle::Ui, Face::SemiBold},
                     context.color(Role::Text), shortcode_of(cell->emoji));
    draw_text_within(draw, context, {left, top + name_row}, right - left, {TypeStyle::Small},
                     context.color(Role::TextMuted), cell->emoji->aliases);
}

std::optional<std::string> EmojiPicker::draw(const Context& context, Box anchor) {
    const IdScope scope("emoji-picker");
    if (std::exchange(opens_, false)) {
        open_menu("picker");
        is_open_ = focus_wanted_ = true;
    }
    if (!is_open_) return std::nullopt;
    const float grid_tall = grid_height(context);
    ImGui::SetNextWindowPos(place_at(context, anchor, grid_tall + fixed_height(context)));
    is_open_ = begin_menu(context, "picker", width_at_100);
    if (!is_open_) return std::nullopt;
    // The field would keep the first press for itself.
    if (context.composition.empty() && ImGui::IsKeyPressed(ImGuiKey_Escape)) {
        take_key(ImGuiKey_Escape);
        ImGui::CloseCurrentPopup();
    }
    const ImVec2 min = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const float gap = context.px(gap_at_100);
    const Box search = box_at(min, width, context.px(measure::search_field));
    const Box tabs = box_at({min.x, search.max.y + gap}, width, context.px(tabs_at_100));
    // What was found has no sections, and the room of their tabs.
    Box box = box_at({min.x, tabs.max.y + gap}, width, grid_tall);
    const bool searching = !searched_for(query_).empty();
    if (searching) box.min.y = tabs.min.y;
    const Grid grid{box, std::floor((width - context.px(measure::scroll_hit)) / static_cast<float>(columns))};
    draw_search(context, search);
    if (!searching) draw_tabs(context, tabs, grid.cell);
    std::optional<std::string> chosen = draw_grid(context, grid);
    const Box name = box_at({min.x, box.max.y + gap}, width, context.px(name_at_100));
    draw_name(context, name);
    ImGui::SetCursorScreenPos(min);
    ImGui::Dummy({width, name.max.y - min.y});
    end_menu(context);
    return chosen;
}

}  // namespace crosstalk::ui
