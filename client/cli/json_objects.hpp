// The things that JSON lines are about, as JSON. Internal to json_*.cpp; docs/cli.md describes every field.
#pragma once

#include <string>

#include "client/cli/printer.hpp"
#include "client/records/message_json.hpp"

namespace crosstalk::cli {

using records::id_of;
using records::Json;
using records::line_of;
using records::message_of;
using records::user_of;

// Null if nobody did it: the server itself.
Json maybe_user_of(const net::UserRef& user);
Json server_of(const model::ServerIdentity& server);
Json ref_of(const Ref& ref);
// Answers carry the name that the asker gave the question, if there was one.
Json with_ref(Json object, const Ref& ref);

// Null if it is 0 or never comes.
Json time_of(net::Timestamp time);
std::string colour_of(std::uint32_t colour);

// The fields of a room, a message, a member, without "event".
Json summary_of(const net::RoomSummary& room);
Json messages_of(const model::Model& model, net::RoomId room, const std::vector<net::Message>& messages);
Json member_of(const net::Member& member);

}  // namespace crosstalk::cli
