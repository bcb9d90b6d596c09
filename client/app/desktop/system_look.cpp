#include "client/app/desktop/system_look.hpp"

#include <algorithm>
#include <cctype>
#include <string>

namespace crosstalk::app {

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view around = " \t\r\n'\"";
    const std::size_t first = text.find_first_not_of(around);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(around) - first + 1);
}

}  // namespace

ui::ColorScheme color_scheme_of_portal(std::uint32_t value) {
    if (value == 1) return ui::ColorScheme::Dark;
    if (value == 2) return ui::ColorScheme::Light;
    return ui::ColorScheme::NoPreference;
}

ui::ColorScheme color_scheme_of_theme(std::string_view name) {
    std::string lower(name);
    std::ranges::transform(lower, lower.begin(),
                           [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    if (lower.ends_with(":dark") || lower.ends_with("-dark")) return ui::ColorScheme::Dark;
    if (lower.ends_with(":light") || lower.ends_with("-light")) return ui::ColorScheme::Light;
    return ui::ColorScheme::NoPreference;
}

void take_gsetting(ui::SystemLook& look, std::string_view key, std::string_view printed) {
    const std::string_view value = trimmed(printed);
    if (key == "color-scheme") {
        if (value == "prefer-dark") look.scheme = ui::ColorScheme::Dark;
        if (value == "prefer-light") look.scheme = ui::ColorScheme::Light;
    }
    if (key == "gtk-theme" && look.scheme == ui::ColorScheme::NoPreference) {
        look.scheme = color_scheme_of_theme(value);
    }
    if (key == "enable-animations") {
        if (value == "false") look.motion = ui::MotionWish::Reduced;
        if (value == "true") look.motion = ui::MotionWish::Full;
    }
}

}  // namespace crosstalk::app
