#include "client/model/idleness.hpp"

#include <gtest/gtest.h>

namespace crosstalk::model {
namespace {

using net::PresenceState;
using std::chrono::milliseconds;

constexpr Idleness::Time start{};

TEST(Idleness, who_touches_nothing_for_a_while_is_away_and_is_back_at_the_next_touch) {
    Idleness idleness(start);
    EXPECT_EQ(idleness.next(), start + away_after);
    EXPECT_FALSE(idleness.passed(start + away_after - milliseconds(1)));
    EXPECT_EQ(idleness.passed(start + away_after).value().state, PresenceState::Away);
    EXPECT_FALSE(idleness.passed(start + 2 * away_after)) << "it is told once";
    EXPECT_FALSE(idleness.next());
    EXPECT_EQ(idleness.touch(start + 3 * away_after).value().state, PresenceState::Online);
    EXPECT_FALSE(idleness.touch(start + 3 * away_after));
    EXPECT_EQ(idleness.next(), start + 4 * away_after);
}

TEST(Idleness, each_touch_puts_it_off) {
    Idleness idleness(start);
    EXPECT_FALSE(idleness.touch(start + away_after - milliseconds(1)));
    EXPECT_FALSE(idleness.passed(start + away_after));
    EXPECT_EQ(idleness.next(), start + 2 * away_after - milliseconds(1));
}

TEST(Idleness, somebody_may_want_another_time_or_none) {
    using std::chrono::minutes;
    Idleness idleness(start);
    idleness.wait_for(minutes(5));
    EXPECT_EQ(idleness.next(), start + minutes(5));
    EXPECT_TRUE(idleness.passed(start + minutes(5)));
    idleness.wait_for(std::nullopt);
    EXPECT_EQ(idleness.touch(start + minutes(6)).value().state, PresenceState::Online)
        << "and back all the same";
    EXPECT_FALSE(idleness.next());
    EXPECT_FALSE(idleness.passed(start + minutes(600)));
}

TEST(Idleness, what_somebody_chose_to_be_seen_as_stays) {
    for (const PresenceState chosen : {PresenceState::Away, PresenceState::Busy, PresenceState::Offline}) {
        Idleness idleness(start);
        idleness.chose(chosen);
        EXPECT_FALSE(idleness.next());
        EXPECT_FALSE(idleness.passed(start + 2 * away_after));
        EXPECT_FALSE(idleness.touch(start + 3 * away_after));
        idleness.chose(PresenceState::Online);
        EXPECT_TRUE(idleness.passed(start + 4 * away_after));
    }
}

TEST(Idleness, a_choice_while_away_ends_it) {
    Idleness idleness(start);
    EXPECT_TRUE(idleness.passed(start + away_after));
    idleness.chose(PresenceState::Busy);
    EXPECT_FALSE(idleness.touch(start + 2 * away_after)) << "busy it stays";
}

}  // namespace
}  // namespace crosstalk::model
