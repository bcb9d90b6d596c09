// The settings page under pointer and keyboard, in every look and width; and what is chosen on it.
#include "ui/panels/settings_page.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <set>

#include "tests/panels/stage.hpp"
#include "ui/panels/dialogs/link_question.hpp"
#include "ui/panels/dialogs/reset_settings.hpp"
#include "ui/panels/shell.hpp"
#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

// --- the table

TEST(SettingTable, every_setting_can_be_told_apart_and_has_its_words) {
    std::set<std::string_view> keys;
    std::set<std::string_view> names;
    for (const Setting& setting : setting_table()) {
        EXPECT_TRUE(keys.insert(setting.key).second) << setting.key;
        EXPECT_TRUE(names.insert(setting.name).second) << setting.name;
        EXPECT_NE(setting.key.find('.'), std::string_view::npos) << setting.key;
        EXPECT_FALSE(setting.help.empty()) << setting.key;
        EXPECT_EQ(valid_value(setting, setting.normal), setting.normal) << setting.key;
        EXPECT_EQ(&setting_of(setting.id), &setting);
        EXPECT_EQ(setting_with(setting.key), &setting);
        EXPECT_EQ(std::ranges::find_if(setting.keywords, [](char c) { return c >= 'A' && c <= 'Z'; }),
                  setting.keywords.end())
            << "keywords are searched as they stand";
        EXPECT_EQ(setting.kind == SettingKind::Choice, !setting.choices.empty()) << setting.key;
        EXPECT_EQ(setting.kind == SettingKind::Number, setting.least < setting.most) << setting.key;
    }
}

TEST(SettingTable, a_time_of_day_is_read_and_written) {
    EXPECT_EQ(minutes_of("23:05"), 23 * 60 + 5);
    EXPECT_EQ(minutes_of("7:05"), 7 * 60 + 5);
    for (const char* bad : {"", ":", "24:00", "12:60", "12", "-1:00", "1:-1", "a:b", "12:00x"})
        EXPECT_FALSE(minutes_of(bad)) << bad;
    EXPECT_EQ(time_of_day(23 * 60 + 5), "23:05");
    EXPECT_EQ(time_of_day(24 * 60 + 1), "00:01");
    EXPECT_EQ(valid_value(setting_of(SettingId::QuietFrom), "7:05"), "07:05");
}

TEST(SettingQuery, finds_by_name_help_choice_and_keyword_whatever_the_case) {
    const auto found = [](std::string_view typed) {
        std::set<SettingId> ids;
        const SettingQuery query(typed);
        for (const Setting& setting : setting_table()) {
            if (query.matches(setting)) ids.insert(setting.id);
        }
        return ids;
    };
    EXPECT_THAT(found("DENSITY"), Contains(SettingId::Density));
    EXPECT_THAT(found("how times are"), Contains(SettingId::Clock));
    EXPECT_THAT(found("roomy"), Contains(SettingId::Density)) << "a choice";
    EXPECT_THAT(found("afk"), Contains(SettingId::AwayAfter)) << "a keyword";
    EXPECT_THAT(found("phishing browser"), Contains(SettingId::LinkQuestion)) << "two words";
    EXPECT_TRUE(found("phishing roomy").empty());
    EXPECT_TRUE(found("xyzzy").empty());
    EXPECT_EQ(found("").size(), setting_count);
}

TEST(SettingQuery, says_where_the_words_stand_and_joins_what_touches) {
    const SettingQuery query("am me");
    const auto hits = query.hits_in("Name and game");
    ASSERT_EQ(hits.size(), 2U);
    EXPECT_EQ(hits[0].begin, 1U);
    EXPECT_EQ(hits[0].end, 4U);
    EXPECT_EQ(hits[1].begin, 10U);
    EXPECT_EQ(hits[1].end, 13U);
}

// --- one row

struct RowStage {
    twin::Stage stage;
    SettingsMemory memory;
    SettingId id;
    Box row;

