// What is left to be read in a room of which old messages were purged.
#include <algorithm>
#include <map>

#include "server/local/view_rows.hpp"
#include "server/local/view_tables.hpp"

namespace crosstalk::local {
namespace {

std::uint64_t less(std::uint64_t all, std::uint64_t part) {
    return all - std::min(all, part);
}

// In messages of a room above that place.
struct Naming {
    std::uint64_t all = 0;
    std::map<net::UserId, std::uint64_t> by_name;
};

Naming naming_above(Database& database, net::RoomId room, net::Sequence place) {
    Naming naming;
    Query rows = database.query(
        "SELECT author, mentions_all, mentions FROM messages INDEXED BY messages_naming"
        "  WHERE room = ? AND sequence > ? AND (mentions_all OR mentions <> x'')");
    rows.bind(room, place);
    while (rows.step()) {
        const auto author = rows.value<net::UserId>(0);
        if (rows.integer(1) != 0) {
            ++naming.all;
            continue;
        }
        for (const net::UserId user : unpack_users(rows.bytes(2))) {
            if (user != author) ++naming.by_name[user];
        }
    }
    return naming;
}

}  // namespace

std::vector<ports::MarkAfterPurge> ViewTables::marks_after_purge(net::RoomId id) {
    std::vector<ports::MarkAfterPurge> marks;
    Query room = database_.query("SELECT posts, mentions FROM rooms WHERE id = ?");
    if (!room.bind(id).step()) return marks;
    const net::Sequence gone_through = removal_.gone_through(id);
    Query left = database_.query("SELECT count(*) FROM messages WHERE room = ? AND sequence > ?");
    left.bind(id, gone_through).step();
    const net::PostCount gone{
        less(room.value<net::PostCount>(0).value, static_cast<std::uint64_t>(left.integer(0)))};
    Naming naming = naming_above(database_, id, gone_through);

    Query rows =
        database_.query("SELECT user, mentions FROM marks WHERE room = ? AND posts < ? ORDER BY user");
    rows.bind(id, gone);
    while (rows.step()) {
        const auto user = rows.value<net::UserId>(0);
        const std::uint64_t mentions =
            room.value<net::MentionCount>(1).value + rows.value<net::MentionCount>(1).value;
        marks.push_back({user, gone, {less(mentions, naming.all + naming.by_name[user])}});
    }
    return marks;
}

}  // namespace crosstalk::local
