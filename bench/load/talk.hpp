// What one client says to a server, in the server's own protocol: bytes of the TLS stream in and out. One small
// class per protocol; sockets, TLS and the checks are the crowd's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "bench/load/message_text.hpp"
#include "net/transport/credentials/openssl_handles.hpp"

namespace crosstalk::bench {

// A receiver is in the room and gets every message; a sender posts and need not get any.
enum class Duty : std::uint8_t { Receive, Send };

using RoomNumber = net::Number<struct BenchRoomTag, std::uint32_t>;

// Which client of a load it is.
struct Seat {
    Duty duty = Duty::Receive;
    std::size_t device = 0;          // tells clients apart, from run to run: the same one is the same user
    std::optional<RoomNumber> room;  // nothing: all are in the lobby
};

// What the room is called, on every server.
std::string room_name(const Seat& seat);

// Who a talk belongs to. None of these calls back.
class TalkOwner {
  public:
    virtual ~TalkOwner() = default;
    // Leaves with the next write.
    virtual void send(std::span<const std::uint8_t> bytes) = 0;
    // Once: logged in and in the room.
    virtual void joined() = 0;
    virtual void delivered(std::string_view text) = 0;
    // So many of this client's posts, the oldest ones, have been accepted.
    virtual void acknowledged(std::size_t count) = 0;
    // It cannot go on; `reason` is for people.
    virtual void failed(const std::string& reason) = 0;
};

class Talk {
  public:
    virtual ~Talk() = default;
    // The encryption stands.
    virtual void opened(SSL* ssl) = 0;
    // Takes whole units from the front and returns how many bytes that were; the rest comes again with more.
    virtual std::size_t take(std::span<const std::uint8_t> bytes) = 0;
    // Only after joined().
    virtual void post(std::string_view text) = 0;
    // How often the server served this client from its archive, because it had fallen behind.
    [[nodiscard]] virtual std::uint64_t times_behind() const { return 0; }
};

// One protocol; makes the talks of all clients, which may share what they know. Must outlive them.
class Protocol {
  public:
    virtual ~Protocol() = default;
    virtual std::unique_ptr<Talk> make(TalkOwner& owner, const Seat& seat) = 0;
    // Otherwise a post counts as accepted when the first receiver has it.
    [[nodiscard]] virtual bool acknowledges() const { return true; }
    // The server says a line before the encryption begins.
    [[nodiscard]] virtual bool greets_in_clear() const { return false; }
    // What the client offers in TLS; empty: nothing.
    [[nodiscard]] virtual std::string_view application_protocol() const { return {}; }
};

struct ProtocolOptions {
    std::string passkey;       // crosstalk: lets unknown devices register
    std::string device_names;  // crosstalk: what their names begin with
};

// By the name of the command line: crosstalk, bare, redis, irc, mqtt, nats. nullptr: there is no such one.
std::unique_ptr<Protocol> make_protocol(std::string_view name, const ProtocolOptions& options);
std::unique_ptr<Protocol> make_crosstalk_protocol(const ProtocolOptions& options);
std::unique_ptr<Protocol> make_bare_protocol();
std::unique_ptr<Protocol> make_redis_protocol();
std::unique_ptr<Protocol> make_irc_protocol();
std::unique_ptr<Protocol> make_mqtt_protocol();
std::unique_ptr<Protocol> make_nats_protocol();

inline std::span<const std::uint8_t> bytes_of(std::string_view text) {
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

inline std::string_view text_in(std::span<const std::uint8_t> bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace crosstalk::bench
