// The bare baseline: what a chat server would cost if it did nothing but pass texts on. One thread, epoll,
// OpenSSL on the socket. Every text is encoded once into one stream that all recipients are sent from, each with
// one gathered write per wake-up. With a file, each batch is committed before anybody sees it.
//
// Absent on purpose: logins, names, rooms, limits, history, heartbeats, and any care for peers that do not read
// beyond keeping what they missed.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "bench/bare/durable_log.hpp"
#include "bench/bare/tls.hpp"

namespace crosstalk::bench {

enum class CommitOn : std::uint8_t { OwnThread, Loop };

struct BareOptions {
    std::optional<std::filesystem::path> file;  // commit to it; otherwise nothing is kept
    CommitOn commit_on = CommitOn::Loop;        // on one core, the faster one
};

// Thread: the one that calls run().
class BareServer {
  public:
    explicit BareServer(const BareOptions& options);
    ~BareServer();
    BareServer(const BareServer&) = delete;
    BareServer& operator=(const BareServer&) = delete;

    // On 127.0.0.1, a free port.
    [[nodiscard]] std::uint16_t port() const { return port_; }
    // Until SIGTERM or SIGINT.
    void run();

  private:
    // Small: a silent connection costs no more than this until its first byte.
    struct Peer {
        int socket = -1;
        bool is_open = false;
        bool is_recipient = false;
        bool waits_to_write = false;
        bool stream_begun =
            false;  // OpenSSL holds a record of the stream that the socket has not taken whole
        SslHandle ssl;
        std::uint64_t sent = 0;           // place in the stream up to which a recipient has been written to
        std::vector<std::uint8_t> own;    // acknowledgements and the like
        std::vector<std::uint8_t> begun;  // what came of a frame that is not complete
    };
    struct Post {
        Peer* from = nullptr;
        std::uint32_t number = 0;
    };

    void take_signal() const;
    void accept_all();
    void ready(Peer& peer, std::uint32_t events);
    void read_all(Peer& peer);
    void take_frames(Peer& peer, std::size_t size);
    void drop(Peer& peer);
    void publish(const Batch& texts, const std::vector<Post>& posts);
    void after_wake_up();
    void begin_commit();
    void write_own(Peer& peer);
    void write_stream(Peer& peer);
    void forget_sent();
    void wait_for(Peer& peer, bool to_write);

    std::unique_ptr<Committer> committer_;
    std::unique_ptr<DurableLog> log_;  // committed to on the loop
    SslContextHandle context_;
    int epoll_ = -1;
    int listener_ = -1;
    int signals_ = -1;
    std::uint16_t port_ = 0;

    std::vector<std::unique_ptr<Peer>> peers_;  // by socket
    std::vector<Peer*> recipients_;
    std::vector<Peer*> with_own_;
    std::vector<std::unique_ptr<Peer>> dropped_;  // freed after the wake-up

    // The stream: every Message ever, of which the bytes before base_ are forgotten.
    std::vector<std::uint8_t> stream_;
    std::uint64_t base_ = 0;
    std::uint64_t written_to_ = 0;  // the stream's end at the last round of writes

    Batch texts_;  // came since the last batch
    std::vector<Post> posts_;
    Batch committing_texts_;
    std::vector<Post> committing_posts_;
    bool committing_ = false;
    std::vector<std::uint8_t> buffer_;
};

}  // namespace crosstalk::bench
