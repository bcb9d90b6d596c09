// Changing one setting in a text that somebody else has written in, too.
#include "client/link/settings_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/naughty_strings.hpp"

namespace crosstalk::link {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using ::testing::Pair;

constexpr std::string_view by_hand = R"(# My own words.
[look]  # what I see
palette = "light" # ätherisch, "not dark"
zoom=150

# Mine.
[future]
colours = ["a", "b"]
when = 2027-01-01

[notices]
sound = false
quiet-from = 22:30:00
)";

std::string with(std::string_view text, std::string_view name, std::string_view value) {
    return with_setting(text, name, value).value_or("(nothing)");
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    return text.replace(text.find(from), from.size(), to);
}

TEST(SettingsText, tables_are_groups_and_values_are_texts) {
    EXPECT_THAT(*read_settings(by_hand),
                ElementsAre(Pair("look.palette", "light"), Pair("look.zoom", "150"),
                            Pair("notices.quiet-from", "22:30"), Pair("notices.sound", "off")));
}

TEST(SettingsText, a_value_changes_in_its_place_and_everything_else_stays) {
    const std::string text(by_hand);
    EXPECT_EQ(with(text, "look.palette", "dark"), replaced(text, "\"light\"", "\"dark\""));
    EXPECT_EQ(with(text, "look.zoom", "75"), replaced(text, "150", "75"));
    EXPECT_EQ(with(text, "notices.sound", "on"), replaced(text, "false", "true"));
    EXPECT_EQ(with(text, "notices.quiet-from", "23:15"), replaced(text, "22:30:00", "\"23:15\""));
}

TEST(SettingsText, a_new_key_stands_at_the_end_of_its_table) {
    const std::string text(by_hand);
    EXPECT_EQ(with(text, "look.motion", "reduced"),
              replaced(text, "zoom=150\n", "zoom=150\nmotion = \"reduced\"\n"));
    EXPECT_EQ(with(text, "new.key", "1"), text + "\n[new]\nkey = 1\n");
    EXPECT_EQ(with("", "new.key", "on"), "[new]\nkey = true\n");
    EXPECT_EQ(with("[a]\nb = 1", "a.c", "2"), "[a]\nb = 1\nc = 2\n") << "without a line break at the end";
}

TEST(SettingsText, a_removed_key_takes_its_line_with_it) {
    const std::string text(by_hand);
    EXPECT_EQ(with(text, "look.zoom", ""), replaced(text, "zoom=150\n", ""));
    EXPECT_EQ(with(text, "look.motion", ""), text);
    EXPECT_EQ(with(text, "nothing.there", ""), text);
}

TEST(SettingsText, a_value_behind_letters_of_several_bytes_is_found) {
    const std::string text = "[look]\n\"schön ☃\" = 1 # ü\n";
    EXPECT_EQ(with(text, "look.schön ☃", "2"), "[look]\n\"schön ☃\" = 2 # ü\n");
}

TEST(SettingsText, lines_may_end_as_on_windows) {
    EXPECT_EQ(with("[look]\r\nzoom = 1\r\nx = 2\r\n", "look.zoom", "3"), "[look]\r\nzoom = 3\r\nx = 2\r\n");
}

TEST(SettingsText, what_cannot_be_changed_in_place_is_written_anew_with_every_key) {
    for (const char* text : {"look = { zoom = 1, mine = 2 }\n", "look.zoom = 1\nlook.mine = 2\n",
                             "look = {zoom = 1, mine = 2, deep = {er = [1, {a = 2}]}}"}) {
        for (const char* value : {"3", ""}) {
            const auto changed = with_setting(text, "look.zoom", value);
            ASSERT_TRUE(changed) << text;
            const SettingsMap settings = *read_settings(*changed);
            EXPECT_EQ(settings.at("look.mine"), "2") << *changed;
            EXPECT_EQ(settings.contains("look.zoom"), *value != '\0') << *changed;
        }
        const auto added = with_setting(text, "look.new", "x");
        ASSERT_TRUE(added) << text;
        EXPECT_EQ(read_settings(*added)->at("look.new"), "x");
        EXPECT_EQ(read_settings(*added)->at("look.mine"), "2");
    }
}

TEST(SettingsText, what_is_no_toml_says_where) {
    SettingsFault fault;
    EXPECT_FALSE(read_settings("[look]\nzoom = = 3\n", &fault));
    EXPECT_EQ(fault.line, 2U);
    EXPECT_NE(fault.what, "");
    EXPECT_FALSE(with_setting("[look", "look.zoom", "3"));
    EXPECT_FALSE(read_settings("a = 1\na = 2"));
    EXPECT_FALSE(read_settings("text = \"\xFF\""));
    EXPECT_FALSE(read_settings(std::string(100'000, '[')));
}

TEST(SettingsText, any_text_is_a_value_or_refused_but_never_breaks_the_file) {
    std::string text(by_hand);
    SettingsMap expected = *read_settings(text);
    std::size_t number = 0;
    const auto keep = [&](const std::string& value) {
        if (value.empty()) return;
        const std::string name = "odd." + std::to_string(number++);
        const auto changed = with_setting(text, name, value);
        if (!changed) return;
        text = *changed;
        expected[name] = value;
    };
    for (const auto& naughty : crosstalk::testing::naughty_strings)
        keep(std::string(naughty));
    keep("\"\"\"");
    keep("'''");
    keep("a\r\nb\x7F\x01");
    keep("\\u0041");
    keep(std::string("nul\0in it", 9));
    EXPECT_FALSE(with_setting(text, "odd.bytes", "\xFF\xFE"));
    EXPECT_EQ(*read_settings(text), expected);
    EXPECT_THAT(text, HasSubstr("# My own words."));
    EXPECT_THAT(text, HasSubstr("colours = [\"a\", \"b\"]"));
}

}  // namespace
}  // namespace crosstalk::link
