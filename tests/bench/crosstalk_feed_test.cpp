#include "bench/load/crosstalk_feed.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace {

using namespace crosstalk;
using namespace crosstalk::bench;

net::Event event(std::uint64_t sequence) {
    return {.room = net::lobby,
            .sequence = {sequence},
            .posts = {sequence},
            .at = {1},
            .mark = {},
            .fact = net::MessagePosted{{sequence}, {{5}, "ann"}, "text " + std::to_string(sequence)}};
}

std::vector<net::Message> messages(std::uint64_t from, std::uint64_t to) {
    std::vector<net::Message> made;
    for (; from <= to; ++from)
        made.push_back({{from}, {from}, {from}, {{5}, "ann"}, {1}, "text " + std::to_string(from)});
    return made;
}

net::RoomState state(std::uint64_t have, std::uint64_t from, std::uint64_t head) {
    net::RoomState made;
    made.room.room.id = net::lobby;
    made.room.room.kind = net::RoomKind::Lobby;
    made.room.room.head = {head};
    made.room.room.posts = {head};
    made.have = {have};
    made.from = {from};
    made.messages = messages(from, head);
    return made;
}

net::HistoryPage page(std::uint64_t before, std::uint64_t from) {
    net::HistoryPage made;
    made.room = net::lobby;
    made.before = {before};
    made.from = {from};
    made.through = {before - 1};
    made.messages = messages(from, before - 1);
    return made;
}

net::FrameView view_of(std::span<const std::uint8_t> frame) {
    return {net::read_header(frame.first<net::frame_header_bytes>()), frame.subspan(net::frame_header_bytes)};
}

struct AFeed : testing::Test {
    template <class M>
    void receive(const M& message) {
        const net::Bytes frame = net::encode(message);
        feed.receive(view_of(frame), frame);
    }
    std::vector<std::string> texts(std::uint64_t from, std::uint64_t to) {
        std::vector<std::string> made;
        for (; from <= to; ++from)
            made.push_back("text " + std::to_string(from));
        return made;
    }

    KnownEvents known;
    std::vector<std::string> delivered;
    std::vector<net::History> asked;
    CrosstalkFeed feed{known,
                       net::lobby,
                       {.delivered = [this](std::string_view text) { delivered.emplace_back(text); },
                        .ask = [this](const net::History& history) { asked.push_back(history); }}};
};

TEST_F(AFeed, begins_after_what_the_first_state_tells) {
    receive(state(0, 8, 10));
    EXPECT_TRUE(feed.is_watching());
    EXPECT_TRUE(delivered.empty());
    receive(event(11));
    EXPECT_EQ(delivered, texts(11, 11));
    EXPECT_EQ(feed.times_behind(), 0u);
}

TEST_F(AFeed, complains_about_a_gap_between_events) {
    receive(state(0, 1, 0));
    receive(event(1));
    EXPECT_THROW(receive(event(3)), std::runtime_error);
}

TEST_F(AFeed, complains_about_an_event_that_comes_twice) {
    receive(state(0, 1, 0));
    receive(event(1));
    EXPECT_THROW(receive(event(1)), std::runtime_error);
}

TEST_F(AFeed, knows_the_bytes_of_an_event_that_another_feed_has_decoded) {
    CrosstalkFeed other{known, net::lobby, {.delivered = [](std::string_view) {}, .ask = {}}};
    const net::Bytes first = net::encode(state(0, 1, 0));
    const net::Bytes frame = net::encode(event(1));
    for (const net::Bytes& bytes : {first, frame}) {
        other.receive(view_of(bytes), bytes);
    }
    EXPECT_EQ(known.find(net::lobby, {1}, frame), "text 1");
    net::Bytes altered = frame;
    altered.back() ^= 1U;
    EXPECT_EQ(known.find(net::lobby, {1}, altered), "");
    receive(state(0, 1, 0));
    receive(event(1));
    EXPECT_EQ(delivered, texts(1, 1));
}

TEST_F(AFeed, goes_on_from_a_state_that_covers_what_it_missed) {
    receive(state(0, 1, 0));
    receive(event(1));
    receive(state(1, 2, 5));
    receive(event(6));
    EXPECT_EQ(delivered, texts(1, 6));
    EXPECT_EQ(feed.times_behind(), 1u);
}

TEST_F(AFeed, fetches_what_lies_before_a_state_and_keeps_the_order) {
    receive(state(0, 1, 0));
    receive(event(1));
    receive(state(1, 10, 12));
    ASSERT_EQ(asked.size(), 1u);
    EXPECT_EQ(asked[0].before, net::Sequence{10});
    receive(event(13));
    EXPECT_EQ(delivered, texts(1, 1));
    receive(page(10, 5));
    ASSERT_EQ(asked.size(), 2u);
    receive(page(5, 2));
    receive(event(14));
    EXPECT_EQ(delivered, texts(1, 14));
}

TEST_F(AFeed, complains_when_the_server_believes_that_more_has_arrived_than_did) {
    receive(state(0, 1, 0));
    receive(event(1));
    EXPECT_THROW(receive(state(2, 3, 5)), std::runtime_error);
}

TEST_F(AFeed, complains_about_a_page_that_leads_nowhere) {
    receive(state(0, 1, 0));
    receive(state(0, 10, 12));
    EXPECT_THROW(receive(page(10, 10)), std::runtime_error);
}

}  // namespace
