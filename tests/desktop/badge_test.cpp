// What the icon says about rooms, and what the look of the system does to the window's.
#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"
#include "ui/notices/room_rules.hpp"
#include "ui/notices/unread_badge.hpp"
#include "ui/panels/shell.hpp"

namespace crosstalk::ui {
namespace {

constexpr std::int64_t now = 1'000'000;

net::MyRoom counted(net::MyRoom room, std::uint64_t posts, std::uint64_t mentions) {
    room.room.head = {posts};
    room.room.posts = {posts};
    room.mentions = {mentions};
    return room;
}

// Somebody who is in the lobby, a room and a direct room with alice, with so many unread.
model::Model with_unread(std::uint64_t lobby, std::uint64_t mentions, std::uint64_t direct) {
    model::Model model = model::in_the_lobby();
    model.apply(model::RoomsListed{
        {counted(model::mine(net::lobby, "lobby"), lobby, mentions), model::mine(model::attic, "attic"),
         counted(model::direct(model::den, model::alice), direct, 0)},
        {}});
    return model;
}

TEST(UnreadBadge, mentions_and_direct_messages_count_and_the_rest_is_a_dot) {
    Preferences preferences;
    EXPECT_EQ(badge_of(with_unread(0, 0, 0), preferences, {}, now), Badge{});
    EXPECT_EQ(badge_of(with_unread(5, 0, 0), preferences, {}, now), (Badge{.count = 0, .dot = true}));
    EXPECT_EQ(badge_of(with_unread(5, 2, 0), preferences, {}, now), (Badge{.count = 2}));
    EXPECT_EQ(badge_of(with_unread(5, 2, 3), preferences, {}, now), (Badge{.count = 5}));
}

TEST(UnreadBadge, muted_rooms_say_nothing_until_the_mute_ends) {
    Preferences preferences;
    Commands commands;
    const model::Model model = with_unread(5, 2, 0);
    RoomRules(preferences, model.server().key).mute(net::lobby, {now + 1}, commands);
    EXPECT_EQ(badge_of(model, preferences, {}, now), Badge{});
    EXPECT_EQ(badge_of(model, preferences, {}, now + 1), (Badge{.count = 2}));
}

TEST(ShellHears, the_systems_look_where_it_was_chosen_and_the_displays_scale) {
    Shell shell({});
    EXPECT_EQ(shell.theme().palette(), Palette::Dark);
    shell.hear(model::LinkEvent{model::SettingsKnown{{{"look.palette", "system"}}}});
    shell.hear(DesktopEvent{SystemLookChanged{{.scheme = ColorScheme::Light}}});
    EXPECT_EQ(shell.theme().palette(), Palette::Light);
    shell.hear(DesktopEvent{SystemLookChanged{{.contrast = ContrastWish::High}}});
    EXPECT_EQ(shell.theme().palette(), Palette::HighContrast);
    shell.hear(DesktopEvent{DisplayScaleChanged{2.0F}});
    EXPECT_EQ(shell.theme().scale(), 2.0F);
}

TEST(ShellHears, a_theme_that_was_chosen_stays_whatever_the_system_prefers) {
    Shell shell({});
    shell.hear(model::LinkEvent{model::SettingsKnown{{{"look.palette", "dark"}}}});
    shell.hear(DesktopEvent{SystemLookChanged{{.scheme = ColorScheme::Light}}});
    EXPECT_EQ(shell.theme().palette(), Palette::Dark);
}

}  // namespace
}  // namespace crosstalk::ui
