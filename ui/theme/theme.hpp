// The theme in force: the tokens of one palette, density and scale, as one value that is passed by const&.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>

#include "ui/theme/color.hpp"
#include "ui/theme/tokens.hpp"

namespace crosstalk::ui {

enum class MotionLevel : std::uint8_t { Full, Reduced };
enum class NameColoring : std::uint8_t { PerPerson, Plain };

/// What the settings say about the look. The scale is 0.75 to 3; `make_theme` clamps it.
struct ThemeChoice {
    Palette palette = Palette::Dark;
    AccentHue accent = AccentHue::Teal;
    Density density = Density::Cosy;
    float scale = 1.0F;
    MotionLevel motion = MotionLevel::Full;
    NameColoring names = NameColoring::PerPerson;
    friend bool operator==(const ThemeChoice&, const ThemeChoice&) = default;
};

inline constexpr float scale_least = 0.75F;
inline constexpr float scale_most = 3.0F;

class Theme {
  public:
    Color operator[](Role role) const { return colors_[static_cast<std::size_t>(role)]; }

    Palette palette() const { return choice_.palette; }
    float scale() const { return choice_.scale; }
    MotionLevel motion() const { return choice_.motion; }
    const ThemeChoice& choice() const { return choice_; }
    const DensityMeasures& density() const {
        return density_measures[static_cast<std::size_t>(choice_.density)];
    }

    /// Pixels of the screen for pixels at 100 %: multiplied by the scale and rounded to whole ones.
    float px(float at_100_percent) const { return std::floor(at_100_percent * choice_.scale + 0.5F); }
    int pixels(float at_100_percent) const { return static_cast<int>(px(at_100_percent)); }
    /// For stroke widths: scaled, at least one pixel, not rounded.
    float stroke(float at_100_percent) const {
        const float width = at_100_percent * choice_.scale;
        return width < 1.0F ? 1.0F : width;
    }
    /// Size to push for a style, and the height of one line of it, in pixels of the screen.
    float type_size(TypeStyle style) const;
    float type_row(TypeStyle style) const;

    /// Colour of a name: that one of the eight, or `text` when name colours are switched off.
    Color name(std::size_t index) const;
    /// One of the eight whatever the settings say: avatars keep theirs.
    Color name_color(std::size_t index) const { return names_[index % name_color_count]; }

    /// Share of a movement that is done, 0 to 1, along its curve; 1 at once with reduced motion.
    float progress(Motion motion, std::int64_t elapsed_ms) const;

  private:
    friend Theme make_theme(ThemeChoice choice);

    ThemeChoice choice_;
    std::array<Color, role_count> colors_{};
    std::array<Color, name_color_count> names_{};
};

Theme make_theme(ThemeChoice choice);

/// Stable hash of a user id that chooses the name colour and the avatar's figure. Part of the look: it never
/// changes.
std::uint64_t person_hash(std::uint64_t user);
std::size_t name_color_index(std::uint64_t user);
std::size_t avatar_figure_index(std::uint64_t user);

}  // namespace crosstalk::ui
