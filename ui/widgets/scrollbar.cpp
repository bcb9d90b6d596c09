#include "ui/widgets/scrollbar.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {

namespace {
constexpr float wheel_step = 60.0F;  // pixels at 100 % per notch: three lines of messages
}

std::optional<double> scrollbar(const Context& context, const char* id, Box area, double top, double size,
                                ScrollbarMemory& memory) {
    if (size >= 1.0) return std::nullopt;
    const Theme& theme = context.theme;
    const float hit = theme.px(measure::scroll_hit);
    const Box track{{area.max.x - hit, area.min.y}, area.max};
    const float edge = theme.px(measure::scroll_edge);
    const float room = track.height() - 2 * edge;
    const float length = std::max(theme.px(measure::scroll_least), room * static_cast<float>(size));
    if (room <= length) return std::nullopt;
    const ItemState state = item(context, id, track);
    const auto travel = static_cast<double>(room - length);
    const double span = 1.0 - size;
    const float mouse = ImGui::GetIO().MousePos.y - track.min.y - edge;

    if (top != memory.last_top) {
        memory.last_top = top;
        memory.last_scroll_ms = context.now_ms;
    }
    float thumb = static_cast<float>(std::clamp(top / span, 0.0, 1.0) * travel);
    std::optional<double> wanted;
    if (state.held) {
        memory.last_scroll_ms = context.now_ms;
        if (ImGui::IsItemActivated()) {
            const bool on_thumb = mouse >= thumb && mouse < thumb + length;
            memory.grabbed_at = on_thumb ? mouse - thumb : length / 2;
        }
        // The thumb follows the pointer; the content's height may still be an estimate.
        thumb = std::clamp(mouse - memory.grabbed_at, 0.0F, static_cast<float>(travel));
        wanted = static_cast<double>(thumb) / travel * span;
    }

    float opacity = 1.0F;
    if (!state.hovered && !state.held && theme.motion() == MotionLevel::Full) {
        const std::int64_t rest = context.now_ms - memory.last_scroll_ms - motion::scrollbar_stays_ms;
        opacity = 1.0F - theme.progress(motion::scrollbar_fade, rest);
        if (opacity > 0) context.needs.another_frame = true;
    }
    if (opacity <= 0) return wanted;
    const bool hot = state.hovered || state.held;
    const float width = theme.px(hot ? measure::scroll_thumb_hot : measure::scroll_thumb);
    const Box box = box_at({track.max.x - theme.px(hot ? 2.0F : measure::scroll_edge) - width,
                            track.min.y + edge + std::round(thumb)},
                           width, std::round(length));
    fill_box(*ImGui::GetWindowDrawList(), box, with_opacity(theme[Role::Scroll], opacity), width / 2);
    return wanted;
}

ImVec2 begin_scroll_area(const Context& context, const char* id, Box area, ScrollArea& scroll) {
    ImGui::PushID(id);
    ImGui::PushClipRect(area.min, area.max, true);
    scroll.focus_is_before = ImGui::GetCurrentContext()->NavIdIsAlive;
    if (ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows) && area.contains(ImGui::GetIO().MousePos)) {
        scroll.offset -= std::round(ImGui::GetIO().MouseWheel * context.px(wheel_step));
    }
    scroll.offset = std::max(0.0F, scroll.offset);
    return {area.min.x, area.min.y - scroll.offset};
}

namespace {

// Once for each thing that gets the keyboard, so that the wheel can leave it behind.
void follow_focus(const Context& context, Box area, ScrollArea& scroll) {
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    const bool inside = g.NavIdIsAlive && !scroll.focus_is_before && g.NavWindow == ImGui::GetCurrentWindow();
    if (!inside || !g.NavCursorVisible) return;
    if (std::exchange(scroll.followed, g.NavId) == g.NavId) return;
    const Box focused = focused_box();
    const float margin = context.px(space::section);
    const float before = scroll.offset;
    if (focused.max.y + margin > area.max.y) scroll.offset += focused.max.y + margin - area.max.y;
    if (focused.min.y - margin < area.min.y) scroll.offset -= area.min.y - focused.min.y + margin;
    scroll.offset = std::max(0.0F, std::round(scroll.offset));
    if (scroll.offset != before) context.needs.another_frame = true;
}

}  // namespace

void end_scroll_area(const Context& context, Box area, float content_height, ScrollArea& scroll) {
    follow_focus(context, area, scroll);
    const float most = std::max(0.0F, content_height - area.height());
    scroll.offset = std::min(scroll.offset, most);
    if (most > 0) {
        const auto whole = static_cast<double>(content_height);
        const auto wanted = scrollbar(context, "bar", area, static_cast<double>(scroll.offset) / whole,
                                      static_cast<double>(area.height()) / whole, scroll.bar);
        if (wanted) {
            scroll.offset = std::round(static_cast<float>(*wanted * whole));
            context.needs.another_frame = true;
        }
    }
    ImGui::PopClipRect();
    ImGui::PopID();
}

}  // namespace crosstalk::ui
