#include "ui/panels/rooms_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <string>

#include "ui/panels/presence.hpp"
#include "ui/theme/logo.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/popup.hpp"
#include "ui/widgets/row.hpp"

namespace crosstalk::ui {

namespace {

std::size_t people_online(const model::Model& model) {
    const model::Room* lobby = model.room(net::lobby);
    if (lobby == nullptr) return 0;
    return static_cast<std::size_t>(std::ranges::count_if(lobby->members, [](const auto& entry) {
        return entry.second.presence.state != net::PresenceState::Offline;
    }));
}

Presence own_presence(const model::Model& model) {
    return model.connection().state == model::ConnectionState::Online ? Presence::Online : Presence::Offline;
}

std::string own_state(const model::Model& model) {
    switch (model.connection().state) {
        case model::ConnectionState::Online:
            return "Online";
        case model::ConnectionState::Connecting:
            return "Connecting";
        case model::ConnectionState::Offline:
            return "Reconnecting";
        default:
            return "Offline";
    }
}

// Name of the server, how many are here, and the way out.
void draw_server_header(const Context& context, Box box, const model::Model& model, Commands& commands) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.PushClipRect(box.min, box.max, true);
    draw_decoration_x(draw, {box.max.x - context.px(20), box.min.y + context.px(8)}, context.px(26),
                      context.px(10), context.color(Role::Selected));
    draw_decoration_o(draw, {box.max.x - context.px(64), box.max.y + context.px(2)}, context.px(26),
                      context.px(10), context.color(Role::Selected));
    draw.PopClipRect();
    horizontal_line(draw, box.min.x, box.max.x, box.max.y - context.px(line::border),
                    context.color(Role::Border), context.px(line::border));

    const ItemState header = item(context, "server", box);
    draw_focus_ring(draw, context, header, box, 0, RingPlace::Inside);
    const float left = box.min.x + context.px(space::card);
    const float chevron = context.px(14);
    const Type title{TypeStyle::Title, Face::SemiBold};
    const float room_for_name = box.max.x - left - chevron - context.px(space::section);
    const float name_top = box.min.y + context.px(space::card);
    const float width = std::min(room_for_name, text_width(context, title, model.server().name));
    draw_text_within(draw, context, {left, name_top}, room_for_name, title, context.color(Role::Text),
                     model.server().name);
    draw_icon(draw, context.theme, Icon::ChevronDown,
              {left + width + context.px(space::small) + chevron / 2,
               name_top + context.theme.type_row(TypeStyle::Title) / 2},
              chevron, context.color(Role::TextSecondary));
    const std::size_t online = people_online(model);
    const std::string people = online == 0   ? own_state(model)
                               : online == 1 ? "1 person online"
                                             : std::to_string(online) + " people online";
    draw_text_within(draw, context, {left, name_top + context.theme.type_row(TypeStyle::Title)},
                     box.max.x - left - context.px(space::control), {TypeStyle::Ui},
                     context.color(Role::TextSecondary), people);

    if (header.pressed) open_menu("server-menu");
    constexpr float menu_width = 216;
    if (begin_menu(context, "server-menu", menu_width,
                   Box{{box.min.x + context.px(space::control), box.min.y}, box.max})) {
        if (menu_entry(context, "leave", "Leave this server", {.icon = Icon::Leave})) {
            commands.send(model::Disconnect{});
        }
        if (menu_entry(context, "exit", "Exit Crosstalk", {.icon = Icon::Close, .shortcut = "Ctrl Q"})) {
            commands.ask(QuitProgram{});
        }
        end_menu(context);
    }
}

void draw_own_bar(const Context& context, Box box, const model::Model& model) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    horizontal_line(draw, box.min.x, box.max.x, box.min.y, context.color(Role::Border),
                    context.px(line::border));
    const float side = context.px(measure::avatar_medium);
    const ImVec2 avatar{box.min.x + context.px(space::medium), box.min.y + (box.height() - side) / 2};
    draw_avatar_with_presence(
        draw, context, avatar, measure::avatar_medium,
        {.user = model.me().id.value, .name = model.me().name, .presence = own_presence(model)},
        context.color(Role::Panel));
    const float left = avatar.x + side + context.px(space::card_narrow);
    const float width = box.max.x - left - context.px(space::control);
    const float name_row = context.theme.type_row(TypeStyle::Body);
    const float top = box.center().y - (name_row + context.theme.type_row(TypeStyle::Ui)) / 2;
    draw_text_within(draw, context, {left, top}, width, {TypeStyle::Body, Face::SemiBold},
                     context.color(Role::Text), model.me().name);
    draw_text_within(draw, context, {left, top + name_row}, width, {TypeStyle::Ui},
                     context.color(Role::TextSecondary), own_state(model));
}

