// What is told of games: challenges, one's turn, and how they end.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/panels/telltale.hpp"
#include "tests/ui/card_games.hpp"

namespace crosstalk::ui {
namespace {

constexpr std::int64_t begun_ms = 1'700'000'000'000;
constexpr net::MessageId posted_game{1004};

struct Telltale : twin::Telltale {
    std::vector<twin::CardGame> games = twin::card_games(model::me, model::alice, model::bob, begun_ms);
    std::uint64_t last = 4;

    Telltale() {
        stage.now.wall_ms = begun_ms;
        told();
    }
    void post(const std::string& name, const net::UserRef& author = model::alice) {
        net::MessagePosted fact;
        fact.id = posted_game;
        fact.author = author;
        fact.game = twin::card_game(games, name);
        fact.mentions = {model::me.id};
        hear(model::happened(net::lobby, 4, fact));
    }
    void change(const std::string& name) { change(twin::card_game(games, name)); }
    void change(const net::Game& game) {
        hear(model::happened(net::lobby, ++last,
                             net::GameChanged{.message = posted_game, .sequence = {4}, .game = game}));
    }
    std::vector<Telling> told(Sight sight = Sight::Elsewhere) { return twin::Telltale::told(sight); }
};

TEST(GameNotices, a_challenge_is_told_with_its_sound_and_leads_to_its_card) {
    Telltale telltale;
    telltale.has_focus = false;
    telltale.post("offered");
    const auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].title, "alice challenges you");
    EXPECT_EQ(told[0].body, "Tic Tac Toe, 15 s a move, in #lobby");
    EXPECT_EQ(told[0].notice.kind, NoticeKind::Challenge);
    EXPECT_EQ(told[0].notice.place, net::Sequence{4});
    EXPECT_TRUE(told[0].toast && told[0].desktop && told[0].flash);
    EXPECT_EQ(told[0].sound, Sound::Challenge);
    ASSERT_EQ(telltale.log.all().size(), 1U);
    EXPECT_EQ(telltale.log.all()[0].text, "challenges you to Tic Tac Toe");
}

TEST(GameNotices, ignored_people_muted_rooms_and_do_not_disturb_keep_challenges_quiet) {
    Telltale ignored;
    ignored.hear(model::IgnoredKnown{{model::alice}});
    ignored.post("offered");
    EXPECT_TRUE(ignored.told().empty());
    Telltale muted;
    muted.rules().mute(net::lobby, net::for_good, muted.stage.commands);
    muted.post("offered");
    EXPECT_TRUE(muted.told().empty());
    Telltale busy;
    busy.set(SettingId::DoNotDisturb, "on");
    busy.post("offered");
    const auto told = busy.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_FALSE(told[0].toast || told[0].desktop || told[0].flash || told[0].sound);
    EXPECT_EQ(busy.log.unseen(), 1U);
}

TEST(GameNotices, ignored_people_and_do_not_disturb_decline_without_a_word) {
    const auto declines = [](Telltale& telltale) {
        const Moment moment = telltale.now();
        telltale.desk.tell(telltale.around(moment, Sight::Elsewhere), telltale.stage.commands);
        std::vector<net::DeclineReason> reasons;
        for (const model::LinkCommand& command : telltale.stage.commands.take_link()) {
            const auto* perform = std::get_if<model::Perform>(&command);
            const auto* answer =
                perform == nullptr ? nullptr : std::get_if<net::AnswerOffer>(&perform->command);
            if (answer == nullptr) continue;
            EXPECT_EQ(answer->answer, net::OfferAnswer::Decline);
            EXPECT_EQ(answer->game, posted_game);
            reasons.push_back(answer->reason);
        }
        return reasons;
    };
    Telltale ignored;
    ignored.hear(model::IgnoredKnown{{model::alice}});
    ignored.post("offered");
    EXPECT_EQ(declines(ignored), std::vector{net::DeclineReason::Unsaid});
    EXPECT_TRUE(declines(ignored).empty()) << "once";
    Telltale busy;
    busy.set(SettingId::DoNotDisturb, "on");
    busy.post("offered");
    EXPECT_EQ(declines(busy), std::vector{net::DeclineReason::Busy});
    Telltale others;
    others.set(SettingId::DoNotDisturb, "on");
    others.post("watched-offer");
    EXPECT_TRUE(declines(others).empty());
    Telltale there;
    there.post("offered");
    EXPECT_TRUE(declines(there).empty());
}

