#include "ui/panels/settings_page.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

#include "ui/panels/dialogs/reset_settings.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/paragraph.hpp"
#include "ui/widgets/popup.hpp"
#include "ui/widgets/row.hpp"

namespace crosstalk::ui {

namespace {

// Measures at 100 %.
constexpr float sections_width = 248;
constexpr float section_row = 36;
constexpr float column_most = 808;
constexpr float head_height = 64;
constexpr float hint_height = 61;
constexpr float dot = 6;
constexpr float chooser_menu = 240;

Icon icon_of(SettingSection section) {
    switch (section) {
        case SettingSection::Look:
            return Icon::Palette;
        case SettingSection::Conversation:
            return Icon::Chat;
        case SettingSection::Notices:
            return Icon::Bell;
        case SettingSection::Files:
            return Icon::Folder;
        case SettingSection::Privacy:
            return Icon::Shield;
    }
    return Icon::Gear;
}

std::vector<SettingSection> all_sections() {
    std::vector<SettingSection> sections;
    for (std::size_t index = 0; index < setting_section_count; ++index)
        sections.push_back(static_cast<SettingSection>(index));
    return sections;
}

std::size_t rows_of(std::optional<SettingSection> section, const SettingQuery& query) {
    return static_cast<std::size_t>(std::ranges::count_if(setting_table(), [&](const Setting& setting) {
        return has_own_row(setting.id) && (!section || setting.section == *section) &&
               row_matches(query, setting.id);
    }));
}

std::size_t changed_in(const Preferences& preferences, SettingSection section) {
    return static_cast<std::size_t>(std::ranges::count_if(setting_table(), [&](const Setting& setting) {
        return setting.section == section && has_own_row(setting.id) &&
               !is_row_normal(preferences, setting.id);
    }));
}

}  // namespace

void SettingsPage::go_to(SettingId id) {
    search_.clear();
    section_ = setting_of(id).section;
    wanted_ = id;
}

void SettingsPage::leave(const Scene& scene) {
    search_.clear();
    memory_ = {};
    scene.commands.show(ShowPage{Page::Conversation});
}

void SettingsPage::draw(const Scene& scene, Box page) {
    const IdScope scope("settings");
    obey_keys(scene);
    const SettingQuery query(search_);
    if (query.is_empty()) only_.reset();
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, page, scene.color(Role::Window));
    is_narrow_ = page.width() / scene.context.theme.scale() < measure::medium - measure::rail;
    if (is_narrow_) return draw_narrow(scene, page, query);

    const Box column{page.min, {page.min.x + scene.px(sections_width), page.max.y}};
    draw_sections(scene, column, query);
    const Box rest{{column.max.x, page.min.y}, page.max};
    const float width =
        std::min(scene.px(column_most), rest.width() - 2 * scene.px(space::page) - scene.px(space::control));
    const float left = std::round(rest.min.x + (rest.width() - width) / 2);
    const Box head = box_at({left, rest.min.y}, width, scene.px(head_height));
    draw_head(scene, head, query);
    draw_column(scene, {{rest.min.x, head.max.y}, rest.max}, left, width, query);
}

// Esc takes back the search first and leaves the page then; while something else is written it is that field's.
void SettingsPage::obey_keys(const Scene& scene) {
    if (is_popup_open()) return;
    if (ImGui::IsKeyChordPressed(ImGuiMod_Ctrl | ImGuiKey_F)) search_wanted_ = true;
    if (!ImGui::IsKeyPressed(ImGuiKey_Escape)) return;
    if (ImGui::GetIO().WantTextInput && !search_focused_) return;
    if (search_.empty()) return leave(scene);
    search_.clear();
    search_cleared_ = true;
}

// --- sections

void SettingsPage::draw_search(const Scene& scene, Box box) {
    const bool has_text = !search_.empty();
    const FieldRequest request =
        std::exchange(search_wanted_, false) ? FieldRequest::FocusAndSelectAll : FieldRequest::Nothing;
    const FieldResult result = field(scene.context, "search", box, search_,
                                     {.hint = "Search settings",
                                      .icon = Icon::Search,
                                      .key_cap = "Ctrl+F",
                                      .bytes_most = 64,
                                      .request = request});
    search_focused_ = result.focused;
    // A field takes back what was typed when Esc is pressed in it: that is not what the search had before.
    if (std::exchange(search_cleared_, false)) search_.clear();
    if (result.changed) scroll_.offset = 0;
    if (!has_text) return;
    const float side = scene.px(section_row) - 2 * scene.px(space::tiny);
    const Box cross =
        box_at({box.max.x - scene.px(space::tiny) - side, box.center().y - side / 2}, side, side);
    if (icon_button(scene.context, "clear", cross, Icon::Close, "Clear the search", {.glyph = 16}))
        search_.clear();
}

