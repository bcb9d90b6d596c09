// DNS messages (RFC 1035 4.1) as multicast DNS uses them (RFC 6762 18): the five types of records that services are told by,
// and all others as bytes that nobody looks at. Pure, bounded, total.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "net/ids.hpp"

namespace crosstalk::discovery::dns {

/// RFC 6762 17: no longer one may be sent.
inline constexpr std::size_t max_message_bytes = 9'000;
/// RFC 1035 3.1.
inline constexpr std::size_t max_label_bytes = 63;
inline constexpr std::size_t max_name_bytes = 255;
/// Ours have some ten; large networks put some dozens of known answers into a question.
inline constexpr std::size_t max_questions = 64;
inline constexpr std::size_t max_records = 256;

/// Labels of any bytes, 1 to 63 each; the root has none.
using Name = std::vector<std::string>;

/// Letters of ASCII count as the same in both cases (RFC 6762 16).
bool same_name(const Name& left, const Name& right);

enum class Type : std::uint16_t { A = 1, Ptr = 12, Txt = 16, Aaaa = 28, Srv = 33, Any = 255 };

struct Question {
    Name name;
    Type type = Type::Ptr;
    bool wants_unicast = false;  // the QU bit of RFC 6762 5.4
    friend bool operator==(const Question&, const Question&) = default;
};

struct Other {
    friend bool operator==(const Other&, const Other&) = default;
};
struct Ptr {
    Name name;
    friend bool operator==(const Ptr&, const Ptr&) = default;
};
struct Srv {
    std::uint16_t priority = 0;
    std::uint16_t weight = 0;
    std::uint16_t port = 0;
    Name target;
    friend bool operator==(const Srv&, const Srv&) = default;
};
struct Txt {
    std::vector<std::string> strings;  // up to 255 bytes each
    friend bool operator==(const Txt&, const Txt&) = default;
};
struct A {
    std::array<std::uint8_t, 4> address{};
    friend bool operator==(const A&, const A&) = default;
};
struct Aaaa {
    std::array<std::uint8_t, 16> address{};
    friend bool operator==(const Aaaa&, const Aaaa&) = default;
};
using Content = std::variant<Other, Ptr, Srv, Txt, A, Aaaa>;

struct Record {
    Name name;
    bool flush = false;       // the cache-flush bit of RFC 6762 10.2
    std::uint32_t ttl_s = 0;  // 0: it is no longer so
    Content content;
    friend bool operator==(const Record&, const Record&) = default;
};

struct Message {
    std::uint16_t id = 0;
    bool is_response = false;
    std::vector<Question> questions;
    std::vector<Record> answers;
    std::vector<Record> additional;
    friend bool operator==(const Message&, const Message&) = default;
};

/// Nothing for what is no message by every rule, or has more in it than the limits say. Questions and records of another class
/// than IN are left out, as is the section of authorities. Pointers in names lead backwards only, so none leads in a circle.
std::optional<Message> read(std::span<const std::uint8_t> bytes);

/// Names within the limits, no Other. What a name has in common with an earlier one is written once.
net::Bytes write(const Message& message);

}  // namespace crosstalk::discovery::dns
