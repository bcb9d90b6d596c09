// What a person may expect of its program: that what it was promised was kept, and that what it sees is so.
#include <algorithm>
#include <iterator>

#include "tests/simulation/user.hpp"

namespace crosstalk::testing {

namespace {

std::string text_of(net::RoomId room) {
    return "room " + std::to_string(room.value);
}

// Only the stub counts of what was deleted: changes that crossed the deletion may have left their number on it.
net::Message essence(net::Message message) {
    if (message.deleted) {
        message.revision = {};
        message.pinned = false;
    }
    return message;
}

std::string spelled(const net::ReadMark& read) {
    return std::to_string(read.sequence.value) + ", " + std::to_string(read.posts.value) + " posts, " +
           std::to_string(read.mentions.value) + " mentions";
}

// For whoever replays it: all in which two of them may differ.
std::string spelled(const net::Message& message) {
    std::string all = "\"" + message.text.substr(0, 40) + "\" by " + message.author.name + ", revision " +
                      std::to_string(message.revision.value) + ", edited " +
                      std::to_string(message.edited_at.value) + ", " +
                      std::to_string(message.mentions.size()) + " mentions";
    if (message.mentions_all) all += ", for all";
    if (message.deleted) all += ", deleted";
    if (message.pinned) all += ", pinned";
    for (const net::Reaction& reaction : message.reactions) {
        all += ", " + reaction.emoji + " by";
        for (const net::UserId user : reaction.users)
            all += " " + std::to_string(user.value);
    }
    return all;
}

}  // namespace

void User::wrong(const model::Room& room, const std::string& what) const {
    stage_.verdict.violated("copies equal the log",
                            "user " + std::to_string(number_) + ", " + text_of(room.id) + ": " + what);
}

// --- while things happen

// A later post of the same author in the same room stands at a later place.
void User::check_order(const Token& token, const Chronicle::Place& place) {
    if (stage_.witness.was_refused(token)) return;
    Token& newest = newest_acknowledged_[place.room];
    const auto before = stage_.chronicle.place_of(newest);
    if (before && before->room == place.room && (newest < token) != (before->sequence < place.sequence)) {
        stage_.verdict.violated("order of writing", spelled(token) + " and " + spelled(newest) +
                                                        " of one author have changed places in " +
                                                        text_of(place.room));
    }
    newest = std::max(newest, token);
}

// A program that wants everything goes on where it has marked.
void User::check_beginning(const model::Room& room) {
    if (!begun_.insert(room.id).second || completeness_ == link::Completeness::Newest) return;
    const auto marked = marked_.find(room.id);
    if (marked != marked_.end() && room.loaded_from > marked->second.next()) {
        stage_.verdict.violated("nothing is missed",
                                "user " + std::to_string(number_) + " marked " + text_of(room.id) +
                                    " up to " + std::to_string(marked->second.value) + " and goes on at " +
                                    std::to_string(room.loaded_from.value));
    }
}

void User::check_room(const model::Room& room, Strictness strictness) const {
    if (!room.loaded_from || stale_.contains(room.id)) return;
    const Chronicle::RoomPast* past = stage_.chronicle.room(room.id);
    if (past == nullptr || past->facts.size() < room.head.value)
        return wrong(room, "it reaches further than the log");
    auto known = room.messages.begin();
    for (net::Sequence place = room.loaded_from; place <= room.head; place = place.next()) {
        const bool is_here = known != room.messages.end() && known->sequence == place;
        check_message(room, place, is_here ? &*known : nullptr, strictness);
        if (is_here) ++known;
    }
    if (known != room.messages.end()) wrong(room, "it has messages that are out of order");
}

void User::check_message(const model::Room& room, net::Sequence place, const net::Message* known,
                         Strictness strictness) const {
    const RoomVersions& past = stage_.chronicle.room(room.id)->messages;
    const auto* versions = past.versions(place);
    const std::string where = "the message at " + std::to_string(place.value) + " ";
    if (versions == nullptr) {
        if (known != nullptr) wrong(room, where + "was never written");
        return;
    }
    // As it was when the room was as far as the copy is; a page may have brought something newer.
    auto first = std::prev(std::ranges::upper_bound(*versions, room.head, {}, &RoomVersions::Version::since));
    if (strictness == Strictness::Settled) first = std::prev(versions->end());
    if (known == nullptr) {
        const bool was_purged =
            std::any_of(first, versions->end(), [](const auto& each) { return !each.is_there; });
        if (!was_purged) wrong(room, where + "is missing");
        return;
    }
    const auto is_it = [&](const RoomVersions::Version& version) {
        if (!version.is_there) return false;
        net::Message expected = version.message;
        name_first(id(), expected);
        name_people(expected, [&](net::UserId user) {
            if (strictness == Strictness::Settled) return stage_.chronicle.laws().name_now(user);
            if (user == known->author.id) return known->author.name;
            const bool is_challenger = known->game && known->game->challenger.user.id == user;
            if (is_challenger) return known->game->challenger.user.name;
            return known->game ? known->game->challenged.user.name : std::string();
        });
        return essence(expected) == essence(*known);
    };
    if (std::any_of(first, versions->end(), is_it)) return;
    wrong(room, where + "is " + spelled(*known) + " and should be " + spelled(versions->back().message));
}

void User::past_was_lost() {
    if (process_) {
        for (const net::RoomId room : process_->model.rooms())
            stale_.insert(room);
    }
    // The one loss that is allowed.
    const auto is_lost = [this](const Token& token) { return !stage_.chronicle.place_of(token); };
    std::ranges::copy_if(acknowledged_, std::inserter(lost_, lost_.end()), is_lost);
    std::erase_if(acknowledged_, is_lost);
    for (const std::string& ref : unnoticed_) {
        const auto token = token_of(ref);
        if (token && !stage_.chronicle.place_of(*token)) lost_.insert(*token);
    }
    newest_acknowledged_.clear();
    marked_.clear();
}

// --- when nothing happens any more

bool User::is_settled(net::Timestamp now, std::string* why_not) const {
    const auto no = [&](const std::string& reason) {
        if (why_not != nullptr) *why_not = "user " + std::to_string(number_) + " " + reason;
        return false;
    };
    if (!process_) return no("is not running");
    const model::Model& model = process_->model;
    const hub::State& state = stage_.chronicle.hub().state();
    if (id() && state.ban(net::lobby, id(), now) != nullptr) {
        return is_online() ? no("is banned and online") : true;
    }
    if (!is_online()) return no("is not online: " + model.connection().reason);
    if (!open_.empty()) return no("has not sent " + spelled(open_.begin()->first));
    // What has failed is kept until it is tried again; what has no answer yet must not be left.
    const auto left = profile_.outbox(stage_.network.server_key.bytes);
    if (!std::ranges::all_of(left, [](const link::OutboxItem& item) { return item.outcome.has_value(); })) {
        return no("has something in its outbox");
    }
    for (const model::PendingPost& post : model.pending()) {
        if (post.state == model::PendingState::Failed || lost_.contains(*token_of(post.ref))) continue;
        return no("still shows " + post.ref + " as pending, place " + std::to_string(post.sequence.value) +
                  " of " + text_of(post.room));
    }
    if (!id()) return no("is not known to the server");
    const hub::User& user = *state.user(id());
    const std::vector<net::RoomId>& shown = model.rooms();
    for (const net::RoomId room : user.rooms) {
        if (std::ranges::find(shown, room) == shown.end()) return no("has not its room " + text_of(room));
    }
    if (shown.size() != user.rooms.size() + user.directs.size() + 1) {
        return no("shows " + std::to_string(shown.size()) + " rooms instead of " +
                  std::to_string(user.rooms.size() + user.directs.size() + 1));
    }
    for (const net::RoomId room_id : model.rooms()) {
        const hub::Room* real = state.room(room_id);
        if (real == nullptr || !state.is_member(room_id, id())) return no("has a room it is not in");
        const model::Room& room = *model.room(room_id);
        if (room.head != real->row.head) return no("is behind in " + text_of(room_id));
        if (room.posts != real->row.posts) return no("has another count of posts in " + text_of(room_id));
        if (stale_.contains(room_id)) return no("has an old past of " + text_of(room_id));
    }
    std::set<net::RoomId> invitations;
    for (const model::Invitation& invitation : model.invitations())
        invitations.insert(invitation.room.id);
    for (const net::RoomId invited : user.invitations) {
        if (!invitations.contains(invited))
            return no("does not know that it is invited to " + text_of(invited));
    }
    if (invitations.size() != user.invitations.size()) return no("has an invitation that is none any more");
    return true;
}

void User::check_everything(net::Timestamp now) const {
    for (const Token& token : acknowledged_) {
        if (!stage_.chronicle.place_of(token)) {
            stage_.verdict.violated("acknowledged stays", spelled(token) + " was acknowledged and is gone");
        }
    }
    if (!is_online()) return;
    for (const net::RoomId id : process_->model.rooms()) {
        const model::Room& room = *process_->model.room(id);
        check_room(room, Strictness::Settled);
        check_settings(room, now);
        check_counts(room);
    }
}

void User::check_settings(const model::Room& room, net::Timestamp now) const {
    const hub::State& state = stage_.chronicle.hub().state();
    const hub::Room& real = *state.room(room.id);
    const net::MyRoom mine = hub::my_room(state, real, id());
    const bool is_direct = real.row.kind == net::RoomKind::Direct;
    if (room.name != (is_direct ? mine.peer.name : real.row.name)) wrong(room, "its name is another");
    if (room.peer != mine.peer) wrong(room, "the other one is somebody else");
    if (room.topic != real.row.topic) wrong(room, "its topic is another");
    const bool is_set_so = room.kind == real.row.kind && room.posters == real.row.posters &&
                           room.slow_mode_s == real.row.slow_mode_s && room.locked == mine.room.locked;
    if (!is_set_so) wrong(room, "its settings are others");
    if (room.purged_before != real.row.purged_before) wrong(room, "it was purged otherwise");
    if (room.member_count != mine.room.members) {
        wrong(room, "it counts " + std::to_string(room.member_count) + " members instead of " +
                        std::to_string(mine.room.members));
    }
    if (room.role != mine.role) wrong(room, "one's own role is another");
    const auto in_force = [&](net::Timestamp until) { return until > now ? until : net::Timestamp{}; };
    if (in_force(process_->model.muted_until(room)) != in_force(state.muted_until(real, id())))
        wrong(room, "one's own mute is another");
}

// The marks had the time to be kept.
void User::check_counts(const model::Room& room) const {
    const hub::State& state = stage_.chronicle.hub().state();
    const net::MyRoom mine = hub::my_room(state, *state.room(room.id), id());
    if (room.mentions != mine.mentions) {
        wrong(room, "it counts " + std::to_string(room.mentions.value) + " mentions instead of " +
                        std::to_string(mine.mentions.value));
    }
    // What a purge has taken out of the count is told by a signal, which may be lost; then it is known at the next login.
    if (mine.room.purged_before && room.read.sequence == mine.read.sequence) return;
    const net::ReadMark& read = room.read;
    if (read != mine.read) {
        wrong(room, "it is read up to " + spelled(room.read) + " instead of " + spelled(mine.read));
    }
    // What one has said oneself is nothing to be read, as far as it is here.
    std::uint64_t own = 0;
    std::uint64_t own_to_all = 0;
    bool own_deleted = false;  // nobody knows any more whom it named
    const auto count_own = [&](const model::Messages& messages) {
        for (const net::Message& message : messages) {
            if (message.sequence <= read.sequence || message.author.id != id()) continue;
            ++own;
            own_to_all += message.mentions_all ? 1 : 0;
            own_deleted = own_deleted || message.deleted;
        }
    };
    count_own(room.messages);
    if (room.past) count_own(room.past->messages);
    const std::uint64_t unread = mine.room.posts.value - mine.read.posts.value;
    if (room.unread() + own != unread) {
        wrong(room, "it counts " + std::to_string(room.unread()) + " unread posts, " + std::to_string(own) +
                        " of one's own beside, instead of " + std::to_string(unread));
    }
    const std::uint64_t mentions = mine.mentions.value - mine.read.mentions.value;
    if (!own_deleted && room.unread_mentions() + own_to_all != mentions) {
        wrong(room, "it counts " + std::to_string(room.unread_mentions()) + " unread mentions, " +
                        std::to_string(own_to_all) + " of one's own beside, instead of " +
                        std::to_string(mentions) + "; read up to " + spelled(read));
    }
}

bool User::has_members() const {
    if (!is_online()) return true;
    return members_asked_.empty() && std::ranges::all_of(process_->model.rooms(), [this](net::RoomId room) {
               return process_->model.room(room)->members_state == model::Room::MembersState::Loaded;
           });
}

void User::check_members(const std::map<net::UserId, net::PresenceState>& seen, net::Timestamp now) const {
    if (!is_online()) return;
    const hub::State& state = stage_.chronicle.hub().state();
    for (const net::RoomId room_id : process_->model.rooms()) {
        const model::Room& room = *process_->model.room(room_id);
        const hub::Room& real = *state.room(room_id);
        std::size_t expected = 0;
        for (const auto& [user, row] : state.users) {
            if (!state.is_member(room_id, user)) continue;
            ++expected;
            const auto found = room.members.find(user);
            const std::string who = "user " + std::to_string(user.value);
            if (found == room.members.end()) {
                wrong(room, "it misses " + who);
                continue;
            }
            const net::Member& member = found->second;
            const auto online = seen.find(user);
            net::PresenceState presence = online == seen.end() ? net::PresenceState::Offline : online->second;
            // Nobody is invisible to itself.
            if (user == id() && presence == net::PresenceState::Offline)
                presence = net::PresenceState::Online;
            if (member.presence.state != presence)
                wrong(room, "it sees " + who + " otherwise than it is there");
            if (member.presence.user != state.ref(user)) wrong(room, "it knows " + who + " by another name");
            const auto role = stage_.chronicle.laws().role(room_id, user, stage_.chronicle.position());
            if (member.role != role) wrong(room, who + " has another role");
            const net::Timestamp muted = state.muted_until(real, user);
            if ((member.muted_until > now) != (muted > now)) wrong(room, who + " is muted or not");
            if (member.card != row.row.card) wrong(room, who + " has another card");
        }
        if (room.members.size() > expected) wrong(room, "it has members who are not there");
    }
}

}  // namespace crosstalk::testing
