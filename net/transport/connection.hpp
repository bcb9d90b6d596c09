// One TCP connection with TLS on it, of either role, from its first byte to its last: the real Channel.
//
//   server:  FirstByte -> Waiting -> Handshake -> Open -> Closing -> Lingering
//   client:                          Handshake -> Open -> Closing -> Lingering
//
// OpenSSL works directly on the socket; asio only says when the socket can be read or written. An idle
// connection has no buffers and no timer. For the sources of this folder.
#pragma once

#include <asio/io_context.hpp>
#include <asio/ip/tcp.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "net/frame.hpp"
#include "net/limits.hpp"
#include "net/transport/channel.hpp"
#include "net/transport/credentials/tls.hpp"
#include "net/transport/lifetime.hpp"
#include "net/transport/loop.hpp"
#include "net/transport/outbox.hpp"
#include "net/transport/traffic.hpp"

namespace crosstalk::transport {

// With the loop's own executor, which takes less room and time than one of any kind.
using TcpSocket = asio::basic_stream_socket<asio::ip::tcp, asio::io_context::executor_type>;

// Why a connection ended. The text is for the log, but that of Tls is for people.
struct Ending {
    enum class Cause : std::uint8_t {
        PeerClosed,  // in order; the text is empty
        ClosedHere,
        Cut,          // the peer or the network went away
        Tls,          // what came is not TLS as we speak it
        OutOfTime,    // a limit of time was passed
        Misbehaviour  // the peer broke another limit
    };
    Cause cause = Cause::PeerClosed;
    std::string text;
};

// Thread: the loop's. Loop, context, limits and home must outlive it. Destroying it cuts the connection and
// tells nobody.
class Connection final : public Channel {
  public:
    enum class Stage : std::uint8_t { FirstByte, Waiting, Handshake, Open, Closing, Lingering, Broken };

    // Who owns connections. Called on the loop, never inside a call to the connection other than start().
    class Home {
      public:
        virtual ~Home() = default;
        // Server: something that may be TLS has come; to be answered by shake_hands(), now or later.
        virtual void wants_handshake(Connection& connection) = 0;
        // The handshake is complete. As DialOwner::opened().
        virtual ChannelOwner* opened(Connection& connection, const Peer& peer) = 0;
        // The end; the home destroys the connection before it returns. Its owner, if any, has been told.
        virtual void ended(Connection& connection, const Ending& ending) = 0;
        // Where to count; nullptr: nobody asks. Outlives the connection.
        virtual Traffic* traffic() { return nullptr; }
    };

    // `server_key` is nullptr at the client's end, which learns it in the handshake, and else outlives the
    // connection. The socket is connected.
    Connection(Loop& loop, TcpSocket socket, const TlsContext& context, const Fingerprint* server_key,
               const net::Limits& limits, Home& home);
    ~Connection() override;

    // Server: waits for the first byte; nothing is spent on TLS before.
    void await_first_byte();
    // Starts the handshake. May end and destroy the connection before it returns.
    void shake_hands();

    [[nodiscard]] Stage stage() const { return stage_; }
    [[nodiscard]] const std::string& address() const { return address_; }

    void send(net::SharedFrame frames, Queue queue) override;
    void flush() override;
    [[nodiscard]] std::size_t queued_bytes() const override { return outbox_.bytes(); }
    std::vector<net::SharedFrame> drop_queued() override { return outbox_.drop(); }
    void set_max_payload(std::size_t bytes) override { splitter_.set_max_payload(bytes); }
    void close() override;

  private:
    void wait_to_read();
    void wait_to_write();
    void write_later();
    void can_read();
    void can_write();

    void look_at_first_byte();
    void continue_handshake();
    void handshake_complete();
    void read_frames();
    void give_frames();
    void note_incomplete_frame();
    void continue_closing();
    void discard_what_comes();

    void write_queue();
    void begin_closing(Ending ending);
    [[nodiscard]] Ending ending_of(TlsState state);
    void break_later(Ending ending);
    void end(Ending ending);

    [[nodiscard]] std::uint64_t bytes_delivered();
    void set_deadline(std::int64_t span_ms);
    void watch_clock();
    void look_at_clock();
    void stage_took_too_long();
    [[nodiscard]] std::optional<net::Milliseconds> earliest_deadline() const;

    Loop& loop_;
    const TlsContext& context_;
    const net::Limits& limits_;
    Home& home_;
    Traffic* const traffic_;
    const Fingerprint* const server_key_;
    TcpSocket socket_;
    std::string address_;
    SslHandle ssl_;  // after socket_: it goes first
    Stage stage_ = Stage::FirstByte;
    ChannelOwner* owner_ = nullptr;  // from Open on; nullptr if nobody wanted the connection
    net::FrameSplitter splitter_{net::max_login_frame_bytes};
    Outbox outbox_;
    Ending ending_;  // from Closing and Broken on: what to say in the end

    bool waits_to_read_ = false;
    bool waits_to_write_ = false;
    bool frame_completed_ = false;  // in this round of reading

    // 0: not counting. One timer serves them all; it fires at the earliest or before.
    net::Milliseconds stage_deadline_{};
    net::Milliseconds frame_deadline_{};
    net::Milliseconds stall_deadline_{};
    std::uint64_t delivered_at_stall_ = 0;  // bytes_delivered() when stall_deadline_ was set
    LoopTimerId timer_{};
    net::Milliseconds timer_due_{};

    Lifetime lifetime_;
};

}  // namespace crosstalk::transport
