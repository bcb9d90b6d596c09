// Stands between server and clients and judges every frame: what the server says must be so, must be durable, and
// must be the business of whoever hears it; what a client repeats must be what it said before.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>

#include "tests/simulation/chronicle.hpp"
#include "tests/simulation/network.hpp"

namespace crosstalk::testing {

class Witness {
  public:
    struct Facts {
        const Chronicle& chronicle;
        const JournalDisk& journal;
        // What the server has applied so far.
        std::function<net::Position()> applied;
        // The device whose program has this address.
        std::function<net::DeviceKey(const std::string& address)> device_at;
    };

    // Must be destroyed after the network.
    Witness(Facts facts, Verdict& verdict) : facts_(std::move(facts)), verdict_(verdict) {}

    void server_sends(Connection& connection, const net::SharedFrame& frames);
    void client_sends(Connection& connection, const net::SharedFrame& frames);
    // The journal has lost its end: what was answered may be answered otherwise.
    void past_was_lost();

    // The server has refused to know a number under which this was sent, so it may come in another order.
    [[nodiscard]] bool was_refused(const Token& token) const { return refused_.contains(token); }
    [[nodiscard]] std::uint64_t frames() const { return frames_; }

  private:
    struct Listener {
        net::UserId user;
        net::DeviceId device;
        // Of the rooms it watches: how far it has been told, once the queue has left.
        std::map<net::RoomId, net::Sequence> told;
    };
    using Numbered = std::tuple<net::DeviceKey, net::RunId, net::CommandNumber>;

    void trace(const Connection& connection, const net::FromServer& message) const;

    template <class M>
    void judge(const M& message, Listener& to);
    void judge(const net::Result& result, Listener& to);
    void judge(const net::Event& event, Listener& to);
    void judge(const net::RoomState& state, Listener& to);
    void judge(const net::HistoryPage& page, Listener& to);
    void judge(const net::MembersPage& page, Listener& to);
    void judge(const net::Presence& presence, Listener& to);
    void judge(const net::Unread& unread, Listener& to);
    void judge(const net::RoomAdded& added, Listener& to);
    void judge(const net::RoomRemoved& removed, Listener& to);
    void judge(const net::Invited& invited, Listener& to);
    void judge(const net::RoomList& list, Listener& to);

    void must_be_member(net::RoomId room, Listener& to, const char* of_what);
    void must_be_page(net::RoomId room, net::Sequence from, net::Sequence to,
                      const std::vector<net::Message>& messages, const char* of_what);
    void must_be_known_to(net::EntryId made_by, const net::DeviceKey& device);

    Facts facts_;
    Verdict& verdict_;
    std::map<std::uint64_t, Listener> listeners_;  // connections that were welcomed
    std::map<Numbered, net::Bytes> said_;
    std::map<Token, Numbered> number_of_;  // the newest number each post was sent under
    std::set<Numbered> unknown_numbers_;   // answered Refused
    std::set<Token> refused_;
    std::uint64_t frames_ = 0;
};

}  // namespace crosstalk::testing
