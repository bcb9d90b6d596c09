// The picker of emoji under keys and pointer, and what it leaves behind: recent ones, a reaction, a text.
#include "ui/panels/emoji_picker.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>

#include "tests/panels/stage.hpp"
#include "ui/panels/composer.hpp"
#include "ui/panels/recent_emoji.hpp"

namespace crosstalk::ui {
namespace {

const std::string thumb = "\U0001F44D";
const std::string rocket = "\U0001F680";

struct Desk {
    twin::Stage stage;
    EmojiPicker picker;
    Box anchor;
    std::vector<std::string> chosen;

    explicit Desk(const std::vector<std::string>& recent = {}, int width = 500, int height = 600,
                  const ThemeChoice& choice = {})
        : stage(width, height, choice),
          anchor(box_at({static_cast<float>(width) - 60, static_cast<float>(height) - 60}, 32, 32)) {
        settle();
        picker.open(recent);
        settle();
    }
    void settle(int frames = 8) {
        stage.settle(
            [&](const Scene& scene) {
                if (auto emoji = picker.draw(scene.context, anchor)) chosen.push_back(std::move(*emoji));
            },
            frames);
    }
    void type(const std::string& text) {
        stage.screen.type(text);
        settle();
    }
    void key(int imgui_key, int mods = 0) {
        stage.screen.press_chord(mods, imgui_key);
        settle();
    }
    bool shows(std::string_view words) const { return stage.screen.says(words); }
    // The place of something that is written; off the screen if it is not.
    ImVec2 place_of(std::string_view words) const {
        for (const WrittenText& written : stage.screen.writing()) {
            if (written.text == words) return written.at;
        }
        return {-100, -100};
    }
};

TEST(EmojiPicker, enter_takes_the_first_of_what_was_typed) {
    Desk desk;
    desk.type("rocket");
    EXPECT_TRUE(desk.shows(":rocket:"));
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.chosen, std::vector<std::string>{rocket});
    EXPECT_FALSE(desk.picker.is_open());
}

TEST(EmojiPicker, names_are_found_by_alias_with_blanks_and_between_colons) {
    for (const char* typed : {"+1", "thumbs up", ":thumbs_up:", "  THUMBSUP"}) {
        Desk desk;
        desk.type(typed);
        desk.key(ImGuiKey_Enter);
        EXPECT_EQ(desk.chosen, std::vector<std::string>{thumb}) << typed;
    }
}

TEST(EmojiPicker, arrows_go_through_the_grid_and_over_the_edges_of_sections) {
    Desk desk({rocket, thumb});
    desk.key(ImGuiKey_RightArrow);
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.chosen, std::vector<std::string>{thumb});

    Desk down({rocket, thumb});
    down.key(ImGuiKey_RightArrow);
    down.key(ImGuiKey_DownArrow);  // the second smiley
    down.key(ImGuiKey_DownArrow);
    down.key(ImGuiKey_UpArrow);
    down.key(ImGuiKey_LeftArrow);
    down.key(ImGuiKey_Enter);
    EXPECT_EQ(down.chosen, std::vector<std::string>{"\U0001F600"});

    Desk edges;
    edges.key(ImGuiKey_UpArrow);
    edges.key(ImGuiKey_LeftArrow);
    for (int count = 0; count < 40; ++count)
        edges.key(ImGuiKey_PageDown);
    edges.key(ImGuiKey_DownArrow);
    edges.key(ImGuiKey_Enter);
    ASSERT_EQ(edges.chosen.size(), 1U);
    const text::Emoji* last = text::find_emoji(edges.chosen[0]);
    ASSERT_NE(last, nullptr);
    EXPECT_EQ(last->group, text::EmojiGroup::Flags);
}

TEST(EmojiPicker, escape_closes_it_with_one_press_and_nothing_is_chosen) {
    Desk desk;
    desk.type("cat");
    desk.key(ImGuiKey_Escape);
    EXPECT_FALSE(desk.picker.is_open());
    EXPECT_TRUE(desk.chosen.empty());
}

TEST(EmojiPicker, with_shift_it_stays_open_for_the_next_one) {
    Desk desk({rocket, thumb});
    desk.key(ImGuiKey_Enter, ImGuiMod_Shift);
    EXPECT_TRUE(desk.picker.is_open());
    desk.key(ImGuiKey_RightArrow);
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.chosen, (std::vector<std::string>{rocket, thumb}));
}

TEST(EmojiPicker, a_click_chooses_and_the_pointer_shows_the_name) {
    Desk desk({rocket, thumb});
    const ImVec2 at = desk.place_of(thumb);
    desk.stage.screen.move_mouse(at.x + 6, at.y + 6);
    desk.settle();
    desk.stage.screen.move_mouse(at.x + 8, at.y + 8);
    desk.settle();
    EXPECT_TRUE(desk.shows(":thumbs_up:"));
    desk.stage.screen.press_mouse(true);
    desk.settle();
    desk.stage.screen.press_mouse(false);
    desk.settle();
    EXPECT_EQ(desk.chosen, std::vector<std::string>{thumb});
}

