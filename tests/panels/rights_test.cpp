// What menus offer is what the server's table of permissions allows.
#include "ui/panels/rights.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

#include "server/hub/permissions.hpp"
#include "tests/panels/dialog_hands.hpp"
#include "ui/panels/message_menu.hpp"

namespace crosstalk::ui {
namespace {

using hub::Action;
using twin::Hands;

constexpr std::array kinds = {net::RoomKind::Lobby, net::RoomKind::Public, net::RoomKind::Private,
                              net::RoomKind::Direct};
constexpr std::array roles = {net::Role::Guest, net::Role::Member, net::Role::Admin, net::Role::Owner};

// One and the same person, as the server knows it and as the person's own window does.
struct Standing {
    net::RoomKind kind;
    net::Role on_server;
    net::Role in_room;

    [[nodiscard]] net::RoomId id() const { return kind == net::RoomKind::Lobby ? net::lobby : model::den; }
    [[nodiscard]] bool is_allowed(Action action) const {
        hub::State state;
        state.users[model::me.id].row.id = model::me.id;
        state.users[model::me.id].row.role = on_server;
        if (kind != net::RoomKind::Lobby) state.users[model::me.id].rooms.insert(id());
        for (const net::RoomId room : {net::lobby, id()})
            state.rooms[room].row.id = room;
        state.rooms[net::lobby].row.kind = net::RoomKind::Lobby;
        state.rooms[id()].row.kind = kind;
        if (kind != net::RoomKind::Lobby)
            state.rooms[id()].members[model::me.id] = {.room = id(),
                                                       .user = model::me.id,
                                                       .invited_by = {},
                                                       .role = in_room,
                                                       .muted_until = {},
                                                       .since = {}};
        return hub::authorize(state, {}, id(), model::me.id, action) == net::Status::Done;
    }
    [[nodiscard]] model::Model model() const {
        model::Model model = model::in_the_lobby();
        model.apply(model::StandingChanged{
            {.room = net::lobby, .role = on_server, .muted_until = {}, .by = {}, .reason = {}}});
        net::MyRoom room = model::mine(id(), "room");
        room.room.kind = kind;
        room.role = kind == net::RoomKind::Lobby ? on_server : in_room;
        model.apply(model::RoomAdded{room});
        return model;
    }
    [[nodiscard]] std::string words() const {
        return "kind " + std::to_string(static_cast<int>(kind)) + ", on the server " +
               std::to_string(static_cast<int>(on_server)) + ", in the room " +
               std::to_string(static_cast<int>(in_room));
    }
};

std::vector<Standing> standings() {
    std::vector<Standing> all;
    for (const net::RoomKind kind : kinds) {
        for (const net::Role on_server : roles) {
            for (const net::Role in_room : roles) {
                // Both people of a direct room are members, and the lobby knows the role on the server only.
                const bool is_one = kind == net::RoomKind::Direct || kind == net::RoomKind::Lobby;
                if (!is_one || in_room == net::Role::Member) all.push_back({kind, on_server, in_room});
            }
        }
    }
    return all;
}

TEST(Rights, on_messages_are_those_of_the_servers_table) {
    for (const Standing& each : standings()) {
        const model::Model model = each.model();
        const model::Room& room = *model.room(each.id());
        const MessageRights others = rights_on(model::message(1), room, model);
        const MessageRights own = rights_on(model::message(1, "mine", model::me), room, model);
        EXPECT_EQ(others.remove, each.is_allowed(Action::DeleteAny)) << each.words();
        EXPECT_EQ(own.remove, each.is_allowed(Action::Delete)) << each.words();
        EXPECT_EQ(own.change, each.is_allowed(Action::Edit)) << each.words();
        EXPECT_FALSE(others.change) << each.words();
        EXPECT_EQ(others.pin, each.is_allowed(Action::Pin)) << each.words();
        EXPECT_EQ(own.pin, each.is_allowed(Action::Pin)) << each.words();
    }
}

TEST(Rights, in_rooms_are_those_of_the_servers_table) {
    for (const Standing& each : standings()) {
        const model::Model model = each.model();
        const RoomRights rights = rights_in(*model.room(each.id()), model);
        EXPECT_EQ(rights.invite, each.is_allowed(Action::Invite)) << each.words();
        EXPECT_EQ(rights.set_topic, each.is_allowed(Action::SetTopic)) << each.words();
        EXPECT_EQ(rights.rename, each.is_allowed(Action::Rename)) << each.words();
        EXPECT_EQ(rights.configure, each.is_allowed(Action::Configure)) << each.words();
        EXPECT_EQ(rights.keep_order, each.is_allowed(Action::Kick)) << each.words();
        EXPECT_EQ(rights.pin, each.is_allowed(Action::Pin)) << each.words();
        EXPECT_EQ(rights.leave, each.is_allowed(Action::Leave)) << each.words();
        EXPECT_EQ(rights.dissolve, each.is_allowed(Action::Dissolve)) << each.words();
    }
}

TEST(Rights, nobody_changes_a_message_where_one_may_not_write_any_more) {
    const Standing member{net::RoomKind::Public, net::Role::Member, net::Role::Member};
    model::Model model = member.model();
    model.apply(model::synced(model::den, 0, 1, 1));
    net::RoomSettingsSet quiet;
    quiet.kind = net::RoomKind::Public;
    quiet.posters = net::Posters::Admins;
    model.apply(model::happened(model::den, 2, quiet));
    const MessageRights own = rights_on(model::message(1, "mine", model::me), *model.room(model::den), model);
    EXPECT_FALSE(own.change);
    EXPECT_TRUE(own.remove);
}

TEST(MessageMenu, an_admin_of_the_server_deletes_and_pins_in_every_public_room) {
    Hands hands;
    hands.stage.hear(model::RoomAdded{model::mine(model::den, "den")});
    hands.stage.hear(model::synced(model::den, 0, 1, 1));
    MessageMenu menu;
    hands.beneath = [&](const Scene& scene) {
        const model::Room& room = *scene.model.room(model::den);
        (void)menu.draw_menus(scene, room);
    };
    hands.be(net::Role::Member);
    menu.open(*hands.stage.model.room(model::den)->message({1}));
    hands.settle();
    EXPECT_TRUE(hands.says("Quote"));
    EXPECT_FALSE(hands.says("Delete"));
    EXPECT_FALSE(hands.says("Pin"));
    hands.be(net::Role::Admin);
    EXPECT_TRUE(hands.says("Delete"));
    EXPECT_TRUE(hands.says("Pin"));
}

}  // namespace
}  // namespace crosstalk::ui
