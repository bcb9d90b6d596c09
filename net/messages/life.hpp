// Signs of life, errors and goodbyes.
#pragma once

#include <string>

#include "net/archive.hpp"
#include "net/ids.hpp"
#include "net/limits.hpp"
#include "net/messages/type.hpp"

namespace crosstalk::net {

struct Ping {
    static constexpr MessageType type = MessageType::Ping;

    template <class Archive>
    void serialize(Archive&) {}
    friend bool operator==(const Ping&, const Ping&) = default;
};

struct Pong {
    static constexpr MessageType type = MessageType::Pong;

    template <class Archive>
    void serialize(Archive&) {}
    friend bool operator==(const Pong&, const Pong&) = default;
};

enum class ErrorCode : std::uint8_t {
    None,
    BadFrame,        // not understood, too large, out of turn
    Version,         // no common protocol version
    Passkey,         // wrong passkey or a token that is not valid
    TooManyGuesses,  // wait retry_after
    UnknownDevice,   // the passkey is needed
    NameInvalid,
    NameTaken,
    Banned,
    Full,
    NotFound,  // no such room, or none the asker may know of
    TooSlow,
    Code,  // a device code that is not valid
    Timeout,
    Internal,
};
constexpr ErrorCode last_of(ErrorCode) {
    return ErrorCode::Internal;
}
constexpr ErrorCode unknown_of(ErrorCode) {
    return ErrorCode::None;
}

// Answers the frame whose tag it carries; with tag 0 a Goodbye follows.
struct Error {
    static constexpr MessageType type = MessageType::Error;
    ErrorCode code = ErrorCode::None;
    std::string text;  // for people: what happened, then what to do
    Milliseconds retry_after;
    std::uint32_t tries_left = 0;  // with Passkey
    std::string suggestion;        // with NameTaken

    template <class Archive>
    void serialize(Archive& ar) {
        ar(code, bounded(text, max_reason_bytes), retry_after, tries_left,
           bounded(suggestion, max_name_bytes));
    }
    friend bool operator==(const Error&, const Error&) = default;
};

enum class AfterGoodbye : std::uint8_t { Reconnect, Elsewhere, Stay };
constexpr AfterGoodbye last_of(AfterGoodbye) {
    return AfterGoodbye::Stay;
}
constexpr AfterGoodbye unknown_of(AfterGoodbye) {
    return AfterGoodbye::Stay;
}

// The last frame of a connection that ends in order.
struct Goodbye {
    static constexpr MessageType type = MessageType::Goodbye;
    AfterGoodbye then = AfterGoodbye::Reconnect;
    std::string reason;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(then, bounded(reason, max_reason_bytes));
    }
    friend bool operator==(const Goodbye&, const Goodbye&) = default;
};

}  // namespace crosstalk::net
