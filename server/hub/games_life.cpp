// Subject: games. How they are kept, changed and told of, whoever changes them, and what ends them from outside.
#include <algorithm>
#include <utility>

#include "net/fault.hpp"
#include "server/hub/games.hpp"

namespace crosstalk::hub {

namespace {

// When the next Tick changes it, or lets it go.
std::optional<net::Timestamp> deadline_of(const GameRow& row) {
    if (const auto next = games::next_deadline(row.record)) return net::Timestamp{*next};
    if (!games::is_over(row.record.state)) return std::nullopt;
    return net::Timestamp{row.record.changed_at_ms} + kept_after_end;
}

void set_deadline(State& state, const GameRow& row) {
    if (const auto at = deadline_of(row)) state.deadlines.emplace(*at, row.message);
}

void clear_deadline(State& state, const GameRow& row) {
    if (const auto at = deadline_of(row)) state.deadlines.erase({*at, row.message});
}

void each_player(State& state, const GameRow& row, auto change) {
    for (const net::UserId user : {challenger_of(row), challenged_of(row)}) {
        if (user) change(state.users.at(user));
    }
}

void forget(State& state, net::MessageId message) {
    const auto found = state.games.find(message);
    const GameRow& row = found->second;
    clear_deadline(state, row);
    each_player(state, row, [&](User& user) { user.games.erase(message); });
    state.rooms.at(row.room).games.erase(message);
    state.games.erase(found);
}

RatingRow& rating_of(State& state, games::PlayerId player, games::Kind kind) {
    RatingRow& row = state.ratings[{user_of(player), kind_of(kind)}];
    row.player = player;
    row.kind = kind;
    return row;
}

void count_result(Transition& transition, const games::GameRecord& record) {
    const games::Kind kind = record.terms.kind;
    RatingRow& challenger = rating_of(transition.state, record.seats[0].player, kind);
    RatingRow& challenged = rating_of(transition.state, record.seats[1].player, kind);
    games::count_game(challenger, challenged, record);
    transition.record(challenger);
    transition.record(challenged);
}

net::GameStep step_of(const games::GameRecord& before, const games::GameRecord& after,
                      const games::Event& event) {
    if (std::holds_alternative<games::ServerRestarted>(event)) return net::GameStep::Restarted;
    if (std::holds_alternative<games::PlayerRemoved>(event)) return net::GameStep::PlayerRemoved;
    if (std::holds_alternative<games::Stopped>(event)) return net::GameStep::Stopped;
    // Its deadline came first.
    if (after.state == games::GameState::Expired) return net::GameStep::Expired;
    if (after.rematch != before.rematch) return net::GameStep::RematchExpired;
    if (games::is_over(after.state)) {
        const bool was_paused = before.state == games::GameState::Paused;
        return was_paused ? net::GameStep::Stopped : net::GameStep::TimedOut;
    }
    const bool left = std::holds_alternative<games::PlayerLeft>(event);
    return left ? net::GameStep::PlayerLeft : net::GameStep::PlayerReturned;
}

}  // namespace

void keep_game(State& state, const GameRow& row) {
    state.games.insert_or_assign(row.message, row);
    state.rooms.at(row.room).games.insert(row.message);
    each_player(state, row, [&](User& user) { user.games.insert(row.message); });
    set_deadline(state, row);
}

void restore_games(State& state, const Snapshot& snapshot) {
    if (net::planted == net::Fault::GamesNotLoaded) return;
    for (const GameRow& row : snapshot.games)
        keep_game(state, row);
    for (const RatingRow& row : snapshot.ratings)
        state.ratings.emplace(std::pair(user_of(row.player), kind_of(row.kind)), row);
}

net::MessageId post_game(Transition& transition, Room& room, games::GameRecord record,
                         net::MessageId previous) {
    State& state = transition.state;
    const auto id = transition.new_id<net::MessageId>();
    room.row.posts = room.row.posts.next();
    room.row.last_at = transition.stamp.at;
    std::vector<net::UserId> mentions;
    for (const games::SeatState& seat : record.seats) {
        const net::UserId user = user_of(seat.player);
        if (user && user != transition.origin.user) mentions.push_back(user);
    }
    count_mentions(transition, room, mentions);
    GameRow row{.message = id,
                .room = room.row.id,
                .sequence = room.row.head.next(),
                .record = std::move(record),
                .previous = previous,
                .next = {}};
    row.sequence = transition.announce(
        room, net::MessagePosted{
                  .id = id,
                  .author = transition.actor(),
                  .mentions = mentions,
                  .game = card_of(row, state.ref(challenger_of(row)), state.ref(challenged_of(row)))});
    transition.record(MessageRow{.room = row.room,
                                 .id = id,
                                 .sequence = row.sequence,
                                 .revision = row.sequence,
                                 .author = transition.origin.user,
                                 .at = transition.stamp.at,
                                 .mentions = mentions,
                                 .is_game = true});
    transition.record(row);
    keep_game(state, row);
    return id;
}

void change_game(Transition& transition, net::MessageId message, games::GameRecord record, net::GameStep step,
                 net::UserId by, net::MessageId next) {
    State& state = transition.state;
    GameRow row = state.games.at(message);
    const bool has_ended = !games::has_result(row.record.state) && games::has_result(record.state);
    clear_deadline(state, row);
    row.record = std::move(record);
    if (next) row.next = next;
    keep_game(state, row);
    if (has_ended) count_result(transition, row.record);
    Room& room = state.rooms.at(row.room);
    const net::Sequence revision = transition.announce(
        room,
        net::GameChanged{.message = message,
                         .sequence = row.sequence,
                         .step = step,
                         .by = by ? state.ref(by) : net::UserRef{},
                         .game = card_of(row, state.ref(challenger_of(row)), state.ref(challenged_of(row)))});
    transition.record(GameChanged{row.room, message, revision});
    transition.record(row);
}

void happen_to_game(Transition& transition, net::MessageId message, const games::Event& event,
                    net::UserId by) {
    const games::GameRecord& before = transition.state.games.at(message).record;
    games::GameRecord after = games::happen(before, event, transition.stamp.at.value);
    if (after == before) return;
    const net::GameStep step = step_of(before, after, event);
    change_game(transition, message, std::move(after), step, by);
}

void let_go(Transition& transition, net::MessageId message) {
    GameRow row = transition.state.games.at(message);
    forget(transition.state, message);
    row.is_kept = false;
    transition.record(std::move(row));
}

// --- what ends games from outside

void end_games_of(Transition& transition, Room& room, net::UserId user) {
    const std::set<net::MessageId> mine = transition.state.users.at(user).games;
    for (const net::MessageId message : mine) {
        if (room.games.contains(message))
            happen_to_game(transition, message, games::PlayerRemoved{player_of(user)}, user);
    }
}

void end_game(Transition& transition, net::RoomId room, net::MessageId message) {
    const GameRow* row = transition.state.game(message);
    if (row == nullptr || row->room != room) return;
    const games::PlayerId actor = player_of(transition.origin.user);
    const bool gives_up = games::seat_of(row->record, actor).has_value();
    const games::Event event = gives_up ? games::Event{games::PlayerRemoved{actor}} : games::Stopped{};
    happen_to_game(transition, message, event, transition.origin.user);
    forget(transition.state, message);
}

void forget_games(Transition& transition, Room& room, net::Timestamp before) {
    const std::set<net::MessageId> here = room.games;
    for (const net::MessageId message : here) {
        const bool goes = net::Timestamp{transition.state.games.at(message).record.offered_at_ms} < before;
        if (goes) forget(transition.state, message);
    }
}

void wake_games(Transition& transition) {
    std::vector<net::MessageId> all;
    for (const auto& [message, row] : transition.state.games)
        all.push_back(message);
    for (const net::MessageId message : all)
        happen_to_game(transition, message, games::ServerRestarted{transition.before.value});
}

}  // namespace crosstalk::hub
