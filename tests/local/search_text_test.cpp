#include "server/local/search_text.hpp"

#include <gtest/gtest.h>

#include <array>

namespace crosstalk::local {
namespace {

constexpr std::array<net::RoomId, 1> one_room{net::RoomId{1}};

std::string words_of(std::string_view input) {
    const std::string query = search_query(input, one_room);
    constexpr std::string_view before = R"(room : ("room1") AND text : ()";
    if (query.empty()) return {};
    EXPECT_EQ(query.substr(0, before.size()), before);
    return query.substr(before.size(), query.size() - before.size() - 1);
}

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

TEST(SearchQuery, every_word_is_asked_for) {
    EXPECT_EQ(words_of("hello"), R"("hello")");
    EXPECT_EQ(words_of("  hello\t world\n"), R"("hello" AND "world")");
}

TEST(SearchQuery, nothing_in_the_input_is_syntax) {
    EXPECT_EQ(words_of("a AND NOT b*"), R"("a" AND "AND" AND "NOT" AND "b*")");
    EXPECT_EQ(words_of("say \"hi\" ^now"), R"("say" AND """hi""" AND "^now")");
    EXPECT_EQ(words_of("room:room7 {x}"), R"("room:room7" AND "{x}")");
    EXPECT_EQ(words_of(std::string("a\0b", 3)), R"("a b")");
}

TEST(SearchQuery, input_without_a_word_asks_for_nothing) {
    EXPECT_EQ(search_query("", one_room), "");
    EXPECT_EQ(search_query(" -- \" * ( — 😀", one_room), "");
    EXPECT_EQ(search_query("hello", {}), "");
    EXPECT_EQ(words_of("hello — 😀 !"), R"("hello")");
}

TEST(SearchQuery, unspaced_runs_are_phrases_of_pairs) {
    EXPECT_EQ(words_of("中文字"), R"(" 中文 文字")");
    EXPECT_EQ(words_of("中文"), R"(" 中文")");
    EXPECT_EQ(words_of("文"), R"("文"*)");
    EXPECT_EQ(words_of("v2中文"), R"("v2" AND " 中文")");
}

TEST(SearchQuery, of_many_words_the_first_sixteen_count) {
    std::string input;
    for (int word = 0; word < 100; ++word)
        input += "w" + std::to_string(word) + ' ';
    const std::string words = words_of(input);
    EXPECT_NE(words.find("\"w15\""), std::string::npos);
    EXPECT_EQ(words.find("\"w16\""), std::string::npos);
}

TEST(SearchQuery, rooms_are_alternatives) {
    const std::array<net::RoomId, 2> rooms{net::RoomId{1}, net::RoomId{1025}};
    EXPECT_EQ(search_query("x", rooms), R"(room : ("room1" OR "room1025") AND text : ("x"))");
}

}  // namespace
}  // namespace crosstalk::local
