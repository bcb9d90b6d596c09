#include "server/runtime/node.hpp"

#include <algorithm>
#include <utility>

#include "net/fault.hpp"
#include "net/text/log_text.hpp"

namespace crosstalk::server {

namespace {

// What one append may hold: enough to pay for the flush, little enough to keep everybody's wait short.
constexpr std::size_t max_batch_entries = 1024;
constexpr std::size_t max_batch_bytes = 1024 * 1024;
constexpr net::Milliseconds lag_check{10};

net::LoggedCommand by_server(net::Command command) {
    return {.origin = {}, .command = std::move(command)};
}

}  // namespace

Node::Node(NodeOptions options, Ports ports)
    : options_(std::move(options)),
      ports_(ports),
      signals_(ports.runtime, [this](const Signals::Round& round) { send_round(round); }) {}

Node::~Node() {
    ports_.runtime.cancel(lag_timer_);
    ports_.runtime.cancel(pump_timer_);
    for (const auto& [id, session] : sessions_)
        session->retire();
}

// --- start and stop ------------------------------------------------------------------------------------------

void Node::start(std::function<void()> ready, std::function<void(std::string)> failed) {
    ready_ = std::move(ready);
    failed_ = std::move(failed);
    ports_.view.on_failure([this](const std::string& reason) { fail(reason); });
    ports_.bus.subscribe([this](const ports::PresenceSignal& signal) { signalled(signal); });
    hub_ = hub::Hub(ports_.view.load());
    applied_at_ = ports_.runtime.steady();
    const net::Mark mark = hub_.state().mark;
    const net::Mark head = ports_.journal.head();
    if (mark.position > head.position) {
        return fail(
            "The archive is ahead of the journal: the journal lost its end, or one of the two files was "
            "replaced. "
            "Restore both from the same backup.");
    }
    if (mark.position && ports_.journal.id_at(mark.position) != mark.entry) {
        return fail("The archive and the journal do not belong together. Restore both from the same backup.");
    }
    replay_until_ = head.position;
    ports_.journal.follow(
        mark.position,
        {.entries = [this](std::span<const ports::JournalEntry> entries) { followed(entries); },
         .failed = [this](const std::string& reason) { fail(reason); }});
    if (mark.position == head.position) replayed();
}

// Every stored entry is applied: record the start. It is served when that is durable.
void Node::replayed() {
    append(by_server(net::ServerStarted{
        .rooms_per_user = static_cast<std::uint32_t>(options_.limits.rooms_per_user),
        .rooms_per_server = static_cast<std::uint32_t>(options_.limits.rooms_per_server),
        .members_per_room = static_cast<std::uint32_t>(options_.limits.members_per_room)}));
    pump();
}

void Node::stop(const std::string& reason, std::function<void()> done) {
    serving_ = false;
    is_stopping_ = true;
    stopped_ = std::move(done);
    for (const auto& [id, session] : sessions_)
        session->say_goodbye(net::AfterGoodbye::Reconnect, reason);
    finish_stop();
}

void Node::finish_stop() {
    if (!stopped_ || !sessions_.empty()) return;
    if (!dead_ && (!pending_.empty() || !in_flight_.empty())) return;
    std::exchange(stopped_, nullptr)();
}

void Node::fail(const std::string& reason) {
    if (std::exchange(dead_, true)) return;
    serving_ = false;
    log(LogLevel::Error, reason);
    failed_(reason);
}

// --- commands into the journal -------------------------------------------------------------------------------

void Node::submit(net::LoggedCommand command) {
    ++in_flight_by_device_[command.origin.device];
    append(std::move(command));
}

net::EntryId Node::append(net::LoggedCommand command) {
    net::EntryId id;
    while (!id)
        id = {ports_.runtime.random_number()};
    pending_.push_back({id, std::move(command)});
    return id;
}

void Node::pump_soon() {
    if (pump_timer_) return;
    // Two turns: after the first, what was ready has been read; after the second, what became ready meanwhile.
    pump_timer_ = ports_.runtime.after({0}, [this] {
        pump_timer_ = ports_.runtime.after({0}, [this] {
            pump_timer_ = {};
            pump();
        });
    });
}

void Node::pump() {
    if (dead_ || pending_.empty() || !in_flight_.empty() || hub_.state().mark.position < replay_until_)
        return;
    const std::uint64_t lag = hub_.state().mark.position.value - ports_.view.applied().value;
    if (lag > static_cast<std::uint64_t>(options_.limits.view_lag_entries)) {
        if (!lag_timer_) {
            lag_timer_ = ports_.runtime.after(lag_check, [this] {
                lag_timer_ = {};
                pump();
            });
        }
        return;
    }
    std::vector<ports::EntryDraft> batch;
    std::size_t bytes = 0;
    const net::Timestamp at = next_time();
    while (!pending_.empty() && batch.size() < max_batch_entries && bytes < max_batch_bytes) {
        const Pending& next = pending_.front();
        batch.push_back({next.id, at, hub_.state().rules, net::encode_command(next.command)});
        bytes += batch.back().command.size();
        in_flight_.push_back(next.id);
        pending_.pop_front();
    }
    ports_.journal.append(std::move(batch));
}

// Slewed, never stepped back: on from the newest entry by the steady clock, or wall time if that is later.
net::Timestamp Node::next_time() const {
    const net::Timestamp last = hub_.state().at;
    if (!last) return ports_.runtime.wall();
    const net::Milliseconds since{ports_.runtime.steady().value - applied_at_.value};
    return std::max(ports_.runtime.wall(), last + since);
}

// --- out of the journal --------------------------------------------------------------------------------------

void Node::followed(std::span<const ports::JournalEntry> entries) {
    if (dead_) return;
    std::vector<hub::AppliedEntry> applied;
    applied.reserve(entries.size());
    for (const ports::JournalEntry& entry : entries) {
        apply(entry, applied);
        if (dead_) return;
    }
    ports_.view.apply(std::move(applied));
    deliver_all();
    if (!serving_ && !is_stopping_ && hub_.state().mark.position == replay_until_) {
        replayed();
    } else {
        pump_soon();
    }
    finish_stop();
}

void Node::apply(const ports::JournalEntry& entry, std::vector<hub::AppliedEntry>& applied) {
    auto decoded = net::decode_command(entry.command);
    if (const auto* fault = std::get_if<net::DecodeFault>(&decoded)) {
        return fail("Entry " + std::to_string(entry.position.value) + " of the journal cannot be read: " +
                    fault->reason + ". Restore the journal from a backup.");
    }
    const auto& logged = std::get<net::LoggedCommand>(decoded);
    if (std::holds_alternative<net::Unknown>(logged.command)) {
        return fail("Entry " + std::to_string(entry.position.value) +
                    " of the journal was written by a newer server. Start that one, or restore a backup.");
    }
    const net::Mark mark{entry.position, entry.id};
    const net::Timestamp at = net::planted == net::Fault::TimeOfArrival ? ports_.runtime.wall() : entry.at;
    hub::Effects effects = hub_.apply({mark, at, entry.rules}, logged);
    applied_at_ = ports_.runtime.steady();
    applied.push_back({mark, entry.at, hub_.state().rules, std::move(effects.changes)});

    for (const hub::Notice& notice : effects.notices)
        notify(notice);
    for (const net::Event& fact : effects.facts)
        deliver(fact);

    if (in_flight_.empty() || in_flight_.front() != entry.id) return;
    in_flight_.pop_front();
    answer(entry.id, logged.origin, effects.outcome);
    if (!serving_ && !is_stopping_ && std::holds_alternative<net::ServerStarted>(logged.command)) {
        serving_ = true;
        ready_();
    }
}

void Node::answer(net::EntryId entry, const net::Origin& origin, const net::Outcome& outcome) {
    if (const auto waiting = registrations_.find(entry); waiting != registrations_.end()) {
        Session* session = this->session(waiting->second);
        registrations_.erase(waiting);
        names_being_taken_.erase(entry);
        if (session != nullptr) session->registered(outcome);
        return;
    }
    const auto count = in_flight_by_device_.find(origin.device);
    if (count != in_flight_by_device_.end() && --count->second == 0) in_flight_by_device_.erase(count);
    const auto found = sessions_by_device_.find(origin.device);
    if (found == sessions_by_device_.end()) return;
    Session& session = *sessions_.at(found->second);
    session.answer(origin.run, origin.number, outcome);
    if (session.needs_flush()) unflushed_.push_back(&session);
}

// --- delivery ------------------------------------------------------------------------------------------------

void Node::deliver(const net::Event& fact) {
    signals_.note_posts(fact.room);
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
        if (session->needs_flush()) unflushed_.push_back(session);
    }
}

