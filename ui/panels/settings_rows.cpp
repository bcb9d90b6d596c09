#include "ui/panels/settings_rows.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "ui/widgets/button.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/popup.hpp"
#include "ui/widgets/slider.hpp"
#include "ui/widgets/toggle.hpp"

namespace crosstalk::ui {

namespace {

// Measures at 100 %.
constexpr float reset_place = 48;   // at the right of every row: the arrow's 32 and 16 before it
constexpr float words_least = 220;  // with less beside it, the control goes below
constexpr float stacked_extra = 40;
constexpr float text_field = 280;
constexpr float time_field = 72;
constexpr float number_width = 56;
constexpr float choice_menu = 200;
constexpr float swatch = 24;

struct Row {
    const Scene& scene;
    const Setting& setting;
    SettingsMemory& memory;
    Preferences& preferences() const { return scene.preferences; }
    const Context& context() const { return scene.context; }
};

std::vector<std::string_view> labels_of(const Setting& setting) {
    std::vector<std::string_view> labels;
    for (const SettingChoice& choice : setting.choices)
        labels.push_back(choice.label);
    return labels;
}

bool is_swatches(const Setting& setting) {
    return setting.id == SettingId::Accent;
}

float swatches_width(const Scene& scene) {
    return static_cast<float>(accent_count) * scene.px(measure::hit);
}

float to_width(const Scene& scene) {
    return std::ceil(text_width(scene.context, {TypeStyle::Ui}, "to")) + 2 * scene.px(space::control);
}

float control_width(const Scene& scene, const Setting& setting) {
    if (setting.id == SettingId::DownloadFolder)
        return scene.px(text_field) + scene.px(space::control) + scene.px(measure::icon_button);
    switch (setting.kind) {
        case SettingKind::Switch: {
            const float width = scene.px(measure::switch_width);
            if (setting.id != SettingId::QuietHours) return width;
            return width + 2 * scene.px(time_field) + to_width(scene) + scene.px(space::medium);
        }
        case SettingKind::Choice:
            if (is_swatches(setting)) return swatches_width(scene);
            return segmented_width(scene.context, labels_of(setting));
        case SettingKind::Number:
            return scene.px(measure::slider_width) + scene.px(number_width);
        case SettingKind::TimeOfDay:
            return scene.px(time_field);
        case SettingKind::Text:
            return scene.px(text_field);
    }
    return 0;
}

bool is_stacked(const Scene& scene, float width, const Setting& setting) {
    return width - scene.px(reset_place) - control_width(scene, setting) - scene.px(space::group) <
           scene.px(words_least);
}

// --- controls

void draw_switch(const Row& row, ImVec2 middle_left) {
    bool on = row.preferences().is_on(row.setting.id);
    const std::string_view held_off = row.preferences().why_held_off(row.setting.id);
    if (toggle_switch(row.context(), "switch", middle_left, on, held_off))
        row.preferences().set_number(row.setting.id, on ? 1 : 0, row.scene.commands);
}

// A button with a menu, where the choices have no room side by side.
void draw_choice_menu(const Row& row, Box place) {
    const auto chosen = static_cast<std::size_t>(row.preferences().number(row.setting.id));
    if (button(row.context(), "choice", place, row.setting.choices[chosen].label,
               {.icon = Icon::ChevronDown}))
        open_menu("choices");
    if (!begin_menu(row.context(), "choices", choice_menu, place)) return;
    for (std::size_t index = 0; index < row.setting.choices.size(); ++index) {
        const IdScope scope(index);
        const std::optional<Icon> mark = index == chosen ? std::optional(Icon::Tick) : std::nullopt;
        if (menu_entry(row.context(), "entry", row.setting.choices[index].label, {.icon = mark}))
            row.preferences().set_number(row.setting.id, static_cast<int>(index), row.scene.commands);
    }
    end_menu(row.context());
}

void draw_choice(const Row& row, Box place) {
    const std::vector<std::string_view> labels = labels_of(row.setting);
    const float width = segmented_width(row.context(), labels);
    if (width > place.width() + 1) return draw_choice_menu(row, place);
    auto chosen = static_cast<std::size_t>(row.preferences().number(row.setting.id));
    if (segmented(row.context(), "choice", place.min, labels, chosen))
        row.preferences().set_number(row.setting.id, static_cast<int>(chosen), row.scene.commands);
}

// The accents themselves, the chosen one with a tick and a ring.
void draw_swatches(const Row& row, Box place) {
    const Context& context = row.context();
    const auto chosen = static_cast<std::size_t>(row.preferences().number(row.setting.id));
    const float side = context.px(measure::hit);
    // The discs end where the other controls end, not what can be pressed around them.
    const float first = place.min.x + (side - context.px(swatch)) / 2;
    const ImGuiID group = ImGui::GetID("accents");
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (std::size_t index = 0; index < accent_count; ++index) {
        const IdScope scope(index);
        ThemeChoice choice = context.theme.choice();
        choice.accent = static_cast<AccentHue>(index);
        const Theme theme = make_theme(choice);
        const Box box = box_at({first + static_cast<float>(index) * side, place.min.y}, side, side);
        const ItemState state = item(context, "accent", box);
        const bool is_chosen_by_arrows = is_walked_to(state, group);
        const float radius = context.px(swatch) / 2;
        const float inner = index == chosen ? radius - context.px(3) : radius;
        draw.AddCircleFilled(box.center(), inner,
                             to_im(mix(theme[Role::Accent], theme[Role::AccentHover], state.hover)));
        if (index == chosen) {
            const float stroke = context.theme.stroke(line::icon);
            draw.AddCircle(box.center(), radius - stroke / 2, to_im(theme[Role::Accent]), 0, stroke);
            draw_icon(draw, context.theme, Icon::Tick, box.center(), context.px(12), theme[Role::AccentText]);
        }
        draw_focus_ring(draw, context, state, box.grown(-context.px(space::tiny)), radius);
        tooltip(context, state, row.setting.choices[index].label);
        if (state.pressed || (is_chosen_by_arrows && index != chosen))
            row.preferences().set_number(row.setting.id, static_cast<int>(index), row.scene.commands);
    }
}

void draw_number(const Row& row, Box place) {
    const Context& context = row.context();
    auto& dragged = row.memory.dragged;
    const bool is_dragged = dragged && dragged->first == row.setting.id;
    int value = is_dragged ? dragged->second : row.preferences().number(row.setting.id);
    const SliderResult result =
        slider(context, "slider", {place.min.x, place.center().y}, value,
               {.least = row.setting.least, .most = row.setting.most, .step = row.setting.step});
    if (result.changed || is_dragged) dragged = {row.setting.id, value};
    // A new size would pull the knob away from under the pointer: it counts when the knob is let go.
    if (row.setting.id != SettingId::Zoom || result.done)
        row.preferences().set_number(row.setting.id, value, row.scene.commands);
    if (result.done) dragged.reset();
    const std::string text = std::to_string(value) + std::string(row.setting.unit);
    const Type type{TypeStyle::Ui, Face::SemiBold};
    draw_text(*ImGui::GetWindowDrawList(), context,
              {place.max.x - std::ceil(text_width(context, type, text)),
               std::floor(place.center().y - context.theme.type_row(type.style) / 2)},
              type, context.color(Role::Text), text);
}

// Counts with every letter; what is no value yet stands in the field and nowhere else.
void draw_text_field(const Row& row, const char* id, Box place, std::string_view hint) {
    const Context& context = row.context();
    const auto typed = row.memory.typed.find(row.setting.id);
    const bool is_typed = typed != row.memory.typed.end();
    std::string text = is_typed ? typed->second : row.preferences().text(row.setting.id);
    const std::size_t most = row.setting.kind == SettingKind::TimeOfDay ? 5 : 1024;
    const FieldResult result = field(context, id, place, text, {.hint = hint, .bytes_most = most});
    if (result.focused) {
        row.memory.typed.insert_or_assign(row.setting.id, text);
    } else if (is_typed) {
        row.memory.typed.erase(typed);
    }
    // Escape brings back what stood there, as fields do.
    Preferences& preferences = row.preferences();
    Commands& commands = row.scene.commands;
    if (result.changed || is_typed)
        preferences.set_while_typed(row.setting.id, text, row.scene.now.steady_ms, commands);
    if (is_typed && (result.submitted || !result.focused)) preferences.keep_typed(commands);
}

// With a button that asks the system for one.
void draw_folder(const Row& row, Box place) {
    const float side = row.scene.px(measure::icon_button);
    const Box choose = box_at({place.max.x - side, place.min.y}, side, side);
    draw_text_field(row, "text", {place.min, {choose.min.x - row.scene.px(space::control), place.max.y}},
                    "As the system has it");
    if (icon_button(row.context(), "choose", choose, Icon::Folder, "Choose a folder"))
        row.scene.commands.show(PickDownloadFolder{});
}

// "23:00 to 08:00", then the switch.
void draw_quiet_hours(const Row& row, Box place) {
    const Scene& scene = row.scene;
    const float field = scene.px(time_field);
    const Row from{scene, setting_of(SettingId::QuietFrom), row.memory};
    const Row to{scene, setting_of(SettingId::QuietTo), row.memory};
    draw_text_field(from, "from", box_at(place.min, field, place.height()), "23:00");
    const Box word = box_at({place.min.x + field, place.min.y}, to_width(scene), place.height());
    draw_text_centered(*ImGui::GetWindowDrawList(), scene.context, word, {TypeStyle::Ui},
                       scene.color(Role::TextSecondary), "to");
    draw_text_field(to, "to", box_at({word.max.x, place.min.y}, field, place.height()), "08:00");
    draw_switch(row, {word.max.x + field + scene.px(space::medium), place.center().y});
}

void draw_control(const Row& row, Box place) {
    switch (row.setting.kind) {
        case SettingKind::Switch:
            if (row.setting.id == SettingId::QuietHours) return draw_quiet_hours(row, place);
            return draw_switch(row, {place.min.x, place.center().y});
        case SettingKind::Choice:
            if (is_swatches(row.setting)) return draw_swatches(row, place);
            return draw_choice(row, place);
        case SettingKind::Number:
            return draw_number(row, place);
        case SettingKind::TimeOfDay:
            return draw_text_field(row, "time", place, "00:00");
        case SettingKind::Text:
            if (row.setting.id == SettingId::DownloadFolder) return draw_folder(row, place);
            return draw_text_field(row, "text", place, "None");
    }
}

std::string normal_in_words(const Setting& setting) {
    switch (setting.kind) {
        case SettingKind::Choice: {
            const auto found = std::ranges::find(setting.choices, setting.normal, &SettingChoice::word);
            return found == setting.choices.end() ? std::string() : std::string(found->label);
        }
        case SettingKind::Number:
            return std::string(setting.normal) + std::string(setting.unit);
        default:
            return std::string(setting.normal.empty() ? "none" : setting.normal);
    }
}

}  // namespace

bool has_own_row(SettingId id) {
    return id != SettingId::QuietFrom && id != SettingId::QuietTo;
}

bool is_row_normal(const Preferences& preferences, SettingId id) {
    if (!preferences.is_normal(id)) return false;
    if (id != SettingId::QuietHours) return true;
    return preferences.is_normal(SettingId::QuietFrom) && preferences.is_normal(SettingId::QuietTo);
}

void reset_row(Preferences& preferences, SettingId id, Commands& commands) {
    preferences.reset(id, commands);
    if (id != SettingId::QuietHours) return;
    preferences.reset(SettingId::QuietFrom, commands);
    preferences.reset(SettingId::QuietTo, commands);
}

bool row_matches(const SettingQuery& query, SettingId id) {
    if (query.matches(setting_of(id))) return true;
    if (id != SettingId::QuietHours) return false;
    return query.matches(setting_of(SettingId::QuietFrom)) || query.matches(setting_of(SettingId::QuietTo));
}

float setting_row_height(const Scene& scene, float width, SettingId id) {
    const float extra = is_stacked(scene, width, setting_of(id)) ? stacked_extra : 0;
    return scene.px(measure::setting_row) + scene.px(extra);
}

void draw_found_text(const Scene& scene, ImVec2 min, float width, Type type, Role role, std::string_view text,
                     const SettingQuery& query) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float row = scene.context.theme.type_row(type.style);
    const auto left_of = [&](std::size_t byte) {
        return std::round(text_width(scene.context, type, text.substr(0, byte)));
    };
    const std::vector<SettingQuery::Hit> hits = query.hits_in(text);
    for (const SettingQuery::Hit& hit : hits) {
        if (left_of(hit.end) > width) break;
        fill_box(draw, {{min.x + left_of(hit.begin) - 1, min.y}, {min.x + left_of(hit.end) + 1, min.y + row}},
                 scene.color(Role::AccentTint), scene.px(space::hair));
    }
    draw_text_within(draw, scene.context, min, width, type, scene.color(role), text);
    for (const SettingQuery::Hit& hit : hits) {
        if (left_of(hit.end) > width) break;
        draw_text(draw, scene.context, {min.x + left_of(hit.begin), min.y}, type, scene.color(Role::Accent),
                  text.substr(hit.begin, hit.end - hit.begin));
    }
}

