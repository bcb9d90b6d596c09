#include "ui/panels/dialogs/shortcuts_dialog.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "net/text/normal_form.hpp"
#include "ui/panels/scene.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/form.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/mark.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t search_most = 100;  // bytes
constexpr float keys_least = 76;

bool matches(const Preferences& preferences, const Shortcut& shortcut, std::string_view folded) {
    if (folded.empty()) return true;
    const std::string all = std::string(shortcut.line) + " " + std::string(title_of(shortcut.section)) + " " +
                            keys_of(preferences, shortcut.id);
    return text::nfkc_casefold(all).find(folded) != std::string::npos;
}

}  // namespace

// The keys themselves, pressed instead of said. Esc leaves it as it was.
void ShortcutsDialog::listen(const Scene& scene) {
    const std::optional<Chord> chord = chord_pressed();
    if (!chord) return;
    take_key(static_cast<ImGuiKey>(*chord & ~ImGuiMod_Mask_));
    if (*chord == ImGuiKey_Escape) {
        listening_.reset();
        fault_.clear();
        return;
    }
    fault_ = fault_of_chord(scene.preferences, *listening_, *chord);
    if (!fault_.empty()) return;
    rebind(scene.preferences, *listening_, *chord, scene.commands);
    listening_.reset();
}

void ShortcutsDialog::draw_row(const Scene& scene, Form& form, const Shortcut& shortcut) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const IdScope scope(static_cast<std::uint64_t>(shortcut.id) + 1);
    const Box row = form.take(context.px(measure::popup_row));
    const float row_top = std::round(row.center().y - context.theme.type_row(TypeStyle::Body) / 2);
    const bool is_free = shortcut.rebinding == Rebinding::Allowed;
    const bool is_changed = is_rebound(scene.preferences, shortcut.id);
    const bool is_listening = listening_ == shortcut.id;
    const std::string keys = is_listening ? "Press the keys" : keys_of(scene.preferences, shortcut.id);

    // A place at the right for the way back, so that all keys end at one line.
    const float side = context.px(measure::icon_button);
    const Box reset = box_at({row.max.x - side, row.center().y - side / 2}, side, side);
    const float width =
        std::max(context.px(keys_least), key_cap_width(context, keys) + 2 * context.px(space::small));
    const float height = context.px(26);
    const Box cap =
        box_at({reset.min.x - context.px(space::tiny) - width, std::round(row.center().y - height / 2)},
               width, height);
    draw_text_within(draw, context, {row.min.x, row_top}, cap.min.x - row.min.x - context.px(space::medium),
                     {TypeStyle::Body}, context.color(Role::Text), shortcut.line);
    const float corner = context.px(radius::segment);
    const Type type{TypeStyle::Micro, Face::SemiBold};
    if (!is_free) {
        const float right = cap.max.x - key_cap_width(context, keys);
        draw_key_cap(draw, context, {right, cap.center().y}, keys, context.color(Role::TextMuted),
                     context.color(Role::Border));
        return;
    }
    const ItemState state = item(context, "keys", cap);
    fill_box(draw, cap, mix(context.color(Role::Raised), context.color(Role::Selected), state.hover), corner);
    outline_box(draw, cap, context.color(is_listening ? Role::Accent : Role::BorderControl), corner,
                context.px(is_listening ? line::strong : line::border));
    draw_focus_ring(draw, context, state, cap, corner);
    draw_text_centered(draw, context, cap, type,
                       context.color(is_listening || is_changed ? Role::Accent : Role::Text), keys);
    tooltip(context, state, "Give it other keys");
    if (state.pressed && !is_listening) {
        listening_ = shortcut.id;
        fault_.clear();
        context.needs.another_frame = true;
    }
    if (is_changed && icon_button(context, "reset", reset, Icon::Undo, "The usual keys again"))
        reset_shortcut(scene.preferences, shortcut.id, scene.commands);
}

Staying ShortcutsDialog::draw(const Scene& scene, Form& form) {
    if (listening_) listen(scene);
    const FieldRequest request =
        std::exchange(focus_wanted_, false) ? FieldRequest::Refill : FieldRequest::Nothing;
    form.field("search", search_,
               {.hint = "Search", .icon = Icon::Search, .bytes_most = search_most, .request = request});
    if (!search_.empty() && !listening_ && ImGui::IsKeyPressed(ImGuiKey_Escape)) {
        search_.clear();
        focus_wanted_ = true;
        take_key(ImGuiKey_Escape);
    }
    form.fault(fault_);
    const std::string folded = text::nfkc_casefold(search_);
    std::optional<ShortcutSection> section;
    bool any_changed = false;
    for (const Shortcut& shortcut : shortcut_table()) {
        any_changed = any_changed || is_rebound(scene.preferences, shortcut.id);
        if (!matches(scene.preferences, shortcut, folded)) continue;
        if (section != shortcut.section) form.head(title_of(shortcut.section));
        section = shortcut.section;
        draw_row(scene, form, shortcut);
    }
    if (!section) form.paragraph("No shortcut has that in it.", Role::TextMuted);
    if (any_changed && form.buttons({{"reset-all", "All as usual", {.icon = Icon::Undo}}}) == 0)
        reset_all_shortcuts(scene.preferences, scene.commands);
    return Staying::Open;
}

}  // namespace crosstalk::ui
