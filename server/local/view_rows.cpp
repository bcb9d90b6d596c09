#include "server/local/view_rows.hpp"

#include <optional>
#include <utility>

#include "server/local/search_text.hpp"

namespace crosstalk::local {
namespace {

constexpr std::size_t user_bytes = 8;

// The lowest number from which on all are late enough; `next` finds the first row from a number on.
template <class Next>
std::uint64_t first_late(std::uint64_t end, net::Timestamp at, Next next) {
    std::uint64_t low = 0;
    std::uint64_t high = end;
    while (low < high) {
        const std::uint64_t middle = low + (high - low) / 2;
        const std::optional<std::pair<std::uint64_t, net::Timestamp>> row = next(middle);
        if (!row || row->second >= at) {
            high = middle;
        } else {
            low = row->first + 1;
        }
    }
    return low;
}

std::optional<std::pair<std::uint64_t, net::Timestamp>> place_and_time(Query& row) {
    if (!row.step()) return std::nullopt;
    return std::pair(row.value<net::Sequence>(0).value, row.value<net::Timestamp>(1));
}

}  // namespace

std::string select_messages(std::string_view conditions) {
    std::string sql =
        "SELECT m.id, m.sequence, m.revision, m.author, u.name, m.at, m.text, m.reply_to, m.reply_sequence,"
        "  m.edited_at, m.deleted, m.mentions_all, m.mentions,"
        "  EXISTS (SELECT 1 FROM pins p WHERE p.room = m.room AND p.message = m.id), m.room, m.files, m.game"
        "  FROM messages m LEFT JOIN users u ON u.id = m.author ";
    return sql += conditions;
}

net::Sequence first_place_since(Database& database, net::RoomId room, net::Timestamp at) {
    std::uint64_t end = 0;
    {
        Query newest = database.query("SELECT max(sequence) FROM messages WHERE room = ?");
        if (newest.bind(room).step()) end = newest.value<net::Sequence>(0).value + 1;
    }
    return {first_late(end, at, [&](std::uint64_t from) {
        Query first = database.query(
            "SELECT sequence, at FROM messages WHERE room = ? AND sequence >= ? ORDER BY sequence LIMIT 1");
        return place_and_time(first.bind(room, from));
    })};
}

net::MessageId first_message_since(Database& database, net::Timestamp at) {
    std::uint64_t end = 0;
    {
        Query newest = database.query("SELECT max(id) FROM messages");
        if (newest.step()) end = newest.value<net::MessageId>(0).value + 1;
    }
    return {first_late(end, at, [&](std::uint64_t from) {
        Query first = database.query("SELECT id, at FROM messages WHERE id >= ? ORDER BY id LIMIT 1");
        return place_and_time(first.bind(from));
    })};
}

void index(Database& database, net::MessageId message, const IndexedMessage& row) {
    database.run("INSERT INTO search(rowid, about, text) VALUES (?, ?, ?)", message,
                 search_about(row.room, row.author, row.holds), search_text(row.text));
}

void unindex(Database& database, net::MessageId message, const IndexedMessage& row) {
    database.run("INSERT INTO search(search, rowid, about, text) VALUES ('delete', ?, ?, ?)", message,
                 search_about(row.room, row.author, row.holds), search_text(row.text));
}

std::vector<net::File> files_of(Database& database, net::RoomId room, net::Sequence sequence) {
    std::vector<net::File> files;
    Query rows = database.query(
        "SELECT name, size, hash, width, height FROM message_files WHERE room = ? AND sequence = ?"
        "  ORDER BY place");
    rows.bind(room, sequence);
    while (rows.step())
        files.push_back(read_file(database, rows, 0));
    return files;
}

net::File read_file(Database& database, const Query& row, int column) {
    return {.name = std::string(row.text(column)),
            .size = row.value<std::uint64_t>(column + 1),
            .hash = bytes_of<std::tuple_size_v<net::Digest>>(database, row, column + 2),
            .width = row.value<std::uint32_t>(column + 3),
            .height = row.value<std::uint32_t>(column + 4)};
}

std::vector<net::UserId> unpack_users(std::span<const std::uint8_t> bytes) {
    std::vector<net::UserId> users;
    for (; bytes.size() >= user_bytes; bytes = bytes.subspan(user_bytes)) {
        std::uint64_t value = 0;
        for (std::size_t index = user_bytes; index > 0; --index)
            value = value << 8U | bytes[index - 1];
        users.push_back({value});
    }
    return users;
}

net::Bytes pack_users(const std::vector<net::UserId>& users) {
    net::Bytes bytes;
    bytes.reserve(users.size() * user_bytes);
    for (const net::UserId user : users) {
        for (std::size_t index = 0; index < user_bytes; ++index)
            bytes.push_back(static_cast<std::uint8_t>(user.value >> (8 * index)));
    }
    return bytes;
}

net::Message MessageReader::operator()(const Query& row) const {
    net::Message message{.id = row.value<net::MessageId>(0),
                         .sequence = row.value<net::Sequence>(1),
                         .revision = row.value<net::Sequence>(2),
                         .author = {row.value<net::UserId>(3), std::string(row.text(4))},
                         .at = row.value<net::Timestamp>(5),
                         .text = std::string(row.text(6)),
                         .reply_to = row.value<net::MessageId>(7),
                         .reply_sequence = row.value<net::Sequence>(8),
                         .edited_at = row.value<net::Timestamp>(9),
                         .deleted = row.integer(10) != 0,
                         .pinned = row.integer(13) != 0,
                         .mentions_all = row.integer(11) != 0,
                         .mentions = unpack_users(row.bytes(12)),
                         .reactions = {},
                         .files = {}};
    if (row.integer(15) != 0)
        message.files = files_of(database_, row.value<net::RoomId>(14), message.sequence);
    if (row.integer(16) != 0) message.game = game_of(database_, row.value<net::RoomId>(14), message.sequence);
    // Most messages have never been changed, and then nobody has reacted.
    if (message.revision > message.sequence && !message.deleted) message.reactions = reactions(message.id);
    return message;
}

std::vector<net::Reaction> MessageReader::reactions(net::MessageId message) const {
    std::vector<net::Reaction> kinds;
    Query rows = database_.query(
        "SELECT emoji, user FROM reactions WHERE message = ? ORDER BY place, emoji, revision, user");
    rows.bind(message);
    while (rows.step()) {
        if (kinds.empty() || kinds.back().emoji != rows.text(0)) {
            if (kinds.size() == net::max_reaction_kinds) break;
            kinds.push_back({std::string(rows.text(0)), 0, {}});
        }
        net::Reaction& kind = kinds.back();
        const auto user = rows.value<net::UserId>(1);
        ++kind.count;
        if (user == reader_) {
            kind.users.insert(kind.users.begin(), user);
            if (kind.users.size() > net::max_reaction_users) kind.users.pop_back();
        } else if (kind.users.size() < net::max_reaction_users) {
            kind.users.push_back(user);
        }
    }
    return kinds;
}

}  // namespace crosstalk::local
