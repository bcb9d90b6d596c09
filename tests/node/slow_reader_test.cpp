#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

// What one room looks like to a client that applies what it is told and nothing else.
class RoomCopy {
  public:
    void take(Client& client, net::RoomId room) {
        // Messages of different types arrived in an order that matters: events between two states.
        for (const auto& message : client.take_in_order()) {
            if (const auto* state = std::get_if<net::RoomState>(&message);
                state && state->room.room.id == room) {
                EXPECT_LE(state->have, head_) << "it stands on something that never came";
                for (const net::Message& post : state->messages)
                    posts_.insert(post.sequence);
                if (state->from > head_.next()) gaps_.insert(state->from);
                head_ = std::max(head_, state->room.room.head);
            }
            const auto* event = std::get_if<net::Event>(&message);
            if (event == nullptr || event->room != room || event->sequence <= head_) continue;
            EXPECT_EQ(event->sequence, head_.next()) << "a gap";
            head_ = event->sequence;
            if (std::holds_alternative<net::MessagePosted>(event->fact)) posts_.insert(event->sequence);
        }
    }
    [[nodiscard]] net::Sequence head() const { return head_; }
    [[nodiscard]] std::size_t posts() const { return posts_.size(); }
    [[nodiscard]] bool has_gaps() const { return !gaps_.empty(); }

  private:
    net::Sequence head_;
    std::set<net::Sequence> posts_;
    std::set<net::Sequence> gaps_;
};

class SlowReader : public ::testing::Test {
  protected:
    SlowReader() {
        world.network.weather.socket = [] { return std::size_t{4096}; };
        world.options.limits.outbox_soft_bytes = 16 * 1024;
        world.options.limits.outbox_stall_ms = 60'000;
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
    }

