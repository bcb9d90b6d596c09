#include "ui/panels/rooms_panel.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "ui/panels/dialogs/create_room.hpp"
#include "ui/panels/dialogs/directory.hpp"
#include "ui/panels/drafts.hpp"
#include "ui/panels/own_bar.hpp"
#include "ui/panels/presence.hpp"
#include "ui/panels/quick_switcher.hpp"
#include "ui/panels/room_menu.hpp"
#include "ui/panels/server_menu.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/item.hpp"
#include "ui/widgets/popup.hpp"
#include "ui/widgets/row.hpp"

namespace crosstalk::ui {

namespace {

Person peer_of(const model::Room& room, const model::Model& model) {
    return {.user = room.peer.id.value, .name = room.peer.name, .presence = presence_in(model, room.peer.id)};
}

RoomRowLook look_of(const Scene& scene, const model::Room& room) {
    const model::Model& model = scene.model;
    const bool is_current = room.id == scene.here;
    const auto is_unsent = [&](const model::PendingPost& post) { return post.room == room.id; };
    const bool is_direct = room.kind == net::RoomKind::Direct;
    const std::uint64_t unread = is_current ? 0 : room.unread();
    RoomRowLook look{.icon = room.kind == net::RoomKind::Private ? Icon::Lock : Icon::Hash,
                     .chosen = is_current ? Chosen::Yes : Chosen::No,
                     .unread = unread,
                     .mentions = is_current ? 0 : calls_in(room, scene.calls),
                     .muted = rules_of(scene).is_muted(room.id, scene.now.wall_ms),
                     .draft = !is_current && has_draft(scene, room.id),
                     .unsent = static_cast<std::uint64_t>(std::ranges::count_if(model.pending(), is_unsent))};
    if (is_direct) look.person = peer_of(room, model);
    return look;
}

constexpr float invitation_row = 74;  // at 100 %: the room, who asks, and two buttons below
constexpr float head_button = 24;

// The rows of the list, one below the other.
class RoomList {
  public:
    RoomList(const Scene& scene, Box box, float top, std::span<const RunningGame> games)
        : scene_(scene), box_(box), top_(top), games_(games) {}

    [[nodiscard]] float top() const { return top_; }

    void draw() {
        const std::vector<net::RoomId>& rooms = scene_.model.rooms();
        // Direct rooms come last in the model's order.
        const auto is_direct = [&](net::RoomId id) {
            return scene_.model.room(id)->kind == net::RoomKind::Direct;
        };
        const auto first_direct = std::ranges::find_if(rooms, is_direct);
        const auto named = static_cast<std::size_t>(first_direct - rooms.begin());
        draw_games();
        draw_invitations();
        draw_rooms_head(named);
        for (std::size_t index = 0; index < named; ++index)
            draw_room(*scene_.model.room(rooms[index]));
        if (first_direct != rooms.end()) draw_head("Direct messages", rooms.size() - named);
        for (std::size_t index = named; index < rooms.size(); ++index)
            draw_room(*scene_.model.room(rooms[index]));
    }

  private:
    void draw_head(std::string_view title, std::size_t count, float for_buttons = 0) {
        const float inset = scene_.px(space::card);
        draw_section_head(*ImGui::GetWindowDrawList(), scene_.context, {box_.min.x + inset, top_},
                          box_.width() - 2 * inset - for_buttons, title, count);
        top_ += section_head_height(scene_.context);
    }

    void draw_games() {
        if (games_.empty()) return;
        draw_head("Games", games_.size());
        const float inset = scene_.px(space::control);
        top_ += draw_game_rows(scene_, {box_.min.x + inset, top_}, box_.width() - 2 * inset, games_);
    }

    void draw_rooms_head(std::size_t count) {
        const float side = scene_.px(head_button);
        const float middle =
            top_ + scene_.px(measure::section_head_above) + scene_.px(measure::section_head) / 2;
        const float right = box_.max.x - scene_.px(space::control);
        const auto button_at = [&](float from_right) {
            return box_at({right - from_right - side, std::floor(middle - side / 2)}, side, side);
        };
        draw_head("Rooms", count, 2 * side);
        const IconButtonLook look{.glyph = 16.0F, .role = Role::TextMuted, .corner = radius::control};
        if (icon_button(scene_.context, "browse", button_at(side), Icon::Search, "Browse rooms", look))
            scene_.commands.show(OpenDialog{std::make_unique<DirectoryDialog>()});
        if (icon_button(scene_.context, "create", button_at(0), Icon::Plus, "Create a room", look))
            scene_.commands.show(OpenDialog{std::make_unique<CreateRoomDialog>()});
    }

