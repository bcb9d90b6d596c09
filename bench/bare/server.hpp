// The bare baseline: what a chat server would cost if it did nothing but pass texts on. One thread, epoll,
// OpenSSL on the socket. Every text is encoded once into its room's stream that all recipients of the room are sent
// from, each with one gathered write per wake-up. With a file, each batch is committed before anybody sees it.
//
// Absent on purpose: logins, names, members and their rights, limits, history, heartbeats, and any care for peers that do not read
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
    struct Peer;
    // The stream: every Message ever, of which the bytes before base are forgotten.
    struct Room {
        std::vector<std::uint8_t> stream;
        std::uint64_t base = 0;
        bool has_news = false;  // since the last round of writes
        std::vector<Peer*> recipients;
        [[nodiscard]] std::uint64_t end() const { return base + stream.size(); }
    };
    // Small: a silent connection costs no more than this until its first byte.
    struct Peer {
        int socket = -1;
        bool is_open = false;
        bool waits_to_write = false;
        bool stream_begun =
            false;             // OpenSSL holds a record of the stream that the socket has not taken whole
        Room* room = nullptr;  // whose recipient it is
        SslHandle ssl;
        std::uint64_t sent = 0;  // place in the room's stream up to which a recipient has been written to
        std::vector<std::uint8_t> own;    // acknowledgements and the like
        std::vector<std::uint8_t> begun;  // what came of a frame that is not complete
    };
    struct Post {
        Peer* from = nullptr;
        Room* room = nullptr;
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
    static void forget_sent(Room& room);
    Room& room(std::uint16_t number);
    void wait_for(Peer& peer, bool to_write);

    std::unique_ptr<Committer> committer_;
    std::unique_ptr<DurableLog> log_;  // committed to on the loop
    SslContextHandle context_;
    int epoll_ = -1;
    int listener_ = -1;
    int signals_ = -1;
    std::uint16_t port_ = 0;

    std::vector<std::unique_ptr<Peer>> peers_;  // by socket
    std::vector<Peer*> with_own_;
    std::vector<std::unique_ptr<Peer>> dropped_;  // freed after the wake-up

    std::vector<std::unique_ptr<Room>> rooms_;  // by number
    std::vector<Room*> with_news_;

    Batch texts_;  // came since the last batch
    std::vector<Post> posts_;
    Batch committing_texts_;
    std::vector<Post> committing_posts_;
    bool committing_ = false;
    std::vector<std::uint8_t> buffer_;
};

}  // namespace crosstalk::bench
