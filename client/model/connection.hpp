// Where the client stands with its server, as people are told it.
#pragma once

#include <cstdint>
#include <string>

#include "net/ids.hpp"
#include "net/limits.hpp"

namespace crosstalk::model {

// Which server this is: the key says it, name and address are only hints.
struct ServerIdentity {
    net::ServerKeyHash key{};
    std::string name;
    std::string address;  // host and port as one would type them
    friend bool operator==(const ServerIdentity&, const ServerIdentity&) = default;
};

// Why the client has stopped trying. Somebody has to change something before it goes on.
enum class Refusal : std::uint8_t {
    Address,         // what was typed is no address
    PasskeyNeeded,   // the server does not know this device yet
    Passkey,         // the passkey or invite is not the right one
    TooManyGuesses,  // wait `retry_after`
    NameInvalid,
    NameTaken,    // `suggestion` may help
    OtherServer,  // another key than that of the server which was chosen
    Code,         // the code that makes this a device of a user is not valid (any more)
    NotProven,    // the other end could not prove that it knows the passkey
    Version,
    Banned,
    Full,
    Stopped,  // the server asked not to come back
};

// The field of the connect screen that the reason belongs to.
enum class ConnectField : std::uint8_t { None, Address, Name, Passkey, Code };
ConnectField field_of(Refusal refusal);

enum class ConnectionState : std::uint8_t {
    Idle,        // nobody has asked to connect, or somebody asked to stop
    Connecting,  // an attempt is being made
    Online,
    Offline,  // the link tries again by itself at `retry_at`
    Refused,  // the link does not try again by itself
};

struct Connection {
    ConnectionState state = ConnectionState::Idle;
    std::string reason;          // Offline and Refused: a sentence for people
    net::Timestamp retry_at;     // Offline: by this machine's clock
    Refusal refusal{};           // Refused
    std::uint64_t refusals = 0;  // how often it was Refused so far: two in a row are two
    std::uint64_t logins =
        0;  // how often it was Online so far: what was asked on an earlier one is not answered
    std::uint32_t tries_left = 0;  // Refused, Passkey: 0 = not told
    std::string suggestion;        // Refused, NameTaken
    net::Milliseconds retry_after;
    net::Milliseconds round_trip;  // Online: 0 = not measured yet
};

}  // namespace crosstalk::model
