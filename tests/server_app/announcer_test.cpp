#include "server/app/announcer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/discovery/samples.hpp"

namespace crosstalk::server {
namespace {

using discovery::IpAddress;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using transport::DatagramSockets;
using transport::DatagramSource;
using transport::Interface;

const IpAddress here = IpAddress::ipv4({127, 0, 0, 1});
const Interface loopback{.index = 1,
                         .name = "lo",
                         .is_loopback = true,
                         .addresses = {{{here, 96 + 8}, IpAddress::ipv4({127, 255, 255, 255})}}};
constexpr std::uint16_t port = 47'131;
constexpr std::uint16_t mdns_port = 47'132;

struct AnnouncerTest : ::testing::Test {
    AnnouncerTest() {
        asker.emplace(loop, transport::DatagramOptions{},
                      [this](const DatagramSource& from, std::span<const std::uint8_t> bytes) {
                          sources.push_back(from.port);
                          heard.emplace_back(bytes.begin(), bytes.end());
                      });
        listener.emplace(loop, transport::DatagramOptions{.port = port},
                         [this](const DatagramSource&, std::span<const std::uint8_t> bytes) {
                             said_to_all.push_back(discovery::decode(bytes));
                         });
        announcer.emplace(Announcer::Means{.loop = loop,
                                           .listening = {{"127.0.0.1", 12345}},
                                           .server = [this] { return server; },
                                           .random = [](std::span<std::uint8_t>) {},
                                           .log = [](LogLevel, std::string_view) {},
                                           .interfaces = [this] { return interfaces; },
                                           .round = {10},
                                           .port = port,
                                           .mdns_port = mdns_port});
    }
    void ask(const net::Bytes& bytes, std::uint16_t to) { asker->send({here, to}, bytes); }
    void run_until(const std::function<bool()>& done) {
        while (!done())
            loop.run_one();
    }
    // What was sent before this has been looked at, for it stands behind it in the same queue.
    void settle() {
        const auto before = heard.size();
        ask(discovery::encode(discovery::Question{{77}}), port);
        run_until([&] { return heard.size() > before; });
    }

    transport::Loop loop;
    discovery::Advertisement server = discovery::sample_server();
    std::vector<Interface> interfaces{loopback};
    std::vector<net::Bytes> heard;
    std::vector<std::uint16_t> sources;
    std::vector<std::optional<discovery::Datagram>> said_to_all;
    std::optional<DatagramSockets> asker;
    std::optional<DatagramSockets> listener;
    std::optional<Announcer> announcer;
};

TEST_F(AnnouncerTest, who_asks_is_told_and_may_know_that_it_was_the_question_that_was_answered) {
    announcer->start();
    ask(discovery::encode(discovery::Question{{77}}), port);
    run_until([&] { return !heard.empty(); });
    EXPECT_EQ(discovery::decode(heard[0]), discovery::Datagram(discovery::Answer({77}, server)));
}

TEST_F(AnnouncerTest, who_looks_on_the_same_machine_does_not_take_what_this_server_is_asked) {
    announcer->start();
    const DatagramSockets looking(loop, {.port = port}, [](const auto&, auto) {});
    ask(discovery::encode(discovery::Question{{77}}), port);
    run_until([&] { return !heard.empty(); });
    EXPECT_EQ(discovery::decode(heard[0]), discovery::Datagram(discovery::Answer({77}, server)));
}

TEST_F(AnnouncerTest, who_asks_by_ordinary_dns_is_told_too) {
    announcer->start();
    ask(discovery::dns::write(discovery::service_question()), mdns_port);
    run_until([&] { return !heard.empty(); });
    const auto services = discovery::services_in(*discovery::dns::read(heard[0]));
    ASSERT_THAT(services, SizeIs(1));
    EXPECT_EQ(services[0].server, server);
    ASSERT_THAT(services[0].addresses, SizeIs(1));
    EXPECT_EQ(services[0].addresses[0], here);
}

TEST_F(AnnouncerTest, all_are_told_at_the_start_at_a_change_and_at_the_end) {
    announcer->start();
    run_until([&] { return !said_to_all.empty(); });
    EXPECT_EQ(said_to_all.back(), discovery::Datagram(discovery::Announcement(server)));
    server.users = 8;
    run_until([&] { return said_to_all.back() == discovery::Datagram(discovery::Announcement(server)); });
    announcer->stop();
    const discovery::Farewell farewell{server.key, server.port};
    run_until([&] { return said_to_all.back() == discovery::Datagram(farewell); });
}

TEST_F(AnnouncerTest, who_asks_without_end_is_answered_at_a_rate) {
    announcer->start();
    for (int i = 0; i < 100; ++i)
        ask(discovery::encode(discovery::Question{{1}}), port);
    // By the other port, behind all of them.
    const auto farewell = discovery::encode(discovery::Farewell{server.key, 9});
    asker->send({here, port}, farewell);
    run_until([&] { return heard.size() >= discovery::SourceLimiter::burst_per_source; });
    loop.poll();
    EXPECT_LE(heard.size(), discovery::SourceLimiter::burst_per_source + 8U);
}

TEST_F(AnnouncerTest, nonsense_and_answers_are_not_answered) {
    announcer->start();
    ask({1, 2, 3}, port);
    ask(discovery::encode(discovery::Announcement{server}), port);
    ask(discovery::encode(discovery::Answer{{1}, server}), port);
    net::Bytes short_question = discovery::encode(discovery::Question{{1}});
    short_question.resize(100);
    ask(short_question, port);
    settle();
    EXPECT_THAT(heard, SizeIs(1));
}

TEST_F(AnnouncerTest, after_the_end_nobody_is_answered_and_ending_twice_is_harmless) {
    announcer->start();
    announcer->stop();
    announcer->stop();
    ask(discovery::encode(discovery::Question{{1}}), port);
    loop.poll();
    EXPECT_THAT(heard, IsEmpty());
}

TEST(ReachableInterfaces, a_server_is_announced_where_it_listens_only) {
    const Interface lan{
        .index = 2,
        .name = "eth0",
        .has_multicast = true,
        .addresses = {{{IpAddress::ipv4({10, 0, 0, 7}), 120}, IpAddress::ipv4({10, 0, 0, 255})},
                      {{{{0xFE, 0x80, 1}}, 64}, {}}}};
    const std::vector<Interface> both{loopback, lan};
    EXPECT_EQ(reachable_interfaces(both, {{"0.0.0.0", 1}, {"::", 1}}), both);
    EXPECT_EQ(reachable_interfaces(both, {{"127.0.0.1", 1}}), std::vector<Interface>{loopback});
    const auto ipv4 = reachable_interfaces(both, {{"10.0.0.7", 1}});
    ASSERT_THAT(ipv4, SizeIs(1));
    EXPECT_THAT(ipv4[0].addresses, SizeIs(1));
    EXPECT_THAT(reachable_interfaces(both, {{"10.0.0.8", 1}}), IsEmpty());
    const auto ipv6 = reachable_interfaces(both, {{"::", 1}});
    ASSERT_THAT(ipv6, SizeIs(1));
    EXPECT_FALSE(ipv6[0].addresses[0].network.address.is_ipv4());
}

}  // namespace
}  // namespace crosstalk::server
