#include "client/app/desktop/clipboard.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "client/app/desktop/addresses.hpp"

namespace crosstalk::app {

namespace {

constexpr std::string_view file_list = "text/uri-list";
constexpr std::array<std::string_view, 4> pictures{"image/png", "image/jpeg", "image/gif", "image/bmp"};
// File managers add one of these; browsers offer addresses beside a picture.
constexpr std::array<std::string_view, 2> file_managers{"x-special/gnome-copied-files",
                                                        "application/x-kde-cutselection"};

}  // namespace

std::string best_clipboard_type(std::span<const std::string> offered) {
    const auto has = [&](std::string_view type) { return std::ranges::find(offered, type) != offered.end(); };
    const bool from_file_manager = std::ranges::any_of(file_managers, has);
    if (from_file_manager && has(file_list)) return std::string(file_list);
    const auto picture = std::ranges::find_if(pictures, has);
    if (picture != pictures.end()) return std::string(*picture);
    return has(file_list) ? std::string(file_list) : std::string();
}

ui::ClipboardHeld clipboard_content(std::string_view type, std::string bytes) {
    if (bytes.empty()) return {};
    if (type == file_list) {
        ui::ClipboardFiles files{paths_of_list(bytes)};
        if (files.paths.empty()) return {};
        return {std::move(files)};
    }
    return {ui::ClipboardImage{std::string(type), std::move(bytes)}};
}

}  // namespace crosstalk::app
