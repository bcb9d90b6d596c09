// The icon set: each icon is a list of strokes on a grid of 20 x 20, drawn sharp at every size and scale.
#pragma once

#include <cstdint>
#include <string_view>

#include "ui/theme/draw.hpp"
#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

enum class Icon : std::uint8_t {
    Hash,
    Lock,
    Bell,
    BellStruck,
    Pencil,
    Search,
    People,
    Gear,
    Games,
    Transfers,
    Upload,
    Download,
    Chat,
    Reply,
    Smile,
    More,
    Plus,
    Attach,
    Send,
    File,
    Folder,
    Image,
    Pause,
    Play,
    Close,
    Tick,
    TwoTicks,
    Clock,
    Eye,
    EyeStruck,
    ChevronUp,
    ChevronDown,
    ChevronLeft,
    ChevronRight,
    Back,
    Refresh,
    Shield,
    ZoomIn,
    ZoomOut,
    Fit,
    Trophy,
    Flag,
    Half,
    Undo,
    Copy,
    Crown,
    Network,
    Warning,
    Info,
    Palette,
    Keyboard,
    Sound,
    User,
    Pin,
    First,
    Last,
    Robot,
    Enter,
    Leave,
    Invite,
    Kick,
    Ban,
    Star,
};
inline constexpr std::size_t icon_count = 63;

/// `size` is the side in pixels of the screen; the stroke is the look's at the theme's scale, whatever the size.
void draw_icon(ImDrawList& draw, const Theme& theme, Icon icon, ImVec2 center, float size, Color color);

std::string_view icon_name(Icon icon);

/// The extent of an icon's strokes on the grid, without their width; for tests.
struct IconExtent {
    float left = 20;
    float top = 20;
    float right = 0;
    float bottom = 0;
};
IconExtent icon_extent(Icon icon);

}  // namespace crosstalk::ui
