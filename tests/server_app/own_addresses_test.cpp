#include "server/app/own_addresses.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <system_error>

namespace crosstalk::server {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using transport::Address;
using Addresses = std::vector<Address>;

struct OwnAddressesTest : ::testing::Test {
    void make(Addresses listening, net::Milliseconds round = {60'000}) {
        addresses.emplace(OwnAddresses::Means{
            .loop = loop,
            .listening = std::move(listening),
            .port = 4711,
            .changed = [this](const Addresses& now) { told.push_back(now); },
            .likely =
                [this] {
                    if (has_no_descriptors)
                        throw std::system_error(std::make_error_code(std::errc::too_many_files_open));
                    return likely;
                },
            .round = round});
    }

    transport::Loop loop;
    std::string likely = "192.168.1.20";
    bool has_no_descriptors = false;
    std::vector<Addresses> told;
    std::optional<OwnAddresses> addresses;
};

TEST_F(OwnAddressesTest, a_server_on_every_address_is_reached_by_that_of_the_machine) {
    make({{"0.0.0.0", 4711}, {"::", 4711}});
    EXPECT_THAT(addresses->as_of_last_look(), ElementsAre(Address{"192.168.1.20", 4711}));
    addresses->look();
    EXPECT_THAT(told, IsEmpty()) << "nothing has changed";
}

TEST_F(OwnAddressesTest, another_network_is_told_once) {
    make({{"0.0.0.0", 0}, {"fd00::7", 0}});
    likely = "10.4.0.9";
    addresses->look();
    addresses->look();
    EXPECT_THAT(told, ElementsAre(Addresses{{"10.4.0.9", 4711}, {"fd00::7", 4711}}));
    EXPECT_EQ(addresses->as_of_last_look(), told.back());
}

TEST_F(OwnAddressesTest, networks_are_followed_though_nobody_asks) {
    make({{"0.0.0.0", 0}}, {1});
    for (const char* each : {"10.4.0.9", "10.5.0.9"}) {
        likely = each;
        while (told.empty() || told.back() != Addresses{{each, 4711}})
            loop.run_one();
    }
}

TEST_F(OwnAddressesTest, a_server_that_started_before_there_was_a_network_gets_its_address) {
    likely = "127.0.0.1";
    make({{"0.0.0.0", 0}});
    EXPECT_THAT(addresses->as_of_last_look(), ElementsAre(Address{"127.0.0.1", 4711}));
    likely = "192.168.1.20";
    addresses->look();
    EXPECT_THAT(addresses->as_of_last_look(), ElementsAre(Address{"192.168.1.20", 4711}));
}

TEST_F(OwnAddressesTest, between_two_networks_the_last_address_stays) {
    make({{"0.0.0.0", 0}});
    likely = "127.0.0.1";
    addresses->look();
    has_no_descriptors = true;
    addresses->look();
    EXPECT_THAT(told, IsEmpty());
    EXPECT_THAT(addresses->as_of_last_look(), ElementsAre(Address{"192.168.1.20", 4711}));
}

TEST_F(OwnAddressesTest, addresses_that_were_named_stay_whatever_the_networks_do) {
    make({{"10.0.0.7", 0}, {"127.0.0.1", 0}}, {1});
    likely = "10.4.0.9";
    addresses->look();
    loop.poll();
    EXPECT_THAT(told, IsEmpty());
    EXPECT_THAT(addresses->as_of_last_look(),
                ElementsAre(Address{"10.0.0.7", 4711}, Address{"127.0.0.1", 4711}));
}

TEST_F(OwnAddressesTest, after_its_end_nothing_is_told) {
    make({{"0.0.0.0", 0}}, {1});
    addresses.reset();
    likely = "10.4.0.9";
    loop.run_one();
    EXPECT_THAT(told, IsEmpty());
}

}  // namespace
}  // namespace crosstalk::server
