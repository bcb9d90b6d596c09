#include "client/images/text_preview.hpp"

#include <gtest/gtest.h>

#include <string_view>

#include "net/text/utf8.hpp"

namespace crosstalk::images {
namespace {

using namespace std::string_view_literals;

std::optional<std::string> preview(std::string_view text) {
    return text_preview({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

TEST(TextPreview, is_the_first_lines) {
    EXPECT_EQ(preview("one\ntwo\r\nthree\n"), "one\ntwo\nthree");
    EXPECT_EQ(preview("1\n2\n3\n4\n5\n6\n7\n8"), "1\n2\n3\n4\n5\n6");
    EXPECT_EQ(preview("\tindented"), "\tindented");
}

TEST(TextPreview, has_no_more_code_points_than_it_may) {
    std::string text;
    for (std::size_t i = 0; i < 2 * max_preview_code_points; ++i)
        text += "\xC3\xA4";
    EXPECT_EQ(text::count_code_points(preview(text).value()), max_preview_code_points);
}

TEST(TextPreview, forgives_a_code_point_that_the_cut_has_split) {
    EXPECT_EQ(preview("a\xE2\x82"), "a");
    EXPECT_EQ(preview("a\xF0\x9F\x98"), "a");
    EXPECT_EQ(preview("a\xE2\x82\xAC"), "a\xE2\x82\xAC");
    EXPECT_EQ(preview("a\xE2"), "a");
    EXPECT_EQ(preview("a\x80"), std::nullopt);
    EXPECT_EQ(preview("a\x80\x80\x80\x80"), std::nullopt);
    EXPECT_EQ(preview("a\xE2 b"), std::nullopt);
}

TEST(TextPreview, drops_a_byte_order_mark_and_controls) {
    EXPECT_EQ(preview("\xEF\xBB\xBFhi"), "hi");
    EXPECT_EQ(preview("a\x1b[31mred\x07"), "a[31mred");
    EXPECT_EQ(preview("a\xE2\x80\xAE"
                      "b"),
              "ab");
}

TEST(TextPreview, is_not_made_of_what_is_no_text) {
    EXPECT_EQ(preview(""), std::nullopt);
    EXPECT_EQ(preview(" \n\t\n"), std::nullopt);
    EXPECT_EQ(preview("a\0b"sv), std::nullopt);
    EXPECT_EQ(preview("\xFF\xFEh\0i\0"sv), std::nullopt);
    EXPECT_EQ(preview("\xFE\xFF\x30\x42"sv), std::nullopt);
    EXPECT_EQ(preview("\x89PNG\r\n"), std::nullopt);
}

}  // namespace
}  // namespace crosstalk::images
