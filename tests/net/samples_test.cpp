// What must hold for every message, command and fact, proved on its sample.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "tests/net/golden.hpp"
#include "tests/net/said.hpp"

namespace crosstalk::net {
namespace {

using testing_wire::complaint_about;
using testing_wire::Content;
using testing_wire::decoded;
using testing_wire::everything_said;
using testing_wire::Said;
using testing_wire::Speaker;

TEST(Samples, no_field_is_left_at_its_default) {
    for (const Said& said : everything_said())
        EXPECT_EQ(testing_wire::fields_at_default(said.content), std::vector<std::string>{})
            << said.name << ": give these fields, counted from 0, another value in tests/net/samples.hpp";
}

TEST(Samples, the_bytes_of_each_are_the_golden_ones) {
    for (const Said& said : everything_said()) {
        const std::string difference =
            testing_wire::golden_difference(said.name, testing_wire::encoded(said.content));
        EXPECT_TRUE(difference.empty()) << difference;
    }
}

TEST(Samples, no_golden_file_is_without_a_sample) {
    std::set<std::string> names;
    for (const Said& said : everything_said())
        names.insert(said.name);
    EXPECT_EQ(testing_wire::golden_names(), names);
}

TEST(Samples, each_decodes_to_itself) {
    for (const Said& said : everything_said()) {
        SCOPED_TRACE(said.name);
        const auto result = decoded(said.speaker(), testing_wire::type_of(said.content),
                                    testing_wire::payload_of(said.content));
        ASSERT_TRUE(std::holds_alternative<Content>(result)) << std::get<DecodeFault>(result).reason;
        EXPECT_TRUE(std::get<Content>(result) == said.content);
    }
}

TEST(Samples, a_frame_is_a_header_with_size_type_and_tag_and_then_the_payload) {
    for (const Said& said : everything_said()) {
        if (said.speaker() == Speaker::Journal) continue;
        SCOPED_TRACE(said.name);
        const Bytes frame = testing_wire::encoded(said.content);
        const Bytes payload = testing_wire::payload_of(said.content);
        const FrameHeader expected{.size = static_cast<std::uint32_t>(payload.size()),
                                   .type = testing_wire::type_of(said.content),
                                   .flags = 0,
                                   .tag = {0x01020304}};
        EXPECT_EQ(read_header(std::span(frame).first<frame_header_bytes>()), expected);
        EXPECT_TRUE(
            std::equal(payload.begin(), payload.end(), frame.begin() + frame_header_bytes, frame.end()));
    }
}

TEST(Samples, the_bytes_are_those_that_the_description_of_the_format_gives) {
    for (const Said& said : everything_said()) {
        EXPECT_EQ(testing_wire::payload_by_newer_peer(said.content, {}),
                  testing_wire::payload_of(said.content))
            << said.name;
    }
}

TEST(Samples, a_payload_cut_between_two_fields_leaves_the_rest_at_defaults_and_elsewhere_is_refused) {
    for (const Said& said : everything_said()) {
        SCOPED_TRACE(said.name);
        const std::uint16_t type = testing_wire::type_of(said.content);
        const Bytes payload = testing_wire::payload_of(said.content);
        const std::vector<Bytes> fields = testing_wire::field_images(said.content);
        const std::vector<Bytes> defaults = testing_wire::default_field_images(said.content);

        // Where each field begins, and what a payload that ends there must mean.
        std::map<std::size_t, std::vector<Bytes>> meaning;
        std::size_t begin = 0;
        for (std::size_t kept = 0; kept < fields.size(); ++kept) {
            std::vector<Bytes> mixed(fields.begin(), fields.begin() + static_cast<std::ptrdiff_t>(kept));
            mixed.insert(mixed.end(), defaults.begin() + static_cast<std::ptrdiff_t>(kept), defaults.end());
            meaning[begin] = mixed;
            begin += fields[kept].size();
        }
        ASSERT_EQ(begin, payload.size());

        for (std::size_t size = 0; size < payload.size(); ++size) {
            const auto cut = std::span(payload).first(size);
            const auto result = decoded(said.speaker(), type, cut);
            const auto boundary = meaning.find(size);
            ASSERT_EQ(std::holds_alternative<Content>(result), boundary != meaning.end())
                << "cut at " << size;
            if (boundary != meaning.end()) {
                ASSERT_EQ(testing_wire::field_images(std::get<Content>(result)), boundary->second)
                    << "cut at " << size;
            }
            ASSERT_EQ(complaint_about(said.speaker(), type, cut), "") << "cut at " << size;
        }
    }
}

// Every bit alone, the extremes, and one more and one less.
std::vector<std::uint8_t> corruptions_of(std::uint8_t byte) {
    std::set<std::uint8_t> values{0x00,
                                  0x01,
                                  0x7f,
                                  0x80,
                                  0xc0,
                                  0xff,
                                  static_cast<std::uint8_t>(byte + 1),
                                  static_cast<std::uint8_t>(byte - 1)};
    for (unsigned bit = 0; bit < 8; ++bit)
        values.insert(static_cast<std::uint8_t>(byte ^ (1U << bit)));
    values.erase(byte);
    return {values.begin(), values.end()};
}

TEST(Samples, a_wrong_byte_gives_a_fault_or_a_value_within_its_limits) {
    for (const Said& said : everything_said()) {
        const std::uint16_t type = testing_wire::type_of(said.content);
        Bytes payload = testing_wire::payload_of(said.content);
        for (std::size_t at = 0; at < payload.size(); ++at) {
            const std::uint8_t right = payload[at];
            for (const std::uint8_t wrong : corruptions_of(right)) {
                payload[at] = wrong;
                ASSERT_EQ(complaint_about(said.speaker(), type, payload), "")
                    << said.name << ": byte " << at << " was " << int{right} << " and is " << int{wrong};
            }
            payload[at] = right;
        }
    }
}

TEST(Samples, a_payload_of_another_message_gives_a_fault_or_a_value_within_its_limits) {
    for (const Said& bytes : everything_said()) {
        const Bytes payload = testing_wire::payload_of(bytes.content);
        for (const Said& said : everything_said()) {
            ASSERT_EQ(complaint_about(said.speaker(), testing_wire::type_of(said.content), payload), "")
                << bytes.name << " taken for " << said.name;
        }
    }
}

TEST(Samples, fields_that_only_a_newer_peer_knows_are_skipped_wherever_they_stand) {
    for (const Bytes& later : {Bytes{0}, Bytes{0xff, 0xff, 0xff, 0xff, 0xff}, Bytes(300, 0x2a)}) {
        for (const Said& said : everything_said()) {
            SCOPED_TRACE(said.name);
            const auto result = decoded(said.speaker(), testing_wire::type_of(said.content),
                                        testing_wire::payload_by_newer_peer(said.content, later));
            ASSERT_TRUE(std::holds_alternative<Content>(result)) << std::get<DecodeFault>(result).reason;
            EXPECT_TRUE(std::get<Content>(result) == said.content);
        }
    }
}

}  // namespace
}  // namespace crosstalk::net
