// What is kept of a room's notices: levels, mutes with an end, and that nothing foreign is believed.
#include "ui/notices/room_rules.hpp"

#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"

namespace crosstalk::ui {
namespace {

net::ServerKeyHash key(std::uint8_t byte) {
    net::ServerKeyHash hash{};
    hash.fill(byte);
    return hash;
}

model::Room room_of(net::RoomKind kind) {
    model::Room room;
    room.id = model::den;
    room.kind = kind;
    return room;
}

struct Kept {
    Preferences preferences;
    Commands commands;
    RoomRules rules{preferences, key(0xAB)};
};

TEST(RoomRules, direct_rooms_tell_everything_and_others_what_names_me) {
    const Kept kept;
    EXPECT_EQ(kept.rules.level(room_of(net::RoomKind::Direct)), NoticeLevel::All);
    EXPECT_EQ(kept.rules.level(room_of(net::RoomKind::Public)), NoticeLevel::Mentions);
    EXPECT_FALSE(kept.rules.chosen_level(model::den));
}

TEST(RoomRules, a_level_is_kept_under_the_servers_key_and_the_rooms_id) {
    Kept kept;
    kept.rules.choose_level(model::den, NoticeLevel::Nothing, kept.commands);
    EXPECT_EQ(kept.rules.level(room_of(net::RoomKind::Direct)), NoticeLevel::Nothing);
    const std::vector<model::LinkCommand> sent = kept.commands.take_link();
    ASSERT_EQ(sent.size(), 1U);
    const auto& setting = std::get<model::KeepSetting>(sent[0]);
    std::string hex;
    for (int count = 0; count < 32; ++count)
        hex += "ab";
    EXPECT_EQ(setting.name, "kept.room." + hex + ".2048.notice");
    EXPECT_EQ(setting.value, "nothing");
    const RoomRules elsewhere(kept.preferences, key(1));
    EXPECT_FALSE(elsewhere.chosen_level(model::den)) << "another server has another room of this id";
    kept.rules.choose_level(model::den, std::nullopt, kept.commands);
    EXPECT_FALSE(kept.rules.chosen_level(model::den));
}

TEST(RoomRules, a_mute_ends_by_itself_or_never) {
    Kept kept;
    kept.rules.mute(model::den, {5'000}, kept.commands);
    EXPECT_TRUE(kept.rules.is_muted(model::den, 4'999));
    EXPECT_FALSE(kept.rules.is_muted(model::den, 5'000));
    kept.rules.mute(model::den, net::for_good, kept.commands);
    EXPECT_TRUE(kept.rules.is_muted(model::den, 4'000'000'000'000));
    kept.rules.unmute(model::den, kept.commands);
    EXPECT_FALSE(kept.rules.is_muted(model::den, 0));
}

TEST(RoomRules, what_is_no_rule_counts_as_none) {
    Kept kept;
    const std::string prefix = "kept.room." + std::string(64, '0') + ".2048.";
    kept.preferences.learn({{prefix + "notice", "sometimes"}, {prefix + "muted-until", "12 o'clock"}});
    const RoomRules rules(kept.preferences, key(0));
    EXPECT_FALSE(rules.chosen_level(model::den));
    EXPECT_EQ(rules.muted_until(model::den), net::Timestamp{});
}

TEST(RoomRules, until_tomorrow_ends_at_eight_of_the_local_clock) {
    constexpr std::int64_t hour = 3'600'000;
    const FixedZone utc{0};
    const FixedZone east{2 * 3'600};
    EXPECT_EQ(tomorrow_morning(23 * hour, utc).value, 32 * hour);
    EXPECT_EQ(tomorrow_morning(25 * hour, utc).value, 56 * hour);
    // 23:00 in Greenwich is 01:00 of the next day two hours east.
    EXPECT_EQ(tomorrow_morning(23 * hour, east).value, 24 * hour + 32 * hour - 2 * hour);
}

}  // namespace
}  // namespace crosstalk::ui
