#include <algorithm>
#include <array>
#include <string>
#include <system_error>

#include "client/app/desktop/font_finder.hpp"
#include "net/text/ascii.hpp"

namespace crosstalk::app {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_files = 4000;
constexpr int deepest = 6;

bool is_font(const fs::path& file) {
    static constexpr std::array<std::string_view, 4> endings{".ttf", ".otf", ".ttc", ".otc"};
    const std::string ending = text::ascii_lower(file.extension().string());
    return std::ranges::find(endings, ending) != endings.end();
}

// Bold and slanted ones are found by the name of their file.
bool is_plain(const std::string& name) {
    static constexpr std::array<std::string_view, 6> signs{"bold",  "italic", "oblique",
                                                           "light", "thin",   "black"};
    return std::ranges::none_of(signs,
                                [&](std::string_view sign) { return name.find(sign) != std::string::npos; });
}

}  // namespace

void FolderFontFinder::read(const fs::path& folder) {
    std::error_code failed;
    fs::recursive_directory_iterator each(folder, fs::directory_options::skip_permission_denied, failed);
    for (; !failed && each != fs::recursive_directory_iterator(); each.increment(failed)) {
        if (each.depth() >= deepest) each.disable_recursion_pending();
        std::error_code unknown;
        if (places_.size() == most_files) return;
        if (is_font(each->path()) && each->is_regular_file(unknown)) places_.push_back({each->path(), 0});
    }
}

std::vector<ui::FontPlace> FolderFontFinder::fonts_with(char32_t /*code_point*/) {
    if (is_read_) return places_;
    is_read_ = true;
    for (const fs::path& folder : folders_)
        read(folder);
    const auto rank = [this](const ui::FontPlace& place) {
        const std::string name = text::ascii_lower(place.file.filename().string());
        for (std::size_t index = 0; index < first_.size(); ++index) {
            if (name.starts_with(first_[index])) return index;
        }
        return first_.size() + (is_plain(name) ? 0 : 1);
    };
    std::ranges::sort(places_);
    std::ranges::stable_sort(places_, {}, rank);
    return places_;
}

}  // namespace crosstalk::app
