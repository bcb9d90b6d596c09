// The server's heart: sessions hand it commands, the journal puts them in order, the hub turns that order into
// answers and facts, and the node delivers them. Knows no sockets: it runs the same against the ports' twins.
//
//   Session -> pending -> Journal.append ~~> follow -> Hub.apply -> View.apply
//                 one batch in flight                           \-> answers, notices, facts -> sessions
//
// Its parts: node.cpp has the journal's side, node_sessions.cpp who is here, node_delivery.cpp who is told what; all of
// files is in transfers.hpp.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "net/codec.hpp"
#include "net/transport/credentials/guess_limiter.hpp"
#include "server/hub/hub.hpp"
#include "server/ports/blobs.hpp"
#include "server/ports/bus.hpp"
#include "server/ports/journal.hpp"
#include "server/ports/runtime.hpp"
#include "server/ports/view.hpp"
#include "server/runtime/admission.hpp"
#include "server/runtime/audiences.hpp"
#include "server/runtime/counts.hpp"
#include "server/runtime/device_codes.hpp"
#include "server/runtime/fresh_marks.hpp"
#include "server/runtime/game_clock.hpp"
#include "server/runtime/options.hpp"
#include "server/runtime/pages.hpp"
#include "server/runtime/presences.hpp"
#include "server/runtime/readers.hpp"
#include "server/runtime/session.hpp"
#include "server/runtime/signals.hpp"
#include "server/runtime/slow_mode.hpp"
#include "server/runtime/stats.hpp"
#include "server/runtime/transfers.hpp"
#include "server/runtime/turns.hpp"
#include "server/runtime/typists.hpp"

namespace crosstalk::server {

// Thread: the loop's. The ports must outlive it.
class Node {
  public:
    struct Ports {
        ports::Journal& journal;
        ports::View& view;
        ports::Bus& bus;
        ports::Blobs& blobs;
        ports::Runtime& runtime;
    };

    Node(NodeOptions options, Ports ports);
    ~Node();
    Node(const Node&) = delete;
    Node& operator=(const Node&) = delete;

    // Loads, replays the journal's tail and records the start. `ready` is called when connections may come;
    // `failed` at most once, with a text for people: then nothing more is acknowledged, and the process must end.
    void start(std::function<void()> ready, std::function<void(std::string reason)> failed);

    // Asked once for each connection before it is given any memory; true counts it as logging in.
    [[nodiscard]] bool admit(const std::string& address);
    // A connection that was admitted ended before it was opened.
    void left(const std::string& address) { count_login(address, -1); }
    // An encrypted connection. The owner is the node's and lives until its closed() has returned.
    transport::ChannelOwner* open(transport::Channel& channel, const transport::Peer& peer);

    // No new connections or commands; goodbye to everybody; `done` when what was begun is durable and all are gone.
    void stop(const std::string& reason, std::function<void()> done);

    // --- for the application and its operator, once it is ready
    // A new passkey from now on; the start-up invite has ended, and the application is told through its options. By whom,
    // for the audit trail; nobody: the operator.
    transport::Passkey rotate_passkey(net::UserId by = {});
    // Whoever knows it becomes the owner, whoever is it now; any code before it is worth nothing.
    void set_owner_code(const transport::Passkey& code);
    // A command of the server itself, such as a purge by its own rule.
    void command(net::Command command);
    // For whoever comes from now on, and what is judged from now on. The limits that are logged at a start
    // (is_logged_at_start) stay as they are.
    void reconfigure(std::string name, std::size_t history, const net::Limits& limits);
    // `usage` as the view says it.
    [[nodiscard]] Stats stats(const ports::FileUsage& usage) const;

    [[nodiscard]] const NodeCounts& counts() const { return counts_; }
    // For how long commands have waited without one of them becoming durable; 0: none waits.
    [[nodiscard]] net::Milliseconds journal_silence() const;
    [[nodiscard]] bool is_serving() const { return serving_; }

