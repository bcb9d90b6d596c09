// What is done from a notice of a game at once: by the pointer on its card at the corner, by the keyboard in the list.
#include <gtest/gtest.h>
#include <imgui.h>

#include <string>

#include "tests/panels/game_screen.hpp"
#include "tests/ui/card_games.hpp"

namespace crosstalk::ui {
namespace {

constexpr std::int64_t begun_ms = 1'700'000'000'000;
constexpr net::MessageId posted_game{1002};

// Somebody in the lobby, and a game in the den, which is out of sight.
struct Corner : twin::GameScreen {
    std::vector<twin::CardGame> games = twin::card_games(model::me, model::alice, model::bob, begun_ms);
    std::uint64_t last = 2;

    Corner() : GameScreen(1280, 800) {
        stage.now.server_ms = begun_ms + 1'000;
        stage.preferences.learn({});
    }
    explicit Corner(const std::string& challenge) : Corner() {
        hear(model::synced(model::den, 0, 1, 1));
        net::MessagePosted fact;
        fact.id = posted_game;
        fact.author = model::alice;
        fact.game = twin::card_game(games, challenge);
        fact.mentions = {model::me.id};
        hear(model::happened(model::den, 2, fact));
    }
    // Was there before one came.
    void find_there(const std::string& name) {
        model::RoomSynced synced = model::synced(model::den, 0, 1, 2);
        synced.state.messages[1].game = twin::card_game(games, name);
        hear(synced);
    }
    void change(const std::string& name) {
        hear(model::happened(model::den, ++last,
                             net::GameChanged{.message = posted_game,
                                              .sequence = {2},
                                              .step = net::GameStep::Moved,
                                              .game = twin::card_game(games, name)}));
    }
    const net::AnswerOffer* answered() const { return stage.last_performed<net::AnswerOffer>(); }
    std::string posted() const {
        const auto* post = stage.last_sent<model::Post>();
        return post == nullptr ? std::string() : post->text;
    }
};

TEST(NoticeButtons, a_challenge_is_accepted_on_its_card) {
    Corner corner("offered");
    EXPECT_TRUE(corner.says("alice challenges you"));
    corner.press("Accept");
    ASSERT_NE(corner.answered(), nullptr);
    EXPECT_EQ(
        *corner.answered(),
        (net::AnswerOffer{.room = model::den, .game = posted_game, .answer = net::OfferAnswer::Accept}));
    EXPECT_FALSE(corner.says("alice challenges you"));
    EXPECT_EQ(corner.screen.room_in(corner.stage.model), net::lobby) << "nobody is led away";
}

TEST(NoticeButtons, declining_asks_for_a_reason_and_one_goes_on_writing) {
    Corner corner("offered");
    corner.press("Decline\u2026");
    EXPECT_TRUE(corner.says("alice challenges you")) << "it stands until it is answered";
    EXPECT_EQ(corner.answered(), nullptr);
    corner.press("Busy now");
    ASSERT_NE(corner.answered(), nullptr);
    EXPECT_EQ(corner.answered()->answer, net::OfferAnswer::Decline);
    EXPECT_EQ(corner.answered()->reason, net::DeclineReason::Busy);
    EXPECT_EQ(corner.answered()->game, posted_game);
    EXPECT_FALSE(corner.says("alice challenges you"));
    corner.stage.screen.type("later");
    corner.settle();
    corner.key(ImGuiKey_Enter);
    EXPECT_EQ(corner.posted(), "later");
}

TEST(NoticeButtons, the_reasons_go_with_the_challenge) {
    Corner corner("offered");
    corner.press("Decline\u2026");
    EXPECT_TRUE(corner.says("Busy now"));
    corner.change("cancelled");
    EXPECT_FALSE(corner.says("Busy now"));
    corner.stage.screen.type("on");
    corner.settle();
    corner.key(ImGuiKey_Enter);
    EXPECT_EQ(corner.posted(), "on");
}

TEST(NoticeButtons, typing_goes_on_and_presses_nothing) {
    Corner corner;
    corner.find_there("cancelled");
    corner.stage.screen.type("before ");
    corner.settle();
    net::MessagePosted fact;
    fact.id = {1003};
    fact.author = model::alice;
    fact.game = twin::card_game(corner.games, "offered");
    corner.hear(model::happened(model::den, 3, fact));
    EXPECT_TRUE(corner.says("Accept"));
    corner.stage.screen.type("and after");
    corner.settle();
    corner.key(ImGuiKey_Enter);
    EXPECT_EQ(corner.posted(), "before and after");
    EXPECT_EQ(corner.answered(), nullptr);
    EXPECT_TRUE(corner.says("Accept"));
}

TEST(NoticeButtons, are_not_pressed_while_the_server_is_away) {
    Corner corner("offered");
    corner.hear(model::Offline{"away", {1'000}, {0}});
    corner.press("Accept");
    EXPECT_EQ(corner.answered(), nullptr);
}

TEST(NoticeButtons, ones_turn_is_opened_and_can_be_played_at_once) {
    Corner corner;
    corner.find_there("their-turn");
    corner.change("my-turn");
    EXPECT_TRUE(corner.says("Your turn against alice"));
    corner.press("Open");
    EXPECT_TRUE(corner.says("You play") || corner.says("alice took"));
    corner.digit(3);
    ASSERT_NE(corner.stage.last_performed<net::MakeMove>(), nullptr);
    EXPECT_EQ(corner.stage.last_performed<net::MakeMove>()->game, posted_game);
}

TEST(NoticeButtons, the_wish_for_a_rematch_leads_to_the_game_and_goes_when_it_is_taken_back) {
    Corner corner;
    corner.find_there("won");
    corner.change("rematch-asked");
    EXPECT_TRUE(corner.says("alice wants a rematch"));
    corner.press("Open");
    EXPECT_TRUE(corner.says("No rematch")) << "the window of the game asks";
    Corner other;
    other.find_there("won");
    other.change("rematch-asked");
    EXPECT_TRUE(other.says("alice wants a rematch"));
    other.change("rematch-agreed");
    EXPECT_FALSE(other.says("alice wants a rematch"));
}

// --- in the list

TEST(NoticeButtons, in_the_list_the_keyboard_accepts_and_declines) {
    Corner corner("offered");
    corner.wish(ShowSide{Side::Notices});
    corner.key(ImGuiKey_F6);
    // From the cross of the panel: all are read, the notice itself, Accept.
    for (int step = 0; step < 3; ++step)
        corner.key(ImGuiKey_Tab);
    corner.key(ImGuiKey_Tab);
    corner.key(ImGuiKey_Enter);
    EXPECT_EQ(corner.answered(), nullptr);
    ASSERT_TRUE(corner.says("Busy now"));
    corner.key(ImGuiKey_DownArrow);
    corner.key(ImGuiKey_Enter);
    ASSERT_NE(corner.answered(), nullptr);
    EXPECT_EQ(corner.answered()->reason, net::DeclineReason::Busy);
    Corner accepting("offered");
    accepting.wish(ShowSide{Side::Notices});
    accepting.key(ImGuiKey_F6);
    for (int step = 0; step < 3; ++step)
        accepting.key(ImGuiKey_Tab);
    accepting.key(ImGuiKey_Enter);
    ASSERT_NE(accepting.answered(), nullptr);
    EXPECT_EQ(accepting.answered()->answer, net::OfferAnswer::Accept);
}

TEST(NoticeButtons, in_the_list_they_are_gone_when_there_is_nothing_to_answer) {
    Corner corner("offered");
    corner.wish(ShowSide{Side::Notices});
    EXPECT_TRUE(corner.says("Accept"));
    corner.change("expired");
    EXPECT_TRUE(corner.says("challenges you to Tic Tac Toe"));
    EXPECT_FALSE(corner.says("Accept"));
}

}  // namespace
}  // namespace crosstalk::ui
