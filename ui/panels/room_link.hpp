// The address of a room, to be sent to others in a message:
//
//   crosstalk://room/<first 16 digits of the server's key in hexadecimal>/<number of the room>
//
// It says where a room is and lets nobody in: the server decides as it does for everyone who asks.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

std::string link_of_room(const net::ServerKeyHash& server, net::RoomId room);

struct RoomLink {
    std::string server;  // as it stands in the link, in small letters
    net::RoomId room;
};
/// Nothing for what is no link of a room. In any case, and with blanks around it as they come along when copied.
std::optional<RoomLink> read_room_link(std::string_view link);
bool leads_to(const RoomLink& link, const net::ServerKeyHash& server);

/// Shows the room; who is not in it asks to be let in first. Says why not where the room is another server's.
void follow_room_link(const Scene& scene, const RoomLink& link);

}  // namespace crosstalk::ui