    explicit RowStage(SettingId setting, int width = 860)
        : stage(width, 200), id(setting), row{{20, 20}, {static_cast<float>(width) - 20, 80}} {
        settle();
    }
    void settle() {
        stage.settle([&](const Scene& scene) {
            row.max.y = row.min.y + setting_row_height(scene, row.width(), id);
            draw_setting_row(scene, row, id, SettingQuery{}, memory);
        });
    }
    void click(float x, float y) {
        stage.screen.click(x, y, [this] { settle(); });
    }
    // Somewhere in the control that means something else than what is normal.
    void change() {
        const Setting& setting = setting_of(id);
        const float right = row.max.x - 48;
        const float middle = row.min.y + 30;
        switch (setting.kind) {
            case SettingKind::Switch:
                return click(right - 20, middle);
            case SettingKind::Choice:
                // The last one; where that is the normal one, the one in the middle of them all.
                click(right - 16, middle);
                if (is_row_normal(stage.preferences, id)) click(right - 170, middle);
                return;
            case SettingKind::Number:
                return click(right - 200, middle);
            case SettingKind::TimeOfDay:
            case SettingKind::Text:
                click(right - 80, middle);
                stage.screen.type("attic");
                settle();
                stage.screen.press_key(ImGuiKey_Enter);
                settle();
                return;
        }
    }
};

TEST(SettingsRow, every_setting_has_a_control_that_changes_it_at_once_and_an_arrow_that_resets_it) {
    for (const Setting& setting : setting_table()) {
        if (!has_own_row(setting.id)) continue;
        RowStage one(setting.id);
        ASSERT_TRUE(is_row_normal(one.stage.preferences, setting.id)) << setting.key;
        one.change();
        EXPECT_FALSE(one.stage.preferences.is_normal(setting.id)) << setting.key;
        const auto* kept = one.stage.last_sent<model::KeepSetting>();
        ASSERT_NE(kept, nullptr) << setting.key;
        EXPECT_EQ(kept->name, setting.key);
        EXPECT_EQ(kept->value, one.stage.preferences.text(setting.id));
        one.click(one.row.max.x - 16, one.row.min.y + 30);
        EXPECT_TRUE(one.stage.preferences.is_normal(setting.id)) << setting.key;
        EXPECT_EQ(one.stage.last_sent<model::KeepSetting>()->value, "") << "what is normal needs no place";
        EXPECT_EQ(one.stage.screen.id_conflicts(), 0) << setting.key;
    }
}

TEST(SettingsRow, what_the_start_has_switched_off_says_so_and_stays_off) {
    RowStage one(SettingId::FindServers);
    const std::string help(setting_of(SettingId::FindServers).help);
    EXPECT_TRUE(one.stage.screen.says(help));
    one.change();
    EXPECT_FALSE(one.stage.preferences.is_normal(SettingId::FindServers));
    one.stage.sent.clear();
    one.stage.preferences.hold_off(SettingId::FindServers, "Off because of a flag");
    one.settle();
    EXPECT_TRUE(one.stage.screen.says("Off because of a flag"));
    EXPECT_FALSE(one.stage.screen.says(help));
    one.change();
    EXPECT_TRUE(one.stage.sent.empty());
    EXPECT_EQ(one.stage.preferences.text(SettingId::FindServers), "off") << "as it was chosen";
}

TEST(SettingsRow, the_quiet_time_has_its_two_times_beside_the_switch) {
    RowStage one(SettingId::QuietHours);
    const float right = one.row.max.x - 48;
    one.click(right - 60 - 30, one.row.min.y + 30);
    one.stage.screen.press_chord(ImGuiMod_Ctrl, ImGuiKey_A);
    one.settle();
    one.stage.screen.type("7:3");
    one.settle();
    EXPECT_EQ(one.stage.preferences.text(SettingId::QuietTo), "07:03");
    one.stage.screen.type("0");
    one.settle();
    EXPECT_EQ(one.stage.preferences.number(SettingId::QuietTo), 7 * 60 + 30);
    EXPECT_FALSE(is_row_normal(one.stage.preferences, SettingId::QuietHours));
    one.stage.screen.press_key(ImGuiKey_Tab);
    one.settle();
    one.click(one.row.max.x - 16, one.row.min.y + 30);
    EXPECT_EQ(one.stage.preferences.text(SettingId::QuietTo), "08:00");
}

