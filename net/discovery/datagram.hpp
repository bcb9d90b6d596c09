// What servers and clients say to one another before they are connected, in UDP datagrams. Hints only: nobody is who they
// say until the login has proved it, and nothing in here is a secret.
//
//   "CTD1"  u8 kind  then by kind:
//   1 question      u64 nonce, zeros up to question_bytes or more
//   2 answer        u64 nonce of the question, advertisement
//   3 announcement  advertisement
//   4 farewell      the server's key hash (32), u16 port
//
// Numbers and texts as in net/archive.hpp; what a later version appends is skipped. Everything is unsigned: a signature
// would prove the server's key to those who know it, and the login does that anyway, on every connection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>

#include "net/ids.hpp"

namespace crosstalk::discovery {

/// The port of UDP, whatever port of TCP a server has: 12345, as that one's default.
inline constexpr std::uint16_t port = 12345;
/// Of IPv4's local scope (RFC 2365, 239.255.0.0/16), chosen by us.
inline constexpr std::uint8_t ipv4_group[4]{239, 255, 67, 84};
/// ff12::c705:57a1: link-local and transient (RFC 4291), group number above 0x80000000 (RFC 3307).
inline constexpr std::uint8_t ipv6_group[16]{0xFF, 0x12, 0, 0, 0,    0,    0,    0,
                                             0,    0,    0, 0, 0xC7, 0x05, 0x57, 0xA1};

/// A question is never shorter, and an answer never longer, so that nobody can be flooded by way of servers. It fits into
/// the 576 bytes that every IPv4 network carries, and leaves room for what answers will say one day.
inline constexpr std::size_t question_bytes = 512;
/// What is longer is refused unread: the payload that every IPv6 network carries in one piece, rounded down.
inline constexpr std::size_t max_datagram_bytes = 1'200;
/// Of the program's version; ours have about ten.
inline constexpr std::size_t max_version_bytes = 32;

/// What a new device has to know; devices that are known need nothing.
enum class Lock : std::uint8_t { GeneratedPasskey, ChosenPasskey };
constexpr Lock last_of(Lock) {
    return Lock::ChosenPasskey;
}
constexpr Lock unknown_of(Lock) {
    return Lock::ChosenPasskey;
}

/// Where it comes from, the other end adds: the datagram's source is the address.
struct Advertisement {
    net::ServerKeyHash key{};
    std::string name;     // as text::make_name makes them
    std::string version;  // of the program; ASCII without blanks
    std::uint16_t min_protocol = 0;
    std::uint16_t max_protocol = 0;
    std::uint16_t port = 0;          // of TCP
    std::uint32_t users = 0;         // who are seen online
    std::uint32_t max_sessions = 0;  // --limit sessions
    Lock lock = Lock::GeneratedPasskey;

    template <class Archive>
    void serialize(Archive& ar);
    friend bool operator==(const Advertisement&, const Advertisement&) = default;
};

/// Whether people may be shown it: a name that a server can have, a version that is plain text, a port, a key.
bool is_sound(const Advertisement& advertisement);

/// Drawn at random for each question; who has not seen it cannot answer.
using Nonce = net::Number<struct NonceTag>;

struct Question {
    Nonce nonce;
    friend bool operator==(const Question&, const Question&) = default;
};
struct Answer {
    Nonce nonce;
    Advertisement server;
    friend bool operator==(const Answer&, const Answer&) = default;
};
struct Announcement {
    Advertisement server;
    friend bool operator==(const Announcement&, const Announcement&) = default;
};
/// The server ends, or is nothing to see any more.
struct Farewell {
    net::ServerKeyHash key{};
    std::uint16_t port = 0;
    friend bool operator==(const Farewell&, const Farewell&) = default;
};

using Datagram = std::variant<Question, Answer, Announcement, Farewell>;

/// The advertisement must be sound.
net::Bytes encode(const Datagram& datagram);

/// Nothing for all that is not to be taken seriously. Never throws but for want of memory.
std::optional<Datagram> decode(std::span<const std::uint8_t> bytes);

}  // namespace crosstalk::discovery
