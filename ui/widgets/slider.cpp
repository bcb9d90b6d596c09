#include "ui/widgets/slider.hpp"

#include <algorithm>
#include <cmath>

#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {

namespace {

int nearest(float share, const SliderRange& range) {
    const auto span = static_cast<float>(range.most - range.least);
    const auto steps = static_cast<int>(std::lround(share * span / static_cast<float>(range.step)));
    return std::clamp(range.least + steps * range.step, range.least, range.most);
}

// By the arrow keys, and the ends of the range by Home and End.
int by_keys(int value, const SliderRange& range) {
    own_keys_of_item({ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_Home, ImGuiKey_End});
    const auto whole = [&](int wanted) { return std::clamp(wanted, range.least, range.most); };
    if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) return whole(value - range.step);
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) return whole(value + range.step);
    if (ImGui::IsKeyPressed(ImGuiKey_Home)) return range.least;
    if (ImGui::IsKeyPressed(ImGuiKey_End)) return range.most;
    return value;
}

}  // namespace

SliderResult slider(const Context& context, const char* id, ImVec2 middle_left, int& value,
                    const SliderRange& range) {
    const Theme& theme = context.theme;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float width = theme.px(measure::slider_width);
    const float hit = theme.px(measure::hit);
    const float knob = theme.px(measure::slider_knob);
    const Box area = box_at({middle_left.x, std::floor(middle_left.y - hit / 2)}, width, hit);
    const ItemState state = item(context, id, area);
    const bool released = ImGui::IsItemDeactivated();

    SliderResult result;
    int wanted = value;
    if (state.held) {
        const float run = width - knob;
        const float share = (ImGui::GetIO().MousePos.x - area.min.x - knob / 2) / run;
        wanted = nearest(std::clamp(share, 0.0F, 1.0F), range);
    } else if (ImGui::IsItemFocused() && ImGui::GetIO().NavVisible) {
        wanted = by_keys(value, range);
        result.done = wanted != value;
    }
    result.changed = wanted != value;
    result.done |= released;
    value = wanted;

    const float share = static_cast<float>(std::clamp(value, range.least, range.most) - range.least) /
                        static_cast<float>(std::max(1, range.most - range.least));
    const float y = std::round(area.center().y);
    const float track = theme.px(measure::slider_track);
    const ImVec2 center{std::round(area.min.x + knob / 2 + share * (width - knob)), y};
    const auto bar = [&](float left, float right, Role role) {
        fill_box(draw, {{left, y - track / 2}, {right, y + track / 2}}, theme[role], track / 2);
    };
    bar(area.min.x, area.max.x, Role::Border);
    bar(area.min.x, center.x, Role::Accent);
    // The line ends short of the knob, so that it can be seen where both have one colour.
    draw.AddCircleFilled(center, knob / 2 + theme.px(space::hair), to_im(theme[Role::Window]));
    draw.AddCircleFilled(center, knob / 2,
                         to_im(mix(theme[Role::Accent], theme[Role::AccentHover], state.hover)));
    draw_focus_ring(draw, context, state, box_at({center.x - knob / 2, y - knob / 2}, knob, knob), knob / 2);
    return result;
}

}  // namespace crosstalk::ui
