// Where the command line leads: to nobody, to an address, or to where an invite says. Pure.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "net/messages.hpp"

namespace crosstalk::app {

// What was written there.
struct Said {
    std::string invite;   // the argument without a name; a desktop that opens a link gives it, too
    std::string connect;  // --connect
    std::string name;     // --name
};

// At most one of the three is there; all but the link of a room may be secrets.
struct Destination {
    // Somebody meant it: it was typed, or stands in a script.
    std::string address;  // HOST[:PORT] or a join code
    std::string invite;   // the link as link_of() spells it
    // A link that was clicked somewhere: a server that is new here is shown before it is entered.
    std::string opened;                          // an invite, or the link of a room
    std::optional<net::ServerKeyHash> server{};  // of the invite
    friend bool operator==(const Destination&, const Destination&) = default;
};

// For people, without a part of what was said.
struct NoDestination {
    std::string why;
    friend bool operator==(const NoDestination&, const NoDestination&) = default;
};

std::variant<Destination, NoDestination> destination_of(const Said& said);

}  // namespace crosstalk::app