    void post(int count, std::size_t bytes = 900, net::RoomId room = net::lobby) {
        for (int i = 0; i < count; ++i) {
            anna.submit(net::PostMessage{room, std::string(bytes, 'x')});
            world.settle();
        }
        anna.forget();
    }
    [[nodiscard]] net::Sequence head(net::RoomId room = net::lobby) {
        return world.node().hub().state().room(room)->row.head;
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
};

TEST_F(SlowReader, falls_behind_and_catches_up_without_a_gap) {
    RoomCopy copy;
    bert.watch(net::lobby);
    bert.connection()->stall(Side::Client);
    post(40);
    bert.connection()->read_on(Side::Client);
    world.loop.advance({3000});
    EXPECT_FALSE(bert.is_closed);
    copy.take(bert, net::lobby);
    EXPECT_EQ(copy.head(), head());
    EXPECT_EQ(copy.posts(), 40u);
    EXPECT_FALSE(copy.has_gaps());
    post(3);
    copy.take(bert, net::lobby);
    EXPECT_EQ(copy.head(), head()) << "and is live again";
}

TEST_F(SlowReader, costs_the_server_a_bounded_queue) {
    bert.watch(net::lobby);
    const auto connection = bert.connection()->id();
    bert.connection()->stall(Side::Client);
    std::size_t most = 0;
    for (int i = 0; i < 200; ++i) {
        post(1);
        if (auto* open = world.network.connection(connection))
            most = std::max(most, open->channel(Side::Server).queued_bytes());
    }
    EXPECT_LT(most, 64 * 1024u);
}

TEST_F(SlowReader, gets_its_answers_and_notices_even_when_it_falls_behind) {
    bert.watch(net::lobby);
    bert.connection()->stall(Side::Client);
    post(30);
    bert.submit(net::PostMessage{net::lobby, "mine"});
    world.settle();
    const net::RoomId den = anna.make_room("den", net::RoomKind::Private);
    anna.ask(net::InviteUser{den, bert.welcome.user.id});
    post(30);
    bert.connection()->read_on(Side::Client);
    world.loop.advance({3000});
    EXPECT_EQ(bert.take<net::Result>().outcome.status, net::Status::Done);
    EXPECT_EQ(bert.take<net::Invited>().room.id, den);
}

TEST_F(SlowReader, reads_in_fits_and_starts_in_several_rooms_and_misses_nothing) {
    const net::RoomId side = anna.make_room("side", net::RoomKind::Public);
    bert.ask(net::JoinRoom{side});
    RoomCopy lobby_copy;
    RoomCopy side_copy;
    bert.watch(net::lobby);
    bert.watch(side);
    for (int round = 0; round < 40; ++round) {
        bert.connection()->stall(Side::Client);
        post(round % 7, 700, net::lobby);
        post(round % 5, 1900, side);
        bert.connection()->read_on(Side::Client);
        world.loop.advance({round % 3});
    }
    world.loop.advance({5000});
    const auto told = bert.take_in_order();
    bert.put_back(told);
    lobby_copy.take(bert, net::lobby);
    bert.put_back(told);
    side_copy.take(bert, side);
    EXPECT_EQ(lobby_copy.head(), head());
    EXPECT_EQ(side_copy.head(), head(side));
    EXPECT_EQ(lobby_copy.posts(), world.node().hub().state().room(net::lobby)->row.posts.value);
    EXPECT_EQ(side_copy.posts(), world.node().hub().state().room(side)->row.posts.value);
}

// The queue is over the soft limit inside one batch, and the socket takes all of it at the batch's end: nobody will
// say that it has drained.
TEST_F(SlowReader, one_who_only_seemed_slow_within_a_batch_is_not_forgotten) {
    world.network.weather.socket = {};
    const net::RoomId one = anna.make_room("one", net::RoomKind::Public);
    const net::RoomId two = anna.make_room("two", net::RoomKind::Public);
    bert.come_back();
    bert.ask(net::JoinRoom{one});
    bert.ask(net::JoinRoom{two});
    bert.watch(one);
    bert.watch(two);
    bert.forget();
    world.journal.hold_commits();
    anna.submit(net::PostMessage{net::lobby, "opens the batch"});
    world.settle();
    for (int i = 0; i < 3; ++i)
        anna.submit(net::PostMessage{one, fishes(2000)});
    anna.submit(net::PostMessage{two, "small"});
    world.settle();
    world.journal.release_commits();
    world.loop.advance({3000});
    EXPECT_TRUE(bert.got_bytes_of("small"));
}

TEST_F(SlowReader, one_who_never_reads_is_given_up_in_the_end) {
    bert.watch(net::lobby);
    const auto connection = bert.connection()->id();
    bert.connection()->stall(Side::Client);
    post(60);
    world.loop.advance({world.options.limits.outbox_stall_ms + 5000});
    EXPECT_EQ(world.network.connection(connection), nullptr);
    EXPECT_FALSE(world.node().is_online(bert.welcome.user.id));
}

// --- what the Python systems did wrong

TEST_F(SlowReader, a_slow_reader_does_not_stall_anybody_else) {
    std::vector<std::unique_ptr<Client>> crowd;
    for (int i = 0; i < 50; ++i) {
        crowd.push_back(std::make_unique<Client>(world, "10.0.1." + std::to_string(i)));
        crowd.back()->join_server("Guest " + std::to_string(i));
        crowd.back()->watch(net::lobby);
    }
    bert.watch(net::lobby);
    bert.connection()->stall(Side::Client);
    for (int i = 0; i < 40; ++i) {
        anna.submit(net::PostMessage{net::lobby, "number " + std::to_string(i)});
        const net::Milliseconds before = world.loop.now();
        ASSERT_TRUE(world.loop.run_until([&] { return anna.has<net::Result>(); }));
        EXPECT_EQ(world.loop.now(), before) << "nothing has waited for anything";
        world.settle();
        anna.forget();
    }
    for (const auto& guest : crowd)
        EXPECT_TRUE(guest->got_bytes_of("number 39"));
}

}  // namespace
}  // namespace crosstalk::server
