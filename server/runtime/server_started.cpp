#include "server/runtime/server_started.hpp"

namespace crosstalk::server {

net::ServerStarted server_started(const net::Limits& limits) {
    return {.rooms_per_user = static_cast<std::uint32_t>(limits.rooms_per_user),
            .rooms_per_server = static_cast<std::uint32_t>(limits.rooms_per_server),
            .members_per_room = static_cast<std::uint32_t>(limits.members_per_room),
            .directs_per_user = static_cast<std::uint32_t>(limits.directs_per_user),
            .directs_per_server = static_cast<std::uint32_t>(limits.directs_per_server),
            .pins_per_room = static_cast<std::uint32_t>(limits.pins_per_room),
            .invites_per_server = static_cast<std::uint32_t>(limits.invites_per_server),
            .uploads_per_user = static_cast<std::uint32_t>(limits.uploads_per_user),
            .file_bytes = static_cast<std::uint64_t>(limits.file_bytes),
            .file_bytes_per_user = static_cast<std::uint64_t>(limits.file_bytes_per_user),
            .file_bytes_per_server = static_cast<std::uint64_t>(limits.file_bytes_per_server),
            .games_per_user = static_cast<std::uint32_t>(limits.games_per_user),
            .offers_per_user = static_cast<std::uint32_t>(limits.offers_per_user)};
}

bool is_logged_at_start(const net::LimitRow& limit) {
    const net::Limits standard;
    net::Limits changed;
    ++(changed.*limit.field);
    return server_started(changed) != server_started(standard);
}

}  // namespace crosstalk::server
