#include "ui/theme/theme.hpp"

#include <algorithm>

namespace crosstalk::ui {

namespace {

constexpr bool rows_stand_in_order_of_roles() {
    for (std::size_t index = 0; index < role_count; ++index) {
        if (role_colors[index].role != static_cast<Role>(index)) return false;
    }
    return true;
}
static_assert(rows_stand_in_order_of_roles());

float along(Curve curve, float share) {
    switch (curve) {
        case Curve::Linear:
        case Curve::FadeOut:
            return share;
        case Curve::EaseOut:
            return 1.0F - (1.0F - share) * (1.0F - share) * (1.0F - share);
        case Curve::EaseInOut:
            return share * share * (3.0F - 2.0F * share);
        case Curve::Step:
            return share < 1.0F ? 0.0F : 1.0F;
    }
    return share;
}

}  // namespace

float Theme::type_size(TypeStyle style) const {
    return type_metrics[static_cast<std::size_t>(style)].size * choice_.scale;
}

float Theme::type_row(TypeStyle style) const {
    return px(type_metrics[static_cast<std::size_t>(style)].row);
}

Color Theme::name(std::size_t index) const {
    if (choice_.names == NameColoring::Plain) return (*this)[Role::Text];
    return name_color(index);
}

float Theme::progress(Motion motion, std::int64_t elapsed_ms) const {
    if (choice_.motion == MotionLevel::Reduced || elapsed_ms >= motion.milliseconds) return 1.0F;
    if (elapsed_ms <= 0) return 0.0F;
    return along(motion.curve, static_cast<float>(elapsed_ms) / static_cast<float>(motion.milliseconds));
}

Theme make_theme(ThemeChoice choice) {
    Theme theme;
    choice.scale = std::clamp(choice.scale, scale_least, scale_most);
    theme.choice_ = choice;
    const auto palette = static_cast<std::size_t>(choice.palette);
    for (const RoleColors& row : role_colors) {
        theme.colors_[static_cast<std::size_t>(row.role)] = rgb(row.hex[palette]);
    }
    if (choice.accent != AccentHue::Teal) {
        for (const AccentColor& row : accent_colors[static_cast<std::size_t>(choice.accent) - 1])
            theme.colors_[static_cast<std::size_t>(row.role)] = rgb(row.hex[palette]);
    }
    for (std::size_t index = 0; index < name_color_count; ++index) {
        theme.names_[index] = rgb(name_colors[index].hex[palette]);
    }
    return theme;
}

std::uint64_t person_hash(std::uint64_t user) {
    // The finaliser of SplitMix64: neighbouring ids get unrelated colours.
    std::uint64_t value = user + 0x9E3779B97F4A7C15ULL;
    value = (value ^ (value >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    value = (value ^ (value >> 27U)) * 0x94D049BB133111EBULL;
    return value ^ (value >> 31U);
}

std::size_t name_color_index(std::uint64_t user) {
    return static_cast<std::size_t>(person_hash(user) % name_color_count);
}

std::size_t avatar_figure_index(std::uint64_t user) {
    return static_cast<std::size_t>(person_hash(user) / name_color_count % avatar_figure_count);
}

}  // namespace crosstalk::ui
