// Games of messages, as records; who asks for one or for many, and what people have played.
#include <algorithm>
#include <utility>

#include "server/hub/game_card.hpp"
#include "server/local/view_rows.hpp"
#include "server/local/view_tables.hpp"

namespace crosstalk::local {
namespace {

net::UserRef ref_of(Database& database, net::UserId user) {
    if (!user) return {};
    Query row = database.query("SELECT name FROM users WHERE id = ?");
    row.bind(user);
    return {user, row.step() ? std::string(row.text(0)) : std::string()};
}

void take_names(Database& database, net::Game& game) {
    game.challenger.user = ref_of(database, game.challenger.user.id);
    game.challenged.user = ref_of(database, game.challenged.user.id);
}

net::GameRecord read_record(Database& database, const Query& row, int column) {
    net::GameRecord record;
    try {
        net::Reader reader(row.bytes(column));
        reader.fields(record);
    } catch (const net::ArchiveError&) {
        database.fail_as_damaged("the record of a game cannot be read");
    }
    return record;
}

}  // namespace

void store_game(Database& database, const hub::GameRow& row) {
    const net::UserId challenger = hub::challenger_of(row);
    const net::UserId challenged = hub::challenged_of(row);
    net::Bytes record;
    net::Writer(record).fields(hub::record_of(row, {challenger, ""}, {challenged, ""}));
    database.run("INSERT OR REPLACE INTO games VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row.room, row.sequence,
                 row.message, challenger, challenged, games::is_over(row.record.state), row.is_kept,
                 std::span(std::as_const(record)));
}

void store_rating(Database& database, const hub::RatingRow& row) {
    database.run("INSERT OR REPLACE INTO ratings VALUES (?, ?, ?, ?, ?, ?, ?, ?)", hub::user_of(row.player),
                 hub::kind_of(row.kind), row.wins, row.draws, row.losses, row.streak, row.best_streak,
                 row.rating);
}

net::Game game_of(Database& database, net::RoomId room, net::Sequence sequence) {
    Query row = database.query("SELECT record FROM games WHERE room = ? AND sequence = ?");
    if (!row.bind(room, sequence).step()) database.fail_as_damaged("a message has lost its game");
    net::Game game = read_record(database, row, 0).game;
    take_names(database, game);
    return game;
}

void load_games(Database& database, hub::Snapshot& snapshot) {
    Query games = database.query(
        "SELECT g.message, g.room, g.sequence, g.record FROM games g LEFT JOIN removals r ON r.room = g.room"
        "  WHERE g.kept AND (r.room IS NULL OR g.sequence > r.through) ORDER BY g.message");
    while (games.step()) {
        hub::GameRow row{.message = games.value<net::MessageId>(0),
                         .room = games.value<net::RoomId>(1),
                         .sequence = games.value<net::Sequence>(2)};
        if (!hub::take_record(row, read_record(database, games, 3)))
            database.fail_as_damaged("a game holds moves that are against its rules");
        snapshot.games.push_back(std::move(row));
    }
    Query ratings = database.query(
        "SELECT user, kind, wins, draws, losses, streak, best_streak, rating FROM ratings ORDER BY user, "
        "kind");
    while (ratings.step()) {
        snapshot.ratings.push_back({.player = hub::player_of(ratings.value<net::UserId>(0)),
                                    .kind = hub::kind_of(ratings.value<net::GameKind>(1)),
                                    .wins = ratings.value<std::uint32_t>(2),
                                    .draws = ratings.value<std::uint32_t>(3),
                                    .losses = ratings.value<std::uint32_t>(4),
                                    .streak = ratings.value<std::int32_t>(5),
                                    .best_streak = ratings.value<std::int32_t>(6),
                                    .rating = ratings.value<std::int32_t>(7)});
    }
}

std::optional<net::GameFound> ViewTables::game(net::RoomId room, net::MessageId message) {
    if (!head_of(room)) return std::nullopt;
    Query row =
        database_.query("SELECT sequence, record FROM games WHERE message = ? AND room = ? AND sequence > ?");
    if (!row.bind(message, room, removal_.gone_through(room)).step()) return std::nullopt;
    net::GameFound found{.room = room,
                         .message = message,
                         .sequence = row.value<net::Sequence>(0),
                         .record = read_record(database_, row, 1)};
    take_names(database_, found.record.game);
    return found;
}

net::GamesPage ViewTables::games(const ports::GamesQuery& query) {
    net::GamesPage page{.player = query.player, .phase = query.phase, .before = query.before};
    if (query.rooms.empty()) return page;
    const std::string phase = query.phase == net::GamePhase::Finished ? "is_over" : "NOT is_over";
    Query rows = database_.query(
        "SELECT message, room, sequence, record, challenger, challenged FROM games WHERE message < ? AND " +
        phase + " ORDER BY message DESC LIMIT ?");
    rows.bind(upper_bound(query.before.value), ports::games_compared + 1);
    net::MessageId last;
    std::size_t compared = 0;
    std::size_t bytes = 0;
    while (rows.step()) {
        const auto room = rows.value<net::RoomId>(1);
        net::GameEntry entry{
            .room = room, .message = rows.value<net::MessageId>(0), .sequence = rows.value<net::Sequence>(2)};
        const bool is_theirs = !query.player || rows.value<net::UserId>(4) == query.player ||
                               rows.value<net::UserId>(5) == query.player;
        const bool fits = is_theirs && std::ranges::find(query.rooms, room) != query.rooms.end() &&
                          head_of(room) && entry.sequence > removal_.gone_through(room);
        if (fits) {
            entry.game = read_record(database_, rows, 3).game;
            take_names(database_, entry.game);
            bytes += net::wire_size(entry);
        }
        const bool is_full = page.games.size() == net::max_rows_per_frame || bytes > net::max_page_bytes;
        if (compared++ == ports::games_compared || (fits && is_full)) {
            page.next = last;
            break;
        }
        last = entry.message;
        if (fits) page.games.push_back(std::move(entry));
    }
    return page;
}

void ViewTables::verify_games() {
    const std::int64_t strays = database_.integer(
        "SELECT (SELECT count(*) FROM messages WHERE game) <> (SELECT count(*) FROM games) OR EXISTS"
        "  (SELECT 1 FROM games g WHERE NOT EXISTS"
        "     (SELECT 1 FROM messages m WHERE m.id = g.message AND m.room = g.room AND m.sequence = "
        "g.sequence AND m.game))");
    if (strays != 0) database_.fail_as_damaged("its games are not those of its messages");
    Query records = database_.query("SELECT record FROM games");
    while (records.step()) {
        hub::GameRow row;
        if (!hub::take_record(row, read_record(database_, records, 0)))
            database_.fail_as_damaged("a game holds moves that are against its rules");
    }
}

}  // namespace crosstalk::local