TEST(SettingsRow, a_dragged_size_counts_when_the_knob_is_let_go) {
    RowStage one(SettingId::Zoom);
    const float right = one.row.max.x - 48;
    one.stage.screen.move_mouse(right - 150, 50);
    one.settle();
    one.stage.screen.press_mouse(true);
    one.settle();
    EXPECT_EQ(one.stage.preferences.number(SettingId::Zoom), 100);
    one.stage.screen.move_mouse(right + 400, 50);
    one.settle();
    EXPECT_EQ(one.stage.preferences.number(SettingId::Zoom), 100);
    one.stage.screen.press_mouse(false);
    one.settle();
    EXPECT_EQ(one.stage.preferences.number(SettingId::Zoom), 300);
}

TEST(SettingsRow, the_arrow_keys_move_the_knob_that_has_the_focus) {
    RowStage one(SettingId::NoticeVolume);
    one.stage.screen.press_key(ImGuiKey_Tab);
    one.settle();
    one.stage.screen.press_key(ImGuiKey_LeftArrow);
    one.settle();
    EXPECT_EQ(one.stage.preferences.number(SettingId::NoticeVolume), 65);
    one.stage.screen.press_key(ImGuiKey_End);
    one.settle();
    EXPECT_EQ(one.stage.preferences.number(SettingId::NoticeVolume), 100);
}

TEST(SettingsRow, choices_without_room_become_a_menu) {
    RowStage one(SettingId::Palette, 300);
    EXPECT_GT(one.row.height(), 60) << "the control stands below the words";
    one.click(one.row.min.x + 30, one.row.max.y - 28);
    one.stage.screen.press_key(ImGuiKey_DownArrow);
    one.settle();
    one.stage.screen.press_key(ImGuiKey_Enter);
    one.settle();
    EXPECT_EQ(one.stage.screen.id_conflicts(), 0);
    EXPECT_FALSE(one.stage.preferences.is_normal(SettingId::Palette));
}

// --- the page

struct PageStage {
    twin::Stage stage;
    SettingsPage page;

    explicit PageStage(int width = 1224, int height = 774, const ThemeChoice& choice = {})
        : stage(width, height, choice) {
        settle();
    }
    void settle(int frames = 10) {
        stage.settle(
            [&](const Scene& scene) {
                page.draw(scene, {{0, 0},
                                  {static_cast<float>(stage.screen.width()),
                                   static_cast<float>(stage.screen.height())}});
            },
            frames);
    }
    void key(int imgui_key, int mods = 0) {
        stage.screen.press_chord(mods, imgui_key);
        settle();
    }
    void type(const std::string& text) {
        stage.screen.type(text);
        settle();
    }
    [[nodiscard]] std::vector<std::string> words() const {
        std::vector<std::string> all;
        for (const WrittenText& each : stage.screen.writing())
            all.push_back(each.text);
        return all;
    }
    void click(std::string_view word) {
        for (const WrittenText& each : stage.screen.writing()) {
            if (each.text != word) continue;
            stage.screen.click(each.at.x + 4, each.at.y + 8, [this] { settle(); });
            return;
        }
        ADD_FAILURE() << word << " is not there";
    }
};

TEST(SettingsPage, shows_every_row_of_the_section_that_is_chosen) {
    PageStage one(1224, 1400);
    for (std::size_t index = 0; index < setting_section_count; ++index) {
        const auto section = static_cast<SettingSection>(index);
        const bool has_rows = std::ranges::any_of(
            setting_table(), [&](const Setting& setting) { return setting.section == section; });
        if (!has_rows) continue;
        if (section != SettingSection::Look) one.click(title_of(section));
        for (const Setting& setting : setting_table()) {
            if (!has_own_row(setting.id)) continue;
            if (setting.section == section) {
                EXPECT_THAT(one.words(), Contains(std::string(setting.name)));
            } else {
                EXPECT_THAT(one.words(), Not(Contains(std::string(setting.help))));
            }
        }
    }
}

