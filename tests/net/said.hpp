// The samples as values that a loop can go over, whatever their type; compiled once for tests and fuzzers.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "net/codec.hpp"

namespace crosstalk::net::testing_wire {

enum class Speaker { Client, Server, Journal };

// What one frame, or one entry of the journal, says. Its speaker is the alternative's index.
using Content = std::variant<FromClient, FromServer, LoggedCommand>;

struct Said {
    std::string name;  // as in the golden file: server_hello, command_post_message, fact_member_left
    Content content;

    [[nodiscard]] Speaker speaker() const { return static_cast<Speaker>(content.index()); }
};

// Every sample. Messages that both sides send come twice, under one name.
const std::vector<Said>& everything_said();

// The number of the message's type; 0 for a command.
std::uint16_t type_of(const Content& content);

// What goes over the wire or into the journal: a frame with tag 0x01020304, or a command.
Bytes encoded(const Content& content);
// The same without the frame's header, and without a limit to the whole.
Bytes payload_of(const Content& content);

std::variant<Content, DecodeFault> decoded(Speaker speaker, std::uint16_t type,
                                           std::span<const std::uint8_t> payload);

// See walks.hpp.
Bytes payload_by_newer_peer(const Content& content, const Bytes& later_fields);
std::vector<Bytes> field_images(const Content& content);
std::vector<Bytes> default_field_images(const Content& content);
std::vector<std::string> fields_at_default(const Content& content);
bool holds_unknown(const Content& content);

// What must be true of any payload at all: it gives a fault, or a value within its limits whose own encoding
// gives that value again, and takes no more memory than the budget of a frame. Empty, or what is not so.
std::string complaint_about(Speaker speaker, std::uint16_t type, std::span<const std::uint8_t> payload);

}  // namespace crosstalk::net::testing_wire
