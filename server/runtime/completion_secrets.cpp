#include "server/runtime/completion_secrets.hpp"

#include "net/fault.hpp"
#include "net/text/names.hpp"
#include "server/runtime/proofs.hpp"

namespace crosstalk::server {

namespace {

bool is_locked(const hub::Room& room) {
    return room.row.lock != net::Digest{};
}

bool opens(std::string_view passkey, const hub::Room& room) {
    return is_locked(room) && lock_of(passkey, room.row.salt) == room.row.lock;
}

// The locked room of that name which the passkey opens, private or not; without one the public room of that name.
// To anybody else a private room does not exist, so nothing tells a wrong passkey from a wrong name.
net::RoomId find_by_name(const net::JoinRoom& join, const Completing& with) {
    const auto made = text::make_name(join.name);
    const auto* name = std::get_if<text::Name>(&made);
    if (name == nullptr) return {};
    if (!join.passkey.empty() && with.may_guess) {
        for (const auto& [id, room] : with.state.rooms) {
            if (room.row.name_key == name->key && opens(join.passkey, room)) return id;
        }
    }
    const auto open = with.state.rooms_by_name_key.find(name->key);
    return open == with.state.rooms_by_name_key.end() ? net::RoomId{} : open->second;
}

}  // namespace

bool is_guess(const net::Command& command) {
    const auto* join = std::get_if<net::JoinRoom>(&command);
    return (join != nullptr && !join->passkey.empty()) || std::holds_alternative<net::ClaimOwner>(command);
}

bool hide_secret(net::JoinRoom& join, const Completing& with) {
    join.proof = {};
    if (!join.room) join.room = find_by_name(join, with);
    join.name.clear();
    const hub::Room* room = with.state.room(join.room);
    if (room != nullptr && is_locked(*room) && !join.passkey.empty() && with.may_guess)
        join.proof = lock_of(join.passkey, room->row.salt);
    if (net::planted != net::Fault::PasskeyJournaled) forget(join.passkey);
    if (room == nullptr) return false;
    if (is_locked(*room) ? join.proof == room->row.lock : room->row.kind == net::RoomKind::Public)
        return true;
    return with.state.is_member(join.room, with.user) || with.state.is_invited(join.room, with.user);
}

bool hide_secret(net::SetRoomPasskey& set, const Completing& with) {
    set.salt = {};
    set.lock = {};
    if (!set.passkey.empty()) {
        with.random(set.salt);
        set.lock = lock_of(set.passkey, set.salt);
    }
    forget(set.passkey);
    return true;
}

bool hide_secret(net::ClaimOwner& claim, const Completing& with) {
    claim.proof = {};
    if (const auto digest = digest_of_code(claim.code); digest && with.may_guess) claim.proof = *digest;
    forget(claim.code);
    const net::Digest& code = with.state.server.owner_code;
    return code != net::Digest{} && claim.proof == code;
}

}  // namespace crosstalk::server
