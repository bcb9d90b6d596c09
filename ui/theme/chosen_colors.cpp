#include "ui/theme/chosen_colors.hpp"

#include <algorithm>
#include <cmath>

#include "ui/theme/theme.hpp"

namespace crosstalk::ui {

namespace {

constexpr int least_chroma = 24;  // of 255; below it a colour passes for a grey

// 0 to 6, once around.
std::optional<float> hue_of(Color color) {
    const int red = color.red;
    const int green = color.green;
    const int blue = color.blue;
    const int most = std::max({red, green, blue});
    const int chroma = most - std::min({red, green, blue});
    if (chroma < least_chroma) return std::nullopt;
    const auto share = [chroma](int a, int b) {
        return static_cast<float>(a - b) / static_cast<float>(chroma);
    };
    if (most == red) return std::fmod(share(green, blue) + 6.0F, 6.0F);
    if (most == green) return share(blue, red) + 2.0F;
    return share(red, green) + 4.0F;
}

}  // namespace

std::optional<std::size_t> nearest_name_color(std::uint32_t hex) {
    const std::optional<float> hue = hue_of(rgb(hex));
    if (!hue) return std::nullopt;
    std::size_t nearest = 0;
    float least = 6;
    for (std::size_t index = 0; index < name_color_count; ++index) {
        const std::uint32_t dark = name_colors[index].hex[static_cast<std::size_t>(Palette::Dark)];
        const float apart = std::abs(hue_of(rgb(dark)).value_or(0) - *hue);
        const float distance = std::min(apart, 6.0F - apart);
        if (distance >= least) continue;
        least = distance;
        nearest = index;
    }
    return nearest;
}

void ChosenColors::choose(std::uint64_t user, std::uint32_t hex) {
    if (hex == 0) return;
    if (const auto index = nearest_name_color(hex)) of_user_[user] = static_cast<std::uint8_t>(*index);
}

std::size_t ChosenColors::index_of(std::uint64_t user) const {
    const auto chosen = of_user_.find(user);
    return chosen == of_user_.end() ? name_color_index(user) : chosen->second;
}

}  // namespace crosstalk::ui
