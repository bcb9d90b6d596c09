// What people and programs call the values of some enumerations: in JSON, in records and on screens alike.
#pragma once

#include <string_view>

#include "net/people.hpp"
#include "net/rooms.hpp"

namespace crosstalk::net {

// One word in small letters: "admin", "everyone", "private", "away".
std::string_view name_of(Role role);
std::string_view name_of(Posters posters);
std::string_view name_of(RoomKind kind);
std::string_view name_of(PresenceState state);

}  // namespace crosstalk::net
