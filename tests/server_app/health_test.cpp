#include "server/app/health.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosstalk::server {
namespace {

using ::testing::HasSubstr;

constexpr Vitals well{.stage = Vitals::Stage::Serving, .journal_silence = {}, .free_bytes = {1'000'000'000}};

TEST(Health, a_server_that_serves_has_no_trouble) {
    EXPECT_EQ(trouble_of(well), "");
}

TEST(Health, before_and_after_it_serves_it_says_why_not) {
    Vitals vitals = well;
    vitals.stage = Vitals::Stage::Starting;
    EXPECT_THAT(trouble_of(vitals), HasSubstr("starting"));
    vitals.stage = Vitals::Stage::Stopping;
    EXPECT_THAT(trouble_of(vitals), HasSubstr("stopping"));
}

TEST(Health, a_journal_that_takes_nothing_for_long_is_trouble) {
    Vitals vitals = well;
    vitals.journal_silence = longest_journal_silence;
    EXPECT_EQ(trouble_of(vitals), "");
    ++vitals.journal_silence.value;
    EXPECT_THAT(trouble_of(vitals), HasSubstr("taken nothing for 10 s"));
}

TEST(Health, a_full_disk_is_trouble_before_the_journal_is_stopped_by_it) {
    Vitals vitals = well;
    vitals.free_bytes = least_free_bytes;
    EXPECT_EQ(trouble_of(vitals), "");
    vitals.free_bytes = least_free_bytes - 1;
    EXPECT_THAT(trouble_of(vitals), HasSubstr("16383 KiB left"));
    vitals.free_bytes.reset();
    EXPECT_EQ(trouble_of(vitals), "") << "a system that does not say";
}

}  // namespace
}  // namespace crosstalk::server
