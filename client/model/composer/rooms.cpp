#include <algorithm>

#include "client/model/composer/commands.hpp"
#include "net/text/names.hpp"

namespace crosstalk::model {

namespace {

using Why = BadLine::Why;

constexpr const char* not_a_direct_room =
    "This is a conversation of two people: it has neither a name nor settings. /switch to a room first.";

Step in_a_named_room(const Scene& scene, net::Command command) {
    if (scene.room.kind == net::RoomKind::Direct) return bad(Why::NotHere, not_a_direct_room);
    if (scene.is_lobby()) {
        return bad(Why::NotHere, "The lobby stays as it is: it holds everybody. /switch to a room first.");
    }
    return perform(std::move(command));
}

Step in_a_shared_room(const Scene& scene, net::Command command) {
    if (scene.room.kind == net::RoomKind::Direct) return bad(Why::NotHere, not_a_direct_room);
    return perform(std::move(command));
}

Step no_such_room() {
    return bad(Why::NoSuchRoom, "You are in no such room. /rooms lists yours, /join enters another.");
}

// A room of one's own, an invitation, or a public room of that name.
std::optional<Step> enter(const Scene& scene, std::string_view name, const std::string& passkey) {
    if (const Room* mine = find_room(scene.model, name)) return Deed{SwitchTo{mine->id}};
    const auto by_id = [&](net::RoomId room) {
        return perform(net::JoinRoom{.room = room, .name = {}, .passkey = passkey, .proof = {}});
    };
    if (const Invitation* invitation = find_invitation(scene.model, name)) return by_id(invitation->room.id);
    if (!scene.found.directory) return std::nullopt;
    const std::string key = text::name_key(name.starts_with('#') ? name.substr(1) : name);
    const auto listed = std::ranges::find_if(*scene.found.directory, [&](const net::RoomSummary& room) {
        return text::name_key(room.name) == key;
    });
    return listed == scene.found.directory->end() ? std::nullopt : std::optional(by_id(listed->id));
}

Step join(const Scene& scene) {
    const Arguments& typed = scene.typed;
    // Behind the name of a room may stand its passkey, or the rest of a name with blanks: who has such a room means it.
    if (auto step = enter(scene, typed.text, {}); step && !typed.text.empty()) return *std::move(step);
    if (auto step = enter(scene, typed.room, typed.secret)) return *std::move(step);
    if (!scene.found.directory) return Need{NeedDirectory{}};
    const std::string_view name =
        typed.room.starts_with('#') ? std::string_view(typed.room).substr(1) : std::string_view(typed.room);
    if (const net::RoomId number{typed_number(name)}) {
        return perform(net::JoinRoom{.room = number, .name = {}, .passkey = typed.secret, .proof = {}});
    }
    if (!typed.secret.empty()) {
        // A private room tells nobody that it is there; the passkey finds it.
        return perform(net::JoinRoom{
            .room = {}, .name = text::normalized_name(name), .passkey = typed.secret, .proof = {}});
    }
    return bad(
        Why::NoSuchRoom,
        "There is no public room of this name, and no invitation to one. /list shows the public rooms; "
        "a private one wants an invitation or its passkey: /join ROOM PASSKEY. A name with blanks stands "
        "in quotation marks.");
}

Step leave(const Scene& scene) {
    const Room* room = &scene.room;
    if (!scene.typed.room.empty()) room = find_room(scene.model, scene.typed.room);
    if (room != nullptr && room->kind == net::RoomKind::Lobby) {
        return bad(Why::NotHere, "Everybody is in the lobby and stays there. /quit ends the program.");
    }
    if (room != nullptr && room->kind == net::RoomKind::Direct) {
        return bad(Why::NotHere, "A conversation of two cannot be left. /ignore hides what somebody writes.");
    }
    if (room != nullptr) return perform(net::LeaveRoom{room->id});
    if (const Invitation* invitation = find_invitation(scene.model, scene.typed.room)) {
        return perform(net::LeaveRoom{invitation->room.id});
    }
    return no_such_room();
}

template <net::RoomKind Kind>
Step create(const Scene& scene) {
    return perform(net::CreateRoom{.name = scene.typed.text, .kind = Kind, .name_key = {}});
}

template <net::RoomKind Kind>
Step set_kind(const Scene& scene) {
    return in_a_named_room(scene, net::SetRoomKind{scene.room.id, Kind});
}

Step set_topic(const Scene& scene) {
    if (scene.typed.text.empty() && !scene.typed.clears) return Deed{ShowRoom{scene.room.id}};
    return in_a_shared_room(scene, net::SetTopic{scene.room.id, scene.typed.text});
}

Step set_passkey(const Scene& scene) {
    if (scene.typed.secret.empty() && !scene.typed.clears) return Deed{ShowRoom{scene.room.id}};
    return in_a_named_room(
        scene,
        net::SetRoomPasskey{.room = scene.room.id, .passkey = scene.typed.secret, .salt = {}, .lock = {}});
}

Step dissolve(const Scene& scene) {
    const bool is_meant = text::name_key(scene.typed.text) == text::name_key(scene.room.name);
    if (scene.room.kind == net::RoomKind::Public || scene.room.kind == net::RoomKind::Private) {
        if (!is_meant) {
            return bad(
                Why::NotConfirmed,
                "This is not the name of the room that you are in. To remove it for good, with all that was "
                "said there, say: /dissolve " +
                    scene.room.name);
        }
    }
    return in_a_named_room(scene, net::DissolveRoom{scene.room.id});
}

template <net::Role As>
Step invite(const Scene& scene) {
    if (scene.is_lobby() || scene.room.kind == net::RoomKind::Direct) {
        return bad(
            Why::NotHere,
            "Nobody is invited here. /switch to the room first; /make-invite makes a link to the server.");
    }
    return scene.with_user([&](const net::UserRef& user) {
        return perform(net::InviteUser{scene.room.id, user.id, As});
    });
}

constexpr auto group = CommandGroup::Rooms;

constexpr std::array rows{
    CommandRow{{"rooms", {}, "list your rooms and invitations", "/rooms", group},
               [](const Scene&) -> Step { return Deed{ShowRooms{}}; }},
    CommandRow{{"list", {}, "list the public rooms of the server", "/list", group},
               [](const Scene&) -> Step { return ask(net::Directory{}); }},
    CommandRow{{"join",
                {needed(ArgumentKind::Room), maybe(ArgumentKind::JoinPasskey)},
                "enter a room: one you are invited to, a public one, or one whose passkey you know",
                "/join \"board games\"",
                group},
               join},
    CommandRow{{"leave",
                {maybe(ArgumentKind::Room)},
                "leave this or another room, or decline an invitation",
                "/leave den",
                group},
               leave},
    CommandRow{{"create",
                {needed(ArgumentKind::NewRoomName)},
                "open a public room, listed, for anyone to join",
                "/create board games",
                group},
               create<net::RoomKind::Public>},
    CommandRow{{"create-private",
                {needed(ArgumentKind::NewRoomName)},
                "open a room that only invited people see",
                "/create-private den",
                group},
               create<net::RoomKind::Private>},
    CommandRow{
        {"switch", {needed(ArgumentKind::Room)}, "write to this room from now on", "/switch lobby", group},
        [](const Scene& scene) -> Step {
            const Room* room = find_room(scene.model, scene.typed.room);
            return room == nullptr ? no_such_room() : Deed{SwitchTo{room->id}};
        }},
    CommandRow{{"rename",
                {needed(ArgumentKind::NewRoomName)},
                "give this room another name",
                "/rename card games",
                group},
               [](const Scene& scene) -> Step {
                   return in_a_named_room(
                       scene,
                       net::RenameRoom{.room = scene.room.id, .name = scene.typed.text, .name_key = {}});
               }},
    CommandRow{{"topic",
                {maybe(ArgumentKind::Topic)},
                "show or set what this room is about; - removes it",
                "/topic Friday at eight",
                group},
               set_topic},
    CommandRow{{"public", {}, "let anyone find and join this room", "/public", group},
               set_kind<net::RoomKind::Public>},
    CommandRow{{"private", {}, "hide this room from those who are not in it", "/private", group},
               set_kind<net::RoomKind::Private>},
    CommandRow{{"posters",
                {needed(ArgumentKind::Posters)},
                "say who may write in this room",
                "/posters members",
                group},
               [](const Scene& scene) -> Step {
                   return in_a_shared_room(scene, net::SetPosters{scene.room.id, scene.typed.posters});
               }},
    CommandRow{{"slow",
                {needed(ArgumentKind::SlowMode)},
                "let everybody wait so long between two posts",
                "/slow 30",
                group},
               [](const Scene& scene) -> Step {
                   return in_a_shared_room(scene, net::SetSlowMode{scene.room.id, *scene.typed.number});
               }},
    CommandRow{{"room-passkey",
                {maybe(ArgumentKind::RoomPasskey)},
                "let those in who know this passkey, or nobody any more",
                "/room-passkey open sesame",
                group},
               set_passkey},
    CommandRow{{"dissolve",
                {needed(ArgumentKind::RoomName)},
                "remove this room for good, with all that was said",
                "/dissolve den",
                group},
               dissolve},
    CommandRow{
        {"invite", {needed(ArgumentKind::User)}, "invite somebody into this room", "/invite bob", group},
        invite<net::Role::Member>},
    CommandRow{{"invite-guest",
                {needed(ArgumentKind::User)},
                "invite somebody who only reads where members write",
                "/invite-guest bob",
                group},
               invite<net::Role::Guest>},
};

}  // namespace

std::span<const CommandRow> room_commands() {
    return rows;
}

}  // namespace crosstalk::model