void SettingsPage::draw_section_row(const Scene& scene, Box row, std::optional<SettingSection> section,
                                    const SettingQuery& query) {
    const bool searching = !query.is_empty();
    const bool chosen = searching ? only_ == section : section_ == section;
    const RoomRowLook look{.icon = section ? icon_of(*section) : Icon::Search,
                           .chosen = chosen ? Chosen::Yes : Chosen::No};
    const IdScope scope(section ? static_cast<std::uint64_t>(*section) : setting_section_count);
    const ItemState state =
        room_row(scene.context, "section", row, section ? title_of(*section) : "All results", look);
    if (state.pressed) {
        scroll_.offset = 0;
        if (searching) {
            only_ = section;
        } else if (section) {
            section_ = *section;
        }
    }
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float right = row.max.x - scene.px(space::group);
    if (searching) {
        const std::string count = std::to_string(rows_of(section, query));
        const Type type{TypeStyle::Small, chosen ? Face::SemiBold : Face::Regular};
        draw_text(draw, scene.context,
                  {right - std::ceil(text_width(scene.context, type, count)),
                   std::floor(row.center().y - scene.context.theme.type_row(type.style) / 2)},
                  type, scene.color(chosen ? Role::Text : Role::TextMuted), count);
    } else if (section && changed_in(scene.preferences, *section) > 0) {
        const float radius = scene.px(dot) / 2;
        draw.AddCircleFilled({right - radius, row.center().y}, radius, to_im(scene.color(Role::Accent)));
    }
}

void SettingsPage::draw_sections(const Scene& scene, Box column, const SettingQuery& query) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Theme& theme = scene.context.theme;
    fill_box(draw, column, theme[Role::Panel]);
    vertical_line(draw, column.max.x - scene.px(line::border), column.min.y, column.max.y,
                  theme[Role::Border], scene.px(line::border));
    draw_text(draw, scene.context,
              {column.min.x + scene.px(space::group), column.min.y + scene.px(space::page)},
              {TypeStyle::Heading, Face::SemiBold}, theme[Role::Text], "Settings");
    const float inset = scene.px(space::medium);
    const Box search = box_at({column.min.x + inset, column.min.y + scene.px(58)}, column.width() - 2 * inset,
                              scene.px(measure::settings_search_field));
    draw_search(scene, search);

    float top = search.max.y + scene.px(space::card_narrow);
    const auto row = [&](std::optional<SettingSection> section) {
        draw_section_row(scene, box_at({column.min.x, top}, column.width(), scene.px(section_row)), section,
                         query);
        top += scene.px(section_row);
    };
    if (!query.is_empty()) row({});
    for (const SettingSection section : all_sections()) {
        if (rows_of(section, query) > 0) row(section);
    }

    const float hint_top = column.max.y - scene.px(hint_height);
    if (hint_top < top) return;
    horizontal_line(draw, column.min.x, column.max.x, hint_top, theme[Role::Border], scene.px(line::border));
    draw_paragraph(draw, scene.context,
                   {column.min.x + scene.px(space::group), hint_top + scene.px(space::card)},
                   column.width() - 2 * scene.px(space::group), {TypeStyle::Small}, theme[Role::TextMuted],
                   query.is_empty() ? "A dot marks a section with changes from the default."
                                    : "Esc clears the search and returns to where you were.");
}

// --- the column

void SettingsPage::draw_head(const Scene& scene, Box box, const SettingQuery& query) {
    const Context& context = scene.context;
    const float side = scene.px(measure::icon_button);
    const float middle = box.min.y + scene.px(36);
    const Box cross = box_at({box.max.x - side, middle - side / 2}, side, side);
    float right = cross.min.x - scene.px(space::control);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const std::size_t changed = changed_in(scene.preferences, section_);
    if (query.is_empty() && changed > 0) {
        const float width = button_width(context, "Reset section", {});
        const Box reset = box_at({right - width, middle - side / 2}, width, side);
        if (button(context, "reset-section", reset, "Reset section", {}))
            scene.commands.show(OpenDialog{std::make_unique<ResetSettings>(section_)});
        right = reset.min.x - scene.px(space::control);
        const std::string text = std::to_string(changed) + " changed from default";
        const float text_wide = std::ceil(text_width(context, {TypeStyle::Ui}, text));
        if (right - text_wide > box.center().x) {
            draw_text(draw, context,
                      {right - text_wide, std::floor(middle - context.theme.type_row(TypeStyle::Ui) / 2)},
                      {TypeStyle::Ui}, scene.color(Role::TextSecondary), text);
            right -= text_wide + scene.px(space::control);
        }
    }
    std::string title(is_narrow_ ? "Settings" : title_of(section_));
    if (!query.is_empty()) {
        const std::size_t count = rows_of({}, query);
        title = count == 0 ? "No setting" : std::to_string(count) + (count == 1 ? " setting" : " settings");
        title += count > 1 ? " match \xE2\x80\x9C" : " matches \xE2\x80\x9C";
        title += search_ + "\xE2\x80\x9D";
    }
    draw_text_within(draw, context,
                     {box.min.x, std::floor(middle - context.theme.type_row(TypeStyle::Heading) / 2)},
                     right - box.min.x, {TypeStyle::Heading, Face::SemiBold}, scene.color(Role::Text), title);
    if (icon_button(context, "close", cross, Icon::Close, "Close the settings")) leave(scene);
}

