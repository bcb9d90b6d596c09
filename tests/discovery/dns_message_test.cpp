#include "net/discovery/dns_message.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string_view>

namespace crosstalk::discovery::dns {
namespace {

using namespace std::string_view_literals;

Message sample() {
    const Name type{"_crosstalk", "_tcp", "local"};
    const Name instance{"Keller (a0a1)", "_crosstalk", "_tcp", "local"};
    const Name host{"crosstalk-a0a1", "local"};
    return {.id = 7,
            .is_response = true,
            .questions = {{type, Type::Ptr, true}},
            .answers = {{type, false, 4500, Ptr{instance}}},
            .additional = {{instance, true, 120, Srv{1, 2, 12345, host}},
                           {instance, true, 4500, Txt{{"txtvers=1", "", "name=Café"}}},
                           {host, true, 120, A{{10, 0, 0, 7}}},
                           {host, true, 120, Aaaa{{0xFE, 0x80, 1}}},
                           {{}, false, 0, Txt{}}}};
}

net::Bytes bytes_of(std::string_view text) {
    return {text.begin(), text.end()};
}

// A message with one record of type TXT and no content; its name is what stands behind the header.
net::Bytes with_name(std::string_view name) {
    net::Bytes bytes = bytes_of("\0\0\x84\0\0\0\0\1\0\0\0\0"sv);
    bytes.insert(bytes.end(), name.begin(), name.end());
    const net::Bytes rest = bytes_of("\0\x10\0\1\0\0\0\1\0\0"sv);
    bytes.insert(bytes.end(), rest.begin(), rest.end());
    return bytes;
}

TEST(DnsMessage, it_comes_back_as_it_was) {
    const auto again = read(write(sample()));
    ASSERT_TRUE(again);
    EXPECT_EQ(*again, sample());
}

TEST(DnsMessage, names_in_common_are_written_once) {
    Message message = sample();
    message.additional.push_back(message.additional[0]);
    const net::Bytes bytes = write(message);
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    EXPECT_EQ(text.find("_crosstalk"), text.rfind("_crosstalk"));
    EXPECT_NE(text.find("crosstalk-a0a1"), text.rfind("crosstalk-a0a1")) << "but the target of SRV";
}

TEST(DnsMessage, what_is_cut_off_anywhere_is_nothing) {
    const net::Bytes bytes = write(sample());
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(read(std::span(bytes).first(size))) << size;
}

TEST(DnsMessage, every_wrong_byte_gives_nothing_or_what_can_be_written_again) {
    const net::Bytes bytes = write(sample());
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        for (unsigned change = 1; change < 256; ++change) {
            net::Bytes wrong = bytes;
            wrong[at] ^= static_cast<std::uint8_t>(change);
            auto message = read(wrong);
            if (!message) continue;
            const auto is_other = [](const Record& record) { return record.content.index() == 0; };
            std::erase_if(message->answers, is_other);
            std::erase_if(message->additional, is_other);
            ASSERT_EQ(read(write(*message)), message);
        }
    }
}

TEST(DnsMessage, a_name_that_leads_in_a_circle_or_forward_is_refused) {
    EXPECT_TRUE(read(with_name("\1a\0"sv)));
    EXPECT_FALSE(read(with_name("\xC0\x0C"sv))) << "to itself";
    EXPECT_FALSE(read(with_name("\1a\xC0\x0C"sv))) << "to its own beginning";
    EXPECT_FALSE(read(with_name("\xC0\x0E\1a\0"sv))) << "forward";
    EXPECT_FALSE(read(with_name("\xC0\x00"sv))) << "into the header";
    EXPECT_FALSE(read(with_name("\xC0"sv)));
    EXPECT_FALSE(read(with_name("\x40x\0"sv))) << "no label and no pointer";
}

TEST(DnsMessage, a_name_of_255_bytes_is_the_longest) {
    std::string name;
    for (int i = 0; i < 3; ++i)
        name += '\x3F' + std::string(63, 'a');
    EXPECT_TRUE(read(with_name(name + '\x3D' + std::string(61, 'a') + '\0')));
    EXPECT_FALSE(read(with_name(name + '\x3E' + std::string(62, 'a') + '\0')));
}

TEST(DnsMessage, pointers_cannot_make_a_small_message_into_a_large_one) {
    // 63 names, each the one before it and one label more, are longer than a name may be at last.
    Message message;
    message.is_response = true;
    Name name;
    for (int i = 0; i < 126; ++i) {
        name.insert(name.begin(), "a");
        message.answers.push_back({name, false, 1, Txt{}});
    }
    EXPECT_TRUE(read(write(message)));
    name.insert(name.begin(), 2, "a");
    message.answers.push_back({name, false, 1, Txt{}});
    EXPECT_FALSE(read(write(message)));
}

TEST(DnsMessage, more_than_the_limits_is_refused_before_it_is_read) {
    Message message;
    message.questions.assign(max_questions, {{"a"}, Type::A, false});
    message.answers.assign(max_records, {{"a"}, false, 1, Txt{}});
    EXPECT_TRUE(read(write(message)));
    Message questions = message;
    questions.questions.push_back(questions.questions[0]);
    EXPECT_FALSE(read(write(questions)));
    Message records = message;
    records.additional.push_back(records.answers[0]);
    EXPECT_FALSE(read(write(records)));
    EXPECT_FALSE(read(net::Bytes(max_message_bytes + 1)));
}

TEST(DnsMessage, content_must_fill_its_record) {
    net::Bytes bytes = with_name("\1a\0"sv);
    EXPECT_TRUE(read(bytes));
    bytes.back() = 1;  // the length of the content, of which there is none
    EXPECT_FALSE(read(bytes));
    bytes.push_back(0);
    EXPECT_TRUE(read(bytes));
    bytes.back() = 1;  // a string that goes beyond it
    bytes.push_back('x');
    EXPECT_FALSE(read(bytes));
}

TEST(DnsMessage, names_differ_by_more_than_case) {
    EXPECT_TRUE(same_name({"_Crosstalk", "LOCAL"}, {"_crosstalk", "local"}));
    EXPECT_FALSE(same_name({"a", "b"}, {"a"}));
    EXPECT_FALSE(same_name({"É"}, {"é"}));
}

}  // namespace
}  // namespace crosstalk::discovery::dns
