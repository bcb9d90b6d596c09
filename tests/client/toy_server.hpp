// A server of one room and little else that speaks the whole protocol, remembers everything it did, and misbehaves
// when a test says so. Far simpler than the real one, so that both ends are not wrong in the same way.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "net/codec.hpp"
#include "net/transport/channel.hpp"
#include "net/transport/credentials/invite.hpp"
#include "net/transport/credentials/passkey.hpp"
#include "net/transport/credentials/passkey_exchange.hpp"
#include "tests/client/memory_network.hpp"
#include "tests/client/toy_files.hpp"

namespace crosstalk::testing {

class ToyServer {
  public:
    // `mark` tells servers apart: it fills the key.
    ToyServer(VirtualLoop& loop, std::uint8_t mark);
    ~ToyServer();
    [[nodiscard]] MemoryNetwork::Place place();
    [[nodiscard]] std::string passkey() const { return passkey_.spelled_out(); }
    [[nodiscard]] const transport::Secret& invite_token() const { return invite_token_; }

    // --- what it has
    transport::Fingerprint key;
    std::map<net::DeviceKey, net::UserRef> users;
    struct Room {
        net::RoomSummary summary;
        std::vector<net::Event> facts;
        net::UserRef peer;  // of a direct room
        net::ReadMark read;
        net::MentionCount mentions;
    };
    std::map<net::RoomId, Room> rooms;  // every user is in every room
    std::vector<net::RoomSummary> invitations;
    ToyFiles files;
    std::map<std::string, net::UserRef> device_codes;  // each works once
    // Every command that took effect, in order.
    std::vector<net::Command> done;
    // Every Submit that came, in order.
    std::vector<net::Submit> submits;
    // Every frame that came, decoded, since the start.
    std::vector<net::FromClient> received;
    std::size_t most_unanswered = 0;  // Submits of one session
    std::size_t most_requests = 0;    // requests of one session
    std::size_t logins = 0;

    // --- how it behaves
    std::size_t newcomer_rows = 50;
    std::size_t page_rows = net::max_page_rows;
    bool pages_lead_nowhere = false;
    bool pages_are_of_the_wrong_room = false;
    net::RoomId gone;                          // questions about it are refused
    net::Milliseconds pages_take;              // between reading the archive and sending what was read
    std::function<void()> before_page_leaves;  // runs between reading the archive and sending what was read
    std::optional<net::FromServer> canned_answer;  // to every question of model::Ask; none: they are refused
    bool hold_answers = false;                     // Results wait for release_answers()
    bool hold_requests = false;                    // History, Members and Watch wait for release_requests()
    std::function<void()> before_resumed;          // runs between the list of rooms and Resumed
    bool says_reset = false;                       // every Resumed
    std::set<net::RunId> forgotten_runs;           // their numbers are Refused
    std::set<std::uint64_t> refuse_numbers;        // once each
    std::optional<net::Status> outcome;            // of every command
    net::Milliseconds retry_after;                 // with it
    std::optional<net::Error> login_error;         // instead of Welcome
    net::AfterGoodbye after_login_error = net::AfterGoodbye::Stay;
    bool knows_passkey = true;
    bool welcomes_everybody = false;  // without any proof, its own included
    bool forges_admission = false;
    net::Limits limits;
    bool answers_pings = true;
    std::uint64_t skip_sequences = 0;  // the next fact is not sent to anybody, so often

    void release_answers();
    void release_requests();
    // Facts as if another user had done it.
    void post(const std::string& text, net::RoomId room = net::lobby);
    void happen(net::Fact fact, net::RoomId room = net::lobby);
    // All of the room, and the one of a place, as the archive has them.
    [[nodiscard]] std::vector<net::Message> messages(net::RoomId room) const;
    [[nodiscard]] net::Message message(net::Sequence sequence, net::RoomId room = net::lobby) const;
    [[nodiscard]] net::MyRoom mine(net::RoomId room) const;
    void to_all(const net::FromServer& message);
    void goodbye(net::AfterGoodbye then, const std::string& reason);
    // A restored backup: the newest facts of every room are gone, and marks of them prove nothing.
    void lose_facts(std::size_t count);

    [[nodiscard]] std::vector<std::string> texts(net::RoomId room = net::lobby) const;
    template <class M>
    [[nodiscard]] std::vector<M> all() const {
        std::vector<M> list;
        for (const auto& message : received) {
            if (const auto* known = std::get_if<M>(&message)) list.push_back(*known);
        }
        return list;
    }

  private:
    class Session;
    net::Outcome apply(const net::UserRef& user, const net::Submit& submit);
    net::Outcome perform(const net::UserRef& user, const net::Command& command);
    net::Sequence add_fact(net::RoomId room, net::Fact fact);
    [[nodiscard]] net::Mark mark() const;

    VirtualLoop& loop_;
    VirtualRuntime runtime_;
    transport::Passkey passkey_;
    transport::Secret invite_token_;
    std::uint64_t position_ = 1;
    std::uint64_t past_ = 1;                                   // changes when facts are lost
    std::set<std::pair<std::uint64_t, std::uint64_t>> marks_;  // position and entry of all that are true
    std::map<std::tuple<net::UserId, net::RunId, net::CommandNumber>, net::Outcome> results_;
    std::map<std::pair<net::UserId, net::RunId>, net::CommandNumber> newest_;
    std::uint64_t next_id_ = 5000;
    std::vector<std::unique_ptr<Session>> sessions_;
};

}  // namespace crosstalk::testing
