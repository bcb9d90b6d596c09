#include "net/text/markup/mentions.hpp"

#include <gtest/gtest.h>

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include "net/text/names.hpp"
#include "net/text/utf8.hpp"
#include "tests/text/random_text.hpp"

namespace {

using namespace crosstalk::text;

// What the mentions of a text cover, with "room" for everybody and the display of the name for a person.
std::vector<std::string> named(std::string_view text, const std::vector<std::string>& people) {
    std::set<std::string, std::less<>> keys;
    for (const std::string& person : people)
        keys.insert(name_key(person));
    std::vector<std::string> found;
    for (const Mention& each :
         find_mentions(text, [&](std::string_view key) { return keys.contains(key); })) {
        EXPECT_TRUE(each.is_room() || keys.contains(each.key));
        found.emplace_back(text.substr(each.begin, each.end - each.begin));
    }
    return found;
}

using Found = std::vector<std::string>;
const std::vector<std::string> people{"Ada",         "Ada Lovelace", "Bob",  "Jürgen", "田中",  "Anonymous",
                                      "Anonymous-7", "Dr. No",       "wow!", "x_y",    "O'Neil"};

TEST(mentions, a_name_behind_the_sign_is_a_mention) {
    EXPECT_EQ(named("@Ada", people), Found{"@Ada"});
    EXPECT_EQ(named("hello @Ada, how are you?", people), Found{"@Ada"});
    EXPECT_EQ(named("@ada @BOB @jürgen @田中", people), (Found{"@ada", "@BOB", "@jürgen", "@田中"}));
    EXPECT_EQ(named("(@Ada)/@Bob", people), (Found{"@Ada", "@Bob"}));
    EXPECT_EQ(named("@O'Neil's @Ada's", people), (Found{"@O'Neil", "@Ada"}));
}

TEST(mentions, of_several_names_that_fit_the_longest_is_meant) {
    EXPECT_EQ(named("@Ada Lovelace wrote it", people), Found{"@Ada Lovelace"});
    EXPECT_EQ(named("@Ada  Lovelace", people), Found{"@Ada  Lovelace"});
    EXPECT_EQ(named("@Ada Lovelaces", people), Found{"@Ada"});
    EXPECT_EQ(named("@Anonymous-7", people), Found{"@Anonymous-7"});
    EXPECT_EQ(named("@wow!!", people), Found{"@wow!"});
    EXPECT_EQ(named("@Dr. No.", people), Found{"@Dr. No"});
}

TEST(mentions, a_name_ends_only_where_a_word_does) {
    EXPECT_EQ(named("@Adam @Ada2 @Ada-2 @Ada.com @Ada_x @Ada@home @Anonymous-8", people), Found{});
    EXPECT_EQ(named("@Ada. @Ada- @Ada_ @Ada: @Ada…", people),
              (Found{"@Ada", "@Ada", "@Ada", "@Ada", "@Ada"}));
    EXPECT_EQ(named("@Ada\u0301", people), Found{});
}

TEST(mentions, quotation_marks_hold_a_name_together) {
    EXPECT_EQ(named("@\"Ada Lovelace\"x", people), Found{"@\"Ada Lovelace\""});
    EXPECT_EQ(named("@\"Ada\" Lovelace", people), Found{"@\"Ada\""});
    EXPECT_EQ(named("@\"田中\"さん", people), Found{"@\"田中\""});
    EXPECT_EQ(named("@\"Ada", people), Found{});
    EXPECT_EQ(named("@\"Nobody\" @\"\" @\"Ada\nLovelace\"", people), Found{});
}

TEST(mentions, everybody_is_named_by_room) {
    EXPECT_EQ(named("@room @Room: @EVERYONE!", {}), (Found{"@room", "@Room", "@EVERYONE"}));
    EXPECT_EQ(named("@rooms @roorn @\"room\"", {}), Found{"@\"room\""});
    EXPECT_EQ(named("@room 5", {"room 5"}), Found{"@room 5"});
    EXPECT_EQ(named("@room 5", {}), Found{"@room"});
}

TEST(mentions, code_links_addresses_and_escapes_name_nobody) {
    for (const char* text : {"`@Ada`", "``@Ada` ``", "```\n@Ada\n```", "```@Ada```", "> ```\n> @Ada\n> ```",
                             "https://example.org/@Ada", "<https://example.org/@Ada>", "mail@Ada", "é@Ada",
                             "7@Ada", "@@Ada", "\\@Ada", "@ Ada", "@", "Ada", "@\nAda", "@-Ada"}) {
        EXPECT_EQ(named(text, people), Found{}) << text;
    }
}

TEST(mentions, styles_quotes_and_open_backticks_hide_nobody) {
    for (const char* text :
         {"**@Ada**", "_@Ada_", "||@Ada||", "> @Ada", "`@Ada", "```@Ada", "`\n@Ada`", "\\`@Ada`",
          "https://example.org @Ada", "...@Ada", "-@Ada", "\"@Ada\"", "\xFF@Ada\xFF"}) {
        EXPECT_EQ(named(text, people), Found{"@Ada"}) << text;
    }
}

TEST(mentions, the_look_up_uses_the_key_that_names_have) {
    const std::vector<Mention> found =
        find_mentions("@ＡＤＡ", [](std::string_view key) { return key == name_key("Ada"); });
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0], (Mention{0, 10, name_key("Ada")}));
}

TEST(mentions, every_name_that_can_be_taken_can_be_mentioned) {
    RandomText random(11);
    std::size_t tried = 0;
    for (int round = 0; round < 20'000; ++round) {
        const auto made = make_name(random.near_name(12));
        if (!std::holds_alternative<Name>(made)) continue;
        const Name& name = std::get<Name>(made);
        if (name.display.find('"') != std::string::npos) continue;
        ++tried;
        const std::string quoted = "hey @\"" + name.display + "\"!";
        ASSERT_EQ(named(quoted, {name.display}), Found{"@\"" + name.display + "\""});
        ASSERT_EQ(named("hey @" + name.display, {name.display}), Found{"@" + name.display});
    }
    EXPECT_GT(tried, 5'000U);
}

TEST(mentions, the_number_of_look_ups_is_bounded_whatever_is_sent) {
    for (const std::string part :
         {"@a", "@a!", "@a b c d e f g h i j k ", "@\"a\"", "@!@!", "@é ", "@\u0301"}) {
        std::string text;
        while (text.size() < 1'000'000)
            text += part;
        std::size_t asked = 0;
        const auto found = find_mentions(text, [&](std::string_view) { return ++asked == 0; });
        EXPECT_LE(asked, max_name_lookups) << part;
        EXPECT_TRUE(found.empty());
    }
}

TEST(mentions, ranges_stand_at_code_points_in_any_text) {
    RandomText random(12);
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (int part = 0; part < 4; ++part)
            text += "@" + random.text(6);
        std::size_t end = 0;
        for (const Mention& each :
             find_mentions(text, [](std::string_view key) { return key.size() % 2 == 0; })) {
            ASSERT_GE(each.begin, end);
            ASSERT_LT(each.begin, each.end);
            ASSERT_LE(each.end, text.size());
            ASSERT_EQ(text[each.begin], '@');
            ASSERT_TRUE(is_valid_utf8(std::string_view(text).substr(each.begin, each.end - each.begin)));
            end = each.end;
        }
    }
}

}  // namespace
