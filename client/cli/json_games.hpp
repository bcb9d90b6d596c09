// Games as JSON lines, without "ref". Internal to json_*.cpp; docs/cli.md describes every field.
#pragma once

#include "client/cli/json_objects.hpp"
#include "net/messages/games.hpp"

namespace crosstalk::cli {

Json event_of(const model::Model& model, const net::GamesPage& page, bool has_more);
Json event_of(const model::Model& model, const net::GameFound& found);
Json event_of(const net::LeaderboardPage& page, bool has_more);
Json event_of(const model::Room& room, const net::GameChanged& changed);

}  // namespace crosstalk::cli
