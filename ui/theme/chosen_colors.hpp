// The colours that people have chosen for their names. A choice is any colour; what is drawn is the one of the eight that
// is nearest to it, which every palette shows readably.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <unordered_map>

namespace crosstalk::ui {

/// Index into name_colors for 0xRRGGBB, by hue. Nothing for greys: they have none, as if nothing had been chosen.
std::optional<std::size_t> nearest_name_color(std::uint32_t rgb);

class ChosenColors {
  public:
    void clear() { of_user_.clear(); }
    void choose(std::uint64_t user, std::uint32_t rgb);
    /// The chosen one, or that of the hash of the id.
    [[nodiscard]] std::size_t index_of(std::uint64_t user) const;

  private:
    std::unordered_map<std::uint64_t, std::uint8_t> of_user_;  // only who has chosen
};

}  // namespace crosstalk::ui
