// The node's part that knows who is here: connections, sessions, presence, typing and reading.
#include <algorithm>
#include <utility>

#include "net/fault.hpp"
#include "net/play/game_records.hpp"
#include "net/text/log_text.hpp"
#include "server/runtime/node.hpp"

namespace crosstalk::server {

namespace {

// How long a mark may be known to this process only.
constexpr net::Milliseconds keep_marks_pause{30'000};

}  // namespace

// --- connections -----------------------------------------------------------------------------------------------

bool Node::admit(const std::string& address) {
    if (!serving_) return false;
    const net::Limits& limits = options_.limits;
    if (logging_in_total_ >= static_cast<std::size_t>(limits.login_connections)) return false;
    const auto found = logging_in_.find(address);
    const std::size_t from_there = found == logging_in_.end() ? 0 : found->second;
    if (from_there >= static_cast<std::size_t>(limits.login_connections_per_address)) return false;
    count_login(address, +1);
    return true;
}

transport::ChannelOwner* Node::open(transport::Channel& channel, const transport::Peer& peer) {
    const net::SessionId id = next_session_;
    next_session_ = next_session_.next();
    auto session = std::make_unique<Session>(*this, id, channel, peer);
    Session* opened = session.get();
    sessions_.emplace(id, std::move(session));
    if (!serving_) opened->say_goodbye(net::AfterGoodbye::Reconnect, "The server is stopping.");
    return opened;
}

void Node::count_login(const std::string& address, int change) {
    if (change > 0) {
        ++logging_in_[address];
        ++logging_in_total_;
        return;
    }
    const auto found = logging_in_.find(address);
    if (found == logging_in_.end()) return;
    --logging_in_total_;
    if (--found->second == 0) logging_in_.erase(found);
}

LoginDesk Node::login_desk(net::SessionId id) {
    return {.options = options_,
            .admission = admission_,
            .state = hub_.state(),
            .guesses = guesses_,
            .codes = codes_,
            .runtime = ports_.runtime,
            .now = [this] { return now(); },
            .append =
                [this, id](net::Command command) {
                    std::string name_key;
                    if (const auto* create = std::get_if<net::CreateUser>(&command))
                        name_key = create->name_key;
                    const net::EntryId entry = append({.origin = {}, .command = std::move(command)});
                    registrations_.emplace(entry, id);
                    if (!name_key.empty()) names_being_taken_.emplace(entry, std::move(name_key));
                },
            .is_being_taken =
                [this](const std::string& key) {
                    return std::ranges::any_of(names_being_taken_,
                                               [&](const auto& taking) { return taking.second == key; });
                }};
}

// --- sessions --------------------------------------------------------------------------------------------------

Session* Node::session(net::SessionId id) {
    const auto found = sessions_.find(id);
    return found == sessions_.end() ? nullptr : found->second.get();
}

std::vector<Session*> Node::sessions_of(net::UserId user) {
    std::vector<Session*> sessions;
    const auto found = sessions_by_user_.find(user);
    if (found == sessions_by_user_.end()) return sessions;
    for (const net::SessionId id : found->second)
        sessions.push_back(sessions_.at(id).get());
    return sessions;
}

std::vector<net::Address> Node::addresses_of(net::UserId user) {
    std::vector<net::Address> addresses;
    for (const Session* session : sessions_of(user)) {
        const net::Address address{session->peer().address};
        const bool is_known = std::ranges::find(addresses, address) != addresses.end();
        if (!is_known && addresses.size() < net::max_ban_addresses) addresses.push_back(address);
    }
    return addresses;
}

std::optional<Dismissal> Node::enter(Session& session, const LoggedIn& who) {
    if (const hub::BanRow* ban = hub_.state().ban(net::lobby, who.user, now()))
        return banned(hub_.state(), *ban, now());
    const auto older = sessions_by_device_.find(who.device);
    const bool replaces = older != sessions_by_device_.end();
    const auto full = [](std::string text) {
        return Dismissal{.code = net::ErrorCode::Full,
                         .text = std::move(text),
                         .retry_after = {},
                         .then = net::AfterGoodbye::Reconnect};
    };
    if (!replaces && sessions_by_device_.size() >= static_cast<std::size_t>(options_.limits.sessions)) {
        return full("The server is full. Try again later.");
    }
    const auto own = sessions_by_user_.find(who.user);
    if (!replaces && own != sessions_by_user_.end() &&
        own->second.size() >= static_cast<std::size_t>(options_.limits.sessions_per_user)) {
        return full("You are connected from too many devices. Close one of them.");
    }
    count_login(session.peer().address, -1);
    sessions_by_user_[who.user].insert(session.id());
    if (replaces) {
        Session& old = *sessions_.at(older->second);
        presences_.replace(who.user, old.id(), session.id());
        release(old);
        old.say_goodbye(net::AfterGoodbye::Elsewhere, "This device connected again.");
    }
    sessions_by_device_[who.device] = session.id();
    game_clock_.look_at(who.user);
    return std::nullopt;
}

std::optional<Dismissal> Node::enter_files(Session& session, const LoggedIn& who) {
    const auto chat = sessions_by_device_.find(who.device);
    if (chat == sessions_by_device_.end() || chat->second != who.chat) return no_such_chat();
    count_login(session.peer().address, -1);
    end_files(who.chat, net::AfterGoodbye::Elsewhere, "This device connected again for its files.");
    return std::nullopt;
}

// Those of a chat end with it.
void Node::end_files(net::SessionId chat, net::AfterGoodbye then, const std::string& reason) {
    const FileSession* files = transfers_.of_chat(chat);
    if (files != nullptr) sessions_.at(files->place().connection)->say_goodbye(then, reason);
}

// The session is nobody's any more. Doing it twice does nothing.
void Node::release(Session& session) {
    end_files(session.id(), net::AfterGoodbye::Stay, "The chat that these files belong to has ended.");
    for (const net::RoomId room : session.feeds().rooms())
        unwatch(room, session);
    std::erase(unflushed_, &session);
    const auto device = sessions_by_device_.find(session.device());
    if (device != sessions_by_device_.end() && device->second == session.id())
        sessions_by_device_.erase(device);
    const net::UserId user = session.user();
    if (const auto own = sessions_by_user_.find(user); own != sessions_by_user_.end()) {
        own->second.erase(session.id());
        if (own->second.empty()) sessions_by_user_.erase(own);
    }
    if (presences_.remove(user, session.id())) presence_changed(user);
    if (is_online(user)) return;
    game_clock_.look_at(user);
    keep_marks(user);
    reacted_at_.erase(user);
}

void Node::end_sessions(const hub::EndedSessions& ended) {
    // Up to here everything is still theirs.
    deliver_bundles();
    const bool is_ban = ended.why == hub::WhyEnded::Banned;
    if (is_ban && net::planted == net::Fault::BannedSessionLives) return;
    for (Session* session : sessions_of(ended.user)) {
        if (ended.device && session->device() != ended.device) continue;
        release(*session);
        session->dismiss(server::ended(ended, now()));
    }
}

void Node::gone(Session& session, const std::string& reason) {
    log(LogLevel::Info, "session " + std::to_string(session.id().value) + " from " +
                            text::printable(session.peer().address) + " ended: " + text::printable(reason));
    if (session.user()) {
        release(session);
    } else if (!session.is_for_files()) {
        count_login(session.peer().address, -1);
    }
    const auto found = sessions_.find(session.id());
    // The session's own function is still running: it is destroyed from the loop.
    ports_.runtime.after({0}, [dead = std::shared_ptr<Session>(std::move(found->second))] {});
    sessions_.erase(found);
    finish_stop();
}

// --- presence and typing ---------------------------------------------------------------------------------------

void Node::set_presence(const Session& session, net::PresenceState state) {
    if (presences_.set(session.user(), session.id(), state)) presence_changed(session.user());
}

void Node::presence_changed(net::UserId user) {
    const net::PresenceState shown = presences_.shown(user);
    ports_.bus.publish(ports::PresenceSignal{user, shown});
    if (shown == net::PresenceState::Offline) {
        // Who turns invisible must look like one who has gone, also in what is kept.
        marks_.note_seen(user, now());
        return keep_marks(user);
    }
    for (const net::RoomId room : readers_.untold(user))
        signals_.note_progress(room, user);
}

void Node::typing(const Session& session, net::RoomId room) {
    if (presences_.shown(session.user()) == net::PresenceState::Offline) return;
    // Whoever could post.
    const net::LoggedCommand post{
        .origin = {session.user(), session.device(), {}, {}},
        .command = net::PostMessage{
            .room = room, .text = "x", .reply_to = {}, .reply_sequence = {}, .mentions = {}}};
    if (hub_.foresee(post, now())) return;
    ports_.bus.publish(ports::TypingSignal{session.user(), room});
}

void Node::spectate(const Session& session, const net::Spectate& said) {
    const net::UserId user = session.user();
    if (said.looks) {
        const hub::GameRow* row = hub_.state().game(said.game);
        const bool may_look = row != nullptr && row->room == said.room &&
                              hub_.state().is_member(said.room, user) &&
                              !games::seat_of(row->record, play::player_of(user));
        if (!may_look || presences_.shown(user) == net::PresenceState::Offline) return;
    }
    ports_.bus.publish(ports::SpectatorSignal{user, said.room, said.game, said.looks});
}

// --- reading ---------------------------------------------------------------------------------------------------

net::MyRoom Node::my_room(const hub::Room& room, net::UserId user) const {
    net::MyRoom mine = hub::my_room(hub_.state(), room, user);
    mine.read = marks_.read(room.row.id, user);
    return mine;
}

net::RoomCounts Node::counts(const hub::Room& room, net::UserId user) const {
    net::RoomCounts counted = hub::counts(hub_.state(), room, user);
    counted.read = marks_.read(room.row.id, user);
    return counted;
}

void Node::progress(const Session& session, const net::Progress& progress) {
    const net::UserId user = session.user();
    if (!hub_.state().is_member(progress.room, user)) return;
    const bool has_read = marks_.note(user, progress.room, progress.read);
    if (has_read) keep_marks_soon();
    if (!has_read && !readers_.tells(*hub_.state().room(progress.room))) return;
    ports_.bus.publish(
        ports::ProgressSignal{.user = user,
                              .room = progress.room,
                              .delivered = progress.delivered,
                              .read = has_read ? marks_.read(progress.room, user) : net::ReadMark{},
                              .session = session.id()});
}

// At once, but whoever comes and goes all the time must not fill the journal.
void Node::keep_marks(net::UserId user) {
    if (!marks_.not_given().contains(user)) return;
    const Rate rate{.burst = 3, .interval_us = keep_marks_pause.value * 1000};
    const net::Milliseconds now = ports_.runtime.steady();
    if (kept_marks_.wait(user, rate, now) && !is_stopping_) return keep_marks_soon();
    kept_marks_.take(user, rate, now);
    for (net::KeepMarks& marks : marks_.give(user))
        command(std::move(marks));
}

void Node::keep_all_marks() {
    const std::set<net::UserId> users = marks_.not_given();
    for (const net::UserId user : users)
        keep_marks(user);
}

void Node::keep_marks_soon() {
    if (marks_timer_) return;
    marks_timer_ = ports_.runtime.after(keep_marks_pause, [this] {
        marks_timer_ = {};
        keep_all_marks();
    });
}

}  // namespace crosstalk::server
