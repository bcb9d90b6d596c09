// Unicode's own test files and texts that broke other programs, shown as messages and as names.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "net/text/utf8.hpp"
#include "tests/panels/whole_window.hpp"
#include "tests/support/naughty_strings.hpp"

namespace crosstalk::ui {
namespace {

using twin::Authors;
using twin::Size;
using twin::WholeWindow;

// Tall enough for a hundred messages of one line.
constexpr Size tall{"tall", 1280, 2700, 1.0F};
constexpr std::size_t shown_at_once = 100;
// A code point is a glyph of four corners, perhaps with a ground, a line and a selection; the rest of the window has a
// few thousand.
constexpr std::size_t corners_of_the_window = 20'000;
constexpr std::size_t corners_per_code_point = 16;

// The code points of a line like "÷ 0020 × 0308 ÷ # comment" or "0061 0062;1;0;..." as UTF-8.
std::string text_of(std::string_view line, char end_mark) {
    std::string text;
    line = line.substr(0, line.find(end_mark));
    while (!line.empty()) {
        const std::size_t blank = std::min(line.find(' '), line.size());
        const std::string_view word = line.substr(0, blank);
        line.remove_prefix(std::min(blank + 1, line.size()));
        std::uint32_t code_point = 0;
        const auto [rest, fault] = std::from_chars(word.data(), word.data() + word.size(), code_point, 16);
        const bool is_scalar = code_point < 0xD800 || (code_point > 0xDFFF && code_point <= 0x10FFFF);
        if (fault == std::errc{} && rest == word.data() + word.size() && word.size() >= 4 && is_scalar)
            text::append_utf8(text, code_point);
    }
    return text;
}

std::vector<std::string> texts_in(const char* file, char end_mark) {
    std::ifstream stream(std::string("/usr/share/unicode/") + file);
    std::vector<std::string> texts;
    for (std::string line; std::getline(stream, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::string text = text_of(line, end_mark);
        if (!text.empty()) texts.push_back(std::move(text));
    }
    return texts;
}

// So many of a file's lines in each text, so that large files take few windows.
std::vector<std::string> gathered(const std::vector<std::string>& texts, std::size_t together) {
    std::vector<std::string> lines;
    for (std::size_t index = 0; index < texts.size(); ++index) {
        if (index % together == 0) lines.emplace_back();
        lines.back() += texts[index] + " ";
    }
    return lines;
}

std::size_t corners() {
    return static_cast<std::size_t>(ImGui::GetDrawData()->TotalVtxCount);
}

void show(const std::vector<std::string>& texts, Authors authors) {
    for (std::size_t from = 0; from < texts.size(); from += shown_at_once) {
        const auto begin = texts.begin() + static_cast<std::ptrdiff_t>(from);
        const auto end =
            texts.begin() + static_cast<std::ptrdiff_t>(std::min(from + shown_at_once, texts.size()));
        const std::vector<std::string> part(begin, end);
        std::size_t code_points = 0;
        for (const std::string& text : part)
            code_points += text::count_code_points(text);
        WholeWindow window(twin::messages_of(part, authors), tall, "dark");
        window.frames(3);
        ASSERT_EQ(window.screen.id_conflicts(), 0) << "from " << from;
        ASSERT_TRUE(window.screen.drew_within()) << "from " << from;
        ASSERT_GT(window.screen.writing().size(), part.size() / 2) << "from " << from;
        // A name stands in the list of members and over its message.
        ASSERT_LT(corners(), corners_of_the_window + 3 * corners_per_code_point * code_points)
            << "from " << from;
    }
}

struct UnicodeFile {
    const char* name;
    const char* path;
    char end_mark;
    std::size_t together;
};
class UnicodeFiles : public ::testing::TestWithParam<UnicodeFile> {
  protected:
    std::vector<std::string> texts() {
        return gathered(texts_in(GetParam().path, GetParam().end_mark), GetParam().together);
    }
};

TEST_P(UnicodeFiles, are_shown_as_messages) {
    const std::vector<std::string> lines = texts();
    if (lines.empty()) GTEST_SKIP() << "Unicode's files are not on this machine (Debian: unicode-data)";
    show(lines, Authors::One);
}

TEST_P(UnicodeFiles, are_shown_as_names) {
    std::vector<std::string> lines = texts();
    if (lines.empty()) GTEST_SKIP() << "Unicode's files are not on this machine (Debian: unicode-data)";
    lines.resize(std::min<std::size_t>(lines.size(), 400));
    show(lines, Authors::OnePerText);
}

INSTANTIATE_TEST_SUITE_P(Window, UnicodeFiles,
                         ::testing::Values(UnicodeFile{"graphemes", "auxiliary/GraphemeBreakTest.txt", '#',
                                                       1},
                                           UnicodeFile{"lines", "auxiliary/LineBreakTest.txt", '#', 4},
                                           UnicodeFile{"bidi", "BidiCharacterTest.txt", ';', 40},
                                           UnicodeFile{"emoji", "emoji/emoji-test.txt", ';', 4}),
                         [](const auto& file) { return std::string(file.param.name); });

std::vector<std::string> naughty() {
    std::vector<std::string> texts;
    for (const std::string_view each : crosstalk::testing::naughty_strings)
        if (!each.empty()) texts.emplace_back(each);
    return texts;
}

TEST(NaughtyStrings, are_shown_as_messages_and_as_names) {
    show(naughty(), Authors::One);
    show(naughty(), Authors::OnePerText);
}

TEST(NaughtyStrings, are_neither_ids_nor_formats) {
    const std::vector<std::string> texts{"##hidden", "a##b", "a###b", "%s%s%n", "%d {0}", "####", "a##b"};
    WholeWindow window(twin::messages_of(texts, Authors::One), tall, "dark");
    window.frames(3);
    EXPECT_EQ(window.screen.id_conflicts(), 0);
    for (const std::string& text : texts) {
        const auto is_it = [&](const WrittenText& each) { return each.text == text; };
        EXPECT_TRUE(std::ranges::any_of(window.screen.writing(), is_it)) << text;
    }
}

// Marks that are stacked a hundred high, words without end and directions that turn: the columns beside the conversation
// look as they do with a harmless text.
TEST(NaughtyStrings, draw_nothing_outside_their_place) {
    std::string stacked = "Z";
    for (int count = 0; count < 200; ++count)
        stacked += "\u0300\u0489\u035C";
    const std::vector<std::string> hostile{stacked, std::string(4000, 'W'),
                                           "\u202Eright to left\u202C \u2066isolated",
                                           std::string(3000, '\n'), std::string(2000, '`') + "x"};
    const Size size{"usual", 1280, 800, 1.0F};
    // One window at a time: Dear ImGui has one present context.
    const auto picture_of = [&](const std::vector<std::string>& texts) {
        WholeWindow window(twin::messages_of(texts, Authors::One), size, "dark");
        window.frames(4);
        return std::vector<std::uint32_t>(window.screen.pixels().begin(), window.screen.pixels().end());
    };
    const std::vector<std::uint32_t> expected = picture_of({"hello"});
    const std::vector<std::uint32_t> pixels = picture_of(hostile);
    // The rail and the rooms at the left, the header above, the members at the right, the composer below.
    const int left = 56 + 232;
    const int right = 1280 - 208;
    const int top = 48;
    const int bottom = 800 - 26 - 12 - 44;
    std::size_t inside = 0;
    std::size_t different = 0;
    for (int y = 0; y < size.height; ++y) {
        for (int x = 0; x < size.width; ++x) {
            const bool is_list = x >= left && x < right && y >= top && y < bottom;
            const auto at = static_cast<std::size_t>(y * size.width + x);
            if (expected[at] == pixels[at]) continue;
            ++(is_list ? inside : different);
        }
    }
    EXPECT_EQ(different, 0U);
    EXPECT_GT(inside, 10'000U) << "the texts were drawn";
}

}  // namespace
}  // namespace crosstalk::ui
