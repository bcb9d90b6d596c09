// Names of rooms, spans of time, and deeds of those who keep order, as people say them.
#pragma once

#include <cstdint>
#include <string>

#include "net/messages.hpp"
#include "net/rooms.hpp"

namespace crosstalk::model {

struct Room;

// "#den", or "@anna" for a direct room.
std::string tag_of(net::RoomKind kind, const std::string& name);
std::string tag_of(const Room& room);

// "5 seconds", "2 minutes", "3 hours", "4 days": rounded up to two figures at most. Less than a second is one.
std::string span_in_words(net::Milliseconds span);

// " for 2 hours", or nothing if it is for good.
std::string until_in_words(net::Timestamp until, net::Timestamp at);

// "840 bytes", "84.2 MB": in powers of ten, as file managers count.
std::string size_in_words(std::uint64_t bytes);

// What was done, and to whom: "banned bob".
std::string deed_in_words(const net::AuditEntry& entry);

}  // namespace crosstalk::model
