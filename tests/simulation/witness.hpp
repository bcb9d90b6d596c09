// Stands between server and clients and judges every frame: what the server says must be so, must be durable, and
// must be the business of whoever hears it; what a client repeats must be what it said before.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "tests/simulation/chronicle.hpp"
#include "tests/simulation/network.hpp"

namespace crosstalk::testing {

class Witness {
  public:
    struct Facts {
        const Chronicle& chronicle;
        const JournalDisk& journal;
        // What the server has applied so far, what its archive shows, and what time it is there.
        std::function<net::Position()> applied;
        std::function<net::Position()> archived;
        std::function<net::Timestamp()> now;
        // The device whose program has this address.
        std::function<net::DeviceKey(const std::string& address)> device_at;
    };

    // Must be destroyed after the network.
    Witness(Facts facts, Verdict& verdict) : facts_(std::move(facts)), verdict_(verdict) {}

    void server_sends(Connection& connection, const net::SharedFrame& frames);
    void client_sends(Connection& connection, const net::SharedFrame& frames);
    // Another process serves: what only the one before it knew is gone.
    void server_started() { read_.clear(); }
    // A line of the server's log.
    void logged(std::string_view line);
    // The journal has lost its end: what was answered may be answered otherwise.
    void past_was_lost();

    // The server has refused to know a number under which this was sent, so it may come in another order.
    [[nodiscard]] bool was_refused(const Token& token) const { return refused_.contains(token); }
    [[nodiscard]] std::uint64_t frames() const { return frames_; }

  private:
    struct Listener {
        net::UserId user;
        net::DeviceId device;
        net::Position welcomed;  // what was applied then
        // Of the rooms it watches: how far it has been told, once the queue has left.
        std::map<net::RoomId, net::Sequence> told;
        std::map<net::RoomId, net::Sequence> has;  // as it has said when it began to watch
    };
    using Numbered = std::tuple<net::DeviceKey, net::RunId, net::CommandNumber>;

    void trace(const Connection& connection, const net::FromServer& message) const;

    template <class M>
    void judge(const M& message, Listener& to);
    void judge(const net::Result& result, Listener& to);
    void judge(const net::Event& event, Listener& to);
    void judge(const net::RoomState& state, Listener& to);
    void judge(const net::HistoryPage& page, Listener& to);
    void judge(const net::Unread& unread, Listener& to);
    void judge(const net::RoomAdded& added, Listener& to);
    void judge(const net::RoomRemoved& removed, Listener& to);
    void judge(const net::Invited& invited, Listener& to);
    void judge(const net::StandingSet& standing, Listener& to);
    void judge(const net::RoomList& list, Listener& to);
    void judge(const net::MembersPage& page, Listener& to);
    void judge(const net::Presence& presence, Listener& to);
    void judge(const net::MemberProgress& progress, Listener& to);
    void judge(const net::TypingUsers& typing, Listener& to);
    void judge(const net::Spectators& spectators, Listener& to);
    // Answers to questions.
    void judge(const net::SearchPage& page, Listener& to);
    void judge(const net::PinsPage& page, Listener& to);
    void judge(const net::EditsPage& page, Listener& to);
    void judge(const net::AuditPage& page, Listener& to);
    void judge(const net::BansPage& page, Listener& to);
    void judge(const net::DirectoryPage& page, Listener& to);

    void must_be_welcome(const net::Welcome& welcome, const net::DeviceKey& device);
    void must_be_there(const Listener& to, const net::FromServer& message);
    void must_be_member(net::RoomId room, const Listener& to, const char* of_what);
    void must_be_in(net::RoomId room, net::UserId user, const char* of_what);
    void must_keep_order(net::RoomId room, const Listener& to, const char* of_what);
    void must_be_page(net::RoomId room, const std::vector<net::Message>& expected,
                      const std::vector<net::Message>& messages, const char* of_what);
    void must_not_go_back(net::RoomId room, const net::ReadMark& read, const Listener& to);
    void must_be_known_to(const Secret& secret, const net::DeviceKey& device);

    Facts facts_;
    Verdict& verdict_;
    std::map<std::uint64_t, Listener> listeners_;  // connections that were welcomed
    std::map<Numbered, net::Bytes> said_;
    std::map<Token, Numbered> number_of_;  // the newest number each post was sent under
    std::set<Numbered> unknown_numbers_;   // answered Refused
    std::set<Token> refused_;
    // As this process has told it, of each stay in a room.
    std::map<std::tuple<net::RoomId, net::UserId, net::Position>, net::ReadMark> read_;
    std::uint64_t frames_ = 0;
};

}  // namespace crosstalk::testing
