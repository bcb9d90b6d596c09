#include "server/runtime/room_feeds.hpp"

#include <gtest/gtest.h>

#include "net/codec.hpp"
#include "tests/simulation/network.hpp"

namespace crosstalk::server {
namespace {

using testing::Connection;
using testing::Side;

constexpr net::RoomId busy{2};
constexpr net::RoomId quiet{3};
constexpr net::RoomId other{4};

class Feeds : public ::testing::Test, protected transport::ChannelOwner {
  protected:
    Feeds() {
        network.weather.socket = [] { return std::size_t{4096}; };
        network.weather.piece = [] { return std::size_t{1024}; };
        network.listen({.admit = [](const std::string&) { return true; },
                        .open = [this](transport::Channel&,
                                       const transport::Peer&) -> transport::ChannelOwner* { return this; }});
        connection = network.connect("10.0.0.1");
        connection->set_owner(Side::Client, this);
        connection->channel(Side::Client).set_max_payload(net::max_frame_bytes);
        connection->stall(Side::Client);
        feeds.emplace(
            channel(), 16 * 1024, 50,
            [this](const ports::RowsAbove& question, std::uint64_t generation) {
                questions.push_back({question, generation});
            },
            [](net::RoomId room) {
                net::MyRoom described;
                described.room.id = room;
                described.mentions = {1'000};  // the hub is ahead of the archive
                return described;
            });
    }

    struct Question {
        ports::RowsAbove rows;
        std::uint64_t generation;
    };

    transport::Channel& channel() { return connection->channel(Side::Server); }

    // Watches from `have` on and answers that nothing is newer.
    void watch_live(net::RoomId room, std::uint64_t have) {
        feeds->watch(room, {have}, {});
        answer(questions.back(), have);
    }
    void answer(const Question& question, std::uint64_t head) {
        feeds->answered(question.rows.room, question.generation,
                        {.mark = {{head}, {1}},
                         .room = question.rows.room,
                         .head = {head},
                         .posts = {head},
                         .mentions = {head / 2},
                         .from = question.rows.have.next(),
                         .messages = {}});
    }
    void deliver(net::RoomId room, std::uint64_t first, std::uint64_t last, std::size_t bytes = 1) {
        net::Bytes frames;
        for (std::uint64_t sequence = first; sequence <= last; ++sequence) {
            const net::Bytes one = net::encode(net::Event{
                room, {sequence}, {sequence}, {}, {}, net::MessagePosted{{1}, {}, std::string(bytes, 'x')}});
            frames.insert(frames.end(), one.begin(), one.end());
        }
        feeds->deliver({room, {first}, {last}, std::make_shared<const net::Bytes>(std::move(frames))});
        channel().flush();
    }

    void received(const net::FrameView& frame) override {
        const auto message = std::get<net::FromServer>(net::decode_from_server(frame));
        if (const auto* event = std::get_if<net::Event>(&message))
            told[event->room].push_back(event->sequence.value);
        if (const auto* state = std::get_if<net::RoomState>(&message)) states.push_back(state->room);
    }
    void received_all() override {}
    void drained() override {}
    void closed(const std::string&) override {}

    testing::VirtualLoop loop;
    testing::Network network{loop};
    Connection* connection = nullptr;
    std::optional<RoomFeeds> feeds;
    std::vector<Question> questions;
    std::map<net::RoomId, std::vector<std::uint64_t>> told;
    std::vector<net::MyRoom> states;
};

TEST_F(Feeds, what_is_taken_back_while_its_room_is_being_asked_for_is_asked_for_again) {
    watch_live(busy, 0);
    watch_live(quiet, 10);
    deliver(busy, 1, 1, 5000);  // fills the socket and begins a queue
    deliver(quiet, 11, 13);
    deliver(busy, 2, 2, 15'400);
    ASSERT_TRUE(feeds->is_clogged()) << channel().queued_bytes();
    deliver(quiet, 14, 14);  // too late: the room falls behind
    // The peer reads a little, and asks for something: the room's turn has come.
    connection->read_on(Side::Client);
    loop.run_one();
    connection->stall(Side::Client);
    ASSERT_EQ(told[quiet].size(), 0u);
    ASSERT_FALSE(feeds->is_clogged()) << channel().queued_bytes();
    feeds->watch(other, {}, {});
    const Question stale = questions[questions.size() - 2];
    ASSERT_EQ(stale.rows.room, quiet);
    ASSERT_EQ(stale.rows.have, net::Sequence{13});
    // Now the queue is taken back, with facts on which the question stands.
    deliver(busy, 3, 3, 5000);
    ASSERT_TRUE(feeds->is_clogged()) << channel().queued_bytes();
    channel().drop_queued();
    feeds->taken_back(quiet, {11});
    answer(stale, 14);
    feeds->resume();
    EXPECT_EQ(questions.back().rows.room, quiet);
    EXPECT_EQ(questions.back().rows.have, net::Sequence{10});
}

TEST_F(Feeds, an_answer_that_reached_into_the_middle_of_a_delivery_is_followed_by_the_rest_of_it) {
    connection->read_on(Side::Client);
    feeds->watch(quiet, {10}, {});
    deliver(quiet, 11, 15);
    deliver(quiet, 16, 16);
    answer(questions.back(), 13);
    loop.advance({100});
    EXPECT_EQ(told[quiet], (std::vector<std::uint64_t>{14, 15, 16}));
}

TEST_F(Feeds, a_state_counts_as_of_its_head_even_if_what_came_after_it_was_too_much_to_hold) {
    connection->read_on(Side::Client);
    feeds->watch(busy, {}, {});
    deliver(busy, 11, 12, 15'000);  // more than may be held
    answer(questions.back(), 10);
    loop.advance({100});
    ASSERT_EQ(states.size(), 1u);
    EXPECT_EQ(states[0].room.head, net::Sequence{10});
    EXPECT_EQ(states[0].room.posts, net::PostCount{10});
    EXPECT_EQ(states[0].mentions, net::MentionCount{5});
    EXPECT_EQ(questions.back().rows.have, net::Sequence{10}) << "the rest is asked for";
}

TEST_F(Feeds, a_room_waits_for_the_archive_only_once_however_often_it_is_watched) {
    for (int i = 0; i < 100; ++i) {
        feeds->watch(quiet, {10}, {});
        if (i % 3 == 0) feeds->unwatch(quiet);
    }
    const std::size_t asked = questions.size();
    EXPECT_LE(asked, 4u);
    feeds->watch(quiet, {10}, {});
    for (std::size_t i = 0; i < asked; ++i)
        answer(questions[i], 10);
    EXPECT_EQ(questions.size(), asked + 1);
}

}  // namespace
}  // namespace crosstalk::server
