// Games against people in the window: they open by themselves, are played, closed and found again, go on after a cut, and are
// asked for in a dialog. The test is the server.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <string>

#include "games/referee.hpp"
#include "net/play/game_records.hpp"
#include "tests/panels/game_screen.hpp"
#include "ui/panels/quick_switcher.hpp"
#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {
namespace {

using model::alice;
using model::bob;
using model::me;

constexpr std::int64_t start_ms = 1'700'000'000'000;
const games::TimeControl quick{games::ClockMode::PerMove, 15'000, 0};

// The server's side of games between `x` (who challenged) and `o`, in the lobby, and one window that hears of them.
struct Arena : twin::GameScreen {
    explicit Arena(int width = 1280, int height = 800) : GameScreen(width, height) {
        stage.now.server_ms = start_ms;
    }
    void offer(games::TimeControl clock = {}, const net::UserRef& by = me, const net::UserRef& to = alice) {
        x = by;
        o = to;
        message = {1000 + ++place};
        previous = next = {};
        record = std::get<games::GameRecord>(games::offer({.clock = clock}, play::player_of(x.id),
                                                          play::player_of(o.id), stage.now.server_ms));
        net::MessagePosted posted;
        posted.id = message;
        posted.author = x;
        posted.game = card();
        sequence = {place};
        hear(model::happened(net::lobby, place, posted));
    }
    void begin(games::TimeControl clock = {}, const net::UserRef& by = me, const net::UserRef& to = alice) {
        offer(clock, by, to);
        act(o, games::Accept{}, net::GameStep::Accepted);
    }
    void act(const net::UserRef& who, const games::Action& action,
             net::GameStep step = net::GameStep::Moved) {
        const auto judged = games::judge(record, play::player_of(who.id), action, stage.now.server_ms);
        ASSERT_TRUE(std::holds_alternative<games::GameRecord>(judged))
            << games::explain(std::get<games::Refusal>(judged));
        record = std::get<games::GameRecord>(judged);
        tell(step, who);
    }
    void move(int cell) {
        const net::UserRef& who = games::to_move(record) == games::Seat::Challenger ? x : o;
        act(who, games::MakeMove{record.next_number, {static_cast<std::uint8_t>(cell)}});
    }
    void happen(const games::Event& event, net::GameStep step) {
        record = games::happen(record, event, stage.now.server_ms);
        tell(step, {});
    }
    void tell(net::GameStep step, const net::UserRef& by) {
        hear(model::happened(net::lobby, ++place, net::GameChanged{message, sequence, step, by, card()}));
    }
    // The second press for a rematch: its card comes first, then that of the game before.
    void agree_to_rematch(const net::UserRef& who) {
        const auto agreed = std::get<games::GameRecord>(
            games::judge(record, play::player_of(who.id), games::OfferRematch{}, stage.now.server_ms));
        const games::GameRecord rematch = games::rematch_of(agreed, stage.now.server_ms);
        const net::MessageId before = message;
        net::MessagePosted posted;
        posted.id = {1000 + ++place};
        posted.author = who;
        posted.game = play::card_of(rematch, {.challenger = x, .challenged = o, .previous = before});
        const net::Sequence at{place};
        hear(model::happened(net::lobby, place, posted));
        next = posted.id;
        record = agreed;
        tell(net::GameStep::RematchAgreed, who);
        message = posted.id;
        sequence = at;
        previous = before;
        next = {};
        record = rematch;
    }
    net::Game card() const {
        return play::card_of(record, {.challenger = x, .challenged = o, .previous = previous, .next = next});
    }
    net::GameRecord whole() const {
        return play::record_of(record,
                               {.challenger = x, .challenged = o, .previous = previous, .next = next});
    }
    void close_window() {
        const WrittenText* title = stage.screen.find("Tic Tac Toe");
        ASSERT_NE(title, nullptr);
        const float right = static_cast<float>(stage.screen.width()) - 10;
        stage.screen.click(right - 24 - 16, title->at.y + 8, [&] { settle(2); });
        settle();
    }
    // All that was performed and failed is answered by its name.
    std::string newest_ref() const {
        const auto* perform = stage.last_sent<model::Perform>();
        return perform == nullptr ? std::string() : perform->ref;
    }
    std::size_t heard(Sound sound) const {
        return static_cast<std::size_t>(std::ranges::count_if(stage.asked, [&](const AppCommand& each) {
            const auto* play = std::get_if<PlaySound>(&each);
            return play != nullptr && play->sound == sound;
        }));
    }

    net::UserRef x = me;
    net::UserRef o = alice;
    games::GameRecord record;
    net::MessageId message;
    net::MessageId previous;
    net::MessageId next;
    net::Sequence sequence;
    std::uint64_t place = 3;  // of the lobby's newest event
};

TEST(LiveGames, one_that_is_accepted_opens_by_itself_and_its_moves_go_to_the_server) {
    Arena arena;
    arena.offer();
    EXPECT_FALSE(arena.says("Your turn"));
    arena.act(alice, games::Accept{}, net::GameStep::Accepted);
    EXPECT_TRUE(arena.says("Your turn"));
    EXPECT_EQ(arena.heard(Sound::Challenge), 1U);
    arena.digit(5);
    const auto* move = arena.stage.last_performed<net::MakeMove>();
    ASSERT_NE(move, nullptr);
    EXPECT_EQ(*move, (net::MakeMove{net::lobby, arena.message, 1, 4}));
    arena.digit(1);
    EXPECT_EQ(arena.stage.last_performed<net::MakeMove>()->cell, 4) << "one move at a time";
    arena.move(4);
    EXPECT_TRUE(arena.says("alice is thinking"));
    arena.move(0);
    EXPECT_TRUE(arena.says("Move 3. alice took cell 1."));
}

TEST(LiveGames, that_of_others_opens_only_when_it_is_asked_for_and_takes_nothing) {
    Arena arena;
    arena.begin({}, alice, bob);
    EXPECT_FALSE(arena.says("alice is thinking"));
    arena.wish(OpenGame{arena.message});
    EXPECT_TRUE(arena.says("alice is thinking"));
    arena.digit(5);
    EXPECT_EQ(arena.stage.last_performed<net::MakeMove>(), nullptr);
    EXPECT_FALSE(arena.says("Resign"));
    EXPECT_FALSE(arena.says("Abort"));
}

TEST(LiveGames, who_is_writing_keeps_the_keyboard_when_a_game_begins) {
    Arena arena;
    arena.stage.screen.type("at ");
    arena.settle();
    arena.begin();
    EXPECT_TRUE(arena.says("Your turn")) << "it stands in front all the same";
    arena.stage.screen.type("5");
    arena.digit(5);
    EXPECT_EQ(arena.stage.last_performed<net::MakeMove>(), nullptr);
    arena.key(ImGuiKey_T, ImGuiMod_Ctrl | ImGuiMod_Shift);
    arena.digit(5);
    EXPECT_NE(arena.stage.last_performed<net::MakeMove>(), nullptr);
}

TEST(LiveGames, one_that_begins_under_a_dialog_stays_below_it_and_gets_the_keyboard_afterwards) {
    Arena arena;
    arena.wish(OpenChallenge{net::lobby, bob});
    arena.begin();
    EXPECT_TRUE(arena.says("Your turn"));
    arena.digit(5);
    EXPECT_EQ(arena.stage.last_performed<net::MakeMove>(), nullptr);
    // Where the window of the game is, too.
    arena.press("Challenge");
    ASSERT_NE(arena.stage.last_performed<net::OfferGame>(), nullptr);
    arena.hear(model::Acknowledged{arena.newest_ref(), {.room = net::lobby}});
    arena.digit(5);
    EXPECT_NE(arena.stage.last_performed<net::MakeMove>(), nullptr);
}

TEST(LiveGames, where_one_pane_has_room_a_game_waits_until_what_is_written_is_sent) {
    Arena arena(480, 800);
    arena.stage.screen.type("at ");
    arena.settle();
    arena.begin();
    EXPECT_FALSE(arena.says("You play"));
    arena.key(ImGuiKey_Enter);
    EXPECT_TRUE(arena.says("You play"));
}

TEST(LiveGames, a_refused_move_is_taken_back_with_the_reason) {
    Arena arena;
    arena.begin();
    arena.digit(5);
    const std::string ref = arena.newest_ref();
    arena.hear(model::Failed{ref, net::Status::AgainstRules, "This cell is taken. Choose an empty one."});
    EXPECT_TRUE(arena.says("This cell is taken."));
    arena.digit(1);
    EXPECT_EQ(arena.stage.last_performed<net::MakeMove>()->cell, 0) << "another one can be tried";
}

TEST(LiveGames, resigning_asks_once_and_tells_the_server) {
    Arena arena;
    arena.begin();
    arena.move(4);
    arena.move(0);
    arena.press("Resign");
    EXPECT_EQ(arena.stage.last_performed<net::ActInGame>(), nullptr);
    arena.press("Resign");
    const auto* act = arena.stage.last_performed<net::ActInGame>();
    ASSERT_NE(act, nullptr);
    EXPECT_EQ(act->action, net::GameAction::Resign);
    arena.act(me, games::Resign{}, net::GameStep::Resigned);
    EXPECT_TRUE(arena.says("alice wins"));
    EXPECT_TRUE(arena.says("You resigned."));
    EXPECT_EQ(arena.heard(Sound::Lose), 1U);
}

TEST(LiveGames, a_rematch_goes_on_in_the_same_window) {
    Arena arena;
    arena.begin();
    for (const int cell : {0, 3, 1, 4, 2})
        arena.move(cell);
    EXPECT_TRUE(arena.says("You win"));
    arena.press("Rematch");
    EXPECT_EQ(arena.stage.last_performed<net::ActInGame>()->action, net::GameAction::OfferRematch);
    arena.act(me, games::OfferRematch{}, net::GameStep::RematchOffered);
    EXPECT_TRUE(arena.says("You want a rematch. alice has 60 seconds to answer."));
    arena.agree_to_rematch(alice);
    EXPECT_FALSE(arena.says("You win"));
    EXPECT_TRUE(arena.says("alice is thinking")) << "sides have changed";
    EXPECT_TRUE(arena.says("1 : 0"));
    arena.move(4);
    EXPECT_TRUE(arena.says("Your turn"));
}

TEST(LiveGames, the_server_is_told_who_looks_at_a_game_of_others_for_as_long_as_its_window_is_open) {
    Arena arena;
    arena.begin({}, alice, bob);
    EXPECT_EQ(arena.stage.last_sent<model::Spectate>(), nullptr);
    arena.wish(OpenGame{arena.message});
    const auto* told = arena.stage.last_sent<model::Spectate>();
    ASSERT_NE(told, nullptr);
    EXPECT_EQ(told->room, net::lobby);
    EXPECT_EQ(told->game, arena.message);
    EXPECT_TRUE(told->looks);
    arena.hear(model::SpectatorsSeen{{net::lobby, arena.message, 2, {me, bob}}});
    EXPECT_TRUE(arena.says("2 watching"));
    for (const int cell : {0, 3, 1, 4, 2})
        arena.move(cell);
    EXPECT_TRUE(arena.stage.last_sent<model::Spectate>()->looks) << "there may be a rematch";
    arena.act(alice, games::OfferRematch{}, net::GameStep::RematchOffered);
    arena.agree_to_rematch(bob);
    EXPECT_TRUE(arena.stage.last_sent<model::Spectate>()->looks);
    EXPECT_EQ(arena.stage.last_sent<model::Spectate>()->game, arena.message);
    EXPECT_FALSE(arena.says("2 watching")) << "that was the game before";
    arena.close_window();
    EXPECT_FALSE(arena.stage.last_sent<model::Spectate>()->looks);
}

TEST(LiveGames, who_plays_sees_how_many_watch_and_is_no_spectator) {
    Arena arena;
    arena.begin();
    EXPECT_EQ(arena.stage.last_sent<model::Spectate>(), nullptr);
    arena.hear(model::SpectatorsSeen{{net::lobby, arena.message, 1, {bob}}});
    EXPECT_TRUE(arena.says("1 watching"));
    arena.hear(model::SpectatorsSeen{{net::lobby, arena.message, 0, {}}});
    EXPECT_FALSE(arena.says("1 watching"));
}

TEST(LiveGames, who_watches_follows_into_the_rematch) {
    Arena arena;
    arena.begin({}, alice, bob);
    arena.wish(OpenGame{arena.message});
    for (const int cell : {0, 3, 1, 4, 2})
        arena.move(cell);
    EXPECT_TRUE(arena.says("alice wins"));
    arena.act(alice, games::OfferRematch{}, net::GameStep::RematchOffered);
    arena.agree_to_rematch(bob);
    EXPECT_TRUE(arena.says("bob is thinking"));
}

TEST(LiveGames, closed_ones_go_on_and_come_back) {
    Arena arena;
    arena.begin();
    arena.move(4);
    arena.close_window();
    EXPECT_FALSE(arena.says("alice is thinking"));
    EXPECT_TRUE(arena.says("The game goes on"));
    arena.move(0);
    arena.key(ImGuiKey_T, ImGuiMod_Ctrl | ImGuiMod_Shift);
    EXPECT_TRUE(arena.says("Move 3. alice took cell 1."));
    arena.close_window();
    arena.wish(OpenGame{arena.message});
    EXPECT_TRUE(arena.says("Your turn"));
}

TEST(LiveGames, those_that_run_are_asked_for_and_found_after_each_login) {
    Arena arena;
    arena.hear(model::Online{.me = me, .server = {.name = "Attic LAN"}, .limits = {}, .at = {}});
    const auto* ask = arena.stage.last_sent<model::Ask>();
    ASSERT_NE(ask, nullptr);
    const auto* asked = std::get_if<net::Games>(&ask->question);
    ASSERT_NE(asked, nullptr);
    EXPECT_EQ(*asked, (net::Games{.room = {}, .player = me.id}));
    Arena server;  // where it is played meanwhile
    server.begin();
    server.move(4);
    server.move(0);
    net::GamesPage page{.player = me.id};
    page.games.push_back({net::lobby, {1003}, {3}, server.card()});
    arena.hear(model::Answered{ask->ref, ask->question, page});
    EXPECT_TRUE(arena.says("Your turn"));
    const auto* detail = arena.stage.last_sent<model::Ask>();
    ASSERT_NE(std::get_if<net::GameDetail>(&detail->question), nullptr) << "for the times of its moves";
    EXPECT_EQ(std::get<net::GameDetail>(detail->question), (net::GameDetail{net::lobby, {1003}}));
}

TEST(LiveGames, what_was_missed_during_a_cut_is_asked_for) {
    Arena arena;
    arena.begin();
    arena.move(4);
    EXPECT_EQ(arena.stage.last_sent<model::Ask>(), nullptr) << "everything is known";
    arena.hear(model::Online{.me = me, .server = {.name = "Attic LAN"}, .limits = {}, .at = {}});
    arena.hear(model::RoomsListed{{model::mine(net::lobby, "lobby")}, {}});
    const auto is_about_it = [&](const model::LinkCommand& each) {
        const auto* ask = std::get_if<model::Ask>(&each);
        return ask != nullptr && std::holds_alternative<net::GameDetail>(ask->question);
    };
    EXPECT_EQ(std::ranges::count_if(arena.stage.sent, is_about_it), 1);
}

TEST(LiveGames, another_ones_list_of_games_opens_nothing) {
    Arena arena;
    Arena server;
    server.begin();
    net::GamesPage page{.player = me.id};
    page.games.push_back({net::lobby, {1003}, {3}, server.card()});
    arena.hear(model::Answered{"somebody", net::Games{}, page});
    EXPECT_FALSE(arena.says("You play"));
}

TEST(LiveGames, one_that_is_over_is_fetched_and_looked_back_on_with_the_times_of_its_moves) {
    Arena server;
    server.begin();
    for (const int cell : {0, 3, 1, 4, 2}) {
        server.stage.now.server_ms += 12'000;
        server.move(cell);
    }
    Arena arena;
    arena.wish(OpenGame{{1003}, net::lobby});
    EXPECT_TRUE(arena.says("Looking for the game"));
    const auto* ask = arena.stage.last_sent<model::Ask>();
    ASSERT_NE(ask, nullptr);
    arena.hear(
        model::Answered{ask->ref, ask->question, net::GameFound{net::lobby, {1003}, {3}, server.whole()}});
    EXPECT_TRUE(arena.says("You win"));
    arena.key(ImGuiKey_PageUp);
    EXPECT_TRUE(arena.says("After move 4 of 5, which took 12 seconds."));
    arena.press("Copy moves");
    ASSERT_NE(arena.last_asked<CopyText>(), nullptr);
    EXPECT_NE(arena.last_asked<CopyText>()->text.find("me (X) against alice (O)"), std::string::npos);
}

TEST(LiveGames, one_that_is_not_there_says_why) {
    Arena arena;
    arena.wish(OpenGame{{4711}, net::lobby});
    const auto* ask = arena.stage.last_sent<model::Ask>();
    ASSERT_NE(ask, nullptr);
    arena.hear(
        model::QuestionFailed{ask->ref, ask->question, net::ErrorCode::None, "There is no such game."});
    EXPECT_TRUE(arena.says("The game is not there"));
    EXPECT_TRUE(arena.says("There is no such game."));
}

TEST(LiveGames, ones_own_last_seconds_are_told_by_words_and_once_by_a_sound) {
    Arena arena;
    arena.begin(quick);
    EXPECT_EQ(arena.heard(Sound::Hurry), 0U);
    arena.stage.now.server_ms += 11'000;
    arena.settle();
    EXPECT_TRUE(arena.says("Your turn, 4 seconds left"));
    EXPECT_EQ(arena.heard(Sound::Hurry), 1U);
    arena.move(4);
    arena.stage.now.server_ms += 11'000;
    arena.settle();
    EXPECT_EQ(arena.heard(Sound::Hurry), 1U) << "those of the other are the other's";
}

TEST(LiveGames, of_who_is_gone_one_claims_the_game_after_a_minute) {
    Arena arena;
    arena.begin();
    arena.move(4);
    arena.move(0);
    arena.happen(games::PlayerLeft{play::player_of(alice.id)}, net::GameStep::PlayerLeft);
    EXPECT_TRUE(arena.says("alice is gone. You can claim the game in 60 seconds."));
    arena.press("Claim win");
    EXPECT_EQ(arena.stage.last_performed<net::ActInGame>(), nullptr);
    arena.stage.now.server_ms += 60'000;
    arena.settle();
    EXPECT_TRUE(arena.says("alice is gone. Claim a win or a draw, or wait."));
    arena.press("Claim win");
    ASSERT_NE(arena.stage.last_performed<net::ActInGame>(), nullptr);
    EXPECT_EQ(arena.stage.last_performed<net::ActInGame>()->action, net::GameAction::ClaimWin);
}

TEST(LiveGames, are_those_of_one_server) {
    Arena arena;
    arena.begin();
    net::ServerKeyHash other{};
    other.fill(9);
    arena.hear(model::Online{.me = me, .server = {.key = other, .name = "Cellar"}, .limits = {}, .at = {}});
    arena.hear(model::RoomsListed{{model::mine(net::lobby, "lobby")}, {}});
    EXPECT_FALSE(arena.says("Your turn"));
}

// --- the dialog

TEST(ChallengeDialog, challenges_a_person_in_the_room_by_enter_alone) {
    Arena arena;
    arena.wish(OpenChallenge{net::lobby, alice});
    EXPECT_TRUE(arena.says("Challenge to a game"));
    arena.key(ImGuiKey_Enter);
    const auto* offer = arena.stage.last_performed<net::OfferGame>();
    ASSERT_NE(offer, nullptr);
    EXPECT_EQ(offer->room, net::lobby);
    EXPECT_EQ(offer->opponent, alice.id);
    EXPECT_EQ(offer->kind, net::GameKind{1});
    arena.hear(model::Acknowledged{arena.newest_ref(), {.room = net::lobby}});
    EXPECT_FALSE(arena.says("Challenge to a game"));
}

TEST(ChallengeDialog, challenges_anyone_in_the_room_unless_somebody_is_chosen) {
    Arena arena;
    arena.wish(OpenChallenge{});
    EXPECT_TRUE(arena.says("Anyone in #lobby"));
    EXPECT_EQ(std::ranges::count(arena.stage.screen.writing(), "alina", &WrittenText::text), 1)
        << "only among the members: she is not here";
    arena.press("Challenge");
    ASSERT_NE(arena.stage.last_performed<net::OfferGame>(), nullptr);
    EXPECT_EQ(arena.stage.last_performed<net::OfferGame>()->opponent, net::UserId{});
    arena.hear(model::Acknowledged{arena.newest_ref(), {.room = net::lobby}});
    arena.wish(OpenChallenge{});
    arena.press("bob");
    arena.press("Challenge");
    EXPECT_EQ(arena.stage.last_performed<net::OfferGame>()->opponent, bob.id);
}

TEST(ChallengeDialog, makes_the_room_between_two_first_if_there_is_none) {
    Arena arena;
    arena.wish(OpenChallenge{{}, bob});
    arena.key(ImGuiKey_Enter);
    ASSERT_NE(arena.stage.last_performed<net::OpenDirect>(), nullptr);
    EXPECT_EQ(arena.stage.last_performed<net::OfferGame>(), nullptr);
    arena.hear(model::Acknowledged{arena.newest_ref(), {.room = net::RoomId{9000}}});
    const auto* offer = arena.stage.last_performed<net::OfferGame>();
    ASSERT_NE(offer, nullptr);
    EXPECT_EQ(offer->room, net::RoomId{9000});
    EXPECT_EQ(offer->opponent, bob.id);
}

TEST(ChallengeDialog, says_why_it_was_refused_and_keeps_what_was_chosen) {
    Arena arena;
    arena.wish(OpenChallenge{net::lobby, alice});
    arena.press("Gomoku");
    arena.press("Challenge");
    arena.hear(model::Failed{arena.newest_ref(), net::Status::TooMany, "You have too many challenges."});
    EXPECT_TRUE(arena.says("You have too many challenges."));
    arena.press("Challenge");
    EXPECT_EQ(arena.stage.last_performed<net::OfferGame>()->kind, play::kind_of(games::Kind::Gomoku));
}

TEST(PracticeDialog, is_begun_by_enter_wherever_the_keyboard_is_but_on_cancel) {
    Arena arena;
    arena.key(ImGuiKey_T, ImGuiMod_Ctrl);
    arena.key(ImGuiKey_Enter);
    EXPECT_TRUE(arena.says("Move 1. You play X."));
    Arena other;
    other.key(ImGuiKey_T, ImGuiMod_Ctrl);
    for (int count = 0; count < 40; ++count) {
        other.key(ImGuiKey_Tab);
        const Box focused = focused_box();
        const WrittenText* cancel = other.stage.screen.find("Cancel");
        ASSERT_NE(cancel, nullptr);
        if (focused.contains({cancel->at.x + 2, cancel->at.y + 2})) break;
    }
    other.key(ImGuiKey_Enter);
    EXPECT_FALSE(other.says("Who begins"));
    EXPECT_FALSE(other.says("Move 1."));
}

TEST(Switcher, leads_to_games_of_ones_own_and_to_practice) {
    Arena arena;
    arena.begin();
    TextFolder folder;
    const auto found = destinations("tic tac", arena.stage.model, net::lobby, folder);
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().kind, Destination::Kind::Game);
    EXPECT_EQ(found.front().name, "Tic Tac Toe with alice");
    EXPECT_EQ(found.front().game, arena.message);
    const auto practice = destinations("practise", arena.stage.model, net::lobby, folder);
    ASSERT_FALSE(practice.empty());
    EXPECT_TRUE(std::ranges::any_of(
        practice, [](const Destination& each) { return each.kind == Destination::Kind::Practice; }));
}

}  // namespace
}  // namespace crosstalk::ui
