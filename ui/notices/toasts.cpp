#include "ui/notices/toasts.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "ui/panels/scene.hpp"
#include "ui/theme/person.hpp"
#include "ui/widgets/bare_window.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/keys.hpp"
#include "ui/widgets/tinted_text.hpp"

namespace crosstalk::ui {

namespace {

constexpr float width_most = 340;
constexpr float edge = 12;
constexpr std::size_t title_rows = 2;
constexpr std::size_t body_rows = 2;
constexpr float slide = 24;
constexpr float portrait = measure::avatar_list;
constexpr float cross = measure::chip;
// Under the pointer it stays; from then on, so long.
constexpr std::int64_t stays_behind_pointer_ms = 2'000;
constexpr Type title_type{TypeStyle::Ui, Face::SemiBold};
constexpr Type body_type{TypeStyle::Ui};
constexpr std::array<const char*, Toasts::most> window_names = {"toast-1", "toast-2", "toast-3"};

// Of a card of that width.
float text_width_of(const Scene& scene, float width) {
    return width - 2 * scene.px(space::medium) - scene.px(portrait) - scene.px(space::card_narrow);
}

float title_height(const Scene& scene, const Toasts::Toast& toast, float width) {
    return tinted_paragraph_height(scene.context, text_width_of(scene, width) - scene.px(cross), title_type,
                                   toast.title, title_rows);
}

}  // namespace

void Toasts::show(Toast toast, std::int64_t now_ms) {
    std::optional<std::int64_t> ends;
    if (toast.stays_ms) ends = now_ms + *toast.stays_ms;
    const auto same = std::ranges::find_if(
        shown_, [&](const Entry& entry) { return toast.key != 0 && entry.toast.key == toast.key; });
    if (same != shown_.end()) {
        same->toast = std::move(toast);
        same->ends_ms = ends;
        return;
    }
    shown_.push_front({std::move(toast), ++last_id_, {}, ends});
    drop_what_is_too_much();
}

void Toasts::drop_what_is_too_much() {
    std::size_t place = 0;
    std::erase_if(shown_, [&](const Entry& entry) { return ++place > most && entry.ends_ms; });
    if (shown_.size() > most + most_waiting) shown_.pop_back();
}

void Toasts::clear_passing() {
    std::erase_if(shown_, [](const Entry& entry) { return entry.ends_ms.has_value(); });
}

void Toasts::withdraw(std::uint64_t key) {
    std::erase_if(shown_, [&](const Entry& entry) { return entry.toast.key == key; });
}

void Toasts::clear_leading() {
    std::erase_if(shown_, [](const Entry& entry) { return entry.toast.go != nullptr; });
}

float Toasts::height_of(const Scene& scene, const Entry& entry, float width) {
    const float body = entry.toast.body.empty()
                           ? 0
                           : tinted_paragraph_height(scene.context, text_width_of(scene, width), body_type,
                                                     entry.toast.body, body_rows);
    const float text = title_height(scene, entry.toast, width) + body;
    const float buttons =
        entry.toast.buttons.empty() ? 0 : scene.px(space::control) + scene.px(measure::button);
    return 2 * scene.px(space::medium) + std::max(text, scene.px(portrait)) + buttons;
}

// Portrait or icon, the title, and what there is to say.
void Toasts::draw_face(const Scene& scene, const Toast& toast, Box box) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float side = theme.px(portrait);
    const ImVec2 corner{box.min.x + theme.px(space::medium), box.min.y + theme.px(space::medium)};
    if (toast.by.id) {
        draw_avatar(draw, context, corner, side, {toast.by.id.value, toast.by.name, Presence::Online});
    } else {
        draw_icon(draw, theme, toast.icon, {corner.x + side / 2, corner.y + side / 2},
                  theme.px(measure::icon_glyph), theme[Role::Accent]);
    }
    const float x = corner.x + side + theme.px(space::card_narrow);
    const float width = text_width_of(scene, box.width());
    const float title = title_height(scene, toast, box.width());
    // A title alone stands in the middle of the card's height.
    const float y =
        toast.body.empty() && toast.buttons.empty() ? std::round(box.center().y - title / 2) : corner.y;
    draw_tinted_paragraph(draw, context, {x, y}, width - theme.px(cross),
                          {title_type, theme[Role::Text], theme[Role::Text]}, toast.title, {}, title_rows);
    if (toast.body.empty()) return;
    draw_tinted_paragraph(draw, context, {x, y + title}, width,
                          {body_type, theme[Role::TextSecondary], theme[Role::Text]}, toast.body, {},
                          body_rows);
}

