// Every limit of the product, in one place. A server may be started with others (--limit NAME=VALUE) and
// tells them in Welcome; the sizes of frames and fields are fixed by the wire format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace crosstalk::net {

// Fixed by the wire: both sides refuse what is beyond them before anything is allocated.
inline constexpr std::size_t frame_header_bytes = 12;
inline constexpr std::size_t max_frame_bytes = 64 * 1024;       // payload of a chat frame
inline constexpr std::size_t max_login_frame_bytes = 4 * 1024;  // payload before login
inline constexpr std::size_t max_decoded_bytes = 512 * 1024;    // what one frame may grow to in memory
inline constexpr std::size_t max_text_bytes = 16'000;           // 4,000 code points of 4 bytes
inline constexpr std::size_t max_text_code_points = 4'000;
inline constexpr std::size_t max_name_bytes = 64;
inline constexpr std::size_t max_name_graphemes = 32;
inline constexpr std::size_t max_name_key_bytes = 1024;  // a confusable skeleton can be longer than the name
inline constexpr std::size_t max_reason_bytes = 1024;
inline constexpr std::size_t max_reason_code_points = 256;
inline constexpr std::size_t max_topic_bytes = 1024;
inline constexpr std::size_t max_topic_code_points = 256;
inline constexpr std::size_t max_status_bytes = 100;  // a person's custom status
inline constexpr std::size_t max_bio_bytes = 1024;
inline constexpr std::size_t max_room_passkey_bytes = 128;
inline constexpr std::size_t max_address_bytes = 64;
inline constexpr std::size_t invite_token_bytes = 16;
inline constexpr std::size_t max_code_bytes = 32;   // owner codes, device codes
inline constexpr std::size_t max_emoji_bytes = 64;  // one emoji, joined sequences too
inline constexpr std::size_t max_search_bytes = 512;
inline constexpr std::size_t max_snippet_bytes = 512;
inline constexpr std::size_t max_mentions = 50;        // people named by one message
inline constexpr std::size_t max_reaction_kinds = 20;  // different emoji on one message
inline constexpr std::size_t max_reaction_users = 50;  // of one emoji that are named; the rest are counted
inline constexpr std::size_t max_ban_addresses = 8;
inline constexpr std::size_t max_typing_users = 20;
inline constexpr std::size_t max_named_spectators = 20;  // of one game; the rest are counted
inline constexpr std::size_t max_marks_per_command = 1024;
inline constexpr std::size_t max_counts_per_frame = 512;
inline constexpr std::size_t max_rooms_per_frame = 24;  // each may carry a topic of max_topic_bytes
inline constexpr std::size_t max_resumed_rooms = 1024;
inline constexpr std::size_t max_limit_rows = 64;
inline constexpr std::size_t max_asked_name_bytes = 4 * max_name_bytes;  // normalizing may shorten it
inline constexpr std::size_t max_page_rows = 200;
inline constexpr std::size_t max_members_per_frame = 200;
inline constexpr std::size_t max_rows_per_frame = 50;  // audit entries, bans, hits of a search
inline constexpr std::size_t max_invites_per_frame = 500;
inline constexpr std::size_t max_devices_per_frame = 200;
inline constexpr std::size_t max_stat_rows = 100;
// The messages of one page, each by wire_size(): leaves room for the rest of a frame.
inline constexpr std::size_t max_page_bytes = 56 * 1024;
inline constexpr std::size_t max_devices_per_user = 32;  // removed ones not counted
inline constexpr std::uint64_t command_window = 32;      // unanswered commands of one device
inline constexpr std::size_t runs_per_device = 4;
inline constexpr std::size_t question_window = 32;  // unanswered questions of one session

inline constexpr std::size_t max_game_moves = 225;  // the cells of the largest board

inline constexpr std::size_t max_files_per_message = 10;
inline constexpr std::size_t max_file_name_bytes = 255;
inline constexpr std::size_t file_chunk_bytes = 32 * 1024;
inline constexpr std::size_t max_file_frame_bytes = 33 * 1024;           // payload on a file connection
inline constexpr std::size_t file_window_bytes = 32 * file_chunk_bytes;  // of one transfer that is on its way
inline constexpr std::size_t max_files_open = 64;                // of one file connection, for reading
inline constexpr std::uint64_t max_picture_bytes = 1024 * 1024;  // of a user

// What an operator may change.
struct Limits {
    std::int64_t first_byte_ms = 5'000;
    std::int64_t handshake_ms = 5'000;
    std::int64_t login_ms = 10'000;
    std::int64_t login_frames = 8;
    std::int64_t login_bytes = 16 * 1024;
    std::int64_t login_connections = 256;
    std::int64_t login_connections_per_address = 16;
    std::int64_t handshakes = 64;
    std::int64_t sessions = 1'000;
    std::int64_t sessions_per_user = 4;
    std::int64_t frame_ms = 15'000;
    std::int64_t ping_ms = 20'000;
    std::int64_t dead_ms = 50'000;
    std::int64_t post_burst = 30;
    std::int64_t posts_per_second = 10;
    std::int64_t room_posts_per_second = 20;
    std::int64_t room_burst = 10;           // joins, renames, new rooms
    std::int64_t room_interval_ms = 6'000;  // then one per interval
    std::int64_t question_burst = 100;
    std::int64_t questions_per_second = 30;
    std::int64_t outbox_soft_bytes = 256 * 1024;
    std::int64_t outbox_hard_bytes = 1024 * 1024;
    std::int64_t outbox_stall_ms = 10'000;
    std::int64_t users_per_server = 100'000;
    std::int64_t rooms_per_user = 100;
    std::int64_t rooms_per_server = 10'000;
    std::int64_t members_per_room = 500;  // the lobby has no such limit
    std::int64_t directs_per_user = 500;
    std::int64_t directs_per_server = 100'000;
    std::int64_t pins_per_room = 50;
    std::int64_t invites_per_server = 100;
    std::int64_t view_lag_entries = 20'000;
    std::int64_t file_bytes = 2LL << 30U;
    std::int64_t file_bytes_per_user = 5LL << 30U;
    std::int64_t file_bytes_per_server = 50LL << 30U;
    std::int64_t uploads_per_user = 100;
    std::int64_t upload_lapse_ms = 3LL * 24 * 60 * 60 * 1000;
    std::int64_t transfers_per_user = 8;
    std::int64_t games_per_user = 8;
    std::int64_t offers_per_user = 3;
};

// One row of the table above, for --limit, Welcome, /help and the test that walks them all.
struct LimitRow {
    std::string_view name;
    std::int64_t Limits::*field;
    std::int64_t lowest;
    std::int64_t highest;
    std::string_view help;
};

std::span<const LimitRow> limit_rows();

}  // namespace crosstalk::net
