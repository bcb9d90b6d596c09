#include "server/local/search_words.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>

#include "server/local/search_text.hpp"
#include "server/local/sqlite.hpp"
#include "tests/support/naughty_strings.hpp"
#include "tests/support/random_history.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::local {
namespace {

struct SearchWordsTest : ::testing::Test {
    Tokenizer tokenizer;

    // What stands between the brackets of the query.
    std::string asked(std::string_view input) {
        const std::string query = SearchWords(tokenizer, input).query();
        constexpr std::string_view before = "text : (";
        if (query.empty()) return {};
        EXPECT_TRUE(query.starts_with(before) && query.ends_with(')'));
        return query.substr(before.size(), query.size() - before.size() - 1);
    }
    std::vector<std::string> terms(std::string_view text) {
        std::vector<std::string> all;
        for (const Token& token : tokenizer(text))
            all.push_back(token.term);
        return all;
    }
    // The parts of the text that are found.
    std::vector<std::string> found(std::string_view input, std::string_view text) {
        const SearchWords words(tokenizer, input);
        std::vector<std::string> parts;
        if (const auto places = words.find_in(text)) {
            for (const TextRange& place : places->places)
                parts.emplace_back(text.substr(place.from, place.size));
        }
        return parts;
    }
};

using Texts = std::vector<std::string>;

// --- the tokenizer

TEST_F(SearchWordsTest, terms_have_no_case_and_no_accents_and_stand_where_they_stood) {
    const std::string text = "It's NAÏVE e\u0301";
    const std::vector<Token> tokens = tokenizer(text);
    ASSERT_EQ(tokens.size(), 4u);
    EXPECT_EQ(terms(text), (Texts{"it", "s", "naive", "e"}));
    EXPECT_EQ(text.substr(tokens[2].from, tokens[2].size), "NAÏVE");
    EXPECT_EQ(text.substr(tokens[3].from, tokens[3].size), "e\u0301");
}

TEST_F(SearchWordsTest, unspaced_text_has_overlapping_terms) {
    const std::string text = "chat中文字";
    const std::vector<Token> tokens = tokenizer(text);
    EXPECT_EQ(terms(text), (Texts{"chat", "中文", "文字", "字"}));
    EXPECT_EQ(tokens[1].from, 4u);
    EXPECT_EQ(tokens[2].from, 7u);
    EXPECT_EQ(tokens[3].from, 10u);
}

// What the index has is what the database makes of search_text().
TEST_F(SearchWordsTest, terms_are_those_of_the_index_whatever_the_text) {
    testing::TemporaryFolder folder;
    Database database(folder / "index.db", "the index", Durability::Normal, 1'000);
    database.execute(std::string("CREATE VIRTUAL TABLE words USING fts5(text, tokenize = '") +
                     Tokenizer::options + "'); CREATE VIRTUAL TABLE terms USING fts5vocab(words, instance);");
    std::vector<std::string> texts(testing::naughty_strings.begin(), testing::naughty_strings.end());
    testing::RandomHistory history(1);
    for (int count = 0; count < 300; ++count)
        texts.push_back(history.some_text());
    std::mt19937_64 random(2);
    for (int count = 0; count < 300; ++count) {
        std::string bytes;
        for (std::uint64_t size = random() % 30; size > 0; --size)
            bytes += random() % 3 == 0 ? static_cast<char>(random()) : static_cast<char>(random() % 128);
        texts.push_back(bytes);
    }
    for (const std::string& text : texts) {
        database.run("DELETE FROM words");
        database.run("INSERT INTO words VALUES (?)", search_text(text));
        Query rows = database.query("SELECT term FROM terms ORDER BY offset");
        Texts indexed;
        while (rows.step())
            indexed.emplace_back(rows.text(0));
        ASSERT_EQ(terms(text), indexed) << text;
    }
}

// --- the query

TEST_F(SearchWordsTest, every_word_is_asked_for) {
    EXPECT_EQ(asked("hello"), R"("hello")");
    EXPECT_EQ(asked("  hello\t world\n"), R"("hello" AND "world")");
}

TEST_F(SearchWordsTest, nothing_in_the_input_is_syntax) {
    EXPECT_EQ(asked("a AND NOT b*"), R"("a" AND "AND" AND "NOT" AND "b*")");
    EXPECT_EQ(asked("say \"hi\" ^now"), R"("say" AND """hi""" AND "^now")");
    EXPECT_EQ(asked("room:room7 {x}"), R"("room:room7" AND "{x}")");
    EXPECT_EQ(asked(std::string("a\0b", 3)), R"("a b")");
}

TEST_F(SearchWordsTest, input_without_a_word_is_blank_or_hopeless) {
    for (const char* blank : {"", "  ", "\t\n"}) {
        const SearchWords words(tokenizer, blank);
        EXPECT_TRUE(words.is_blank());
        EXPECT_FALSE(words.is_hopeless());
        EXPECT_EQ(words.query(), "");
    }
    for (const char* hopeless : {"😀", " -- \" * ( —", "\u0301"}) {
        const SearchWords words(tokenizer, hopeless);
        EXPECT_FALSE(words.is_blank());
        EXPECT_TRUE(words.is_hopeless());
        EXPECT_EQ(words.query(), "");
    }
    EXPECT_EQ(asked("hello — 😀 !"), R"("hello")");
}

TEST_F(SearchWordsTest, unspaced_runs_are_phrases_of_pairs) {
    EXPECT_EQ(asked("中文字"), R"(" 中文 文字")");
    EXPECT_EQ(asked("中文"), R"(" 中文")");
    EXPECT_EQ(asked("文"), R"("文"*)");
    EXPECT_EQ(asked("v2中文"), R"("v2" AND " 中文")");
}

TEST_F(SearchWordsTest, of_many_words_the_first_sixteen_count) {
    std::string input;
    for (int word = 0; word < 100; ++word)
        input += "w" + std::to_string(word) + ' ';
    const std::string words = asked(input);
    EXPECT_NE(words.find("\"w15\""), std::string::npos);
    EXPECT_EQ(words.find("\"w16\""), std::string::npos);
}

TEST_F(SearchWordsTest, rooms_and_authors_are_alternatives_and_all_is_demanded) {
    const std::array<net::RoomId, 2> rooms{net::RoomId{1}, net::RoomId{1'025}};
    const std::array<net::UserId, 1> authors{net::UserId{7}};
    const SearchWords words(tokenizer, "x");
    const SearchWords nothing(tokenizer, "");
    EXPECT_EQ(
        index_query(words, rooms, authors, net::Has::Link),
        R"(about : ("room1" OR "room1025") AND about : ("user7") AND about : ("link") AND text : ("x"))");
    EXPECT_EQ(index_query(words, {}, {}, net::Has::Anything), R"(text : ("x"))");
    EXPECT_EQ(index_query(nothing, {}, authors, net::Has::Anything), R"(about : ("user7"))");
    EXPECT_EQ(index_query(nothing, {}, {}, net::Has::Anything), "");
}

// --- places

TEST_F(SearchWordsTest, the_words_are_found_where_they_stand) {
    EXPECT_EQ(found("world hello", "Hello, HELLO world"), (Texts{"Hello", "HELLO", "world"}));
    EXPECT_EQ(found("it's", "it is, it's, its"), Texts{"it's"});
    EXPECT_EQ(found("hello", "hell"), Texts{});
    EXPECT_EQ(found("hello world", "hello"), Texts{});
    EXPECT_EQ(found("", "anything"), Texts{});
}

TEST_F(SearchWordsTest, places_that_overlap_are_one) {
    EXPECT_EQ(found("中文 文字", "說中文字"), Texts{"中文字"});
    EXPECT_EQ(found("中文 中文字", "說中文字"), Texts{"中文字"});
    EXPECT_EQ(found("a a", "a"), Texts{"a"});
    EXPECT_EQ(found("字 文", "文字"), (Texts{"文", "字"}));
}

TEST_F(SearchWordsTest, words_are_counted) {
    const auto words = SearchWords(tokenizer, "b a").find_in("a b a c");
    ASSERT_TRUE(words.has_value());
    EXPECT_EQ(words->counts, (std::vector<std::uint32_t>{1, 2}));
    EXPECT_EQ(words->length, 4u);
}

}  // namespace
}  // namespace crosstalk::local
