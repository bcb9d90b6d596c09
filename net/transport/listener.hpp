// The server's end: takes in connections, encrypts them, and hands over each that got so far.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "net/limits.hpp"
#include "net/transport/address.hpp"
#include "net/transport/channel.hpp"
#include "net/transport/credentials/tls.hpp"
#include "net/transport/loop.hpp"
#include "net/transport/traffic.hpp"

namespace crosstalk::transport {

// Listening is not possible; what() is for people.
class ListenError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// What the logic above decides and learns. Each is called on the loop, never inside a call to the listener.
struct ListenerHooks {
    // Asked once for each connection, by IP address, before anything is spent on it; false closes it.
    std::function<bool(const std::string& address)> admit;
    // A connection that was admitted ended before it was opened; `reason` is for the log.
    std::function<void(const std::string& address, const std::string& reason)> left;
    // The connection stands and is encrypted. Returns who is told of the channel's events, who must outlive it;
    // nullptr closes it. left() is not called for it any more.
    std::function<ChannelOwner*(Channel& channel, const Peer& peer)> opened;
    // Taking in connections does not work at the moment, for the log; the listener goes on trying.
    std::function<void(const std::string& text)> trouble;
};

struct ListenerCounts {
    std::size_t connections = 0;  // in any stage
    std::size_t handshakes = 0;   // at most Limits::handshakes
    std::size_t waiting = 0;      // for their turn to shake hands
    // Since it was made:
    std::uint64_t taken_in = 0;
    std::uint64_t turned_away = 0;     // not admitted
    std::uint64_t failed_to_open = 0;  // ended before they were encrypted
    std::uint64_t out_of_time = 0;     // ended by a limit of time, in any stage
    Traffic traffic;
};

// All addresses of this machine.
std::vector<Address> everywhere(std::uint16_t port);

// Whether a server of this account could listen there now. Nobody is let in.
bool can_listen(std::uint16_t port);

// Thread: the loop's. Loop and limits must outlive it. Destroying it cuts all its channels without a word to
// their owners.
class Listener {
  public:
    Listener(Loop& loop, TlsContext context, const net::Limits& limits, ListenerHooks hooks);
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;
    ~Listener();

    // Listens on IP addresses, to be called once, and returns the port of the first. Where port 0 is asked for, all of
    // them get the same free one. ListenError if one is not possible, and then none is open; of everywhere(),
    // one of the two is enough on a machine without the other.
    std::uint16_t listen(const std::vector<Address>& addresses);
    // Takes in no more and drops what is not yet opened, without left(). Open channels live on.
    void stop_listening();

    [[nodiscard]] ListenerCounts counts() const;

  private:
    struct Intake;
    std::unique_ptr<Intake> intake_;
};

}  // namespace crosstalk::transport
