#include "client/link/scanner.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "client/link/finder.hpp"
#include "tests/discovery/samples.hpp"

namespace crosstalk::link {
namespace {

using discovery::IpAddress;
using discovery::sample_server;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using transport::DatagramSockets;
using transport::DatagramSource;
using transport::Interface;

const IpAddress here = IpAddress::ipv4({127, 0, 0, 1});
constexpr std::uint16_t port = 47'141;
constexpr std::uint16_t mdns_port = 47'142;

// A server in a few lines, on this machine's loopback; what it says is the test's.
struct ScannerTest : ::testing::Test {
    ScannerTest() {
        scanner.emplace(Scanner::Means{.loop = loop,
                                       .random = [](std::span<std::uint8_t> bytes) { bytes[0] = 1; },
                                       .found = [this](auto now) { found = std::move(now); },
                                       .also = {"127.0.0.1:1", "a-name-that-is-not-looked-up"},
                                       .interfaces = [] { return std::vector<Interface>{}; },
                                       .round = {10},
                                       .port = port,
                                       .mdns_port = mdns_port});
        server.emplace(loop, transport::DatagramOptions{.port = port},
                       [this](const DatagramSource& from, std::span<const std::uint8_t> bytes) {
                           const auto datagram = discovery::decode(bytes);
                           const auto* asked =
                               datagram ? std::get_if<discovery::Question>(&*datagram) : nullptr;
                           if (asked) question(from, *asked);
                       });
    }
    void say(const DatagramSource& to, const discovery::Datagram& datagram) {
        server->send(to, discovery::encode(datagram));
    }
    void run_until(const std::function<bool()>& done) {
        while (!done())
            loop.run_one();
    }

    transport::Loop loop;
    std::vector<model::FoundServer> found;
    std::function<void(const DatagramSource&, const discovery::Question&)> question =
        [](const DatagramSource&, const discovery::Question&) {};
    std::optional<Scanner> scanner;
    std::optional<DatagramSockets> server;
};

TEST_F(ScannerTest, who_answers_is_found) {
    question = [&](const DatagramSource& from, const discovery::Question& asked) {
        say(from, discovery::Answer{asked.nonce, sample_server()});
    };
    run_until([&] { return !found.empty(); });
    EXPECT_THAT(found[0].addresses, ElementsAre("127.0.0.1:12345"));
    EXPECT_TRUE(found[0].round_trip.has_value());
}

TEST_F(ScannerTest, an_answer_to_a_question_that_was_not_asked_is_nothing) {
    discovery::Advertisement forged = sample_server();
    forged.key[0] = 1;
    question = [&](const DatagramSource& from, const discovery::Question& asked) {
        say(from, discovery::Answer{{asked.nonce.value + 1}, forged});
        say(from, discovery::Answer{asked.nonce, sample_server()});
    };
    run_until([&] { return !found.empty(); });
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].key, sample_server().key);
}

TEST_F(ScannerTest, who_announces_itself_is_listed_and_asked) {
    bool answers = false;
    question = [&](const DatagramSource& from, const discovery::Question& asked) {
        if (answers) return say(from, discovery::Answer{asked.nonce, sample_server()});
        answers = true;
        say(from, discovery::Announcement{sample_server()});
    };
    run_until([&] { return !found.empty() && found[0].round_trip; });
    EXPECT_THAT(found, SizeIs(1));
}

TEST_F(ScannerTest, a_flood_of_announcements_is_cut_short) {
    bool is_over = false;
    question = [&](const DatagramSource& from, const discovery::Question& asked) {
        if (std::exchange(is_over, true)) return;
        for (std::uint8_t i = 1; i < 100; ++i) {
            discovery::Advertisement forged = sample_server();
            forged.key[0] = i;
            say(from, discovery::Announcement{forged});
        }
        discovery::Advertisement real = sample_server();
        real.name = "real";
        say(from, discovery::Answer{asked.nonce, real});
    };
    run_until([&] { return !found.empty(); });
    EXPECT_LE(found.size(), FoundServers::most_per_address);
    EXPECT_TRUE(std::ranges::any_of(found, [](const auto& each) { return each.name == "real"; }));
}

TEST(Finder, it_ends_at_once) {
    Finder::Inbox inbox([] {});
    const Finder finder({"127.0.0.1:1"}, inbox, [] { return std::vector<Interface>{}; });
}

}  // namespace
}  // namespace crosstalk::link
