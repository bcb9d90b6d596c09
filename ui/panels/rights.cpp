#include "ui/panels/rights.hpp"

#include <algorithm>

#include "client/model/words.hpp"

namespace crosstalk::ui {

namespace {

const net::Member* find_in(const model::Room* room, net::UserId user) {
    if (room == nullptr) return nullptr;
    const auto found = room->members.find(user);
    return found == room->members.end() ? nullptr : &found->second;
}

net::Role with_server_role(const model::Room& room, net::Role own, net::Role on_server) {
    if (room.kind == net::RoomKind::Lobby) return on_server;
    const bool oversees = room.kind == net::RoomKind::Public && on_server >= net::Role::Admin;
    return oversees ? std::max(own, on_server) : own;
}

bool may_write(const model::Room& room, const model::Model& model) {
    const net::Role rank = rank_in(room, model);
    switch (room.posters) {
        case net::Posters::Everyone:
            return true;
        case net::Posters::Members:
            return rank >= net::Role::Member;
        case net::Posters::Admins:
            return rank >= net::Role::Admin;
    }
    return false;
}

}  // namespace

const net::Member* member_of(const model::Room& room, const model::Model& model, net::UserId user) {
    const net::Member* here = find_in(&room, user);
    return here != nullptr ? here : find_in(model.room(net::lobby), user);
}

net::Role rank_in(const model::Room& room, const model::Model& model) {
    return with_server_role(room, room.role, model.role());
}

std::string silence_in_words(const model::Room& room, const model::Model& model, net::Timestamp now) {
    const net::Timestamp until = model.muted_until(room);
    if (until > now) return "You are muted and may only read" + model::until_in_words(until, now);
    if (may_write(room, model)) return {};
    return room.posters == net::Posters::Admins ? "Only admins write here" : "Only members write here";
}

RoomRights rights_in(const model::Room& room, const model::Model& model) {
    RoomRights rights;
    if (room.kind == net::RoomKind::Direct) {
        rights.pin = true;
        return rights;
    }
    const bool is_named = room.kind != net::RoomKind::Lobby;
    const bool is_admin = rank_in(room, model) >= net::Role::Admin;
    rights.invite = is_named && rank_in(room, model) >= net::Role::Member;
    rights.set_topic = is_admin;
    rights.rename = is_named && is_admin;
    rights.configure = is_admin;
    rights.open_up = is_named && is_admin;
    rights.keep_order = is_admin;
    rights.pin = is_admin;
    rights.leave = is_named;
    const bool oversees = room.kind == net::RoomKind::Public && model.role() >= net::Role::Admin;
    rights.dissolve = is_named && (room.role == net::Role::Owner || oversees);
    return rights;
}

MessageRights rights_on(const net::Message& message, const model::Room& room, const model::Model& model) {
    const RoomRights there = rights_in(room, model);
    const bool is_own = message.author.id == model.me().id;
    return {.change = is_own && !message.game && may_write(room, model),
            .remove = is_own || there.keep_order,
            .pin = there.pin};
}

bool outranks(const model::Room& room, const model::Model& model, net::UserId user) {
    if (user == model.me().id) return false;
    const net::Member* there = find_in(&room, user);
    const net::Member* in_lobby = find_in(model.room(net::lobby), user);
    const net::Role own = there != nullptr ? there->role : net::Role::Guest;
    const net::Role on_server = in_lobby != nullptr ? in_lobby->role : net::Role::Guest;
    return rank_in(room, model) > with_server_role(room, own, on_server);
}

}  // namespace crosstalk::ui
