#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include "net/transport/asio_dialer.hpp"
#include "tests/transport/ends.hpp"

namespace crosstalk::transport {
namespace {

using namespace testing;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

// A socket that listens and never accepts.
class DeafSocket {
  public:
    explicit DeafSocket(int backlog) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        sockaddr_in at{};
        at.sin_family = AF_INET;
        at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        EXPECT_EQ(::bind(socket_, reinterpret_cast<const sockaddr*>(&at), sizeof at), 0);
        EXPECT_EQ(::listen(socket_, backlog), 0);
        socklen_t size = sizeof at;
        EXPECT_EQ(::getsockname(socket_, reinterpret_cast<sockaddr*>(&at), &size), 0);
        port_ = ntohs(at.sin_port);
    }
    DeafSocket(const DeafSocket&) = delete;
    DeafSocket& operator=(const DeafSocket&) = delete;
    ~DeafSocket() { stop(); }

    void stop() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }
    // Accepts one that is connecting, says this and hangs up.
    void answer(std::string_view text) const {
        const int accepted = ::accept(socket_, nullptr, nullptr);
        ASSERT_GE(accepted, 0);
        ASSERT_EQ(::send(accepted, text.data(), text.size(), MSG_NOSIGNAL),
                  static_cast<ssize_t>(text.size()));
        char hello[2'000];
        static_cast<void>(::recv(accepted, hello, sizeof hello, MSG_DONTWAIT));
        ::close(accepted);
    }
    [[nodiscard]] Address address() const { return {"127.0.0.1", port_}; }
    [[nodiscard]] std::string shown() const { return format(address()); }

  private:
    int socket_;
    std::uint16_t port_ = 0;
};

struct DialerTest : ::testing::Test {
    std::string failure_of(Client& client) {
        run_until(loop, [&] { return !client.failures.empty() || client.is_open(); });
        EXPECT_EQ(client.failures.size(), 1u);
        return client.failures.empty() ? "" : client.failures[0];
    }
    std::string failure_of(const Address& address) {
        Client client(loop);
        client.dialer.dial(address, client);
        EXPECT_TRUE(client.failures.empty()) << "never inside the call";
        return failure_of(client);
    }

    Loop loop;
};

TEST_F(DialerTest, a_port_where_nobody_listens_is_said_so) {
    DeafSocket socket(1);
    socket.stop();
    EXPECT_EQ(failure_of(socket.address()), "Nothing answers at " + socket.shown() +
                                                ". Is the server running there, and is the port right?");
}

TEST_F(DialerTest, a_machine_that_does_not_answer_is_given_up_after_a_time) {
    // Its queue is full: the kernel drops what comes.
    const DeafSocket socket(0);
    const RawPeer fills_the_queue(socket.address().port);
    Client client(loop, {}, {.connect = {60}, .try_another = {60}});
    client.dialer.dial(socket.address(), client);
    EXPECT_THAT(failure_of(client), StartsWith(socket.shown() + " does not answer."));
}

TEST_F(DialerTest, a_server_that_accepts_and_says_nothing_is_given_up_after_the_time_for_handshakes) {
    const DeafSocket socket(5);
    net::Limits limits;
    limits.handshake_ms = 60;
    Client client(loop, limits);
    client.dialer.dial(socket.address(), client);
    EXPECT_THAT(failure_of(client), HasSubstr("not as a Crosstalk server would"));
}

TEST_F(DialerTest, something_else_that_answers_is_not_taken_for_a_server) {
    const DeafSocket socket(5);
    Client client(loop);
    client.dialer.dial(socket.address(), client);
    loop.run_one();
    socket.answer("HTTP/1.1 400 Bad Request\r\n\r\n");
    EXPECT_THAT(failure_of(client), HasSubstr("does not speak TLS"));
}

TEST_F(DialerTest, a_server_that_hangs_up_is_said_so) {
    Server server(loop);
    server.admits = false;
    EXPECT_THAT(failure_of(server.address()), HasSubstr("answered and hung up"));
}

TEST_F(DialerTest, a_name_is_looked_up_and_its_addresses_are_tried_in_turn) {
    // Where localhost is ::1 first, that one refuses.
    Server server(loop);
    Client client(loop);
    client.dialer.dial({"localhost", server.port}, client);
    run_until(loop, [&] { return client.is_open() || !client.failures.empty(); });
    EXPECT_THAT(client.failures, ElementsAre());
    EXPECT_TRUE(client.is_open());
}

TEST_F(DialerTest, a_name_that_does_not_exist_is_named) {
    EXPECT_THAT(failure_of({"no-such-machine.invalid", 1}), HasSubstr("\"no-such-machine.invalid\""));
}

TEST_F(DialerTest, after_cancel_nothing_is_heard_in_any_stage) {
    Server server(loop);
    const DeafSocket deaf(100);
    net::Limits limits;
    limits.handshake_ms = 40;
    for (int callbacks = 0; callbacks < 12; ++callbacks) {
        for (const Address& address : {server.address(), deaf.address(), Address{"localhost", 1}}) {
            Client client(loop, limits);
            client.dialer.dial(address, client);
            for (int i = 0; i < callbacks && !client.is_open() && client.failures.empty(); ++i)
                loop.run_one();
            if (client.is_open() || !client.failures.empty()) continue;
            client.dialer.cancel();
            bool settled = false;
            loop.after({5}, [&] { settled = true; });
            run_until(loop, [&] { return settled; });
            EXPECT_FALSE(client.is_open());
            EXPECT_TRUE(client.failures.empty());
        }
    }
}

TEST_F(DialerTest, a_second_call_replaces_the_first_and_opened_channels_live_on) {
    Server server(loop);
    const DeafSocket deaf(5);
    Client client(loop);
    client.dialer.dial(deaf.address(), client);
    loop.run_one();
    client.dialer.dial(server.address(), client);
    run_until(loop, [&] { return client.is_open(); });
    client.dialer.dial(deaf.address(), client);
    client.dialer.cancel();
    client.end.channel->send(frame(1, "hello"), Queue::MustKeep);
    client.end.channel->flush();
    run_until(loop, [&] { return server.ends.size() == 1 && server.ends[0]->frames.size() == 1; });
}

TEST_F(DialerTest, an_owner_may_dial_again_from_within_a_failure) {
    struct Stubborn : Client {
        using Client::Client;
        void failed(const std::string& why) override {
            Client::failed(why);
            if (failures.size() < 3) dialer.dial(target, *this);
        }
        Address target;
    };
    DeafSocket socket(1);
    socket.stop();
    Stubborn client(loop);
    client.target = socket.address();
    client.dialer.dial(client.target, client);
    run_until(loop, [&] { return client.failures.size() == 3; });
}

TEST_F(DialerTest, a_channel_that_its_owner_does_not_want_is_closed) {
    Server server(loop);
    Client client(loop);
    client.wants_channel = false;
    client.dialer.dial(server.address(), client);
    run_until(loop, [&] { return server.ends.size() == 1 && server.ends[0]->is_closed; });
    EXPECT_EQ(server.ends[0]->reason, "");
    EXPECT_TRUE(client.failures.empty());
}

}  // namespace
}  // namespace crosstalk::transport
