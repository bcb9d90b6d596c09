// Tiles of the connect screen: cards that are pressed as a whole and need no server.
#pragma once

#include <string_view>

#include "ui/theme/context.hpp"
#include "ui/theme/draw.hpp"
#include "ui/theme/icons.hpp"
#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

struct Tile {
    const char* id;
    Icon icon{};
    Role ink = Role::Accent;
    std::string_view title;
    std::string_view about;
};

/// At most as wide as `width`. True when pressed.
bool draw_tile(const Context& context, ImVec2 min, float width, const Tile& tile);
float tile_height(const Context& context);

}  // namespace crosstalk::ui
