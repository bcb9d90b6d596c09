// What the link says to people: what happened, then what to do. And what it does to texts that a server sends
// before anybody sees them.
#pragma once

#include <string>
#include <string_view>

#include "client/model/connection.hpp"
#include "net/messages.hpp"

namespace crosstalk::link {

// Why a command was refused.
std::string explain(net::Status status, const net::Command& command);

// A server's own words as one safe line; `otherwise` if it said nothing.
std::string in_one_line(std::string_view said, std::string_view otherwise);

// Applies the rules of message and name texts (net/text): a hostile server can do no more than a hostile member.
void clean(net::Message& message);
void clean(net::RoomSummary& room);
void clean(net::UserRef& user);
void clean(net::Event& event);

}  // namespace crosstalk::link
