// Fonts of the system, for letters that the embedded ones lack.
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>
#include <vector>

#include "ui/fonts/font_finder.hpp"

namespace crosstalk::app {

// What suits this system best; never null.
std::unique_ptr<ui::FontFinder> make_font_finder();

// Every font file in some folders, without asking what is inside: for systems that have nobody who knows. Files whose
// names begin with one of `first` come before the others, in that order; then upright ones of ordinary weight.
class FolderFontFinder final : public ui::FontFinder {
  public:
    FolderFontFinder(std::vector<std::filesystem::path> folders, std::vector<std::string_view> first)
        : folders_(std::move(folders)), first_(std::move(first)) {}
    // The same for each code point; the folders are read once.
    std::vector<ui::FontPlace> fonts_with(char32_t code_point) override;

  private:
    void read(const std::filesystem::path& folder);

    std::vector<std::filesystem::path> folders_;
    std::vector<std::string_view> first_;
    std::vector<ui::FontPlace> places_;
    bool is_read_ = false;
};

}  // namespace crosstalk::app
