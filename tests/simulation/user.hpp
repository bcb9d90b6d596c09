// One person with one program: the real link and the real model on a profile that outlives both. Does random things
// (deeds.cpp), and knows what it was promised and what it ought to see (expectations.cpp).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
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
    std::string owner_code;
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
    void post(net::RoomId room, std::size_t count, net::MessageId reply_to = {});
    // Edits, deletes, reacts to or pins something.
    void change_messages();
    // Gives a command as it is.
    void perform(net::Command command);
    void ask(model::Question question);
    // Asks for all members of all rooms.
    void load_members();
    // Connects again if its program has given up.
    void insist();

    // --- what is expected of it
    [[nodiscard]] const std::string& address() const { return address_; }
    [[nodiscard]] const net::DeviceKey& device() const { return profile_.device_key().public_key().bytes; }
    // Online, with nothing unsent and every room complete; or banned from the server. `why_not` says what is missing.
    [[nodiscard]] bool is_settled(net::Timestamp now, std::string* why_not = nullptr) const;
    // Nothing at all before its first login.
    [[nodiscard]] net::UserId id() const;
    [[nodiscard]] bool is_online() const;
    // What it wants to be seen as. Offline: invisible.
    [[nodiscard]] net::PresenceState wish() const { return wish_; }
    // It has got the members of all its rooms since it asked for them, on this connection.
    [[nodiscard]] bool has_members() const;
    // All it knows is as the log has it.
    void check_everything(net::Timestamp now) const;
    // `seen`: what each user that is online wants to be seen as.
    void check_members(const std::map<net::UserId, net::PresenceState>& seen, net::Timestamp now) const;
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
    void take(const model::RoomsListed& listed);
    void take(const model::RoomRemoved& removed);
    void take(const model::ReadUpTo& read);
    void take(const model::Refused& refused);

    // Takes notice of an answer, a little later; true if it was told before, by a program that was killed then.
    bool notice(const std::string& ref);
    void tell(model::LinkCommand command);
    void connect();

    // --- deeds, by subject; each does one of several things
    void talk();
    void come_and_go();
    void keep_order();
    void furnish();
    void play();
    void offer_game();
    void act_in(const hub::GameRow& game);
    void move_in(const hub::GameRow& game);
    void ask();
    void look();
    void fiddle();
    void make_room();
    void post_before_joining();
    void knock();
    void edit(net::RoomId room, const net::Message& message);
    void mark_read();
    [[nodiscard]] net::RoomId some_room();
    [[nodiscard]] net::RoomId some_foreign_room(net::RoomKind kind);
    [[nodiscard]] net::RoomId some_room_at_all();
    [[nodiscard]] net::UserId somebody();
    [[nodiscard]] net::UserId some_member(net::RoomId room);
    [[nodiscard]] net::UploadId some_upload();
    // nullptr if there is none.
    [[nodiscard]] const net::Message* some_message(net::RoomId room);
    [[nodiscard]] std::string some_mention(net::RoomId room);
    // What may be said in the room only, if it is one that has secrets.
    [[nodiscard]] std::string secret_said_in(net::RoomId room) const;
    [[nodiscard]] std::string secret_shown_in(net::RoomId room) const;

    // --- expectations
    enum class Strictness : std::uint8_t {
        Running,  // changes may have come out of turn, with a page
        Settled,
    };
    void check_beginning(const model::Room& room);
    void check_room(const model::Room& room, Strictness strictness) const;
    void check_message(const model::Room& room, net::Sequence place, const net::Message* known,
                       Strictness strictness) const;
    void check_settings(const model::Room& room, net::Timestamp now) const;
    void check_counts(const model::Room& room) const;
    void check_order(const Token& token, const Chronicle::Place& place);
    void wrong(const model::Room& room, const std::string& what) const;
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
    std::uint64_t next_text_ = 1;
    net::PresenceState wish_ = net::PresenceState::Online;
    std::map<Token, net::RoomId> open_;  // accepted by the link, neither confirmed nor failed nor taken back
    std::set<Token> acknowledged_;
    std::set<std::string> unnoticed_;  // told, and told again after a restart
    std::set<Token> lost_;             // acknowledged, perhaps unnoticed, and lost with the past
    std::map<net::RoomId, Token> newest_acknowledged_;
    // Rooms whose copy may still be of a past that was lost.
    std::set<net::RoomId> stale_;
    // The furthest mark it was shown; never goes back while it stays in the room and the past is the same.
    struct Shown {
        net::Position since;  // the stay
        net::ReadMark read;
    };
    std::map<net::RoomId, Shown> read_;
    // How far it has marked as read: where a program that wants everything goes on after a restart.
    std::map<net::RoomId, net::Sequence> marked_;
    std::set<net::RoomId> members_asked_;
    std::set<net::RoomId> begun_;  // rooms of which this program has been told anything
};

}  // namespace crosstalk::testing
