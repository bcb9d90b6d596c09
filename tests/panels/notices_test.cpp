// What is told and what is not, the list of notices, and the cards that say so.
#include <gtest/gtest.h>
#include <imgui.h>

#include <algorithm>

#include "net/text/hexadecimal.hpp"
#include "tests/panels/telltale.hpp"
#include "ui/panels/notices_panel.hpp"
#include "ui/panels/shell.hpp"

namespace crosstalk::ui {
namespace {

constexpr net::RoomId talk{9000};  // with bob alone

// The room as it was listed, with posts up to `head`.
model::RoomSynced known(net::MyRoom room, std::uint64_t have, std::uint64_t from, std::uint64_t head) {
    model::RoomSynced synced = model::synced(room.room.id, have, from, head);
    room.room.head = {head};
    room.room.posts = {head};
    synced.state.room = std::move(room);
    return synced;
}

struct Telltale : twin::Telltale {
    Telltale() {
        stage.hear(model::RoomsListed{{model::mine(net::lobby, "lobby", 3, 3), model::mine(model::den, "den"),
                                       model::direct(talk, model::bob)},
                                      {}});
        hear(known(model::mine(model::den, "den"), 0, 1, 1));
        hear(known(model::direct(talk, model::bob), 0, 1, 1));
        told();
    }
    void say(net::RoomId room, std::uint64_t sequence, const std::string& text,
             const net::UserRef& author = model::alice, bool mentions_me = false) {
        net::MessagePosted fact;
        fact.id = {1000 + sequence};
        fact.author = author;
        fact.text = text;
        if (mentions_me) fact.mentions = {model::me.id};
        hear(model::happened(room, sequence, fact));
    }
    std::vector<Telling> told(Sight sight = Sight::Conversation) { return twin::Telltale::told(sight); }
};

TEST(Notifier, a_direct_message_is_told_with_a_sound_and_leads_to_its_place) {
    Telltale telltale;
    telltale.say(talk, 2, "have you **got** a ||minute||?", model::bob);
    const auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].title, "bob");
    EXPECT_EQ(told[0].body, "have you got a [spoiler]?");
    EXPECT_TRUE(told[0].toast);
    EXPECT_EQ(told[0].sound, Sound::Message);
    EXPECT_FALSE(told[0].desktop) << "the window has the focus";
    EXPECT_FALSE(told[0].flash);
    EXPECT_EQ(told[0].notice.place, net::Sequence{2});
    ASSERT_EQ(telltale.log.all().size(), 1U);
    EXPECT_FALSE(telltale.log.all()[0].is_seen);
}

TEST(Notifier, behind_other_windows_the_desktop_and_the_task_bar_say_it_too) {
    Telltale telltale;
    telltale.has_focus = false;
    telltale.say(net::lobby, 4, "hello @me", model::alice, true);
    const auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U) << "also in the room that is shown";
    EXPECT_EQ(told[0].title, "alice in #lobby");
    EXPECT_EQ(told[0].sound, Sound::Mention);
    EXPECT_TRUE(told[0].desktop);
    EXPECT_TRUE(told[0].flash);
}

TEST(Notifier, an_ordinary_message_of_a_room_is_only_counted_unless_its_rule_says_everything) {
    Telltale telltale;
    telltale.say(model::den, 2, "hello");
    EXPECT_TRUE(telltale.told().empty());
    EXPECT_TRUE(telltale.log.all().empty());
    telltale.rules().choose_level(model::den, NoticeLevel::All, telltale.stage.commands);
    telltale.say(model::den, 3, "hello");
    EXPECT_EQ(telltale.told().size(), 1U);
    EXPECT_TRUE(telltale.log.all().empty()) << "the list is for what is meant for oneself";
    telltale.rules().choose_level(model::den, NoticeLevel::Nothing, telltale.stage.commands);
    telltale.say(model::den, 4, "hello @me", model::alice, true);
    EXPECT_TRUE(telltale.told().empty());
    telltale.rules().choose_level(model::den, std::nullopt, telltale.stage.commands);
    telltale.set(SettingId::NoticeRule, "all");
    telltale.say(model::den, 5, "hello");
    EXPECT_EQ(telltale.told().size(), 1U);
}