void Node::deliver_all() {
    while (!bundles_.empty())
        deliver_bundle(bundles_.begin()->first);
    for (Session* session : std::exchange(unflushed_, {}))
        session->flush();
}

void Node::notify(const hub::Notice& notice) {
    if (const auto* removed = std::get_if<net::RoomRemoved>(&notice.what)) {
        // What happened before is still theirs; nothing after it is.
        deliver_bundle(removed->room);
        for (Session* session : sessions_of(notice.user)) {
            if (net::planted != net::Fault::LeaverStillHears) session->stop_watching(removed->room);
        }
    }
    const net::SharedFrame frame =
        std::visit([](const auto& what) { return net::encode_shared(what); }, notice.what);
    for (Session* session : sessions_of(notice.user)) {
        session->notify(frame);
        if (session->needs_flush()) unflushed_.push_back(session);
    }
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

// --- presence and counts -------------------------------------------------------------------------------------

net::MemberPresence Node::presence_of(net::UserId user) const {
    return {hub_.state().ref(user),
            is_online(user) ? net::PresenceState::Online : net::PresenceState::Offline};
}

void Node::signalled(const ports::PresenceSignal& signal) {
    const hub::User* user = hub_.state().user(signal.user.id);
    if (user == nullptr) return;
    const net::MemberPresence presence{signal.user, signal.state};
    signals_.note_presence(net::lobby, presence);
    for (const net::RoomId room : user->rooms)
        signals_.note_presence(room, presence);
}

void Node::send_round(const Signals::Round& round) {
    for (const auto& [room, changes] : round.presence)
        send_presence(room, changes);

    std::map<net::SessionId, net::Unread> unread;
    const auto count = [&](Session& session, const hub::Room& room) {
        if (!session.user() || session.feeds().watches(room.row.id)) return;
        net::Unread& counts = unread[session.id()];
        counts.rooms.push_back(hub::summary(room));
        if (counts.rooms.size() == net::max_rooms_per_frame) session.unread(std::exchange(counts, {}));
    };
    for (const net::RoomId id : round.posts) {
        const hub::Room& room = *hub_.state().room(id);
        if (id == net::lobby) {
            for (const auto& [session_id, session] : sessions_)
                count(*session, room);
            continue;
        }
        for (const auto& [user, row] : room.members) {
            const bool is_told =
                row.standing == hub::Standing::Member || net::planted == net::Fault::CountsForTheInvited;
            if (!is_told) continue;
            for (Session* session : sessions_of(user))
                count(*session, room);
        }
    }
    for (auto& [id, counts] : unread) {
        Session& session = *sessions_.at(id);
        if (!counts.rooms.empty()) session.unread(std::move(counts));
        if (session.needs_flush()) unflushed_.push_back(&session);
    }
    deliver_all();
}

void Node::send_presence(net::RoomId room, const std::map<net::UserId, net::MemberPresence>& changes) {
    const auto watchers = watchers_.find(room);
    if (watchers == watchers_.end()) return;
    for (auto next = changes.begin(); next != changes.end();) {
        net::Presence presence{.room = room, .changes = {}};
        for (; next != changes.end() && presence.changes.size() < net::max_members_per_frame; ++next) {
            // The newest truth, not what was true when it was noted; who left the room meanwhile is not told of.
            if (hub_.state().is_member(room, next->first))
                presence.changes.push_back(presence_of(next->first));
        }
        const net::SharedFrame frame = net::encode_shared(presence);
        for (Session* session : watchers->second) {
            session->presence(presence, frame);
            if (session->needs_flush()) unflushed_.push_back(session);
        }
    }
}

// --- sessions ------------------------------------------------------------------------------------------------

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
            .state = hub_.state(),
            .guesses = guesses_,
            .runtime = ports_.runtime,
            .create_user =
                [this, id](net::CreateUser command) {
                    std::string key = command.name_key;
                    const net::EntryId entry = append(by_server(std::move(command)));
                    registrations_.emplace(entry, id);
                    names_being_taken_.emplace(entry, std::move(key));
                },
            .is_being_taken =
                [this](const std::string& key) {
                    return std::ranges::any_of(names_being_taken_,
                                               [&](const auto& taking) { return taking.second == key; });
                }};
}

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

