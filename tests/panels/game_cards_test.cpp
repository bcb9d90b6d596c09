// Cards of games in a conversation: what is pressed on them, and what is said of them elsewhere in the window.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>

#include "tests/panels/stage.hpp"
#include "tests/ui/card_games.hpp"
#include "ui/panels/conversation.hpp"

namespace crosstalk::ui {
namespace {

constexpr std::int64_t begun_ms = 1'700'000'000'000;

// A room in which one game has been posted.
struct Table {
    twin::Stage stage{900, 700};
    Conversation conversation;
    std::vector<twin::CardGame> games = twin::card_games(model::me, model::alice, model::bob, begun_ms);

    Table() { stage.now.server_ms = begun_ms + 18'000; }
    explicit Table(const std::string& name) : Table() { post(name); }
    void post(const std::string& name, const net::UserRef& author = model::alice) {
        net::MessagePosted fact;
        fact.id = {1004};
        fact.author = author;
        fact.game = twin::card_game(games, name);
        stage.hear(model::happened(net::lobby, 4, fact));
        frames();
    }
    void frames(int count = 6) {
        for (int each = 0; each < count; ++each) {
            stage.frame([this](const Scene& scene) {
                conversation.draw(scene, {{0, 0}, {900, 700}}, {}, *scene.room());
            });
        }
    }
    const WrittenText* find(std::string_view words) const {
        const auto& written = stage.screen.writing();
        const auto found = std::ranges::find(written, words, &WrittenText::text);
        return found == written.end() ? nullptr : &*found;
    }
    void press(std::string_view words) {
        const WrittenText* at = find(words);
        ASSERT_NE(at, nullptr) << "nothing says " << words;
        stage.screen.move_mouse(at->at.x + 3, at->at.y + 6);
        frames(2);
        ImGui::GetIO().AddMouseButtonEvent(0, true);
        frames(2);
        ImGui::GetIO().AddMouseButtonEvent(0, false);
        frames();
    }
    template <typename Command>
    const Command* shown() const {
        for (auto each = stage.shown.rbegin(); each != stage.shown.rend(); ++each) {
            if (const auto* command = std::get_if<Command>(&*each)) return command;
        }
        return nullptr;
    }
};

TEST(GameCards, a_challenge_is_accepted_by_its_button) {
    Table table("offered");
    EXPECT_NE(table.find("challenges you"), nullptr);
    EXPECT_NE(table.find("Tic Tac Toe, 15 s a move"), nullptr);
    table.press("Accept");
    const auto* answer = table.stage.last_performed<net::AnswerOffer>();
    ASSERT_NE(answer, nullptr);
    EXPECT_EQ(answer->room, net::lobby);
    EXPECT_EQ(answer->game, net::MessageId{1004});
    EXPECT_EQ(answer->answer, net::OfferAnswer::Accept);
}

TEST(GameCards, declining_asks_for_a_reason) {
    Table table("offered");
    table.press("Decline\u2026");
    EXPECT_EQ(table.stage.last_performed<net::AnswerOffer>(), nullptr);
    table.press("Later, perhaps");
    const auto* answer = table.stage.last_performed<net::AnswerOffer>();
    ASSERT_NE(answer, nullptr);
    EXPECT_EQ(answer->answer, net::OfferAnswer::Decline);
    EXPECT_EQ(answer->reason, net::DeclineReason::Later);
}

TEST(GameCards, who_sent_the_challenge_takes_it_back) {
    Table table;
    table.post("sent", model::me);
    table.press("Cancel");
    const auto* answer = table.stage.last_performed<net::AnswerOffer>();
    ASSERT_NE(answer, nullptr);
    EXPECT_EQ(answer->answer, net::OfferAnswer::Cancel);
}

TEST(GameCards, open_watch_and_replay_open_the_window_of_the_game) {
    for (const auto& [name, label] :
         {std::pair{"my-turn", "Open"}, {"watched", "Watch"}, {"won", "Replay"}}) {
        Table table(name);
        table.press(label);
        const auto* open = table.shown<OpenGame>();
        ASSERT_NE(open, nullptr) << name;
        EXPECT_EQ(open->message, net::MessageId{1004}) << name;
        EXPECT_EQ(open->room, net::lobby) << name;
        EXPECT_EQ(table.stage.last_performed<net::ActInGame>(), nullptr) << name;
    }
}

TEST(GameCards, the_rematch_is_asked_for_declined_and_opened) {
    Table won("won");
    won.press("Rematch");
    const auto* asked = won.stage.last_performed<net::ActInGame>();
    ASSERT_NE(asked, nullptr);
    EXPECT_EQ(asked->action, net::GameAction::OfferRematch);
    EXPECT_EQ(asked->game, net::MessageId{1004});
    Table offered("rematch-asked");
    offered.press("No rematch");
    const auto* declined = offered.stage.last_performed<net::ActInGame>();
    ASSERT_NE(declined, nullptr);
    EXPECT_EQ(declined->action, net::GameAction::DeclineRematch);
    Table agreed("rematch-agreed");
    agreed.press("Next game");
    const auto* next = agreed.shown<OpenGame>();
    ASSERT_NE(next, nullptr);
    EXPECT_EQ(next->message, net::MessageId{77'000});
}

TEST(GameCards, buttons_are_pressed_with_the_keyboard_too) {
    Table table("offered");
    table.conversation.focus_messages();
    table.frames();
    for (int step = 0; step < 12 && table.stage.last_performed<net::AnswerOffer>() == nullptr; ++step) {
        table.stage.screen.press_key(ImGuiKey_Tab);
        table.frames(3);
        table.stage.screen.press_key(ImGuiKey_Space);
        table.frames(3);
    }
    const auto* answer = table.stage.last_performed<net::AnswerOffer>();
    ASSERT_NE(answer, nullptr);
    EXPECT_EQ(answer->answer, net::OfferAnswer::Accept);
}

TEST(GameCards, count_down_and_ask_for_a_frame_with_each_second_only_while_they_do) {
    Table table("offered");
    EXPECT_NE(table.find("0:42"), nullptr);
    const auto wakes = [&] {
        static_cast<void>(table.stage.commands.take_wake());
        std::optional<std::int64_t> wake;
        table.stage.frame([&](const Scene& scene) {
            table.conversation.draw(scene, {{0, 0}, {900, 700}}, {}, *scene.room());
            wake = scene.context.needs.wake_ms;
        });
        return wake;
    };
    EXPECT_EQ(wakes(), 1'000);
    table.stage.now.server_ms += 300;
    EXPECT_EQ(wakes(), 700);
    EXPECT_NE(table.find("0:42"), nullptr) << "a second that has begun counts";
    Table running("my-turn");
    static_cast<void>(running.stage.commands.take_wake());
    std::optional<std::int64_t> wake;
    running.stage.frame([&](const Scene& scene) {
        running.conversation.draw(scene, {{0, 0}, {900, 700}}, {}, *scene.room());
        wake = scene.context.needs.wake_ms;
    });
    EXPECT_FALSE(wake);
}

TEST(GameCards, nothing_is_asked_of_a_server_that_is_away) {
    Table table("offered");
    table.stage.hear(model::Offline{"away", {1'000}, {0}});
    table.frames();
    table.press("Accept");
    EXPECT_EQ(table.stage.last_performed<net::AnswerOffer>(), nullptr);
}

TEST(GameCards, an_answer_that_is_on_its_way_is_not_given_twice) {
    Table table("offered");
    table.press("Accept");
    const auto* answer = table.stage.last_performed<net::AnswerOffer>();
    ASSERT_NE(answer, nullptr);
    table.stage.hear(model::CommandQueued{"x", *answer, {0}});
    const std::size_t sent = table.stage.sent.size();
    table.press("Accept");
    EXPECT_EQ(table.stage.sent.size(), sent);
}

TEST(GameCards, a_kind_that_is_not_known_says_update_and_offers_nothing) {
    Table table("newer");
    const auto says = [&](std::string_view part) {
        return std::ranges::any_of(table.stage.screen.writing(), [&](const WrittenText& each) {
            return each.text.find(part) != std::string::npos;
        });
    };
    EXPECT_TRUE(says("Crosstalk to play it."));
    for (const char* label : {"Accept", "Decline\u2026", "Watch", "Open"})
        EXPECT_EQ(table.find(label), nullptr) << label;
}

TEST(GameCards, a_reply_to_a_game_says_what_it_is) {
    Table table("offered");
    net::MessagePosted reply;
    reply.id = {1005};
    reply.author = model::bob;
    reply.text = "do it";
    reply.reply_to = {1004};
    reply.reply_sequence = {4};
    table.stage.hear(model::happened(net::lobby, 5, reply));
    table.frames();
    EXPECT_NE(table.find("challenges you to Tic Tac Toe"), nullptr);
}

TEST(GameCards, what_an_ignored_person_offers_is_hidden) {
    Table table("offered");
    table.stage.hear(model::IgnoredKnown{{model::alice}});
    table.frames();
    EXPECT_EQ(table.find("Accept"), nullptr);
}

TEST(GameCards, a_game_is_no_text_that_one_could_correct) {
    Table table;
    table.post("sent", model::me);
    table.conversation.composer().take_focus();
    table.frames();
    table.stage.screen.press_key(ImGuiKey_UpArrow);
    table.frames();
    EXPECT_EQ(table.find("Editing your message. Enter saves, Esc leaves it as it is."), nullptr);
}

}  // namespace
}  // namespace crosstalk::ui
