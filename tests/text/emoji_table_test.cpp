#include "net/text/emoji_table.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "net/limits.hpp"
#include "net/text/emoji.hpp"
#include "net/text/emoticons.hpp"
#include "net/text/graphemes.hpp"

namespace {

using namespace crosstalk::text;

std::vector<std::string_view> shortcodes_of(const Emoji& emoji) {
    std::vector<std::string_view> result{emoji.name};
    for (std::string_view rest = emoji.aliases; !rest.empty();) {
        const std::size_t size = std::min(rest.find(' '), rest.size());
        result.push_back(rest.substr(0, size));
        rest.remove_prefix(std::min(size + 1, rest.size()));
    }
    return result;
}

std::vector<std::string> completed(std::string_view typed, std::size_t most = 5) {
    std::vector<std::string> result;
    for (const EmojiMatch& match : complete_emoji(typed, most))
        result.emplace_back(match.shortcode);
    return result;
}

TEST(emoji_table, every_name_and_alias_means_its_own_emoji_and_no_other) {
    EXPECT_GE(all_emoji().size(), 3'655U) << "as many as Unicode 15.0 has";
    std::set<std::string_view> seen;
    for (const Emoji& emoji : all_emoji()) {
        for (const std::string_view shortcode : shortcodes_of(emoji)) {
            EXPECT_TRUE(seen.insert(shortcode).second) << shortcode;
            EXPECT_EQ(emoji_named(shortcode), &emoji) << shortcode;
            EXPECT_EQ(shortcode.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_+-"),
                      std::string_view::npos)
                << shortcode;
        }
    }
}

TEST(emoji_table, every_emoji_of_the_table_is_one_emoji_in_one_grapheme) {
    for (const Emoji& emoji : all_emoji()) {
        EXPECT_TRUE(is_one_emoji(emoji.text)) << emoji.name;
        EXPECT_EQ(one_emoji(emoji.text), emoji.text) << emoji.name;
        EXPECT_EQ(find_emoji(emoji.text), &emoji) << emoji.name;
        EXPECT_EQ(first_grapheme(emoji.text), emoji.text) << emoji.name;
        EXPECT_LE(emoji.text.size(), crosstalk::net::max_emoji_bytes) << emoji.name;
        EXPECT_FALSE(is_one_emoji(std::string(emoji.text) + "a"));
        EXPECT_FALSE(is_one_emoji(std::string(emoji.text) + std::string(emoji.text))) << emoji.name;
    }
}

struct Typed {
    const char* shortcode;
    const char* emoji;
};

TEST(emoji_table, people_find_what_they_type) {
    for (const Typed& each :
         std::vector<Typed>{{"smile", "😄"},
                            {"+1", "👍"},
                            {"-1", "👎"},
                            {"heart", "❤️"},
                            {"joy", "😂"},
                            {"tada", "🎉"},
                            {"dog", "🐶"},
                            {"dog2", "🐕"},
                            {"sunglasses", "😎"},
                            {"kiss", "💋"},
                            {"100", "💯"},
                            {"thinking", "🤔"},
                            {"pencil", "📝"},
                            {"pencil2", "✏️"},
                            {"shrug", "🤷"},
                            {"flag_gb", "🇬🇧"},
                            {"de", "🇩🇪"},
                            {"turkey", "🦃"},
                            {"flag_turkey", "🇹🇷"},
                            {"flag_tr", "🇹🇷"},
                            {"england", "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F"},
                            {"keycap_hash", "#️⃣"},
                            {"pinata", "🪅"},
                            {"flag_cote_divoire", "🇨🇮"},
                            {"SMILE", "😄"},
                            {"wave_tone1", "👋🏻"},
                            {"+1_tone5", "👍🏿"}}) {
        const Emoji* const found = emoji_named(each.shortcode);
        ASSERT_NE(found, nullptr) << each.shortcode;
        EXPECT_EQ(found->text, each.emoji) << each.shortcode;
    }
    for (const char* none : {"", " ", "nosuchthing", "smile ", "wave_tone0", "wave_tone6", "rocket_tone1",
                             "_tone1", "wave_tone1_tone1", "\xFF"}) {
        EXPECT_EQ(emoji_named(none), nullptr) << none;
    }
}

TEST(emoji_table, an_emoji_is_found_without_its_selectors) {
    EXPECT_EQ(one_emoji("❤"), "❤️");
    EXPECT_EQ(one_emoji("🏳‍🌈"), "🏳️‍🌈");
    EXPECT_EQ(one_emoji("1⃣"), "1️⃣");
    EXPECT_EQ(one_emoji("😀\uFE0F"), "😀");
    EXPECT_EQ(one_emoji("\uFE0F😀"), "");
    EXPECT_EQ(one_emoji("😀\uFE0F\uFE0F"), "");
}

TEST(emoji_table, skin_tones_go_to_all_people_of_an_emoji_and_to_nothing_else) {
    EXPECT_EQ(with_tone(*emoji_named("wave"), SkinTone::Dark).text, "👋🏿");
    EXPECT_EQ(with_tone(*emoji_named("point_up"), SkinTone::Light).text, "☝🏻");
    EXPECT_EQ(with_tone(*emoji_named("woman_astronaut"), SkinTone::Medium).text, "👩🏽‍🚀");
    EXPECT_EQ(with_tone(*emoji_named("man_detective"), SkinTone::Medium).text, "🕵🏽‍♂️");
    EXPECT_EQ(with_tone(*emoji_named("kiss_woman_man"), SkinTone::Light).text,
              "👩🏻‍❤️‍💋‍👨🏻");
    EXPECT_EQ(with_tone(*emoji_named("rocket"), SkinTone::Light).text, "🚀");
    EXPECT_EQ(with_tone(*emoji_named("wave"), SkinTone::None).text, "👋");
    for (const Emoji& emoji : all_emoji()) {
        const Emoji& toned = with_tone(emoji, SkinTone::MediumDark);
        EXPECT_TRUE(toned.has_tone || &toned == &emoji) << emoji.name;
    }
}

TEST(emoji_table, the_picker_shows_every_emoji_once_and_none_with_a_tone) {
    std::size_t plain = 0;
    for (const Emoji& emoji : all_emoji())
        plain += emoji.has_tone ? 0U : 1U;
    std::set<const Emoji*> shown;
    for (std::size_t group = 0; group < emoji_group_count; ++group) {
        const auto all = emoji_of(static_cast<EmojiGroup>(group));
        EXPECT_GT(all.size(), 50U) << title_of(static_cast<EmojiGroup>(group));
        EXPECT_TRUE(std::ranges::is_sorted(all)) << "the order of the charts";
        for (const Emoji* emoji : all) {
            EXPECT_EQ(emoji->group, static_cast<EmojiGroup>(group));
            EXPECT_FALSE(emoji->has_tone);
            shown.insert(emoji);
        }
    }
    EXPECT_EQ(shown.size(), plain);
    EXPECT_EQ(emoji_of(EmojiGroup::Smileys).front()->text, "😀");
    EXPECT_EQ(title_of(EmojiGroup::Flags), "Flags");
}

TEST(emoji_table, completion_puts_the_exact_then_beginnings_then_words) {
    EXPECT_EQ(completed("heart", 1), std::vector<std::string>{"heart"});
    EXPECT_EQ(completed("thumbsu"), std::vector<std::string>{"thumbsup"});
    EXPECT_EQ(completed("SMI", 3),
              (std::vector<std::string>{"smiley", "smile", "smiling_face_with_smiling_eyes"}));
    const auto cats = completed("cat", 100);
    const auto place = [&](const char* what) {
        EXPECT_NE(std::ranges::find(cats, what), cats.end()) << what;
        return std::ranges::find(cats, what) - cats.begin();
    };
    EXPECT_EQ(place("cat"), 0);
    EXPECT_LT(place("cat_with_wry_smile"), place("black_cat"));
    EXPECT_LT(place("black_cat"), place("identification_card")) << "inside a word comes last";
    EXPECT_TRUE(completed("").empty());
    EXPECT_TRUE(completed("nosuchthing").empty());
    EXPECT_EQ(complete_emoji("a", 7).size(), 7U);
    EXPECT_TRUE(complete_emoji("a", 0).empty());
}

TEST(emoji_table, completion_is_the_same_every_time_and_names_each_emoji_once) {
    for (const char* typed : {"s", "face", "_", "man", "flag_", "+1"}) {
        const auto once = complete_emoji(typed, 10'000);
        EXPECT_EQ(once, complete_emoji(typed, 10'000));
        std::set<const Emoji*> seen;
        for (const EmojiMatch& match : once) {
            EXPECT_TRUE(seen.insert(match.emoji).second);
            EXPECT_EQ(emoji_named(match.shortcode), match.emoji);
            EXPECT_FALSE(match.emoji->has_tone);
        }
    }
}

TEST(emoji_table, emoticons_stand_for_emoji) {
    EXPECT_EQ(emoji_of_emoticon(":-)"), "🙂");
    EXPECT_EQ(emoji_of_emoticon("<3"), "❤️");
    EXPECT_EQ(emoji_of_emoticon(":-"), "");
    EXPECT_EQ(emoji_of_emoticon(""), "");
    const std::string signs = ":;=<>xXOB80^-T)(DPpo3|/\\*'_.[]Ss";
    std::size_t known = 0;
    const auto try_word = [&](const std::string& word) {
        const std::string_view emoji = emoji_of_emoticon(word);
        if (emoji.empty()) return;
        ++known;
        EXPECT_TRUE(may_begin_emoticon(word[0])) << word;
        EXPECT_NE(find_emoji(emoji), nullptr) << word;
        EXPECT_EQ(one_emoji(emoji), emoji) << word;
        EXPECT_GE(word.size(), shortest_emoticon) << word;
        EXPECT_LE(word.size(), longest_emoticon) << word;
    };
    for (const char a : signs)
        for (const char b : signs) {
            try_word({a, b});
            for (const char c : signs) {
                try_word({a, b, c});
                for (const char d : signs)
                    try_word({a, b, c, d});
            }
        }
    EXPECT_GT(known, 60U);
}

}  // namespace
