// Where the system's fonts are, and that what is found can be drawn with.
#include "client/app/desktop/font_finder.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "ui/fonts/system_fonts.hpp"

namespace crosstalk::app {
namespace {

namespace fs = std::filesystem;

TEST(FontFinder, folders_give_their_fonts_in_a_sensible_order_and_nothing_else) {
    const fs::path folder = fs::path(testing::TempDir()) / "crosstalk-font-folders";
    fs::remove_all(folder);
    fs::create_directories(folder / "deep" / "er");
    for (const char* name :
         {"Zebra.ttf", "Alpha-Bold.ttf", "Alpha.OTF", "deep/er/Nirmala.ttc", "notes.txt", "font.ttf.bak"})
        std::ofstream(folder / name) << "x";
    fs::create_directory(folder / "folder.ttf");
    FolderFontFinder finder({folder, folder / "missing"}, {"nirmala"});
    std::vector<std::string> names;
    for (const ui::FontPlace& place : finder.fonts_with(U'\u0B95'))
        names.push_back(place.file.filename().string());
    EXPECT_EQ(names, (std::vector<std::string>{"Nirmala.ttc", "Alpha.OTF", "Zebra.ttf", "Alpha-Bold.ttf"}));
    fs::remove_all(folder);
    EXPECT_EQ(finder.fonts_with(U'a').size(), 4U) << "the folders are read once";
}

TEST(FontFinder, this_machine_has_a_font_for_a_letter_that_one_of_its_packages_has) {
    if (!fs::exists(CROSSTALK_FONT_ROOT "/truetype/noto/NotoSansTamil-Regular.ttf"))
        GTEST_SKIP() << "no Tamil font is installed";
    const std::unique_ptr<ui::FontFinder> finder = make_font_finder();
    const std::vector<ui::FontPlace> places = finder->fonts_with(U'\u0B95');
    EXPECT_TRUE(std::ranges::any_of(
        places, [](const ui::FontPlace& place) { return ui::is_usable_font(place, U'\u0B95'); }));
}

}  // namespace
}  // namespace crosstalk::app
