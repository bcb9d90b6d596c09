#include "ui/widgets/list_box.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "ui/widgets/card.hpp"

namespace crosstalk::ui {

namespace {

constexpr float share_of_window = 0.5F;
constexpr std::size_t rows_least = 3;  // in sight, however low the window is

}  // namespace

ListBoxResult list_box(Form& form, const char* id, ScrollArea& scroll, float row_height, std::size_t count,
                       const DrawRow& draw_row) {
    const Context& context = form.context();
    const float inset = context.px(space::tiny);
    const float whole = row_height * static_cast<float>(count);
    const float most = std::max(row_height * static_cast<float>(rows_least),
                                std::floor(ImGui::GetMainViewport()->Size.y * share_of_window));
    const Box frame = form.take(std::min(whole, most) + 2 * inset);
    draw_card(*ImGui::GetWindowDrawList(), context, frame,
              {.fill = Role::Window, .outline = Role::Border, .corner = radius::control});
    const Box area{{frame.min.x + inset, frame.min.y + inset}, {frame.max.x - inset, frame.max.y - inset}};
    if (!ImGui::IsRectVisible(area.min, area.max)) {
        form.gap(space::medium);
        return {};
    }
    const ImVec2 origin = begin_scroll_area(context, id, area, scroll);
    // One more at both ends: Tab goes from row to row, also to those that are just out of sight.
    const auto row_at = [&](float y) {
        return static_cast<std::size_t>(std::max(0.0F, std::floor((y - origin.y) / row_height)));
    };
    const std::size_t above = row_at(area.min.y);
    const std::size_t first = above > 0 ? above - 1 : 0;
    const std::size_t behind = std::min(count, row_at(area.max.y) + 2);
    for (std::size_t index = first; index < behind; ++index) {
        const Box row =
            box_at({area.min.x, origin.y + row_height * static_cast<float>(index)}, area.width(), row_height);
        if (!draw_row(index, row)) continue;
        if (row.min.y < area.min.y) scroll.offset -= area.min.y - row.min.y;
        if (row.max.y > area.max.y) scroll.offset += row.max.y - area.max.y;
        if (row.min.y < area.min.y || row.max.y > area.max.y) context.needs.another_frame = true;
    }
    end_scroll_area(context, area, whole, scroll);
    form.gap(space::medium);
    return {.at_end = behind == count};
}

}  // namespace crosstalk::ui
