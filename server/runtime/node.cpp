#include "server/runtime/node.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "net/fault.hpp"
#include "server/runtime/proofs.hpp"
#include "server/runtime/server_started.hpp"

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
      transfers_({.state = hub_.state(),
                  .limits = options_.limits,
                  .blobs = ports.blobs,
                  .view = ports.view,
                  .runtime = ports.runtime,
                  .now = [this] { return now(); },
                  .command = [this](net::Command made) { command(std::move(made)); },
                  .take_question_turn = [this](net::UserId user) { return take_question_turn(user); },
                  .settled = [this] { finish_stop(); },
                  .log = [this](LogLevel level, const std::string& line) { log(level, line); }}),
      game_clock_({.state = hub_.state(),
                   .runtime = ports.runtime,
                   .now = [this] { return now(); },
                   .is_here = [this](net::UserId user) { return is_online(user); },
                   .command = [this](net::Command made) { command(std::move(made)); }}),
      admission_(options_.passkey, options_.invite_token),
      turns_(hub_.state(), options_.limits),
      marks_(hub_.state()),
      readers_(hub_.state(),
               [this](net::UserId user) { return presences_.shown(user) != net::PresenceState::Offline; }),
      signals_(ports.runtime, [this](const Signals::Round& round) { send_round(round); }),
      audiences_(ports.runtime,
                 [this](net::RoomId room, net::MessageId game) { signals_.note_audience(room, game); }) {}

Node::~Node() {
    ports_.runtime.cancel(lag_timer_);
    ports_.runtime.cancel(pump_timer_);
    ports_.runtime.cancel(marks_timer_);
    for (const auto& [id, session] : sessions_)
        session->retire();
}

// --- start and stop ------------------------------------------------------------------------------------------

void Node::start(std::function<void()> ready, std::function<void(std::string)> failed) {
    ready_ = std::move(ready);
    failed_ = std::move(failed);
    ports_.view.on_failure([this](const std::string& reason) { fail(reason); });
    ports_.bus.subscribe([this](const ports::Signal& signal) { signalled(signal); });
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
    append(by_server(server_started(options_.limits)));
    const bool is_known =
        options_.owner_code && hub_.state().server.owner_code == digest_of(*options_.owner_code);
    if (options_.owner_code && !hub_.state().owner && !is_known)
        append(by_server(net::SetOwnerCode{digest_of(*options_.owner_code)}));
    pump();
}

void Node::begin_serving() {
    serving_ = true;
    served_since_ = ports_.runtime.steady();
    transfers_.start();
    game_clock_.start();
    ready_();
}

void Node::stop(const std::string& reason, std::function<void()> done) {
    serving_ = false;
    is_stopping_ = true;
    stopped_ = std::move(done);
    game_clock_.stop();
    for (const auto& [id, session] : sessions_)
        session->say_goodbye(net::AfterGoodbye::Reconnect, reason);
    keep_all_marks();
    finish_stop();
}

void Node::finish_stop() {
    if (!stopped_ || !sessions_.empty()) return;
    if (!dead_ && (!pending_.empty() || !in_flight_.empty() || transfers_.is_finishing())) return;
    std::exchange(stopped_, nullptr)();
}

void Node::fail(const std::string& reason) {
    if (std::exchange(dead_, true)) return;
    serving_ = false;
    log(LogLevel::Error, reason);
    failed_(reason);
}

// --- for the operator ----------------------------------------------------------------------------------------

transport::Passkey Node::rotate_passkey(net::UserId by) {
    auto passkey =
        transport::Passkey::generate([this](std::span<std::uint8_t> out) { ports_.runtime.random(out); });
    admission_.rotate(passkey);
    if (options_.passkey_rotated) options_.passkey_rotated(passkey);
    command(net::RecordDeed{net::Deed::PasskeyRotated, by, {}});
    return passkey;
}

void Node::set_owner_code(const transport::Passkey& code) {
    command(net::SetOwnerCode{digest_of(code)});
}

void Node::command(net::Command command) {
    append(by_server(std::move(command)));
    pump_soon();
}

void Node::reconfigure(std::string name, std::size_t history, const net::Limits& limits) {
    assert(server_started(limits) == server_started(options_.limits));
    options_.name = std::move(name);
    options_.history = history;
    options_.limits = limits;
}

net::Milliseconds Node::journal_silence() const {
    if (pending_.empty() && in_flight_.empty()) return {};
    return {ports_.runtime.steady().value - waiting_since_.value};
}

Stats Node::stats(const ports::FileUsage& usage) const {
    const hub::State& state = hub_.state();
    const net::Timestamp at = now();
    const std::int64_t up_ms = serving_ ? ports_.runtime.steady().value - served_since_.value : 0;
    const auto is_valid = [&](const auto& entry) { return entry.second.until > at; };
    const hub::Room* lobby = state.room(net::lobby);
    const auto number = [](std::size_t count) { return static_cast<std::int64_t>(count); };
    const auto entries = [](net::Position position) { return static_cast<std::int64_t>(position.value); };
    return {
        {"uptime-s", up_ms / 1000},
        {"sessions", number(sessions_by_device_.size())},
        {"logging-in", number(logging_in_total_)},
        {"users", number(state.users.size())},
        {"users-online", number(sessions_by_user_.size())},
        {"devices",
         std::ranges::count_if(state.devices, [](const auto& entry) { return !entry.second.row.removed; })},
        {"rooms", number(state.rooms.size() - state.directs)},
        {"direct-rooms", number(state.directs)},
        {"invites", std::ranges::count_if(state.invites, is_valid)},
        {"bans", lobby == nullptr ? 0 : std::ranges::count_if(lobby->bans, is_valid)},
        {"files-bytes", static_cast<std::int64_t>(usage.all_bytes)},
        {"uploads", number(state.uploads.size())},
        {"uploads-bytes", static_cast<std::int64_t>(state.upload_bytes)},
        {"file-connections", number(transfers_.connections())},
        {"transfers", number(transfers_.moving())},
        {"posts", posts_},
        {"commands", commands_},
        {"journal-position", entries(state.mark.position)},
        {"journal-waiting", number(pending_.size() + in_flight_.size())},
        {"view-lag", entries(state.mark.position) - entries(ports_.view.applied())},
    };
}

