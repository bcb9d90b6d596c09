#include "net/codec.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/net/said.hpp"
#include "tests/net/walks.hpp"

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
    expect_distinct_types<FromClient::variant>();
    expect_distinct_types<FromServer::variant>();
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
    Bytes frame = encode(History{lobby, {5}});
    frame[6] = 0xff;
    frame[7] = 0xff;
    EXPECT_EQ(std::get<FromClient>(decode_from_client(view(frame))), FromClient(History{lobby, {5}}));
}

TEST(Codec, the_reason_of_a_fault_holds_no_bytes_of_the_peer) {
    Bytes frame = encode(Register{"marker", true, ""});
    frame[frame.size() - 5] = 7;  // before the length of the code
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

std::variant<FromClient, DecodeFault> decode_as(const FromClient&, const FrameView& frame) {
    return decode_from_client(frame);
}
std::variant<FromServer, DecodeFault> decode_as(const FromServer&, const FrameView& frame) {
    return decode_from_server(frame);
}

// Writes the fullest message of every kind and reads it again.
template <class Side, class... Messages>
void expect_the_fullest_to_pass(const std::variant<Messages...>*) {
    const auto expect_to_pass = []<class M>(const M& fullest) {
        SCOPED_TRACE("message number " + std::to_string(static_cast<int>(M::type)));
        Bytes frame;
        ASSERT_NO_THROW(frame = encode(fullest));
        const auto read = decode_as(Side{}, view(frame));
        ASSERT_FALSE(std::holds_alternative<DecodeFault>(read)) << std::get<DecodeFault>(read).reason;
        EXPECT_TRUE(std::get<Side>(read) == Side(fullest));
    };
    (expect_to_pass(testing_wire::Filler::full<Messages>()), ...);
}

TEST(Codec, the_fullest_message_of_every_kind_fits_a_frame_and_can_be_read) {
    expect_the_fullest_to_pass<FromClient>(static_cast<const FromClient*>(nullptr));
    expect_the_fullest_to_pass<FromServer>(static_cast<const FromServer*>(nullptr));
}

TEST(Codec, the_fullest_is_as_full_as_a_declaration_allows) {
    const auto page = testing_wire::Filler::full<AuditPage>();
    ASSERT_EQ(page.entries.size(), max_rows_per_frame);
    EXPECT_EQ(page.entries.back().detail.size(), max_reason_bytes);
    const auto event = testing_wire::Filler::full<Event>();
    EXPECT_EQ(std::get<MessagePosted>(event.fact).mentions.size(), max_mentions);
    EXPECT_EQ(testing_wire::Filler::full<RoomState>().messages.front().reactions.size(), max_reaction_kinds);
}

// As many as make a page full to the last byte.
template <class Element>
std::vector<Element> page_full_of() {
    constexpr std::size_t count = 8;
    Element element;
    element.text.assign(max_page_bytes / count - wire_size(element), 'x');
    return std::vector<Element>(count, element);
}

TEST(Codec, a_page_that_is_full_to_the_last_byte_fits_a_frame_with_all_that_stands_around_it) {
    auto state = testing_wire::Filler::full<RoomState>();
    state.messages = page_full_of<Message>();
    ASSERT_EQ(state.messages.size() * wire_size(state.messages.front()), max_page_bytes);
    EXPECT_NO_THROW(encode(state));
    auto page = testing_wire::Filler::full<HistoryPage>();
    page.messages = page_full_of<Message>();
    EXPECT_NO_THROW(encode(page));
    auto pins = testing_wire::Filler::full<PinsPage>();
    pins.messages = page_full_of<Message>();
    EXPECT_NO_THROW(encode(pins));
    auto edits = testing_wire::Filler::full<EditsPage>();
    edits.texts = page_full_of<FormerText>();
    EXPECT_NO_THROW(encode(edits));
}

TEST(Codec, the_shortest_messages_fill_a_page_by_their_number) {
    HistoryPage page;
    page.messages.resize(max_page_rows, {.author = {{1}, std::string(max_name_bytes, 'x')}, .text = "hi"});
    EXPECT_LE(max_page_rows * wire_size(page.messages.front()), max_page_bytes);
    EXPECT_NO_THROW(encode(page));
}

TEST(Codec, the_size_of_an_element_is_what_it_adds_to_its_list) {
    const auto size_of = [](std::size_t count) {
        RoomState state;
        state.messages.resize(count, testing_wire::Filler::full<Message>());
        return encode(state).size();
    };
    EXPECT_EQ(size_of(2) - size_of(1), wire_size(testing_wire::Filler::full<Message>()));
}

TEST(Codec, the_fullest_command_of_every_kind_can_be_read_from_the_journal) {
    const auto expect_to_pass = []<class C>(const C& fullest) {
        const LoggedCommand logged{{}, fullest};
        const auto read = decode_command(encode_command(logged));
        ASSERT_FALSE(std::holds_alternative<DecodeFault>(read)) << std::get<DecodeFault>(read).reason;
        EXPECT_TRUE(std::get<LoggedCommand>(read) == logged);
    };
    [&]<class... Commands>(const std::variant<Unknown, Commands...>*) {
        (expect_to_pass(testing_wire::Filler::full<Commands>()), ...);
    }(static_cast<const Command*>(nullptr));
}

}  // namespace
}  // namespace crosstalk::net
