#include "net/transport/datagram_sockets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <algorithm>

#include "net/discovery/datagram.hpp"
#include "tests/transport/ends.hpp"

namespace crosstalk::transport {
namespace {

using discovery::IpAddress;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::run_until;

const IpAddress here = IpAddress::ipv4({127, 0, 0, 1});

struct DatagramSocketsTest : ::testing::Test {
    DatagramSockets::Received into(std::vector<std::string>& texts) {
        return [this, &texts](const DatagramSource& from, std::span<const std::uint8_t> bytes) {
            texts.emplace_back(bytes.begin(), bytes.end());
            last = from;
        };
    }
    static std::vector<std::uint8_t> bytes(const std::string& text) { return {text.begin(), text.end()}; }

    Loop loop;
    DatagramSource last;
};

// A port that other programs share as well is none that a test may fail for: what is sent is told by its content.
constexpr std::uint16_t shared_port = 47'121;

TEST_F(DatagramSocketsTest, two_programs_share_a_port_and_both_hear_what_is_said_to_all) {
    std::vector<std::string> first;
    std::vector<std::string> second;
    const DatagramOptions options{.port = shared_port, .group_port = shared_port};
    DatagramSockets one(loop, options, into(first));
    DatagramSockets two(loop, options, into(second));
    EXPECT_THAT(one.trouble(), IsEmpty());
    EXPECT_THAT(two.trouble(), IsEmpty());
    DatagramSockets asker(loop, {.group_port = shared_port}, [](const auto&, auto) {});
    const Interface loopback{.index = 1,
                             .name = "lo",
                             .is_loopback = true,
                             .addresses = {{{here, 96 + 8}, IpAddress::ipv4({127, 255, 255, 255})}}};
    asker.broadcast(loopback, bytes("hello"));
    run_until(loop, [&] { return !first.empty() && !second.empty(); });
    EXPECT_EQ(first[0], "hello");
    EXPECT_EQ(second[0], "hello");
    EXPECT_EQ(last.address, here);
}

TEST_F(DatagramSocketsTest, who_asks_is_answered) {
    std::vector<std::string> answers;
    DatagramSockets asker(loop, {}, into(answers));
    std::unique_ptr<DatagramSockets> server;
    server = std::make_unique<DatagramSockets>(
        loop, DatagramOptions{.port = shared_port + 1, .group_port = shared_port + 1},
        [&](const DatagramSource& from, std::span<const std::uint8_t> said) { server->send(from, said); });
    asker.send({here, shared_port + 1}, bytes("ping"));
    run_until(loop, [&] { return !answers.empty(); });
    EXPECT_EQ(answers[0], "ping");
    EXPECT_EQ(last.port, shared_port + 1);
}

TEST_F(DatagramSocketsTest, whoever_is_called_may_end_it) {
    std::unique_ptr<DatagramSockets> server;
    bool called = false;
    server = std::make_unique<DatagramSockets>(loop, DatagramOptions{.port = shared_port + 2},
                                               [&](const DatagramSource&, auto) {
                                                   called = true;
                                                   server.reset();
                                               });
    DatagramSockets asker(loop, {}, [](const auto&, auto) {});
    asker.send({here, shared_port + 2}, bytes("1"));
    asker.send({here, shared_port + 2}, bytes("2"));
    run_until(loop, [&] { return called; });
    loop.poll();
    EXPECT_EQ(server, nullptr);
}

TEST_F(DatagramSocketsTest, what_is_sent_to_a_claimed_address_goes_to_who_has_claimed_it_whoever_came_last) {
    std::vector<std::string> server_has;
    std::vector<std::string> later_has;
    constexpr std::uint16_t port = shared_port + 4;
    const Interface loopback{.index = 1, .name = "lo", .is_loopback = true, .addresses = {{{here, 96 + 8}}}};
    DatagramSockets server(loop, {.port = port, .claims_addresses = true}, into(server_has));
    server.follow({loopback});
    DatagramSockets later(loop, {.port = port}, into(later_has));
    DatagramSockets asker(loop, {}, [](const auto&, auto) {});
    const auto ask = [&](const std::string& text) {
        const std::size_t before = server_has.size() + later_has.size();
        asker.send({here, port}, bytes(text));
        run_until(loop, [&] { return server_has.size() + later_has.size() > before; });
    };
    ask("who is there?");
    EXPECT_THAT(server_has, ElementsAre("who is there?"));
    EXPECT_THAT(later_has, IsEmpty());
    server.follow({});
    ask("and now?");
    EXPECT_THAT(later_has, ElementsAre("and now?")) << "the address is no longer claimed";
    server.follow({loopback});
    ask("again?");
    EXPECT_THAT(server_has, ElementsAre("who is there?", "again?"));
}

TEST_F(DatagramSocketsTest, interfaces_may_come_and_go) {
    DatagramSockets server(loop,
                           {.port = shared_port + 3,
                            .group_port = shared_port + 3,
                            .ipv4_group = std::to_array(discovery::ipv4_group),
                            .ipv6_group = std::to_array(discovery::ipv6_group)},
                           [](const auto&, auto) {});
    // Others' networks are none of a test's business.
    std::vector<Interface> interfaces = list_interfaces();
    std::erase_if(interfaces, [](const Interface& each) { return !each.is_loopback; });
    server.follow(interfaces);
    interfaces.push_back({.index = 99'999,
                          .name = "gone",
                          .has_multicast = true,
                          .addresses = {{{IpAddress::ipv4({10, 1, 2, 3}), 120}, {}}}});
    server.follow(interfaces);
    for (const Interface& interface : interfaces)
        server.send_to_groups(interface, bytes("anybody?"));
    server.follow({});
    EXPECT_TRUE(server.is_open());
}

TEST(Interfaces, this_machine_is_among_its_own_networks) {
    const auto interfaces = list_interfaces();
    const auto loopback = std::ranges::find_if(interfaces, &Interface::is_loopback);
    ASSERT_NE(loopback, interfaces.end());
    EXPECT_NE(loopback->index, 0U);
    const auto address = std::ranges::find_if(loopback->addresses,
                                              [](const auto& each) { return each.network.address == here; });
    ASSERT_NE(address, loopback->addresses.end());
    EXPECT_EQ(address->network.prefix_bits, 96 + 8);
    EXPECT_EQ(address->broadcast, IpAddress::ipv4({127, 255, 255, 255}));
}

TEST(IpAddressText, it_is_written_as_people_type_it) {
    EXPECT_EQ(to_string(IpAddress::ipv4({10, 0, 0, 7})), "10.0.0.7");
    EXPECT_EQ(parse_ip_address("10.0.0.7"), IpAddress::ipv4({10, 0, 0, 7}));
    EXPECT_EQ(to_string(*parse_ip_address("fd00::1")), "fd00::1");
    EXPECT_EQ(parse_ip_address("fe80::1%lo")->scope, 1U);
    EXPECT_FALSE(parse_ip_address("home"));
}

}  // namespace
}  // namespace crosstalk::transport
