// Games as the hub referees them: who may offer, accept and move, what time does, what a result counts, and what becomes of
// a game when people, messages and rooms go.
#include <gtest/gtest.h>

#include "games/referee.hpp"
#include "server/hub/games.hpp"
#include "tests/hub/hub_world.hpp"
#include "tests/hub/invariants.hpp"
#include "tests/hub/kept_rows.hpp"

namespace crosstalk::hub {
namespace {

using net::Status;

class Games : public ::testing::Test {
  protected:
    Games() {
        for (const Person& each : {ben, eve})
            world.bring(ann, each, hall);
    }
    ~Games() override {
        EXPECT_EQ(broken_in(world.state()), "");
        // What is loaded from the rows goes on as what is live.
        EXPECT_EQ(Hub(world.hub.snapshot()).state(), world.state());
    }

    net::OfferGame challenge(const Person& other, net::GameKind kind = {1}) const {
        return {.room = hall, .opponent = other.user, .kind = kind};
    }
    net::MessageId offered(const Person& one, const Person& other) {
        return world.does(one, challenge(other)).outcome.message;
    }
    // The first plays X.
    net::MessageId begun(const Person& one, const Person& other, net::GameClock clock = {}) {
        net::OfferGame offer = challenge(other);
        offer.clock = clock;
        const net::MessageId game = world.does(one, offer).outcome.message;
        EXPECT_EQ(world.status(other, accept(game)), Status::Done);
        return game;
    }
    net::AnswerOffer accept(net::MessageId game) const { return {.room = hall, .game = game}; }
    net::AnswerOffer answer(net::MessageId game, net::OfferAnswer how) const {
        return {.room = hall, .game = game, .answer = how};
    }
    net::MakeMove move(net::MessageId game, std::uint8_t cell) const {
        const GameRow* row = world.state().game(game);
        return {hall, game, row == nullptr ? 0 : row->record.next_number, cell};
    }
    net::ActInGame act(net::MessageId game, net::GameAction action) const { return {hall, game, action}; }
    const games::GameRecord& record(net::MessageId game) const { return world.state().game(game)->record; }
    games::GameState state(net::MessageId game) const { return record(game).state; }
    // The refusal of the referee; 0: none.
    unsigned refusal(const Person& who, net::Command command) {
        const net::Outcome outcome = world.does(who, std::move(command)).outcome;
        EXPECT_EQ(outcome.status == Status::AgainstRules, outcome.refusal != net::GameRefusal{});
        return outcome.refusal.value;
    }
    static unsigned number(games::Refusal refusal) { return static_cast<unsigned>(refusal); }
    // The one who begins wins in the first row.
    void win(net::MessageId game, const Person& x, const Person& o) {
        for (const std::uint8_t cell : net::Bytes{0, 3, 1, 4, 2})
            EXPECT_EQ(world.status(record(game).moves.size() % 2 == 0 ? x : o, move(game, cell)),
                      Status::Done);
    }
    const RatingRow* rating(const Person& who) const {
        const auto found = world.state().ratings.find({who.user, {1}});
        return found == world.state().ratings.end() ? nullptr : &found->second;
    }
    void wait(net::Milliseconds span) {
        world.now = world.now + span;
        world.by_server(net::Tick{});
    }

