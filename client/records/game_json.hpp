// Games as JSON, in files and for scripts alike; docs/cli.md describes every field.
#pragma once

#include <string_view>

#include "client/records/message_json.hpp"
#include "net/events.hpp"
#include "net/games.hpp"

namespace crosstalk::records {

// The name that people type; a kind that this program does not know is its number.
Json kind_of(net::GameKind kind);
Json game_of(const net::Game& game);
// The moves with their numbers and times.
Json moves_of(const net::GameRecord& record);

std::string_view name_of(net::GameState state);
std::string_view name_of(net::GameStep step);

}  // namespace crosstalk::records
