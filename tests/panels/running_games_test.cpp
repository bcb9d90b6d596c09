// Games of one's own that run, where they stand besides their cards: above the rooms, in the strip of a narrow window, in the
// status bar.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>
#include <string>

#include "tests/panels/game_screen.hpp"
#include "tests/ui/card_games.hpp"
#include "ui/panels/running_games.hpp"

namespace crosstalk::ui {
namespace {

using model::me;

constexpr std::int64_t start_ms = 1'700'000'000'000;
const games::TimeControl quick{games::ClockMode::PerMove, 15'000, 0};
const games::TimeControl slow{games::ClockMode::Total, 300'000, 0};

net::UserRef rival(std::uint64_t number) {
    return {net::UserId{100 + number}, "rival" + std::to_string(number)};
}
twin::CardTable with(std::uint64_t number) {
    return {me, rival(number), start_ms};
}
net::Game my_turn(std::uint64_t number, games::TimeControl clock = {}) {
    return with(number).card(with(number).begun(games::Kind::TicTacToe, clock));
}
net::Game their_turn(std::uint64_t number, games::TimeControl clock = {}) {
    return with(number).card(with(number).after(with(number).begun(games::Kind::TicTacToe, clock), {4}));
}

// A window that comes to a lobby where these games run already: none of their windows opens by itself.
struct Table : twin::GameScreen {
    explicit Table(std::vector<net::Game> games, int width = 1280, int height = 800)
        : GameScreen(width, height), last(3 + games.size()) {
        stage.now.server_ms = start_ms + 2'700;
        model::RoomSynced synced = model::synced(net::lobby, 0, 1, 3);
        for (net::Game& game : games) {
            net::Message message = model::message(synced.state.messages.size() + 1, "", game.challenger.user);
            message.game = std::move(game);
            synced.state.messages.push_back(std::move(message));
        }
        synced.state.room.room.head = {last};
        hear(synced);
    }
    void change(std::uint64_t index, const net::Game& game) {
        const net::Sequence at{4 + index};
        hear(model::happened(net::lobby, ++last,
                             net::GameChanged{.message = {1000 + at.value}, .sequence = at, .game = game}));
    }
    // Its card says the board's words too; only its window says who plays what.
    bool has_window() const { return says("You play X."); }
    const WrittenText* find(std::string_view words) const {
        const Writing& writing = stage.screen.writing();
        const auto found = std::ranges::find(writing, words, &WrittenText::text);
        return found == writing.end() ? nullptr : &*found;
    }
    bool asks_for_mine() const {
        const auto* ask = stage.last_sent<model::Ask>();
        const auto* question = ask == nullptr ? nullptr : std::get_if<net::Games>(&ask->question);
        return question != nullptr && question->player == me.id &&
               question->phase == net::GamePhase::Running && says("Everywhere");
    }
    Color color(Role role) const { return stage.screen.theme()[role]; }

    std::uint64_t last;  // event of the lobby
};

TEST(RunningGames, stand_above_the_rooms_and_say_whose_turn_it_is) {
    Table table({my_turn(1)});
    const WrittenText* row = table.find("You vs rival1");
    ASSERT_NE(row, nullptr);
    EXPECT_LT(row->at.x, 56 + 232);
    EXPECT_LT(row->at.y, table.find("Rooms")->at.y);
    ASSERT_NE(table.find("Your turn"), nullptr);
    EXPECT_EQ(table.find("Your turn")->color, table.color(Role::X));
    table.change(0, their_turn(1));
    EXPECT_EQ(table.find("Your turn"), nullptr);
    ASSERT_NE(table.find("rival1's turn"), nullptr);
    EXPECT_EQ(table.find("rival1's turn")->color, table.color(Role::TextSecondary));
    table.change(0, with(1).card(with(1).challenger(with(1).begun(), games::Abort{})));
    EXPECT_EQ(table.find("You vs rival1"), nullptr) << "it is over";
}

TEST(RunningGames, those_of_others_and_mere_offers_are_none) {
    const twin::CardTable others(rival(1), rival(2), start_ms);
    Table table({others.card(others.begun()), with(3).card(with(3).offered())});
    EXPECT_EQ(table.find("Games"), nullptr);
    EXPECT_FALSE(table.says("Playing"));
}

TEST(RunningGames, a_press_opens_the_window_which_gets_the_keyboard) {
    Table table({my_turn(1)});
    EXPECT_FALSE(table.has_window());
    table.press("You vs rival1");
    EXPECT_TRUE(table.has_window());
    table.digit(5);
    const auto* move = table.stage.last_performed<net::MakeMove>();
    ASSERT_NE(move, nullptr);
    EXPECT_EQ(move->game, net::MessageId{1004});
}

TEST(RunningGames, are_reached_and_opened_with_the_keyboard_alone) {
    Table table({my_turn(1)});
    // The rooms' column from above: its server, the switcher, the game.
    for (int pane = 0; pane < 3; ++pane)
        table.key(ImGuiKey_F6);
    table.key(ImGuiKey_Tab);
    table.key(ImGuiKey_Tab);
    table.key(ImGuiKey_Enter);
    EXPECT_TRUE(table.has_window());
}

TEST(RunningGames, tell_what_the_other_one_asks_and_that_he_is_gone) {
    const games::GameRecord played = with(1).after(with(1).begun(), {4, 0});
    Table table({with(1).card(with(1).challenged(played, games::OfferDraw{})),
                 with(2).card(games::happen(with(2).after(with(2).begun(), {4}),
                                            games::PlayerLeft{play::player_of(rival(2).id)}, start_ms))});
    EXPECT_NE(table.find("Your turn, draw offered"), nullptr);
    EXPECT_NE(table.find("rival2 is gone"), nullptr);
}

TEST(RunningGames, one_of_a_kind_that_is_not_known_says_so_and_opens) {
    net::Game newer = my_turn(1);
    newer.kind = {77};
    Table table({newer});
    EXPECT_NE(table.find("Update to play"), nullptr);
    EXPECT_NE(table.find("Playing rival1"), nullptr) << "nobody can say whose turn it is";
    table.press("You vs rival1");
    EXPECT_TRUE(table.says("Looking for") || table.says("does not know"));
}

TEST(RunningGames, ones_own_clock_counts_and_asks_for_a_frame_with_its_next_second_only) {
    Table table({my_turn(1, quick)});
    EXPECT_NE(table.find("0:12"), nullptr) << "as above the board";
    table.frame();
    EXPECT_FALSE(table.stage.screen.needs().another_frame);
    EXPECT_EQ(table.stage.screen.needs().wake_ms, 301);
    table.stage.now.server_ms += 301;
    table.frame();
    EXPECT_NE(table.find("0:11"), nullptr);
    EXPECT_EQ(table.stage.screen.needs().wake_ms, 1'000);
    table.stage.now.server_ms = start_ms + 11'000;
    table.frame();
    ASSERT_NE(table.find("4.0"), nullptr) << "the last seconds with tenths";
    EXPECT_EQ(table.find("4.0")->color, table.color(Role::Danger));
    EXPECT_EQ(table.stage.screen.needs().wake_ms, 100);
    table.stage.now.server_ms = start_ms + 15'000;
    table.frame();
    EXPECT_NE(table.find("0.0"), nullptr);
    EXPECT_FALSE(table.stage.screen.needs().wake_ms) << "the server says what comes of it";
    table.change(0, their_turn(1, quick));
    table.frame();
    EXPECT_NE(table.find("0:15"), nullptr);
    EXPECT_FALSE(table.stage.screen.needs().wake_ms) << "it stands still";
}

TEST(RunningGames, of_many_three_have_a_row_first_those_that_wait_and_the_rest_leads_to_the_list) {
    Table table({their_turn(1), their_turn(2), their_turn(3), my_turn(4), my_turn(5)});
    for (const char* shown : {"You vs rival1", "You vs rival4", "You vs rival5"})
        EXPECT_NE(table.find(shown), nullptr) << shown;
    EXPECT_EQ(table.find("You vs rival2"), nullptr);
    table.press("2 more games");
    EXPECT_TRUE(table.asks_for_mine());
}

TEST(RunningGames, what_waits_behind_the_rows_is_told_there) {
    Table table({my_turn(1), my_turn(2), my_turn(3), my_turn(4)});
    ASSERT_NE(table.find("1 more game, your turn"), nullptr);
    EXPECT_EQ(table.find("1 more game, your turn")->color, table.color(Role::X));
}

TEST(RunningGames, the_status_bar_says_whose_turn_it_is_and_opens_the_most_urgent) {
    Table table({my_turn(1)});
    ASSERT_NE(table.find("Your turn against rival1"), nullptr);
    EXPECT_EQ(table.find("Your turn against rival1")->color, table.color(Role::X));
    table.change(0, their_turn(1));
    EXPECT_NE(table.find("Playing rival1"), nullptr);
    table.press("Playing rival1");
    EXPECT_TRUE(table.says("rival1 is thinking"));
    Table many({my_turn(1, slow), my_turn(2, quick), their_turn(3)});
    many.press("Your turn in 2 games 0:12");
    EXPECT_TRUE(many.has_window());
    many.digit(5);
    ASSERT_NE(many.stage.last_performed<net::MakeMove>(), nullptr);
    EXPECT_EQ(many.stage.last_performed<net::MakeMove>()->game, net::MessageId{1005});
}

TEST(RunningGames, where_little_room_is_the_status_bar_says_less) {
    Table table({my_turn(1, quick)}, 480);
    EXPECT_EQ(table.find("Your turn against rival1 0:12"), nullptr);
    EXPECT_TRUE(table.stage.screen.drew_within());
}

TEST(RunningGames, where_one_pane_has_room_a_strip_below_the_head_leads_to_them) {
    Table table({my_turn(1, quick)}, 480);
    const WrittenText* strip = table.find("You vs rival1");
    ASSERT_NE(strip, nullptr);
    EXPECT_GT(strip->at.y, measure::conversation_header);
    EXPECT_LT(strip->at.y, measure::conversation_header + measure::game_strip);
    EXPECT_NE(table.find("Your turn, X"), nullptr);
    EXPECT_NE(table.find("0:12"), nullptr);
    EXPECT_EQ(table.stage.screen.needs().wake_ms, 301);
    EXPECT_EQ(table.find("+1"), nullptr);
    // Its button; the card in the conversation has one of that name, too.
    table.stage.screen.click(480 - 12 - 20, 48 + 26, [&] { table.settle(2); });
    table.settle();
    EXPECT_TRUE(table.has_window());
}

TEST(RunningGames, the_strip_is_of_the_most_urgent_game_and_leads_to_the_others) {
    Table table({their_turn(1), my_turn(2)}, 480);
    EXPECT_NE(table.find("You vs rival2"), nullptr);
    EXPECT_EQ(table.find("You vs rival1"), nullptr);
    table.press("+1");
    EXPECT_TRUE(table.asks_for_mine());
}

TEST(RunningGames, all_of_the_strip_can_be_pressed) {
    Table table({their_turn(1), my_turn(2)}, 480);
    table.press("Your turn, X");
    EXPECT_TRUE(table.has_window());
}

TEST(RunningGames, no_strip_stands_beside_the_rooms_and_none_without_a_game) {
    Table wide({my_turn(1)});
    EXPECT_EQ(wide.find("Your turn, X"), nullptr);
    Table none({}, 480);
    EXPECT_FALSE(none.says("You vs"));
}

}  // namespace
}  // namespace crosstalk::ui