    void draw_room(const model::Room& room) {
        const IdScope scope(room.id.value);
        const float height = room.kind == net::RoomKind::Direct
                                 ? scene_.px(measure::direct_row)
                                 : scene_.px(scene_.context.theme.density().room_row);
        const Box place = box_at({box_.min.x, top_}, box_.width(), height);
        top_ += height;
        const ItemState row = room_row(scene_.context, "room", place, room.name, look_of(scene_, room));
        if (row.pressed) scene_.commands.show(GoToRoom{room.id});
        if (wants_menu(row)) open_menu(room_menu);
        draw_room_menu(scene_, room);
    }

    void draw_invitations() {
        const std::vector<model::Invitation>& invitations = scene_.model.invitations();
        if (invitations.empty()) return;
        draw_head("Invitations", invitations.size());
        for (const model::Invitation& invitation : invitations)
            draw_invitation(invitation);
    }

    // Who asks whom into what, with both answers.
    void draw_invitation(const model::Invitation& invitation) {
        const Context& context = scene_.context;
        const Theme& theme = context.theme;
        const IdScope scope(invitation.room.id.value);
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const float inset = scene_.px(space::control);
        const Box card =
            box_at({box_.min.x + inset, top_}, box_.width() - 2 * inset, scene_.px(invitation_row));
        top_ += card.height() + scene_.px(space::small);
        draw_card(draw, context, card,
                  {.fill = Role::Raised, .outline = Role::Border, .corner = radius::control});
        const float padding = scene_.px(space::control);
        const float left = card.min.x + padding;
        const float width = card.width() - 2 * padding;
        const float name_row = theme.type_row(TypeStyle::Ui);
        float top = card.min.y + scene_.px(space::tiny);
        draw_text_within(draw, context, {left, top}, width, {TypeStyle::Ui, Face::SemiBold},
                         theme[Role::Text], "#" + invitation.room.name);
        const std::string by =
            invitation.by.id ? invitation.by.name + " invites you" : std::string("You are invited");
        top += name_row;
        draw_text_within(draw, context, {left, top}, width, {TypeStyle::Small}, theme[Role::TextMuted], by);
        const float height = scene_.px(28);
        const float half = std::floor((width - scene_.px(space::small)) / 2);
        const float y = card.max.y - scene_.px(space::small) - height;
        const std::string_view away = scene_.is_online() ? "" : "There is no connection";
        const ButtonLook accept{.kind = ButtonKind::AccentOutlined, .disabled_reason = away};
        const ButtonLook decline{.disabled_reason = away};
        if (button(context, "accept", box_at({left, y}, half, height), "Accept", accept) && away.empty()) {
            scene_.commands.show(EnterRoom{invitation.room.id});
        }
        if (button(context, "decline", box_at({card.max.x - padding - half, y}, half, height), "Decline",
                   decline) &&
            away.empty()) {
            scene_.commands.send(model::Perform{net::LeaveRoom{invitation.room.id}, {}});
        }
    }

    const Scene& scene_;
    Box box_;
    float top_;
    std::span<const RunningGame> games_;
};

}  // namespace

void draw_rooms(const Scene& scene, Box box, ScrollArea& scroll, ServerHeader header,
                std::span<const RunningGame> games) {
    const Context& context = scene.context;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    fill_box(draw, box, context.color(Role::Panel));
    vertical_line(draw, box.max.x - context.px(line::border), box.min.y, box.max.y,
                  context.color(Role::Border), context.px(line::border));
    box.max.x -= context.px(line::border);
    if (header == ServerHeader::Shown) {
        const Box top{box.min, {box.max.x, box.min.y + context.px(measure::server_header)}};
        draw_server_header(scene, top);
        box.min.y = top.max.y;
    }
    const float inset = context.px(space::control);
    const Box jump{{box.min.x + inset, box.min.y + inset},
                   {box.max.x - inset, box.min.y + inset + context.px(measure::search_field)}};
    draw_jump_field(scene, jump);
    box.min.y = jump.max.y;
    const Box own{{box.min.x, box.max.y - context.px(measure::own_bar)}, box.max};
    box.max.y = own.min.y;
    const ImVec2 origin = begin_scroll_area(context, "rooms", box, scroll);
    RoomList list(scene, box, origin.y, games);
    list.draw();
    end_scroll_area(context, box, list.top() - origin.y + context.px(space::control), scroll);
    draw_own_bar(scene, own);
}

}  // namespace crosstalk::ui
