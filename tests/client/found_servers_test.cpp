#include "client/link/found_servers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/discovery/samples.hpp"

namespace crosstalk::link {
namespace {

using discovery::Advertisement;
using discovery::IpAddress;
using discovery::sample_server;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const IpAddress lan = IpAddress::ipv4({10, 0, 0, 7});
const IpAddress other = IpAddress::ipv4({10, 0, 0, 8});
const IpAddress link_local{{0xFE, 0x80, 1}, 99'999};

Advertisement server_number(std::uint8_t number) {
    Advertisement server = sample_server();
    server.key[0] = number;
    server.name = "Server " + std::to_string(number);
    return server;
}

TEST(FoundServers, who_answers_is_listed_with_what_it_says) {
    FoundServers servers;
    EXPECT_TRUE(servers.answered(sample_server(), lan, {3}, {0}));
    const auto list = servers.list();
    ASSERT_THAT(list, SizeIs(1));
    EXPECT_EQ(list[0].name, "Café im Keller");
    EXPECT_EQ(list[0].users, 7U);
    EXPECT_EQ(list[0].round_trip, net::Milliseconds{3});
    EXPECT_TRUE(list[0].is_compatible);
    EXPECT_FALSE(list[0].chosen_passkey);
    EXPECT_THAT(list[0].addresses, ElementsAre("10.0.0.7:12345"));
    EXPECT_FALSE(servers.answered(sample_server(), lan, {3}, {1'000})) << "nothing new";
}

TEST(FoundServers, several_addresses_of_one_server_are_one_entry_the_best_first) {
    FoundServers servers;
    servers.answered(sample_server(), link_local, {1}, {0});
    servers.heard(sample_server(), other, {0});
    servers.answered(sample_server(), lan, {5}, {0});
    ASSERT_THAT(servers.list(), SizeIs(1));
    EXPECT_THAT(servers.list()[0].addresses,
                ElementsAre("10.0.0.7:12345", testing::StartsWith("[fe80:"), "10.0.0.8:12345"));
    EXPECT_EQ(servers.list()[0].round_trip, net::Milliseconds{5});
}

TEST(FoundServers, two_servers_of_one_name_are_two) {
    FoundServers servers;
    Advertisement twin = sample_server();
    twin.key[0] ^= 1U;
    servers.answered(sample_server(), lan, {1}, {0});
    servers.answered(twin, other, {1}, {0});
    EXPECT_THAT(servers.list(), SizeIs(2));
}

TEST(FoundServers, who_is_silent_is_forgotten_and_who_answers_again_stays) {
    FoundServers servers;
    servers.answered(server_number(1), lan, {1}, {0});
    servers.answered(server_number(2), other, {1}, {0});
    servers.answered(server_number(2), other, {1}, {5'000});
    EXPECT_FALSE(servers.expire({9'999}));
    EXPECT_TRUE(servers.expire({10'000}));
    ASSERT_THAT(servers.list(), SizeIs(1));
    EXPECT_EQ(servers.list()[0].name, "Server 2");
}

TEST(FoundServers, hearsay_counts_until_there_is_an_answer_and_never_after_it) {
    FoundServers servers;
    Advertisement old = sample_server();
    old.users = 1;
    EXPECT_TRUE(servers.heard(old, lan, {0}));
    EXPECT_EQ(servers.list()[0].users, 1U);
    EXPECT_EQ(servers.list()[0].round_trip, std::nullopt);
    servers.answered(sample_server(), lan, {1}, {0});
    servers.heard(old, lan, {1});
    EXPECT_EQ(servers.list()[0].users, 7U);
    old.port = 666;
    servers.heard(old, other, {1});
    EXPECT_THAT(servers.list()[0].addresses, ElementsAre("10.0.0.7:12345"))
        << "a forged port does not come to stand behind a true address";
}

TEST(FoundServers, somebody_elses_answer_with_a_servers_key_neither_fills_it_nor_moves_it) {
    FoundServers servers;
    servers.answered(sample_server(), lan, {5}, {0});
    Advertisement forged = sample_server();
    forged.users = forged.max_sessions = 1;
    forged.min_protocol = forged.max_protocol = 9;
    forged.port = 666;
    for (const std::int64_t now : {1'000, 4'000, 7'000}) {
        servers.answered(forged, other, {0}, {now});
        ASSERT_THAT(servers.list(), SizeIs(1));
        EXPECT_FALSE(servers.list()[0].is_full());
        EXPECT_TRUE(servers.list()[0].is_compatible);
        EXPECT_EQ(servers.list()[0].round_trip, net::Milliseconds{5});
        EXPECT_THAT(servers.list()[0].addresses, ElementsAre("10.0.0.7:12345", "10.0.0.8:666"));
    }
    servers.expire({10'000});
    EXPECT_THAT(servers.list()[0].addresses, ElementsAre("10.0.0.8:666")) << "it alone is left";
}

TEST(FoundServers, who_comes_later_stands_behind_who_was_there_whatever_the_address) {
    FoundServers servers;
    servers.answered(sample_server(), link_local, {5}, {0});
    servers.answered(sample_server(), link_local, {5}, {9'000});
    servers.answered(sample_server(), lan, {0}, {FoundServers::arrival.value});
    EXPECT_THAT(servers.list()[0].addresses, ElementsAre(testing::StartsWith("[fe80:"), "10.0.0.7:12345"));
}

TEST(FoundServers, of_two_answers_to_one_question_from_one_address_the_first_counts) {
    FoundServers servers;
    Advertisement forged = sample_server();
    forged.port = 666;
    servers.answered(sample_server(), lan, {5}, {5});
    EXPECT_FALSE(servers.answered(forged, lan, {7}, {7}));
    EXPECT_FALSE(servers.answered(forged, lan, {1'007}, {7})) << "an older question";
    EXPECT_THAT(servers.list()[0].addresses, ElementsAre("10.0.0.7:12345"));
    EXPECT_TRUE(servers.answered(forged, lan, {5}, {3'005})) << "a server may move to another port";
    EXPECT_THAT(servers.list()[0].addresses, ElementsAre("10.0.0.7:666"));
}

TEST(FoundServers, repeated_hearsay_keeps_no_silent_answerer_alive) {
    FoundServers servers;
    servers.answered(sample_server(), lan, {1}, {0});
    servers.heard(sample_server(), lan, {9'000});
    EXPECT_TRUE(servers.expire({10'000}));
    EXPECT_THAT(servers.list(), IsEmpty());
}

TEST(FoundServers, a_goodbye_ends_hearsay_at_once_and_an_answerer_unless_it_answers_again) {
    FoundServers servers;
    servers.heard(server_number(1), lan, {0});
    EXPECT_FALSE(servers.left(server_number(1).key, other, {0})) << "from elsewhere";
    EXPECT_TRUE(servers.left(server_number(1).key, lan, {0}));
    EXPECT_THAT(servers.list(), IsEmpty());

    servers.answered(server_number(2), lan, {1}, {0});
    servers.left(server_number(2).key, lan, {0});
    EXPECT_THAT(servers.list(), SizeIs(1)) << "anybody may have said it";
    servers.answered(server_number(2), lan, {1}, {3'000});
    EXPECT_FALSE(servers.expire({4'000}));
    servers.left(server_number(2).key, lan, {5'000});
    EXPECT_TRUE(servers.expire({8'500}));
}

TEST(FoundServers, a_flood_is_bounded_and_leaves_room_for_those_who_answer) {
    FoundServers servers;
    for (unsigned i = 0; i < 10'000; ++i) {
        Advertisement forged = sample_server();
        forged.key[0] = static_cast<std::uint8_t>(i);
        forged.key[1] = static_cast<std::uint8_t>(i >> 8U);
        servers.heard(
            forged,
            IpAddress::ipv4({10, 1, static_cast<std::uint8_t>(i >> 8U), static_cast<std::uint8_t>(i)}), {0});
    }
    EXPECT_THAT(servers.list(), SizeIs(FoundServers::most_servers));
    Advertisement real = server_number(1);
    real.key[2] = 0;
    EXPECT_TRUE(servers.answered(real, lan, {1}, {0}));
    EXPECT_THAT(servers.list(), SizeIs(FoundServers::most_servers));
}

TEST(FoundServers, one_machine_cannot_fill_the_list) {
    FoundServers servers;
    for (std::uint8_t i = 0; i < 200; ++i)
        servers.answered(server_number(i), lan, {1}, {0});
    EXPECT_THAT(servers.list(), SizeIs(FoundServers::most_per_address));
}

TEST(FoundServers, who_answers_drives_out_what_was_only_heard_from_the_same_place) {
    FoundServers servers;
    for (std::uint8_t i = 0; i < 200; ++i)
        servers.heard(server_number(i), lan, {0});
    EXPECT_TRUE(servers.answered(server_number(201), lan, {1}, {0}));
    EXPECT_THAT(servers.list(), SizeIs(FoundServers::most_per_address));
    EXPECT_TRUE(servers.has_answered(server_number(201).key, lan));
}

TEST(FoundServers, one_server_cannot_have_addresses_without_end) {
    FoundServers servers;
    for (std::uint8_t i = 0; i < 200; ++i)
        servers.heard(sample_server(), IpAddress::ipv4({10, 0, 1, i}), {0});
    EXPECT_THAT(servers.list()[0].addresses, SizeIs(FoundServers::most_addresses));
    servers.answered(sample_server(), lan, {1}, {0});
    EXPECT_EQ(servers.list()[0].addresses[0], "10.0.0.7:12345");
    EXPECT_THAT(servers.list()[0].addresses, SizeIs(FoundServers::most_addresses));
}

TEST(FoundServers, a_server_of_another_protocol_is_shown_as_such) {
    FoundServers servers;
    Advertisement newer = sample_server();
    newer.min_protocol = newer.max_protocol = 9;
    servers.answered(newer, lan, {1}, {0});
    EXPECT_FALSE(servers.list()[0].is_compatible);
}

}  // namespace
}  // namespace crosstalk::link