TEST(Notifier, ones_own_messages_ignored_people_and_muted_rooms_are_never_told) {
    Telltale telltale;
    telltale.say(talk, 2, "mine", model::me);
    telltale.hear(model::IgnoredKnown{{model::bob}});
    telltale.say(talk, 3, "ignored", model::bob);
    EXPECT_TRUE(telltale.told().empty());
    telltale.hear(model::IgnoredKnown{{}});
    telltale.rules().mute(model::den, net::for_good, telltale.stage.commands);
    telltale.say(model::den, 2, "hello @me", model::alice, true);
    EXPECT_TRUE(telltale.told().empty());
    EXPECT_TRUE(telltale.log.all().empty());
}

TEST(Notifier, whoever_looks_at_the_room_is_told_nothing_but_a_mention_is_listed_as_seen) {
    Telltale telltale;
    telltale.say(net::lobby, 4, "hello @me", model::alice, true);
    EXPECT_TRUE(telltale.told().empty());
    ASSERT_EQ(telltale.log.all().size(), 1U);
    EXPECT_TRUE(telltale.log.all()[0].is_seen);
    // With the settings before it the room is out of sight.
    telltale.say(net::lobby, 5, "hello @me", model::alice, true);
    EXPECT_EQ(telltale.told(Sight::Elsewhere).size(), 1U);
}

TEST(Notifier, a_keyword_counts_like_a_mention) {
    Telltale telltale;
    telltale.set(SettingId::NoticeKeywords, "pizza, board game");
    telltale.say(model::den, 2, "Who wants Pizza?");
    telltale.say(model::den, 3, "pizzeria");
    const auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].notice.kind, NoticeKind::Keyword);
    EXPECT_EQ(told[0].notice.place, net::Sequence{2});
}

TEST(Notifier, do_not_disturb_and_quiet_time_leave_only_the_list) {
    Telltale telltale;
    telltale.has_focus = false;
    telltale.set(SettingId::DoNotDisturb, "on");
    telltale.say(talk, 2, "psst", model::bob);
    auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_FALSE(told[0].toast || told[0].desktop || told[0].flash || told[0].sound);
    EXPECT_EQ(telltale.log.unseen(), 1U);

    telltale.set(SettingId::DoNotDisturb, "off");
    telltale.set(SettingId::QuietHours, "on");
    telltale.set(SettingId::QuietFrom, "23:00");
    telltale.set(SettingId::QuietTo, "08:00");
    constexpr std::int64_t hour = 3'600'000;
    for (const auto& [at, quiet] : std::vector<std::pair<std::int64_t, bool>>{{22 * hour, false},
                                                                              {23 * hour, true},
                                                                              {24 * hour, true},
                                                                              {31 * hour, true},
                                                                              {32 * hour, false}}) {
        telltale.stage.now.wall_ms = at;
        EXPECT_EQ(is_quiet(telltale.preferences, telltale.now()), quiet) << at / hour;
    }
    telltale.set(SettingId::QuietFrom, "12:00");
    telltale.set(SettingId::QuietTo, "13:00");
    telltale.stage.now.wall_ms = 12 * hour + hour / 2;
    EXPECT_TRUE(is_quiet(telltale.preferences, telltale.now()));
    telltale.stage.now.wall_ms = 13 * hour;
    EXPECT_FALSE(is_quiet(telltale.preferences, telltale.now()));
}

TEST(Notifier, a_burst_is_told_as_one_with_one_sound) {
    Telltale telltale;
    for (std::uint64_t sequence = 2; sequence <= 200; ++sequence)
        telltale.say(talk, sequence, "line " + std::to_string(sequence), model::bob);
    auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].count, 199U);
    EXPECT_EQ(told[0].body, "199 new messages. line 200");
    EXPECT_TRUE(told[0].sound);
    telltale.stage.now.steady_ms += 1'000;
    telltale.say(talk, 201, "one more", model::bob);
    told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].count, 200U);
    EXPECT_FALSE(told[0].sound);
    telltale.stage.now.steady_ms += 60'000;
    telltale.say(talk, 202, "later", model::bob);
    told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].body, "later");
    EXPECT_TRUE(told[0].sound);
    EXPECT_EQ(telltale.log.all().size(), NoticeLog::most);
}

