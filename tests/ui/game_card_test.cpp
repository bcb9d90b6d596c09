// Cards of games without drawing: what they say and offer to whom, and where their parts stand.
#include "ui/list/game_card.hpp"

#include <gtest/gtest.h>

#include "games/kinds.hpp"
#include "tests/ui/card_games.hpp"
#include "tests/ui/list_twins.hpp"
#include "ui/list/game_card_layout.hpp"
#include "ui/list/message_list.hpp"

namespace {

using namespace crosstalk;
using namespace crosstalk::ui;
using twin::CellMeasure;
using twin::Line;
using twin::Room;

const net::UserRef harbor{net::UserId{10}, "harbor"};
const net::UserRef quartz{net::UserId{11}, "quartz"};
const net::UserRef tinsel{net::UserId{12}, "tinsel"};

const std::vector<twin::CardGame>& all_games() {
    static const std::vector<twin::CardGame> list = twin::card_games(harbor, quartz, tinsel, 100'000);
    return list;
}
const net::Game& game(const std::string& name) {
    return twin::card_game(all_games(), name);
}
GameCard card(const std::string& name, const net::UserRef& me = harbor) {
    return card_of(game(name), me.id);
}
std::vector<CardDeed> deeds(const GameCard& card) {
    std::vector<CardDeed> list;
    for (const CardButton& button : card.buttons)
        list.push_back(button.deed);
    return list;
}
using Deeds = std::vector<CardDeed>;

TEST(GameCard, a_challenge_says_who_challenges_whom_to_what_and_who_begins) {
    const GameCard mine = card("offered");
    EXPECT_EQ(mine.deed, "challenges you");
    EXPECT_EQ(title_in_words(mine), "Tic Tac Toe, 15 s a move");
    EXPECT_EQ(mine.line, "You play O, quartz begins.");
    EXPECT_EQ(deeds(mine), (Deeds{CardDeed::Accept, CardDeed::Decline}));
    EXPECT_EQ(mine.ends_at, net::Timestamp{160'000});
    const GameCard seen = card("offered", tinsel);
    EXPECT_EQ(seen.deed, "challenges harbor");
    EXPECT_EQ(seen.line, "quartz begins.");
    EXPECT_EQ(deeds(seen), Deeds{CardDeed::Watch});
    EXPECT_TRUE(seen.ends_at);
}

TEST(GameCard, who_sent_a_challenge_can_take_it_back) {
    const GameCard sent = card("sent");
    EXPECT_EQ(sent.deed, "challenges quartz");
    EXPECT_EQ(sent.line, "Waiting for quartz. Chance says who begins.");
    EXPECT_EQ(deeds(sent), Deeds{CardDeed::Cancel});
    const GameCard open = card("open", quartz);
    EXPECT_EQ(open.deed, "challenges anyone");
    EXPECT_EQ(open.line, "Anyone here may accept. You play O, whoever accepts begins.");
    EXPECT_EQ(deeds(open), Deeds{CardDeed::Cancel});
}

TEST(GameCard, an_open_challenge_can_be_accepted_by_anybody_else) {
    const GameCard open = card("open");
    EXPECT_EQ(open.line, "You play X and begin.");
    EXPECT_EQ(deeds(open), Deeds{CardDeed::Accept});
}

TEST(GameCard, what_never_began_says_why_and_offers_nothing) {
    EXPECT_EQ(card("declined").line, "quartz declined: busy now.");
    EXPECT_EQ(card("declined", quartz).line, "You declined: busy now.");
    EXPECT_EQ(card("cancelled").line, "The challenge was taken back.");
    EXPECT_EQ(card("expired").line, "Nobody answered in time.");
    for (const char* name : {"declined", "cancelled", "expired"}) {
        EXPECT_TRUE(card(name).buttons.empty()) << name;
        EXPECT_FALSE(card(name).ends_at) << name;
        EXPECT_TRUE(card(name).deed.starts_with("challenged ")) << name;
    }
}

TEST(GameCard, a_game_says_whose_turn_it_is_and_by_which_move) {
    const GameCard mine = card("my-turn");
    EXPECT_EQ(title_in_words(mine), "quartz (X) vs harbor (O)");
    EXPECT_EQ(mine.line, "Your turn, move 4");
    EXPECT_EQ(deeds(mine), Deeds{CardDeed::Open});
    EXPECT_EQ(card("their-turn").line, "X to move, move 3");
    const GameCard watched = card("watched");
    EXPECT_EQ(watched.line, "X to move, move 5");
    EXPECT_EQ(deeds(watched), Deeds{CardDeed::Watch});
    EXPECT_EQ(card("paused").line, "Your turn, move 2, quartz is gone");
    EXPECT_EQ(card("draw-offered").line, "Your turn, move 2, quartz offers a draw");
}

TEST(GameCard, a_result_names_the_winner_first_and_how_it_came) {
    const GameCard won = card("won");
    EXPECT_EQ(title_in_words(won), "You win against quartz");
    EXPECT_EQ(won.line, "After 6 moves.");
    EXPECT_EQ(deeds(won), (Deeds{CardDeed::Rematch, CardDeed::Replay}));
    EXPECT_EQ(title_in_words(card("won", quartz)), "harbor wins against you");
    EXPECT_EQ(deeds(card("won", tinsel)), Deeds{CardDeed::Replay}) << "who watched has no rematch";
    EXPECT_EQ(title_in_words(card("lost-on-time")), "quartz wins against you");
    EXPECT_EQ(card("lost-on-time").line, "Your time was up.");
    EXPECT_EQ(card("resigned").line, "tinsel resigned after 2 moves.");
    EXPECT_EQ(title_in_words(card("drawn")), "quartz drew with tinsel");
    EXPECT_EQ(card("drawn").line, "The board is full, 9 moves.");
    EXPECT_EQ(card("aborted").line, "Aborted: it does not count.");
}

TEST(GameCard, the_series_stands_in_the_order_of_the_names) {
    net::Game later = game("won");
    later.challenger_wins = 1;
    later.challenged_wins = 3;
    later.draws = 2;
    EXPECT_EQ(card_of(later, harbor.id).line, "After 6 moves. Series 3 : 1, 2 drawn.");
}

TEST(GameCard, a_rematch_is_asked_for_answered_and_leads_on) {
    const GameCard asked = card("rematch-asked");
    EXPECT_EQ(asked.line, "quartz wants a rematch.");
    EXPECT_EQ(deeds(asked), (Deeds{CardDeed::Rematch, CardDeed::DeclineRematch}));
    EXPECT_TRUE(asked.ends_at);
    EXPECT_EQ(deeds(card("rematch-sent")), Deeds{CardDeed::DeclineRematch});
    EXPECT_EQ(deeds(card("rematch-agreed")), (Deeds{CardDeed::NextGame, CardDeed::Replay}));
    EXPECT_TRUE(deeds(card("rematch-asked", tinsel)).empty());
}

TEST(GameCard, a_kind_that_is_not_known_says_so_and_has_no_buttons) {
    const GameCard newer = card("newer");
    EXPECT_EQ(newer.line, games::unknown_kind_text);
    EXPECT_TRUE(newer.buttons.empty());
    EXPECT_EQ(game_in_words(game("newer")), games::unknown_kind_text);
    EXPECT_EQ(game_in_a_line(game("newer"), harbor.id), "challenges you to a game");
}

TEST(GameCard, one_line_and_the_copied_words_name_the_game) {
    EXPECT_EQ(game_in_a_line(game("offered"), harbor.id), "challenges you to Tic Tac Toe");
    EXPECT_EQ(game_in_a_line(game("offered"), tinsel.id), "challenges harbor to Tic Tac Toe");
    EXPECT_EQ(game_in_a_line(game("declined"), tinsel.id), "challenged quartz to Tic Tac Toe");
    EXPECT_EQ(game_in_words(game("offered")), "quartz challenges harbor to Tic Tac Toe, 15 seconds a move.");
    EXPECT_EQ(game_in_words(game("watched")), "Tic Tac Toe: quartz (X) to move, move 5.");
    EXPECT_EQ(game_in_words(game("won")), "Tic Tac Toe: harbor (O) won.");
}

TEST(GameCard, a_countdown_counts_seconds_that_have_begun_and_ends_at_none) {
    EXPECT_EQ(countdown_text(60'000), "1:00");
    EXPECT_EQ(countdown_text(41'001), "0:42");
    EXPECT_EQ(countdown_text(1), "0:01");
    EXPECT_EQ(countdown_text(0), "0:00");
    EXPECT_EQ(countdown_text(-5'000), "0:00");
}

TEST(GameCard, clocks_are_short) {
    EXPECT_EQ(clock_in_short({}), "no clock");
    EXPECT_EQ(clock_in_short({games::ClockMode::PerMove, 10'000, 0}), "10 s a move");
    EXPECT_EQ(clock_in_short({games::ClockMode::Total, 180'000, 2'000}), "3 min + 2 s");
    EXPECT_EQ(clock_in_short({games::ClockMode::Total, 30'000, 0}), "30 s");
}

// --- places

TEST(GameCardLayout, every_state_of_a_game_has_the_same_size) {
    for (const float scale : {0.75F, 1.0F, 1.5F, 3.0F}) {
        const Theme theme = make_theme({.scale = scale});
        const CellMeasure measure(scale);
        for (const int column : {68, 130, 250, 359, 360, 396, 440, 760}) {
            const int width = theme.pixels(static_cast<float>(column));
            for (const auto& [name, each] : all_games()) {
                const GameCardLayout places =
                    lay_out_game_card(card_of(each, harbor.id), theme, measure, width);
                EXPECT_EQ(places.height, game_card_height(theme, width)) << name << column;
                EXPECT_EQ(places.width, game_card_width(theme, width)) << name << column;
            }
        }
    }
    EXPECT_EQ(game_card_height(make_theme({}), 440), 106);
}

TEST(GameCardLayout, nothing_stands_outside_its_card_or_on_another_part) {
    for (const float scale : {0.75F, 1.0F, 2.0F}) {
        const Theme theme = make_theme({.scale = scale});
        const CellMeasure measure(scale);
        for (const int column : {130, 200, 300, 360, 396, 440, 760}) {
            const int width = theme.pixels(static_cast<float>(column));
            for (const auto& [name, each] : all_games()) {
                const GameCardLayout places =
                    lay_out_game_card(card_of(each, harbor.id), theme, measure, width);
                std::vector<CardPlace> parts = places.buttons;
                parts.push_back(places.title);
                parts.push_back(places.line);
                for (const CardPlace& place : {places.countdown, places.note, places.board_at}) {
                    if (place.width > 0) parts.push_back(place);
                }
                for (std::size_t one = 0; one < parts.size(); ++one) {
                    const CardPlace& a = parts[one];
                    EXPECT_GE(a.left, 0) << name << column;
                    EXPECT_LE(a.left + a.width, places.width) << name << " " << column << " part " << one;
                    EXPECT_LE(a.top + a.height, places.height) << name << " " << column << " part " << one;
                    for (std::size_t two = one + 1; two < parts.size(); ++two) {
                        const CardPlace& b = parts[two];
                        const bool apart = a.left + a.width <= b.left || b.left + b.width <= a.left ||
                                           a.top + a.height <= b.top || b.top + b.height <= a.top;
                        EXPECT_TRUE(apart) << name << " " << column << " parts " << one << " and " << two;
                    }
                }
            }
        }
    }
}

TEST(GameCardLayout, small_boards_of_every_kind_fit_into_their_square) {
    for (const games::KindRow& row : games::kind_rows()) {
        for (const float scale : {0.75F, 1.0F, 1.25F, 3.0F}) {
            for (const int side : {44, 78}) {
                const int pixels = static_cast<int>(static_cast<float>(side) * scale);
                const BoardLayout board = lay_out_small_board(row.kind, pixels, scale);
                EXPECT_LE(board.width, static_cast<float>(pixels)) << row.title << scale;
                EXPECT_GE(board.cell, 2) << row.title << scale;
                const BoardSquare last =
                    board.square({static_cast<std::uint8_t>(row.rows * row.columns - 1)});
                EXPECT_FLOAT_EQ(last.left + last.side, board.width) << row.title;
            }
        }
    }
    EXPECT_EQ(lay_out_small_board(games::Kind{77}, 78, 1).rows, 0);
    const BoardLayout board = lay_out_small_board(games::Kind::TicTacToe, 78, 1);
    EXPECT_EQ(board.cell, 24) << "as the look asks for it";
    EXPECT_EQ(board.gap, 3);
}

// --- in the list

struct Listed {
    Theme theme = make_theme({});
    CellMeasure measure;
    FixedZone zone{0};
    Room room;
    MessageList list;

    ListFrame frame(int width = 692) {
        return {.theme = theme, .measure = measure, .zone = zone, .width = width, .height = 900};
    }
    void add(const net::Game* game, std::string text = "") {
        Line line{.id = room.fresh_id(), .text = std::move(text)};
        line.game = game;
        room.append(std::move(line));
    }
};

TEST(GameInTheList, has_a_header_of_its_own_and_holds_its_height_while_the_game_goes_on) {
    Listed listed;
    listed.add(nullptr, "before");
    listed.add(&game("offered"));
    listed.add(nullptr, "behind");
    listed.list.update(listed.room, listed.frame());
    const int before = listed.list.lines()[1].layout->height;
    EXPECT_GE(listed.list.lines()[1].layout->header_top, 0);
    EXPECT_GE(listed.list.lines()[1].layout->game_top, 0);
    for (const auto& [name, each] : all_games()) {
        listed.room.line(1).game = &each;
        listed.room.edit(1, "");
        listed.list.update(listed.room, listed.frame());
        EXPECT_EQ(listed.list.lines()[1].layout->height, before) << name;
    }
}

TEST(GameInTheList, is_copied_in_words) {
    Listed listed;
    listed.add(nullptr, "before");
    listed.add(&game("won"));
    listed.list.update(listed.room, listed.frame());
    listed.list.select_all();
    EXPECT_EQ(listed.list.copy_selection(listed.room, listed.frame()),
              "[00:00] quartz: before\n[00:00] quartz: Tic Tac Toe: harbor (O) won.");
}

}  // namespace
