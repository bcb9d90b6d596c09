#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>

#include "tests/transport/ends.hpp"

namespace crosstalk::transport {
namespace {

using namespace testing;
using ::testing::HasSubstr;

struct ConnectionTest : ::testing::Test {
    void open(const net::Limits& limits = {}) {
        server = std::make_unique<Server>(loop, limits);
        client = std::make_unique<Client>(loop, client_limits);
        client->dialer.dial(server->address(), *client);
        run_until(loop, [&] { return client->is_open() && server->ends.size() == 1; });
    }
    End& server_end() { return *server->ends.at(0); }
    Channel& to_client() { return *server_end().channel; }
    Channel& to_server() { return *client->end.channel; }

    Loop loop;
    net::Limits client_limits;
    std::unique_ptr<Server> server;
    std::unique_ptr<Client> client;
};

// A hostile client against our server.
struct HostileTest : ::testing::Test {
    void open(const net::Limits& limits = {}, int receive_buffer = 0) {
        server = std::make_unique<Server>(loop, limits);
        peer = std::make_unique<RawPeer>(server->port, receive_buffer);
        peer->send_raw(peer->take_outgoing());
        run_until(loop, *peer, [&] { return peer->handshake_done() && server->ends.size() == 1; });
    }
    void run(const std::function<bool()>& done) { run_until(loop, *peer, done); }
    End& server_end() { return *server->ends.at(0); }
    Channel& to_peer() { return *server_end().channel; }

