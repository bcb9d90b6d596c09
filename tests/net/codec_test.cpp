#include "net/codec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/net/said.hpp"

namespace crosstalk::net {
namespace {

using ::testing::HasSubstr;

FrameView view(const Bytes& frame) {
    return {read_header(std::span(frame).first<frame_header_bytes>()),
            std::span(frame).subspan(frame_header_bytes)};
}

template <class... Messages>
std::multiset<std::uint16_t> types_of(const std::variant<Messages...>*) {
    return {static_cast<std::uint16_t>(Messages::type)...};
}

template <class Variant>
void expect_distinct_types() {
    const auto types = types_of(static_cast<const Variant*>(nullptr));
    EXPECT_EQ((std::set<std::uint16_t>(types.begin(), types.end()).size()), types.size());
    EXPECT_EQ(types.count(0), 0u) << "0 is no message";
}

TEST(Codec, no_two_messages_of_a_side_share_a_number) {
    expect_distinct_types<FromClient>();
    expect_distinct_types<FromServer>();
}

TEST(Codec, a_number_means_the_same_message_whoever_sends_it) {
    std::map<std::uint16_t, std::string> names;
    for (const testing_wire::Said& said : testing_wire::everything_said()) {
        if (said.speaker() == testing_wire::Speaker::Journal || said.name.starts_with("fact_")) continue;
        const auto [known, is_new] = names.emplace(testing_wire::type_of(said.content), said.name);
        EXPECT_EQ(known->second, said.name) << "both are number " << known->first;
    }
}

TEST(Codec, the_tag_of_a_request_is_in_the_header) {
    const Bytes frame = encode(History{}, {77});
    EXPECT_EQ(view(frame).header.tag, Tag{77});
    EXPECT_EQ(view(encode(History{})).header.tag, Tag{}) << "unasked";
    EXPECT_EQ(*encode_shared(History{}, {77}), frame);
    EXPECT_EQ(encode_any(FromClient(History{}), {77}), frame);
}

TEST(Codec, a_type_that_nobody_knows_is_a_fault_that_names_it) {
    for (const std::uint16_t type :
         {std::uint16_t{0}, std::uint16_t{15}, std::uint16_t{999}, std::uint16_t{0xffff}}) {
        const FrameView frame{{.size = 0, .type = type, .flags = 0, .tag = {}}, {}};
        for (const auto& reason : {std::get<DecodeFault>(decode_from_client(frame)).reason,
                                   std::get<DecodeFault>(decode_from_server(frame)).reason})
            EXPECT_THAT(reason, HasSubstr("type " + std::to_string(type)));
    }
}

TEST(Codec, a_message_of_the_other_side_is_a_fault) {
    const Bytes from_client = encode(Submit{{1}, {1}, JoinRoom{lobby}});
    EXPECT_TRUE(std::holds_alternative<DecodeFault>(decode_from_server(view(from_client))));
    const Bytes from_server = encode(Result{});
    EXPECT_TRUE(std::holds_alternative<DecodeFault>(decode_from_client(view(from_server))));
}

TEST(Codec, flags_are_ignored_on_receipt) {
    Bytes frame = encode(History{lobby, {5}, 6});
    frame[6] = 0xff;
    frame[7] = 0xff;
    EXPECT_EQ(std::get<FromClient>(decode_from_client(view(frame))), FromClient(History{lobby, {5}, 6}));
}

TEST(Codec, the_reason_of_a_fault_holds_no_bytes_of_the_peer) {
    Bytes frame = encode(Register{"marker", true});
    frame.back() = 7;
    const auto fault = std::get<DecodeFault>(decode_from_client(view(frame)));
    EXPECT_EQ(fault.reason, "type 8: a truth value is neither 0 nor 1");
}

TEST(Codec, a_text_of_the_longest_kind_passes_and_one_byte_more_is_never_sent) {
    Submit submit{{1}, {1}, PostMessage{lobby, std::string(max_text_bytes, 'x')}};
    EXPECT_EQ(std::get<FromClient>(decode_from_client(view(encode(submit)))), FromClient(submit));
    std::get<PostMessage>(submit.command).text += 'x';
    EXPECT_THROW(encode(submit), std::logic_error);
    EXPECT_THROW(encode_command({{}, submit.command}), std::logic_error);
}

TEST(Codec, four_thousand_code_points_of_four_bytes_fit_a_message) {
    std::string text;
    for (std::size_t i = 0; i < max_text_code_points; ++i)
        text += "🎈";
    const Submit submit{{1}, {1}, PostMessage{lobby, text}};
    EXPECT_EQ(std::get<FromClient>(decode_from_client(view(encode(submit)))), FromClient(submit));
}

TEST(Codec, a_message_larger_than_a_frame_is_never_sent) {
    HistoryPage page;
    page.messages.resize(5);
    for (Message& message : page.messages)
        message.text = std::string(max_text_bytes, 'x');
    EXPECT_THROW(encode(page), std::length_error);
    page.messages.resize(4);
    EXPECT_EQ(std::get<FromServer>(decode_from_server(view(encode(page)))), FromServer(page));
}

TEST(Codec, an_unknown_command_is_never_written) {
    EXPECT_THROW(encode(Submit{{1}, {1}, Unknown{99}}), std::logic_error);
    EXPECT_THROW(encode_command({{}, Unknown{99}}), std::logic_error);
}

TEST(Codec, everything_said_before_login_fits_the_smaller_frame) {
    for (const testing_wire::Said& said : testing_wire::everything_said()) {
        if (said.speaker() == testing_wire::Speaker::Journal || testing_wire::type_of(said.content) > 8)
            continue;
        EXPECT_LE(testing_wire::payload_of(said.content).size(), max_login_frame_bytes) << said.name;
    }
}

// The most that the wire allows of a list, every text in it as long as it may be.
RoomSummary largest_room() {
    return {{1}, std::string(max_name_bytes, 'x'), RoomKind::Public, {1}, {1}};
}
UserRef largest_user() {
    return {{1}, std::string(max_name_bytes, 'x')};
}

TEST(Codec, lists_as_long_as_they_may_be_fit_a_frame) {
    const std::vector<RoomSummary> rooms(max_rooms_per_frame, largest_room());
    EXPECT_NO_THROW(encode(RoomList{rooms, rooms, true}));
    EXPECT_NO_THROW(encode(Unread{rooms}));
    const std::vector<MemberPresence> members(max_members_per_frame, {largest_user(), PresenceState::Online});
    EXPECT_NO_THROW(encode(MembersPage{{1}, {1}, members, true}));
    EXPECT_NO_THROW(encode(Presence{{1}, members}));
    EXPECT_NO_THROW(encode(Resume{{}, std::vector<RoomHave>(1024)}));
    Welcome welcome{.session = {},
                    .user = largest_user(),
                    .device = {},
                    .server_name = largest_user().name,
                    .mark = {},
                    .now = {},
                    .limits = {}};
    welcome.limits.assign(64, {std::string(max_name_bytes, 'x'), 1});
    EXPECT_NO_THROW(encode(welcome));
}

// Every message from somebody with the longest name, and together as much text as a page may hold.
TEST(Codec, the_largest_page_fits_a_frame) {
    Message message{{1}, {1}, {1}, largest_user(), {1}, std::string(max_page_bytes / max_page_rows, 'x')};
    std::vector<Message> messages(max_page_rows, message);
    messages.back().text += std::string(max_page_bytes % max_page_rows, 'x');
    EXPECT_NO_THROW(encode(HistoryPage{{1}, {1}, {1}, messages}));
    EXPECT_NO_THROW(encode(RoomState{largest_room(), {1}, {1}, messages, {}}));
}

}  // namespace
}  // namespace crosstalk::net
