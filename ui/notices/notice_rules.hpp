// By which rules something is told: what the parts of the notifier and its desk share.
#pragma once

#include <string>

#include "ui/notices/notifier.hpp"
#include "ui/notices/room_rules.hpp"

namespace crosstalk::ui {

/// "#games"; of a direct room, nothing.
std::string where_of(const model::Room& room);
NoticeLevel level_of(const model::Room& room, const Surroundings& around);
bool is_muted(net::RoomId room, const Surroundings& around);
/// Whoever looks at the room sees it by himself.
bool is_looked_at(net::RoomId room, const Surroundings& around);
/// For oneself, and not for everybody in a room.
bool is_meant(NoticeKind kind);
bool passes(NoticeLevel level, NoticeKind kind);
/// One has read it, or answered it: here, or on another device.
bool is_past(const Notice& notice, const model::Model& model);

}  // namespace crosstalk::ui
