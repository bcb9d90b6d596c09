// Messages to frames and back. Decoding never throws and never believes a length.
#pragma once

#include <span>
#include <stdexcept>
#include <string>
#include <variant>

#include "net/frame.hpp"
#include "net/messages.hpp"

namespace crosstalk::net {

struct DecodeFault {
    std::string reason;  // for the log: no bytes of the peer in it
};

// One whole frame: header and payload, which the other side's decode accepts. A message of ours that breaks a
// limit, of a field or of the frame, is a bug: std::logic_error. Alternatives that are Unknown break one too.
template <class M>
Bytes encode(const M& message, Tag tag = {});  // made for each message in net/encoders.cpp

template <class M>
SharedFrame encode_shared(const M& message, Tag tag = {}) {
    return std::make_shared<const Bytes>(encode(message, tag));
}

// What one element takes in a list: for those who fill a frame without knowing how much goes into it.
template <WireStruct T>
std::size_t wire_size(const T& element) {
    Bytes bytes;
    Writer(bytes).measured_fields(element);
    return bytes.size();
}

Bytes encode_any(const FromClient& message, Tag tag = {});
Bytes encode_any(const FromServer& message, Tag tag = {});

std::variant<FromClient, DecodeFault> decode_from_client(const FrameView& frame);
std::variant<FromServer, DecodeFault> decode_from_server(const FrameView& frame);

// The journal keeps commands in the same encoding. Throws as encode() does: nothing that cannot be read back
// gets into a journal.
Bytes encode_command(const LoggedCommand& command);
std::variant<LoggedCommand, DecodeFault> decode_command(std::span<const std::uint8_t> bytes);

}  // namespace crosstalk::net