    // --- what sessions look at
    [[nodiscard]] const hub::Hub& hub() const { return hub_; }
    // The time that an entry made now would have: slewed, never stepped back.
    [[nodiscard]] net::Timestamp now() const;
    [[nodiscard]] const NodeOptions& options() const { return options_; }
    [[nodiscard]] ports::Runtime& runtime() { return ports_.runtime; }
    [[nodiscard]] ports::View& view() { return ports_.view; }
    [[nodiscard]] bool is_online(net::UserId user) const { return sessions_by_user_.contains(user); }
    [[nodiscard]] bool is_online(net::DeviceId device) const { return sessions_by_device_.contains(device); }
    // How many users strangers may know of.
    [[nodiscard]] std::size_t users_seen() const { return presences_.seen(); }
    // As this user sees others.
    [[nodiscard]] Seen seen_by(net::UserId user) const {
        return {hub_.state(), presences_, marks_, now(), user};
    }
    // With a read mark fresher than the hub's, if there is one.
    [[nodiscard]] net::MyRoom my_room(const hub::Room& room, net::UserId user) const;
    [[nodiscard]] net::RoomCounts counts(const hub::Room& room, net::UserId user) const;
    [[nodiscard]] const Readers& readers() const { return readers_; }
    [[nodiscard]] std::vector<net::Address> addresses_of(net::UserId user);
    // The mark's entry is one of this journal.
    [[nodiscard]] bool is_mine(const net::Mark& mark) const;
    [[nodiscard]] LoginDesk login_desk(net::SessionId session);
    // nullptr if it is gone.
    [[nodiscard]] Session* session(net::SessionId id);

    // --- what sessions do
    // Makes the session the device's one; an older one of the same device is sent away. Nothing: it is in; else it may
    // not come in, and the dismissal says why.
    [[nodiscard]] std::optional<Dismissal> enter(Session& session, const LoggedIn& who);
    // The same for a connection of files, of the chat that it names.
    [[nodiscard]] std::optional<Dismissal> enter_files(Session& session, const LoggedIn& who);
    [[nodiscard]] Transfers& transfers() { return transfers_; }
    // Appends with the next batch. The answer goes to the session the device has then.
    void submit(net::LoggedCommand command);
    // Whether something of that device is on its way through the journal.
    [[nodiscard]] bool is_in_flight(net::DeviceId device) const {
        return in_flight_by_device_.contains(device);
    }
    // Offers what is pending to the journal once the loop has read what is ready: what comes together is paid for
    // together.
    void pump_soon();
    // When the user may do this next; 0: now, and it has been counted.
    [[nodiscard]] net::Milliseconds take_turn(net::UserId user, const net::Command& command) {
        return turns_.take(user, command, ports_.runtime.steady());
    }
    [[nodiscard]] net::Milliseconds take_question_turn(net::UserId user) {
        return turns_.take_question(user, ports_.runtime.steady());
    }
    // Of the user's reactions one is judged at a time, by what the archive knows of those before it.
    [[nodiscard]] bool is_reacting(net::UserId user) const { return reacting_.contains(user); }
    [[nodiscard]] bool has_reacted_since(net::UserId user, net::Position position) const;
    [[nodiscard]] SlowMode& slow_mode() { return slow_mode_; }
    // Of owner codes and room passkeys; guesses at the door are counted apart, so that nobody inside can shut it.
    [[nodiscard]] transport::GuessLimiter& guesses_inside() { return guesses_inside_; }
    [[nodiscard]] DeviceCodes& codes() { return codes_; }
    void watch(net::RoomId room, Session& session);
    void unwatch(net::RoomId room, Session& session);
    void set_presence(const Session& session, net::PresenceState state);
    void typing(const Session& session, net::RoomId room);
    void spectate(const Session& session, const net::Spectate& said);
    // Who looks at the games that concern this session's user there.
    void tell_spectators(net::RoomId room, Session& session);
    void progress(const Session& session, const net::Progress& progress);
    void gone(Session& session, const std::string& reason);
    void log(LogLevel level, const std::string& line) const { options_.log(level, line); }
    void count(FrameFault fault) { counts_.refused_frames.add(fault); }
    void count(net::ErrorCode dismissal) { counts_.dismissed.add(dismissal); }
    void count(net::Status answer) { counts_.answered.add(answer); }

  private:
    struct Pending {
        net::EntryId id;
        net::LoggedCommand command;
    };
    // Facts of one room that have not been handed to its watchers yet.
    struct Bundle {
        net::Sequence first;
        net::Sequence last;
        net::Bytes frames;
    };

    // --- the journal's side
    net::EntryId append(net::LoggedCommand command);
    // Offers what is pending to the journal, unless a batch is in flight.
    void pump();
    void replayed();
    void followed(std::span<const ports::JournalEntry> entries);
    void apply(const ports::JournalEntry& entry, std::vector<hub::AppliedEntry>& applied);
    void answer(net::EntryId entry, const net::Origin& origin, const net::Outcome& outcome);
    void begin_serving();
    void count(const net::LoggedCommand& logged, const hub::Effects& effects);
    void reacted(net::UserId user, net::Position position);
    void count_only_what_is_left(net::RoomId room);
    void fail(const std::string& reason);
    void finish_stop();

