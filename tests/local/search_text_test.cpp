#include "server/local/search_text.hpp"

#include <gtest/gtest.h>

namespace crosstalk::local {
namespace {

TEST(SearchText, text_with_spaces_stays_as_it_is) {
    EXPECT_EQ(search_text(""), "");
    EXPECT_EQ(search_text("hello, world"), "hello, world");
    EXPECT_EQ(search_text("naïve Straße пример"), "naïve Straße пример");
}

TEST(SearchText, unspaced_runs_become_pairs_and_their_last_character) {
    EXPECT_EQ(search_text("中"), " 中 ");
    EXPECT_EQ(search_text("中文"), " 中文 文 ");
    EXPECT_EQ(search_text("中文字"), " 中文 文字 字 ");
    EXPECT_EQ(search_text("chat中文!"), "chat 中文 文 !");
    EXPECT_EQ(search_text("日本 한국"), " 日本 本   한국 국 ");
}

TEST(SearchText, ill_formed_bytes_do_no_harm) {
    EXPECT_EQ(search_text("\xFF\xE4"), "\xFF\xE4");
    EXPECT_EQ(search_text("中\xE4"), " 中 \xE4");
}

TEST(SearchText, pieces_are_views_of_what_the_index_gets) {
    EXPECT_EQ(search_pieces("plain"), std::vector<std::string_view>{"plain"});
    EXPECT_EQ(search_pieces("chat中文字!"),
              (std::vector<std::string_view>{"chat", "中文", "文字", "字", "!"}));
}

TEST(SearchText, a_message_is_told_by_its_room_its_author_and_what_it_holds) {
    EXPECT_EQ(search_about({2'048}, {1'024}, {}), "room2048 user1024");
    EXPECT_EQ(search_about({1}, {7}, {.link = true}), "room1 user7 link");
    EXPECT_EQ(search_about({1}, {7}, {.files = true}), "room1 user7 file");
    EXPECT_EQ(search_about({1}, {7}, {true, true, true}), "room1 user7 link file image");
}

}  // namespace
}  // namespace crosstalk::local
