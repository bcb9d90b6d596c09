#include "net/limits.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

namespace crosstalk::net {
namespace {

TEST(Limits, every_limit_has_a_row_of_its_own) {
    static_assert(sizeof(Limits) % sizeof(std::int64_t) == 0);
    EXPECT_EQ(limit_rows().size(), sizeof(Limits) / sizeof(std::int64_t));
    // Writing through each row reaches another field each time.
    Limits limits;
    for (const LimitRow& row : limit_rows())
        limits.*row.field = -1;
    for (const LimitRow& row : limit_rows()) {
        EXPECT_EQ(limits.*row.field, -1) << row.name << " shares the field of a row before it";
        limits.*row.field = 0;
    }
}

TEST(Limits, no_two_rows_share_a_name) {
    std::set<std::string_view> names;
    for (const LimitRow& row : limit_rows())
        EXPECT_TRUE(names.insert(row.name).second) << row.name;
}

TEST(Limits, names_can_be_typed_and_told_on_the_wire) {
    for (const LimitRow& row : limit_rows()) {
        EXPECT_FALSE(row.name.empty());
        EXPECT_LE(row.name.size(), max_name_bytes);
        EXPECT_TRUE(std::ranges::all_of(row.name, [](char c) { return (c >= 'a' && c <= 'z') || c == '-'; }))
            << row.name;
    }
}

TEST(Limits, every_default_is_within_its_range) {
    const Limits defaults;
    for (const LimitRow& row : limit_rows()) {
        EXPECT_LE(row.lowest, defaults.*row.field) << row.name;
        EXPECT_GE(row.highest, defaults.*row.field) << row.name;
        EXPECT_GT(row.lowest, 0) << row.name << ": none of them makes sense as nothing";
    }
}

TEST(Limits, every_row_explains_itself_in_one_line) {
    for (const LimitRow& row : limit_rows()) {
        EXPECT_GE(row.help.size(), 10u) << row.name;
        EXPECT_EQ(row.help.find('\n'), std::string_view::npos) << row.name;
    }
}

TEST(Limits, the_defaults_agree_with_each_other) {
    const Limits limits;
    EXPECT_LT(limits.ping_ms, limits.dead_ms) << "a connection is asked before it counts as dead";
    EXPECT_LT(limits.outbox_soft_bytes, limits.outbox_hard_bytes);
    EXPECT_GE(limits.outbox_soft_bytes, static_cast<std::int64_t>(max_frame_bytes + frame_header_bytes));
    EXPECT_LE(limits.login_connections_per_address, limits.login_connections);
    EXPECT_GE(limits.login_bytes, static_cast<std::int64_t>(max_login_frame_bytes + frame_header_bytes));
}

}  // namespace
}  // namespace crosstalk::net