TEST(GameNotices, an_offer_that_is_over_already_and_those_of_others_are_not_told) {
    Telltale over;
    over.post("offered");
    over.change("cancelled");
    EXPECT_TRUE(over.told().empty());
    Telltale others;
    others.post("watched-offer");
    EXPECT_TRUE(others.told().empty());
    Telltale mine;
    mine.post("sent", model::me);
    EXPECT_TRUE(mine.told().empty());
}

TEST(GameNotices, ones_turn_is_told_once_and_quietly_where_the_game_is_out_of_sight) {
    Telltale telltale;
    telltale.post("their-turn");
    EXPECT_TRUE(telltale.told().empty());
    telltale.change("my-turn");
    const auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].title, "Your turn against alice");
    EXPECT_EQ(told[0].notice.kind, NoticeKind::Turn);
    EXPECT_EQ(told[0].notice.game, posted_game);
    EXPECT_TRUE(told[0].toast);
    EXPECT_FALSE(told[0].sound || told[0].flash);
    net::Game same = twin::card_game(telltale.games, "my-turn");
    same.draw_offered_by = model::alice.id;
    same.changed_at.value += 1;
    telltale.change(same);
    EXPECT_TRUE(telltale.told().empty()) << "it is the same turn";
    EXPECT_TRUE(telltale.log.all().empty());
}

TEST(GameNotices, a_game_that_one_looks_at_needs_no_telling) {
    Telltale telltale;
    telltale.games_shown = {posted_game};
    telltale.post("my-turn");
    EXPECT_TRUE(telltale.told().empty());
    Telltale behind;
    behind.games_shown = {posted_game};
    behind.has_focus = false;
    behind.post("my-turn");
    EXPECT_EQ(behind.told().size(), 1U) << "the whole window is behind others";
    Telltale off;
    off.set(SettingId::NoticeGames, "off");
    off.post("my-turn");
    off.change("won");
    EXPECT_TRUE(off.told().empty());
}

TEST(GameNotices, the_result_of_ones_own_game_is_told_and_that_of_others_is_not) {
    Telltale telltale;
    telltale.post("their-turn");
    telltale.told();
    telltale.change("lost-on-time");
    const auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].title, "alice wins against you");
    EXPECT_EQ(told[0].body, "Tic Tac Toe. Your time was up.");
    EXPECT_EQ(told[0].notice.kind, NoticeKind::GameOver);
    Telltale watched;
    watched.post("watched");
    watched.told();
    watched.change("drawn");
    EXPECT_TRUE(watched.told().empty());
    Telltale old;
    old.post("won");
    EXPECT_TRUE(old.told().empty()) << "it was over before this client heard of it";
}

TEST(GameNotices, the_wish_for_a_rematch_is_told_once_like_a_challenge_and_listed) {
    Telltale telltale;
    telltale.stage.now.server_ms = begun_ms;
    telltale.post("won");
    EXPECT_TRUE(telltale.told().empty());
    telltale.change("rematch-asked");
    const auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].title, "alice wants a rematch");
    EXPECT_EQ(told[0].notice.kind, NoticeKind::Rematch);
    EXPECT_EQ(told[0].sound, Sound::Challenge);
    ASSERT_EQ(telltale.log.all().size(), 1U);
    EXPECT_EQ(telltale.log.all()[0].text, "wants a rematch in Tic Tac Toe");
    EXPECT_EQ(telltale.log.unseen(), 1U);
    net::Game same = twin::card_game(telltale.games, "rematch-asked");
    same.changed_at.value += 1;
    telltale.change(same);
    EXPECT_TRUE(telltale.told().empty()) << "it is the same wish";
    telltale.change("rematch-agreed");
    telltale.told();
    EXPECT_EQ(telltale.log.unseen(), 0U);
}

