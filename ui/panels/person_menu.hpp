// What can be done with a person: the menu behind a name or a portrait, wherever it stands.
#pragma once

#include "ui/panels/scene.hpp"

namespace crosstalk::ui {

/// For open_menu(), under the id scope of the person's place.
inline constexpr const char* person_menu = "person";

/// Draws the menu if it is open under the present id scope, and does what was chosen. Order is kept in the room that is
/// shown.
void draw_person_menu(const Scene& scene, const net::UserRef& user);

}  // namespace crosstalk::ui
