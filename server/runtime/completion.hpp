// What the client may not say itself is filled in here, before a command goes to the journal: sanitised texts, keys of
// names, the facts of the message it aims at, who is named, what files take already, proofs in the place of secrets, lots of games. Whatever the client
// wrote into such a field is overwritten. Pure but for the random bytes it is given.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "net/commands.hpp"
#include "net/messages.hpp"
#include "server/hub/state.hpp"
#include "server/ports/view.hpp"

namespace crosstalk::server {

// The message whose facts a command needs.
struct Aim {
    net::RoomId room;
    net::MessageId message;
};
// Nothing: it aims at none, or at one the asker may not know of, or at one that cannot be yet.
std::optional<Aim> aim_of(const hub::State& state, net::Timestamp now, net::UserId user,
                          const net::Command& command);

// It carries a secret that somebody else made: a wrong one counts as a guess.
bool is_guess(const net::Command& command);

struct Completing {
    const hub::State& state;
    net::Timestamp now;
    net::UserId user;                                 // who asks
    const std::optional<ports::MessageFacts>& facts;  // of the message aimed at
    ports::FileUsage usage{};                         // for BeginUpload
    bool may_guess = true;                            // false: a secret is not even looked at
    std::function<void(std::span<std::uint8_t>)> random;
    std::function<std::vector<net::Address>(net::UserId)> addresses_of;  // where its sessions come from
};

struct Completed {
    // What to answer where the hub will only know that the command is invalid.
    std::optional<net::Status> refused;
    bool guessed_right = false;  // or the secret was not needed
};
// A command that can have no effect is left so that the hub refuses it, too.
Completed complete(net::Command& command, const Completing& with);

}  // namespace crosstalk::server
