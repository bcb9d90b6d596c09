// The servers that were found on the network and do not know this device yet. What they say of themselves is a hint; two may have
// one name, so the address stands with each.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "client/model/found_server.hpp"
#include "client/model/link_event.hpp"
#include "ui/theme/context.hpp"
#include "ui/theme/draw.hpp"

namespace crosstalk::ui {

/// For what is drawn of a server: eight bytes of a hash tell them apart.
std::uint64_t id_of(const net::ServerKeyHash& server);
/// Those that are in no list yet: neither saved nor `hosted`.
std::vector<const model::FoundServer*> strangers_among(std::span<const model::FoundServer> found,
                                                       std::span<const model::SavedServer> saved,
                                                       const net::ServerKeyHash& hosted);
/// Null if that one was not found.
const model::FoundServer* found_as(std::span<const model::FoundServer> found, const net::ServerKeyHash& key);

struct FoundServersDrawn {
    const model::FoundServer* pressed = nullptr;
    float bottom = 0;
};

/// Without any, a card that says that one is looking.
FoundServersDrawn draw_found_servers(const Context& context, ImVec2 min, float width,
                                     std::span<const model::FoundServer* const> servers);
/// What it takes.
float found_servers_height(const Context& context, std::size_t count);

}  // namespace crosstalk::ui
