// What people are told of their network, from what was tried on it.
#include "client/link/network_facts.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace crosstalk::link {
namespace {

using ::testing::HasSubstr;
using Verdict = model::NetworkFinding::Verdict;

NetworkFacts healthy() {
    NetworkFacts facts;
    facts.lines.push_back(
        {.name = "eth0", .address = "192.168.1.5", .is_self_given = false, .hears_groups = true});
    facts.answered = 1;
    return facts;
}

std::string texts_of(const model::NetworkReport& report, Verdict verdict) {
    std::string texts;
    for (const model::NetworkFinding& each : report.findings)
        if (each.verdict == verdict) texts += each.what + " " + each.advice + "\n";
    return texts;
}

TEST(NetworkFacts, where_all_is_well_nothing_is_complained_of) {
    const model::NetworkReport report = judge(healthy());
    EXPECT_EQ(texts_of(report, Verdict::Bad), "");
    EXPECT_EQ(texts_of(report, Verdict::Notice), "");
    EXPECT_THAT(texts_of(report, Verdict::Good), HasSubstr("On eth0 as 192.168.1.5."));
    EXPECT_THAT(texts_of(report, Verdict::Good), HasSubstr("1 server on this network answers."));
}

TEST(NetworkFacts, a_machine_without_a_network_is_told_that_alone) {
    NetworkFacts facts;
    const model::NetworkReport report = judge(facts);
    EXPECT_THAT(texts_of(report, Verdict::Bad), HasSubstr("on no network"));
    EXPECT_EQ(texts_of(report, Verdict::Notice), "") << "that no server answers follows from it";
}

TEST(NetworkFacts, an_address_that_nobody_has_given_is_a_hint) {
    NetworkFacts facts = healthy();
    facts.lines[0].is_self_given = true;
    EXPECT_THAT(texts_of(judge(facts), Verdict::Notice),
                HasSubstr("nobody has given this machine an address"));
}

TEST(NetworkFacts, a_firewall_of_this_machine_is_named_only_where_nothing_answers) {
    NetworkFacts facts = healthy();
    facts.lines[0].hears_groups = false;
    EXPECT_EQ(texts_of(judge(facts), Verdict::Bad), "") << "somebody has answered, so all is well";
    facts.answered = 0;
    EXPECT_THAT(texts_of(judge(facts), Verdict::Bad), HasSubstr("UDP port 12345"));
}

TEST(NetworkFacts, a_line_without_multicast_is_no_sign_of_a_firewall) {
    NetworkFacts facts;
    facts.lines.push_back({.name = "wg0", .address = "10.8.0.2", .has_multicast = false});
    EXPECT_EQ(texts_of(judge(facts), Verdict::Bad), "");
    facts.lines.push_back({.name = "eth0", .address = "192.168.1.5", .hears_groups = false});
    EXPECT_THAT(texts_of(judge(facts), Verdict::Bad), HasSubstr("firewall"));
}

TEST(NetworkFacts, silence_names_isolation_and_firewalls_of_others) {
    NetworkFacts facts = healthy();
    facts.answered = 0;
    EXPECT_THAT(texts_of(judge(facts), Verdict::Notice), HasSubstr("client isolation"));
    facts.only_heard_of = 2;
    EXPECT_THAT(texts_of(judge(facts), Verdict::Notice), HasSubstr("2 servers are heard of"));
    EXPECT_THAT(texts_of(judge(facts), Verdict::Notice), ::testing::Not(HasSubstr("client isolation")));
}

TEST(NetworkFacts, a_port_that_is_taken_matters_unless_it_is_ones_own_server) {
    NetworkFacts facts = healthy();
    facts.port_is_free = false;
    EXPECT_THAT(texts_of(judge(facts), Verdict::Notice), HasSubstr("in use"));
    facts.hosted_port = 23'456;
    EXPECT_EQ(texts_of(judge(facts), Verdict::Notice), "");
    EXPECT_THAT(texts_of(judge(facts), Verdict::Good), HasSubstr("Your server has TCP port 23456."));
    facts.port_is_free = true;
    EXPECT_THAT(texts_of(judge(facts), Verdict::Bad), HasSubstr("nothing listens on its TCP port 23456"));
}

TEST(NetworkFacts, what_is_in_the_way_comes_first_and_says_what_to_do) {
    NetworkFacts facts = healthy();
    facts.target = {"attic.lan:12345", "Nothing answers at attic.lan:12345. Is the server running there?"};
    const model::NetworkReport report = judge(facts);
    ASSERT_FALSE(report.findings.empty());
    EXPECT_EQ(report.findings.front().what, "Nothing answers at attic.lan:12345.");
    EXPECT_EQ(report.findings.front().advice, "Is the server running there?");
    EXPECT_TRUE(
        std::ranges::is_sorted(report.findings, std::ranges::greater{}, &model::NetworkFinding::verdict));
    facts.target->failure.clear();
    EXPECT_THAT(texts_of(judge(facts), Verdict::Good),
                HasSubstr("There is a Crosstalk server at attic.lan:12345."));
}

}  // namespace
}  // namespace crosstalk::link
