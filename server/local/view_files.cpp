// Files of messages and of people: who asks for one, what all of them take, and which bodies are needed.
#include "server/local/view_rows.hpp"
#include "server/local/view_tables.hpp"

namespace crosstalk::local {

std::optional<net::File> ViewTables::file(net::RoomId room, net::MessageId message, std::uint32_t index) {
    if (!head_of(room)) return std::nullopt;
    Query row = database_.query(
        "SELECT f.name, f.size, f.hash, f.width, f.height FROM messages m"
        "  JOIN message_files f ON f.room = m.room AND f.sequence = m.sequence AND f.place = ?4"
        "  WHERE m.id = ?1 AND m.room = ?2 AND m.sequence > ?3");
    if (!row.bind(message, room, removal_.gone_through(room), index).step()) return std::nullopt;
    return read_file(database_, row, 0);
}

ports::FileUsage ViewTables::file_usage(net::UserId user) {
    ports::FileUsage usage;
    Query kept = database_.query(
        "SELECT coalesce(sum(bytes) FILTER (WHERE user = ?1), 0), coalesce(sum(bytes) FILTER (WHERE user = "
        "0), 0)"
        "  FROM file_usage WHERE user IN (?1, 0)");
    if (kept.bind(user).step())
        usage = {.user_bytes = kept.value<std::uint64_t>(0), .all_bytes = kept.value<std::uint64_t>(1)};
    // What is being taken out of the file counts no more; usually there is nothing.
    Query going = database_.query(
        "SELECT coalesce(sum(f.size) FILTER (WHERE f.user = ?1), 0), coalesce(sum(f.size), 0)"
        "  FROM removals r CROSS JOIN message_files f ON f.room = r.room AND f.sequence <= r.through");
    if (going.bind(user).step()) {
        usage.user_bytes -= going.value<std::uint64_t>(0);
        usage.all_bytes -= going.value<std::uint64_t>(1);
    }
    return usage;
}

std::vector<net::Digest> ViewTables::stored_files() {
    std::vector<net::Digest> hashes;
    Query rows = database_.query(
        "SELECT f.hash FROM message_files f LEFT JOIN removals r ON r.room = f.room"
        "  WHERE r.room IS NULL OR f.sequence > r.through"
        "  UNION SELECT picture_hash FROM users WHERE picture <> 0 ORDER BY 1");
    while (rows.step())
        hashes.push_back(bytes_of<std::tuple_size_v<net::Digest>>(database_, rows, 0));
    return hashes;
}

void ViewTables::verify_files() {
    const std::int64_t differences = database_.integer(
        "SELECT count(*) FROM"
        "  (SELECT user, sum(bytes) AS bytes FROM"
        "     (SELECT user, size AS bytes FROM message_files"
        "      UNION ALL SELECT 0, size FROM message_files"
        "      UNION ALL SELECT id, picture_size FROM users"
        "      UNION ALL SELECT 0, picture_size FROM users"
        "      UNION ALL SELECT user, -bytes FROM file_usage)"
        "   GROUP BY user HAVING sum(bytes) <> 0)");
    if (differences != 0) database_.fail_as_damaged("its count of what files take does not fit them");
    const std::int64_t strays = database_.integer(
        "SELECT count(*) FROM messages m"
        "  WHERE m.files <> (SELECT count(*) FROM message_files f WHERE f.room = m.room AND f.sequence = "
        "m.sequence)");
    if (strays != 0) database_.fail_as_damaged("a message has more or fewer files than it says");
}

}  // namespace crosstalk::local
