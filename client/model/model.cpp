#include "client/model/model.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "net/text/ascii.hpp"

namespace crosstalk::model {

void Model::apply(const LinkEvent& event) {
    ++revision_;
    std::visit([this](const auto& each) { take(each); }, event);
}

void Model::tick(net::Timestamp now) {
    bool has_changed = false;
    for (auto& [id, room] : rooms_)
        has_changed = room.forget_typing(now) || has_changed;
    if (has_changed) ++revision_;
}

std::optional<net::Timestamp> Model::next_tick() const {
    std::optional<net::Timestamp> next;
    for (const auto& [id, room] : rooms_) {
        for (const auto& [user, typist] : room.typing)
            next = next ? std::min(*next, typist.until) : typist.until;
    }
    return next;
}

const Room* Model::room(net::RoomId id) const {
    const auto found = rooms_.find(id);
    return found == rooms_.end() ? nullptr : &found->second;
}

Room* Model::find(net::RoomId id) {
    const auto found = rooms_.find(id);
    return found == rooms_.end() ? nullptr : &found->second;
}

const Room* Model::direct(net::UserId peer) const {
    for (const auto& [id, room] : rooms_) {
        if (room.kind == net::RoomKind::Direct && room.peer.id == peer) return &room;
    }
    return nullptr;
}

bool Model::mentions_me(const net::Message& message) const {
    return message.author.id != me_.id && !is_ignored(message.author.id) && mentions_of(message, me_.id) != 0;
}

// --- connection

void Model::take(const Connecting&) {
    enter(ConnectionState::Connecting);
}

void Model::take(const Online& online) {
    if (online.server.key != server_.key) {
        // Another server is another world.
        rooms_.clear();
        order_.clear();
        invitations_.clear();
        removals_.clear();
        pending_.clear();
        changes_.clear();
        transfers_.clear();
        ignored_.clear();
        games_.forget_all();
        names_.forget();
        newest_ = {};
    }
    enter(ConnectionState::Online);
    me_ = online.me;
    server_ = online.server;
    limits_ = online.limits;
    role_ = online.role;
    has_owner_ = online.has_owner;
    trouble_.clear();
    for (auto& [id, room] : rooms_) {
        room.me_ = me_.id;
        room.regain_contact(online.at);
    }
    learn(me_, newest_);
}

void Model::take(const Offline& offline) {
    lose_contact();
    enter(ConnectionState::Offline);
    connection_.reason = offline.reason;
    connection_.retry_at = offline.at + offline.retry_in;
}

void Model::take(const Refused& refused) {
    lose_contact();
    enter(ConnectionState::Refused);
    ++connection_.refusals;
    connection_.reason = refused.text;
    connection_.refusal = refused.why;
    connection_.tries_left = refused.tries_left;
    connection_.suggestion = refused.suggestion;
    connection_.retry_after = refused.retry_after;
}

void Model::take(const Disconnected&) {
    lose_contact();
    enter(ConnectionState::Idle);
}

void Model::enter(ConnectionState state) {
    const std::uint64_t refusals = connection_.refusals;
    const std::uint64_t logins = connection_.logins;
    connection_ = {};
    connection_.state = state;
    connection_.refusals = refusals;
    connection_.logins = logins + (state == ConnectionState::Online ? 1 : 0);
}

void Model::take(const RoundTrip& round_trip) {
    connection_.round_trip = round_trip.span;
}

void Model::take(const ServersKnown& known) {
    saved_servers_ = known.servers;
}

void Model::take(const SettingsKnown& known) {
    settings_ = known.settings;
}

void Model::take(const Trouble& trouble) {
    trouble_ = trouble.text;
}

void Model::lose_contact() {
    names_.doubt();
    games_.forget_audiences();
    for (auto& [id, room] : rooms_)
        room.lose_contact();
    // What was confirmed stays so; the rest will be sent again.
    const auto send_again = [](auto& pending) {
        if (pending.state == PendingState::Submitted && !pending.sequence)
            pending.state = PendingState::Queued;
    };
    std::ranges::for_each(pending_, send_again);
    std::ranges::for_each(changes_, send_again);
}

// --- rooms

void Model::add_room(const net::MyRoom& mine) {
    Room& room = rooms_[mine.room.id];
    room.id = mine.room.id;
    room.me_ = me_.id;
    learn(mine.peer, newest_);
    room.take(mine);
    hush(room);
}

void Model::order_rooms() {
    order_.clear();
    for (const auto& [id, room] : rooms_)
        order_.push_back(id);
    const auto rank = [this](net::RoomId id) {
        const Room& room = rooms_.at(id);
        return std::tuple(room.kind != net::RoomKind::Lobby, room.kind == net::RoomKind::Direct,
                          text::ascii_lower(room.name), std::string_view(room.name), id);
    };
    using Rank = decltype(rank(net::RoomId{}));
    std::vector<Rank> ranks;
    for (const net::RoomId id : order_)
        ranks.push_back(rank(id));
    std::ranges::sort(ranks);
    std::ranges::transform(ranks, order_.begin(),
                           [](const Rank& each) { return std::get<net::RoomId>(each); });
}

void Model::take(const RoomsListed& listed) {
    std::erase_if(rooms_, [&](const auto& entry) {
        return std::none_of(listed.rooms.begin(), listed.rooms.end(),
                            [&](const net::MyRoom& each) { return each.room.id == entry.first; });
    });
    games_.keep_rooms([this](net::RoomId room) { return find(room) != nullptr; });
    for (const net::MyRoom& each : listed.rooms) {
        add_room(each);
        // One may have left and come back meanwhile: counts and marks began anew.
        rooms_.at(each.room.id).begin_counts(each);
    }
    order_rooms();
    // What was confirmed in a room that is gone will never arrive there.
    const auto is_lost = [this](const auto& pending) {
        return bool(pending.sequence) && !find(pending.room);
    };
    std::erase_if(pending_, is_lost);
    std::erase_if(changes_, is_lost);
    std::vector<Invitation> invitations;
    for (const net::RoomSummary& room : listed.invitations) {
        const auto known = std::find_if(invitations_.begin(), invitations_.end(),
                                        [&](const Invitation& each) { return each.room.id == room.id; });
        invitations.push_back({room, known == invitations_.end() ? net::UserRef{} : known->by});
    }
    invitations_ = std::move(invitations);
}

void Model::take(const PastForgotten&) {
    names_.doubt();
    newest_ = {};
    for (auto& [id, room] : rooms_)
        room.forget_past();
    games_.forget_all();
    // Their places are of the other past.
    const auto is_confirmed = [](const auto& pending) { return bool(pending.sequence); };
    std::erase_if(pending_, is_confirmed);
    std::erase_if(changes_, is_confirmed);
}

void Model::take(const RoomAdded& added) {
    add_room(added.room);
    order_rooms();
    std::erase_if(invitations_, [&](const Invitation& each) { return each.room.id == added.room.room.id; });
}

void Model::take(const RoomRemoved& removed) {
    const net::RoomId gone = removed.what.room;
    if (const Room* room = find(gone); room != nullptr && removed.what.why != net::WhyRemoved::Left) {
        removals_.push_back({room->name, removed.what, removed.at});
        if (removals_.size() > max_removals) removals_.pop_front();
    }
    rooms_.erase(gone);
    games_.forget_room(gone);
    order_rooms();
    // Declining an invitation ends like leaving a room.
    std::erase_if(invitations_, [&](const Invitation& each) { return each.room.id == gone; });
    drop_confirmed_in(gone);
}

void Model::take(const InvitationArrived& arrived) {
    if (find(arrived.room.id)) return;
    std::erase_if(invitations_, [&](const Invitation& each) { return each.room.id == arrived.room.id; });
    if (invitations_.size() < max_invitations) invitations_.push_back({arrived.room, arrived.by});
}

void Model::take(const StandingChanged& changed) {
    const net::StandingSet& standing = changed.standing;
    Room* room = find(standing.room);
    if (room == nullptr) return;
    room->role = standing.role;
    room->own_mute = standing.muted_until;
    if (room->kind == net::RoomKind::Lobby) role_ = standing.role;
}

net::Timestamp Model::muted_until(const Room& in) const {
    const Room* lobby = room(net::lobby);
    if (lobby == nullptr || in.kind == net::RoomKind::Direct) return in.own_mute;
    return std::max(in.own_mute, lobby->own_mute);
}

void Model::take(const ReadUpTo& read) {
    Room* room = find(read.room);
    if (room == nullptr) return;
    room->take(read.mark);
    hush(*room);
}

void Model::take(const UnreadChanged& unread) {
    for (const net::RoomCounts& counts : unread.rooms) {
        Room* room = find(counts.room);
        if (room == nullptr) continue;
        room->take(counts);
        hush(*room);
    }
}

// --- what was said

void Model::take(const RoomSynced& synced) {
    newest_ = std::max(newest_, synced.state.mark.position);
    Room* room = find(synced.state.room.room.id);
    if (room == nullptr) return;
    learn(synced.state.room.peer, synced.state.mark.position);
    room->sync(synced.state);
    take_names(*room, synced.state.messages, synced.state.mark.position);
    order_rooms();
    hush(*room);
    drop_arrived(*room);
}

void Model::take(const MissedMessages& missed) {
    Room* room = find(missed.room);
    if (room == nullptr) return;
    room->append(missed);
    take_names(*room, missed.messages, {});
    hush(*room);
    drop_arrived(*room);
}

namespace {

const net::Game* game_told(const net::Fact& fact) {
    if (const auto* changed = std::get_if<net::GameChanged>(&fact)) return &changed->game;
    const auto* posted = std::get_if<net::MessagePosted>(&fact);
    return posted != nullptr && posted->game ? &*posted->game : nullptr;
}

}  // namespace

void Model::take(const Happened& happened) {
    const net::Event& event = happened.event;
    Room* room = find(event.room);
    if (room == nullptr) return;
    learn_from(event);
    const std::string name = room->name;
    const net::RoomKind kind = room->kind;
    room->happen(event);
    if (room->name != name || room->kind != kind) order_rooms();
    if (const auto* posted = std::get_if<net::MessagePosted>(&event.fact)) {
        // Rooms are told one after the other: the author may be known by a later name already.
        correct(*room, posted->author);
        if (posted->author.id == me_.id || is_ignored(posted->author.id)) hush(*room);
    }
    if (const net::Game* game = game_told(event.fact)) {
        correct(*room, game->challenger.user);
        correct(*room, game->challenged.user);
    }
    learn_games(event);
    drop_arrived(*room);
}

void Model::learn_games(const net::Event& event) {
    if (const auto* posted = std::get_if<net::MessagePosted>(&event.fact)) {
        if (posted->game) learn_game(event.room, posted->id, event.sequence, *posted->game);
    } else if (const auto* changed = std::get_if<net::GameChanged>(&event.fact)) {
        learn_game(event.room, changed->message, changed->sequence, changed->game);
    } else if (const auto* deleted = std::get_if<net::MessageDeleted>(&event.fact)) {
        games_.forget(deleted->message);
    } else if (const auto* purged = std::get_if<net::MessagesPurged>(&event.fact)) {
        games_.forget_older(event.room, purged->before);
    }
}

void Model::learn_game(net::RoomId room, net::MessageId message, net::Sequence sequence, net::Game game) {
    names_.correct(game.challenger.user);
    names_.correct(game.challenged.user);
    games_.learn(room, message, sequence, game);
}

void Model::take(const Answered& answered) {
    const auto learn = [this](net::RoomId room, net::MessageId message, net::Sequence sequence,
                              net::Game game, const std::vector<net::GameMove>& times) {
        if (find(room) == nullptr) return;
        names_.correct(game.challenger.user);
        names_.correct(game.challenged.user);
        games_.learn_answered(room, message, sequence, game, times);
    };
    if (const auto* page = std::get_if<net::GamesPage>(&answered.answer)) {
        for (const net::GameEntry& each : page->games)
            learn(each.room, each.message, each.sequence, each.game, {});
    } else if (const auto* found = std::get_if<net::GameFound>(&answered.answer)) {
        learn(found->room, found->message, found->sequence, found->record.game, found->record.moves);
    }
}

void Model::learn_from(const net::Event& event) {
    newest_ = std::max(newest_, event.mark.position);
    if (const net::Game* game = game_told(event.fact)) {
        learn(game->challenger.user, event.mark.position);
        learn(game->challenged.user, event.mark.position);
    }
    if (const auto* posted = std::get_if<net::MessagePosted>(&event.fact)) {
        learn(posted->author, event.mark.position);
    } else if (const auto* renamed = std::get_if<net::UserRenamed>(&event.fact)) {
        learn(renamed->user, event.mark.position);
    } else if (const auto* profile = std::get_if<net::ProfileSet>(&event.fact)) {
        for (auto& [id, room] : rooms_)
            room.set_card(profile->user.id, profile->card);
    } else if (const auto* set = std::get_if<net::RoleSet>(&event.fact)) {
        has_owner_ = has_owner_ || (event.room == net::lobby && set->role == net::Role::Owner);
    }
}

void Model::take(const OlderArrived& older) {
    Room* room = find(older.page.room);
    if (room == nullptr) return;
    room->take_older(older.page);
    take_names(*room, older.page.messages, {});
    hush(*room);
}

void Model::take(const NewerArrived& newer) {
    Room* room = find(newer.page.room);
    if (room == nullptr) return;
    room->take_newer(newer.page);
    take_names(*room, newer.page.messages, {});
    hush(*room);
}

void Model::take(const JumpArrived& jump) {
    Room* room = find(jump.page.room);
    if (room == nullptr) return;
    room->take_jump(jump.page, jump.wanted);
    take_names(*room, jump.page.messages, {});
    hush(*room);
}

void Model::take(const PageRefused& refused) {
    Room* room = find(refused.room);
    if (room == nullptr) return;
    switch (refused.kind) {
        case PageKind::Older:
            room->older_refused = refused.text;
            break;
        case PageKind::Newer:
            room->newer_refused = refused.text;
            break;
        case PageKind::Jump:
            room->jump_refused = refused.text;
            break;
    }
}

void Model::take(const PastLeft& left) {
    if (Room* room = find(left.room)) room->past.reset();
}

// --- people

void Model::take(const MembersArrived& members) {
    for (const net::Member& member : members.page.members)
        learn(member.presence.user, newest_);
    if (Room* room = find(members.page.room)) room->take_members(members.page);
}

void Model::take(const PresenceChanged& changed) {
    for (const net::MemberPresence& change : changed.presence.changes)
        learn(change.user, newest_);
    if (Room* room = find(changed.presence.room)) room->change_presence(changed.presence, changed.at);
}

void Model::take(const ProgressChanged& changed) {
    if (Room* room = find(changed.progress.room)) room->take_progress(changed.progress);
}

void Model::take(const TypingSeen& seen) {
    Room* room = find(seen.typing.room);
    if (room != nullptr) room->take_typing(seen, [this](net::UserId user) { return !is_ignored(user); });
}

void Model::take(const SpectatorsSeen& seen) {
    for (const net::UserRef& user : seen.spectators.users)
        learn(user, newest_);
    games_.learn_audience(seen.spectators);
}

void Model::take(const IgnoredKnown& known) {
    ignored_.clear();
    for (const net::UserRef& user : known.users)
        ignored_.emplace(user.id, user);
    for (auto& [id, room] : rooms_) {
        std::erase_if(room.typing, [this](const auto& entry) { return is_ignored(entry.first); });
        room.hush([this](net::UserId user) { return is_ignored(user); });
    }
}

void Model::hush(Room& room) {
    room.hush([this](net::UserId user) { return is_ignored(user); });
}

void Model::learn(const net::UserRef& user, net::Position as_of) {
    if (names_.learn(user, std::max(as_of, net::Position{1}))) spread(user);
}

// Of messages that have just come into the room: they may know a newer name than ours, or an older one.
void Model::take_names(Room& room, const std::vector<net::Message>& arrived, net::Position as_of) {
    for (const net::Message& message : arrived) {
        learn(message.author, as_of);
        correct(room, message.author);
        if (!message.game) continue;
        for (const net::UserRef& player : {message.game->challenger.user, message.game->challenged.user}) {
            learn(player, as_of);
            correct(room, player);
        }
        learn_game(room.id, message.id, message.sequence, *message.game);
    }
}

// In the room, where it stands as it was told.
void Model::correct(Room& room, const net::UserRef& user) {
    net::UserRef known = user;
    names_.correct(known);
    if (known.name != user.name && room.rename(known)) order_rooms();
}

// A name goes wherever the user stands.
void Model::spread(const net::UserRef& user) {
    if (me_.id == user.id) me_.name = user.name;
    bool is_order_old = false;
    for (auto& [id, room] : rooms_)
        is_order_old = room.rename(user) || is_order_old;
    for (Invitation& invitation : invitations_) {
        if (invitation.by.id == user.id) invitation.by.name = user.name;
    }
    if (const auto ignored = ignored_.find(user.id); ignored != ignored_.end())
        ignored->second.name = user.name;
    games_.rename(user);
    if (is_order_old) order_rooms();
}

}  // namespace crosstalk::model
