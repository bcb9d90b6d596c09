#include "net/text/search_line.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "net/limits.hpp"
#include "net/text/utf8.hpp"
#include "tests/text/random_text.hpp"

namespace {

using namespace crosstalk::text;
using crosstalk::net::Timestamp;

constexpr std::int64_t day = 24LL * 60 * 60 * 1000;
constexpr Timestamp second_of_january{1'767'312'000'000};               // 2026-01-02 00:00 UTC
constexpr Timestamp now{second_of_january.value + 10 * day + day / 2};  // ten days and a half later
constexpr std::chrono::minutes utc{0};

std::variant<SearchLine, SearchFault> parse(std::string_view typed) {
    return parse_search(typed, now, utc);
}

SearchLine line(std::string_view typed) {
    const auto parsed = parse(typed);
    if (const auto* const fault = std::get_if<SearchFault>(&parsed)) {
        ADD_FAILURE() << typed << ": " << fault->text;
        return {};
    }
    return std::get<SearchLine>(parsed);
}

// What is told, and behind it in brackets the part of the line that is wrong.
std::string fault(std::string_view typed) {
    const auto parsed = parse(typed);
    const auto* const found = std::get_if<SearchFault>(&parsed);
    if (found == nullptr) return "";
    return found->text + " [" + std::string(typed.substr(found->begin, found->end - found->begin)) + "]";
}

using Names = std::vector<std::string>;

TEST(search_line, words_and_phrases_are_taken_as_typed) {
    EXPECT_EQ(line("cold supper").words, (Names{"cold", "supper"}));
    EXPECT_EQ(line(" \"cold  supper\" tonight").phrases, Names{"cold supper"});
    EXPECT_EQ(line("\"cold supper\" tonight").words, Names{"tonight"});
    EXPECT_EQ(line("\"from:ada\"").phrases, Names{"from:ada"});
    EXPECT_EQ(line("5\" disk").words, (Names{"5\"", "disk"}));
    EXPECT_EQ(line("a AND b* (c) -d ^e").words, (Names{"a", "AND", "b*", "(c)", "-d", "^e"}));
    EXPECT_EQ(words_of(line("b \"c d\" a \"e\"")), "b a \"c d\" \"e\"");
}

TEST(search_line, words_with_a_colon_stay_words) {
    for (const char* word : {"std::vector", "http://example.org", "10:30", "re:", ":smile:", "id:7",
                             "port:80", "note:", "C:\\dir", "größe:5", "from_x:y", "::", ":"})
        EXPECT_EQ(line(word).words, Names{word}) << word;
}

TEST(search_line, people_and_rooms_filter) {
    EXPECT_EQ(line("from:ada").from, Names{"ada"});
    EXPECT_EQ(line("From:@Ada from:\"Bob Smith\" FROM:ada from:ada").from,
              (Names{"Ada", "Bob Smith", "ada"}));
    EXPECT_EQ(line("in:#kitchen in:cellar").rooms, (Names{"kitchen", "cellar"}));
    EXPECT_EQ(line("in:\"#game night\"").rooms, Names{"game night"});
    EXPECT_EQ(line("in:@ada in:\"@Bob Smith\"").people, (Names{"ada", "Bob Smith"}));
    EXPECT_EQ(line("from:me supper").words, Names{"supper"});
}

TEST(search_line, kinds_and_order_filter) {
    EXPECT_EQ(line("has:link").has, SearchHas::Link);
    EXPECT_EQ(line("has:Images has:picture").has, SearchHas::Image);
    EXPECT_EQ(line("has:file").has, SearchHas::File);
    EXPECT_EQ(line("x sort:relevance").sort, SearchSort::Relevance);
    EXPECT_EQ(line("x sort:newest").sort, SearchSort::Newest);
}

TEST(search_line, dates_are_bounds) {
    EXPECT_EQ(line("before:2026-01-02").until, second_of_january);
    EXPECT_EQ(line("before:2026-01-02").since, Timestamp{});
    EXPECT_EQ(line("after:2026-01-02").since, Timestamp{second_of_january.value + day})
        << "that day is not after it";
    EXPECT_EQ(line("on:2026-01-02").since, second_of_january);
    EXPECT_EQ(line("on:2026-01-02").until, Timestamp{second_of_january.value + day});
    EXPECT_EQ(line("during:2026-01").until, Timestamp{second_of_january.value + 30 * day});
    EXPECT_EQ(line("after:7d").since, Timestamp{now.value - 7 * day});
    EXPECT_EQ(line("before:\"2026-01-02 12:00\"").until, Timestamp{second_of_january.value + day / 2});
    EXPECT_EQ(line("before:2026-01-09 before:2026-01-02").until, second_of_january)
        << "the narrower one counts";
    EXPECT_EQ(line("after:2025 after:2024").since, Timestamp{second_of_january.value - day});
    EXPECT_EQ(line("before:1970").until, Timestamp{1}) << "and not: no bound";
    const auto elsewhere = parse_search("before:2026-01-02", now, std::chrono::minutes{60});
    EXPECT_EQ(std::get<SearchLine>(elsewhere).until, Timestamp{second_of_january.value - day / 24});
}

TEST(search_line, everything_together) {
    SearchLine all;
    all.words = {"free", "words"};
    all.phrases = {"quoted phrase"};
    all.from = {"ada"};
    all.rooms = {"kitchen"};
    all.has = SearchHas::Link;
    all.since = Timestamp{second_of_january.value - 10 * day};
    all.until = second_of_january;
    EXPECT_EQ(
        line("free words from:ada in:#kitchen has:link before:2026-01-02 after:2025-12-22 \"quoted phrase\""),
        all);
}

TEST(search_line, a_fault_says_what_is_wrong_and_how_to_write_it) {
    EXPECT_EQ(fault(""), "Search for what? Type words, or a filter such as from:ada or has:link. []");
    EXPECT_EQ(
        fault("  \"\" sort:relevance"),
        "Search for what? Type words, or a filter such as from:ada or has:link. [  \"\" sort:relevance]");
    EXPECT_EQ(fault("x from: ada"),
              "from: needs a value right behind it. Write from:ada or from:\"Ada Lovelace\". [from:]");
    EXPECT_EQ(fault("in:\" \""),
              "in: needs a value right behind it. Write in:#kitchen or in:@ada. [in:\" \"]");
    EXPECT_EQ(fault("from:@"), "There is no name behind from:@. Type one. [from:@]");
    EXPECT_EQ(fault("in:#"), "There is no name behind in:#. Type one. [in:#]");
    EXPECT_EQ(fault("a \"b c"), "A quotation mark is not closed. Put another \" behind the phrase. [\"b c]");
    EXPECT_EQ(fault("from:\"b c"),
              "A quotation mark is not closed. Put another \" behind the phrase. [\"b c]");
    EXPECT_EQ(
        fault("has:cheese"),
        "Messages can't be searched for \"cheese\". Write has:link, has:image or has:file. [has:cheese]");
    EXPECT_EQ(fault("has:link has:file"), "has: stands there twice. Leave one of them. [has:file]");
    EXPECT_EQ(fault("x sort:best"),
              "Results can't be sorted by \"best\". Write sort:newest or sort:relevance. [sort:best]");
    EXPECT_EQ(fault("before:tuesdayish"),
              "before: \"tuesdayish\" is not a date. Write it like 2026-01-02, 2026-01, 2026-01-02T15:30, "
              "today, yesterday, monday "
              "or 7d (days ago). [before:tuesdayish]");
    EXPECT_EQ(fault("on:7d"),
              "on: takes a day, a month or a year. Write on:2026-01-02 or on:yesterday. [on:7d]");
    EXPECT_EQ(fault("before:2026-01-02 after:2026-01-02"),
              "Nothing can be before and after these dates. Change one of them. [before:2026-01-02 "
              "after:2026-01-02]");
}

TEST(search_line, a_slip_of_the_finger_in_a_filter_is_noticed) {
    const std::string end = "To search for the word itself, put it in quotation marks.";
    EXPECT_EQ(fault("form:ada"),
              "There is no filter \"form:\". Did you mean \"from:\"? " + end + " [form:ada]");
    EXPECT_EQ(fault("frm:ada"), "There is no filter \"frm:\". Did you mean \"from:\"? " + end + " [frm:ada]");
    EXPECT_EQ(fault("befor:2026"),
              "There is no filter \"befor:\". Did you mean \"before:\"? " + end + " [befor:2026]");
    EXPECT_EQ(fault("aftere:2026"),
              "There is no filter \"aftere:\". Did you mean \"after:\"? " + end + " [aftere:2026]");
    EXPECT_EQ(line("\"form:ada\"").phrases, Names{"form:ada"});
}

TEST(search_line, the_longest_line_is_taken_and_a_longer_one_refused) {
    EXPECT_EQ(line(std::string(crosstalk::net::max_search_bytes, 'x')).words.size(), 1U);
    EXPECT_EQ(fault(std::string(crosstalk::net::max_search_bytes + 1, 'x')).substr(0, 86),
              "The search is too long: it has 513 bytes, 512 are the limit. Use fewer words. [xxxxxxx");
    std::string many;
    for (int i = 0; i < 50; ++i)
        many += "from:a" + std::to_string(i) + " ";
    EXPECT_EQ(line(many).from.size(), crosstalk::net::max_mentions);
    EXPECT_EQ(fault(many + "from:b"), "That is from: more than 50 times. Leave some out. [from:b]");
    EXPECT_EQ(fault("\xFF"), "The search is not valid UTF-8 text. Type it again. [\xFF]");
}

TEST(search_line, any_line_gives_words_or_a_fault_within_it) {
    RandomText random(31);
    const std::vector<std::string> parts{
        "from:", "in:", "has:link", "before:", "2026-01-02", "after:", "7d",
        "\"",    " ",   "@",        "#",       "ada",        "on:",    "sort:",
        "form:", ":",   "\t",       "日本",    "*",          "NEAR(",  "'; DROP TABLE"};
    std::size_t understood = 0;
    for (int round = 0; round < 50'000; ++round) {
        std::string text = random.below(10) == 0 ? random.text(8) : "";
        for (std::size_t count = random.below(9); count > 0; --count)
            text += parts[random.below(parts.size())];
        const auto parsed = parse(text);
        if (const auto* const found = std::get_if<SearchFault>(&parsed)) {
            ASSERT_LE(found->begin, found->end);
            ASSERT_LE(found->end, text.size());
            ASSERT_TRUE(is_valid_utf8(found->text)) << found->text;
            ASSERT_EQ(found->text.find('\n'), std::string::npos);
            continue;
        }
        ++understood;
        const SearchLine& taken = std::get<SearchLine>(parsed);
        ASSERT_LE(words_of(taken).size(), text.size() + 2 * taken.phrases.size());
        ASSERT_TRUE(!taken.until || taken.since < taken.until);
    }
    EXPECT_GT(understood, 5'000U);
}

}  // namespace
