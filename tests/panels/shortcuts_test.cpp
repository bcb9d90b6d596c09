// The table of shortcuts, the keys that somebody chose instead, and the list under F1.
#include "ui/settings/shortcuts.hpp"

#include <gtest/gtest.h>
#include <imgui.h>

#include <map>
#include <set>

#include "tests/panels/stage.hpp"
#include "ui/panels/dialogs/shortcuts_dialog.hpp"
#include "ui/panels/room_history.hpp"

namespace crosstalk::ui {
namespace {

TEST(Shortcuts, each_has_its_own_name_a_line_for_people_and_keys_that_nothing_else_has) {
    twin::Stage stage;
    std::set<std::string_view> names;
    std::map<Chord, std::string_view> taken;
    for (const Shortcut& shortcut : shortcut_table()) {
        EXPECT_TRUE(names.insert(shortcut.name).second) << shortcut.name;
        EXPECT_FALSE(shortcut.line.empty()) << shortcut.name;
        EXPECT_FALSE(title_of(shortcut.section).empty());
        EXPECT_FALSE(keys_of(stage.preferences, shortcut.id).empty()) << shortcut.name;
        // Enter sends in the composer and answers in the list: they are never there at once.
        if (shortcut.section == ShortcutSection::Messages) continue;
        for (const Chord chord : {shortcut.normal, shortcut.also}) {
            if (chord == 0) continue;
            EXPECT_TRUE(taken.emplace(chord, shortcut.name).second)
                << shortcut.name << " and " << taken[chord];
        }
    }
}

TEST(Shortcuts, keys_are_kept_by_name_and_read_back) {
    twin::Stage stage;
    for (const Shortcut& shortcut : shortcut_table())
        EXPECT_EQ(parse_chord(kept_chord(shortcut.normal)), shortcut.normal) << shortcut.name;
    EXPECT_EQ(chord_text(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_F), "Ctrl+Shift+F");
    EXPECT_EQ(chord_text(ImGuiMod_Alt | ImGuiKey_UpArrow), "Alt+Up");
    for (const char* wrong : {"", "Ctrl+", "Ctrl+Nonsense", "Shift+Ctrl+F", "F\n", "Ctrl+Ctrl+F"})
        EXPECT_EQ(parse_chord(wrong), 0) << wrong;
}

TEST(Shortcuts, other_keys_count_at_once_are_kept_and_can_be_taken_back) {
    twin::Stage stage;
    const auto pressed = [&](ShortcutId id, int mods, int key) {
        bool seen = false;
        stage.screen.press_chord(mods, key);
        stage.settle([&](const Scene& scene) { seen |= shortcut_pressed(scene.preferences, id); });
        return seen;
    };
    EXPECT_TRUE(pressed(ShortcutId::QuickSwitch, ImGuiMod_Ctrl, ImGuiKey_K));
    EXPECT_FALSE(pressed(ShortcutId::QuickSwitch, ImGuiMod_Ctrl | ImGuiMod_Shift, ImGuiKey_K));
    EXPECT_TRUE(pressed(ShortcutId::Shortcuts, ImGuiMod_Ctrl, ImGuiKey_Slash));
    rebind(stage.preferences, ShortcutId::QuickSwitch, ImGuiMod_Ctrl | ImGuiKey_G, stage.commands);
    EXPECT_FALSE(pressed(ShortcutId::QuickSwitch, ImGuiMod_Ctrl, ImGuiKey_K));
    EXPECT_TRUE(pressed(ShortcutId::QuickSwitch, ImGuiMod_Ctrl, ImGuiKey_G));
    const auto* kept = stage.last_sent<model::KeepSetting>();
    ASSERT_NE(kept, nullptr);
    EXPECT_EQ(kept->name, "kept.keys.quick-switch");
    EXPECT_EQ(kept->value, "Ctrl+G");
    Preferences later;
    later.learn({{kept->name, kept->value}});
    EXPECT_EQ(keys_of(later, ShortcutId::QuickSwitch), "Ctrl+G");
    reset_shortcut(stage.preferences, ShortcutId::QuickSwitch, stage.commands);
    EXPECT_TRUE(pressed(ShortcutId::QuickSwitch, ImGuiMod_Ctrl, ImGuiKey_K));
}

TEST(Shortcuts, keys_that_write_or_that_do_something_already_are_refused_with_the_reason) {
    twin::Stage stage;
    const auto fault = [&](Chord chord) {
        return fault_of_chord(stage.preferences, ShortcutId::Find, chord);
    };
    EXPECT_NE(fault(ImGuiKey_A).find("writes"), std::string::npos);
    EXPECT_NE(fault(ImGuiMod_Shift | ImGuiKey_A).find("writes"), std::string::npos);
    EXPECT_NE(fault(ImGuiMod_Ctrl | ImGuiKey_V).find("writing"), std::string::npos);
    EXPECT_NE(fault(ImGuiMod_Ctrl | ImGuiKey_B).find("Bold"), std::string::npos);
    EXPECT_NE(fault(ImGuiMod_Ctrl | ImGuiKey_K).find("taken"), std::string::npos);
    EXPECT_NE(fault(ImGuiMod_Ctrl | ImGuiKey_7).find("ninth room"), std::string::npos);
    EXPECT_EQ(fault(ImGuiMod_Ctrl | ImGuiKey_F), "");
    EXPECT_EQ(fault(ImGuiKey_F8), "");
    rebind(stage.preferences, ShortcutId::Find, ImGuiMod_Ctrl | ImGuiKey_K, stage.commands);
    EXPECT_FALSE(is_rebound(stage.preferences, ShortcutId::Find));
    rebind(stage.preferences, ShortcutId::Send, ImGuiKey_F8, stage.commands);
    EXPECT_EQ(chord_of(stage.preferences, ShortcutId::Send), ImGuiKey_Enter);
}

TEST(Shortcuts, the_list_is_searched_and_takes_new_keys_by_the_keyboard_alone) {
    twin::Stage stage;
    DialogStack dialogs;
    dialogs.open(std::make_unique<ShortcutsDialog>());
    const auto draw = [&](const Scene& scene) { dialogs.draw(scene); };
    const auto key = [&](int imgui_key, int mods = 0) {
        stage.screen.press_chord(mods, imgui_key);
        stage.settle(draw);
    };
    stage.settle(draw, 12);
    stage.screen.type("find in this");
    stage.settle(draw);
    key(ImGuiKey_Tab);
    key(ImGuiKey_Space);
    key(ImGuiKey_K, ImGuiMod_Ctrl);
    EXPECT_FALSE(is_rebound(stage.preferences, ShortcutId::Find)) << "Ctrl+K is taken";
    key(ImGuiKey_F8);
    EXPECT_EQ(keys_of(stage.preferences, ShortcutId::Find), "F8");
    // Esc clears the search, then closes.
    key(ImGuiKey_Escape);
    EXPECT_FALSE(dialogs.is_empty());
    key(ImGuiKey_Escape);
    EXPECT_TRUE(dialogs.is_empty());
}

TEST(RoomHistory, one_goes_back_and_forward_past_rooms_that_are_gone) {
    RoomHistory history;
    std::set<net::RoomId> there{net::RoomId{1}, net::RoomId{2}, net::RoomId{3}};
    const auto is_there = [&](net::RoomId room) { return there.contains(room); };
    for (const std::uint64_t id : {1U, 2U, 3U, 3U})
        history.went_to(net::RoomId{id});
    EXPECT_FALSE(history.forward(is_there));
    there.erase(net::RoomId{2});
    EXPECT_EQ(history.back(is_there), net::RoomId{1});
    EXPECT_FALSE(history.back(is_there));
    EXPECT_EQ(history.forward(is_there), net::RoomId{3});
    EXPECT_EQ(history.back(is_there), net::RoomId{1});
    history.went_to(net::RoomId{7});
    EXPECT_FALSE(history.forward(is_there)) << "what lay ahead is forgotten";
}

TEST(RoomHistory, it_is_bounded) {
    RoomHistory history;
    for (std::uint64_t id = 1; id <= 1000; ++id)
        history.went_to(net::RoomId{id});
    std::size_t steps = 0;
    while (history.back([](net::RoomId) { return true; }))
        ++steps;
    EXPECT_EQ(steps, RoomHistory::most - 1);
}

}  // namespace
}  // namespace crosstalk::ui
