// Understands what systems say about the look that people prefer.
#pragma once

#include <cstdint>
#include <string_view>

#include "ui/panels/desktop_event.hpp"

namespace crosstalk::app {

// org.freedesktop.appearance color-scheme: 1 dark, 2 light; unknown values are no preference.
ui::ColorScheme color_scheme_of_portal(std::uint32_t value);

// "Adwaita:dark" as in GTK_THEME, "Adwaita-dark" as in the settings; other names say nothing.
ui::ColorScheme color_scheme_of_theme(std::string_view name);

// One value as `gsettings get org.gnome.desktop.interface KEY` prints it, for the keys color-scheme, gtk-theme and
// enable-animations; the theme counts only while the scheme says nothing. What is not understood changes nothing.
void take_gsetting(ui::SystemLook& look, std::string_view key, std::string_view printed);

}  // namespace crosstalk::app
