#include "ui/panels/members_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "client/model/words.hpp"
#include "ui/panels/person_menu.hpp"
#include "ui/panels/presence.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/popup.hpp"
#include "ui/widgets/row.hpp"

namespace crosstalk::ui {

namespace {

using Members = std::vector<const net::Member*>;

struct Group {
    net::Role role;
    std::string_view title;
};
constexpr std::array<Group, 4> groups = {{{net::Role::Owner, "Owner"},
                                          {net::Role::Admin, "Admins"},
                                          {net::Role::Member, "Members"},
                                          {net::Role::Guest, "Guests"}}};

// As the server last said: nobody changes place because the connection is lost.
bool is_here(const net::Member* member) {
    return member->presence.state != net::PresenceState::Offline;
}

// That it is muted, its own words, or since when somebody is gone.
std::string about(const net::Member& member, const Scene& scene) {
    const net::Timestamp at{scene.now.wall_ms};
    if (member.muted_until > at) return "Muted" + model::until_in_words(member.muted_until, at);
    if (!member.card.status.empty()) return member.card.status;
    const bool is_told_gone = member.presence.state == net::PresenceState::Offline;
    if (!knows_presence(scene.model) && !is_told_gone) return {};
    const Moment& now = scene.now;
    const ClockStyle clock = scene.preferences.clock();
    switch (member.presence.state) {
        case net::PresenceState::Away:
            return "Away";
        case net::PresenceState::Busy:
            return "Do not disturb";
        case net::PresenceState::Online:
            return {};
        case net::PresenceState::Offline:
            break;
    }
    if (!member.seen) return {};
    const bool today = local_day(member.seen.value, now.zone) == local_day(now.wall_ms, now.zone);
    const ShortText when =
        today ? time_of_day(member.seen.value, now.zone, clock) : full_date(member.seen.value, now.zone);
    return "Seen " + std::string(when.view());
}

std::optional<Icon> icon_of(net::Role role) {
    if (role == net::Role::Owner) return Icon::Crown;
    if (role == net::Role::Admin) return Icon::Shield;
    return std::nullopt;
}

}  // namespace

void draw_members(const Scene& scene, Box box, ScrollArea& scroll, const model::Room& room) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, context.color(Role::Panel));
    vertical_line(draw, box.min.x, box.min.y, box.max.y, context.color(Role::Border),
                  context.px(line::border));
    if (room.members_state != model::Room::MembersState::Loaded)
        scene.commands.send(model::LoadMembers{room.id});

    box.min.x += context.px(line::border);
    const ImVec2 origin = begin_scroll_area(context, "members", box, scroll);
    ImDrawList& inside = *ImGui::GetWindowDrawList();
    const float inset = context.px(space::card);
    const float height = context.px(context.theme.density().member_row);
    float top = origin.y;
    for (const Group& group : groups) {
        Members members;
        for (const auto& [id, member] : room.members) {
            if (member.role == group.role) members.push_back(&member);
        }
        if (members.empty()) continue;
        std::ranges::sort(members, [](const net::Member* a, const net::Member* b) {
            if (is_here(a) != is_here(b)) return is_here(a);
            return a->presence.user.name < b->presence.user.name;
        });
        draw_section_head(inside, context, {box.min.x + inset, top}, box.width() - 2 * inset, group.title,
                          members.size());
        top += section_head_height(context);
        for (const net::Member* member : members) {
            const Box row = box_at({box.min.x, top}, box.width(), height);
            top += height;
            // Rows that are out of sight cost nothing but their place.
            if (!ImGui::IsRectVisible(row.min, row.max)) continue;
            const net::UserRef& user = member->presence.user;
            const IdScope scope(user.id.value);
            const Person person{
                .user = user.id.value, .name = user.name, .presence = presence_in(scene.model, *member)};
            const ItemState state =
                member_row(context, "member", row, person, about(*member, scene), icon_of(member->role));
            if (state.pressed || wants_menu(state)) open_menu(person_menu);
            draw_person_menu(scene, user);
        }
    }
    end_scroll_area(context, box, top - origin.y + context.px(space::control), scroll);
}

}  // namespace crosstalk::ui