    Loop loop;
    std::unique_ptr<Server> server;
    std::unique_ptr<RawPeer> peer;
};

std::string_view text_of(const net::SharedFrame& frames) {
    return {reinterpret_cast<const char*>(frames->data()), frames->size()};
}

TEST_F(ConnectionTest, both_ends_share_a_binding_and_know_the_server) {
    open();
    EXPECT_EQ(client->end.peer.binding, server_end().peer.binding);
    EXPECT_NE(client->end.peer.binding, ChannelBinding{});
    EXPECT_EQ(client->end.peer.server, shared_certificate().fingerprint());
    EXPECT_EQ(server_end().peer.server, shared_certificate().fingerprint());
    EXPECT_EQ(server_end().peer.address, "127.0.0.1");
}

TEST_F(ConnectionTest, nothing_leaves_before_flush_and_then_everything_does) {
    open();
    to_server().send(frame(1, "hello"), Queue::MustKeep);
    to_server().send(frame(2, ""), Queue::MayDrop);
    EXPECT_EQ(to_server().queued_bytes(), 2 * net::frame_header_bytes + 5);
    to_server().flush();
    EXPECT_EQ(to_server().queued_bytes(), 0u);
    run_until(loop, [&] { return server_end().frames.size() == 2; });
    EXPECT_EQ(server_end().frames[0].payload, "hello");
    EXPECT_EQ(server_end().frames[1].type, 2);
    EXPECT_EQ(server_end().rounds, 1u) << "what came together is one round";
}

TEST_F(ConnectionTest, ten_thousand_frames_of_random_sizes_arrive_whole_and_in_order_both_ways) {
    net::Limits limits;
    limits.outbox_hard_bytes = 1'000'000'000;
    client_limits = limits;
    open(limits);
    to_client().set_max_payload(net::max_frame_bytes);
    to_server().set_max_payload(net::max_frame_bytes);

    constexpr std::size_t count = 10'000;
    std::mt19937 random(7);
    std::vector<std::string> sent;
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t size = random() % 50 == 0 ? random() % (net::max_frame_bytes + 1) : random() % 300;
        sent.emplace_back(size, static_cast<char>(random()));
    }
    // The server sends each frame back.
    server_end().on_frame = [&](const net::FrameView& view) {
        to_client().send(frame(view.header.type,
                               {reinterpret_cast<const char*>(view.payload.data()), view.payload.size()}),
                         Queue::MustKeep);
        to_client().flush();
    };
    std::size_t next = 0;
    client->end.on_frame = [&](const net::FrameView& view) {
        ASSERT_LT(next, count);
        ASSERT_EQ(view.header.type, next % 60'000);
        ASSERT_TRUE(std::equal(view.payload.begin(), view.payload.end(), sent[next].begin(), sent[next].end(),
                               [](std::uint8_t a, char b) { return a == static_cast<std::uint8_t>(b); }));
        ++next;
    };
    for (std::size_t i = 0; i < count; ++i) {
        to_server().send(frame(static_cast<std::uint16_t>(i % 60'000), sent[i]), Queue::MustKeep);
        if (random() % 7 == 0) {
            to_server().flush();
            loop.poll();
        }
    }
    to_server().flush();
    run_until(loop, [&] { return next == count || client->end.is_closed || server_end().is_closed; });
    EXPECT_EQ(next, count) << client->end.reason << server_end().reason;
    EXPECT_EQ(to_client().queued_bytes(), 0u);
}

TEST_F(ConnectionTest, two_hundred_connections_at_once_each_get_their_own_answer) {
    server = std::make_unique<Server>(loop);
    server->on_open = [](End& end) {
        Channel* channel = end.channel;
        end.on_frame = [channel](const net::FrameView& view) {
            channel->send(frame(7, {reinterpret_cast<const char*>(view.payload.data()), view.payload.size()}),
                          Queue::MustKeep);
            channel->flush();
        };
    };
    std::vector<std::unique_ptr<Client>> clients;
    for (int i = 0; i < 200; ++i) {
        clients.push_back(std::make_unique<Client>(loop));
        clients.back()->dialer.dial(server->address(), *clients.back());
    }
    const auto all = [&](auto&& condition) { return std::all_of(clients.begin(), clients.end(), condition); };
    run_until(loop, [&] { return all([](const auto& one) { return one->is_open(); }); });
    for (std::size_t i = 0; i < clients.size(); ++i) {
        clients[i]->end.channel->send(frame(1, std::to_string(i)), Queue::MustKeep);
        clients[i]->end.channel->flush();
    }
    run_until(loop, [&] { return all([](const auto& one) { return one->end.frames.size() == 1; }); });
    for (std::size_t i = 0; i < clients.size(); ++i)
        EXPECT_EQ(clients[i]->end.frames[0].payload, std::to_string(i));
    EXPECT_EQ(server->listener.counts().connections, 200u);
    EXPECT_EQ(server->listener.counts().handshakes, 0u);
}

TEST_F(HostileTest, a_peer_that_sends_one_byte_per_event_is_understood) {
    server = std::make_unique<Server>(loop);
    peer = std::make_unique<RawPeer>(server->port);
    const auto trickle = [&](const std::string& bytes) {
        for (const char byte : bytes) {
            peer->send_raw({&byte, 1});
            for (int turn = 0; turn < 3; ++turn)
                loop.poll();
        }
    };
    trickle(peer->take_outgoing());
    while (!peer->handshake_done()) {
        loop.poll();
        peer->take_in(1);
        const std::string before = peer->take_outgoing();
        EXPECT_TRUE(before.empty());
        ASSERT_FALSE(peer->closed());
        peer->advance();
    }
    trickle(peer->take_outgoing());
    run([&] { return server->ends.size() == 1; });
    EXPECT_EQ(server_end().peer.binding, peer->binding());
    trickle(
        peer->encrypt(std::string(text_of(frame(3, "slow"))) + std::string(text_of(frame(4, "and steady")))));
    run([&] { return server_end().frames.size() == 2; });
    EXPECT_EQ(server_end().frames[1].payload, "and steady");
}

TEST_F(ConnectionTest, bytes_of_frames_are_counted_at_the_servers_end) {
    open();
    const auto sent = frame(1, "to the server");
    const auto answer = frame(2, "to the client, and longer");
    to_server().send(sent, Queue::MustKeep);
    to_server().flush();
    to_client().send(answer, Queue::MustKeep);
    to_client().flush();
    run_until(loop, [&] { return server_end().frames.size() == 1 && client->end.frames.size() == 1; });
    const ListenerCounts counts = server->listener.counts();
    EXPECT_EQ(counts.traffic.bytes_in, sent->size());
    EXPECT_EQ(counts.traffic.bytes_out, answer->size());
    EXPECT_EQ(counts.traffic.frames_in, 1u);
    EXPECT_EQ(counts.traffic.oversized_frames, 0u);
    EXPECT_EQ(counts.taken_in, 1u);
}

TEST_F(HostileTest, a_frame_over_the_limit_is_refused_by_its_header_alone_after_those_before_it) {
    open();
    const std::string fits(net::max_login_frame_bytes, 'x');
    const std::string over = fits + "x";
    peer->send_raw(peer->encrypt(std::string(text_of(frame(1, fits))) +
                                 std::string(text_of(frame(2, over)).substr(0, net::frame_header_bytes))));
    run([&] { return server_end().is_closed; });
    ASSERT_EQ(server_end().frames.size(), 1u);
    EXPECT_EQ(server_end().frames[0].payload.size(), fits.size());
    EXPECT_THAT(server_end().reason, HasSubstr("over the limit"));
    EXPECT_EQ(server->listener.counts().traffic.oversized_frames, 1u);
    EXPECT_TRUE(peer->closed_in_tls());
}

TEST_F(HostileTest, the_limit_of_a_frame_rises_from_within_the_frame_before_it) {
    open();
    server_end().on_frame = [&](const net::FrameView& view) {
        server_end().frames.push_back({view.header.type, ""});
        to_peer().set_max_payload(net::max_frame_bytes);
    };
    peer->send_raw(peer->encrypt(std::string(text_of(frame(1, "login"))) +
                                 std::string(text_of(frame(2, std::string(net::max_frame_bytes, 'x'))))));
    run([&] { return server_end().frames.size() == 2; });
    EXPECT_FALSE(server_end().is_closed);
}

TEST_F(HostileTest, a_frame_that_is_not_completed_in_time_closes_the_connection) {
    net::Limits limits;
    limits.frame_ms = 30;
    open(limits);
    peer->send_raw(peer->encrypt(text_of(frame(1, "12345")).substr(0, 14)));
    run([&] { return server_end().is_closed; });
    EXPECT_THAT(server_end().reason, HasSubstr("did not complete"));
}

TEST_F(HostileTest, a_record_that_is_not_completed_in_time_closes_the_connection) {
    net::Limits limits;
    limits.frame_ms = 30;
    open(limits);
    peer->send_raw(peer->encrypt(text_of(frame(1, "12345"))).substr(0, 9));
    run([&] { return server_end().is_closed; });
    EXPECT_THAT(server_end().reason, HasSubstr("did not complete"));
}

TEST_F(HostileTest, a_frame_that_comes_byte_by_byte_has_no_more_time_than_any_other) {
    net::Limits limits;
    limits.frame_ms = 60;
    open(limits);
    const std::string slow(text_of(frame(1, std::string(4'000, 'x'))));
    std::size_t sent = 0;
    net::Milliseconds last = loop.now();
    run([&] {
        if (loop.now() != last && sent < slow.size()) peer->send_raw(peer->encrypt(slow.substr(sent++, 1)));
        last = loop.now();
        return server_end().is_closed;
    });
    EXPECT_TRUE(server_end().frames.empty());
    EXPECT_THAT(server_end().reason, HasSubstr("did not complete"));
}

TEST_F(HostileTest, the_time_for_a_frame_begins_with_that_frame) {
    net::Limits limits;
    limits.frame_ms = 300;
    open(limits);
    // Never between frames for longer than a moment, but each frame is quick: half a frame always stays open.
    const std::string whole(text_of(frame(1, "12345")));
    const std::string rest_and_half = whole.substr(8) + whole.substr(0, 8);
    peer->send_raw(peer->encrypt(whole.substr(0, 8)));
    const net::Milliseconds start = loop.now();
    std::size_t sent = 0;
    run([&] {
        if (server_end().frames.size() == sent) {
            ++sent;
            peer->send_raw(peer->encrypt(rest_and_half));
        }
        return server_end().is_closed || loop.now().value > start.value + 700;
    });
    peer->send_raw(peer->encrypt(rest_and_half));
    run([&] { return server_end().frames.size() > sent || server_end().is_closed; });
    EXPECT_GT(server_end().frames.size(), sent) << server_end().reason;
    run([&] { return server_end().is_closed; });
    EXPECT_THAT(server_end().reason, HasSubstr("did not complete"));
}

TEST_F(HostileTest,
       what_a_reader_that_stops_has_not_begun_to_get_can_be_taken_back_and_the_stream_stays_whole) {
    open();
    std::vector<std::string> sent;
    const auto queue_until = [&](std::size_t bytes) {
        while (to_peer().queued_bytes() < bytes) {
            const std::size_t i = sent.size();
            sent.push_back(std::to_string(i) + std::string(50 + i % 700, 'x'));
            to_peer().send(frame(static_cast<std::uint16_t>(i % 3), sent.back()),
                           i % 3 == 0 ? Queue::MustKeep : Queue::MayDrop);
            to_peer().flush();
        }
    };
    queue_until(300'000);
    const std::vector<net::SharedFrame> dropped = to_peer().drop_queued();
    ASSERT_FALSE(dropped.empty());
    std::vector<std::string> taken_back;
    for (const net::SharedFrame& frames : dropped) {
        EXPECT_NE(frames_of(text_of(frames))[0].type, 0) << "a frame that must be kept was dropped";
        taken_back.push_back(frames_of(text_of(frames))[0].payload);
    }
    EXPECT_TRUE(to_peer().drop_queued().empty());
    to_peer().send(frame(9, "the end"), Queue::MustKeep);

    run([&] { return server_end().drains > 0; });
    EXPECT_EQ(to_peer().queued_bytes(), 0u);
    EXPECT_EQ(server_end().drains, 1u);
    run([&] { return peer->plain().ends_with("the end"); });

    const std::vector<End::Frame> received = frames_of(peer->plain());
    std::vector<std::string> expected;
    std::size_t gone = 0;
    for (const std::string& payload : sent) {
        if (gone < taken_back.size() && taken_back[gone] == payload) {
            ++gone;
        } else {
            expected.push_back(payload);
        }
    }
    EXPECT_EQ(gone, taken_back.size());
    expected.push_back("the end");
    ASSERT_EQ(received.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
        ASSERT_EQ(received[i].payload, expected[i]) << i;
}

TEST_F(HostileTest, drained_is_told_once_when_everything_has_left_and_not_before) {
    net::Limits limits;
    limits.outbox_hard_bytes = 100'000'000;
    open(limits);
    // Several times what the sockets hold.
    const std::string payload(10'000, 'x');
    for (int i = 0; i < 2'000; ++i)
        to_peer().send(frame(1, payload), Queue::MustKeep);
    to_peer().flush();
    EXPECT_GT(to_peer().queued_bytes(), 0u);
    run([&] { return server_end().drains > 0; });
    EXPECT_EQ(to_peer().queued_bytes(), 0u);
    run([&] { return peer->plain().size() == 2'000 * text_of(frame(1, payload)).size(); });
    EXPECT_EQ(server_end().drains, 1u);
}

TEST_F(HostileTest, a_reader_that_stops_is_cut_when_nothing_has_left_for_too_long) {
    net::Limits limits;
    limits.outbox_stall_ms = 50;
    open(limits);
    while (to_peer().queued_bytes() < 100'000) {
        to_peer().send(frame(1, std::string(10'000, 'x')), Queue::MayDrop);
        to_peer().flush();
    }
    run_until(loop, [&] { return server_end().is_closed; });
    EXPECT_EQ(server_end().reason, "it does not read");
}

TEST_F(HostileTest, a_slow_reader_is_not_cut_as_long_as_anything_leaves) {
    net::Limits limits;
    limits.outbox_stall_ms = 400;
    constexpr int small_buffer = 64 * 1024;
    open(limits, small_buffer);
    while (to_peer().queued_bytes() < 900'000) {
        to_peer().send(frame(1, std::string(10'000, 'x')), Queue::MayDrop);
        to_peer().flush();
    }
    // So slowly that the socket does not ask for more within the time, but the peer confirms a little now and then.
    constexpr std::int64_t bytes_per_ms = 500;
    const std::size_t queued = to_peer().queued_bytes();
    const net::Milliseconds start = loop.now();
    std::int64_t read = 0;
    for (std::int64_t passed = 0; passed < 3 * limits.outbox_stall_ms;
         passed = loop.now().value - start.value) {
        // Reads first: what this process missed while it was not running is made up before the clock is looked at.
        peer->take_in(static_cast<std::size_t>(passed * bytes_per_ms - read));
        read = passed * bytes_per_ms;
        loop.poll();
        ASSERT_FALSE(server_end().is_closed) << server_end().reason;
    }
    EXPECT_GT(to_peer().queued_bytes(), queued / 4) << "the reader was not slow";
}

TEST_F(HostileTest, more_than_the_hard_limit_in_the_queue_cuts_the_connection_later_and_never_inside_send) {
    net::Limits limits;
    limits.outbox_hard_bytes = 100'000;
    open(limits);
    Channel& channel = to_peer();
    for (int i = 0; i < 5'000; ++i)
        channel.send(frame(1, std::string(10'000, 'x')), Queue::MustKeep);
    EXPECT_FALSE(server_end().is_closed);
    EXPECT_LE(channel.queued_bytes(), 100'000u + 10'012u);
    run_until(loop, [&] { return server_end().is_closed; });
    EXPECT_THAT(server_end().reason, HasSubstr("it does not read"));
}

TEST_F(ConnectionTest, a_queue_over_the_hard_limit_is_no_fault_of_a_peer_that_reads) {
    net::Limits limits;
    limits.outbox_hard_bytes = 20'000;
    open(limits);
    to_server().set_max_payload(net::max_frame_bytes);
    for (int i = 0; i < 10; ++i)
        to_client().send(frame(1, std::string(10'000, 'x')), Queue::MustKeep);
    to_client().flush();
    run_until(loop, [&] { return client->end.frames.size() == 10; });
    EXPECT_FALSE(server_end().is_closed);
}

TEST_F(ConnectionTest, close_delivers_what_is_queued_and_then_ends_in_order_at_both_ends) {
    open();
    to_server().set_max_payload(net::max_frame_bytes);
    for (int i = 0; i < 12; ++i)
        to_client().send(frame(1, std::string(60'000, 'x')), Queue::MustKeep);
    to_client().send(frame(2, "goodbye"), Queue::MustKeep);
    to_client().close();
    EXPECT_FALSE(server_end().is_closed) << "never inside the call";
    run_until(loop, [&] { return client->end.is_closed && server_end().is_closed; });
    ASSERT_EQ(client->end.frames.size(), 13u);
    EXPECT_EQ(client->end.frames.back().payload, "goodbye");
    EXPECT_EQ(client->end.reason, "");
    EXPECT_EQ(server_end().reason, "closed here");
    EXPECT_EQ(server->listener.counts().connections, 0u);
}

TEST_F(HostileTest, the_last_words_reach_a_peer_that_was_still_sending) {
    open();
    server_end().on_frame = [&](const net::FrameView&) {
        to_peer().send(frame(2, "goodbye"), Queue::MustKeep);
        to_peer().close();
    };
    // If the socket were closed with the rest of these unread, the system would answer with a reset.
    std::string noise;
    for (int i = 0; i < 50; ++i)
        noise += peer->encrypt(text_of(frame(1, std::string(4'000, 'x'))));
    peer->send_raw(noise);
    run([&] { return peer->closed(); });
    EXPECT_EQ(peer->plain(), text_of(frame(2, "goodbye")));
    EXPECT_TRUE(peer->closed_in_tls());
    EXPECT_FALSE(peer->was_reset());
    loop.poll();
    EXPECT_FALSE(server_end().is_closed) << "it takes in what is on its way until the peer has closed, too";
    peer->reset();
    run_until(loop, [&] { return server_end().is_closed; });
    EXPECT_EQ(server_end().reason, "closed here");
}

TEST_F(HostileTest, close_gives_up_on_a_peer_that_does_not_read_after_a_second) {
    open();
    while (to_peer().queued_bytes() < 100'000) {
        to_peer().send(frame(1, std::string(10'000, 'x')), Queue::MayDrop);
        to_peer().flush();
    }
    const net::Milliseconds start = loop.now();
    to_peer().close();
    run_until(loop, [&] { return server_end().is_closed; });
    EXPECT_GE(loop.now().value, start.value + 1'000);
    EXPECT_THAT(server_end().reason, HasSubstr("before it had read everything"));
}

TEST_F(HostileTest, no_frame_comes_in_after_close_even_if_it_was_already_there) {
    open();
    server_end().on_frame = [&](const net::FrameView& view) {
        server_end().frames.push_back({view.header.type, ""});
        to_peer().close();
        to_peer().close();
        to_peer().send(frame(5, "too late"), Queue::MustKeep);
        to_peer().flush();
    };
    peer->send_raw(peer->encrypt(std::string(text_of(frame(1, "a"))) + std::string(text_of(frame(2, "b")))));
    run([&] { return peer->closed_in_tls(); });
    peer->send_raw(peer->encrypt(text_of(frame(3, "c"))));
    peer->reset();
    run_until(loop, [&] { return server_end().is_closed; });
    EXPECT_EQ(server_end().frames.size(), 1u);
    EXPECT_EQ(server_end().rounds, 1u);
    EXPECT_EQ(peer->plain(), "");
}

TEST_F(ConnectionTest, both_ends_closing_at_once_is_no_fault) {
    open();
    to_client().close();
    to_server().close();
    run_until(loop, [&] { return client->end.is_closed && server_end().is_closed; });
    EXPECT_EQ(server_end().reason, "closed here");
    EXPECT_EQ(client->end.reason, "closed here");
}

TEST_F(HostileTest, an_end_without_goodbye_is_told_apart_from_one_in_order) {
    open();
    peer->reset();
    run_until(loop, [&] { return server_end().is_closed; });
    EXPECT_EQ(server_end().reason, "it was cut");
}

TEST_F(HostileTest, a_write_to_a_peer_that_is_gone_is_told_later_and_once) {
    open();
    peer->reset();
    for (int i = 0; i < 3; ++i) {
        to_peer().send(frame(1, "anybody?"), Queue::MustKeep);
        to_peer().flush();
        EXPECT_FALSE(server_end().is_closed);
    }
    run_until(loop, [&] { return server_end().is_closed; });
    EXPECT_EQ(server_end().reason, "it was cut");
}

TEST_F(HostileTest, a_changed_byte_ends_the_connection_and_is_not_delivered) {
    open();
    std::string record = peer->encrypt(text_of(frame(1, "hello")));
    record[7] = static_cast<char>(record[7] ^ 1);
    peer->send_raw(record);
    run([&] { return server_end().is_closed; });
    EXPECT_TRUE(server_end().frames.empty());
    EXPECT_NE(server_end().reason, "");
}

// The whole life of a connection, cut after each of many numbers of bytes: what arrived are the first frames, whole.
TEST_F(HostileTest, a_reset_at_any_byte_leaves_whole_frames_and_nothing_behind) {
    server = std::make_unique<Server>(loop);
    std::mt19937 random(11);
    std::string stream;
    std::vector<std::string> payloads;
    for (int i = 0; i < 20; ++i) {
        payloads.emplace_back(random() % 200, static_cast<char>('a' + i));
        stream += text_of(frame(1, payloads.back()));
    }
    for (int round = 0; round < 150; ++round) {
        SCOPED_TRACE("round " + std::to_string(round));
        const std::size_t opened_before = server->ends.size();
        const std::size_t left_before = server->left.size();
        RawPeer one(server->port);
        // Every other one ends during the handshake.
        std::size_t budget = random() % (round % 2 == 0 ? 4'500 : 400);
        const auto send = [&](std::string bytes) {
            bytes.resize(std::min(bytes.size(), budget));
            budget -= bytes.size();
            one.send_raw(bytes);
            return budget > 0;
        };
        bool goes_on = send(one.take_outgoing());
        while (goes_on && !one.handshake_done()) {
            loop.poll();
            one.take_in(100'000);
            one.advance();
        }
        goes_on = goes_on && send(one.take_outgoing());
        goes_on = goes_on && send(one.encrypt(stream));
        for (unsigned turn = random() % 4; turn > 0; --turn)
            loop.poll();
        one.reset();
        run_until(loop, [&] {
            return server->listener.counts().connections == 0 &&
                   (server->ends.size() > opened_before || server->left.size() > left_before ||
                    server->admitted.size() <= static_cast<std::size_t>(round));
        });
        if (server->ends.size() == opened_before) continue;
        const End& end = *server->ends.back();
        ASSERT_TRUE(end.is_closed);
        ASSERT_LE(end.frames.size(), payloads.size());
        for (std::size_t i = 0; i < end.frames.size(); ++i)
            ASSERT_EQ(end.frames[i].payload, payloads[i]);
    }
    EXPECT_GT(server->ends.size(), 10u);
    EXPECT_GT(server->left.size(), 10u);
    EXPECT_EQ(server->listener.counts().handshakes, 0u);
}

TEST_F(ConnectionTest, destroying_the_listener_cuts_its_channels_without_a_word_to_their_owners) {
    server = std::make_unique<Server>(loop);
    End kept;
    auto listener =
        std::make_unique<Listener>(loop, TlsContext::for_server(shared_certificate()), server->limits,
                                   ListenerHooks{.admit = [](const std::string&) { return true; },
                                                 .left = {},
                                                 .opened =
                                                     [&](Channel& channel, const Peer&) {
                                                         kept.channel = &channel;
                                                         return &kept;
                                                     },
                                                 .trouble = {}});
    const std::uint16_t port = listener->listen({{"127.0.0.1", 0}});
    client = std::make_unique<Client>(loop);
    client->dialer.dial({"127.0.0.1", port}, *client);
    run_until(loop, [&] { return client->is_open() && kept.channel != nullptr; });
    kept.channel->send(frame(1, "never flushed"), Queue::MustKeep);
    listener.reset();
    run_until(loop, [&] { return client->end.is_closed; });
    EXPECT_FALSE(kept.is_closed);
    EXPECT_EQ(client->end.reason, "it was cut");
}

}  // namespace
}  // namespace crosstalk::transport