    HubWorld world;
    Person ann = world.person("ann");
    Person ben = world.person("ben");
    Person eve = world.person("eve");
    Person zoe = world.person("zoe");  // not in the hall
    net::RoomId hall = world.room(ann, "hall", net::RoomKind::Public);
};

// --- offers

TEST_F(Games, a_challenge_is_a_message_that_names_whom_it_challenges) {
    EXPECT_EQ(world.told(ann, challenge(ben)),
              "Done hall 4 \"a game\"\n"
              "hall 4: ann says \"a game\" to ben: ann challenges ben to Tic Tac Toe, no clock.\n"
              "rows: mark ben, room hall, message \"a game\", game\n");
    EXPECT_EQ(counts(world.state(), world.room(hall), ben.user).mentions.value, 1u);
    EXPECT_EQ(world.room(hall).row.posts.value, 1u);
}

TEST_F(Games, whoever_may_post_may_offer_and_only_to_people_of_the_room) {
    EXPECT_EQ(world.status(zoe, challenge(ben)), Status::NotAllowed);
    EXPECT_EQ(world.status(ann, challenge(zoe)), Status::NotFound);
    world.does(ann, net::MuteUser{hall, eve.user, minutes(5), ""});
    EXPECT_EQ(world.status(eve, challenge(ben)), Status::Muted);
    EXPECT_EQ(refusal(ann, challenge(ann)), number(games::Refusal::SelfChallenge));
    EXPECT_EQ(refusal(ann, challenge(ben, {99})), number(games::Refusal::UnknownKind));
    net::OfferGame offer = challenge(ben);
    offer.clock = {net::ClockMode::PerMove, {11'000}, {}};
    EXPECT_EQ(refusal(ann, offer), number(games::Refusal::BadTerms));
    EXPECT_TRUE(world.state().games.empty());
}

TEST_F(Games, an_open_challenge_is_taken_by_whoever_comes_first_and_only_by_one) {
    net::OfferGame offer = challenge(ben);
    offer.opponent = {};
    const net::MessageId game = world.does(ann, offer).outcome.message;
    EXPECT_EQ(refusal(ann, accept(game)), number(games::Refusal::NotYours));
    EXPECT_EQ(world.status(zoe, accept(game)), Status::NotAllowed);
    EXPECT_EQ(world.status(eve, accept(game)), Status::Done);
    EXPECT_EQ(refusal(ben, accept(game)), number(games::Refusal::OfferOver));
    EXPECT_EQ(challenged_of(*world.state().game(game)), eve.user);
}

TEST_F(Games, one_challenge_of_a_pair_waits_and_a_crossed_one_accepts_it) {
    const net::MessageId game = offered(ann, ben);
    EXPECT_EQ(refusal(ann, challenge(ben)), number(games::Refusal::AlreadyAsked));
    const Effects crossed = world.does(ben, challenge(ann, {4}));
    EXPECT_EQ(crossed.outcome.message, game);
    EXPECT_EQ(state(game), games::GameState::Playing);
    EXPECT_EQ(record(game).terms.kind, games::Kind::TicTacToe) << "under the terms of the one that waited";
    EXPECT_EQ(world.room(hall).row.posts.value, 1u);
}

TEST_F(Games, challenges_that_cross_in_two_rooms_do_not_merge) {
    offered(ann, ben);
    const net::RoomId direct = world.direct(ann, ben);
    EXPECT_EQ(refusal(ben, net::OfferGame{.room = direct, .opponent = ann.user, .kind = {1}}),
              number(games::Refusal::AlreadyAsked));
}

TEST_F(Games, an_offer_is_declined_cancelled_or_expires) {
    const net::MessageId declined = offered(ann, ben);
    EXPECT_EQ(refusal(eve, answer(declined, net::OfferAnswer::Decline)), number(games::Refusal::NotAPlayer));
    EXPECT_EQ(refusal(ann, answer(declined, net::OfferAnswer::Decline)), number(games::Refusal::NotYours));
    EXPECT_EQ(world.status(
                  ben, net::AnswerOffer{hall, declined, net::OfferAnswer::Decline, net::DeclineReason::Busy}),
              Status::Done);
    EXPECT_EQ(record(declined).decline_reason, games::DeclineReason::Busy);
    const net::MessageId cancelled = offered(ann, ben);
    EXPECT_EQ(world.status(ann, answer(cancelled, net::OfferAnswer::Cancel)), Status::Done);
    const net::MessageId expired = offered(ann, ben);
    EXPECT_EQ(*world.state().next_deadline(), world.now + net::Milliseconds{games::offer_ms});
    world.now = world.now + seconds(60);
    EXPECT_EQ(refusal(ben, accept(expired)), number(games::Refusal::TimeUp)) << "the Tick is still to come";
    EXPECT_EQ(world.told_by_server(net::Tick{}),
              "Done\n"
              "hall 9: Expired in \"a game\" 8: ann's challenge expired.\n"
              "rows: room hall, touched \"a game\", game\n");
    EXPECT_EQ(state(expired), games::GameState::Expired);
}

TEST_F(Games, a_user_has_a_limit_of_challenges_and_of_games) {
    world.by_server(net::ServerStarted{.games_per_user = 2, .offers_per_user = 2});
    world.bring(ann, zoe, hall);
    offered(ann, ben);
    offered(ann, eve);
    EXPECT_EQ(world.status(ann, challenge(zoe)), Status::TooMany);
    begun(ben, zoe);
    begun(ben, eve);
    EXPECT_EQ(world.status(ben, challenge(zoe)), Status::TooMany);
    EXPECT_EQ(world.status(ben, challenge(ann)), Status::TooMany) << "not by crossing either";
}

// --- play

TEST_F(Games, only_who_is_to_move_moves_and_only_by_the_rules) {
    const net::MessageId game = begun(ann, ben);
    EXPECT_EQ(refusal(ben, move(game, 0)), number(games::Refusal::NotYourTurn));
    EXPECT_EQ(refusal(eve, move(game, 0)), number(games::Refusal::NotAPlayer));
    EXPECT_EQ(world.status(zoe, move(game, 0)), Status::NotAllowed);
    EXPECT_EQ(refusal(ann, move(game, 9)), number(games::Refusal::Outside));
    EXPECT_EQ(world.told(ann, move(game, 4)),
              "Done hall 6 \"a game\"\nhall 6: Moved by ann in \"a game\" 4: ben (O) to move, move 2.\n"
              "rows: room hall, touched \"a game\", game\n");
    EXPECT_EQ(refusal(ben, move(game, 4)), number(games::Refusal::Taken));
    EXPECT_EQ(refusal(ben, net::MakeMove{hall, game, 7, 0}), number(games::Refusal::WrongNumber));
    EXPECT_EQ(refusal(ben, net::MakeMove{hall, {4'711}, 2, 0}), number(games::Refusal::NotPlaying));
    EXPECT_EQ(refusal(ben, net::MakeMove{net::lobby, game, 2, 0}), number(games::Refusal::NotPlaying));
    EXPECT_EQ(record(game).moves.size(), 1u);
}

TEST_F(Games, a_move_that_was_made_already_is_harmless) {
    const net::MessageId game = begun(ann, ben);
    const net::MakeMove first = move(game, 4);
    world.does(ann, first);
    EXPECT_EQ(world.told(ann, first), "Done hall 6 \"a game\"\n");
}

TEST_F(Games, a_result_counts_for_both_and_nothing_moves_afterwards) {
    const net::MessageId game = begun(ann, ben);
    win(game, ann, ben);
    EXPECT_EQ(state(game), games::GameState::Won);
    ASSERT_NE(rating(ann), nullptr);
    EXPECT_EQ(rating(ann)->wins, 1u);
    EXPECT_EQ(rating(ann)->rating, games::first_rating + 20);
    EXPECT_EQ(rating(ben)->losses, 1u);
    EXPECT_EQ(rating(ben)->rating, games::first_rating - 20);
    EXPECT_EQ(refusal(ben, net::MakeMove{hall, game, 6, 5}), number(games::Refusal::NotPlaying));
    EXPECT_EQ(refusal(ben, act(game, net::GameAction::Resign)), number(games::Refusal::NotPlaying));
}

TEST_F(Games, a_mute_takes_the_word_and_not_the_game) {
    const net::MessageId game = begun(ann, ben);
    world.does(ann, net::MuteUser{hall, ben.user, minutes(5), ""});
    world.does(ann, move(game, 0));
    EXPECT_EQ(world.status(ben, move(game, 1)), Status::Done);
    EXPECT_EQ(world.status(ben, challenge(eve)), Status::Muted);
    EXPECT_EQ(world.status(ben, accept(offered(eve, ben))), Status::Muted);
}

TEST_F(Games, draws_and_taking_back_take_two) {
    const net::MessageId game = begun(ann, ben);
    world.does(ann, move(game, 0));
    EXPECT_EQ(refusal(ann, act(game, net::GameAction::AllowTakeBack)), number(games::Refusal::NothingAsked));
    world.does(ann, act(game, net::GameAction::AskTakeBack));
    EXPECT_EQ(world.status(ben, act(game, net::GameAction::AllowTakeBack)), Status::Done);
    EXPECT_TRUE(record(game).moves.empty());
    world.does(ann, act(game, net::GameAction::OfferDraw));
    EXPECT_EQ(refusal(ann, act(game, net::GameAction::OfferDraw)), number(games::Refusal::AlreadyAsked));
    world.does(ben, act(game, net::GameAction::OfferDraw));
    EXPECT_EQ(state(game), games::GameState::Drawn);
    EXPECT_EQ(rating(ann)->draws, 1u);
}

TEST_F(Games, lots_are_what_the_command_says) {
    net::OfferGame offer = challenge(ben);
    offer.wish = net::SideWish::Random;
    const net::MessageId game = world.does(ann, offer).outcome.message;
    net::AnswerOffer yes = accept(game);
    yes.lot = net::Seat::Challenged;
    world.does(ben, yes);
    EXPECT_EQ(world.status(ben, move(game, 0)), Status::Done) << "the challenged is X";
}

// --- rematch

TEST_F(Games, two_who_want_a_rematch_get_a_new_message_with_sides_swapped) {
    const net::MessageId game = begun(ann, ben);
    win(game, ann, ben);
    world.does(ann, act(game, net::GameAction::OfferRematch));
    const net::MessageId next = world.does(ben, act(game, net::GameAction::OfferRematch)).outcome.message;
    ASSERT_NE(next, game);
    EXPECT_EQ(world.state().game(game)->next, next);
    EXPECT_EQ(world.state().game(next)->previous, game);
    EXPECT_EQ(record(next).series.wins[0], 1u);
    EXPECT_EQ(refusal(ann, move(next, 0)), number(games::Refusal::NotYourTurn));
    EXPECT_EQ(world.status(ben, move(next, 0)), Status::Done);
    EXPECT_EQ(world.room(hall).row.posts.value, 2u);
}

TEST_F(Games, a_finished_game_is_let_go_and_then_has_no_rematch) {
    const net::MessageId game = begun(ann, ben);
    win(game, ann, ben);
    world.now = net::Timestamp{record(game).changed_at_ms} + kept_after_end + net::Milliseconds{-1'001};
    world.by_server(net::Tick{});
    EXPECT_NE(world.state().game(game), nullptr);
    world.by_server(net::Tick{});
    EXPECT_EQ(world.state().game(game), nullptr);
    EXPECT_FALSE(world.state().next_deadline());
    EXPECT_EQ(refusal(ann, act(game, net::GameAction::OfferRematch)), number(games::Refusal::NoRematch));
}

// --- time and absence

TEST_F(Games, who_lets_the_clock_run_out_loses_with_the_tick) {
    const net::MessageId game = begun(ann, ben, {net::ClockMode::PerMove, {10'000}, {}});
    world.does(ann, move(game, 0));
    world.does(ben, move(game, 1));
    wait(seconds(10));
    EXPECT_EQ(state(game), games::GameState::TimedOut);
    EXPECT_EQ(rating(ben)->wins, 1u);
}

TEST_F(Games, a_tick_before_the_time_changes_nothing) {
    begun(ann, ben, {net::ClockMode::PerMove, {10'000}, {}});
    EXPECT_EQ(world.told_by_server(net::Tick{}), "Done\n");
}

TEST_F(Games, only_the_server_ticks_and_notes_players) {
    EXPECT_EQ(world.status(ann, net::Tick{}), Status::NotAllowed);
    EXPECT_EQ(world.status(ann, net::NotePlayer{ben.user, false}), Status::NotAllowed);
    EXPECT_EQ(world.by_server(net::NotePlayer{{4'711}, false}).outcome.status, Status::NotFound);
}

TEST_F(Games, who_is_gone_for_a_minute_can_be_claimed_from) {
    const net::MessageId game = begun(ann, ben);
    world.by_server(net::NotePlayer{ben.user, false});
    EXPECT_EQ(state(game), games::GameState::Paused);
    EXPECT_EQ(refusal(ann, act(game, net::GameAction::ClaimWin)), number(games::Refusal::ClaimTooEarly));
    world.now = world.now + seconds(60);
    EXPECT_EQ(world.status(ann, act(game, net::GameAction::ClaimWin)), Status::Done);
    EXPECT_EQ(state(game), games::GameState::Abandoned);
}

TEST_F(Games, a_restart_moves_deadlines_by_the_time_that_the_server_was_away) {
    const net::MessageId game = begun(ann, ben, {net::ClockMode::Total, {60'000}, {}});
    world.does(ann, move(game, 0));
    world.does(ben, move(game, 1));
    world.now = world.now + minutes(10);
    world.by_server(net::ServerStarted{});
    EXPECT_EQ(state(game), games::GameState::Paused);
    EXPECT_EQ(games::remaining_ms(record(game), games::Seat::Challenger, world.now.value), 59'000);
    for (const Person& each : {ann, ben})
        world.by_server(net::NotePlayer{each.user, true});
    EXPECT_EQ(state(game), games::GameState::Playing);
    EXPECT_EQ(world.status(ann, move(game, 2)), Status::Done);
}

// --- what ends games from outside

TEST_F(Games, who_leaves_the_room_or_is_put_out_of_it_loses) {
    const net::MessageId first = begun(ann, ben);
    world.does(ann, move(first, 0));
    world.does(ben, move(first, 1));
    EXPECT_EQ(world.status(ben, net::LeaveRoom{hall}), Status::Done);
    EXPECT_EQ(state(first), games::GameState::Abandoned);
    EXPECT_EQ(rating(ann)->wins, 1u);
    const net::MessageId second = begun(ann, eve);
    world.does(ann, net::KickUser{hall, eve.user, ""});
    EXPECT_EQ(state(second), games::GameState::Aborted) << "nobody loses before the second move";
}

TEST_F(Games, a_ban_from_the_server_ends_games_in_every_room) {
    world.crown(ann);
    const net::RoomId direct = world.direct(ben, eve);
    const net::MessageId game =
        world.does(ben, net::OfferGame{.room = direct, .opponent = eve.user, .kind = {1}}).outcome.message;
    world.does(ann, net::BanUser{net::lobby, eve.user, {}, "", false, {}});
    EXPECT_EQ(state(game), games::GameState::Cancelled);
}

TEST_F(Games, a_kick_from_the_server_is_an_absence_and_no_more) {
    world.crown(ann);
    const net::MessageId game = begun(eve, ben);
    world.does(ann, net::KickUser{net::lobby, ben.user, ""});
    EXPECT_EQ(state(game), games::GameState::Playing);
}

TEST_F(Games, deleting_the_card_gives_a_game_up_and_by_others_stops_it) {
    const auto target = [&](net::MessageId game, const Person& author) {
        const GameRow& row = *world.state().game(game);
        return net::MessageTarget{game, row.sequence, author.user, {row.record.offered_at_ms}, 0, true};
    };
    const net::MessageId own = begun(ben, eve);
    world.does(ben, move(own, 0));
    world.does(eve, move(own, 1));
    world.does(ben, net::DeleteMessage{hall, target(own, ben)});
    EXPECT_EQ(world.state().game(own), nullptr);
    EXPECT_EQ(rating(eve)->wins, 1u);
    const net::MessageId other = begun(ben, eve);
    world.does(ben, move(other, 0));
    world.does(eve, move(other, 1));
    world.does(ann, net::DeleteMessage{hall, target(other, ben)});
    EXPECT_EQ(world.state().game(other), nullptr);
    EXPECT_EQ(rating(eve)->wins, 1u) << "no result";
}

TEST_F(Games, the_card_of_a_game_cannot_be_edited) {
    const net::MessageId game = begun(ann, ben);
    const net::MessageTarget target{game, world.state().game(game)->sequence, ann.user, world.now, 0, true};
    EXPECT_EQ(world.status(ann, net::EditMessage{hall, target, "I won"}), Status::NotAllowed);
}

TEST_F(Games, a_purge_and_the_end_of_a_room_take_games_along_without_a_result) {
    begun(ann, ben);
    world.does(ann, net::PurgeMessages{hall, world.now});
    EXPECT_TRUE(world.state().games.empty());
    begun(ann, ben);
    world.does(ann, net::DissolveRoom{hall});
    EXPECT_TRUE(world.state().games.empty());
    EXPECT_TRUE(world.state().ratings.empty());
    EXPECT_FALSE(world.state().next_deadline());
}

TEST_F(Games, the_record_comes_back_whole_from_its_form_on_the_wire) {
    const net::MessageId game = begun(ann, ben, {net::ClockMode::Total, {60'000}, {1'000}});
    world.does(ann, move(game, 0));
    world.does(ben, act(game, net::GameAction::OfferDraw));
    world.does(ann, act(game, net::GameAction::AskTakeBack));
    world.by_server(net::NotePlayer{ben.user, false});
    const GameRow& row = *world.state().game(game);
    GameRow again = row;
    again.record = {};
    ASSERT_TRUE(take_record(again, record_of(row, {ann.user, ""}, {ben.user, ""})));
    EXPECT_EQ(again, row);
    net::GameRecord broken = record_of(row, {ann.user, ""}, {ben.user, ""});
    broken.moves.push_back(broken.moves.front());
    EXPECT_FALSE(take_record(again, broken));
}

}  // namespace
}  // namespace crosstalk::hub
