#include "tests/hub/invariants.hpp"

#include <algorithm>
#include <set>
#include <sstream>

#include "net/limits.hpp"
#include "server/hub/games.hpp"
#include "tests/hub/words.hpp"

namespace crosstalk::hub {

namespace {

class Complaints {
  public:
    // Goes on after the first, so that a failure shows the whole damage.
    void unless(bool holds, const std::string& what, std::uint64_t which = 0) {
        if (!holds) out_ << what << ' ' << which << '\n';
    }
    [[nodiscard]] std::string text() const { return out_.str(); }

  private:
    std::ostringstream out_;
};

std::set<net::UserId> members_of(const Room& room) {
    std::set<net::UserId> members;
    for (const auto& [user, row] : room.members) {
        if (row.standing == Standing::Member) members.insert(user);
    }
    return members;
}

void look_at_owner(const State& state, const Room& room, Complaints& complaints) {
    const std::set<net::UserId> members = members_of(room);
    const auto owners = std::ranges::count_if(
        members, [&](net::UserId user) { return room.members.at(user).role == net::Role::Owner; });
    const std::uint64_t id = room.row.id.value;
    switch (room.row.kind) {
        case net::RoomKind::Lobby:
            complaints.unless(room.members.empty(), "the lobby has rows of members", id);
            break;
        case net::RoomKind::Public:
            complaints.unless(owners == 1, "not one owner in a public room", id);
            break;
        case net::RoomKind::Private:
            complaints.unless(owners == 1, "not one owner in a private room", id);
            break;
        case net::RoomKind::Direct:
            complaints.unless(members.size() == 2 && room.members.size() == 2 && owners == 0,
                              "a direct room is not of two", id);
            complaints.unless(room.bans.empty() && room.row.name.empty(), "a direct room is more", id);
            break;
    }
    if (room.row.kind != net::RoomKind::Direct && room.row.kind != net::RoomKind::Lobby)
        complaints.unless(room.members.size() <= state.limits.members_per_room, "too many members", id);
}

void look_at_marks(const State& state, const Room& room, Complaints& complaints) {
    const std::uint64_t id = room.row.id.value;
    std::set<net::UserId> expected = members_of(room);
    if (room.row.kind == net::RoomKind::Lobby) {
        for (const auto& [user, row] : state.users)
            expected.insert(user);
    }
    std::set<net::UserId> marked;
    for (const auto& [user, mark] : room.marks) {
        marked.insert(user);
        complaints.unless(mark.room == room.row.id && mark.user == user, "a mark is in another's place", id);
        complaints.unless(mark.read.sequence <= room.row.head, "a mark is beyond the head", id);
        complaints.unless(mark.read.posts <= room.row.posts, "a mark is beyond the posts", id);
        complaints.unless(mark.read.mentions.value <= room.row.mentions.value + mark.mentions.value,
                          "a mark is beyond the mentions", id);
    }
    complaints.unless(marked == expected, "marks are not those of the members", id);
    complaints.unless(state.members(room) == expected.size(), "members are miscounted", id);
}

void look_at_room(const State& state, const Room& room, Complaints& complaints) {
    const std::uint64_t id = room.row.id.value;
    look_at_owner(state, room, complaints);
    look_at_marks(state, room, complaints);
    complaints.unless(room.row.posts.value <= room.row.head.value, "more posts than places", id);
    complaints.unless((room.row.lock == net::Digest{}) == (room.row.salt == net::Digest{}), "half a lock",
                      id);
    for (const auto& [user, row] : room.members) {
        complaints.unless(state.users.contains(user), "a member is no user", id);
        const bool banned = state.ban(room.row.id, user, state.at) != nullptr;
        complaints.unless(!banned, "a banned user is a member or invited", id);
        complaints.unless(row.standing != Standing::Left, "one who left is a member", id);
    }
    for (const auto& [user, row] : room.left) {
        complaints.unless(row.standing == Standing::Left && row.muted_until, "left without a mute", id);
        complaints.unless(!room.members.contains(user), "left and there", id);
    }
    complaints.unless(room.pins.size() <= state.limits.pins_per_room, "too many pins", id);
    for (const auto& [message, pin] : room.pins)
        complaints.unless(pin.at >= room.row.purged_before, "a pin outlived a purge", id);
}

void look_at_users(const State& state, Complaints& complaints) {
    std::uint64_t owners = 0;
    for (const auto& [id, user] : state.users) {
        if (user.row.role == net::Role::Owner) {
            ++owners;
            complaints.unless(state.owner == id, "another is the owner than is said", id.value);
        }
        complaints.unless(user.row.role >= net::Role::Member, "a guest on the server", id.value);
        complaints.unless(user.row.seen <= state.at, "seen in the future", id.value);
        complaints.unless(user.rooms.size() <= state.limits.rooms_per_user, "in too many rooms", id.value);
        complaints.unless(user.directs.size() <= state.limits.directs_per_user, "too many directs", id.value);
        const auto in_use = std::ranges::count_if(
            user.devices, [&](net::DeviceId device) { return !state.devices.at(device).row.removed; });
        complaints.unless(static_cast<std::size_t>(in_use) <= net::max_devices_per_user, "too many devices");
    }
    complaints.unless(owners == (state.owner ? 1U : 0U), "not one owner of the server");
}

void look_at_uploads(const State& state, Complaints& complaints) {
    for (const auto& [id, row] : state.uploads) {
        complaints.unless(row.id == id && state.users.contains(row.user), "an upload of nobody", id.value);
        complaints.unless(row.size <= state.limits.file_bytes, "an upload is too large", id.value);
        complaints.unless(row.begun <= state.at, "an upload begins in the future", id.value);
    }
    for (const auto& [id, user] : state.users) {
        complaints.unless(user.uploads.size() <= state.limits.uploads_per_user, "too many uploads", id.value);
        const bool is_there = user.row.picture != net::Digest{} || user.row.picture_size != 0;
        complaints.unless(!is_there || user.row.card.picture, "a picture that is not told", id.value);
        complaints.unless(user.row.picture_size <= net::max_picture_bytes, "too large a picture", id.value);
        complaints.unless(!state.uploads.contains(user.row.card.picture), "a picture is an upload yet",
                          id.value);
    }
    complaints.unless(state.upload_bytes <= state.limits.file_bytes_per_server, "uploads take too much");
}

void look_at_games(const State& state, Complaints& complaints) {
    for (const auto& [id, row] : state.games) {
        const games::GameRecord& record = row.record;
        complaints.unless(row.message == id && row.is_kept, "a game in another's place", id.value);
        complaints.unless(record.offered_at_ms >= state.rooms.at(row.room).row.purged_before.value,
                          "a game outlived a purge", id.value);
        games::GameRecord again = record;
        complaints.unless(games::restore_position(again) && again == record, "a board is not its moves",
                          id.value);
        const bool is_between_two = challenger_of(row) && challenged_of(row) != challenger_of(row);
        complaints.unless(is_between_two, "somebody plays alone", id.value);
        if (games::is_over(record.state)) continue;
        for (const net::UserId user : {challenger_of(row), challenged_of(row)})
            complaints.unless(!user || state.is_member(row.room, user), "a player is not in the room",
                              id.value);
    }
    for (const auto& [id, user] : state.users) {
        const auto in_state = [&](auto is_so) {
            return static_cast<std::size_t>(std::ranges::count_if(
                user.games, [&](net::MessageId game) { return is_so(state.games.at(game)); }));
        };
        const auto runs = [](const GameRow& row) { return games::is_running(row.record.state); };
        const auto waits = [&](const GameRow& row) {
            return row.record.state == games::GameState::Offered && challenger_of(row) == id;
        };
        complaints.unless(in_state(runs) <= state.limits.games_per_user, "plays too much", id.value);
        complaints.unless(in_state(waits) <= state.limits.offers_per_user, "offers too much", id.value);
    }
    std::int64_t wins = 0;
    for (const auto& [key, row] : state.ratings) {
        complaints.unless(state.users.contains(key.first), "a rating of nobody", key.first.value);
        wins += row.wins;
        wins -= row.losses;
    }
    complaints.unless(wins == 0, "not every win is a loss");
}

// Whatever can be told from the rows is told again and compared.
void look_at_indices(const State& state, Complaints& complaints) {
    State told;
    for (const auto& [id, user] : state.users) {
        told.users[id].row = user.row;
        complaints.unless(told.users_by_name_key.emplace(user.row.name_key, id).second, "a name twice");
    }
    for (const auto& [id, device] : state.devices) {
        told.users[device.row.user].devices.insert(id);
        complaints.unless(told.devices_by_key.emplace(device.row.key, id).second, "a key twice");
        complaints.unless(device.runs.size() <= net::runs_per_device, "too many runs", id.value);
    }
    for (const auto& [id, room] : state.rooms) {
        if (room.row.kind == net::RoomKind::Lobby || room.row.kind == net::RoomKind::Public) {
            const bool is_new = told.rooms_by_name_key.emplace(room.row.name_key, id).second;
            complaints.unless(is_new, "two public rooms of one name", id.value);
        }
        if (room.row.kind == net::RoomKind::Direct) {
            ++told.directs;
            const net::UserId one = room.members.begin()->first;
            const net::UserId other = room.members.rbegin()->first;
            complaints.unless(told.users[one].directs.emplace(other, id).second, "two direct rooms",
                              id.value);
            told.users[other].directs.emplace(one, id);
        } else {
            for (const auto& [user, row] : room.members)
                (row.standing == Standing::Member ? told.users[user].rooms : told.users[user].invitations)
                    .insert(id);
        }
        for (const auto& [user, ban] : room.bans) {
            for (const std::string& address : ban.addresses)
                told.banned_addresses[address].insert(user);
            complaints.unless(ban.addresses.empty() || id == net::lobby, "addresses banned from a room");
        }
    }
    for (const auto& [id, upload] : state.uploads) {
        told.users[upload.user].uploads.insert(id);
        told.upload_bytes += upload.size;
    }
    for (const auto& [id, room] : state.rooms)
        told.rooms[id].row = room.row;
    for (const auto& [id, row] : state.games)
        keep_game(told, row);
    for (const auto& [id, room] : state.rooms)
        complaints.unless(told.rooms[id].games == room.games, "games of a room are wrong", id.value);
    complaints.unless(told.deadlines == state.deadlines, "deadlines are wrong");
    complaints.unless(told.upload_bytes == state.upload_bytes, "uploads are miscounted");
    complaints.unless(told.users == state.users, "what users are in is not what rooms have");
    complaints.unless(told.users_by_name_key == state.users_by_name_key, "names of users are wrong");
    complaints.unless(told.devices_by_key == state.devices_by_key, "keys of devices are wrong");
    complaints.unless(told.rooms_by_name_key == state.rooms_by_name_key, "names of rooms are wrong");
    complaints.unless(told.banned_addresses == state.banned_addresses, "banned addresses are wrong");
    complaints.unless(told.directs == state.directs, "direct rooms are miscounted");
    complaints.unless(state.directs <= state.limits.directs_per_server, "too many direct rooms");
    complaints.unless(state.rooms.size() - state.directs <= state.limits.rooms_per_server, "too many rooms");
}

// --- steps

void look_at_facts(const State& before, const Effects& effects, const State& after, Complaints& complaints) {
    std::map<net::RoomId, RoomRow> heads;
    for (const auto& [id, room] : before.rooms)
        heads.emplace(id, room.row);
    for (const net::Event& event : effects.facts) {
        RoomRow& row = heads[event.room];
        row.head = row.head.next();
        const bool is_post = std::holds_alternative<net::MessagePosted>(event.fact);
        if (is_post) row.posts = row.posts.next();
        const std::uint64_t id = event.room.value;
        complaints.unless(event.sequence == row.head, "a fact has not the next place in", id);
        complaints.unless(event.posts == row.posts, "a fact miscounts the posts in", id);
        complaints.unless(event.at == after.at && event.mark == after.mark, "a fact of another entry in", id);
    }
    for (const auto& [id, room] : after.rooms) {
        complaints.unless(room.row.head == heads[id].head, "the head moved without a fact in", id.value);
        complaints.unless(room.row.posts == heads[id].posts, "posts without a fact in", id.value);
    }
}

void look_at_notice(const Notice& notice, const State& after, Complaints& complaints) {
    const net::UserId user = notice.user;
    if (const auto* added = std::get_if<net::RoomAdded>(&notice.what)) {
        const net::RoomId id = added->room.room.id;
        complaints.unless(after.is_member(id, user), "told to be in, and is not in", id.value);
        complaints.unless(added->room == my_room(after, after.rooms.at(id), user), "told wrongly of",
                          id.value);
    } else if (const auto* removed = std::get_if<net::RoomRemoved>(&notice.what)) {
        const bool there = after.is_member(removed->room, user) || after.is_invited(removed->room, user);
        complaints.unless(!there, "told to be out, and is in", removed->room.value);
    } else if (const auto* invited = std::get_if<net::Invited>(&notice.what)) {
        const net::RoomId id = invited->room.id;
        complaints.unless(after.is_invited(id, user), "told to be invited, and is not", id.value);
    } else if (const auto* standing = std::get_if<net::StandingSet>(&notice.what)) {
        const Room& room = after.rooms.at(standing->room);
        complaints.unless(after.is_member(standing->room, user), "told of a standing elsewhere");
        const net::MyRoom mine = my_room(after, room, user);
        complaints.unless(mine.role == standing->role, "told of another role in", standing->room.value);
    }
}

bool changes_nothing(const Effects& effects) {
    const bool only_the_answer = std::ranges::all_of(effects.changes, [](const Change& change) {
        return std::holds_alternative<ResultRow>(change) || std::holds_alternative<RunRemoved>(change);
    });
    return only_the_answer && effects.facts.empty() && effects.notices.empty() && effects.ended.empty();
}

}  // namespace

std::string broken_in(const State& state) {
    Complaints complaints;
    for (const auto& [id, room] : state.rooms)
        look_at_room(state, room, complaints);
    look_at_users(state, complaints);
    look_at_uploads(state, complaints);
    look_at_games(state, complaints);
    look_at_indices(state, complaints);
    return complaints.text();
}

std::string broken_by(const State& before, const net::LoggedCommand& logged, const Effects& effects,
                      const State& after) {
    Complaints complaints;
    look_at_facts(before, effects, after, complaints);
    for (const Notice& notice : effects.notices)
        look_at_notice(notice, after, complaints);
    for (const EndedSessions& ended : effects.ended) {
        const bool banned = after.ban(net::lobby, ended.user, after.at) != nullptr;
        const bool removed = ended.device && after.devices.at(ended.device).row.removed;
        const bool true_reason = ended.why == WhyEnded::Kicked || (ended.why == WhyEnded::Banned && banned) ||
                                 (ended.why == WhyEnded::DeviceRemoved && removed);
        complaints.unless(true_reason, "ended for a wrong reason", ended.user.value);
    }
    const auto audits = std::ranges::count_if(
        effects.changes, [](const Change& change) { return std::holds_alternative<AuditRow>(change); });
    complaints.unless(audits <= 1, "two records of one entry");

    const bool done = effects.outcome.status == net::Status::Done && !effects.repeated;
    if (!done) complaints.unless(changes_nothing(effects), "something came of what was not done");
    if (done && logged.origin != net::Origin{}) {
        const Device* device = before.device(logged.origin.device);
        const bool own = device != nullptr && device->row.user == logged.origin.user;
        complaints.unless(own && !device->row.removed, "done for a device that is not the user's");
        const bool banned = before.ban(net::lobby, logged.origin.user, after.at) != nullptr;
        complaints.unless(!banned, "done for a banned user", logged.origin.user.value);
    }
    return complaints.text();
}

}  // namespace crosstalk::hub
