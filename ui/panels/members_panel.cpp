#include "ui/panels/members_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "ui/panels/presence.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/row.hpp"

namespace crosstalk::ui {

namespace {

using Members = std::vector<const net::MemberPresence*>;

void draw_group(const Context& context, std::string_view title, const Members& members, Box column,
                float& top) {
    if (members.empty()) return;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float inset = context.px(space::card);
    draw_section_head(draw, context, {column.min.x + inset, top}, column.width() - 2 * inset, title,
                      members.size());
    top += section_head_height(context);
    const float height = context.px(context.theme.density().member_row);
    for (const net::MemberPresence* member : members) {
        const Box row = box_at({column.min.x, top}, column.width(), height);
        top += height;
        // Rows that are out of sight cost nothing but their place.
        if (!ImGui::IsRectVisible(row.min, row.max)) continue;
        const IdScope scope(member->user.id.value);
        const Person person{
            .user = member->user.id.value, .name = member->user.name, .presence = presence_of(member->state)};
        member_row(context, "member", row, person, {}, std::nullopt);
    }
}

}  // namespace

void draw_members(const Context& context, Box box, ScrollArea& scroll, const model::Model&,
                  const model::Room& room, Commands& commands) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, context.color(Role::Panel));
    vertical_line(draw, box.min.x, box.min.y, box.max.y, context.color(Role::Border),
                  context.px(line::border));
    if (room.members_state != model::Room::MembersState::Loaded) commands.send(model::LoadMembers{room.id});

    Members online;
    Members offline;
    for (const auto& [id, member] : room.members) {
        const bool is_here = member.presence.state != net::PresenceState::Offline;
        (is_here ? online : offline).push_back(&member.presence);
    }
    const auto by_name = [](const net::MemberPresence* member) -> const std::string& {
        return member->user.name;
    };
    std::ranges::sort(online, {}, by_name);
    std::ranges::sort(offline, {}, by_name);

    box.min.x += context.px(line::border);
    const ImVec2 origin = begin_scroll_area(context, "members", box, scroll);
    const Box column{{box.min.x, origin.y}, {box.max.x, box.max.y}};
    float top = origin.y;
    draw_group(context, "Online", online, column, top);
    draw_group(context, "Offline", offline, column, top);
    end_scroll_area(context, box, top - origin.y + context.px(space::control), scroll);
}

}  // namespace crosstalk::ui
