// A server on this machine that the window has started, or finds running: what it is told of it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "net/ids.hpp"

namespace crosstalk::model {

// What somebody wants to host.
struct HostWish {
    std::string name;             // of the server, shown to everybody
    std::string passkey;          // a secret; empty: the server makes one
    std::string folder;           // UTF-8, for everything the server keeps; empty: the usual one
    std::uint16_t port = 12'345;  // this one or none
};

// Holds secrets: for the screen of whoever hosts, never for a log.
struct HostedServer {
    std::string name;
    net::ServerKeyHash key{};
    std::uint16_t port = 0;
    std::vector<std::string> addresses;  // HOST:PORT that others may reach this machine by
    std::string passkey;
    std::string join_code;   // address and passkey in one; empty: these do not fit into one
    std::string invite;      // the link for others; empty: it has ended with its passkey
    std::string own_invite;  // the same by the loopback, for the window beside it
    std::string owner_code;  // makes whoever says it the owner; empty: somebody is that already
    std::uint32_t users = 0;
    std::uint64_t process = 0;
    std::string folder;  // UTF-8

    friend bool operator==(const HostedServer&, const HostedServer&) = default;
};

// Which part of a wish cannot be met.
enum class HostField : std::uint8_t {
    None,
    Passkey,
    Folder,
    Port,      // this account may not have it, this machine has no such thing, ...
    PortInUse  // by another program
};

struct Hosting {
    enum class State : std::uint8_t {
        Unknown,   // nobody has looked yet
        Off,       // none runs here
        Starting,  // asked for, and not there yet
        Running,
        Stopping
    };
    State state = State::Unknown;
    HostedServer
        server{};  // Running and Stopping; Off: no more than the name of the one that ran last, and its folder if
                   // that is not the usual one
    std::string fault{};  // why the last wish was not met, for people; empty: it was
    HostField field{};    // what of the wish it is about

    friend bool operator==(const Hosting&, const Hosting&) = default;
};

}  // namespace crosstalk::model
