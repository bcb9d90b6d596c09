// A game against a person as its window sees it: what the server's cards become, and what one presses.
#include "ui/games/live_game.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <initializer_list>

#include "games/referee.hpp"
#include "net/play/game_records.hpp"

namespace crosstalk::ui {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

constexpr std::int64_t start_ms = 1'700'000'000'000;
constexpr net::RoomId den{2048};
constexpr net::MessageId card{77};
const net::UserRef me{net::UserId{10}, "harbor"};
const net::UserRef quartz{net::UserId{11}, "quartz"};
const net::UserRef tinsel{net::UserId{12}, "tinsel"};
const games::TimeControl quick{games::ClockMode::PerMove, 15'000, 0};

// The referee of a game of mine (X) against quartz, and the window that I have of it.
struct Table {
    explicit Table(games::TimeControl clock = {}, net::UserRef looks_on = me) : viewer(std::move(looks_on)) {
        const games::Terms terms{.clock = clock};
        record = std::get<games::GameRecord>(
            games::offer(terms, play::player_of(me.id), play::player_of(quartz.id), now));
        act(quartz, games::Accept{});
    }
    void act(const net::UserRef& who, const games::Action& action) {
        const auto judged = games::judge(record, play::player_of(who.id), action, now);
        ASSERT_TRUE(std::holds_alternative<games::GameRecord>(judged))
            << games::explain(std::get<games::Refusal>(judged));
        record = std::get<games::GameRecord>(judged);
        tell();
    }
    void play(std::initializer_list<int> cells) {
        for (const int cell : cells) {
            now += 2'000;
            const bool mine = games::to_move(record) == games::Seat::Challenger;
            act(mine ? me : quartz, games::MakeMove{record.next_number, {static_cast<std::uint8_t>(cell)}});
        }
    }
    void happen(const games::Event& event) {
        record = games::happen(record, event, now);
        tell();
    }
    void tell() {
        const net::GameRecord whole =
            play::record_of(record, {.challenger = me, .challenged = quartz, .next = next});
        known = {.room = den, .message = card, .sequence = {5}, .game = whole.game, .times = whole.moves};
        if (forgets_times) known.times.clear();
        live.learn(&known, viewer, contact);
    }
    GameView view() const { return live.view(now); }
    const DeedOffered* deed(GameDeed wanted) {
        shown = view();
        const auto found = std::ranges::find(shown.deeds, wanted, &DeedOffered::deed);
        return found == shown.deeds.end() ? nullptr : &*found;
    }
    void press_cell(int cell) {
        sent = live.press(PlayCell{{static_cast<std::uint8_t>(cell)}, view().next_number});
    }
    void press(GameDeed wanted) { sent = live.press(DoDeed{wanted}); }

    net::UserRef viewer;
    std::int64_t now = start_ms;
    games::GameRecord record;
    model::KnownGame known;
    net::MessageId next;
    Contact contact = Contact::Online;
    bool forgets_times = false;
    LiveGame live{GameId{1}, den, card};
    GameView shown;
    std::optional<net::Command> sent;
};

TEST(LiveGame, says_in_words_whose_turn_it_is_and_takes_moves_only_then) {
    Table table;
    EXPECT_EQ(table.view().headline, "Your turn");
    EXPECT_EQ(table.view().sentence, "Move 1. You play X.");
    EXPECT_TRUE(table.view().may_move);
    EXPECT_EQ(table.live.words(), "Tic Tac Toe with quartz: your turn");
    table.play({4});
    EXPECT_EQ(table.view().headline, "quartz is thinking");
    EXPECT_FALSE(table.view().may_move);
    EXPECT_EQ(table.live.words(), "Tic Tac Toe with quartz: quartz is to move");
}

TEST(LiveGame, a_move_is_sent_with_its_number_and_stands_as_a_ghost_until_the_game_has_changed) {
    Table table;
    table.press_cell(4);
    ASSERT_TRUE(table.sent);
    EXPECT_EQ(std::get<net::MakeMove>(*table.sent), (net::MakeMove{den, card, 1, 4}));
    EXPECT_EQ(table.view().pending, games::Cell{4});
    EXPECT_TRUE(table.view().moves.empty());
    table.press_cell(5);
    EXPECT_FALSE(table.sent) << "one after the other";
    table.play({4});
    EXPECT_FALSE(table.view().pending);
    EXPECT_THAT(table.view().moves, ElementsAre(games::Cell{4}));
}

TEST(LiveGame, what_the_referee_refuses_takes_the_ghost_back_and_says_why_until_something_changes) {
    Table table;
    table.press_cell(4);
    table.live.take_move_refusal("This cell is taken. Choose an empty one.");
    EXPECT_FALSE(table.view().pending);
    EXPECT_EQ(table.view().notice, "This cell is taken. Choose an empty one.");
    EXPECT_EQ(table.view().notice_tone, NoticeTone::Refused);
    EXPECT_TRUE(table.view().may_move);
    table.play({4});
    EXPECT_EQ(table.view().notice, "");
}

TEST(LiveGame, clocks_run_by_the_servers_time) {
    Table table(quick);
    EXPECT_TRUE(table.view().runs);
    table.now += 11'000;
    EXPECT_EQ(table.view().players[0].left_ms, 4'000);
    EXPECT_EQ(table.view().players[1].left_ms, 15'000);
    EXPECT_EQ(table.view().about, "15 seconds a move");
}

TEST(LiveGame, an_offered_draw_has_its_words_and_buttons_on_both_sides) {
    Table table;
    table.play({4, 0});
    table.act(quartz, games::OfferDraw{});
    EXPECT_EQ(table.view().notice, "quartz offers a draw.");
    ASSERT_NE(table.deed(GameDeed::AcceptDraw), nullptr);
    ASSERT_NE(table.deed(GameDeed::DeclineDraw), nullptr);
    table.press(GameDeed::AcceptDraw);
    EXPECT_EQ(std::get<net::ActInGame>(*table.sent).action, net::GameAction::OfferDraw);
    table.act(me, games::DeclineDraw{});
    EXPECT_EQ(table.view().notice, "");
    table.act(me, games::OfferDraw{});
    EXPECT_EQ(table.view().notice, "You offer a draw. It lapses with the next move.");
    EXPECT_FALSE(table.deed(GameDeed::OfferDraw)->disabled_reason.empty());
    table.act(quartz, games::DeclineDraw{});
    EXPECT_THAT(table.deed(GameDeed::OfferDraw)->disabled_reason, HasSubstr("after two more moves"));
}

TEST(LiveGame, a_move_is_taken_back_only_by_consent) {
    Table table;
    EXPECT_THAT(table.deed(GameDeed::TakeBack)->disabled_reason, HasSubstr("no move yet"));
    table.play({4, 0});
    table.act(quartz, games::AskTakeBack{});
    EXPECT_EQ(table.view().notice, "quartz asks to take the last move back.");
    ASSERT_NE(table.deed(GameDeed::AllowTakeBack), nullptr);
    ASSERT_NE(table.deed(GameDeed::DeclineTakeBack), nullptr);
    table.act(me, games::AllowTakeBack{});
    EXPECT_THAT(table.view().moves, ElementsAre(games::Cell{4}));
}

TEST(LiveGame, is_aborted_before_the_second_move_and_resigned_after_it) {
    Table table;
    table.play({4});
    EXPECT_NE(table.deed(GameDeed::Abort), nullptr);
    EXPECT_EQ(table.deed(GameDeed::Resign), nullptr);
    table.play({0});
    EXPECT_EQ(table.deed(GameDeed::Abort), nullptr);
    EXPECT_NE(table.deed(GameDeed::Resign), nullptr);
}

TEST(LiveGame, counts_until_one_can_claim_the_game_of_who_is_gone) {
    Table table(quick);
    table.play({4, 0});
    table.happen(games::PlayerLeft{play::player_of(quartz.id)});
    table.now += 18'500;
    EXPECT_EQ(table.view().notice, "quartz is gone. You can claim the game in 42 seconds.");
    EXPECT_EQ(table.view().words_change_in_ms, 500);
    EXPECT_FALSE(table.view().runs);
    EXPECT_THAT(table.view().sentence, HasSubstr("Paused."));
    EXPECT_EQ(table.deed(GameDeed::ClaimWin)->disabled_reason, "You can claim in 42 seconds.");
    table.now += 41'500;
    EXPECT_EQ(table.view().notice, "quartz is gone. Claim a win or a draw, or wait.");
    EXPECT_EQ(table.deed(GameDeed::ClaimWin)->disabled_reason, "");
    EXPECT_EQ(table.deed(GameDeed::ClaimDraw)->disabled_reason, "");
    table.press(GameDeed::ClaimWin);
    EXPECT_EQ(std::get<net::ActInGame>(*table.sent).action, net::GameAction::ClaimWin);
    table.happen(games::PlayerReturned{play::player_of(quartz.id)});
    EXPECT_EQ(table.view().notice, "");
    EXPECT_EQ(table.deed(GameDeed::ClaimWin), nullptr);
}

TEST(LiveGame, a_rematch_is_asked_for_answered_and_gone_on_with) {
    Table table;
    table.play({0, 3, 1, 4, 2});
    EXPECT_EQ(table.view().headline, "You win");
    EXPECT_EQ(table.view().players[0].wins, 1U);
    EXPECT_NE(table.deed(GameDeed::OtherTerms), nullptr);
    table.act(quartz, games::OfferRematch{});
    EXPECT_EQ(table.view().notice, "quartz wants a rematch. You would play O. 60 seconds to answer.");
    table.now += 20'000;
    EXPECT_THAT(table.view().notice, HasSubstr("40 seconds"));
    EXPECT_NE(table.deed(GameDeed::DeclineRematch), nullptr);
    table.press(GameDeed::Rematch);
    EXPECT_EQ(std::get<net::ActInGame>(*table.sent).action, net::GameAction::OfferRematch);
    EXPECT_FALSE(table.live.rematch());
    table.next = {78};
    table.act(me, games::OfferRematch{});
    EXPECT_EQ(table.live.rematch(), net::MessageId{78});
    table.live.go_on_with({78});
    EXPECT_EQ(table.live.message(), net::MessageId{78});
    EXPECT_FALSE(table.live.rematch());
    EXPECT_THAT(table.live.take_news(), ::testing::Contains(GameNews::Begun));
}

TEST(LiveGame, a_game_that_is_looked_back_on_does_not_jump_to_its_rematch) {
    Table table;
    table.play({0, 3, 1, 4, 2});
    table.next = {78};
    table.tell();
    Table later;
    later.live.learn(&table.known, me, Contact::Online);
    later.live = LiveGame(GameId{2}, den, card);
    later.live.learn(&table.known, me, Contact::Online);
    EXPECT_FALSE(later.live.rematch());
}

TEST(LiveGame, who_watches_sees_the_same_and_can_press_nothing) {
    Table table(quick, tinsel);
    table.play({4, 0});
    table.act(quartz, games::OfferDraw{});
    EXPECT_THAT(table.view().deeds, IsEmpty());
    EXPECT_FALSE(table.view().may_move);
    EXPECT_EQ(table.view().headline, "harbor is thinking");
    EXPECT_EQ(table.view().notice, "quartz offers a draw.");
    table.happen(games::PlayerLeft{play::player_of(quartz.id)});
    EXPECT_EQ(table.view().notice,
              "quartz offers a draw. quartz is gone. harbor may claim the game in 60 seconds.");
    EXPECT_THAT(table.live.take_news(), IsEmpty());
    EXPECT_EQ(table.live.words(), "Tic Tac Toe, harbor and quartz: harbor is to move");
}

TEST(LiveGame, nothing_is_pressed_twice_nor_without_a_connection) {
    Table table;
    table.play({4, 0});
    table.press(GameDeed::OfferDraw);
    table.live.wait_for_answer();
    EXPECT_FALSE(table.deed(GameDeed::Resign)->disabled_reason.empty());
    table.live.take_done();
    EXPECT_TRUE(table.deed(GameDeed::Resign)->disabled_reason.empty());
    table.contact = Contact::Offline;
    table.tell();
    EXPECT_FALSE(table.deed(GameDeed::Resign)->disabled_reason.empty());
    EXPECT_FALSE(table.view().may_move);
    EXPECT_THAT(table.view().notice, HasSubstr("no connection"));
}

TEST(LiveGame, news_are_told_once_each) {
    Table table;
    EXPECT_THAT(table.live.take_news(), IsEmpty()) << "it was begun before one looked";
    table.play({0});
    EXPECT_THAT(table.live.take_news(), ElementsAre(GameNews::Moved));
    table.tell();
    EXPECT_THAT(table.live.take_news(), IsEmpty());
    table.play({3, 1, 4, 2});
    EXPECT_THAT(table.live.take_news(),
                ElementsAre(GameNews::Moved, GameNews::Moved, GameNews::Moved, GameNews::Won));
    Table lost;
    lost.play({4, 0});
    lost.act(me, games::Resign{});
    EXPECT_EQ(lost.live.take_news().back(), GameNews::Lost);
}

TEST(LiveGame, how_long_moves_took_is_told_where_all_their_times_are_known) {
    Table table;
    table.play({4, 0, 8});
    EXPECT_THAT(table.view().move_ms, ElementsAre(0, 2'000, 2'000));
    table.forgets_times = true;
    table.tell();
    EXPECT_THAT(table.view().move_ms, IsEmpty());
    EXPECT_EQ(table.view().moves.size(), 3U);
}

TEST(LiveGame, of_a_newer_kind_asks_for_an_update_and_offers_nothing) {
    Table table;
    table.known.game.kind = {77};
    table.known.game.moves = {4, 200, 3};
    table.live.learn(&table.known, me, Contact::Online);
    const GameView view = table.view();
    EXPECT_EQ(view.headline, "Update to play");
    EXPECT_EQ(view.sentence, games::unknown_kind_text);
    EXPECT_FALSE(view.has_board);
    EXPECT_FALSE(view.may_move);
    EXPECT_THAT(view.deeds, IsEmpty());
    EXPECT_FALSE(table.live.is_my_turn());
    EXPECT_EQ(view.players[1].name, "quartz");
}

TEST(LiveGame, whose_moves_break_the_rules_is_shown_without_a_board) {
    Table table;
    table.known.game.moves = {4, 4};
    table.known.times.clear();
    table.live.learn(&table.known, me, Contact::Online);
    EXPECT_FALSE(table.view().has_board);
    EXPECT_EQ(table.view().headline, "Update to play");
    EXPECT_THAT(table.view().sentence, HasSubstr("do not fit the rules"));
    EXPECT_THAT(table.view().deeds, IsEmpty());
}

TEST(LiveGame, that_has_not_begun_says_so) {
    Table table;
    table.known.game.state = net::GameState::Offered;
    table.live.learn(&table.known, me, Contact::Online);
    EXPECT_EQ(table.view().headline, "Not begun yet");
    EXPECT_THAT(table.view().sentence, HasSubstr("harbor challenges quartz to Tic Tac Toe"));
    EXPECT_FALSE(table.view().may_move);
}

TEST(LiveGame, that_is_out_of_reach_stays_in_sight_and_takes_nothing) {
    Table table;
    table.play({4, 0});
    table.live.learn(nullptr, me, Contact::Online);
    EXPECT_EQ(table.view().moves.size(), 2U);
    EXPECT_THAT(table.view().notice, HasSubstr("out of reach"));
    EXPECT_THAT(table.view().deeds, IsEmpty());
    EXPECT_FALSE(table.live.is_my_turn());
    EXPECT_FALSE(table.live.is_running());
    table.tell();
    EXPECT_TRUE(table.live.is_my_turn());
}

TEST(LiveGame, of_which_nothing_is_known_says_why) {
    LiveGame live(GameId{1}, den, card);
    EXPECT_EQ(live.view(0).headline, "Looking for the game");
    live.tell_missing("It is gone.");
    EXPECT_EQ(live.view(0).headline, "The game is not there");
    EXPECT_EQ(live.view(0).sentence, "It is gone.");
}

}  // namespace
}  // namespace crosstalk::ui
