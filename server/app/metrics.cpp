#include "server/app/metrics.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "net/version.hpp"
#include "server/app/exposition.hpp"

namespace crosstalk::server {

namespace {

struct StatRow {
    std::string_view stat;
    std::string_view name;
    MetricType type;
    std::string_view help;
};

constexpr auto counter = MetricType::Counter;
constexpr auto gauge = MetricType::Gauge;

// What server/runtime/stats.hpp documents.
constexpr std::array stat_rows{
    StatRow{"uptime-s", "crosstalk_uptime_seconds", gauge, "Time since this start was recorded."},
    StatRow{"sessions", "crosstalk_sessions", gauge, "Logged-in connections."},
    StatRow{"logging-in", "crosstalk_sessions_logging_in", gauge, "Connections that are not logged in yet."},
    StatRow{"users", "crosstalk_users", gauge, "Everybody who ever joined."},
    StatRow{"users-online", "crosstalk_users_online", gauge, "Users with a session, invisible ones too."},
    StatRow{"devices", "crosstalk_devices", gauge, "Devices that may come in."},
    StatRow{"rooms", "crosstalk_rooms", gauge, "Rooms but direct ones, the lobby too."},
    StatRow{"direct-rooms", "crosstalk_direct_rooms", gauge, "Private conversations of two."},
    StatRow{"invites", "crosstalk_invites", gauge,
            "Invites that are valid, the start-up invite not counted."},
    StatRow{"bans", "crosstalk_bans", gauge, "Bans from the server that hold."},
    StatRow{"files-bytes", "crosstalk_files_bytes", gauge,
            "Files that messages carry and pictures of users, as of the scrape before."},
    StatRow{"uploads", "crosstalk_uploads", gauge, "Files on their way, or there and not posted yet."},
    StatRow{"uploads-bytes", "crosstalk_uploads_bytes", gauge, "What these take when they are whole."},
    StatRow{"file-connections", "crosstalk_file_connections", gauge,
            "Connections that files come and go by."},
    StatRow{"transfers", "crosstalk_transfers", gauge, "Files that move just now."},
    StatRow{"posts", "crosstalk_messages_posted_total", counter, "Messages posted since this start."},
    StatRow{"commands", "crosstalk_commands_total", counter,
            "Commands carried out or refused by the journal's order since this start."},
    StatRow{"journal-position", "crosstalk_journal_position", gauge, "Entries in the journal."},
    StatRow{"journal-waiting", "crosstalk_journal_waiting", gauge, "Commands that are not durable yet."},
    StatRow{"view-lag", "crosstalk_view_lag_entries", gauge,
            "Entries that the archive is behind the journal."},
};

// In the order of the enumerators; the words of crosstalk-cli --json where it has the same.
constexpr std::array<std::string_view, 4> frame_faults{"malformed", "out_of_turn", "too_many",
                                                       "too_much_before_login"};
static_assert(frame_faults.size() == static_cast<std::size_t>(last_of(FrameFault{})) + 1);

constexpr std::array<std::string_view, 17> statuses{
    "done",       "refused",     "not_found",  "not_allowed", "invalid",      "name_taken",
    "too_many",   "unsupported", "muted",      "banned",      "slow_mode",    "wrong_code",
    "last_owner", "too_large",   "quota_full", "store_full",  "against_rules"};
static_assert(statuses.size() == static_cast<std::size_t>(last_of(net::Status{})) + 1);

constexpr std::array<std::string_view, 15> error_codes{
    "none",           "bad_frame",    "version",    "passkey", "too_many_guesses",
    "unknown_device", "name_invalid", "name_taken", "banned",  "full",
    "not_found",      "too_slow",     "code",       "timeout", "internal"};
static_assert(error_codes.size() == static_cast<std::size_t>(last_of(net::ErrorCode{})) + 1);

void add(Exposition& out, std::string_view name, MetricType type, std::string_view help,
         std::uint64_t value) {
    out.family(name, type, help);
    out.sample(value);
}

void add_stats(Exposition& out, const Stats& stats) {
    for (const StatRow& row : stat_rows) {
        const auto stat = std::ranges::find(stats, row.stat, &net::Stat::name);
        if (stat == stats.end()) continue;
        out.family(row.name, row.type, row.help);
        out.sample(std::to_string(stat->value));
    }
}

void add_listener(Exposition& out, const transport::ListenerCounts& counts) {
    add(out, "crosstalk_connections", gauge, "Connections in any stage.", counts.connections);
    add(out, "crosstalk_handshakes", gauge, "Connections in their TLS handshake.", counts.handshakes);
    add(out, "crosstalk_handshakes_waiting", gauge, "Connections that wait for their turn to shake hands.",
        counts.waiting);
    add(out, "crosstalk_connections_taken_in_total", counter, "Connections that were taken in.",
        counts.taken_in);
    add(out, "crosstalk_connections_turned_away_total", counter,
        "Connections that were closed at once: too many are logging in.", counts.turned_away);
    add(out, "crosstalk_connections_failed_total", counter,
        "Connections that ended before they were encrypted.", counts.failed_to_open);
    add(out, "crosstalk_connections_out_of_time_total", counter, "Connections that a limit of time ended.",
        counts.out_of_time);
    add(out, "crosstalk_received_bytes_total", counter, "Bytes of frames that came in, without TLS.",
        counts.traffic.bytes_in);
    add(out, "crosstalk_sent_bytes_total", counter, "Bytes of frames that went out, without TLS.",
        counts.traffic.bytes_out);
    add(out, "crosstalk_received_frames_total", counter, "Frames that came in.", counts.traffic.frames_in);
}

void add_refusals(Exposition& out, const Figures& figures) {
    out.family("crosstalk_frames_refused_total", counter,
               "Frames that were not taken; each ended its connection.");
    out.sample(figures.listener.traffic.oversized_frames, {{"reason", "too_large"}});
    for (std::size_t i = 0; i < frame_faults.size(); ++i)
        out.sample(figures.node.refused_frames.of(static_cast<FrameFault>(i)), {{"reason", frame_faults[i]}});
    out.family("crosstalk_dismissals_total", counter, "Connections that were told why the server ends them.");
    for (std::size_t i = 0; i < error_codes.size(); ++i)
        out.sample(figures.node.dismissed.of(static_cast<net::ErrorCode>(i)), {{"code", error_codes[i]}});
    out.family("crosstalk_answers_total", counter, "Answers to commands, by what came of them.");
    for (std::size_t i = 0; i < statuses.size(); ++i)
        out.sample(figures.node.answered.of(static_cast<net::Status>(i)), {{"status", statuses[i]}});
}

void add_commits(Exposition& out, const Durations& commits) {
    out.family("crosstalk_commit_seconds", MetricType::Histogram,
               "Time from a batch of commands on its way to the journal until it was durable.");
    std::uint64_t so_far = 0;
    for (std::size_t i = 0; i < Durations::bounds_ms.size(); ++i) {
        so_far += commits.count(i);
        out.sample(so_far, {{"le", seconds(Durations::bounds_ms[i])}}, "_bucket");
    }
    so_far += commits.count(Durations::bounds_ms.size());
    out.sample(so_far, {{"le", "+Inf"}}, "_bucket");
    out.sample(seconds(commits.sum_ms()), {}, "_sum");
    out.sample(so_far, {}, "_count");
}

}  // namespace

std::string metrics_page(const Figures& figures) {
    Exposition out;
    out.family("crosstalk_build_info", gauge, "The version that runs; always 1.");
    out.sample(1, {{"version", version}});
    out.family("process_start_time_seconds", gauge, "When the process began, in seconds since 1970.");
    out.sample(seconds(figures.started.value));
    add(out, "crosstalk_healthy", gauge, "1 if /health says that all is well, else 0.",
        figures.is_healthy ? 1 : 0);
    if (figures.free_bytes)
        add(out, "crosstalk_disk_free_bytes", gauge, "Room on the disk of the data folder.",
            *figures.free_bytes);
    add_stats(out, figures.stats);
    add(out, "crosstalk_games_running", gauge, "Games that are being played.", figures.games_running);
    add(out, "crosstalk_games_offered", gauge, "Challenges that wait for an answer.", figures.games_offered);
    add_listener(out, figures.listener);
    add_refusals(out, figures);
    add_commits(out, figures.node.commits);
    return out.text();
}

}  // namespace crosstalk::server
