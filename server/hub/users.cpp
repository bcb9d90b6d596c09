// Subject: users, their devices and what they have read.
#include <algorithm>

#include "server/hub/subjects.hpp"

namespace crosstalk::hub {

namespace {

void add_device(Transition& transition, User& user, const net::DeviceKey& key) {
    const auto id = transition.new_id<net::DeviceId>();
    const DeviceRow row{id, user.row.id, key, transition.stamp.at, false};
    transition.state.devices.emplace(id, Device{.row = row, .runs = {}});
    transition.state.devices_by_key.emplace(key, id);
    user.devices.insert(id);
    transition.record(row);
}

// Whether it was still there.
bool remove_device(Transition& transition, net::DeviceId id, const net::UserRef& by) {
    DeviceRow& row = transition.state.devices.at(id).row;
    if (row.removed) return false;
    row.removed = true;
    transition.record(row);
    transition.end({row.user, id, WhyEnded::DeviceRemoved, by, "", {}});
    return true;
}

Room& lobby_of(Transition& transition) {
    return transition.state.rooms.at(net::lobby);
}

}  // namespace

// --- users

net::Status decide(const Asked& asked, const net::CreateUser& command) {
    const State& state = asked.state;
    if (!is_server(asked.origin)) return net::Status::NotAllowed;
    if (command.name.empty() || command.name_key.empty()) return net::Status::Invalid;
    if (state.users_by_name_key.contains(command.name_key)) return net::Status::NameTaken;
    if (state.devices_by_key.contains(command.device)) return net::Status::Invalid;
    if (command.invite && state.invite(command.invite, asked.now) == nullptr) return net::Status::NotAllowed;
    return net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::CreateUser& command) {
    State& state = transition.state;
    if (command.invite) use_invite(transition, command.invite);
    const auto id = transition.new_id<net::UserId>();
    User& user = state.users[id];
    user.row.id = id;
    user.row.name = command.name;
    user.row.name_key = command.name_key;
    user.row.created = transition.stamp.at;
    state.users_by_name_key.emplace(command.name_key, id);
    transition.record(user.row);
    add_device(transition, user, command.device);

    // Entering the lobby is a fact once, when the user is made; coming and going afterwards is presence.
    Room& lobby = lobby_of(transition);
    const net::Sequence sequence =
        transition.announce(lobby, net::MemberJoined{{id, command.name}, net::Role::Member});
    const MarkRow mark{net::lobby, id, {lobby.row.head, lobby.row.posts, lobby.row.mentions}, {}};
    lobby.marks.emplace(id, mark);
    transition.record(mark);
    net::Outcome outcome = done(lobby);
    outcome.sequence = sequence;
    return outcome;
}

net::Status decide(const Asked& asked, const net::Rename& command) {
    const User* user = asked.state.user(asked.origin.user);
    if (user == nullptr) return net::Status::NotAllowed;
    if (command.name.empty() || command.name_key.empty()) return net::Status::Invalid;
    const auto found = asked.state.users_by_name_key.find(command.name_key);
    const bool taken = found != asked.state.users_by_name_key.end() && found->second != user->row.id;
    return taken ? net::Status::NameTaken : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::Rename& command) {
    Room& lobby = lobby_of(transition);
    UserRow& row = transition.state.users.at(transition.origin.user).row;
    if (row.name == command.name) return done(lobby);
    const std::string old_name = row.name;
    transition.state.users_by_name_key.erase(row.name_key);
    transition.state.users_by_name_key.emplace(command.name_key, row.id);
    row.name = command.name;
    row.name_key = command.name_key;
    transition.record(row);
    transition.announce(lobby, net::UserRenamed{{row.id, row.name}, old_name});
    return done(lobby);
}

namespace {

net::Status may_be_picture(const Asked& asked, net::UploadId picture) {
    if (!picture || picture == asked.state.user(asked.origin.user)->row.card.picture)
        return net::Status::Done;
    const UploadRow* upload = finished_upload(asked.state, asked.origin.user, picture);
    if (upload == nullptr) return net::Status::NotFound;
    return upload->size > net::max_picture_bytes ? net::Status::TooLarge : net::Status::Done;
}

void set_picture(Transition& transition, UserRow& row, net::UploadId picture) {
    if (picture == row.card.picture) return;
    const UploadRow upload = picture ? take_upload(transition, picture) : UploadRow{};
    row.picture_size = upload.size;
    row.picture = upload.hash;
}

}  // namespace

net::Status decide(const Asked& asked, const net::SetProfile& command) {
    if (asked.state.user(asked.origin.user) == nullptr) return net::Status::NotAllowed;
    constexpr std::uint32_t white = 0xFFFFFF;
    if (command.card.colour > white) return net::Status::Invalid;
    return may_be_picture(asked, command.card.picture);
}

net::Outcome carry_out(Transition& transition, const net::SetProfile& command) {
    Room& lobby = lobby_of(transition);
    UserRow& row = transition.state.users.at(transition.origin.user).row;
    const bool card_changed = row.card != command.card;
    if (!card_changed && row.bio == command.bio) return done(lobby);
    set_picture(transition, row, command.card.picture);
    row.card = command.card;
    row.bio = command.bio;
    transition.record(row);
    if (card_changed) transition.announce(lobby, net::ProfileSet{transition.actor(), row.card});
    return done(lobby);
}

// --- the owner

net::Status decide(const Asked& asked, const net::SetOwnerCode&) {
    return is_server(asked.origin) ? net::Status::Done : net::Status::NotAllowed;
}

net::Outcome carry_out(Transition& transition, const net::SetOwnerCode& command) {
    transition.state.server.owner_code = command.proof;
    transition.record(transition.state.server);
    return {};
}

net::Status decide(const Asked& asked, const net::ClaimOwner& command) {
    if (asked.state.user(asked.origin.user) == nullptr) return net::Status::NotAllowed;
    const net::Digest& code = asked.state.server.owner_code;
    const bool right = code != net::Digest{} && command.proof == code && command.code.empty();
    return right ? net::Status::Done : net::Status::WrongCode;
}

net::Outcome carry_out(Transition& transition, const net::ClaimOwner&) {
    State& state = transition.state;
    Room& lobby = lobby_of(transition);
    state.server.owner_code = {};
    transition.record(state.server);
    const net::UserId claimant = transition.origin.user;
    if (state.owner != claimant) {
        if (state.owner) set_role(transition, lobby, state.owner, net::Role::Admin);
        set_role(transition, lobby, claimant, net::Role::Owner);
    }
    transition.audit(net::lobby, net::AuditAction::OwnerClaimed, claimant, "");
    return done(lobby);
}

// --- devices

net::Status decide(const Asked& asked, const net::AddDevice& command) {
    const State& state = asked.state;
    if (!is_server(asked.origin)) return net::Status::NotAllowed;
    const User* user = state.user(command.user);
    if (user == nullptr) return net::Status::NotFound;
    if (state.devices_by_key.contains(command.device)) return net::Status::Invalid;
    const auto in_use = std::ranges::count_if(
        user->devices, [&](net::DeviceId id) { return !state.device(id)->row.removed; });
    const bool full = !command.remove_others && static_cast<std::size_t>(in_use) >= net::max_devices_per_user;
    return full ? net::Status::TooMany : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::AddDevice& command) {
    User& user = transition.state.users.at(command.user);
    if (command.remove_others) {
        for (const net::DeviceId id : user.devices)
            remove_device(transition, id, transition.state.ref(command.by));
    }
    add_device(transition, user, command.device);
    transition.audit_by(command.by, net::lobby, net::AuditAction::DeviceAdded, command.user,
                        command.remove_others ? "the old ones were removed" : "");
    return done(lobby_of(transition));
}

net::Status decide(const Asked& asked, const net::RemoveDevice& command) {
    const Device* device = asked.state.device(command.device);
    const bool own = device != nullptr && device->row.user == asked.origin.user;
    if (own) return net::Status::Done;
    const net::Status status = may(asked, net::lobby, Action::Serve);
    if (status != net::Status::Done) return status;
    if (device == nullptr) return net::Status::NotFound;
    const Room& lobby = *asked.state.room(net::lobby);
    const bool outranks =
        rank_of(asked.state, lobby, asked.origin.user) > rank_of(asked.state, lobby, device->row.user);
    return outranks ? net::Status::Done : net::Status::NotAllowed;
}

net::Outcome carry_out(Transition& transition, const net::RemoveDevice& command) {
    const bool removed = remove_device(transition, command.device, transition.actor());
    const net::UserId user = transition.state.devices.at(command.device).row.user;
    if (removed && user != transition.origin.user)
        transition.audit(net::lobby, net::AuditAction::DeviceRemoved, user, "");
    return done(lobby_of(transition));
}

// --- reading

net::Status decide(const Asked& asked, const net::KeepMarks& command) {
    if (!is_server(asked.origin)) return net::Status::NotAllowed;
    return asked.state.user(command.user) == nullptr ? net::Status::NotFound : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::KeepMarks& command) {
    for (const net::RoomMark& told : command.marks) {
        const auto room = transition.state.rooms.find(told.room);
        if (room == transition.state.rooms.end()) continue;
        const auto found = room->second.marks.find(command.user);
        if (found == room->second.marks.end()) continue;
        const RoomRow& row = room->second.row;
        MarkRow& mark = found->second;
        // Never back, and never further than there is something.
        const auto forward = [](auto& kept, auto is, auto most) {
            kept = std::max(kept, std::min(is, most));
        };
        const net::MentionCount all{row.mentions.value + mark.mentions.value};
        const MarkRow before = mark;
        forward(mark.read.sequence, told.read.sequence, row.head);
        forward(mark.read.posts, told.read.posts, row.posts);
        forward(mark.read.mentions, told.read.mentions, all);
        if (mark != before) transition.record(mark);
    }
    UserRow& user = transition.state.users.at(command.user).row;
    const net::Timestamp seen = std::min(command.seen, transition.stamp.at);
    if (seen > user.seen) {
        user.seen = seen;
        transition.record(user);
    }
    return {};
}

}  // namespace crosstalk::hub