// In one row from the text's left edge.
Toasts::Outcome Toasts::draw_buttons(const Scene& scene, const Toast& toast, Box box) {
    Outcome outcome;
    const float height = scene.px(measure::button);
    float left = box.max.x - scene.px(space::medium) - text_width_of(scene, box.width());
    const float top = box.max.y - scene.px(space::medium) - height;
    for (const Button& each : toast.buttons) {
        const std::string reason = each.why_disabled ? each.why_disabled(scene) : std::string();
        const ButtonLook look{.kind = each.kind, .disabled_reason = reason};
        const Box place = box_at({left, top}, button_width(scene.context, each.label, look), height);
        left = place.max.x + scene.px(space::control);
        if (!button(scene.context, each.id, place, each.label, look) || !reason.empty()) continue;
        outcome = {each.after == AfterPress::Goes ? Fate::Pressed : Fate::Stays, &each, place};
    }
    return outcome;
}

Toasts::Outcome Toasts::draw_card_of(const Scene& scene, Entry& entry, Box box) {
    const Context& context = scene.context;
    const Theme& theme = context.theme;
    const IdScope scope(entry.id);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    ImGui::SetNextItemAllowOverlap();
    const ItemState state = item(context, "toast", box);
    draw_card(draw, context, box,
              {.fill = Role::Raised, .outline = Role::BorderControl, .corner = radius::card});
    if (entry.toast.go) {
        fill_box(draw, box, with_opacity(theme[Role::Selected], state.hover * 0.5F), theme.px(radius::card));
        if (state.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    }
    draw_face(scene, entry.toast, box);
    Outcome outcome = draw_buttons(scene, entry.toast, box);
    if (outcome.button != nullptr) return outcome;
    outcome.fate = state.pressed ? Fate::Pressed : Fate::Stays;
    if (!ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem)) return outcome;
    if (entry.ends_ms)
        entry.ends_ms = std::max(*entry.ends_ms, scene.now.steady_ms + stays_behind_pointer_ms);
    const float close = theme.px(cross);
    const Box close_box = box_at(
        {box.max.x - theme.px(space::small) - close, box.min.y + theme.px(space::small)}, close, close);
    if (icon_button(context, "close", close_box, Icon::Close, "Close", {.glyph = 14.0F}))
        outcome.fate = Fate::Goes;
    return outcome;
}

// `box` is where it comes to stand.
Toasts::Outcome Toasts::draw_one(const Scene& scene, Entry& entry, Box box, std::size_t index) {
    const Theme& theme = scene.context.theme;
    const bool is_new = !entry.since_ms;
    if (is_new) entry.since_ms = scene.now.steady_ms;
    const float progress = theme.progress(motion::side_panel, scene.now.steady_ms - *entry.since_ms);
    if (progress < 1) scene.context.needs.another_frame = true;
    const float left = box.min.x + std::round(theme.px(slide) * (1.0F - progress));
    box = box_at({left, box.min.y}, box.width(), box.height());
    begin_bare_window(window_names[index], box, ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav);
    // Before a dialog is answered nothing else can be pressed: what is to be pressed stands behind it.
    if (!entry.toast.buttons.empty()) {
        put_window_behind_popups();
    } else if (is_new) {
        bring_window_to_front();
    }
    const Outcome outcome = draw_card_of(scene, entry, box);
    ImGui::End();
    return outcome;
}

bool Toasts::draw(const Scene& scene, Box place) {
    const std::int64_t now = scene.now.steady_ms;
    std::erase_if(shown_, [&](const Entry& entry) {
        const bool is_back = entry.toast.left && scene.model.room(entry.toast.left) != nullptr;
        return is_back || (entry.ends_ms && *entry.ends_ms <= now);
    });
    if (shown_.empty()) return false;
    const float width = std::min(scene.px(width_most), place.width() - 2 * scene.px(edge));
    const float left = place.max.x - scene.px(edge) - width;
    float top = place.min.y + scene.px(edge);
    std::optional<std::uint64_t> gone;
    bool pressed = false;
    std::optional<std::int64_t> next;
    for (std::size_t index = 0; index < std::min(shown_.size(), most); ++index) {
        Entry& entry = shown_[index];
        const float height = height_of(scene, entry, width);
        // It waits for room, or for its end.
        if (index > 0 && top + height > place.max.y) break;
        const Outcome outcome = draw_one(scene, entry, box_at({left, top}, width, height), index);
        top += height + scene.px(space::control);
        if (entry.ends_ms) next = std::min(next.value_or(*entry.ends_ms), *entry.ends_ms);
        if (outcome.button != nullptr) outcome.button->press(scene, outcome.box);
        if (outcome.fate == Fate::Stays) continue;
        gone = entry.id;
        pressed = true;
        const bool leads = outcome.fate == Fate::Pressed && outcome.button == nullptr;
        if (leads && entry.toast.go) entry.toast.go(scene);
    }
    if (gone) std::erase_if(shown_, [&](const Entry& entry) { return entry.id == *gone; });
    // What waited has room now.
    if (gone) scene.context.needs.another_frame = true;
    if (next) scene.commands.wake_in(std::max<std::int64_t>(*next - now, 0));
    return pressed;
}

}  // namespace crosstalk::ui
