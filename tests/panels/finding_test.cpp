// Looking for things: names in a hurry, words in texts, and where the quick switcher leads.
#include <gtest/gtest.h>
#include <imgui.h>

#include "tests/panels/stage.hpp"
#include "ui/finding/fuzzy.hpp"
#include "ui/finding/word_finder.hpp"
#include "ui/panels/quick_switcher.hpp"
#include "ui/panels/room_link.hpp"

namespace crosstalk::ui {
namespace {

struct Fuzzy : testing::Test {
    TextFolder folder;
    std::optional<FuzzyFit> fit(std::string_view typed, std::string_view name) {
        return FuzzyQuery(typed, folder).fit(name, folder);
    }
    int score(std::string_view typed, std::string_view name) {
        const auto found = fit(typed, name);
        return found ? found->score : -1'000'000;
    }
};

TEST_F(Fuzzy, signs_have_to_come_in_order_and_case_width_and_accents_do_not_count) {
    EXPECT_TRUE(fit("brdgm", "board games"));
    EXPECT_TRUE(fit("GAMES board", "board games")) << "words in any order";
    EXPECT_TRUE(fit("cafe", "Caf\u00E9"));
    EXPECT_TRUE(fit("\uFF42\uFF4F\uFF42", "Bob"));
    EXPECT_FALSE(fit("gmb", "board games"));
    EXPECT_FALSE(fit("x", ""));
    EXPECT_TRUE(fit("", "anything"));
    EXPECT_TRUE(fit("   ", "anything"));
}

TEST_F(Fuzzy, beginnings_count_more_than_what_stands_amid_words_and_short_names_before_long_ones) {
    EXPECT_GT(score("gen", "general"), score("gen", "oxygen"));
    EXPECT_GT(score("gen", "#general"), score("gen", "oxygen"));
    EXPECT_GT(score("bg", "board games"), score("bg", "big bang"));
    EXPECT_GT(score("lob", "lobby"), score("lob", "lobby for guests"));
    EXPECT_GT(score("lobby", "lobby"), score("lobby", "lobby2"));
    EXPECT_GT(score("game", "board games"), score("game", "gardening machines, engines"));
}

TEST_F(Fuzzy, what_fitted_is_told_in_bytes_of_the_name) {
    const auto found = fit("cafe", "Le Caf\u00E9");
    ASSERT_TRUE(found);
    ASSERT_EQ(found->ranges.size(), 1U);
    EXPECT_EQ(found->ranges[0].begin, 3U);
    EXPECT_EQ(found->ranges[0].end, 8U);
    // An accent of its own belongs to its letter.
    const auto marked = fit("e", "e\u0301x");
    ASSERT_TRUE(marked);
    EXPECT_EQ(marked->ranges[0].end, 3U);
}

TEST_F(Fuzzy, hostile_names_cost_no_more_than_their_length) {
    const std::vector<std::string> hostile = {std::string(100'000, 'a'), std::string(50'000, ' ') + "b",
                                              "\xFF\xFE\xC0\x80", std::string("a\0b", 3), [] {
                                                  std::string marks = "a";
                                                  for (int count = 0; count < 20'000; ++count)
                                                      marks += "\u0301";
                                                  return marks;
                                              }()};
    for (const std::string& name : hostile) {
        for (const std::string& typed : {std::string(1'000, 'a') + "b", std::string("a b c"), name}) {
            const auto found = fit(typed, name);
            if (found) {
                EXPECT_LE(found->steps, 8 * name_most * typed_most);
                for (const ByteRange& range : found->ranges)
                    EXPECT_LE(range.end, name.size());
            }
        }
    }
}

struct Words : testing::Test {
    WordFinder finder;
    std::vector<ByteRange> ranges;
    std::size_t count(std::string_view text) {
        finder.find(text, ranges);
        return ranges.size();
    }
};

TEST_F(Words, every_word_has_to_be_there_and_every_place_of_each_is_found) {
    finder.look_for("Pizza anan");
    EXPECT_EQ(count("pizza with banana, PIZZA!"), 3U);
    EXPECT_EQ(count("pizza alone"), 0U);
    finder.look_for("\"on friday\" pizza");
    EXPECT_TRUE(finder.fits("pizza on Friday"));
    EXPECT_FALSE(finder.fits("pizza friday on"));
    finder.look_for("");
    EXPECT_FALSE(finder.fits("anything"));
    finder.look_for("aa ab");
    EXPECT_EQ(count("aaab"), 1U) << "places that touch are one";
}

TEST_F(Words, only_what_was_looked_for_is_marked) {
    finder.look_for("cable number 7");
    EXPECT_EQ(count("Cable  number 7"), 3U) << "not as it was typed: each word";
    EXPECT_EQ(count("cable number 7 of 7, 17 in all"), 1U) << "the words side by side";
    EXPECT_EQ(count("number 17: the cable for 7"), 3U) << "no 7 inside another number";
    finder.look_for("7");
    EXPECT_EQ(count("17 and 7"), 2U) << "a beginning of what is being typed";
}

TEST_F(Words, a_long_text_that_nearly_fits_everywhere_is_read_once) {
    finder.look_for(std::string(100, 'a') + "b");
    const std::string text(16'000, 'a');
    for (int round = 0; round < 200; ++round)
        EXPECT_EQ(count(text), 0U);
}

TEST_F(Words, any_bytes_may_be_looked_for_in_any_bytes) {
    for (const std::string& typed : {std::string("\xFF"), std::string("\"\"\""), std::string(10'000, '"'),
                                     std::string("a\0b", 3), std::string(5'000, 'x')}) {
        finder.look_for(typed);
        for (const std::string& text : {std::string("\xC0\xFF"), std::string(20'000, 'x'), std::string()}) {
            finder.find(text, ranges);
            for (const ByteRange& range : ranges)
                EXPECT_LE(range.end, text.size());
        }
    }
}

TEST(Keywords, a_keyword_stands_by_itself) {
    KeywordFinder finder;
    finder.look_for(" pizza ,board game, \u00FC, ");
    EXPECT_TRUE(finder.finds_one_in("Who wants PIZZA?"));
    EXPECT_TRUE(finder.finds_one_in("a Board Game, then"));
    EXPECT_FALSE(finder.finds_one_in("pizzas and a boardgame"));
    EXPECT_FALSE(finder.finds_one_in(""));
    finder.look_for("");
    EXPECT_FALSE(finder.finds_one_in("pizza"));
}

// --- the switcher

struct Switching {
    twin::Stage stage{900, 700};
    QuickSwitcher switcher;

    Switching() {
        stage.hear(model::RoomsListed{{model::mine(net::lobby, "lobby"), model::mine(model::den, "den"),
                                       model::mine(model::attic, "board games", 9, 9)},
                                      {}});
        switcher.open();
        settle();
    }
    void settle() {
        stage.settle([&](const Scene& scene) { switcher.draw(scene); });
    }
    void key(int imgui_key) {
        stage.screen.press_key(imgui_key);
        settle();
    }
    std::vector<Destination> found(std::string_view typed) {
        TextFolder folder;
        return destinations(typed, stage.model, net::lobby, folder);
    }
};

TEST(QuickSwitcher, empty_it_shows_the_other_rooms_with_what_is_unread_first) {
    Switching switching;
    const auto all = switching.found("");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].name, "board games");
    EXPECT_EQ(all[0].about, "9 unread");
    EXPECT_EQ(all[1].name, "den");
}

TEST(QuickSwitcher, a_link_that_is_pasted_leads_to_its_room_whether_one_is_in_it_or_not) {
    Switching switching;
    const auto go = [&](net::RoomId room) {
        const auto found = switching.found(link_of_room(switching.stage.model.server().key, room));
        EXPECT_EQ(found.size(), 1U);
        switching.stage.shown.clear();
        if (!found.empty()) switching.stage.frame([&](const Scene& scene) { go_to(found[0], scene); });
        return switching.stage.shown.size();
    };
    ASSERT_EQ(go(model::den), 1U);
    EXPECT_EQ(std::get<GoToRoom>(switching.stage.shown[0]).room, model::den);
    ASSERT_EQ(go({99}), 1U);
    EXPECT_EQ(std::get<EnterRoom>(switching.stage.shown[0]).room, net::RoomId{99});
    EXPECT_TRUE(switching.found(link_of_room({1}, model::den)).empty()) << "of another server";
}

TEST(QuickSwitcher, it_finds_rooms_people_commands_and_settings_and_a_sign_asks_for_one_kind) {
    Switching switching;
    using Kind = Destination::Kind;
    EXPECT_EQ(switching.found("bg").at(0).room, model::attic);
    EXPECT_EQ(switching.found("alin").at(0).user.name, "alina");
    EXPECT_EQ(switching.found("@a").at(0).kind, Kind::Person);
    EXPECT_EQ(switching.found("kick").at(0).command, "kick");
    EXPECT_EQ(switching.found("density").at(0).setting, SettingId::Density);
    for (const Destination& to : switching.found("#e"))
        EXPECT_EQ(to.kind, Kind::Room);
    for (const Destination& to : switching.found("/e"))
        EXPECT_EQ(to.kind, Kind::Command);
    EXPECT_TRUE(switching.found("qqqqq").empty());
    EXPECT_LE(switching.found("e").size(), most_destinations);
}

TEST(QuickSwitcher, letters_and_enter_go_there_and_it_closes) {
    Switching switching;
    switching.stage.screen.type("board");
    switching.settle();
    switching.key(ImGuiKey_Enter);
    ASSERT_FALSE(switching.stage.shown.empty());
    EXPECT_EQ(std::get<GoToRoom>(switching.stage.shown.back()).room, model::attic);
    EXPECT_FALSE(switching.switcher.is_open());
}

TEST(QuickSwitcher, arrows_choose_and_esc_leaves_everything_as_it_was) {
    Switching switching;
    switching.key(ImGuiKey_DownArrow);
    switching.key(ImGuiKey_Enter);
    ASSERT_FALSE(switching.stage.shown.empty());
    EXPECT_EQ(std::get<GoToRoom>(switching.stage.shown.back()).room, model::den);
    switching.stage.shown.clear();
    switching.switcher.open();
    switching.settle();
    switching.key(ImGuiKey_Escape);
    EXPECT_FALSE(switching.switcher.is_open());
    EXPECT_TRUE(switching.stage.shown.empty());
}

TEST(QuickSwitcher, hostile_names_and_long_lists_are_shown_within_it) {
    Switching switching;
    std::vector<net::MyRoom> rooms{model::mine(net::lobby, "lobby")};
    for (std::uint64_t id = 1; id <= 200; ++id)
        rooms.push_back(
            model::mine(net::RoomId{10'000 + id}, std::string(40, 'W') + "%s##x" + std::to_string(id)));
    switching.stage.hear(model::RoomsListed{rooms, {}});
    switching.settle();
    for (int count = 0; count < 30; ++count)
        switching.key(ImGuiKey_DownArrow);
    switching.key(ImGuiKey_Enter);
    EXPECT_FALSE(switching.stage.shown.empty());
}

}  // namespace
}  // namespace crosstalk::ui