std::optional<Dismissal> Node::enter(Session& session, const LoggedIn& who) {
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
        release(old);
        old.say_goodbye(net::AfterGoodbye::Elsewhere, "This device connected again.");
    }
    sessions_by_device_[who.device] = session.id();
    if (sessions_by_user_.at(who.user).size() == 1 && !replaces) {
        ports_.bus.publish({hub_.state().ref(who.user), net::PresenceState::Online});
    }
    return std::nullopt;
}

// The session is nobody's any more.
void Node::release(Session& session) {
    for (const net::RoomId room : session.feeds().rooms())
        unwatch(room, session);
    std::erase(unflushed_, &session);
    const auto device = sessions_by_device_.find(session.device());
    if (device != sessions_by_device_.end() && device->second == session.id())
        sessions_by_device_.erase(device);
    const auto user = sessions_by_user_.find(session.user());
    if (user == sessions_by_user_.end() || user->second.erase(session.id()) == 0 || !user->second.empty())
        return;
    sessions_by_user_.erase(user);
    ports_.bus.publish({hub_.state().ref(session.user()), net::PresenceState::Offline});
}

void Node::gone(Session& session, const std::string& reason) {
    if (!reason.empty()) {
        log(LogLevel::Info, "session " + std::to_string(session.id().value) + " from " +
                                text::printable(session.peer().address) +
                                " ended: " + text::printable(reason));
    }
    if (session.user()) {
        release(session);
    } else {
        count_login(session.peer().address, -1);
    }
    const auto found = sessions_.find(session.id());
    // The session's own function is still running: it is destroyed from the loop.
    ports_.runtime.after({0}, [dead = std::shared_ptr<Session>(std::move(found->second))] {});
    sessions_.erase(found);
    finish_stop();
}

