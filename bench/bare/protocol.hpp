// What is spoken with the bare baseline: frames with the header of net/frame.hpp and no vocabulary to speak of.
//
//   client: Join                     server: Joined, then every Message
//   client: Post (tag: its number)   server: Ack (the same tag)
//
// The payload of Post and of Message is the text; all others have none. The flags of Join and of Post are the
// number of a room: who joins gets the messages of that room. A client that does not join gets none.
#pragma once

#include <cstdint>

namespace crosstalk::bench {

enum class BareType : std::uint16_t { Join = 1, Joined, Post, Ack, Message };

}  // namespace crosstalk::bench
