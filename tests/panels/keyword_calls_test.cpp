// Unread messages with a keyword, which count in red as mentions do.
#include "ui/notices/keyword_calls.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/panels/stage.hpp"
#include "ui/notices/unread_badge.hpp"
#include "ui/panels/quick_switcher.hpp"
#include "ui/panels/rooms_panel.hpp"

namespace crosstalk::ui {
namespace {

// Somebody who waits for pizza, in the lobby of which everything was read and in a room of which nothing was.
struct Waiting {
    model::Model model;
    KeywordCalls calls;
    std::uint64_t next = 4;

    Waiting() {
        model = model::in_the_lobby();
        model.apply(model::RoomsListed{{model::mine(net::lobby, "lobby"), model::mine(model::den, "den"),
                                        model::direct(model::attic, model::bob)},
                                       {}});
        model.apply(model::synced(model::den, 0, 1, 3));
        learn();
    }
    void learn(std::string_view keywords = "pizza, board game") { calls.learn(model, keywords); }
    void say(std::string text, const net::UserRef& author = model::alice, bool names_me = false) {
        net::MessagePosted fact;
        fact.id = {1000 + next};
        fact.author = author;
        fact.text = std::move(text);
        if (names_me) fact.mentions = {model::me.id};
        model.apply(model::happened(model::den, next++, fact));
        learn();
    }
    std::uint64_t unread() { return calls.unread_in(model::den); }
};

TEST(KeywordCalls, unread_messages_with_a_keyword_count_until_they_are_read) {
    Waiting waiting;
    waiting.say("Pizza at eight");
    waiting.say("or nine");
    waiting.say("a board game after the pizza");
    EXPECT_EQ(waiting.unread(), 2U);
    EXPECT_EQ(calls_in(*waiting.model.room(model::den), &waiting.calls), 2U);
    waiting.model.apply(model::ReadUpTo{model::den, waiting.model.room(model::den)->mark_at({5})});
    waiting.learn();
    EXPECT_EQ(waiting.unread(), 1U);
    waiting.model.apply(model::ReadUpTo{model::den, waiting.model.room(model::den)->mark_at({6})});
    waiting.learn();
    EXPECT_EQ(waiting.unread(), 0U);
}

TEST(KeywordCalls, what_names_oneself_besides_counts_once) {
    Waiting waiting;
    waiting.say("pizza, me?", model::alice, true);
    EXPECT_EQ(calls_in(*waiting.model.room(model::den), &waiting.calls), 1U);
    EXPECT_EQ(waiting.unread(), 0U);
}

TEST(KeywordCalls, ones_own_words_those_of_ignored_people_and_what_was_deleted_do_not_count) {
    Waiting waiting;
    waiting.say("pizza", model::me);
    waiting.say("pizza", model::bob);
    waiting.say("pizza");
    EXPECT_EQ(waiting.unread(), 2U);
    waiting.model.apply(model::IgnoredKnown{{model::bob}});
    waiting.learn();
    EXPECT_EQ(waiting.unread(), 1U);
    waiting.model.apply(model::happened(model::den, 7, net::MessageDeleted{{1006}, {6}, model::alice}));
    waiting.learn();
    EXPECT_EQ(waiting.unread(), 0U);
}

TEST(KeywordCalls, other_keywords_count_at_once_and_none_count_nothing) {
    Waiting waiting;
    waiting.say("pizza");
    waiting.learn("text");
    EXPECT_EQ(waiting.unread(), 3U) << "what was said before";
    waiting.learn("");
    EXPECT_EQ(waiting.unread(), 0U);
}

TEST(KeywordCalls, older_unread_messages_count_when_they_are_fetched) {
    model::Model model = model::in_the_lobby();
    model.apply(model::synced(net::lobby, 0, 8, 10));
    KeywordCalls calls;
    calls.learn(model, "text");
    EXPECT_EQ(calls.unread_in(net::lobby), 3U);
    model.apply(model::older(net::lobby, 3, 8));
    calls.learn(model, "text");
    EXPECT_EQ(calls.unread_in(net::lobby), 8U);
}

TEST(KeywordCalls, what_was_missed_while_away_counts_too) {
    Waiting waiting;
    waiting.model.apply(model::Offline{});
    waiting.model.apply(model::synced(model::den, 3, 4, 6));
    waiting.learn("text");
    EXPECT_EQ(waiting.unread(), 6U);
}

TEST(KeywordCalls, stand_in_the_list_of_rooms_and_in_the_icon) {
    twin::Stage stage{400, 700};
    stage.preferences.set(SettingId::NoticeKeywords, "pizza", stage.commands);
    stage.hear(model::synced(model::den, 0, 1, 3));
    for (const std::uint64_t sequence : {4U, 5U})
        stage.hear(model::posted(model::den, sequence, "pizza"));
    ScrollArea scroll;
    stage.settle([&](const Scene& scene) {
        draw_rooms(scene, {{0, 0}, {260, 700}}, scroll, ServerHeader::Shown);
    });
    const auto says = [&](std::string_view words) {
        return std::ranges::any_of(stage.screen.writing(),
                                   [&](const WrittenText& each) { return each.text == words; });
    };
    EXPECT_TRUE(says("2")) << "in red, and not the five that are unread";
    EXPECT_EQ(badge_of(stage.model, stage.preferences, stage.calls, stage.now.wall_ms), (Badge{.count = 2}));
}

TEST(KeywordCalls, the_switcher_says_them_and_puts_their_room_first) {
    Waiting waiting;
    net::RoomCounts lobby;
    lobby.room = net::lobby;
    lobby.head = {9};
    lobby.posts = {9};
    lobby.last_at = {900'000};
    waiting.model.apply(model::UnreadChanged{{lobby}});
    waiting.say("pizza");
    TextFolder folder;
    const auto about_first = [&](const KeywordCalls* calls) {
        const auto all = destinations("", waiting.model, {}, folder, calls);
        return all.empty() ? std::string() : all.front().name + ": " + all.front().about;
    };
    EXPECT_EQ(about_first(nullptr), "lobby: 9 unread") << "where something was said last";
    EXPECT_EQ(about_first(&waiting.calls), "room: 1 keyword");
    waiting.say("pizza");
    waiting.say("me?", model::alice, true);
    EXPECT_EQ(about_first(&waiting.calls), "room: 1 mention, 2 keywords");
}

}  // namespace
}  // namespace crosstalk::ui
