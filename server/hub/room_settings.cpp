// Subject: what a room is called, what it says of itself, and whom it lets in and write.
#include <string>

#include "net/fault.hpp"
#include "net/names_of.hpp"
#include "server/hub/subjects.hpp"

namespace crosstalk::hub {

namespace {

constexpr std::uint32_t longest_slow_mode_s = 6 * 60 * 60;

void announce_settings(Transition& transition, Room& room) {
    const RoomRow& row = room.row;
    const bool locked = row.lock != net::Digest{};
    transition.announce(
        room, net::RoomSettingsSet{row.kind, row.posters, row.slow_mode_s, locked, transition.actor()});
    std::string detail = row.kind == net::RoomKind::Private ? "private" : "public";
    detail += ", posts by ";
    detail += name_of(row.posters);
    if (row.slow_mode_s > 0) detail += ", slow mode " + std::to_string(row.slow_mode_s) + " s";
    if (locked) detail += ", with a passkey";
    transition.audit(row.id, net::AuditAction::RoomSettings, {}, std::move(detail));
}

}  // namespace

// --- name, topic, kind

net::Status decide(const Asked& asked, const net::RenameRoom& command) {
    const net::Status status = may(asked, command.room, Action::Rename);
    if (status != net::Status::Done) return status;
    if (command.name.empty() || command.name_key.empty()) return net::Status::Invalid;
    const net::RoomKind kind = asked.state.room(command.room)->row.kind;
    const User& user = *asked.state.user(asked.origin.user);
    const bool taken = name_is_taken(asked.state, user, kind, command.name_key, command.room);
    return taken ? net::Status::NameTaken : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::RenameRoom& command) {
    Room& room = transition.state.rooms.at(command.room);
    if (room.row.name == command.name) return done(room);
    if (room.row.kind == net::RoomKind::Public) {
        transition.state.rooms_by_name_key.erase(room.row.name_key);
        transition.state.rooms_by_name_key.emplace(command.name_key, command.room);
    }
    room.row.name = command.name;
    room.row.name_key = command.name_key;
    transition.announce(room, net::RoomRenamed{command.name, transition.actor()});
    transition.audit(command.room, net::AuditAction::RoomSettings, {}, "name: " + command.name);
    return done(room);
}

net::Status decide(const Asked& asked, const net::SetTopic& command) {
    return may(asked, command.room, Action::SetTopic);
}

net::Outcome carry_out(Transition& transition, const net::SetTopic& command) {
    Room& room = transition.state.rooms.at(command.room);
    if (room.row.topic == command.topic) return done(room);
    room.row.topic = command.topic;
    transition.announce(room, net::TopicSet{command.topic, transition.actor()});
    return done(room);
}

net::Status decide(const Asked& asked, const net::SetRoomKind& command) {
    const net::Status status = may(asked, command.room, Action::Configure);
    if (status != net::Status::Done) return status;
    const Room& room = *asked.state.room(command.room);
    const bool right_kind = command.kind == net::RoomKind::Public || command.kind == net::RoomKind::Private;
    // Into a private room without members nobody could ever come again; an older program left such rooms behind.
    const bool nobody_in = command.kind == net::RoomKind::Private && asked.state.members(room) == 0;
    if (room.row.kind == net::RoomKind::Lobby || !right_kind || nobody_in) return net::Status::Invalid;
    const User& user = *asked.state.user(asked.origin.user);
    const bool taken = name_is_taken(asked.state, user, command.kind, room.row.name_key, command.room);
    return taken ? net::Status::NameTaken : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::SetRoomKind& command) {
    Room& room = transition.state.rooms.at(command.room);
    if (room.row.kind == command.kind) return done(room);
    if (command.kind == net::RoomKind::Public) {
        transition.state.rooms_by_name_key.emplace(room.row.name_key, command.room);
    } else if (net::planted != net::Fault::PrivateStaysListed) {
        transition.state.rooms_by_name_key.erase(room.row.name_key);
    }
    room.row.kind = command.kind;
    announce_settings(transition, room);
    return done(room);
}

// --- who may write, and come in

net::Status decide(const Asked& asked, const net::SetPosters& command) {
    return may(asked, command.room, Action::Configure);
}

net::Outcome carry_out(Transition& transition, const net::SetPosters& command) {
    Room& room = transition.state.rooms.at(command.room);
    if (room.row.posters == command.posters) return done(room);
    room.row.posters = command.posters;
    announce_settings(transition, room);
    return done(room);
}

net::Status decide(const Asked& asked, const net::SetSlowMode& command) {
    const net::Status status = may(asked, command.room, Action::Configure);
    if (status != net::Status::Done) return status;
    return command.seconds > longest_slow_mode_s ? net::Status::Invalid : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::SetSlowMode& command) {
    Room& room = transition.state.rooms.at(command.room);
    if (room.row.slow_mode_s == command.seconds) return done(room);
    room.row.slow_mode_s = command.seconds;
    announce_settings(transition, room);
    return done(room);
}

net::Status decide(const Asked& asked, const net::SetRoomPasskey& command) {
    const net::Status status = may(asked, command.room, Action::Configure);
    if (status != net::Status::Done) return status;
    const bool is_whole = (command.salt == net::Digest{}) == (command.lock == net::Digest{});
    const bool valid = command.room != net::lobby && command.passkey.empty() && is_whole;
    return valid ? net::Status::Done : net::Status::Invalid;
}

net::Outcome carry_out(Transition& transition, const net::SetRoomPasskey& command) {
    Room& room = transition.state.rooms.at(command.room);
    if (room.row.lock == command.lock) return done(room);
    room.row.salt = command.salt;
    room.row.lock = command.lock;
    announce_settings(transition, room);
    return done(room);
}

}  // namespace crosstalk::hub
