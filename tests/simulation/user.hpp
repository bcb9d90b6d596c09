// One person with one program: the real link and the real model on a profile that outlives both. Does random things,
// and knows what it was promised.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/link/link_core.hpp"
#include "client/link/memory_profile.hpp"
#include "client/model/model.hpp"
#include "tests/simulation/chance.hpp"
#include "tests/simulation/chronicle.hpp"
#include "tests/simulation/network.hpp"
#include "tests/simulation/witness.hpp"

namespace crosstalk::testing {

// What the users share.
struct Stage {
    VirtualLoop& loop;
    Network& network;
    const Chronicle& chronicle;
    const Witness& witness;
    Verdict& verdict;
    std::string passkey;
    // Brings the chronicle up to what is durable now.
    std::function<void()> read_journal;
};

class User {
  public:
    User(Stage stage, std::uint64_t number, std::uint64_t seed);
    User(const User&) = delete;
    User& operator=(const User&) = delete;

    // --- its program
    void start();
    // The program is killed.
    void crash();
    // The program is ended as programs should be.
    void quit();
    [[nodiscard]] bool is_running() const { return process_ != nullptr; }
    void step_clock(net::Milliseconds by);
    [[nodiscard]] Connection* connection();

    // --- what it does
    // Something random that a person might do now.
    void act();
    // Asks for all members of all rooms.
    void load_members();
    // Connects again if its program has given up.
    void insist();

    // --- what is expected of it
    [[nodiscard]] const std::string& address() const { return address_; }
    [[nodiscard]] const net::DeviceKey& device() const { return profile_.device_key().public_key().bytes; }
    // Online, with nothing unsent and every room complete. `why_not` says what is missing.
    [[nodiscard]] bool is_settled(std::string* why_not = nullptr) const;
    // It has got the members of all its rooms since it asked for them, on this connection.
    [[nodiscard]] bool has_members() const;
    // All it knows is as the log has it.
    void check_everything() const;
    void check_members(const std::set<net::UserId>& online) const;
    // The journal lost its end.
    void past_was_lost();
    [[nodiscard]] std::uint64_t acknowledged() const { return acknowledged_.size(); }
    [[nodiscard]] std::uint64_t written() const { return next_number_ - 1; }

  private:
    struct Process {
        explicit Process(User& user);
        VirtualRuntime runtime;
        NetworkDialer dialer;
        model::Model model;
        link::LinkCore core;
    };

    void told(const model::LinkEvent& event);
    void take(const model::Acknowledged& acknowledged);
    void take(const model::Failed& failed);
    void take(const model::Withdrawn& withdrawn);
    void take(const model::Queued& queued);
    void take(const model::RoomSynced& synced);
    void take(const model::MissedMessages& missed);
    void take(const model::OlderArrived& older);
    void take(const model::Happened& happened);
    void take(const model::PastForgotten& forgotten);
    void take(const model::MembersArrived& members);
    void take(const model::RoomRemoved& removed);
    void take(const model::ReadUpTo& read);
    void take(const model::Refused& refused);

    // Takes notice of an answer, a little later; true if it was told before, by a program that was killed then.
    bool notice(const std::string& ref);
    void tell(model::LinkCommand command);
    void connect();
    void post(net::RoomId room, std::size_t count);
    void post_before_joining();
    void mark_read();
    [[nodiscard]] net::RoomId some_room();
    [[nodiscard]] net::RoomId some_foreign_room(net::RoomKind kind);
    void check_beginning(const model::Room& room);
    void check_room(const model::Room& room) const;
    void check_order(const Token& token, const Chronicle::Place& place);
    void say(const std::string& what) const;

    Stage stage_;
    const std::uint64_t number_;
    const std::string address_;
    Chance chance_;
    link::MemoryProfile profile_;
    const link::Completeness completeness_;
    std::unique_ptr<Process> process_;
    std::vector<std::unique_ptr<Process>>
        quitting_;  // have said goodbye; what they hear is nobody's business
    std::uint64_t next_number_ = 1;
    std::uint64_t next_room_ = 1;
    std::map<Token, net::RoomId> open_;  // accepted by the link, neither confirmed nor failed nor taken back
    std::set<Token> acknowledged_;
    std::set<std::string> unnoticed_;  // told, and told again after a restart
    std::set<Token> lost_;             // acknowledged, perhaps unnoticed, and lost with the past
    std::map<net::RoomId, Token> newest_acknowledged_;
    // Rooms whose copy may still be of a past that was lost.
    std::set<net::RoomId> stale_;
    // How far it has marked as read: where a program that wants everything goes on after a restart.
    std::map<net::RoomId, net::Sequence> marked_;
    std::set<net::RoomId> members_asked_;
    std::set<net::RoomId> begun_;  // rooms of which this program has been told anything
};

}  // namespace crosstalk::testing