TEST(EmojiPicker, a_tab_goes_to_its_section) {
    Desk desk({rocket});
    EXPECT_TRUE(desk.shows("Recently used"));
    EXPECT_FALSE(desk.shows("Flags"));
    const ImVec2 at = desk.place_of("\U0001F3C1");
    desk.stage.screen.move_mouse(at.x + 6, at.y + 6);
    desk.settle();
    desk.stage.screen.press_mouse(true);
    desk.settle();
    desk.stage.screen.press_mouse(false);
    desk.settle();
    EXPECT_TRUE(desk.shows("Flags"));
    EXPECT_TRUE(desk.picker.is_open());
}

TEST(EmojiPicker, only_what_is_in_sight_is_drawn) {
    Desk desk;
    EXPECT_LT(desk.stage.screen.writing().size(), 150U);
    for (int count = 0; count < 12; ++count)
        desk.key(ImGuiKey_PageDown);
    EXPECT_LT(desk.stage.screen.writing().size(), 150U);
}

TEST(EmojiPicker, any_query_is_only_a_query) {
    for (const std::string& typed :
         {std::string("%s%n%99999d"), std::string("##a###b"), std::string("\u202Eevil\u200B"),
          std::string(400, 'a'), std::string(":::::"), std::string("\U0001F468\u200D"),
          std::string("\uE000\U000F0373"), std::string("_"), std::string("\\\"'../;<>")}) {
        Desk desk({rocket});
        desk.type(typed);
        desk.key(ImGuiKey_DownArrow);
        desk.key(ImGuiKey_RightArrow);
        EXPECT_TRUE(desk.stage.screen.drew_within());
        EXPECT_EQ(desk.stage.screen.id_conflicts(), 0);
        EXPECT_TRUE(desk.picker.is_open());
    }
    Desk none;
    none.type("zzzzqq");
    EXPECT_TRUE(none.shows("No emoji has that name."));
    none.key(ImGuiKey_Enter);
    EXPECT_TRUE(none.chosen.empty());
    EXPECT_TRUE(none.picker.is_open());
}

TEST(EmojiPicker, an_emoji_in_the_search_finds_itself) {
    Desk desk;
    desk.type(rocket);
    desk.key(ImGuiKey_Enter);
    EXPECT_EQ(desk.chosen, std::vector<std::string>{rocket});
}

TEST(EmojiPicker, recent_ones_are_kept_newest_first_each_once_and_what_is_none_is_left_out) {
    Preferences preferences;
    Commands commands;
    EXPECT_TRUE(recent_emoji(preferences).empty());
    keep_recent_emoji(thumb, preferences, commands);
    keep_recent_emoji(rocket, preferences, commands);
    keep_recent_emoji(thumb, preferences, commands);
    keep_recent_emoji("no emoji", preferences, commands);
    EXPECT_EQ(recent_emoji(preferences), (std::vector<std::string>{thumb, rocket}));
    preferences.keep("kept.emoji.recent", "  %s " + rocket + " \xFF\xFE " + rocket + " x", commands);
    EXPECT_EQ(recent_emoji(preferences), std::vector<std::string>{rocket});
    for (const text::Emoji& emoji : text::all_emoji().subspan(0, 100))
        keep_recent_emoji(emoji.text, preferences, commands);
    EXPECT_EQ(recent_emoji(preferences).size(), most_recent_emoji);
}

TEST(EmojiPicker, it_fits_into_every_window_at_every_scale) {
    for (const float scale : {0.75F, 1.0F, 2.0F, 3.0F}) {
        const int width = static_cast<int>(500 * scale);
        const int height = static_cast<int>(420 * scale);
        Desk desk({rocket, thumb, "\u2764\uFE0F", "\U0001F468\u200D\U0001F469\u200D\U0001F467"}, width,
                  height, {.scale = scale});
        EXPECT_TRUE(desk.shows(":rocket:"));
        EXPECT_TRUE(desk.stage.screen.drew_within());
        desk.stage.screen.save_png("emoji-picker-" + std::to_string(static_cast<int>(scale * 100)) + ".png");
    }
    Desk light({rocket, thumb}, 500, 500, {.palette = Palette::Light});
    light.type("cat");
    light.stage.screen.save_png("emoji-picker-light.png");
}

TEST(EmojiPicker, the_smile_in_the_composer_writes_what_was_chosen_at_the_caret) {
    twin::Stage stage(600, 500);
    Composer composer;
    const auto draw = [&](const Scene& scene) {
        composer.draw(scene, {{20, 436}, {580, 480}}, *stage.model.room(net::lobby));
    };
    composer.insert("ab");
    stage.settle(draw);
    stage.screen.press_chord(0, ImGuiKey_LeftArrow);
    stage.settle(draw);
    stage.screen.move_mouse(580 - 6 - 32 - 16, 458);
    stage.settle(draw);
    stage.screen.press_mouse(true);
    stage.settle(draw);
    stage.screen.press_mouse(false);
    stage.settle(draw);
    stage.screen.type("rocket");
    stage.settle(draw);
    stage.screen.press_chord(0, ImGuiKey_Enter);
    stage.settle(draw);
    EXPECT_EQ(composer.draft(), "a" + rocket + "b");
    EXPECT_EQ(recent_emoji(stage.preferences), std::vector<std::string>{rocket});
    // One writes on where one was.
    stage.screen.type("c");
    stage.settle(draw);
    EXPECT_EQ(composer.draft(), "a" + rocket + "cb");
}

}  // namespace
}  // namespace crosstalk::ui
