#include "ui/widgets/item.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {

IdScope::IdScope(std::uint64_t id) {
    const char* bytes = reinterpret_cast<const char*>(&id);
    ImGui::PushID(bytes, bytes + sizeof(id));
}
IdScope::IdScope(const char* id) {
    ImGui::PushID(id);
}
IdScope::~IdScope() {
    ImGui::PopID();
}

ItemState item(const Context& context, const char* id, Box hit) {
    ItemState state;
    if (hit.width() < 1 || hit.height() < 1) return state;
    const IdScope scope(id);
    ImGui::SetCursorScreenPos(hit.min);
    state.pressed = ImGui::InvisibleButton("item", {hit.width(), hit.height()}, ImGuiButtonFlags_EnableNav);
    state.hovered = ImGui::IsItemHovered();
    state.held = ImGui::IsItemActive();
    state.focused = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible;
    state.right_pressed = state.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right);
    state.hover = animated(context, "hover", state.hovered || state.focused ? 1.0F : 0.0F, motion::fill);
    return state;
}

bool is_walked_to(const ItemState& state, ImGuiID group) {
    if (!state.focused) return false;
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    int* seen = ImGui::GetStateStorage()->GetIntRef(group, -2);
    const bool from_another = g.FrameCount - std::exchange(*seen, g.FrameCount) <= 2;
    return from_another && g.NavJustMovedToId == ImGui::GetItemID() && !g.NavJustMovedToIsTabbing;
}

void draw_focus_ring(ImDrawList& draw, const Context& context, const ItemState& state, Box box, float radius,
                     RingPlace place) {
    if (!state.focused) return;
    const float width = context.px(line::strong);
    const Color color = context.color(Role::Focus);
    if (place == RingPlace::Inside) {
        outline_box(draw, box, color, radius, width);
        return;
    }
    const float gap = context.px(measure::focus_gap);
    outline_box(draw, box.grown(gap + width), color, radius + gap + width, width);
}

void fill_selected(ImDrawList& draw, const Context& context, Box box, float radius, float share) {
    fill_box(draw, box, with_opacity(context.color(Role::Selected), share), radius);
    if (context.theme.palette() != Palette::HighContrast || share <= 0) return;
    outline_box(draw, box, with_opacity(context.color(Role::Accent), share), radius,
                context.px(line::strong));
}

float animated(const Context& context, const char* id, float target, Motion motion) {
    float* value = ImGui::GetStateStorage()->GetFloatRef(ImGui::GetID(id), target);
    if (context.theme.motion() == MotionLevel::Reduced || motion.milliseconds <= 0) {
        *value = target;
    } else {
        const float step = ImGui::GetIO().DeltaTime * 1000.0F / static_cast<float>(motion.milliseconds);
        *value = target > *value ? std::min(target, *value + step) : std::max(target, *value - step);
    }
    if (*value != target) context.needs.another_frame = true;
    return *value;
}

namespace {

// Whoever takes to the keys does not want the tip of what the pointer happens to rest on: it comes back when the pointer
// moves. Dear ImGui counts how long the pointer rests and begins anew with each move; keys set the count far below nothing.
bool keys_hide_tips() {
    constexpr float far_below = -1.0e9F;
    ImGuiContext& g = *ImGui::GetCurrentContext();
    const auto is_press = [](const ImGuiInputEvent& event) {
        return event.Type == ImGuiInputEventType_Key && event.Key.Down && ImGui::IsKeyboardKey(event.Key.Key);
    };
    if (std::any_of(g.InputEventsTrail.begin(), g.InputEventsTrail.end(), is_press))
        g.MouseStationaryTimer = far_below;
    return g.MouseStationaryTimer < far_below / 2;
}

// Above a thing, or below it where there is no room.
void draw_tooltip_beside(const Context& context, std::string_view text, Box thing) {
    const Theme& theme = context.theme;
    const Type type{TypeStyle::Small, Face::Regular};
    const FontMeasure measure(context.fonts, theme);
    TextLayout layout;
    lay_out_text(text, type.style, theme.px(320), measure, layout);
    const float row = theme.type_row(type.style);
    const ImVec2 padding{theme.px(space::control), theme.px(space::tiny) + theme.px(space::hair)};
    const float width = std::ceil(layout.width) + 2 * padding.x;
    const float height = row * static_cast<float>(layout.lines.size()) + 2 * padding.y;
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    ImVec2 min{std::floor(thing.center().x - width / 2),
               std::floor(thing.min.y - height - theme.px(space::control))};
    min.x = std::clamp(min.x, theme.px(space::tiny),
                       std::max(theme.px(space::tiny), display.x - width - theme.px(space::tiny)));
    // Below the pointer it keeps clear of its picture.
    const float below = theme.px(thing.height() > 0 ? space::control : space::section);
    if (min.y < theme.px(space::tiny)) min.y = thing.max.y + below;
    ImDrawList& draw = *ImGui::GetForegroundDrawList();
    const Box box = box_at(min, width, height);
    fill_box(draw, box, theme[Role::Raised], theme.px(radius::control));
    outline_box(draw, box, theme[Role::BorderControl], theme.px(radius::control), theme.px(line::border));
    float y = min.y + padding.y;
    for (const TextLine& text_line : layout.lines) {
        draw_text(draw, context, {min.x + padding.x, y}, type, theme[Role::Text],
                  text.substr(text_line.begin, text_line.end - text_line.begin));
        y += row;
    }
}

}  // namespace

void tooltip(const Context& context, const ItemState& state, std::string_view text) {
    if (text.empty() || !(state.hovered || state.focused) || state.held) return;
    const bool is_hidden = keys_hide_tips();
    if (is_hidden && !state.focused) return;
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_ForTooltip | ImGuiHoveredFlags_DelayNormal) &&
        !state.focused) {
        // The delay runs out without any event: keep drawing until it has.
        if (state.hovered) context.needs.another_frame = true;
        return;
    }
    // By the keyboard it belongs to the thing, which counts as hovered for Dear ImGui wherever the pointer rests.
    if (state.focused && (is_hidden || !ImGui::IsItemHovered(ImGuiHoveredFlags_NoNavOverride)))
        return draw_tooltip_beside(context, text, focused_box());
    draw_tooltip(context, text);
}

void draw_tooltip(const Context& context, std::string_view text) {
    if (keys_hide_tips()) return;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    draw_tooltip_beside(context, text, {mouse, mouse});
}

}  // namespace crosstalk::ui