Person peer_of(const model::Room& room, const model::Model& model) {
    Person person{.user = room.peer.id.value, .name = room.peer.name, .presence = Presence::Offline};
    const model::Room* lobby = model.room(net::lobby);
    if (lobby == nullptr) return person;
    const auto member = lobby->members.find(room.peer.id);
    if (member != lobby->members.end()) person.presence = presence_of(member->second.presence.state);
    return person;
}

RoomRowLook look_of(const model::Room& room, const model::Model& model, bool is_current) {
    const auto is_unsent = [&](const model::PendingPost& post) { return post.room == room.id; };
    const bool is_direct = room.kind == net::RoomKind::Direct;
    const std::uint64_t unread = is_current ? 0 : room.unread();
    RoomRowLook look{.icon = room.kind == net::RoomKind::Private ? Icon::Lock : Icon::Hash,
                     .chosen = is_current ? Chosen::Yes : Chosen::No,
                     .unread = unread,
                     // What is said to oneself alone is always meant for oneself.
                     .mentions = is_current ? 0 : (is_direct ? unread : room.unread_mentions()),
                     .unsent = static_cast<std::uint64_t>(std::ranges::count_if(model.pending(), is_unsent))};
    if (is_direct) look.person = peer_of(room, model);
    return look;
}

}  // namespace

void draw_rooms(const Scene& scene, Box box, ScrollArea& scroll, ServerHeader header) {
    const Context& context = scene.context;
    const model::Model& model = scene.model;
    Commands& commands = scene.commands;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, context.color(Role::Panel));
    vertical_line(draw, box.max.x - context.px(line::border), box.min.y, box.max.y,
                  context.color(Role::Border), context.px(line::border));
    box.max.x -= context.px(line::border);
    if (header == ServerHeader::Shown) {
        const Box top{box.min, {box.max.x, box.min.y + context.px(measure::server_header)}};
        draw_server_header(context, top, model, commands);
        box.min.y = top.max.y;
    }
    const Box own{{box.min.x, box.max.y - context.px(measure::own_bar)}, box.max};
    draw_own_bar(context, own, model);
    box.max.y = own.min.y;

    const ImVec2 origin = begin_scroll_area(context, "rooms", box, scroll);
    ImDrawList& inside = *ImGui::GetWindowDrawList();
    float top = origin.y;
    const float row_height = context.px(context.theme.density().room_row);
    const auto next_row = [&] {
        const Box row = box_at({box.min.x, top}, box.width(), row_height);
        top += row_height;
        return row;
    };
    const auto head = [&](std::string_view title, std::size_t count) {
        const float inset = context.px(space::card);
        draw_section_head(inside, context, {box.min.x + inset, top}, box.width() - 2 * inset, title, count);
        top += section_head_height(context);
    };

    const auto show = [&](const model::Room& room) {
        const IdScope scope(room.id.value);
        const RoomRowLook look = look_of(room, model, room.id == scene.here);
        const float row = room.kind == net::RoomKind::Direct ? context.px(measure::direct_row) : row_height;
        const Box place = box_at({box.min.x, top}, box.width(), row);
        top += row;
        if (room_row(context, "room", place, room.name, look).pressed) commands.show(GoToRoom{room.id});
    };
    // Direct rooms come last in the model's order.
    const auto is_direct = [&](net::RoomId id) { return model.room(id)->kind == net::RoomKind::Direct; };
    const auto first_direct = std::ranges::find_if(model.rooms(), is_direct);
    const auto named = static_cast<std::size_t>(first_direct - model.rooms().begin());
    head("Rooms", named);
    for (std::size_t index = 0; index < named; ++index)
        show(*model.room(model.rooms()[index]));
    if (first_direct != model.rooms().end()) head("Direct messages", model.rooms().size() - named);
    for (std::size_t index = named; index < model.rooms().size(); ++index)
        show(*model.room(model.rooms()[index]));
    if (!model.invitations().empty()) {
        head("Invitations", model.invitations().size());
        for (const model::Invitation& invitation : model.invitations()) {
            const IdScope scope(invitation.room.id.value);
            if (room_row(context, "invitation", next_row(), invitation.room.name, {.icon = Icon::Enter})
                    .pressed) {
                net::JoinRoom join;
                join.room = invitation.room.id;
                commands.send(model::Perform{std::move(join), {}});
            }
        }
    }
    end_scroll_area(context, box, top - origin.y + context.px(space::control), scroll);
}

}  // namespace crosstalk::ui
