// What can be done with a room: the menu behind its row and behind the bell of its header.
#pragma once

#include "ui/notices/room_rules.hpp"
#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// For open_menu(), under the id scope of the room's place.
inline constexpr const char* room_menu = "room-menu";
inline constexpr const char* bell_menu = "bell-menu";

/// Draws the menu if it is open under the present id scope, and does what was chosen.
void draw_room_menu(const Scene& scene, const model::Room& room);
/// The part of it that is about notices alone.
void draw_bell_menu(const Scene& scene, const model::Room& room);

inline RoomRules rules_of(const Scene& scene) {
    return {scene.preferences, scene.model.server().key};
}

/// Everything in the room counts as read from now on.
void mark_room_read(const Scene& scene, const model::Room& room);

}  // namespace crosstalk::ui
