// What can be said of a command without asking a server: which hold secrets, and which would never be accepted.
#pragma once

#include <optional>
#include <string>

#include "net/messages.hpp"

namespace crosstalk::link {

// A room's passkey, a code, the token of an invite: such a command is never written to the disk.
bool has_secret(const net::Command& command);
net::Command without_secrets(net::Command command);

// Holds a text that somebody wrote and would not want to write again.
bool is_writing(const net::Command& command);

// Given by transfers only, and answered to them.
bool is_of_transfer(const net::Command& command);

// 0 if the command is about no room.
net::RoomId room_of(const net::Command& command);

struct Objection {
    net::Status status{};
    std::string text;  // for people: what is wrong, then what to do
};
// Messages get the form that the server would give them.
std::optional<Objection> objection_to(net::Command& command);

}  // namespace crosstalk::link
