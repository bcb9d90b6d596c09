// Fonts of the system: found when they are needed, tried before they are trusted, and harmless however broken.
#include "ui/fonts/system_fonts.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <semaphore>
#include <span>

#include "net/text/utf8.hpp"
#include "tests/ui/off_screen.hpp"

namespace {

using namespace crosstalk::ui;
using twin::OffScreen;
namespace fs = std::filesystem;

// A letter that no embedded font has.
constexpr char32_t lacking = 0x0B95;  // of Tamil
constexpr auto patience = std::chrono::seconds(20);

struct Folder {
    fs::path path = fs::path(testing::TempDir()) / "crosstalk-system-fonts";
    Folder() {
        fs::remove_all(path);
        fs::create_directories(path);
    }
    ~Folder() { fs::remove_all(path); }

    fs::path write(const std::string& name, std::span<const unsigned char> bytes) const {
        std::ofstream file(path / name, std::ios::binary);
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return path / name;
    }
};

// A font of the packages that the embedded ones are cut from.
std::vector<unsigned char> tamil_font() {
    std::ifstream file(CROSSTALK_FONT_ROOT "/truetype/noto/NotoSansTamil-Regular.ttf", std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

// Tells the places that it was given, and waits until it may.
class Finder final : public FontFinder {
  public:
    explicit Finder(std::vector<FontPlace> places) : places_(std::move(places)) {}
    std::vector<FontPlace> fonts_with(char32_t) override {
        ++asked;
        return places_;
    }
    static inline std::atomic<int> asked = 0;

  private:
    std::vector<FontPlace> places_;
};

const ImFontGlyph* glyph_of(OffScreen& screen, char32_t c) {
    const FontRef ref = screen.fonts().at(screen.theme(), TypeStyle::Body);
    return ref.font->GetFontBaked(ref.size)->FindGlyphNoFallback(static_cast<ImWchar>(c));
}

std::string utf8(char32_t c) {
    std::string text;
    crosstalk::text::append_utf8(text, c);
    return text;
}

TEST(SystemFonts, a_letter_that_is_lacking_appears_when_its_font_was_found) {
    const Folder folder;
    const fs::path good = folder.write("good.ttf", tamil_font());
    ASSERT_TRUE(is_usable_font({good, 0}, lacking));
    std::binary_semaphore found(0);
    OffScreen screen(200, 60, {.scale = 2.0F});
    screen.fonts().search_system(std::make_unique<Finder>(std::vector<FontPlace>{{good, 0}}),
                                 [&] { found.release(); });
    float before = 0;
    const auto draw = [&](const Context& context) {
        before = draw_text(*ImGui::GetWindowDrawList(), context, {8, 8}, {}, context.theme[Role::Text],
                           utf8(lacking));
    };
    EXPECT_FALSE(screen.fonts().take_found());
    screen.frame(draw);
    EXPECT_EQ(glyph_of(screen, lacking), nullptr);
    ASSERT_TRUE(found.try_acquire_for(patience));
    const std::uint32_t generation = screen.fonts().generation();
    EXPECT_TRUE(screen.fonts().take_found());
    EXPECT_NE(screen.fonts().generation(), generation) << "what was laid out must be laid out anew";
    const float as_replacement = before;
    screen.frame(draw);
    const ImFontGlyph* glyph = glyph_of(screen, lacking);
    ASSERT_NE(glyph, nullptr);
    EXPECT_TRUE(glyph->Visible);
    EXPECT_NE(before, as_replacement);
    screen.save_png("system-font.png");
    EXPECT_FALSE(screen.fonts().take_found());
}

TEST(SystemFonts, broken_files_are_passed_over) {
    const Folder folder;
    const std::vector<unsigned char> good = tamil_font();
    std::vector<FontPlace> places = {{folder.path / "missing.ttf", 0}, {folder.path, 0}};
    places.push_back({folder.write("empty.ttf", {}), 0});
    places.push_back({folder.write("text.ttf", std::vector<unsigned char>(5000, 'x')), 0});
    places.push_back({folder.write("cut.ttf", std::span(good).first(good.size() / 2)), 0});
    const fs::path whole = folder.write("good.ttf", good);
    places.push_back({whole, 99});
    places.push_back({whole, -1});
    places.push_back({whole, 0});
    std::binary_semaphore found(0);
    OffScreen screen(200, 60, {});
    screen.fonts().search_system(std::make_unique<Finder>(places), [&] { found.release(); });
    const auto draw = [&](const Context& context) {
        draw_text(*ImGui::GetWindowDrawList(), context, {8, 8}, {}, context.theme[Role::Text], utf8(lacking));
    };
    screen.frame(draw);
    ASSERT_TRUE(found.try_acquire_for(patience));
    EXPECT_TRUE(screen.fonts().take_found());
    screen.frame(draw);
    EXPECT_NE(glyph_of(screen, lacking), nullptr);
}

// Every byte of the tables in turn, and random ones: whatever comes of it, nothing falls over.
TEST(SystemFonts, no_damage_to_a_font_does_harm) {
    const Folder folder;
    const std::vector<unsigned char> good = tamil_font();
    std::uint32_t state = 12345;
    const auto random = [&state] {
        state = state * 1664525U + 1013904223U;
        return state >> 8U;
    };
    int usable = 0;
    for (int round = 0; round < 400; ++round) {
        std::vector<unsigned char> damaged = good;
        for (int count = 0; count < 1 + round % 20; ++count) {
            const std::size_t where = round % 2 == 0 ? random() % 400 : random() % damaged.size();
            damaged[where] = static_cast<unsigned char>(random());
        }
        if (round % 7 == 0) damaged.resize(random() % damaged.size());
        usable += is_usable_font({folder.write("damaged.ttf", damaged), 0}, lacking) ? 1 : 0;
    }
    EXPECT_LT(usable, 400);
}

TEST(SystemFonts, nobody_is_asked_for_what_is_embedded_or_no_letter_at_all_and_once_for_the_rest) {
    Finder::asked = 0;
    {
        OffScreen screen(200, 60, {});
        screen.fonts().search_system(std::make_unique<Finder>(std::vector<FontPlace>{}), [] {});
        for (int count = 0; count < 3; ++count) {
            screen.frame([&](const Context& context) {
                draw_text(
                    *ImGui::GetWindowDrawList(), context, {8, 8}, {}, context.theme[Role::Text],
                    "Az \u0416\u4F60\uD55C \U0001F468\u200D\U0001F469 \uE000 \U000F0373 \u0378 \U000D0000");
            });
        }
        EXPECT_EQ(Finder::asked, 0);
        for (int count = 0; count < 3; ++count) {
            screen.frame([&](const Context& context) {
                draw_text(*ImGui::GetWindowDrawList(), context, {8, 8}, {}, context.theme[Role::Text],
                          utf8(lacking) + utf8(lacking));
            });
        }
    }
    // The search has ended with the fonts.
    EXPECT_LE(Finder::asked, 1);
}

}  // namespace
