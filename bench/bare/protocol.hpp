// What is spoken with the bare baseline: frames with the header of net/frame.hpp and no vocabulary to speak of.
//
//   client: Join                     server: Joined, then every Message
//   client: Post (tag: its number)   server: Ack (the same tag)
//
// The payload of Post and of Message is the text; all others have none. A client that does not join gets no
// messages.
#pragma once

#include <cstdint>

namespace crosstalk::bench {

enum class BareType : std::uint16_t { Join = 1, Joined, Post, Ack, Message };

}  // namespace crosstalk::bench
