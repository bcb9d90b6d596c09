// Subcommand `export`: what was said, room by room, page by page.
#pragma once

#include <string>

#include "server/app/records.hpp"
#include "server/app/reply.hpp"

namespace crosstalk::server {

// One row for each message, in the order of its room:
//   {"room","room_id","seq","id","from":{"id","name"},"text","time","reply_to"?:{"seq","id"},"edited"?,"deleted"?,"pinned"?,
//    "mentions"?:[ids],"mentions_all"?,"reactions"?:[{"emoji","count","users":[ids]}]}
// `asked` is the name of a room, with or without #, or an id; empty: all rooms, direct ones too.
void export_rooms(const Records& records, const std::string& asked, Reply reply);

}  // namespace crosstalk::server
