// The server's figures, by name. The names stay what they are: scripts read them.
//
//   uptime-s            seconds since this start was recorded
//   sessions            logged-in connections
//   logging-in          connections that are not logged in yet
//   users               everybody who ever joined
//   users-online        users with a session, invisible ones too
//   devices             devices that may come in
//   rooms               rooms but direct ones, the lobby too
//   direct-rooms        private conversations of two
//   invites             invites that are valid, the start-up invite not counted
//   bans                bans from the server that hold
//   files-bytes         bytes of all files that messages carry, and of pictures of users
//   uploads             files on their way, or there and not posted yet
//   uploads-bytes       what they take when they are whole
//   file-connections    connections that files come and go by
//   transfers           files that move just now
//   posts               messages posted since this start
//   commands            commands carried out or refused by the journal's order since this start
//   journal-position    entries in the journal
//   journal-waiting     commands that are not durable yet
//   view-lag            entries that the archive is behind the journal
#pragma once

#include <vector>

#include "net/messages.hpp"

namespace crosstalk::server {

using Stats = std::vector<net::Stat>;

}  // namespace crosstalk::server
