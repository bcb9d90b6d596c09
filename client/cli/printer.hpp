// How the terminal client shows what happens: as lines for people or as JSON for programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/model/model.hpp"

namespace crosstalk::cli {

enum class Heard : std::uint8_t { Live, History };

// What the asker of a post called it. Empty if it did not.
using Ref = std::string;

// Each call shows one thing, in order.
class Printer {
  public:
    virtual ~Printer() = default;

    virtual void connecting(const std::string& address) = 0;
    virtual void online(const model::Model& model) = 0;
    virtual void offline(const model::Offline& offline) = 0;
    // Once, after the first online(): the rooms are known.
    virtual void ready(const model::Model& model) = 0;
    virtual void message(const model::Room& room, const net::Message& message, Heard heard) = 0;
    // A post of ours is durable at the server.
    virtual void sent(const model::Room& room, const net::Outcome& outcome, const Ref& ref) = 0;
    // A post of ours waits for the connection.
    virtual void waiting(std::size_t unsent) = 0;
    virtual void presence(const std::vector<net::MemberPresence>& changes) = 0;
    virtual void joined(const model::Room& room, const net::UserRef& user) = 0;
    virtual void left(const model::Room& room, const net::UserRef& user) = 0;
    virtual void room_added(const model::Room& room) = 0;
    virtual void room_removed(const std::string& name, net::RoomId room) = 0;
    virtual void invited(const model::Invitation& invitation) = 0;
    // Lines go to this room from now on.
    virtual void switched(const model::Room& room) = 0;
    virtual void past_forgotten() = 0;

    // `code` is one word for programs, `text` for people.
    virtual void error(std::string_view code, const std::string& text, const Ref& ref) = 0;

    // Answers to commands.
    virtual void help() = 0;
    virtual void rooms(const model::Model& model, net::RoomId current) = 0;
    virtual void members(const model::Room& room) = 0;
    virtual void myself(const model::Model& model) = 0;
};

// One word of an error's "code".
std::string_view code_of(model::Refusal refusal);
std::string_view code_of(net::Status status);

}  // namespace crosstalk::cli
