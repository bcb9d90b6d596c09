// Both ends of real loopback connections for the tests: recording owners, a server, clients, and a hostile peer
// that decides about every byte.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/frame.hpp"
#include "net/transport/asio_dialer.hpp"
#include "net/transport/credentials/certificate.hpp"
#include "net/transport/listener.hpp"
#include "net/transport/loop.hpp"

namespace crosstalk::transport::testing {

net::SharedFrame frame(std::uint16_t type, std::string_view payload);

const ServerCertificate& shared_certificate();

// Runs the loop until `done`; throws, which fails the test and ends it, if that takes 20 s.
void run_until(Loop& loop, const std::function<bool()>& done);

// One end of a channel; records what it is told.
class End : public ChannelOwner {
  public:
    struct Frame {
        std::uint16_t type;
        std::string payload;
    };

    void received(const net::FrameView& view) override;
    void received_all() override { ++rounds; }
    void drained() override { ++drains; }
    void closed(const std::string& why) override;

    Channel* channel = nullptr;  // nullptr once closed
    Peer peer;
    std::vector<Frame> frames;
    std::size_t rounds = 0;
    std::size_t drains = 0;
    bool is_closed = false;
    std::string reason;
    std::function<void(const net::FrameView&)> on_frame;  // instead of recording it
};

// A listener on 127.0.0.1 that keeps an End for each connection.
class Server {
  public:
    explicit Server(Loop& loop, const net::Limits& with = {},
                    const std::vector<Address>& addresses = {{"127.0.0.1", 0}});

    [[nodiscard]] Address address() const { return {"127.0.0.1", port}; }

    net::Limits limits;
    std::vector<std::unique_ptr<End>> ends;
    std::vector<std::string> left;  // reasons
    std::vector<std::string> admitted;
    std::vector<std::string> troubles;
    bool admits = true;
    bool wants_channels = true;
    std::function<void(End&)> on_open;
    Listener listener;
    std::uint16_t port = 0;
};

class Client : public DialOwner {
  public:
    explicit Client(Loop& loop, const net::Limits& limits = {}, DialTimes times = {})
        : dialer(loop, limits, times) {}

    ChannelOwner* opened(Channel& channel, const Peer& peer) override;
    void failed(const std::string& why) override { failures.push_back(why); }

    [[nodiscard]] bool is_open() const { return end.channel != nullptr; }

    End end;
    std::vector<std::string> failures;
    bool wants_channel = true;
    AsioDialer dialer;
};

// A client of no mercy: TLS in memory on one side, a plain socket on the other, every byte between them by hand.
class RawPeer {
  public:
    // With a small receive buffer the kernel takes little in advance; 0 leaves it as it is.
    explicit RawPeer(std::uint16_t port, int receive_buffer = 0);
    RawPeer(const RawPeer&) = delete;
    RawPeer& operator=(const RawPeer&) = delete;
    ~RawPeer();

    // Straight to the socket.
    void send_raw(std::string_view bytes);
    // What TLS wants to say now, not yet sent: at the start, a hello.
    [[nodiscard]] std::string take_outgoing();
    // Encrypts, without sending.
    [[nodiscard]] std::string encrypt(std::string_view plain);
    // Moves what is there in both directions and reads; false once the server has closed.
    bool step();
    // Reads ciphertext only, at most so much.
    void take_in(std::size_t at_most);
    // Lets TLS work on what was taken in, without sending.
    void advance();

    [[nodiscard]] bool handshake_done() const;
    [[nodiscard]] const std::string& plain() const { return plain_; }  // all that was decrypted so far
    [[nodiscard]] bool closed() const { return closed_; }              // the server's end of TCP has come
    [[nodiscard]] bool closed_in_tls() const { return closed_in_tls_; }
    [[nodiscard]] bool was_reset() const { return reset_; }
    [[nodiscard]] ChannelBinding binding() const;
    void reset();  // cuts with a TCP reset

  private:
    int socket_ = -1;
    TlsContext context_ = TlsContext::for_client();
    SslHandle ssl_;
    std::string plain_;
    bool closed_ = false;
    bool closed_in_tls_ = false;
    bool reset_ = false;
};

// Runs the loop and the peer in turns until `done`.
void run_until(Loop& loop, RawPeer& peer, const std::function<bool()>& done);

// Cuts a stream of bytes into frames, to be empty at its end.
std::vector<End::Frame> frames_of(std::string_view stream);

}  // namespace crosstalk::transport::testing
