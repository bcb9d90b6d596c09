// Where the command line leads.
#include "client/app/destination.hpp"

#include <gtest/gtest.h>

namespace crosstalk::app {
namespace {

const std::string fingerprint = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8";
const std::string link = "crosstalk://192.168.1.20:12345/#" + fingerprint + ".AAECAwQFBgcICQoLDA0ODw";

Destination going(const Said& said) {
    const auto result = destination_of(said);
    const auto* destination = std::get_if<Destination>(&result);
    EXPECT_NE(destination, nullptr) << std::get<NoDestination>(result).why;
    return destination == nullptr ? Destination{} : *destination;
}

std::string why_not(const Said& said) {
    const auto result = destination_of(said);
    const auto* none = std::get_if<NoDestination>(&result);
    EXPECT_NE(none, nullptr);
    return none == nullptr ? std::string() : none->why;
}

TEST(Destination, a_link_alone_may_come_from_a_browser_and_waits_for_a_word) {
    const Destination there = going({.invite = link, .connect = {}, .name = {}});
    EXPECT_EQ(there.opened, link);
    EXPECT_EQ(there.address + there.invite, "");
    ASSERT_TRUE(there.server);
    EXPECT_EQ((*there.server)[0], 0);
    EXPECT_EQ((*there.server)[31], 31);
}

TEST(Destination, whoever_says_a_name_or_connect_with_a_link_means_it) {
    for (const Said& said : {Said{.invite = link, .connect = {}, .name = "ada"},
                             Said{.invite = {}, .connect = link, .name = {}}}) {
        const Destination there = going(said);
        EXPECT_EQ(there.invite, link);
        EXPECT_EQ(there.address + there.opened, "");
    }
}

TEST(Destination, a_link_is_taken_with_capitals_in_its_scheme_and_blanks_around) {
    EXPECT_EQ(going({.invite = " CROSSTALK" + link.substr(9) + "\n", .connect = {}, .name = {}}).opened,
              link);
}

TEST(Destination, a_link_of_a_room_is_opened_as_it_is) {
    const std::string room = "crosstalk://room/0001020304050607/42";
    const Destination there = going({.invite = room, .connect = {}, .name = {}});
    EXPECT_EQ(there.opened, room);
    EXPECT_FALSE(there.server);
}

TEST(Destination, a_join_code_and_an_address_go_where_addresses_go) {
    EXPECT_EQ(going({.invite = "G008M-7K4MP-2QXVD", .connect = {}, .name = {}}).address, "G008M-7K4MP-2QXVD");
    const Destination there = going({.invite = {}, .connect = "attic.lan:4711", .name = {}});
    EXPECT_EQ(there.address, "attic.lan:4711");
    EXPECT_EQ(there.opened, "");
}

TEST(Destination, there_is_none_where_nothing_was_said) {
    EXPECT_EQ(going({}), Destination{});
}

TEST(Destination, what_is_no_link_is_explained_and_not_repeated) {
    const std::string secret = "AAECAwQFBgcICQoLDA0ODw";
    for (const std::string& bad :
         {std::string("attic.lan"), std::string("http://attic.lan/#") + secret, link.substr(0, 60),
          link.substr(0, link.size() - 1), "crosstalk://attic.lan/#" + fingerprint + "." + secret,
          "crosstalk://:12345/#" + fingerprint + "." + secret, std::string("--help"), link + link}) {
        const std::string why = why_not({.invite = bad, .connect = {}, .name = {}});
        EXPECT_NE(why, "") << bad;
        EXPECT_EQ(why.find(secret.substr(0, 12)), std::string::npos) << why;
    }
    EXPECT_NE(why_not({.invite = {}, .connect = "crosstalk://attic.lan", .name = {}}), "");
}

TEST(Destination, there_is_one_place_to_go_to) {
    EXPECT_NE(why_not({.invite = link, .connect = "attic.lan", .name = {}}), "");
}

}  // namespace
}  // namespace crosstalk::app
