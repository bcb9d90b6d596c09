#include "net/transport/listener.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <openssl/ssl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

#include "tests/transport/ends.hpp"

namespace crosstalk::transport {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// How many TLS objects this process has made so far.
int& tls_objects() {
    static int count = 0;
    [[maybe_unused]] static const int index = SSL_get_ex_new_index(
        0, nullptr, [](void*, void*, CRYPTO_EX_DATA*, int, long, void*) { ++count; }, nullptr, nullptr);
    return count;
}

struct ListenerTest : ::testing::Test {
    std::string listen_error(const std::vector<Address>& addresses) {
        try {
            Server other(loop, {}, addresses);
        } catch (const ListenError& error) {
            return error.what();
        }
        ADD_FAILURE() << "listening should not be possible";
        return {};
    }

    // The peer says nothing more.
    void read_until_closed(RawPeer& peer) {
        run_until(loop, [&] {
            peer.take_in(100'000);
            return peer.closed();
        });
    }

    Loop loop;
    net::Limits limits;
};

TEST_F(ListenerTest,
       a_silent_connection_is_closed_after_the_time_for_its_first_byte_and_never_gets_a_tls_object) {
    limits.first_byte_ms = 30;
    Server server(loop, limits);
    RawPeer peer(server.port);
    const int before = tls_objects();
    read_until_closed(peer);
    EXPECT_THAT(server.left, ElementsAre(HasSubstr("sent nothing")));
    EXPECT_EQ(tls_objects(), before);
    EXPECT_EQ(server.listener.counts().out_of_time, 1u);
    EXPECT_EQ(server.listener.counts().failed_to_open, 1u);
}

TEST_F(ListenerTest, a_first_byte_that_is_not_tls_gets_a_plain_close_and_no_tls_object) {
    Server server(loop, limits);
    RawPeer peer(server.port);
    const int before = tls_objects();
    peer.send_raw("GET / HTTP/1.1\r\n\r\n");
    read_until_closed(peer);
    EXPECT_FALSE(peer.was_reset());
    EXPECT_THAT(server.left, ElementsAre(HasSubstr("does not speak TLS")));
    EXPECT_EQ(tls_objects(), before);
}

TEST_F(ListenerTest, a_first_byte_that_may_be_tls_gets_a_tls_object) {
    limits.handshake_ms = 30;
    Server server(loop, limits);
    RawPeer peer(server.port);
    const int before = tls_objects();
    peer.send_raw("\x16");
    read_until_closed(peer);
    EXPECT_THAT(server.left, ElementsAre(HasSubstr("handshake took too long")));
    EXPECT_EQ(tls_objects(), before + 1);
}

TEST_F(ListenerTest, a_handshake_that_stops_half_way_is_closed_in_time) {
    limits.handshake_ms = 50;
    Server server(loop, limits);
    RawPeer peer(server.port);
    peer.send_raw(peer.take_outgoing());
    // The server's flight is read, the client's answer is never sent.
    read_until_closed(peer);
    EXPECT_THAT(server.left, ElementsAre(HasSubstr("handshake took too long")));
    EXPECT_EQ(server.listener.counts().connections, 0u);
    EXPECT_EQ(server.listener.counts().handshakes, 0u);
}

TEST_F(ListenerTest, garbage_in_the_handshake_is_refused) {
    Server server(loop, limits);
    RawPeer peer(server.port);
    peer.send_raw(std::string("\x16\x03\x01\x00\x05", 5) + "xxxxx");
    run_until(loop, peer, [&] { return peer.closed(); });
    EXPECT_EQ(server.left.size(), 1u);
}

TEST_F(ListenerTest, only_so_many_shake_hands_at_once_and_the_others_get_their_turn) {
    limits.handshakes = 2;
    Server server(loop, limits);
    std::vector<std::unique_ptr<RawPeer>> half_open;
    for (int i = 0; i < 2; ++i) {
        half_open.push_back(std::make_unique<RawPeer>(server.port));
        half_open.back()->send_raw("\x16");
    }
    run_until(loop, [&] { return server.listener.counts().handshakes == 2; });
    Client client(loop);
    client.dialer.dial(server.address(), client);
    run_until(loop, [&] { return server.listener.counts().waiting == 1; });
    EXPECT_EQ(server.listener.counts().handshakes, 2u);
    half_open[0]->reset();
    run_until(loop, [&] { return client.is_open() && server.ends.size() == 1; });
    EXPECT_EQ(server.listener.counts().handshakes, 1u);
    EXPECT_EQ(server.listener.counts().waiting, 0u);
}

TEST_F(ListenerTest, who_waits_too_long_for_a_turn_is_closed) {
    limits.handshakes = 1;
    limits.handshake_ms = 40;
    Server server(loop, limits);
    std::vector<std::unique_ptr<RawPeer>> half_open;
    for (int i = 0; i < 4; ++i) {
        half_open.push_back(std::make_unique<RawPeer>(server.port));
        half_open.back()->send_raw("\x16");
    }
    run_until(loop, [&] { return server.left.size() == 4; });
    EXPECT_THAT(server.left, ::testing::Contains(HasSubstr("too many others")));
    EXPECT_EQ(server.listener.counts().handshakes, 0u);
    EXPECT_EQ(server.listener.counts().waiting, 0u);
    EXPECT_EQ(server.listener.counts().connections, 0u);
}

TEST_F(ListenerTest, who_is_not_admitted_is_closed_before_anything_else) {
    Server server(loop, limits);
    server.admits = false;
    RawPeer peer(server.port);
    run_until(loop, peer, [&] { return peer.closed(); });
    EXPECT_THAT(server.admitted, ElementsAre("127.0.0.1"));
    EXPECT_TRUE(server.left.empty()) << "it had never come in";
    EXPECT_EQ(server.listener.counts().turned_away, 1u);
    EXPECT_EQ(server.listener.counts().taken_in, 0u);
}

TEST_F(ListenerTest, a_connection_that_nobody_wants_is_closed_in_order) {
    Server server(loop, limits);
    server.wants_channels = false;
    Client client(loop);
    client.dialer.dial(server.address(), client);
    run_until(loop, [&] { return client.end.is_closed && server.listener.counts().connections == 0; });
    EXPECT_EQ(client.end.reason, "");
    EXPECT_TRUE(server.left.empty());
}

TEST_F(ListenerTest, a_channel_can_be_closed_while_it_opens) {
    Server server(loop, limits);
    server.on_open = [](End& end) {
        end.channel->send(frame(1, "full"), Queue::MustKeep);
        end.channel->close();
    };
    Client client(loop);
    client.dialer.dial(server.address(), client);
    run_until(loop, [&] { return client.end.is_closed && server.ends.at(0)->is_closed; });
    ASSERT_EQ(client.end.frames.size(), 1u);
    EXPECT_EQ(client.end.frames[0].payload, "full");
}

TEST_F(ListenerTest, port_zero_gives_ipv4_and_ipv6_the_same_port) {
    Server server(loop, limits, everywhere(0));
    for (const char* host : {"127.0.0.1", "::1"}) {
        Client client(loop);
        client.dialer.dial({host, server.port}, client);
        run_until(loop, [&] { return client.is_open() || !client.failures.empty(); });
        EXPECT_TRUE(client.is_open()) << host << (client.failures.empty() ? "" : client.failures[0]);
    }
    EXPECT_THAT(server.admitted, ElementsAre("127.0.0.1", "::1"));
}

TEST_F(ListenerTest, a_port_in_use_is_named) {
    const Server server(loop, limits);
    EXPECT_THAT(listen_error({{"127.0.0.1", server.port}}),
                HasSubstr("Port " + std::to_string(server.port) + " is already in use"));
    EXPECT_THAT(listen_error(everywhere(server.port)), HasSubstr("is already in use"));
}

TEST_F(ListenerTest, a_port_is_free_again_at_once_after_its_server_went) {
    auto server = std::make_unique<Server>(loop, limits);
    const std::uint16_t port = server->port;
    Client client(loop);
    client.dialer.dial(server->address(), client);
    run_until(loop, [&] { return client.is_open() && server->ends.size() == 1; });
    // The server's end goes first and so its connection stays in TIME_WAIT.
    server->ends[0]->channel->close();
    run_until(loop, [&] { return client.end.is_closed && server->ends[0]->is_closed; });
    server.reset();
    EXPECT_EQ(Server(loop, limits, {{"127.0.0.1", port}}).port, port);
}

TEST_F(ListenerTest, an_address_that_is_not_of_this_machine_or_none_at_all_is_named) {
    EXPECT_THAT(listen_error({{"198.51.100.7", 0}}), HasSubstr("198.51.100.7"));
    EXPECT_THAT(listen_error({{"party.local", 0}}), HasSubstr("is not an IP address"));
    EXPECT_THAT(listen_error({}), HasSubstr("at least one"));
}

TEST_F(ListenerTest, stopping_takes_in_no_more_and_leaves_open_channels_alone) {
    Server server(loop, limits);
    Client client(loop);
    client.dialer.dial(server.address(), client);
    RawPeer silent(server.port);
    run_until(loop, [&] {
        return client.is_open() && server.listener.counts().connections == 2 && server.ends.size() == 1;
    });
    server.listener.stop_listening();
    run_until(loop, silent, [&] { return silent.closed(); });
    EXPECT_EQ(server.listener.counts().connections, 1u);

    Client late(loop);
    late.dialer.dial(server.address(), late);
    run_until(loop, [&] { return !late.failures.empty(); });
    EXPECT_THAT(late.failures[0], HasSubstr("Nothing answers at 127.0.0.1"));

    client.end.channel->send(frame(1, "still here"), Queue::MustKeep);
    client.end.channel->flush();
    run_until(loop, [&] { return server.ends[0]->frames.size() == 1; });
}

TEST_F(ListenerTest, without_descriptors_it_says_so_once_waits_and_goes_on) {
    Server server(loop, limits);
    const std::unique_ptr<RawPeer> peer = std::make_unique<RawPeer>(server.port);
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &before), 0);
    const int next_descriptor = ::dup(0);
    ::close(next_descriptor);
    const rlimit none{static_cast<rlim_t>(next_descriptor), before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &none), 0);
    int callbacks = 0;
    bool paused = false;
    loop.after({350}, [&] { paused = true; });
    while (!paused) {
        loop.run_one();
        ++callbacks;
    }
    ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &before), 0);
    EXPECT_EQ(server.troubles.size(), 1u);
    EXPECT_LT(callbacks, 50) << "it spins";
    EXPECT_TRUE(server.admitted.empty());
    run_until(loop, [&] { return server.admitted.size() == 1; });
}

}  // namespace
}  // namespace crosstalk::transport
