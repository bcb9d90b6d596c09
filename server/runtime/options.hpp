// What a node is started with.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "net/limits.hpp"
#include "net/messages.hpp"
#include "net/transport/credentials/fingerprint.hpp"
#include "net/transport/credentials/passkey.hpp"
#include "net/transport/credentials/secret.hpp"
#include "server/hub/changes.hpp"

namespace crosstalk::server {

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };
// Takes one line without secrets, bodies or foreign bytes that were not made printable.
using Log = std::function<void(LogLevel, std::string_view)>;

struct NodeOptions {
    std::string name;  // shown to everybody, before login too
    net::Limits limits;
    std::size_t history = 50;        // messages a newcomer gets of a room, at most net::max_page_rows
    transport::Passkey passkey;      // of the start; it may be rotated
    transport::Secret invite_token;  // takes the passkey's place for holders of the start-up invite
    transport::Fingerprint server;   // of the key that every connection of this node was encrypted with
    Log log;
    // Whoever knows it may become the owner, as long as nobody is. Given at every start; nothing: no code is made valid.
    std::optional<transport::Passkey> owner_code;
    // The passkey is this one from now on, and the start-up invite has ended. May be empty.
    std::function<void(const transport::Passkey&)> passkey_rotated;
    // Every entry, those of the start's replay too, before the archive is given it. May be empty.
    std::function<void(const hub::AppliedEntry&)> applied;
};

}  // namespace crosstalk::server
