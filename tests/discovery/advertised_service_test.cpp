#include "net/discovery/advertised_service.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/discovery/samples.hpp"

namespace crosstalk::discovery {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const std::vector<IpAddress> addresses{IpAddress::ipv4({10, 0, 0, 7}), {{0xFE, 0x80, 1}, 0}};
const dns::Name instance{"Café im Keller (a0a1a2a3a4a5)", "_crosstalk", "_tcp", "local"};
const dns::Name host{"crosstalk-a0a1a2a3a4a5", "local"};

std::optional<ServiceAnswer> answer(dns::Name name, dns::Type type, Asker asker = Asker::Multicast) {
    dns::Message question;
    question.id = 99;
    question.questions.push_back({std::move(name), type, false});
    return answer_service_question(question, asker, sample_server(), addresses);
}

dns::Message over_the_wire(const dns::Message& message) {
    return *dns::read(dns::write(message));
}

TEST(AdvertisedService, who_asks_for_the_service_is_told_all_of_it) {
    const auto told =
        answer_service_question(service_question(), Asker::Multicast, sample_server(), addresses);
    ASSERT_TRUE(told);
    EXPECT_TRUE(told->to_all);
    const auto services = services_in(over_the_wire(told->message));
    ASSERT_THAT(services, SizeIs(1));
    EXPECT_EQ(services[0].server, sample_server());
    EXPECT_EQ(services[0].addresses, addresses);
    EXPECT_FALSE(services[0].is_leaving);
}

TEST(AdvertisedService, an_announcement_and_an_end_say_the_same) {
    auto services = services_in(over_the_wire(announce_service(sample_server(), addresses)));
    ASSERT_THAT(services, SizeIs(1));
    EXPECT_EQ(services[0].server, sample_server());
    services = services_in(over_the_wire(end_service(sample_server(), addresses)));
    ASSERT_THAT(services, SizeIs(1));
    EXPECT_TRUE(services[0].is_leaving);
}

TEST(AdvertisedService, each_of_its_names_is_answered_for) {
    const auto types = answer({"_services", "_dns-sd", "_udp", "local"}, dns::Type::Ptr);
    ASSERT_TRUE(types);
    EXPECT_THAT(types->message.answers, SizeIs(1));
    const auto service = answer(instance, dns::Type::Srv);
    ASSERT_TRUE(service);
    EXPECT_THAT(service->message.answers, SizeIs(2));
    EXPECT_THAT(service->message.additional, SizeIs(2));
    const auto machine = answer(host, dns::Type::Any);
    ASSERT_TRUE(machine);
    EXPECT_THAT(machine->message.answers, SizeIs(2));
    EXPECT_TRUE(answer({"_CROSSTALK", "_TCP", "Local"}, dns::Type::Any));
}

TEST(AdvertisedService, what_is_not_ours_is_not_answered) {
    EXPECT_FALSE(answer({"_http", "_tcp", "local"}, dns::Type::Ptr));
    EXPECT_FALSE(answer({"_crosstalk", "_tcp", "local"}, dns::Type::A));
    EXPECT_FALSE(answer({"crosstalk-ffffffffffff", "local"}, dns::Type::A));
    dns::Message response = service_question();
    response.is_response = true;
    EXPECT_FALSE(answer_service_question(response, Asker::Multicast, sample_server(), addresses));
}

TEST(AdvertisedService, what_somebody_knows_already_is_not_said_again) {
    dns::Message question = service_question();
    question.answers.push_back({{"_crosstalk", "_tcp", "local"}, false, 2250, dns::Ptr{instance}});
    EXPECT_FALSE(answer_service_question(question, Asker::Multicast, sample_server(), addresses));
    question.answers[0].ttl_s = 2249;
    EXPECT_TRUE(answer_service_question(question, Asker::Multicast, sample_server(), addresses));
    question.answers[0] = {{"_crosstalk", "_tcp", "local"}, false, 4500, dns::Ptr{host}};
    EXPECT_TRUE(answer_service_question(question, Asker::Multicast, sample_server(), addresses));
}

TEST(AdvertisedService, who_knows_ordinary_dns_only_gets_an_answer_that_looks_like_it) {
    const auto told = answer({"_crosstalk", "_tcp", "local"}, dns::Type::Ptr, Asker::Legacy);
    ASSERT_TRUE(told);
    EXPECT_FALSE(told->to_all);
    EXPECT_EQ(told->message.id, 99);
    EXPECT_THAT(told->message.questions, SizeIs(1));
    for (const dns::Record& record : told->message.additional) {
        EXPECT_FALSE(record.flush);
        EXPECT_EQ(record.ttl_s, 10U);
    }
}

TEST(AdvertisedService, who_wants_to_be_answered_alone_is) {
    dns::Message question = service_question();
    question.questions[0].wants_unicast = true;
    EXPECT_FALSE(answer_service_question(question, Asker::Multicast, sample_server(), addresses)->to_all);
}

TEST(AdvertisedService, two_servers_of_one_name_are_two_services) {
    Advertisement other = sample_server();
    other.key[0] ^= 1U;
    dns::Message both = announce_service(sample_server(), addresses);
    for (const dns::Record& record : announce_service(other, addresses).answers)
        both.answers.push_back(record);
    const auto services = services_in(over_the_wire(both));
    ASSERT_THAT(services, SizeIs(2));
    EXPECT_NE(services[0].server.key, services[1].server.key);
}

TEST(AdvertisedService, a_long_name_is_cut_in_the_label_between_two_letters_and_whole_in_the_text) {
    Advertisement server = sample_server();
    server.name.clear();
    for (int i = 0; i < 32; ++i)
        server.name += "é";
    const dns::Message message = over_the_wire(announce_service(server, addresses));
    const auto& label = std::get<dns::Ptr>(message.answers[0].content).name[0];
    EXPECT_LE(label.size(), dns::max_label_bytes);
    EXPECT_TRUE(label.ends_with("é (a0a1a2a3a4a5)")) << label;
    EXPECT_EQ(services_in(message)[0].server.name, server.name);
}

TEST(AdvertisedService, a_response_that_says_less_than_everything_or_something_hostile_names_no_server) {
    const dns::Message whole = announce_service(sample_server(), {});
    EXPECT_THAT(services_in(whole), SizeIs(1));
    for (std::size_t missing = 0; missing < whole.answers.size(); ++missing) {
        dns::Message part = whole;
        part.answers.erase(part.answers.begin() + static_cast<std::ptrdiff_t>(missing));
        EXPECT_THAT(services_in(part), IsEmpty()) << missing;
    }
    for (const char* wrong :
         {"id=a0", "name=\x1b[2J", "ver=", "users=-1", "users=x", "max=4294967296", "proto=1", "proto=2-1",
          "name="
          "\xff"}) {
        dns::Message hostile = whole;
        std::get<dns::Txt>(hostile.answers[2].content).strings.emplace_back(wrong);
        EXPECT_THAT(services_in(hostile), IsEmpty()) << wrong;
    }
    dns::Message question = whole;
    question.is_response = false;
    EXPECT_THAT(services_in(question), IsEmpty());
}

TEST(AdvertisedService, a_flood_of_services_in_one_response_is_cut_short) {
    dns::Message flood;
    flood.is_response = true;
    for (std::uint8_t i = 0; i < 30; ++i) {
        Advertisement server = sample_server();
        server.key[5] = i;
        for (const dns::Record& record : announce_service(server, addresses).answers)
            flood.answers.push_back(record);
    }
    EXPECT_THAT(services_in(flood), SizeIs(8));
}

}  // namespace
}  // namespace crosstalk::discovery