void draw_setting_row(const Scene& scene, Box row, SettingId id, const SettingQuery& query,
                      SettingsMemory& memory) {
    const Context& context = scene.context;
    const Setting& setting = setting_of(id);
    const std::string_view held_off = scene.preferences.why_held_off(id);
    const IdScope scope(static_cast<std::uint64_t>(id));
    const bool stacked = is_stacked(scene, row.width(), setting);
    const float right = row.max.x - scene.px(reset_place);
    const float wanted = control_width(scene, setting);
    const float control = scene.px(measure::hit);
    const Box upper = box_at(row.min, row.width(), scene.px(measure::setting_row));
    const Box place =
        stacked ? box_at({row.min.x, row.max.y - control - scene.px(space::medium)},
                         std::min(wanted, row.width() - scene.px(reset_place)), control)
                : box_at({right - wanted, std::round(upper.center().y - control / 2)}, wanted, control);

    const float name_row = context.theme.type_row(TypeStyle::Body);
    const float help_row = context.theme.type_row(TypeStyle::Ui);
    const float top = std::round(upper.center().y - (name_row + help_row) / 2);
    const float words = (stacked ? right : place.min.x - scene.px(space::group)) - row.min.x;
    draw_found_text(scene, {row.min.x, top}, words, {TypeStyle::Body, Face::SemiBold}, Role::Text,
                    setting.name, query);
    draw_found_text(scene, {row.min.x, top + name_row}, words, {TypeStyle::Ui}, Role::TextSecondary,
                    held_off.empty() ? setting.help : held_off, query);
    draw_control({scene, setting, memory}, place);

    if (held_off.empty() && !is_row_normal(scene.preferences, id)) {
        const float side = scene.px(measure::icon_button);
        const Box arrow = box_at({row.max.x - side, std::round(place.center().y - side / 2)}, side, side);
        const std::string tip = "Back to the default: " + normal_in_words(setting);
        if (icon_button(context, "reset", arrow, Icon::Undo, tip, {.glyph = 18, .role = Role::Accent})) {
            memory.typed.clear();
            reset_row(scene.preferences, id, scene.commands);
        }
    }
    horizontal_line(*ImGui::GetWindowDrawList(), row.min.x, row.max.x, row.max.y - scene.px(line::border),
                    scene.color(Role::Border), scene.px(line::border));
}

}  // namespace crosstalk::ui