bool Node::is_mine(const net::Mark& mark) const {
    const net::Mark& newest = hub_.state().mark;
    if (!mark.position || mark.position > newest.position) return false;
    if (mark.position == newest.position) return mark == newest;
    return mark.entry && ports_.journal.id_at(mark.position) == mark.entry;
}

net::Milliseconds Node::take_turn(net::UserId user, const net::Command& command) {
    const net::Limits& limits = options_.limits;
    const net::Milliseconds now = ports_.runtime.steady();
    if (const auto* post = std::get_if<net::PostMessage>(&command)) {
        const Rate per_user{limits.post_burst, 1'000'000 / limits.posts_per_second};
        const Rate per_room{limits.room_posts_per_second, 1'000'000 / limits.room_posts_per_second};
        net::Milliseconds wait = user_posts_.wait(user, per_user, now);
        // A stranger must neither slow a room down nor learn from the wait how busy it is.
        const bool is_member = hub_.state().is_member(post->room, user);
        if (is_member) wait = std::max(wait, room_posts_.wait(post->room, per_room, now));
        if (wait) return wait;
        user_posts_.take(user, per_user, now);
        if (is_member) room_posts_.take(post->room, per_room, now);
        return {};
    }
    const Rate rate{limits.room_burst, limits.room_interval_ms * 1000};
    const net::Milliseconds wait = user_rooms_.wait(user, rate, now);
    if (!wait) user_rooms_.take(user, rate, now);
    return wait;
}

}  // namespace crosstalk::server
