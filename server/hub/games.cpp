// Subject: games. What people ask of the referee, and the server of the clock.
#include "server/hub/games.hpp"

#include <algorithm>
#include <utility>

#include "net/fault.hpp"

namespace crosstalk::hub {

namespace {

// What becomes of a command: a status that is not Done, or a game that is to be changed.
struct Ruling {
    net::Status status = net::Status::Done;
    net::GameRefusal why;          // with AgainstRules
    games::GameRecord record;      // what the game has become; of a new one, what it is
    net::MessageId game;           // 0: a new one
    bool changes_nothing = false;  // a move that was made already

    static Ruling refused(net::Status status) { return {.status = status}; }
    static Ruling refused(games::Refusal refusal) {
        return {.status = net::Status::AgainstRules, .why = {static_cast<std::uint8_t>(refusal)}};
    }
};

Ruling by_referee(games::Judgement judgement, net::MessageId game) {
    if (const auto* refusal = std::get_if<games::Refusal>(&judgement)) {
        if (*refusal == games::Refusal::RepeatedMove) return {.game = game, .changes_nothing = true};
        return Ruling::refused(*refusal);
    }
    return {.record = std::get<games::GameRecord>(std::move(judgement)), .game = game};
}

template <class Counts>
std::size_t count_games(const State& state, net::UserId user_id, Counts counts) {
    const User& user = *state.user(user_id);
    return static_cast<std::size_t>(
        std::ranges::count_if(user.games, [&](net::MessageId id) { return counts(state.games.at(id)); }));
}

bool plays_too_much(const State& state, net::UserId user) {
    const auto is_running = [](const GameRow& row) { return games::is_running(row.record.state); };
    return user && count_games(state, user, is_running) >= state.limits.games_per_user;
}

bool offers_too_much(const State& state, net::UserId user) {
    const auto waits = [&](const GameRow& row) {
        return row.record.state == games::GameState::Offered && challenger_of(row) == user;
    };
    return count_games(state, user, waits) >= state.limits.offers_per_user;
}

games::Accept accepted(net::Seat lot) {
    return {lot == net::Seat::Challenger ? games::Seat::Challenger : games::Seat::Challenged};
}

// The game in that room; nullptr: there is none that can still change.
const GameRow* game_in(const State& state, net::RoomId room, net::MessageId message) {
    const GameRow* row = state.game(message);
    return row != nullptr && row->room == room ? row : nullptr;
}

Ruling accept(const Asked& asked, const GameRow& row, net::Seat lot) {
    Ruling ruling = by_referee(
        games::judge(row.record, player_of(asked.origin.user), accepted(lot), asked.now.value), row.message);
    if (ruling.status != net::Status::Done) return ruling;
    const bool is_full =
        plays_too_much(asked.state, asked.origin.user) || plays_too_much(asked.state, challenger_of(row));
    return is_full ? Ruling::refused(net::Status::TooMany) : ruling;
}

// --- offers

Ruling rule(const Asked& asked, const net::OfferGame& command) {
    const State& state = asked.state;
    const net::Status status = may_write(asked, command.room, Action::Post);
    if (status != net::Status::Done) return Ruling::refused(status);
    if (command.opponent && !state.is_member(command.room, command.opponent))
        return Ruling::refused(net::Status::NotFound);
    const games::PlayerId own = player_of(asked.origin.user);
    const games::PlayerId other = player_of(command.opponent);
    const games::Terms terms{kind_of(command.kind), static_cast<games::SideWish>(command.wish),
                             clock_of(command.clock)};
    Ruling ruling = by_referee(games::offer(terms, own, other, asked.now.value), {});
    if (ruling.status != net::Status::Done) return ruling;
    for (const net::MessageId id : state.user(asked.origin.user)->games) {
        const GameRow& waiting = state.games.at(id);
        const games::Crossing crossing = games::crossing(waiting.record, own, other);
        // One that has expired only waits for the Tick that says so.
        const bool stands = net::Timestamp{waiting.record.offer_ends_at_ms} > asked.now;
        if (crossing == games::Crossing::Unrelated || !stands) continue;
        if (crossing == games::Crossing::Crossed && waiting.room == command.room)
            return accept(asked, waiting, command.lot);
        return Ruling::refused(games::Refusal::AlreadyAsked);
    }
    const bool is_full =
        offers_too_much(state, asked.origin.user) || plays_too_much(state, asked.origin.user);
    return is_full ? Ruling::refused(net::Status::TooMany) : ruling;
}

Ruling rule(const Asked& asked, const net::AnswerOffer& command) {
    const bool accepts = command.answer == net::OfferAnswer::Accept;
    const net::Status status =
        accepts ? may_write(asked, command.room, Action::Post) : may(asked, command.room, Action::Play);
    if (status != net::Status::Done) return Ruling::refused(status);
    const GameRow* row = game_in(asked.state, command.room, command.game);
    if (row == nullptr) return Ruling::refused(games::Refusal::OfferOver);
    if (accepts) return accept(asked, *row, command.lot);
    const auto reason = static_cast<games::DeclineReason>(command.reason);
    const games::Action action = command.answer == net::OfferAnswer::Decline
                                     ? games::Action{games::Decline{reason}}
                                     : games::Action{games::Cancel{}};
    return by_referee(games::judge(row->record, player_of(asked.origin.user), action, asked.now.value),
                      row->message);
}

// --- play

Ruling rule(const Asked& asked, const net::MakeMove& command) {
    const net::Status status = may(asked, command.room, Action::Play);
    if (status != net::Status::Done) return Ruling::refused(status);
    const GameRow* row = game_in(asked.state, command.room, command.game);
    if (row == nullptr) return Ruling::refused(games::Refusal::NotPlaying);
    games::PlayerId actor = player_of(asked.origin.user);
    if (net::planted == net::Fault::MoveOutOfTurn) {
        if (const auto seat = games::to_move(row->record); seat && games::seat_of(row->record, actor))
            actor = row->record.seats[static_cast<std::size_t>(*seat)].player;
    }
    const games::MakeMove move{command.number, {command.cell}};
    return by_referee(games::judge(row->record, actor, move, asked.now.value), row->message);
}

games::Action action_of(net::GameAction action) {
    switch (action) {
        case net::GameAction::Resign:
            return games::Resign{};
        case net::GameAction::OfferDraw:
            return games::OfferDraw{};
        case net::GameAction::DeclineDraw:
            return games::DeclineDraw{};
        case net::GameAction::AskTakeBack:
            return games::AskTakeBack{};
        case net::GameAction::AllowTakeBack:
            return games::AllowTakeBack{};
        case net::GameAction::DeclineTakeBack:
            return games::DeclineTakeBack{};
        case net::GameAction::Abort:
            return games::Abort{};
        case net::GameAction::ClaimWin:
            return games::ClaimWin{};
        case net::GameAction::ClaimDraw:
            return games::ClaimDraw{};
        case net::GameAction::OfferRematch:
            return games::OfferRematch{};
        case net::GameAction::DeclineRematch:
            break;
    }
    return games::DeclineRematch{};
}

// The rematch that agreeing would begin must have its place, and its players their seats in the room.
net::Status may_rematch(const Asked& asked, const GameRow& row) {
    const net::Status status = may_write(asked, row.room, Action::Post);
    if (status != net::Status::Done) return status;
    for (const net::UserId user : {challenger_of(row), challenged_of(row)}) {
        if (!asked.state.is_member(row.room, user)) return net::Status::NotFound;
        if (plays_too_much(asked.state, user)) return net::Status::TooMany;
    }
    return net::Status::Done;
}

Ruling rule(const Asked& asked, const net::ActInGame& command) {
    const bool is_rematch = command.action == net::GameAction::OfferRematch;
    const net::Status status = may(asked, command.room, Action::Play);
    if (status != net::Status::Done) return Ruling::refused(status);
    const GameRow* row = game_in(asked.state, command.room, command.game);
    if (row == nullptr) {
        const bool about_rematch = is_rematch || command.action == net::GameAction::DeclineRematch;
        return Ruling::refused(about_rematch ? games::Refusal::NoRematch : games::Refusal::NotPlaying);
    }
    Ruling ruling = by_referee(
        games::judge(row->record, player_of(asked.origin.user), action_of(command.action), asked.now.value),
        row->message);
    if (ruling.status != net::Status::Done || !is_rematch) return ruling;
    const net::Status rematch = may_rematch(asked, *row);
    return rematch == net::Status::Done ? ruling : Ruling::refused(rematch);
}

net::GameStep step_of(net::GameAction action, const games::GameRecord& after) {
    switch (action) {
        case net::GameAction::Resign:
            return net::GameStep::Resigned;
        case net::GameAction::OfferDraw:
            return after.state == games::GameState::Drawn ? net::GameStep::DrawAgreed
                                                          : net::GameStep::DrawOffered;
        case net::GameAction::DeclineDraw:
            return net::GameStep::DrawDeclined;
        case net::GameAction::AskTakeBack:
            return net::GameStep::TakeBackAsked;
        case net::GameAction::AllowTakeBack:
            return net::GameStep::TookBack;
        case net::GameAction::DeclineTakeBack:
            return net::GameStep::TakeBackDeclined;
        case net::GameAction::Abort:
            return net::GameStep::Aborted;
        case net::GameAction::ClaimWin:
            return net::GameStep::WinClaimed;
        case net::GameAction::ClaimDraw:
            return net::GameStep::DrawClaimed;
        case net::GameAction::OfferRematch:
            return after.rematch == games::RematchState::Agreed ? net::GameStep::RematchAgreed
                                                                : net::GameStep::RematchOffered;
        case net::GameAction::DeclineRematch:
            break;
    }
    return net::GameStep::RematchDeclined;
}

Ruling rule_again(const Transition& transition, const auto& command) {
    return rule({transition.state, transition.origin, transition.stamp.at}, command);
}

net::Outcome done_in(const Transition& transition, net::RoomId room, net::MessageId game) {
    net::Outcome outcome = done(transition.state.rooms.at(room));
    outcome.message = game;
    return outcome;
}

}  // namespace

net::GameRefusal why_against_rules(const Asked& asked, const net::Command& command) {
    return std::visit(
        [&]<class C>(const C& known) {
            if constexpr (requires { rule(asked, known); }) {
                return rule(asked, known).why;
            } else {
                return net::GameRefusal{};
            }
        },
        command);
}

net::Status decide(const Asked& asked, const net::OfferGame& command) {
    return rule(asked, command).status;
}

net::Outcome carry_out(Transition& transition, const net::OfferGame& command) {
    Ruling ruling = rule_again(transition, command);
    if (ruling.game) {
        change_game(transition, ruling.game, std::move(ruling.record), net::GameStep::Accepted,
                    transition.origin.user);
        return done_in(transition, command.room, ruling.game);
    }
    Room& room = transition.state.rooms.at(command.room);
    const net::MessageId game = post_game(transition, room, std::move(ruling.record), {});
    return done_in(transition, command.room, game);
}

net::Status decide(const Asked& asked, const net::AnswerOffer& command) {
    return rule(asked, command).status;
}

net::Outcome carry_out(Transition& transition, const net::AnswerOffer& command) {
    Ruling ruling = rule_again(transition, command);
    const net::GameStep step = command.answer == net::OfferAnswer::Accept    ? net::GameStep::Accepted
                               : command.answer == net::OfferAnswer::Decline ? net::GameStep::Declined
                                                                             : net::GameStep::Cancelled;
    change_game(transition, command.game, std::move(ruling.record), step, transition.origin.user);
    return done_in(transition, command.room, command.game);
}

net::Status decide(const Asked& asked, const net::MakeMove& command) {
    return rule(asked, command).status;
}

net::Outcome carry_out(Transition& transition, const net::MakeMove& command) {
    Ruling ruling = rule_again(transition, command);
    if (!ruling.changes_nothing)
        change_game(transition, command.game, std::move(ruling.record), net::GameStep::Moved,
                    transition.origin.user);
    return done_in(transition, command.room, command.game);
}

net::Status decide(const Asked& asked, const net::ActInGame& command) {
    return rule(asked, command).status;
}

net::Outcome carry_out(Transition& transition, const net::ActInGame& command) {
    Ruling ruling = rule_again(transition, command);
    const net::GameStep step = step_of(command.action, ruling.record);
    net::MessageId next;
    if (step == net::GameStep::RematchAgreed) {
        Room& room = transition.state.rooms.at(command.room);
        next = post_game(transition, room, games::rematch_of(ruling.record, transition.stamp.at.value),
                         command.game);
    }
    change_game(transition, command.game, std::move(ruling.record), step, transition.origin.user, next);
    return done_in(transition, command.room, next ? next : command.game);
}

// --- by the server

net::Status decide(const Asked& asked, const net::Tick&) {
    return is_server(asked.origin) ? net::Status::Done : net::Status::NotAllowed;
}

net::Outcome carry_out(Transition& transition, const net::Tick&) {
    State& state = transition.state;
    std::vector<net::MessageId> due;
    for (const auto& [at, message] : state.deadlines) {
        if (at > transition.stamp.at) break;
        due.push_back(message);
    }
    for (const net::MessageId message : due) {
        const games::GameRecord& record = state.games.at(message).record;
        if (games::next_deadline(record)) {
            happen_to_game(transition, message, games::Tick{});
        } else {
            let_go(transition, message);
        }
    }
    return {};
}

net::Status decide(const Asked& asked, const net::NotePlayer& command) {
    if (!is_server(asked.origin)) return net::Status::NotAllowed;
    return asked.state.user(command.user) == nullptr ? net::Status::NotFound : net::Status::Done;
}

net::Outcome carry_out(Transition& transition, const net::NotePlayer& command) {
    const games::PlayerId player = player_of(command.user);
    const games::Event event =
        command.is_here ? games::Event{games::PlayerReturned{player}} : games::PlayerLeft{player};
    const std::set<net::MessageId> mine = transition.state.users.at(command.user).games;
    for (const net::MessageId message : mine) {
        const games::GameState state = transition.state.games.at(message).record.state;
        if (games::is_running(state)) happen_to_game(transition, message, event, command.user);
    }
    return {};
}

}  // namespace crosstalk::hub