// --- commands into the journal -------------------------------------------------------------------------------

void Node::submit(net::LoggedCommand command) {
    ++in_flight_by_device_[command.origin.device];
    if (std::holds_alternative<net::React>(command.command)) ++reacting_[command.origin.user];
    append(std::move(command));
}

bool Node::has_reacted_since(net::UserId user, net::Position position) const {
    const auto found = reacted_at_.find(user);
    return found != reacted_at_.end() && found->second > position;
}

void Node::reacted(net::UserId user, net::Position position) {
    const auto count = reacting_.find(user);
    if (--count->second == 0) reacting_.erase(count);
    if (is_online(user)) reacted_at_[user] = position;
    for (Session* session : sessions_of(user)) {
        session->go_on();
        touched(*session);
    }
}

// The hub does not know what was said when; what the archive has left is brought to it as marks.
void Node::count_only_what_is_left(net::RoomId room) {
    ports_.view.marks_after_purge(
        room, hub_.state().mark.position, [this, room](const std::vector<ports::MarkAfterPurge>& marks) {
            for (const ports::MarkAfterPurge& mark : marks) {
                const net::Sequence place = marks_.read(room, mark.user).sequence;  // nobody has read on
                if (!marks_.note(mark.user, room, {place, mark.posts, mark.mentions})) continue;
                keep_marks(mark.user);
                ports_.bus.publish(ports::ProgressSignal{.user = mark.user,
                                                         .room = room,
                                                         .delivered = {},
                                                         .read = marks_.read(room, mark.user),
                                                         .session = {}});
            }
        });
}

net::EntryId Node::append(net::LoggedCommand command) {
    net::EntryId id;
    while (!id)
        id = {ports_.runtime.random_number()};
    if (pending_.empty() && in_flight_.empty()) waiting_since_ = ports_.runtime.steady();
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
    const net::Timestamp at = now();
    while (!pending_.empty() && batch.size() < max_batch_entries && bytes < max_batch_bytes) {
        const Pending& next = pending_.front();
        batch.push_back({next.id, at, hub_.state().rules, net::encode_command(next.command)});
        bytes += batch.back().command.size();
        in_flight_.push_back(next.id);
        pending_.pop_front();
    }
    batch_given_at_ = ports_.runtime.steady();
    ports_.journal.append(std::move(batch));
}

// Slewed, never stepped back: on from the newest entry by the steady clock, or wall time if that is later.
net::Timestamp Node::now() const {
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
    const bool waits = !in_flight_.empty();
    for (const ports::JournalEntry& entry : entries) {
        apply(entry, applied);
        if (dead_) return;
    }
    waiting_since_ = ports_.runtime.steady();
    if (waits && in_flight_.empty()) counts_.commits.add({waiting_since_.value - batch_given_at_.value});
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
    if (options_.applied) options_.applied(applied.back());

    for (const hub::Notice& notice : effects.notices)
        notify(notice);
    for (const net::Event& fact : effects.facts)
        deliver(fact);
    transfers_.applied(logged.command, applied.back().changes);
    game_clock_.applied(logged.command, applied.back().changes);
    if (const auto* kept = std::get_if<net::KeepMarks>(&logged.command)) marks_.kept(kept->user);
    if (std::holds_alternative<net::PurgeMessages>(logged.command)) {
        for (const hub::Change& change : applied.back().changes) {
            if (const auto* purged = std::get_if<hub::MessagesPurged>(&change))
                count_only_what_is_left(purged->room);
        }
    }
    if (serving_) count(logged, effects);

    const bool is_ours = !in_flight_.empty() && in_flight_.front() == entry.id;
    if (is_ours) {
        in_flight_.pop_front();
        answer(entry.id, logged.origin, effects.outcome);
        if (std::holds_alternative<net::React>(logged.command)) reacted(logged.origin.user, entry.position);
    }
    for (const hub::EndedSessions& ended : effects.ended)
        end_sessions(ended);
    const bool is_start = std::holds_alternative<net::ServerStarted>(logged.command);
    if (is_ours && is_start && !serving_ && !is_stopping_) begin_serving();
}

void Node::count(const net::LoggedCommand& logged, const hub::Effects& effects) {
    if (effects.repeated || !logged.origin.user) return;
    ++commands_;
    const bool is_post = std::holds_alternative<net::PostMessage>(logged.command);
    if (is_post && effects.outcome.status == net::Status::Done) ++posts_;
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
    touched(session);
}

bool Node::is_mine(const net::Mark& mark) const {
    const net::Mark& newest = hub_.state().mark;
    if (!mark.position || mark.position > newest.position) return false;
    if (mark.position == newest.position) return mark == newest;
    return mark.entry && ports_.journal.id_at(mark.position) == mark.entry;
}

}  // namespace crosstalk::server