TEST(GameNotices, a_wish_of_ones_own_in_sight_or_too_late_is_not_told) {
    Telltale mine;
    mine.stage.now.server_ms = begun_ms;
    mine.post("won");
    mine.told();
    mine.change("rematch-sent");
    EXPECT_TRUE(mine.told().empty());
    Telltale seen;
    seen.stage.now.server_ms = begun_ms;
    seen.games_shown = {posted_game};
    seen.post("rematch-asked");
    EXPECT_TRUE(seen.told().empty());
    Telltale late;
    late.stage.now.server_ms = begun_ms + 61'000;
    late.post("rematch-asked");
    EXPECT_TRUE(late.told().empty());
    EXPECT_TRUE(late.log.all().empty());
}

TEST(GameNotices, whoever_sent_a_challenge_hears_that_it_was_declined) {
    Telltale telltale;
    telltale.post("sent", model::me);
    telltale.told();
    telltale.change("declined");
    const auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].title, "alice declined: busy now.");
}

TEST(GameNotices, what_is_out_of_date_is_withdrawn_from_the_desktop_and_the_window) {
    Telltale telltale;
    telltale.has_focus = false;
    const auto tell = [&] {
        const Moment moment = telltale.now();
        telltale.desk.tell(telltale.around(moment, Sight::Elsewhere), telltale.stage.commands);
        return telltale.stage.commands.take_app();
    };
    telltale.post("offered");
    const auto first = tell();
    const auto notified = std::ranges::find_if(
        first, [](const AppCommand& each) { return std::holds_alternative<NotifyDesktop>(each); });
    ASSERT_NE(notified, first.end());
    EXPECT_EQ(telltale.desk.toasts().count(), 1U);
    telltale.change("cancelled");
    const auto second = tell();
    const auto withdrawn = std::ranges::find_if(
        second, [](const AppCommand& each) { return std::holds_alternative<WithdrawNotification>(each); });
    ASSERT_NE(withdrawn, second.end());
    EXPECT_EQ(std::get<WithdrawNotification>(*withdrawn).id, std::get<NotifyDesktop>(*notified).id);
    EXPECT_EQ(telltale.desk.toasts().count(), 0U);
}

TEST(GameNotices, a_click_on_the_notification_leads_to_the_card_and_a_turn_opens_the_game) {
    for (const std::string name : {"offered", "my-turn"}) {
        Telltale telltale;
        telltale.has_focus = false;
        telltale.post(name);
        const Moment moment = telltale.now();
        telltale.desk.tell(telltale.around(moment, Sight::Elsewhere), telltale.stage.commands);
        std::optional<NotificationId> id;
        for (const AppCommand& each : telltale.stage.commands.take_app()) {
            if (const auto* notified = std::get_if<NotifyDesktop>(&each)) id = notified->id;
        }
        ASSERT_TRUE(id) << name;
        telltale.desk.hear(DesktopEvent{NotificationClicked{*id}});
        telltale.stage.frame([&](const Scene& scene) { telltale.desk.draw(scene, {{0, 0}, {900, 700}}); });
        ASSERT_EQ(telltale.stage.shown.size(), 1U) << name;
        if (name == "offered") {
            const auto* to = std::get_if<GoToMessage>(&telltale.stage.shown[0]);
            ASSERT_NE(to, nullptr);
            EXPECT_EQ(to->sequence, net::Sequence{4});
        } else {
            const auto* open = std::get_if<OpenGame>(&telltale.stage.shown[0]);
            ASSERT_NE(open, nullptr);
            EXPECT_EQ(open->message, posted_game);
        }
    }
}

}  // namespace
}  // namespace crosstalk::ui
