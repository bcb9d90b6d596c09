#include "tests/hub/kept_rows.hpp"

#include <stdexcept>
#include <string>
#include <type_traits>
#include <variant>

#include "net/limits.hpp"

namespace crosstalk::hub {

namespace {

template <class Map>
void remove_row(Map& map, const typename Map::key_type& key, const char* what) {
    if (map.erase(key) == 0) throw std::logic_error(std::string(what) + " was removed and never there");
}

template <class Map>
void remove_rows_of(Map& map, net::RoomId room) {
    std::erase_if(map, [&](const auto& row) { return row.first.first == room; });
}

template <class Map, class Row>
void list(const Map& map, std::vector<Row>& rows) {
    for (const auto& [key, row] : map)
        rows.push_back(row);
}

}  // namespace

void KeptRows::apply(const AppliedEntry& entry) {
    mark_ = entry.mark;
    at_ = entry.at;
    rules_ = entry.rules;
    for (const Change& change : entry.changes)
        std::visit([&](const auto& row) { keep(row); }, change);
}

void KeptRows::keep(const RoomDissolved& row) {
    remove_row(rooms_, row.room, "a room");
    remove_rows_of(members_, row.room);
    remove_rows_of(marks_, row.room);
    remove_rows_of(bans_, row.room);
    remove_rows_of(pins_, row.room);
    std::erase_if(games_, [&](const auto& game) { return game.second.room == row.room; });
}

void KeptRows::keep(const MessageDeleted& row) {
    const auto game = games_.find(row.message);
    if (game != games_.end() && game->second.room == row.room) games_.erase(game);
}

void KeptRows::keep(const MessagesPurged& row) {
    std::erase_if(games_, [&](const auto& game) {
        return game.second.room == row.room && game.second.record.offered_at_ms < row.before.value;
    });
}

void KeptRows::keep(const GameRow& row) {
    if (row.is_kept) {
        games_[row.message] = row;
    } else {
        remove_row(games_, row.message, "a game");
    }
}

void KeptRows::keep(const MemberRemoved& row) {
    remove_row(members_, {row.room, row.user}, "a member");
    marks_.erase({row.room, row.user});
}

void KeptRows::keep(const BanRemoved& row) {
    remove_row(bans_, {row.room, row.user}, "a ban");
}
void KeptRows::keep(const InviteRemoved& row) {
    remove_row(invites_, row.id, "an invite");
}
void KeptRows::keep(const PinRemoved& row) {
    remove_row(pins_, {row.room, row.message}, "a pin");
}

void KeptRows::keep(const UploadRemoved& row) {
    remove_row(uploads_, row.id, "an upload");
}

void KeptRows::keep(const ResultRow& row) {
    results_[{row.device, row.run, row.number}] = row;
    std::erase_if(results_, [&](const auto& kept) {
        const ResultRow& old = kept.second;
        return old.device == row.device && old.run == row.run &&
               old.number.value + net::command_window <= row.number.value;
    });
}

void KeptRows::keep(const RunRemoved& row) {
    std::erase_if(results_, [&](const auto& kept) {
        return kept.second.device == row.device && kept.second.run == row.run;
    });
}

Snapshot KeptRows::snapshot() const {
    Snapshot snapshot{.mark = mark_, .at = at_, .rules = rules_, .limits = limits_, .server = server_};
    list(users_, snapshot.users);
    list(devices_, snapshot.devices);
    list(rooms_, snapshot.rooms);
    list(members_, snapshot.members);
    list(marks_, snapshot.marks);
    list(bans_, snapshot.bans);
    list(invites_, snapshot.invites);
    list(pins_, snapshot.pins);
    list(results_, snapshot.results);
    list(uploads_, snapshot.uploads);
    list(games_, snapshot.games);
    list(ratings_, snapshot.ratings);
    return snapshot;
}

}  // namespace crosstalk::hub
