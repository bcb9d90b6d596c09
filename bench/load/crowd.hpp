// Thousands of clients in one thread: an epoll loop over TLS sockets, each with a talk of one protocol.
#pragma once

#include <sys/epoll.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/load/clock.hpp"
#include "bench/load/message_text.hpp"
#include "bench/load/talk.hpp"
#include "bench/load/tls_socket.hpp"

namespace crosstalk::bench {

// A client was disconnected, refused, or got what it must not get: the round is worth nothing.
class RoundFailed : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

struct CrowdOptions {
    std::uint16_t port = 0;  // on 127.0.0.1
    Stamps stamps = Stamps::TimeOfRead;
    std::size_t connecting_at_once = 32;
    double connections_per_second = 0;  // 0: as fast as they get through
    std::size_t rooms = 0;              // receiver and sender i are in room i % rooms; 0: all in the lobby
};

class Crowd {
  public:
    // Called inside run(); may post.
    struct Hooks {
        std::function<void(Receiver receiver, std::string_view text, Instant arrival)> delivered;
        std::function<void(Sender sender, std::size_t count, Instant arrival)> acknowledged;
    };

    Crowd(Protocol& protocol, const CrowdOptions& options);
    ~Crowd();
    Crowd(const Crowd&) = delete;
    Crowd& operator=(const Crowd&) = delete;

    void set_hooks(Hooks hooks) { hooks_ = std::move(hooks); }

    // Connects so many more and returns when all have joined. Receivers and senders are numbered from 0 each;
    // devices in the order of these calls. RoundFailed if one does not get in within `patience`.
    void connect(Duty duty, std::size_t count, Nanoseconds patience);
    // Ends all connections; others may be made after that.
    void disconnect();
    // The same without a word, as when a cable is pulled: what is on its way is lost.
    void cut();

    // Leaves at the end of the present round of the loop, or with the next.
    void post(Sender sender, std::string_view text);
    // Runs `task` at that time, inside run(). There is one such time: a later call replaces it.
    void at(Instant time, std::function<void()> task);

    // Until `done` says so after a round of the loop; false if the time came first.
    bool run(const std::function<bool()>& done, Instant until);
    // A receiver that does not read.
    void stop_reading(Receiver receiver);
    void read_again(Receiver receiver);

    [[nodiscard]] std::uint64_t times_behind() const;

  private:
    class Client;

    void start_connecting(Duty duty);
    void has_joined(Client& client);
    void flush(Client& client);
    void wait_for(const Client& client, std::uint32_t events);

    Protocol& protocol_;
    CrowdOptions options_;
    transport::SslContextHandle context_;
    Hooks hooks_;
    std::function<void()> task_;
    int epoll_;
    int timer_;
    std::vector<std::uint8_t> buffer_;
    std::vector<std::unique_ptr<Client>> clients_;
    std::vector<Client*> receivers_;
    std::vector<Client*> senders_;
    std::vector<Client*> with_output_;
    std::size_t joined_ = 0;
    std::string failure_;
};

}  // namespace crosstalk::bench
