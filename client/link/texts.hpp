// What the link says to people: what happened, then what to do. And what it does to texts that a server sends
// before anybody sees them.
#pragma once

#include <string>
#include <string_view>

#include "client/model/connection.hpp"
#include "client/model/link_event.hpp"
#include "net/messages.hpp"

namespace crosstalk::link {

// Why a command was refused; empty if it was done.
std::string explain(const net::Outcome& outcome, const net::Command& command);

// A server's own words as one safe line; `otherwise` if it said nothing.
std::string in_one_line(std::string_view said, std::string_view otherwise);

// Applies the rules of message and name texts (net/text): a hostile server can do no more than a hostile member.
void clean(net::UserRef& user);
void clean(net::Card& card);
void clean(net::RoomSummary& room);
void clean(net::MyRoom& room);
void clean(net::Message& message);
void clean(net::Member& member);
void clean(net::Event& event);
void clean(net::RoomRemoved& removed);
void clean(net::StandingSet& standing);
void clean(model::Answer& answer);

}  // namespace crosstalk::link