TEST(SettingsPage, ctrl_f_searches_and_a_result_is_the_control_itself) {
    PageStage one;
    one.key(ImGuiKey_F, ImGuiMod_Ctrl);
    one.type("afk");
    EXPECT_THAT(one.words(), Contains(HasSubstr("1 setting matches")));
    EXPECT_THAT(one.words(), Contains("Away by itself"));
    EXPECT_THAT(one.words(), Not(Contains("Density")));
    one.click("Never");
    EXPECT_EQ(one.stage.preferences.text(SettingId::AwayAfter), "never");
}

TEST(SettingsPage, esc_clears_the_search_and_leaves_the_page_then) {
    PageStage one;
    one.key(ImGuiKey_F, ImGuiMod_Ctrl);
    one.type("time");
    EXPECT_THAT(one.words(), Contains("All results"));
    one.key(ImGuiKey_Escape);
    EXPECT_THAT(one.words(), Not(Contains("All results")));
    EXPECT_TRUE(one.stage.shown.empty());
    one.key(ImGuiKey_Escape);
    ASSERT_EQ(one.stage.shown.size(), 1U);
    EXPECT_EQ(std::get<ShowPage>(one.stage.shown[0]).page, Page::Conversation);
}

TEST(SettingsPage, esc_in_another_field_leaves_that_field_only) {
    PageStage one;
    one.click(title_of(SettingSection::Notices));
    one.key(ImGuiKey_F, ImGuiMod_Ctrl);
    one.type("keywords");
    one.click("None");
    one.type("lan");
    EXPECT_EQ(one.stage.preferences.text(SettingId::NoticeKeywords), "lan");
    one.key(ImGuiKey_Escape);
    EXPECT_TRUE(one.stage.shown.empty());
    EXPECT_EQ(one.stage.preferences.text(SettingId::NoticeKeywords), "") << "as fields do";
}

// How often that setting was written into the profile, and what at last.
std::pair<std::size_t, std::string> kept_of(const std::vector<model::LinkCommand>& sent, SettingId id) {
    std::pair<std::size_t, std::string> kept;
    for (const model::LinkCommand& command : sent) {
        const auto* keep = std::get_if<model::KeepSetting>(&command);
        if (keep == nullptr || keep->name != setting_of(id).key) continue;
        ++kept.first;
        kept.second = keep->value;
    }
    return kept;
}

TEST(SettingsPage, what_is_typed_counts_at_once_and_is_kept_when_the_field_is_left_or_with_enter) {
    const SettingId id = SettingId::NoticeKeywords;
    for (const int leaving : {ImGuiKey_Tab, ImGuiKey_Enter}) {
        PageStage one;
        one.click(title_of(SettingSection::Notices));
        one.key(ImGuiKey_F, ImGuiMod_Ctrl);
        one.type("keywords");
        one.click("None");
        for (const char* letter : {"l", "a", "n"})
            one.type(letter);
        EXPECT_EQ(one.stage.preferences.text(id), "lan");
        EXPECT_EQ(kept_of(one.stage.sent, id).first, 0U);
        one.key(leaving);
        EXPECT_EQ(kept_of(one.stage.sent, id), std::pair(std::size_t{1}, std::string("lan")));
    }
}

