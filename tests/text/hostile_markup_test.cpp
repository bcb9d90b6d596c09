#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "net/text/emoji.hpp"
#include "net/text/markup/markup.hpp"
#include "net/text/message_text.hpp"
#include "net/text/search_line.hpp"
#include "net/text/times.hpp"
#include "net/text/utf8.hpp"
#include "tests/text/hostile_strings.hpp"
#include "tests/text/markup_property.hpp"
#include "tests/text/random_text.hpp"

namespace {

using namespace crosstalk::text;

std::string repeated(std::string_view part, std::size_t size) {
    std::string text;
    text.reserve(size + part.size());
    while (text.size() < size)
        text += part;
    return text;
}

TEST(hostile_markup, every_hostile_string_is_read_in_every_neighbourhood) {
    for (const std::string_view each : hostile_strings) {
        for (const std::string_view before :
             {"", "a", " ", "\n", "**", "||", "> ", "`", "```", "@", ":", "\\", "https://a/"}) {
            const std::string text = std::string(before) + std::string(each);
            ASSERT_EQ(MarkupProperty::complaint_about(text), "") << text;
            ASSERT_EQ(MarkupProperty::complaint_about(text + std::string(before)), "") << text << before;
        }
    }
}

TEST(hostile_markup, every_pair_of_hostile_strings_is_read) {
    for (const std::string_view one : hostile_strings) {
        for (const std::string_view other : hostile_strings) {
            const std::string text = std::string(one) + std::string(other) + std::string(one);
            ASSERT_EQ(MarkupProperty::complaint_about(text), "") << text;
        }
    }
}

TEST(hostile_markup, mixtures_of_markup_are_read) {
    RandomText random(41);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (std::size_t count = random.below(14); count > 0; --count) {
            text += random.below(5) == 0 ? random.text(5)
                                         : std::string(hostile_strings[random.below(hostile_strings.size())]);
        }
        ASSERT_EQ(MarkupProperty::complaint_about(text), "") << text;
    }
}

std::uint64_t steps_for(std::string_view text) {
    MarkupOptions options;
    options.is_name = [](std::string_view) { return false; };
    return parse_markup(text, options).steps;
}

TEST(hostile_markup, twice_the_text_is_twice_the_work) {
    constexpr std::size_t size = 50'000;
    for (const std::string_view part : hostile_strings) {
        if (part.empty()) continue;
        for (const std::string_view separator : {"", " ", "\n", "a"}) {
            const std::string unit = std::string(part) + std::string(separator);
            const std::uint64_t once = steps_for(repeated(unit, size));
            const std::uint64_t twice = steps_for(repeated(unit, 2 * size));
            ASSERT_LE(twice, 2 * once + once / 8 + 1'000) << "of \"" << unit << "\" repeated";
        }
    }
}

TEST(hostile_markup, a_megabyte_of_anything_takes_a_bounded_number_of_steps) {
    constexpr std::size_t size = 1'000'000;
    for (const std::string_view part :
         {"**"sv,         "*a "sv,        "a* "sv,        "*"sv,   "_a "sv,        "~~a"sv,
          "||"sv,         "|| ||"sv,      ">"sv,          "> "sv,  ">\n"sv,        "> > > > \n"sv,
          "["sv,          "`"sv,          "`a "sv,        "`` "sv, "`a``b```c"sv,  "``` "sv,
          "```a````"sv,   "> ```\n"sv,    "```\n> "sv,    "\\"sv,  "<https://a"sv, "https://a"sv,
          "https://a("sv, "https://a)"sv, "https://a."sv, "@a "sv, "@!"sv,         "@\"a"sv,
          "@\u0301"sv,    ":a"sv,         ":smile:"sv,    ":) "sv, "e\u0301"sv,    "👨\u200D"sv,
          "\xFF"sv,       "\n"sv,         " "sv,          "h"sv,   "http"sv}) {
        const std::string text = repeated(part, size);
        ASSERT_LE(steps_for(text), max_steps_per_byte * text.size() + max_steps_for_names) << part;
    }
    // An opening sign of each kind, and then no end of the others.
    for (const std::string_view begin :
         {"**"sv, "`"sv, "``"sv, "```"sv, "> ```\n"sv, "<https://"sv, "@\""sv, ":"sv}) {
        for (const std::string_view part :
             {"`` "sv, "` "sv, "**a "sv, "a"sv, "\n> "sv, "````"sv, "|| a||"sv}) {
            const std::string text = std::string(begin) + repeated(part, size);
            ASSERT_LE(steps_for(text), max_steps_per_byte * text.size() + max_steps_for_names)
                << begin << part;
        }
    }
}

TEST(hostile_markup, the_longest_text_is_cut_between_code_points) {
    const std::string text = "a" + repeated("é", max_markup_bytes);
    const Markup markup = parse_markup(text);
    EXPECT_EQ(markup.text.size(), max_markup_bytes - 1);
    EXPECT_TRUE(is_valid_utf8(markup.text));
}

TEST(hostile_markup, the_other_readers_take_hostile_strings_too) {
    for (const std::string_view each : hostile_strings) {
        EXPECT_LE(sanitise_line(each).size(), each.size());
        EXPECT_TRUE(is_valid_utf8(one_emoji(each)));
        (void)parse_duration(each);
        (void)parse_period(each, {}, std::chrono::minutes{0});
        const auto searched = parse_search(each, {}, std::chrono::minutes{0});
        if (const auto* const fault = std::get_if<SearchFault>(&searched)) {
            EXPECT_TRUE(is_valid_utf8(fault->text)) << each;
            EXPECT_EQ(sanitise_line(fault->text), fault->text) << each;
        }
    }
}

}  // namespace