    // --- who is here
    void release(Session& session);
    void end_files(net::SessionId chat, net::AfterGoodbye then, const std::string& reason);
    void end_sessions(const hub::EndedSessions& ended);
    [[nodiscard]] std::vector<Session*> sessions_of(net::UserId user);
    void count_login(const std::string& address, int change);
    void presence_changed(net::UserId user);
    void keep_marks(net::UserId user);
    void keep_marks_soon();
    void keep_all_marks();

    // --- who is told what
    void deliver(const net::Event& fact);
    void deliver_bundle(net::RoomId room);
    void deliver_bundles();
    void deliver_all();
    void notify(const hub::Notice& notice);
    void forget_room(net::RoomId room, net::UserId user);
    void touched(Session& session);
    void signalled(const ports::Signal& signal);
    void take_signal(const ports::PresenceSignal& signal);
    void take_signal(const ports::TypingSignal& signal);
    void take_signal(const ports::SpectatorSignal& signal);
    void take_signal(const ports::ProgressSignal& signal);
    void send_round(const Signals::Round& round);
    void send_presence(net::RoomId room, const std::set<net::UserId>& users);
    void send_unread(const Signals::Round& round);
    void send_typing(net::RoomId room);
    [[nodiscard]] net::Spectators spectators(net::RoomId room, net::MessageId game) const;
    [[nodiscard]] bool is_concerned(net::UserId user, net::RoomId room, net::MessageId game) const;
    void send_spectators(net::RoomId room, net::MessageId game);
    void send_progress(net::RoomId room, const std::set<net::UserId>& users);

    NodeOptions options_;
    Ports ports_;
    hub::Hub hub_;
    net::Position replay_until_;
    net::Milliseconds applied_at_;  // steady time of the newest entry
    std::function<void()> ready_;
    std::function<void(std::string)> failed_;
    bool serving_ = false;
    bool dead_ = false;
    bool is_stopping_ = false;
    std::function<void()> stopped_;  // from stop() on, until it has been called

    std::deque<Pending> pending_;
    std::deque<net::EntryId> in_flight_;
    std::unordered_map<net::DeviceId, std::size_t> in_flight_by_device_;  // pending ones too
    std::unordered_map<net::UserId, std::size_t> reacting_;  // reactions that are pending or in flight
    // Where the newest reaction of a user who is here took its place.
    std::unordered_map<net::UserId, net::Position> reacted_at_;
    net::Milliseconds waiting_since_;   // the newest entry was durable, or the first of these was pending
    net::Milliseconds batch_given_at_;  // the one in flight
    ports::TimerId lag_timer_;
    ports::TimerId pump_timer_;
    std::map<net::EntryId, net::SessionId> registrations_;  // entries of logins and who waits for them
    std::map<net::EntryId, std::string> names_being_taken_;

    Transfers transfers_;  // before the sessions, which it must outlive
    GameClock game_clock_;
    net::SessionId next_session_{1};
    std::unordered_map<net::SessionId, std::unique_ptr<Session>> sessions_;
    std::unordered_map<net::DeviceId, net::SessionId> sessions_by_device_;
    std::unordered_map<net::UserId, std::set<net::SessionId>> sessions_by_user_;
    std::map<std::string, std::size_t> logging_in_;  // connections per address that are not logged in
    std::size_t logging_in_total_ = 0;
    std::unordered_map<net::RoomId, std::vector<Session*>> watchers_;
    std::map<net::RoomId, Bundle> bundles_;
    std::vector<Session*> unflushed_;

    Admission admission_;
    transport::GuessLimiter guesses_;
    transport::GuessLimiter guesses_inside_;
    DeviceCodes codes_;
    Turns turns_;
    SlowMode slow_mode_;
    Presences presences_;
    FreshMarks marks_;
    Readers readers_;
    Typists typists_;
    Signals signals_;
    Audiences audiences_;  // after the signals, which it notes
    ports::TimerId marks_timer_;
    Buckets<net::UserId> kept_marks_;

    net::Milliseconds served_since_;
    std::int64_t posts_ = 0;
    std::int64_t commands_ = 0;
    NodeCounts counts_;
};

}  // namespace crosstalk::server