TEST(Preferences, what_is_typed_is_kept_a_second_after_the_last_letter) {
    const SettingId id = SettingId::NoticeKeywords;
    Preferences preferences;
    Commands commands;
    preferences.set_while_typed(id, "l", 1'000, commands);
    preferences.set_while_typed(id, "la", 1'900, commands);
    static_cast<void>(commands.take_wake());
    preferences.keep_rested(2'500, commands);
    EXPECT_EQ(kept_of(commands.take_link(), id).first, 0U);
    EXPECT_EQ(commands.take_wake(), 400) << "nothing else draws a frame then";
    preferences.keep_rested(2'900, commands);
    EXPECT_EQ(kept_of(commands.take_link(), id), std::pair(std::size_t{1}, std::string("la")));
    preferences.keep_rested(9'900, commands);
    EXPECT_TRUE(commands.take_link().empty());
}

TEST(Preferences, what_was_being_typed_is_kept_when_the_program_ends) {
    const SettingId id = SettingId::NoticeKeywords;
    PageStage one;
    one.stage.preferences.set_while_typed(id, "la", 0, one.stage.commands);
    one.stage.preferences.keep_typed(one.stage.commands);
    EXPECT_EQ(kept_of(one.stage.commands.take_link(), id), std::pair(std::size_t{1}, std::string("la")));
    // What is chosen otherwise meanwhile counts.
    one.stage.preferences.set_while_typed(id, "lan", 0, one.stage.commands);
    one.stage.preferences.reset(id, one.stage.commands);
    one.stage.preferences.keep_typed(one.stage.commands);
    EXPECT_EQ(kept_of(one.stage.commands.take_link(), id), std::pair(std::size_t{1}, std::string()));
}

TEST(SettingsPage, a_search_without_a_result_says_so) {
    PageStage one;
    one.key(ImGuiKey_F, ImGuiMod_Ctrl);
    one.type("xyzzy");
    EXPECT_THAT(one.words(), Contains(HasSubstr("No setting matches")));
}

TEST(SettingsPage, everything_is_reached_and_worked_by_the_keyboard_alone) {
    PageStage one(1224, 400);
    // Through all that can be reached: the first switch of the section is turned, wherever the page has scrolled to.
    const SettingId wanted = SettingId::NameColors;
    for (int count = 0; count < 80 && one.stage.preferences.is_normal(wanted); ++count) {
        one.key(ImGuiKey_Tab);
        const Box focused = focused_box();
        ASSERT_GE(focused.max.y, 0) << "what has the focus is in sight";
        ASSERT_LE(focused.min.y, 400) << "what has the focus is in sight";
        const bool is_switch = focused.width() == 40;
        if (is_switch) one.key(ImGuiKey_Space);
    }
    EXPECT_FALSE(one.stage.preferences.is_normal(wanted));
}

TEST(SettingsRow, arrows_choose_where_one_of_a_few_is_chosen_and_tab_only_passes) {
    for (const SettingId id : {SettingId::Density, SettingId::Accent}) {
        SCOPED_TRACE(setting_of(id).name);
        RowStage one(id);
        const auto key = [&](int imgui_key) {
            one.stage.screen.press_key(imgui_key);
            one.settle();
        };
        const std::string last(setting_of(id).choices.back().word);
        for (std::size_t count = 0; count < setting_of(id).choices.size(); ++count)
            key(ImGuiKey_Tab);
        EXPECT_TRUE(one.stage.preferences.is_normal(id));
        key(ImGuiKey_LeftArrow);
        key(ImGuiKey_RightArrow);
        EXPECT_EQ(one.stage.preferences.text(id), last);
        key(ImGuiKey_LeftArrow);
        EXPECT_NE(one.stage.preferences.text(id), last);
    }
}

TEST(SettingsPage, arrows_choose_a_theme) {
    PageStage one;
    for (int count = 0; count < 80 && focused_box().height() < 100; ++count)
        one.key(ImGuiKey_Tab);
    ASSERT_GT(focused_box().height(), 100) << "a picture has the focus";
    EXPECT_EQ(one.stage.preferences.text(SettingId::Palette), "dark");
    one.key(ImGuiKey_RightArrow);
    EXPECT_EQ(one.stage.preferences.text(SettingId::Palette), "light");
    one.key(ImGuiKey_RightArrow);
    EXPECT_EQ(one.stage.preferences.text(SettingId::Palette), "high-contrast");
    one.key(ImGuiKey_LeftArrow);
    EXPECT_EQ(one.stage.preferences.text(SettingId::Palette), "light");
}

TEST(SettingsPage, a_section_is_reset_after_a_question) {
    PageStage one;
    one.stage.preferences.set(SettingId::Density, "roomy", one.stage.commands);
    one.stage.preferences.set(SettingId::Accent, "pink", one.stage.commands);
    one.stage.preferences.set(SettingId::Typing, "off", one.stage.commands);
    one.settle();
    EXPECT_THAT(one.words(), Contains("2 changed from default"));
    one.click("Reset section");
    ASSERT_EQ(one.stage.shown.size(), 1U);
    DialogStack dialogs;
    dialogs.open(std::move(std::get<OpenDialog>(one.stage.shown[0]).dialog));
    const auto draw = [&](const Scene& scene) { dialogs.draw(scene); };
    one.stage.settle(draw);
    std::vector<std::string> words;
    for (const WrittenText& each : one.stage.screen.writing())
        words.push_back(each.text);
    EXPECT_THAT(words, Contains("Accent colour"));
    EXPECT_THAT(words, Not(Contains("Tell others that I am typing")));
    for (const WrittenText& each : one.stage.screen.writing()) {
        if (each.text == "Reset") one.stage.screen.move_mouse(each.at.x + 4, each.at.y + 8);
    }
    one.stage.settle(draw);
    one.stage.screen.press_mouse(true);
    one.stage.settle(draw);
    one.stage.screen.press_mouse(false);
    one.stage.settle(draw);
    EXPECT_TRUE(dialogs.is_empty());
    EXPECT_TRUE(one.stage.preferences.is_normal(SettingId::Density));
    EXPECT_TRUE(one.stage.preferences.is_normal(SettingId::Accent));
    EXPECT_FALSE(one.stage.preferences.is_normal(SettingId::Typing)) << "another section's";
}

TEST(SettingsPage, a_theme_is_chosen_by_its_picture_and_a_narrow_page_has_a_chooser_for_sections) {
    PageStage one(460, 700);
    one.click("High contrast");
    EXPECT_EQ(one.stage.preferences.text(SettingId::Palette), "high-contrast");
    one.click("Appearance");
    EXPECT_THAT(one.words(), Contains("changed")) << "the menu says where something differs";
    EXPECT_EQ(one.stage.screen.id_conflicts(), 0);
}

TEST(SettingsPage, a_setting_that_is_asked_for_comes_into_view) {
    PageStage one(1224, 300);
    one.page.go_to(SettingId::QuietHours);
    one.settle();
    bool seen = false;
    for (const WrittenText& each : one.stage.screen.writing())
        seen |= each.text == "Quiet time" && each.at.y > 60 && each.at.y < 280;
    EXPECT_TRUE(seen);
}

TEST(SettingsPage, is_drawn_in_every_look_and_width_without_two_things_of_one_id) {
    for (const Palette palette : {Palette::Dark, Palette::Light, Palette::HighContrast}) {
        for (const Density density : {Density::Compact, Density::Cosy, Density::Roomy}) {
            for (const float scale : {0.75F, 1.0F, 2.0F, 3.0F}) {
                for (const int width : {420, 760, 1224}) {
                    PageStage one(width, 700, {.palette = palette, .density = density, .scale = scale});
                    for (const char* typed : {"", "e"}) {
                        if (*typed != '\0') {
                            one.key(ImGuiKey_F, ImGuiMod_Ctrl);
                            one.type(typed);
                        }
                        EXPECT_EQ(one.stage.screen.id_conflicts(), 0) << width << " at " << scale;
                        EXPECT_TRUE(one.stage.screen.drew_within()) << width << " at " << scale;
                    }
                }
            }
        }
    }
}

TEST(SettingsPage, the_preview_shows_at_once_what_is_chosen) {
    PageStage one;
    const auto choose = [&](SettingId id, std::string_view value) {
        one.stage.preferences.set(id, value, one.stage.commands);
        one.settle();
    };
    EXPECT_THAT(one.words(), Contains("18:42"));
    EXPECT_THAT(one.words(), Not(Contains("18:43")));
    EXPECT_THAT(one.words(), Not(Contains(HasSubstr(":-)"))));
    choose(SettingId::Timestamps, "every");
    EXPECT_THAT(one.words(), Contains("18:43"));
    choose(SettingId::Clock, "12");
    EXPECT_THAT(one.words(), Contains("6:43 pm"));
    choose(SettingId::Emoticons, "off");
    EXPECT_THAT(one.words(), Contains(HasSubstr(":-)")));
    const auto height_of_party = [&] {
        float party = 0;
        float after = 0;
        for (const WrittenText& each : one.stage.screen.writing()) {
            if (each.text == "\xF0\x9F\x8E\x89") party = each.at.y;
            if (each.text == "meadow") after = each.at.y;
        }
        return after - party;
    };
    const float large = height_of_party();
    choose(SettingId::LargeEmoji, "off");
    EXPECT_LT(height_of_party(), large);
}

TEST(SettingsPage, at_rest_it_asks_for_no_further_frame) {
    PageStage one;
    one.settle(30);
    (void)one.stage.commands.take_wake();
    one.settle(1);
    EXPECT_FALSE(one.stage.screen.needs().another_frame);
    EXPECT_FALSE(one.stage.commands.take_wake());
}

// --- what is chosen, and what of it is kept

TEST(Preferences, the_system_decides_where_somebody_wants_that) {
    Preferences preferences;
    Commands commands;
    preferences.learn_system({.scheme = ColorScheme::Light, .motion = MotionWish::Reduced});
    EXPECT_EQ(preferences.theme_choice(1).palette, Palette::Dark);
    EXPECT_EQ(preferences.theme_choice(1).motion, MotionLevel::Reduced);
    preferences.set(SettingId::Palette, "system", commands);
    preferences.set(SettingId::Motion, "full", commands);
    EXPECT_EQ(preferences.theme_choice(1).palette, Palette::Light);
    EXPECT_EQ(preferences.theme_choice(1).motion, MotionLevel::Full);
    preferences.learn_system({.scheme = ColorScheme::Light, .contrast = ContrastWish::High});
    EXPECT_EQ(preferences.theme_choice(1).palette, Palette::HighContrast);
    preferences.learn_system({});
    EXPECT_EQ(preferences.theme_choice(1).palette, Palette::Dark) << "without an opinion";
}

TEST(Preferences, every_accent_is_a_choice_in_the_order_of_the_themes) {
    Preferences preferences;
    Commands commands;
    const Setting& setting = setting_of(SettingId::Accent);
    ASSERT_EQ(setting.choices.size(), accent_count);
    for (std::size_t index = 0; index < accent_count; ++index) {
        preferences.set(SettingId::Accent, setting.choices[index].word, commands);
        EXPECT_EQ(preferences.theme_choice(1).accent, static_cast<AccentHue>(index));
    }
}

TEST(Preferences, what_the_profile_holds_counts_and_what_is_no_value_does_not) {
    Preferences preferences;
    preferences.learn({{"look.zoom", "9000"},
                       {"look.palette", "plaid"},
                       {"notices.quiet-from", "1:30"},
                       {"conversation.typing", "maybe"},
                       {"future.thing", "x"},
                       {"privacy.away-after", "30"}});
    EXPECT_EQ(preferences.number(SettingId::Zoom), 300);
    EXPECT_EQ(preferences.text(SettingId::Palette), "dark");
    EXPECT_EQ(preferences.number(SettingId::QuietFrom), 90);
    EXPECT_TRUE(preferences.is_on(SettingId::Typing));
    EXPECT_EQ(preferences.away_after(), std::chrono::minutes(30));
}

TEST(Preferences, what_is_held_off_leaves_what_was_chosen_as_it_is) {
    Preferences preferences;
    Commands commands;
    preferences.hold_off(SettingId::FindServers, "Off because of a flag");
    EXPECT_FALSE(preferences.is_on(SettingId::FindServers));
    preferences.learn({{"privacy.find-servers", "on"}});
    EXPECT_FALSE(preferences.is_on(SettingId::FindServers));
    EXPECT_TRUE(preferences.is_normal(SettingId::FindServers));
    EXPECT_EQ(preferences.why_held_off(SettingId::FindServers), "Off because of a flag");
    EXPECT_EQ(preferences.why_held_off(SettingId::Typing), "");
    preferences.set(SettingId::FindServers, "off", commands);
    EXPECT_EQ(kept_of(commands.take_link(), SettingId::FindServers),
              std::pair(std::size_t{1}, std::string("off")));
}

// Whether a window asks the network who is there, on its first screen.
bool looks_for_servers(const std::string& chosen, bool no_discovery) {
    twin::OffScreen screen(900, 700, {});
    const FixedZone zone{0};
    const Moment now{.zone = zone};
    model::Model model;
    Commands commands;
    Shell shell({.connect = {}, .name = {}, .passkey = {}, .invite = {}, .no_discovery = no_discovery});
    const auto draw = [&] { screen.bare_frame([&] { shell.draw(screen.fonts(), now, model, commands); }); };
    draw();
    EXPECT_FALSE(shell.shows_servers(model)) << "before anybody knows what was chosen";
    const model::LinkEvent known = model::SettingsKnown{{{"privacy.find-servers", chosen}}};
    model.apply(known);
    shell.hear(known);
    draw();
    return shell.shows_servers(model);
}

TEST(Shell, looks_for_servers_if_somebody_wants_it_and_the_start_has_not_forbidden_it) {
    EXPECT_TRUE(looks_for_servers("on", false));
    EXPECT_FALSE(looks_for_servers("off", false));
    EXPECT_FALSE(looks_for_servers("on", true));
}

// --- links

TEST(LinkTarget, is_the_host_that_a_browser_would_go_to) {
    EXPECT_EQ(target_of("https://attic.lan/maps?x=1").host, "attic.lan");
    EXPECT_EQ(target_of("HTTPS://Attic.LAN").host, "attic.lan");
    EXPECT_EQ(target_of("http://attic.lan:8080/").port, "8080");
    EXPECT_EQ(target_of("https://bank.example@evil.example/").host, "evil.example");
    EXPECT_TRUE(target_of("https://bank.example@evil.example/").has_user);
    EXPECT_EQ(target_of("https://evil.example\\@bank.example/").host, "evil.example");
    EXPECT_EQ(target_of("https://evil.example#@bank.example/").host, "evil.example");
    EXPECT_EQ(target_of("https://a:b@[fe80::1]:99/x").host, "[fe80::1]");
    EXPECT_EQ(target_of("https://a:b@[fe80::1]:99/x").port, "99");
    EXPECT_TRUE(target_of("https://b\xC3\xA4nk.example").may_look_alike);
    EXPECT_TRUE(target_of("https://xn--bnk-qla.example").may_look_alike);
    EXPECT_FALSE(target_of("https://attic.lan").may_look_alike);
    EXPECT_TRUE(target_of("https://attic.lan").is_encrypted);
    EXPECT_FALSE(target_of("http://attic.lan").is_encrypted);
}

TEST(LinkQuestion, is_asked_until_somebody_wants_no_more_questions) {
    twin::Stage stage;
    const std::string url = "https://attic.lan/maps";
    stage.frame([&](const Scene& scene) { follow_link(scene, url); });
    ASSERT_EQ(stage.shown.size(), 1U);
    EXPECT_TRUE(stage.asked.empty());
    DialogStack dialogs;
    dialogs.open(std::move(std::get<OpenDialog>(stage.shown[0]).dialog));
    const auto draw = [&](const Scene& scene) { dialogs.draw(scene); };
    stage.settle(draw);
    const auto click = [&](std::string_view word) {
        for (const WrittenText& each : stage.screen.writing()) {
            if (each.text == word) stage.screen.move_mouse(each.at.x + 4, each.at.y + 8);
        }
        stage.settle(draw);
        stage.screen.press_mouse(true);
        stage.settle(draw);
        stage.screen.press_mouse(false);
        stage.settle(draw);
    };
    click("Do not ask again, for any link");
    click("Open");
    ASSERT_EQ(stage.asked.size(), 1U);
    EXPECT_EQ(std::get<OpenLink>(stage.asked[0]).url, url);
    EXPECT_FALSE(stage.preferences.is_on(SettingId::LinkQuestion));
    stage.shown.clear();
    stage.frame([&](const Scene& scene) { follow_link(scene, url); });
    EXPECT_TRUE(stage.shown.empty());
    EXPECT_EQ(stage.asked.size(), 2U);
}

}  // namespace
}  // namespace crosstalk::ui