TEST(Notifier, what_was_written_is_hidden_on_wish) {
    Telltale telltale;
    telltale.set(SettingId::NoticeHideContent, "on");
    telltale.say(talk, 2, "the secret", model::bob);
    telltale.say(model::den, 2, "the secret for @me", model::alice, true);
    for (const Telling& telling : telltale.told())
        EXPECT_EQ(telling.body.find("secret"), std::string::npos);
}

TEST(Notifier, settings_switch_each_way_of_telling_off) {
    Telltale telltale;
    telltale.has_focus = false;
    for (const SettingId id :
         {SettingId::NoticeToast, SettingId::NoticeSound, SettingId::NoticeDesktop, SettingId::NoticeFlash})
        telltale.set(id, "off");
    telltale.say(talk, 2, "psst", model::bob);
    const auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_FALSE(told[0].toast || told[0].desktop || told[0].flash || told[0].sound);
}

TEST(Notifier, of_a_room_that_is_not_watched_the_count_is_told) {
    Telltale telltale;
    telltale.rules().choose_level(model::den, NoticeLevel::All, telltale.stage.commands);
    telltale.told();
    telltale.hear(model::UnreadChanged{{{.room = model::den,
                                         .head = net::Sequence{4},
                                         .posts = net::PostCount{4},
                                         .mentions = {},
                                         .last_at = {},
                                         .read = {net::Sequence{1}, net::PostCount{1}, {}}}}});
    const auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].title, "#den");
    EXPECT_EQ(told[0].body, "3 new messages");
}

TEST(Notifier,
     what_came_while_there_was_no_connection_is_told_afterwards_but_not_the_past_of_the_first_time) {
    Telltale telltale;
    telltale.hear(model::Offline{});
    telltale.hear(model::Online{.me = model::me, .server = {.name = "Attic LAN"}, .limits = {}, .at = {}});
    telltale.told();
    auto synced = known(model::direct(talk, model::bob), 1, 2, 3);
    for (net::Message& message : synced.state.messages)
        message.author = model::bob;
    telltale.hear(synced);
    const auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].count, 2U);
}

TEST(Notifier, losing_the_connection_is_told_once_and_its_return_too) {
    Telltale telltale;
    telltale.hear(model::Online{.me = model::me, .server = {.name = "Attic LAN"}, .limits = {}, .at = {}});
    EXPECT_TRUE(telltale.told().empty()) << "that one has come in is seen";
    for (int attempt = 0; attempt < 5; ++attempt)
        telltale.hear(model::Offline{.reason = "The cable is out.", .retry_in = {}, .at = {}});
    auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].about, Telling::About::ConnectionLost);
    telltale.hear(model::Online{.me = model::me, .server = {.name = "Attic LAN"}, .limits = {}, .at = {}});
    told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].about, Telling::About::ConnectedAgain);
    telltale.hear(model::Disconnected{});
    told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].title, "You left Attic LAN");
}

TEST(Notifier, an_invitation_and_a_mute_are_told) {
    Telltale telltale;
    telltale.hear(model::InvitationArrived{model::summary(model::attic, "attic"), model::alice});
    net::StandingSet standing;
    standing.room = model::den;
    standing.muted_until = net::for_good;
    standing.by = model::alice;
    standing.reason = "too loud";
    telltale.hear(model::StandingChanged{standing});
    const auto told = telltale.told();
    ASSERT_EQ(told.size(), 2U);
    EXPECT_EQ(told[0].title, "Invitation to #attic");
    EXPECT_EQ(told[0].body, "alice asks you to join.");
    EXPECT_EQ(told[1].title, "You may only read in #den");
    EXPECT_EQ(told[1].body, "alice: too loud");
}

model::RoomRemoved put_out_of(net::RoomId room, std::int64_t at_ms) {
    return {{.room = room,
             .why = net::WhyRemoved::Banned,
             .by = model::alice,
             .reason = "too loud",
             .until = net::for_good},
            {at_ms}};
}

