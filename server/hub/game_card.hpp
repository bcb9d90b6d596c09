// The hub's row of a game as people see it, and as the archive keeps it.
#pragma once

#include "net/play/game_records.hpp"
#include "server/hub/changes.hpp"

namespace crosstalk::hub {

using play::clock_of;
using play::kind_of;
using play::player_of;
using play::user_of;

inline net::UserId challenger_of(const GameRow& row) {
    return user_of(row.record.seats[0].player);
}
inline net::UserId challenged_of(const GameRow& row) {
    return user_of(row.record.seats[1].player);
}

// Under the names given.
net::Game card_of(const GameRow& row, const net::UserRef& challenger, const net::UserRef& challenged);
// The whole of it, for who has asked and for the archive, which keeps no names.
net::GameRecord record_of(const GameRow& row, const net::UserRef& challenger, const net::UserRef& challenged);
// Back again: fills in record, previous and next. False if what was played is against the rules.
bool take_record(GameRow& row, const net::GameRecord& record);

}  // namespace crosstalk::hub
