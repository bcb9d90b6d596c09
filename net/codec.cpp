#include "net/codec.hpp"

#include "net/text/utf8.hpp"

namespace crosstalk::net {

bool detail::valid_text(std::string_view text) {
    return text::is_valid_utf8(text);
}

namespace {

template <class Variant, std::size_t Index = 0>
std::variant<Variant, DecodeFault> decode_alternative(const FrameView& frame) {
    if constexpr (Index == std::variant_size_v<typename Variant::variant>) {
        return DecodeFault{"type " + std::to_string(frame.header.type) + " is no message for this side"};
    } else {
        using M = std::variant_alternative_t<Index, typename Variant::variant>;
        if (frame.header.type != static_cast<std::uint16_t>(M::type)) {
            return decode_alternative<Variant, Index + 1>(frame);
        }
        try {
            M message;
            Reader(frame.payload).fields(message);
            return Variant(std::move(message));
        } catch (const ArchiveError& error) {
            return DecodeFault{"type " + std::to_string(frame.header.type) + ": " + error.what()};
        }
    }
}

}  // namespace

Bytes encode_any(const FromClient& message, Tag tag) {
    return std::visit([&](const auto& m) { return encode(m, tag); }, message);
}

Bytes encode_any(const FromServer& message, Tag tag) {
    return std::visit([&](const auto& m) { return encode(m, tag); }, message);
}

std::variant<FromClient, DecodeFault> decode_from_client(const FrameView& frame) {
    return decode_alternative<FromClient>(frame);
}

std::variant<FromServer, DecodeFault> decode_from_server(const FrameView& frame) {
    return decode_alternative<FromServer>(frame);
}

Bytes encode_command(const LoggedCommand& command) {
    Bytes bytes;
    Writer(bytes).fields(command);
    return bytes;
}

std::variant<LoggedCommand, DecodeFault> decode_command(std::span<const std::uint8_t> bytes) {
    try {
        LoggedCommand command;
        Reader(bytes).fields(command);
        return command;
    } catch (const ArchiveError& error) {
        return DecodeFault{error.what()};
    }
}

}  // namespace crosstalk::net