// The name of a section above its results. Gives the height.
float SettingsPage::draw_result_head(const Scene& scene, ImVec2 min, SettingSection section) {
    const Theme& theme = scene.context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float glyph = scene.px(18);
    const float row = theme.type_row(TypeStyle::Ui);
    const float top = min.y + scene.px(space::medium);
    draw_icon(draw, theme, icon_of(section), {min.x + glyph / 2, top + row / 2}, glyph,
              theme[Role::TextSecondary]);
    draw_text(draw, scene.context, {min.x + scene.px(space::section), top}, {TypeStyle::Ui, Face::SemiBold},
              theme[Role::TextSecondary], title_of(section));
    return top + row + scene.px(space::small) - min.y;
}

// Pictures to choose the theme by, and what messages look like with what is chosen.
float SettingsPage::draw_looks(const Scene& scene, ImVec2 min, float width) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const Type type{TypeStyle::Small, Face::SemiBold};
    float top = min.y;
    const auto label = [&](std::string_view text) {
        draw_text(draw, scene.context, {min.x, top}, type, scene.color(Role::TextSecondary), text);
        top += scene.context.theme.type_row(type.style) + scene.px(space::control);
    };
    label(setting_of(SettingId::Palette).name);
    top += draw_theme_choice(scene, {min.x, top}, width) + scene.px(space::control);
    label("Preview");
    top += preview_.draw(scene, {min.x, top}, width) + scene.px(space::medium);
    return top - min.y;
}

void SettingsPage::draw_column(const Scene& scene, Box area, float left, float width,
                               const SettingQuery& query) {
    const bool searching = !query.is_empty();
    const ImVec2 origin = begin_scroll_area(scene.context, "rows", area, scroll_);
    float top = origin.y;
    for (const SettingSection section : all_sections()) {
        if (searching ? only_ && section != *only_ : section != section_) continue;
        if (rows_of(section, query) == 0) continue;
        if (searching) top += draw_result_head(scene, {left, top}, section);
        for (const Setting& setting : setting_table()) {
            if (setting.section != section || !has_own_row(setting.id) || !row_matches(query, setting.id))
                continue;
            if (wanted_ == setting.id) bring_into_view(scene, top - origin.y, area.height());
            if (!searching && setting.id == SettingId::Palette) {
                top += draw_looks(scene, {left, top}, width);
                continue;
            }
            const Box row = box_at({left, top}, width, setting_row_height(scene, width, setting.id));
            draw_setting_row(scene, row, setting.id, query, memory_);
            top = row.max.y;
        }
    }
    end_scroll_area(scene.context, area, top - origin.y + scene.px(space::section), scroll_);
}

void SettingsPage::bring_into_view(const Scene& scene, float top, float height) {
    const bool fits = top + scene.px(measure::setting_row) <= height;
    scroll_.offset = fits ? 0 : std::max(0.0F, top - std::floor(height / 3));
    scene.context.needs.another_frame = true;
    wanted_.reset();
}

// --- one pane

// One column, with the search and the choice of the section above it.
void SettingsPage::draw_narrow(const Scene& scene, Box page, const SettingQuery& query) {
    const float edge = scene.px(space::group);
    const float width = page.width() - 2 * edge;
    const float left = page.min.x + edge;
    const Box head = box_at({left, page.min.y}, width, scene.px(head_height));
    draw_head(scene, head, query);
    const float field_height = scene.px(measure::settings_search_field);
    const Box search = box_at({left, head.max.y}, width, field_height);
    draw_search(scene, search);
    float top = search.max.y + scene.px(space::control);
    if (query.is_empty()) {
        draw_chooser(scene, box_at({left, top}, width, field_height));
        top += field_height + scene.px(space::control);
    }
    draw_column(scene, {{page.min.x, top}, page.max}, left, width, query);
}

void SettingsPage::draw_chooser(const Scene& scene, Box place) {
    if (button(scene.context, "chooser", place, title_of(section_), {.icon = Icon::ChevronDown}))
        open_menu("sections");
    if (!begin_menu(scene.context, "sections", chooser_menu, place)) return;
    for (const SettingSection section : all_sections()) {
        if (rows_of(section, SettingQuery{}) == 0) continue;
        const IdScope scope(static_cast<std::uint64_t>(section));
        const bool differs = changed_in(scene.preferences, section) > 0;
        if (menu_entry(scene.context, "section", title_of(section),
                       {.icon = icon_of(section), .shortcut = differs ? "changed" : ""})) {
            section_ = section;
            scroll_.offset = 0;
        }
    }
    end_menu(scene.context);
}

}  // namespace crosstalk::ui
