// Why a connection is closed, in words for the person at its other end: who, why, how long, and what to do.
#pragma once

#include <string>
#include <string_view>

#include "net/messages.hpp"
#include "server/hub/hub.hpp"

namespace crosstalk::server {

// The connection is to be closed, with this told to the peer.
struct Dismissal {
    net::ErrorCode code = net::ErrorCode::BadFrame;
    std::string text;  // for people; cut where it is longer than a frame's field
    net::Milliseconds retry_after;
    std::uint32_t tries_left = 0;
    net::AfterGoodbye then = net::AfterGoodbye::Stay;
};

// The same for the log, where neither names nor reasons of people belong.
std::string_view in_log(const Dismissal& dismissal);

// At login: the user is banned from the server.
Dismissal banned(const hub::State& state, const hub::BanRow& ban, net::Timestamp now);
// At login: a new device comes from where a banned user was. Does not tell which user.
Dismissal address_banned(const hub::BanRow& ban, net::Timestamp now);
// At login: this device of a user was removed.
Dismissal device_removed();
// At login: a file connection names a chat session that this device does not have.
Dismissal no_such_chat();
// A session that the hub has ended.
Dismissal ended(const hub::EndedSessions& ended, net::Timestamp now);

}  // namespace crosstalk::server
