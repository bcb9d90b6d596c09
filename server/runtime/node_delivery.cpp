// The node's part that tells: facts and notices at once, signals and counts in rounds.
#include <algorithm>
#include <utility>

#include "net/fault.hpp"
#include "net/play/game_records.hpp"
#include "server/runtime/node.hpp"

namespace crosstalk::server {

// --- facts and notices -----------------------------------------------------------------------------------------

void Node::deliver(const net::Event& fact) {
    signals_.note_posts(fact.room);
    if (!typists_.empty()) {
        if (const auto* posted = std::get_if<net::MessagePosted>(&fact.fact))
            typists_.end(fact.room, posted->author.id);
    }
    if (!watchers_.contains(fact.room)) return;
    Bundle& bundle = bundles_[fact.room];
    if (bundle.frames.empty()) bundle.first = fact.sequence;
    bundle.last = fact.sequence;
    const net::Bytes frame = net::encode(fact);
    bundle.frames.insert(bundle.frames.end(), frame.begin(), frame.end());
}

void Node::deliver_bundle(net::RoomId room) {
    const auto found = bundles_.find(room);
    if (found == bundles_.end()) return;
    Bundle bundle = std::move(found->second);
    bundles_.erase(found);
    const Delivery delivery{room, bundle.first, bundle.last,
                            std::make_shared<const net::Bytes>(std::move(bundle.frames))};
    const auto watchers = watchers_.find(room);
    if (watchers == watchers_.end()) return;
    for (Session* session : watchers->second) {
        session->deliver(delivery);
        touched(*session);
    }
}

void Node::deliver_bundles() {
    while (!bundles_.empty())
        deliver_bundle(bundles_.begin()->first);
}

void Node::deliver_all() {
    deliver_bundles();
    for (Session* session : std::exchange(unflushed_, {}))
        session->flush();
}

void Node::touched(Session& session) {
    if (session.needs_flush()) unflushed_.push_back(&session);
}

void Node::notify(const hub::Notice& notice) {
    if (const auto* removed = std::get_if<net::RoomRemoved>(&notice.what)) {
        // What happened before is still theirs; nothing after it is.
        deliver_bundle(removed->room);
        for (Session* session : sessions_of(notice.user)) {
            const bool is_put_out = removed->why != net::WhyRemoved::Left;
            if (net::planted == net::Fault::LeaverStillHears && !is_put_out) continue;
            if (net::planted == net::Fault::KickedStillHears && is_put_out) continue;
            session->stop_watching(removed->room);
        }
        forget_room(removed->room, notice.user);
    }
    const std::vector<Session*> sessions = sessions_of(notice.user);
    if (sessions.empty()) return;
    const net::SharedFrame frame =
        std::visit([](const auto& what) { return net::encode_shared(what); }, notice.what);
    for (Session* session : sessions) {
        session->notify(frame);
        touched(*session);
    }
}

void Node::forget_room(net::RoomId room, net::UserId user) {
    marks_.forget(room, user);
    readers_.forget(room, user);
    typists_.end(room, user);
    audiences_.leave(room, user);
}

void Node::watch(net::RoomId room, Session& session) {
    if (!session.feeds().watches(room)) watchers_[room].push_back(&session);
}

void Node::unwatch(net::RoomId room, Session& session) {
    const auto found = watchers_.find(room);
    if (found == watchers_.end()) return;
    std::erase(found->second, &session);
    if (found->second.empty()) watchers_.erase(found);
}

// --- signals from the bus --------------------------------------------------------------------------------------

void Node::signalled(const ports::Signal& signal) {
    std::visit([this](const auto& known) { take_signal(known); }, signal);
}

void Node::take_signal(const ports::PresenceSignal& signal) {
    if (signal.state == net::PresenceState::Offline) audiences_.end_all(signal.user);
    for (const net::RoomId room : hub_.state().rooms_of(signal.user)) {
        if (watchers_.contains(room)) signals_.note_presence(room, signal.user);
    }
}

void Node::take_signal(const ports::TypingSignal& signal) {
    typists_.begin(signal.room, signal.user, ports_.runtime.steady());
    signals_.note_typing(signal.room);
}

void Node::take_signal(const ports::SpectatorSignal& signal) {
    if (signal.looks) {
        audiences_.begin(signal.room, signal.game, signal.user);
    } else {
        audiences_.end(signal.room, signal.game, signal.user);
    }
}

void Node::take_signal(const ports::ProgressSignal& signal) {
    const auto sessions = sessions_by_user_.find(signal.user);
    const bool has_others =
        sessions != sessions_by_user_.end() && (!signal.session || sessions->second.size() > 1);
    const bool has_read = signal.read != net::ReadMark{};
    if (has_read && has_others) signals_.note_read(signal.user, signal.room, signal.session);
    const bool is_further =
        readers_.advance(signal.room, signal.user, signal.delivered, signal.read.sequence);
    if (is_further) signals_.note_progress(signal.room, signal.user);
}

// --- rounds of them --------------------------------------------------------------------------------------------

void Node::send_round(const Signals::Round& round) {
    for (const auto& [room, users] : round.presence)
        send_presence(room, users);
    for (const auto& [room, users] : round.progress)
        send_progress(room, users);
    if (!typists_.empty()) typists_.forget_old(ports_.runtime.steady());
    for (const net::RoomId room : round.typing)
        send_typing(room);
    for (const auto& [room, game] : round.games)
        send_spectators(room, game);
    send_unread(round);
    deliver_all();
}

void Node::send_presence(net::RoomId room, const std::set<net::UserId>& users) {
    const auto watchers = watchers_.find(room);
    if (watchers == watchers_.end()) return;
    // The newest truth, not what was true when it was noted; who left the room meanwhile is not told of.
    std::vector<net::UserId> told;
    std::ranges::copy_if(users, std::back_inserter(told),
                         [&](net::UserId user) { return hub_.state().is_member(room, user); });
    for (std::size_t from = 0; from < told.size(); from += net::max_members_per_frame) {
        const auto part =
            std::span(told).subspan(from, std::min(net::max_members_per_frame, told.size() - from));
        const auto as_seen_by = [&](net::UserId asker) {
            const Seen seen = seen_by(asker);
            net::Presence presence{.room = room, .changes = {}};
            for (const net::UserId user : part)
                presence.changes.push_back({hub_.state().ref(user), server::presence(seen, user)});
            return presence;
        };
        const net::Presence to_others = as_seen_by({});
        const net::SharedFrame frame = net::encode_shared(to_others);
        for (Session* session : watchers->second) {
            const net::UserId self = session->user();
            const bool differs =
                presences_.own(self) != presences_.shown(self) && std::ranges::find(part, self) != part.end();
            session->presence(to_others, differs ? net::encode_shared(as_seen_by(self)) : frame);
            touched(*session);
        }
    }
}

void Node::send_progress(net::RoomId room, const std::set<net::UserId>& users) {
    const std::vector<net::UserProgress> progress = readers_.tell(room, users);
    const auto watchers = watchers_.find(room);
    if (progress.empty() || watchers == watchers_.end()) return;
    for (Session* session : watchers->second) {
        session->progress(room, progress);
        touched(*session);
    }
}

void Node::send_typing(net::RoomId room) {
    const auto watchers = watchers_.find(room);
    if (watchers == watchers_.end()) return;
    std::vector<net::UserRef> users;
    for (const net::UserId user : typists_.in(room)) {
        const bool is_there =
            hub_.state().is_member(room, user) && presences_.shown(user) != net::PresenceState::Offline;
        if (is_there) users.push_back(hub_.state().ref(user));
    }
    for (Session* session : watchers->second) {
        net::TypingUsers others{.room = room, .users = {}};
        for (const net::UserRef& user : users) {
            if (user.id != session->user() && others.users.size() < net::max_typing_users)
                others.users.push_back(user);
        }
        if (others.users.empty()) continue;
        session->typing(others);
        touched(*session);
    }
}

net::Spectators Node::spectators(net::RoomId room, net::MessageId game) const {
    net::Spectators told{.room = room, .game = game, .count = 0, .users = {}};
    for (const net::UserId user : audiences_.of(room, game)) {
        if (!hub_.state().is_member(room, user)) continue;
        ++told.count;
        if (told.users.size() < net::max_named_spectators) told.users.push_back(hub_.state().ref(user));
    }
    return told;
}

// Its players, and those who look at it.
bool Node::is_concerned(net::UserId user, net::RoomId room, net::MessageId game) const {
    const hub::GameRow* row = hub_.state().game(game);
    if (row == nullptr || row->room != room) return false;
    return games::seat_of(row->record, play::player_of(user)) || audiences_.has(room, game, user);
}

void Node::send_spectators(net::RoomId room, net::MessageId game) {
    const auto watchers = watchers_.find(room);
    if (watchers == watchers_.end()) return;
    const net::Spectators told = spectators(room, game);
    for (Session* session : watchers->second) {
        if (!is_concerned(session->user(), room, game)) continue;
        session->spectators(told);
        touched(*session);
    }
}

void Node::tell_spectators(net::RoomId room, Session& session) {
    for (const net::MessageId game : audiences_.games_in(room)) {
        if (is_concerned(session.user(), room, game)) session.spectators(spectators(room, game));
    }
}

void Node::send_unread(const Signals::Round& round) {
    std::map<net::SessionId, net::Unread> unread;
    const auto add = [&](Session& session, const hub::Room& room) {
        net::Unread& counted = unread[session.id()];
        counted.rooms.push_back(counts(room, session.user()));
        if (counted.rooms.size() == net::max_counts_per_frame) session.unread(std::exchange(counted, {}));
    };
    const auto add_unwatched = [&](Session& session, const hub::Room& room) {
        if (session.user() && !session.feeds().watches(room.row.id)) add(session, room);
    };
    for (const net::RoomId id : round.posts) {
        const hub::Room* room = hub_.state().room(id);
        if (room == nullptr) continue;  // dissolved meanwhile
        if (id == net::lobby) {
            for (const auto& [session_id, session] : sessions_)
                add_unwatched(*session, *room);
            continue;
        }
        for (const auto& [user, row] : room->members) {
            const bool is_told =
                row.standing == hub::Standing::Member || net::planted == net::Fault::CountsForTheInvited;
            if (!is_told) continue;
            for (Session* session : sessions_of(user))
                add_unwatched(*session, *room);
        }
    }
    for (const auto& [read, by] : round.reads) {
        const auto& [user, id] = read;
        const hub::Room* room = hub_.state().room(id);
        if (room == nullptr || !hub_.state().is_member(id, user)) continue;
        for (Session* session : sessions_of(user)) {
            const bool is_counted = round.posts.contains(id) && !session->feeds().watches(id);
            if (session->id() != by && !is_counted) add(*session, *room);
        }
    }
    for (auto& [id, counted] : unread) {
        Session& session = *sessions_.at(id);
        if (!counted.rooms.empty()) session.unread(std::move(counted));
        touched(session);
    }
}

}  // namespace crosstalk::server
