// Where the system keeps its fonts: told by the app, which knows the system.
#pragma once

#include <compare>
#include <filesystem>
#include <vector>

namespace crosstalk::ui {

struct FontPlace {
    std::filesystem::path file;
    int face = 0;  // of a collection

    friend auto operator<=>(const FontPlace&, const FontPlace&) = default;
};

/// Where the system keeps its fonts. One thread at a time calls it, and not the one that draws.
class FontFinder {
  public:
    virtual ~FontFinder() = default;
    /// Fonts that may have the code point, the best first. Nobody trusts them: each is tried out before it is used.
    virtual std::vector<FontPlace> fonts_with(char32_t code_point) = 0;
};

}  // namespace crosstalk::ui
