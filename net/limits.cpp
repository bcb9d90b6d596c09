#include "net/limits.hpp"

#include <array>

namespace crosstalk::net {

namespace {

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
constexpr std::int64_t gib = 1LL << 30U;

constexpr std::array rows{
    LimitRow{"first-byte-ms", &Limits::first_byte_ms, 100, day_ms, "wait for a connection's first byte"},
    LimitRow{"handshake-ms", &Limits::handshake_ms, 100, day_ms, "time for the TLS handshake"},
    LimitRow{"login-ms", &Limits::login_ms, 100, day_ms, "time from the handshake to Welcome"},
    LimitRow{"login-frames", &Limits::login_frames, 4, 1000, "frames a client may send before login"},
    LimitRow{"login-bytes", &Limits::login_bytes, 1024, gib, "bytes a client may send before login"},
    LimitRow{"login-connections", &Limits::login_connections, 1, 1'000'000,
             "connections that are not logged in"},
    LimitRow{"login-connections-per-address", &Limits::login_connections_per_address, 1, 1'000'000,
             "the same, from one address"},
    LimitRow{"handshakes", &Limits::handshakes, 1, 1'000'000, "TLS handshakes at the same time"},
    LimitRow{"sessions", &Limits::sessions, 1, 1'000'000, "logged-in sessions in all"},
    LimitRow{"sessions-per-user", &Limits::sessions_per_user, 1, 1000, "logged-in sessions of one user"},
    LimitRow{"frame-ms", &Limits::frame_ms, 100, day_ms, "time to complete a frame that has begun"},
    LimitRow{"ping-ms", &Limits::ping_ms, 100, day_ms,
             "silence after which the server asks for a sign of life"},
    LimitRow{"dead-ms", &Limits::dead_ms, 200, day_ms, "silence after which a connection counts as dead"},
    LimitRow{"post-burst", &Limits::post_burst, 1, 1'000'000, "posts of one user at once"},
    LimitRow{"posts-per-second", &Limits::posts_per_second, 1, 1'000'000,
             "posts of one user after the burst"},
    LimitRow{"room-posts-per-second", &Limits::room_posts_per_second, 1, 1'000'000, "posts in one room"},
    LimitRow{"room-burst", &Limits::room_burst, 1, 1'000'000,
             "joins, renames and new rooms of one user at once"},
    LimitRow{"room-interval-ms", &Limits::room_interval_ms, 1, day_ms,
             "one more of these per so many milliseconds"},
    LimitRow{"question-burst", &Limits::question_burst, 1, 1'000'000,
             "pages, searches and other questions of one user at once"},
    LimitRow{"questions-per-second", &Limits::questions_per_second, 1, 1'000'000,
             "questions of one user after the burst"},
    LimitRow{"outbox-soft-bytes", &Limits::outbox_soft_bytes, 16 * 1024, gib,
             "bytes waiting for one client before it is served from the archive"},
    LimitRow{"outbox-hard-bytes", &Limits::outbox_hard_bytes, 64 * 1024, gib,
             "bytes waiting for one client before it is disconnected"},
    LimitRow{"outbox-stall-ms", &Limits::outbox_stall_ms, 100, day_ms,
             "time without progress before a client that does not read is disconnected"},
    LimitRow{"users-per-server", &Limits::users_per_server, 1, 100'000'000, "people who may ever join"},
    LimitRow{"rooms-per-user", &Limits::rooms_per_user, 1, 1000, "rooms one user may be in"},
    LimitRow{"rooms-per-server", &Limits::rooms_per_server, 1, 10'000'000, "rooms in all"},
    LimitRow{"members-per-room", &Limits::members_per_room, 2, 1'000'000,
             "members of one room, the lobby excepted"},
    LimitRow{"directs-per-user", &Limits::directs_per_user, 1, 100'000, "private conversations of one user"},
    LimitRow{"directs-per-server", &Limits::directs_per_server, 1, 10'000'000,
             "private conversations in all"},
    LimitRow{"pins-per-room", &Limits::pins_per_room, 1, 1000, "pinned messages of one room"},
    LimitRow{"invites-per-server", &Limits::invites_per_server, 1, max_invites_per_frame,
             "invites that are valid at once"},
    LimitRow{"view-lag-entries", &Limits::view_lag_entries, 100, 10'000'000,
             "entries the archive may be behind before the server pauses intake"},
    LimitRow{"file-bytes", &Limits::file_bytes, 1, 1024 * gib, "size of one file"},
    LimitRow{"file-bytes-per-user", &Limits::file_bytes_per_user, 1, 1024 * gib,
             "all files that one user has sent"},
    LimitRow{"file-bytes-per-server", &Limits::file_bytes_per_server, 1, 1024 * gib, "all files together"},
    LimitRow{"uploads-per-user", &Limits::uploads_per_user, 1, 10'000,
             "files of one user that are on their way or not posted yet"},
    LimitRow{"upload-lapse-ms", &Limits::upload_lapse_ms, 60'000, 365 * day_ms,
             "time to finish and post a file after it was begun"},
    LimitRow{"transfers-per-user", &Limits::transfers_per_user, 1, 1000,
             "files of one user that are put or read at the same time"},
    LimitRow{"games-per-user", &Limits::games_per_user, 1, 1000,
             "games that one user plays at the same time"},
    LimitRow{"offers-per-user", &Limits::offers_per_user, 1, 1000,
             "challenges of one user that wait for an answer"},
};

}  // namespace

std::span<const LimitRow> limit_rows() {
    return rows;
}

}  // namespace crosstalk::net
