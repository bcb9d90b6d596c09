#include "client/cli/json_games.hpp"

#include "client/cli/hushed_games.hpp"
#include "client/records/game_json.hpp"

namespace crosstalk::cli {

namespace {

Json standing_of(const net::GameStanding& standing) {
    return {{"rank", standing.rank},
            {"user", user_of(standing.user)},
            {"wins", standing.wins},
            {"draws", standing.draws},
            {"losses", standing.losses},
            {"streak", standing.streak},
            {"best_streak", standing.best_streak},
            {"rating", standing.rating}};
}

}  // namespace

Json event_of(const model::Model& model, const net::GamesPage& page, bool has_more) {
    Json games = Json::array();
    for (const net::GameEntry& entry : page.games) {
        if (is_hushed(model, entry.game)) continue;
        games.push_back(Json{{"room", tag_of(model, entry.room)},
                             {"seq", entry.sequence.value},
                             {"id", id_of(entry.message)},
                             {"game", records::game_of(entry.game)}});
    }
    return {{"event", "games"},
            {"phase", page.phase == net::GamePhase::Running ? "running" : "finished"},
            {"games", std::move(games)},
            {"more", has_more}};
}

Json event_of(const model::Model& model, const net::GameFound& found) {
    return {{"event", "board"},
            {"room", tag_of(model, found.room)},
            {"seq", found.sequence.value},
            {"id", id_of(found.message)},
            {"game", records::game_of(found.record.game)},
            {"record", records::moves_of(found.record)}};
}

Json event_of(const net::LeaderboardPage& page, bool has_more) {
    Json rows = Json::array();
    for (const net::GameStanding& row : page.rows)
        rows.push_back(standing_of(row));
    return {{"event", "top"},
            {"kind", records::kind_of(page.kind)},
            {"rows", std::move(rows)},
            {"own", page.own.rank == 0 ? Json(nullptr) : standing_of(page.own)},
            {"more", has_more}};
}

Json event_of(const model::Room& room, const net::GameChanged& changed) {
    return {{"event", "game"},
            {"room", tag_of(room)},
            {"seq", changed.sequence.value},
            {"id", id_of(changed.message)},
            {"step", records::name_of(changed.step)},
            {"by", maybe_user_of(changed.by)},
            {"game", records::game_of(changed.game)}};
}

}  // namespace crosstalk::cli