TEST(Notifier, being_put_out_of_a_room_is_told_once_in_the_window_even_if_cards_are_not_wanted) {
    Telltale telltale;
    telltale.set(SettingId::NoticeToast, "off");
    telltale.hear(put_out_of(model::den, 1'000));
    const auto told = telltale.told();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_TRUE(told[0].toast);
    EXPECT_EQ(told[0].sound, Sound::Lost);
    EXPECT_EQ(told[0].body, "too loud");
    ASSERT_TRUE(told[0].removal);
    EXPECT_EQ(told[0].removal->room, "den");
    EXPECT_TRUE(telltale.told().empty());
    // One is out already: there is nothing to be told.
    telltale.hear(put_out_of(model::den, 2'000));
    EXPECT_TRUE(telltale.told().empty());
}

TEST(Notifier, what_is_read_elsewhere_is_no_news_any_more) {
    Telltale telltale;
    telltale.say(talk, 2, "psst", model::bob);
    telltale.told();
    EXPECT_EQ(telltale.log.unseen(), 1U);
    telltale.hear(model::ReadUpTo{talk, {net::Sequence{2}, net::PostCount{2}, {}}});
    telltale.told();
    EXPECT_EQ(telltale.log.unseen(), 0U);
}

// --- the list

TEST(NoticeLog, it_comes_back_as_it_was_kept_whatever_the_names_and_texts) {
    NoticeLog log;
    for (const std::string& text : {std::string("plain"), std::string("tab\tand\nbreak\\t\\\\"),
                                    std::string("%s##id \xF0\x9F\x8D\x95"), std::string()}) {
        log.add({NoticeKind::Mention,
                 net::RoomId{5},
                 net::Sequence{9},
                 {net::UserId{3}, "a\tb\\"},
                 "#\n",
                 text,
                 net::Timestamp{-5},
                 false});
    }
    log.add({NoticeKind::Rematch, net::RoomId{5}, net::Sequence{9}, model::bob, "", "wants a rematch"});
    log.mark_seen(1);
    NoticeLog later;
    later.restore(log.kept());
    EXPECT_EQ(later.all(), log.all());
    EXPECT_EQ(later.unseen(), 4U);
}

TEST(NoticeLog, what_was_kept_by_others_is_left_out_line_by_line) {
    NoticeLog log;
    log.add({NoticeKind::Direct, net::RoomId{5}, net::Sequence{9}, model::bob, "", "kept", {}, false});
    const std::string good = log.kept();
    for (const std::string& bad :
         {std::string("nonsense"), std::string("\t\t\t\t\t\t\t\t"),
          std::string("direct\tnew\tx\t1\t1\t1\ta\tb\tc"), std::string("direct\tnew\t1\t1\t1\t1\ta\tb\t\xFF"),
          std::string(100'000, '\t')}) {
        NoticeLog later;
        later.restore(bad + "\n" + good + "\n" + bad);
        ASSERT_EQ(later.all().size(), 1U);
        EXPECT_EQ(later.all()[0].text, "kept");
    }
}

TEST(NoticeLog, it_is_bounded_in_number_and_in_bytes) {
    NoticeLog log;
    for (int count = 0; count < 500; ++count)
        log.add({NoticeKind::Mention,
                 net::RoomId{5},
                 net::Sequence{9},
                 {net::UserId{3}, std::string(64, '\\')},
                 std::string(65, '\t'),
                 std::string(5'000, '\n'),
                 {},
                 false});
    EXPECT_EQ(log.all().size(), NoticeLog::most);
    EXPECT_LE(log.all()[0].text.size(), NoticeLog::most_line_bytes);
    EXPECT_LE(log.kept().size(), NoticeLog::most_bytes);
    static_assert(NoticeLog::most_bytes < model::max_setting_bytes);
}

// --- the desk

struct Window : Telltale {
    ScrollArea scroll;
    bool pressed = false;

    void frame() {
        stage.frame([&](const Scene& scene) {
            const Moment moment = now();
            desk.tell({.model = stage.model,
                       .preferences = preferences,
                       .now = moment,
                       .here = stage.here,
                       .sight = Sight::Conversation},
                      stage.commands);
            draw_notices(scene, {{0, 0}, {344, 700}}, desk.log(), scroll);
            pressed |= desk.draw(scene, {{0, 48}, {900, 700}});
        });
    }
    void settle(int frames = 20) {
        for (int count = 0; count < frames; ++count)
            frame();
    }
    template <typename Command>
    const Command* last_asked() {
        for (auto each = stage.asked.rbegin(); each != stage.asked.rend(); ++each) {
            if (const auto* command = std::get_if<Command>(&*each)) return command;
        }
        return nullptr;
    }
    void click(float x, float y) {
        stage.screen.click(x, y, [this] { settle(3); });
    }
};

TEST(NoticeDesk, a_card_slides_in_goes_by_itself_and_nothing_is_drawn_while_it_stands_still) {
    Window window;
    window.settle();
    window.stage.now.steady_ms += 60'000;
    window.settle();
    EXPECT_EQ(window.desk.toasts().count(), 0U) << "the greeting is gone";
    window.say(talk, 2, "psst", model::bob);
    window.settle();
    EXPECT_EQ(window.desk.toasts().count(), 1U);
    EXPECT_FALSE(window.stage.screen.needs().another_frame);
    const auto* sound = window.last_asked<PlaySound>();
    ASSERT_NE(sound, nullptr);
    EXPECT_EQ(sound->sound, Sound::Message);
    window.stage.now.steady_ms += 10'000;
    window.settle(2);
    EXPECT_EQ(window.desk.toasts().count(), 0U);
}

TEST(NoticeDesk, it_stays_under_the_pointer_and_a_click_goes_to_the_message) {
    Window window;
    window.settle();
    window.stage.now.steady_ms += 60'000;
    window.settle();
    window.say(talk, 2, "psst", model::bob);
    window.settle();
    window.stage.screen.move_mouse(750, 90);
    window.settle(3);
    window.stage.now.steady_ms += 5'500;
    window.settle(3);
    window.stage.now.steady_ms += 1'500;
    window.settle(3);
    EXPECT_EQ(window.desk.toasts().count(), 1U);
    window.click(750, 90);
    EXPECT_TRUE(window.pressed);
    ASSERT_FALSE(window.stage.shown.empty());
    const auto* to = std::get_if<GoToMessage>(&window.stage.shown.back());
    ASSERT_NE(to, nullptr);
    EXPECT_EQ(to->room, talk);
    EXPECT_EQ(to->sequence, net::Sequence{2});
    EXPECT_EQ(window.desk.toasts().count(), 0U);
}

TEST(NoticeDesk, at_most_three_cards_stand_there_one_for_each_room) {
    Window window;
    std::vector<net::MyRoom> rooms;
    for (std::uint64_t id = 1; id <= 6; ++id)
        rooms.push_back(model::direct(net::RoomId{20'000 + id}, {net::UserId{100 + id}, "peer"}));
    rooms.push_back(model::mine(net::lobby, "lobby", 3, 3));
    window.hear(model::RoomsListed{rooms, {}});
    window.settle();
    for (std::uint64_t id = 1; id <= 6; ++id) {
        window.hear(known(model::direct(net::RoomId{20'000 + id}, {net::UserId{100 + id}, "peer"}), 0, 1, 1));
        window.say(net::RoomId{20'000 + id}, 2, "one", {net::UserId{100 + id}, "peer"});
        window.say(net::RoomId{20'000 + id}, 3, "two", {net::UserId{100 + id}, "peer"});
        window.settle(2);
    }
    EXPECT_EQ(window.desk.toasts().count(), Toasts::most);
}

TEST(NoticeDesk, the_card_of_a_removal_stays_until_it_is_pressed_and_opens_who_why_and_how_long) {
    Window window;
    window.settle();
    window.stage.now.steady_ms += 60'000;
    window.hear(put_out_of(model::den, 1'000));
    window.settle();
    window.stage.now.steady_ms += 3'600'000;
    window.settle();
    ASSERT_EQ(window.desk.toasts().count(), 1U);
    EXPECT_FALSE(window.stage.screen.needs().another_frame);
    window.desk.toasts().clear_passing();
    ASSERT_EQ(window.desk.toasts().count(), 1U);
    window.stage.shown.clear();
    window.click(700, 90);
    EXPECT_EQ(window.desk.toasts().count(), 0U);
    ASSERT_EQ(window.stage.shown.size(), 1U);
    const auto* open = std::get_if<OpenDialog>(&window.stage.shown[0]);
    ASSERT_NE(open, nullptr);
    EXPECT_EQ(open->dialog->title(), "You were banned");
}

TEST(NoticeDesk, the_card_of_a_removal_goes_when_one_is_back_in_the_room) {
    Window window;
    window.settle();
    window.hear(put_out_of(model::den, 1'000));
    window.settle();
    ASSERT_EQ(window.desk.toasts().count(), 1U);
    window.hear(model::RoomAdded{model::mine(model::den, "den")});
    window.settle();
    EXPECT_EQ(window.desk.toasts().count(), 0U);
}

TEST(NoticeDesk, cards_that_stay_wait_for_room_and_are_not_lost_behind_others) {
    Window window;
    window.settle();
    window.stage.now.steady_ms += 60'000;
    window.settle();
    std::vector<net::MyRoom> rooms = {model::mine(net::lobby, "lobby", 3, 3),
                                      model::direct(talk, model::bob)};
    for (std::uint64_t id = 1; id <= 4; ++id)
        rooms.push_back(model::mine(net::RoomId{500 + id}, "room"));
    window.hear(model::RoomsListed{rooms, {}});
    for (std::uint64_t id = 1; id <= 4; ++id)
        window.hear(put_out_of(net::RoomId{500 + id}, static_cast<std::int64_t>(id)));
    window.say(talk, 2, "psst", model::bob);
    window.settle();
    EXPECT_EQ(window.desk.toasts().count(), 5U);
    window.stage.now.steady_ms += 10'000;
    window.settle();
    EXPECT_EQ(window.desk.toasts().count(), 4U) << "the message's card is gone by itself";
    for (std::size_t left = 4; left > 0; --left) {
        EXPECT_EQ(window.desk.toasts().count(), left);
        window.click(700, 90);
        window.settle();
    }
    EXPECT_EQ(window.desk.toasts().count(), 0U);
}

TEST(NoticeDesk, a_card_never_takes_the_keyboard) {
    Window window;
    std::string written;
    const auto frame = [&](FieldRequest request) {
        window.stage.frame([&](const Scene& scene) {
            field(scene.context, "writing", {{20, 600}, {400, 640}}, written, {.request = request});
            const Moment moment = window.now();
            window.desk.tell({.model = window.stage.model,
                              .preferences = window.preferences,
                              .now = moment,
                              .here = window.stage.here},
                             window.stage.commands);
            window.desk.draw(scene, {{0, 48}, {900, 700}});
        });
    };
    frame(FieldRequest::Focus);
    for (int count = 0; count < 5; ++count)
        frame(FieldRequest::Nothing);
    window.stage.screen.type("before ");
    for (int count = 0; count < 10; ++count)
        frame(FieldRequest::Nothing);
    window.say(talk, 2, "psst", model::bob);
    for (int count = 0; count < 10; ++count)
        frame(FieldRequest::Nothing);
    window.stage.screen.type("after");
    for (int count = 0; count < 10; ++count)
        frame(FieldRequest::Nothing);
    EXPECT_GE(window.desk.toasts().count(), 1U);
    EXPECT_EQ(written, "before after");
}

TEST(NoticeDesk, the_desktop_is_told_behind_other_windows_and_a_click_there_leads_to_the_message) {
    Window window;
    window.has_focus = false;
    window.settle();
    window.say(talk, 2, "psst", model::bob);
    window.settle();
    const auto* told = window.last_asked<NotifyDesktop>();
    ASSERT_NE(told, nullptr);
    EXPECT_EQ(told->title, "bob");
    EXPECT_NE(window.last_asked<AskForAttention>(), nullptr);
    window.desk.hear(DesktopEvent{NotificationClicked{told->id}});
    window.stage.shown.clear();
    window.settle(2);
    ASSERT_FALSE(window.stage.shown.empty());
    EXPECT_EQ(std::get<GoToMessage>(window.stage.shown.back()).sequence, net::Sequence{2});
    window.hear(model::ReadUpTo{talk, {net::Sequence{2}, net::PostCount{2}, {}}});
    window.settle(2);
    EXPECT_NE(window.last_asked<WithdrawNotification>(), nullptr);
}

TEST(NoticeDesk, what_the_desktop_says_of_an_invitation_stays_until_it_is_answered_and_of_a_mute_for_good) {
    Window window;
    window.has_focus = false;
    window.settle();
    window.hear(model::InvitationArrived{model::summary(model::attic, "attic"), model::alice});
    window.settle(2);
    const auto* invited = window.last_asked<NotifyDesktop>();
    ASSERT_NE(invited, nullptr);
    EXPECT_EQ(invited->title, "Invitation to #attic");
    const NotificationId invitation = invited->id;
    EXPECT_EQ(window.last_asked<WithdrawNotification>(), nullptr);
    net::StandingSet standing;
    standing.room = model::den;
    standing.muted_until = net::for_good;
    window.hear(model::StandingChanged{standing});
    window.settle(2);
    EXPECT_EQ(window.last_asked<NotifyDesktop>()->title, "You may only read in #den");
    window.hear(put_out_of(model::den, 1));
    window.settle(2);
    EXPECT_NE(window.last_asked<NotifyDesktop>()->title, "You may only read in #den");
    EXPECT_EQ(window.last_asked<WithdrawNotification>(), nullptr);
    window.hear(model::RoomAdded{model::mine(model::attic, "attic")});
    window.settle(2);
    ASSERT_NE(window.last_asked<WithdrawNotification>(), nullptr);
    EXPECT_EQ(window.last_asked<WithdrawNotification>()->id, invitation);
}

TEST(NoticeDesk, the_list_is_kept_and_comes_back_at_the_next_start) {
    Window window;
    window.settle();
    window.say(talk, 2, "psst", model::bob);
    window.settle();
    window.stage.now.steady_ms += 5'000;
    window.settle();
    const auto* kept = window.stage.last_sent<model::KeepSetting>();
    ASSERT_NE(kept, nullptr);
    EXPECT_TRUE(kept->name.starts_with("kept.notices.")) << kept->name;
    Window later;
    later.preferences.learn({{kept->name, kept->value}});
    later.settle();
    ASSERT_FALSE(later.desk.log().all().empty());
    EXPECT_EQ(later.desk.log().all()[0].text, "psst");
}

TEST(NoticesPanel, a_press_goes_to_the_message_and_takes_the_dot_away) {
    Window window;
    window.settle();
    window.say(talk, 2, "psst", model::bob);
    window.settle();
    EXPECT_EQ(window.desk.log().unseen(), 1U);
    window.click(150, 110);
    EXPECT_EQ(window.desk.log().unseen(), 0U);
    ASSERT_FALSE(window.stage.shown.empty());
    EXPECT_EQ(std::get<GoToMessage>(window.stage.shown.back()).room, talk);
}

TEST(NoticesPanel, all_are_marked_as_read_at_once) {
    Window window;
    window.settle();
    for (std::uint64_t sequence = 2; sequence < 20; ++sequence)
        window.say(talk, sequence, "psst", model::bob);
    window.settle();
    EXPECT_EQ(window.desk.log().unseen(), 18U);
    window.click(60, 66);
    EXPECT_EQ(window.desk.log().unseen(), 0U);
}

// --- the whole window

struct Shown {
    twin::OffScreen screen;
    FixedZone zone{0};
    model::Model model;
    Commands commands;
    Shell shell{{}};

    explicit Shown(int width = 900) : screen(width, 700, {}) {
        hear(model::SettingsKnown{});
        hear(model::Online{.me = model::me, .server = {.name = "Attic LAN"}, .limits = {}, .at = {}});
        hear(model::RoomsListed{{model::mine(net::lobby, "lobby"), model::mine(model::den, "den"),
                                 model::direct(talk, model::bob)},
                                {}});
    }
    void hear(const model::LinkEvent& event) {
        model.apply(event);
        shell.hear(event);
    }
    void count(net::RoomId room, std::uint64_t posts, std::uint64_t mentions) {
        hear(model::UnreadChanged{{{.room = room,
                                    .head = net::Sequence{posts},
                                    .posts = net::PostCount{posts},
                                    .mentions = net::MentionCount{mentions},
                                    .last_at = {},
                                    .read = {}}}});
    }
    std::string title() {
        Moment now{.zone = zone};
        now.window_has_focus = false;
        screen.frame([&](const Context&) {});
        shell.tell(now, model, commands);
        return shell.title(model);
    }
    void settle(int frames = 20) {
        for (int count = 0; count < frames; ++count) {
            Moment now{.zone = zone};
            now.steady_ms = screen.now_ms();
            now.writing = &screen.writing();
            screen.set_theme(shell.theme().choice());
            screen.bare_frame([&] { shell.draw(screen.fonts(), now, model, commands); });
            for (const model::LinkCommand& command : commands.take_link()) {
                if (const auto* post = std::get_if<model::Post>(&command)) posted = post->text;
            }
        }
    }
    bool says(std::string_view words) { return screen.says(words); }
    void click(float x, float y) {
        screen.click(x, y, [this] { settle(3); });
        settle();
    }

    std::string posted;
};

TEST(Title, counts_nothing_of_a_muted_room) {
    Shown window;
    window.settle();
    window.count(model::den, 5, 2);
    EXPECT_TRUE(window.title().starts_with("(2)"));
    net::ServerKeyHash key = window.model.server().key;
    window.hear(model::SettingsKnown{
        {{"kept.room." + text::hexadecimal(key) + "." + std::to_string(model::den.value) + ".muted-until",
          std::to_string(net::for_good.value)}}});
    EXPECT_TRUE(window.title().starts_with("#lobby")) << window.title();
}

TEST(Removed, typing_goes_on_in_the_composer_while_the_card_appears_and_a_click_tells_more) {
    Shown window;
    window.settle();
    window.screen.type("before ");
    window.settle();
    window.hear(put_out_of(model::den, 1'000));
    window.settle();
    EXPECT_TRUE(window.says("You were banned from #den"));
    window.screen.type("after");
    window.settle();
    window.screen.press_key(ImGuiKey_Enter);
    window.settle();
    EXPECT_EQ(window.posted, "before after");
    EXPECT_FALSE(window.says("For how long"));
    window.click(700, 90);
    EXPECT_TRUE(window.says("For how long"));
    EXPECT_TRUE(window.says("alice put you out of #den"));
}

TEST(Toasts, stand_over_the_conversation_and_leave_the_members_free) {
    Shown window(1280);
    window.settle();
    window.hear(put_out_of(model::den, 1'000));
    window.settle();
    const Writing& writing = window.screen.writing();
    const auto card = std::ranges::find_if(
        writing, [](const WrittenText& each) { return each.text.starts_with("You were banned from #den"); });
    ASSERT_NE(card, writing.end());
    const float members = 1280 - measure::members;
    EXPECT_GT(card->at.x, members - 360);
    window.click(members + 60, card->at.y);
    EXPECT_FALSE(window.says("For how long")) << "a press beside the card is none on it";
    window.click(card->at.x, card->at.y + 6);
    EXPECT_TRUE(window.says("For how long"));
}

TEST(Removed, whoever_is_put_out_of_the_whole_server_reads_why_on_the_connect_screen) {
    Shown window;
    window.settle();
    window.hear(put_out_of(model::den, 1'000));
    window.settle();
    window.hear(model::Refused{.why = model::Refusal::Banned,
                               .text = "You are banned: too loud.",
                               .tries_left = 0,
                               .suggestion = {},
                               .retry_after = {}});
    window.settle();
    EXPECT_TRUE(window.says("too loud."));
    EXPECT_FALSE(window.says("You were banned from #den")) << "its room is left";
}

TEST(Title, it_counts_what_is_meant_for_oneself_and_if_there_is_none_what_is_unread) {
    Shown window;
    EXPECT_TRUE(window.title().ends_with(" - Crosstalk"));
    EXPECT_FALSE(window.title().starts_with("("));
    window.count(model::den, 7, 0);
    EXPECT_TRUE(window.title().starts_with("(7) ")) << window.title();
    window.count(model::den, 8, 1);
    window.count(talk, 2, 0);
    EXPECT_TRUE(window.title().starts_with("(3) ")) << window.title();
}

}  // namespace
}  // namespace crosstalk::ui
