// The server's heart: sessions hand it commands, the journal puts them in order, the hub turns that order into
// answers and facts, and the node delivers them. Knows no sockets: it runs the same against the ports' twins.
//
//   Session -> pending -> Journal.append ~~> follow -> Hub.apply -> View.apply
//                 one batch in flight                           \-> answers, notices, facts -> sessions
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
#include "server/ports/bus.hpp"
#include "server/ports/journal.hpp"
#include "server/ports/runtime.hpp"
#include "server/ports/view.hpp"
#include "server/runtime/options.hpp"
#include "server/runtime/rate.hpp"
#include "server/runtime/session.hpp"
#include "server/runtime/signals.hpp"

namespace crosstalk::server {

// Thread: the loop's. The ports must outlive it.
class Node {
  public:
    struct Ports {
        ports::Journal& journal;
        ports::View& view;
        ports::Bus& bus;
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

    // --- for sessions
    [[nodiscard]] const hub::Hub& hub() const { return hub_; }
    [[nodiscard]] const NodeOptions& options() const { return options_; }
    [[nodiscard]] ports::Runtime& runtime() { return ports_.runtime; }
    [[nodiscard]] ports::View& view() { return ports_.view; }
    [[nodiscard]] bool is_online(net::UserId user) const { return sessions_by_user_.contains(user); }
    [[nodiscard]] net::MemberPresence presence_of(net::UserId user) const;
    [[nodiscard]] LoginDesk login_desk(net::SessionId session);
    // nullptr if it is gone.
    [[nodiscard]] Session* session(net::SessionId id);

    // Makes the session the device's one; an older one of the same device is sent away. Nothing: the session may
    // not come in, and the dismissal says why.
    [[nodiscard]] std::optional<Dismissal> enter(Session& session, const LoggedIn& who);
    // Appends with the next batch. The answer goes to the session the device has then.
    void submit(net::LoggedCommand command);
    // Whether something of that device is on its way through the journal.
    [[nodiscard]] bool is_in_flight(net::DeviceId device) const {
        return in_flight_by_device_.contains(device);
    }
    // When the user may do this next; 0: now, and it has been counted.
    [[nodiscard]] net::Milliseconds take_turn(net::UserId user, const net::Command& command);
    void watch(net::RoomId room, Session& session);
    void unwatch(net::RoomId room, Session& session);
    // The mark's entry is one of this journal.
    [[nodiscard]] bool is_mine(const net::Mark& mark) const;
    // Offers what is pending to the journal once the loop has read what is ready: what comes together is paid for
    // together.
    void pump_soon();
    void gone(Session& session, const std::string& reason);
    void log(LogLevel level, const std::string& line) const { options_.log(level, line); }

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

    net::EntryId append(net::LoggedCommand command);
    // Offers what is pending to the journal, unless a batch is in flight.
    void pump();
    [[nodiscard]] net::Timestamp next_time() const;
    void replayed();
    void release(Session& session);
    void followed(std::span<const ports::JournalEntry> entries);
    void apply(const ports::JournalEntry& entry, std::vector<hub::AppliedEntry>& applied);
    void deliver(const net::Event& fact);
    void deliver_bundle(net::RoomId room);
    void deliver_all();
    void notify(const hub::Notice& notice);
    void answer(net::EntryId entry, const net::Origin& origin, const net::Outcome& outcome);
    void fail(const std::string& reason);
    void finish_stop();
    [[nodiscard]] std::vector<Session*> sessions_of(net::UserId user);
    void begin_serving();
    void signalled(const ports::PresenceSignal& signal);
    void send_round(const Signals::Round& round);
    void send_presence(net::RoomId room, const std::map<net::UserId, net::MemberPresence>& changes);
    void count_login(const std::string& address, int change);

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
    ports::TimerId lag_timer_;
    ports::TimerId pump_timer_;
    std::map<net::EntryId, net::SessionId> registrations_;  // CreateUser entries and who waits for them
    std::map<net::EntryId, std::string> names_being_taken_;

    net::SessionId next_session_{1};
    std::unordered_map<net::SessionId, std::unique_ptr<Session>> sessions_;
    std::unordered_map<net::DeviceId, net::SessionId> sessions_by_device_;
    std::unordered_map<net::UserId, std::set<net::SessionId>> sessions_by_user_;
    std::map<std::string, std::size_t> logging_in_;  // connections per address that are not logged in
    std::size_t logging_in_total_ = 0;
    std::unordered_map<net::RoomId, std::vector<Session*>> watchers_;
    std::map<net::RoomId, Bundle> bundles_;
    std::vector<Session*> unflushed_;

    transport::GuessLimiter guesses_;
    Buckets<net::UserId> user_posts_;
    Buckets<net::RoomId> room_posts_;
    Buckets<net::UserId> user_rooms_;
    Signals signals_;
};

}  // namespace crosstalk::server
