// Menus of rooms, people, the server and oneself; invitations; topic and bell of the conversation.
#include <gtest/gtest.h>

#include "net/text/markup/links.hpp"
#include "tests/panels/dialog_hands.hpp"
#include "ui/notices/notifier.hpp"
#include "ui/panels/conversation_topic.hpp"
#include "ui/panels/dialogs/link_question.hpp"
#include "ui/panels/members_panel.hpp"
#include "ui/panels/own_presence.hpp"
#include "ui/panels/person_menu.hpp"
#include "ui/panels/presence.hpp"
#include "ui/panels/room_link.hpp"
#include "ui/panels/room_menu.hpp"
#include "ui/panels/rooms_panel.hpp"
#include "ui/panels/server_menu.hpp"

namespace crosstalk::ui {
namespace {

using twin::Hands;
using twin::Stage;

constexpr std::int64_t hour_ms = 3'600'000;

// The left column.
struct Rooms : Hands {
    Rooms() : Hands(400, 800) {
        beneath = [this](const Scene& scene) {
            draw_rooms(scene, {{0, 0}, {260, 800}}, scroll, ServerHeader::Shown);
            draw_server_menu(scene, {{8, 0}, {260, 60}});
        };
        settle();
    }
    RoomRules rules() { return {stage.preferences, stage.model.server().key}; }

    ScrollArea scroll;
};

TEST(RoomMenu, mutes_for_an_hour_until_tomorrow_or_for_good_and_ends_it) {
    Rooms rooms;
    const std::int64_t now = rooms.stage.now.wall_ms;
    rooms.right_press("den");
    rooms.press("Mute for 1 hour");
    EXPECT_EQ(rooms.rules().muted_until(model::den).value, now + hour_ms);
    rooms.right_press("den");
    EXPECT_FALSE(rooms.says("Mute for 1 hour"));
    rooms.press("Unmute");
    EXPECT_FALSE(rooms.rules().is_muted(model::den, now));
    rooms.right_press("den");
    rooms.press("Mute until tomorrow");
    EXPECT_EQ(rooms.rules().muted_until(model::den), tomorrow_morning(now, rooms.stage.zone));
    rooms.right_press("den");
    rooms.press("Unmute");
    rooms.right_press("den");
    rooms.press("Mute until I unmute it");
    EXPECT_EQ(rooms.rules().muted_until(model::den), net::for_good);
}

TEST(RoomMenu, challenges_somebody_of_that_room) {
    Rooms rooms;
    rooms.right_press("den");
    rooms.press("Challenge someone");
    ASSERT_NE(rooms.shown<OpenChallenge>(), nullptr);
    EXPECT_EQ(rooms.shown<OpenChallenge>()->room, model::den);
    EXPECT_FALSE(rooms.shown<OpenChallenge>()->user.id);
}

TEST(RoomMenu, chooses_what_is_worth_a_notification) {
    Rooms rooms;
    rooms.right_press("den");
    rooms.press("Notify me of nothing");
    EXPECT_EQ(rooms.rules().chosen_level(model::den), NoticeLevel::Nothing);
    rooms.right_press("den");
    rooms.press("Notify me of everything");
    EXPECT_EQ(rooms.rules().chosen_level(model::den), NoticeLevel::All);
}

TEST(RoomMenu, marks_a_room_as_read_that_was_never_opened) {
    Rooms rooms;
    net::RoomCounts counts;
    counts.room = model::den;
    counts.head = {40};
    counts.posts = {30};
    counts.mentions = {2};
    rooms.stage.hear(model::UnreadChanged{{counts}});
    rooms.settle();
    rooms.right_press("den");
    rooms.press("Mark as read");
    const auto* read = rooms.stage.last_sent<model::MarkRead>();
    ASSERT_NE(read, nullptr);
    EXPECT_EQ(read->room, model::den);
    EXPECT_EQ(read->read, (net::ReadMark{{40}, {30}, {2}}));
}

TEST(RoomMenu, copies_a_link_that_leads_to_the_room) {
    Rooms rooms;
    rooms.right_press("den");
    rooms.press("Copy room link");
    const std::string link = rooms.copied();
    EXPECT_EQ(text::find_links("come to " + link + "."), std::vector<std::string_view>{link});
    rooms.stage.frame([&](const Scene& scene) { follow_link(scene, link); });
    ASSERT_NE(rooms.shown<GoToRoom>(), nullptr);
    EXPECT_EQ(rooms.shown<GoToRoom>()->room, model::den);
    EXPECT_EQ(rooms.shown<OpenDialog>(), nullptr) << "nobody is asked about a browser";
}

TEST(RoomLink, asks_to_be_let_into_a_room_that_one_is_not_in) {
    Rooms rooms;
    const std::string link = link_of_room(rooms.stage.model.server().key, model::attic);
    rooms.stage.frame([&](const Scene& scene) { follow_link(scene, " " + link + "\n"); });
    ASSERT_NE(rooms.shown<EnterRoom>(), nullptr);
    EXPECT_EQ(rooms.shown<EnterRoom>()->room, model::attic);
}

TEST(RoomLink, of_another_server_or_cut_off_leads_nowhere) {
    Rooms rooms;
    net::ServerKeyHash other{};
    other[0] = 1;
    const std::string whole = link_of_room(other, model::den);
    for (const std::string& link : {whole, whole.substr(0, whole.size() - 4)}) {
        rooms.stage.shown.clear();
        rooms.stage.frame([&](const Scene& scene) { follow_link(scene, link); });
        EXPECT_EQ(rooms.stage.shown.size(), 1U) << link;
        EXPECT_NE(rooms.shown<SayBriefly>(), nullptr) << link;
    }
    EXPECT_TRUE(rooms.stage.asked.empty()) << "no browser is told";
}

TEST(RoomLink, is_read_as_it_is_written_only) {
    const net::ServerKeyHash key{0xAB, 0xCD};
    const std::string link = link_of_room(key, {12});
    EXPECT_EQ(link, "crosstalk://room/abcd000000000000/12");
    const auto read = read_room_link("Crosstalk://Room/ABCD000000000000/12");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->room, net::RoomId{12});
    EXPECT_TRUE(leads_to(*read, key));
    for (const std::string_view bad :
         {"", "crosstalk://room/", "crosstalk://room/abcd000000000000", "crosstalk://room/abcd000000000000/",
          "crosstalk://room/abcd000000000000/0", "crosstalk://room/abcd000000000000/-1",
          "crosstalk://room/abcd000000000000/12/3", "crosstalk://room/abcd000000000000/99999999999999999999",
          "crosstalk://room/ghij000000000000/12", "https://room/abcd000000000000/12"})
        EXPECT_FALSE(read_room_link(bad)) << bad;
}

TEST(RoomMenu, offers_what_the_role_allows) {
    Rooms rooms;
    rooms.right_press("den");
    for (const char* words : {"Invite people", "Topic and settings", "Leave", "Delete for good"})
        EXPECT_TRUE(rooms.says(words)) << words;
    rooms.key(ImGuiKey_Escape);
    rooms.be(net::Role::Member);
    rooms.right_press("den");
    EXPECT_TRUE(rooms.says("Leave"));
    EXPECT_FALSE(rooms.says("Delete for good"));
    rooms.key(ImGuiKey_Escape);
    rooms.right_press("lobby");
    EXPECT_TRUE(rooms.says("Topic and rules"));
    EXPECT_FALSE(rooms.says("Leave")) << "nobody leaves the lobby but with the server";
}

TEST(RoomMenu, leaves_a_public_room_at_once_and_asks_about_a_private_one) {
    Rooms rooms;
    net::MyRoom attic = model::mine(model::attic, "attic");
    attic.room.kind = net::RoomKind::Private;
    attic.room.members = 5;
    net::MyRoom den = model::mine(model::den, "den");
    den.room.members = 5;
    rooms.stage.hear(model::RoomAdded{attic});
    rooms.stage.hear(model::RoomAdded{den});
    rooms.stage.hear(model::RoomsListed{{model::mine(net::lobby, "lobby"), den, attic}, {}});
    rooms.settle();
    rooms.right_press("attic");
    rooms.press("Leave");
    EXPECT_EQ(rooms.performed<net::LeaveRoom>(), nullptr);
    EXPECT_TRUE(rooms.says("#attic is private"));
    rooms.press("Leave");
    ASSERT_NE(rooms.performed<net::LeaveRoom>(), nullptr);
    EXPECT_EQ(rooms.performed<net::LeaveRoom>()->room, model::attic);
    rooms.done();
    rooms.right_press("den");
    rooms.press("Leave");
    EXPECT_EQ(rooms.performed<net::LeaveRoom>()->room, model::den);
}

TEST(Invitations, are_accepted_and_declined) {
    Rooms rooms;
    rooms.stage.hear(model::InvitationArrived{model::summary(model::attic, "attic"), model::bob});
    rooms.settle();
    EXPECT_TRUE(rooms.says("bob invites you"));
    rooms.press("Accept");
    ASSERT_NE(rooms.shown<EnterRoom>(), nullptr);
    EXPECT_EQ(rooms.shown<EnterRoom>()->room, model::attic);
    rooms.press("Decline");
    ASSERT_NE(rooms.performed<net::LeaveRoom>(), nullptr);
    EXPECT_EQ(rooms.performed<net::LeaveRoom>()->room, model::attic);
}

TEST(ServerMenu, leads_everywhere_and_invites_only_for_those_who_serve) {
    Rooms rooms;
    for (const auto& [entry, title] :
         {std::pair{"Server information", "Fingerprint"},
          std::pair{"Create a room", "Only invited people see it"}, std::pair{"Browse rooms", "Find a room"},
          std::pair{"My profile", "How others see you"}, std::pair{"Invite people", "Valid for"},
          std::pair{"Invite links", "Invites to the server"}}) {
        rooms.press("Attic LAN");
        rooms.press(entry);
        EXPECT_TRUE(rooms.says(title)) << entry;
        rooms.dialogs.close_all();
        rooms.settle();
    }
    rooms.be(net::Role::Member);
    rooms.press("Attic LAN");
    EXPECT_FALSE(rooms.says("Invite people"));
    rooms.press("Leave this server");
    EXPECT_NE(rooms.stage.last_sent<model::Disconnect>(), nullptr);
}

TEST(OwnBar, chooses_how_one_is_seen_and_keeps_it) {
    Rooms rooms;
    rooms.press("me");
    rooms.press("Do not disturb");
    const auto* chosen = rooms.stage.last_sent<model::SetPresence>();
    ASSERT_NE(chosen, nullptr);
    EXPECT_EQ(chosen->state, net::PresenceState::Busy);
    EXPECT_TRUE(rooms.says("Do not disturb"));
    EXPECT_TRUE(rooms.stage.preferences.is_on(SettingId::DoNotDisturb));
    EXPECT_TRUE(is_quiet(rooms.stage.preferences, rooms.stage.now)) << "nothing rings";
    rooms.press("me");
    rooms.press("Online");
    EXPECT_FALSE(rooms.stage.preferences.is_on(SettingId::DoNotDisturb));
}

TEST(OwnBar, others_see_do_not_disturb_by_the_setting_and_in_quiet_time_but_never_the_invisible) {
    Rooms rooms;
    Stage& stage = rooms.stage;
    stage.preferences.learn({});
    stage.now.wall_ms = 0;
    PresenceKeeper keeper;
    const auto seen = [&] {
        stage.frame([&](const Scene& scene) { keeper.tell(scene.preferences, scene.now, scene.commands); });
        const auto* told = stage.last_sent<model::SetPresence>();
        return told == nullptr ? net::PresenceState::Online : told->state;
    };
    EXPECT_EQ(seen(), net::PresenceState::Online);
    stage.preferences.set(SettingId::DoNotDisturb, "on", stage.commands);
    EXPECT_EQ(seen(), net::PresenceState::Busy);
    stage.preferences.set(SettingId::DoNotDisturb, "off", stage.commands);
    EXPECT_EQ(seen(), net::PresenceState::Online);
    stage.preferences.set(SettingId::QuietHours, "on", stage.commands);
    EXPECT_EQ(seen(), net::PresenceState::Busy) << "at midnight, between 23:00 and 08:00";
    stage.now.wall_ms = 8 * hour_ms - 10;
    EXPECT_EQ(quiet_changes_in(stage.preferences, stage.now), 10);
    stage.now.wall_ms = 8 * hour_ms;
    EXPECT_EQ(seen(), net::PresenceState::Online);
    stage.now.wall_ms = 0;
    stage.frame([&](const Scene& scene) { choose_presence(scene, net::PresenceState::Offline); });
    EXPECT_EQ(seen(), net::PresenceState::Offline);
}

TEST(OwnBar, what_was_chosen_is_told_once_at_the_next_start) {
    Hands hands;
    hands.stage.preferences.learn({{"kept.presence", "invisible"}});
    PresenceKeeper keeper;
    hands.beneath = [&](const Scene& scene) { keeper.tell(scene.preferences, scene.now, scene.commands); };
    hands.settle();
    const auto told = std::ranges::count_if(hands.stage.sent, [](const model::LinkCommand& command) {
        return std::holds_alternative<model::SetPresence>(command);
    });
    EXPECT_EQ(told, 1);
    EXPECT_EQ(hands.stage.last_sent<model::SetPresence>()->state, net::PresenceState::Offline);
}

// The right column.
struct People : Hands {
    explicit People(Density density = Density::Cosy) : Hands(600, 800, {.density = density}) {
        beneath = [this](const Scene& scene) {
            draw_members(scene, {{0, 0}, {260, 800}}, scroll, *stage.model.room(net::lobby));
        };
        settle();
    }
    ScrollArea scroll;
};

TEST(MembersPanel, while_the_connection_is_lost_nobody_looks_as_if_they_were_here) {
    People people;
    people.stage.hear(
        model::members({model::member(model::alice), model::member(model::bob, net::PresenceState::Away)}));
    people.settle();
    const auto color_of_alice = [&] {
        const Writing& writing = people.stage.screen.writing();
        const auto found = std::ranges::find(writing, "alice", &WrittenText::text);
        return found == writing.end() ? Color{} : found->color;
    };
    const Color here = color_of_alice();
    EXPECT_NE(here, Color{});
    EXPECT_TRUE(people.says("Away"));
    people.stage.hear(model::Offline{.reason = "The server went away.", .retry_in = {4000}, .at = {}});
    people.settle();
    const model::Model& model = people.stage.model;
    EXPECT_EQ(color_of_alice(), people.stage.screen.theme()[Role::TextMuted]);
    EXPECT_FALSE(people.says("Away"));
    for (const net::UserRef& user : {model::alice, model::bob})
        EXPECT_EQ(presence_in(model, user.id), Presence::Offline) << user.name;
    people.stage.hear(
        model::Online{.me = model::me, .server = {.name = "Attic LAN"}, .limits = {}, .at = {}});
    people.settle();
    EXPECT_EQ(color_of_alice(), here);
    EXPECT_TRUE(people.says("Away"));
    EXPECT_EQ(presence_in(model, model::bob.id), Presence::Away);
}

TEST(MembersPanel, says_who_is_muted_in_every_density) {
    for (const Density density : {Density::Compact, Density::Cosy, Density::Roomy}) {
        People people(density);
        net::Member muted = model::member({model::bob.id, "somebody with a very long name"});
        muted.muted_until = net::for_good;
        people.stage.hear(model::members({model::member(model::alice), muted}));
        people.settle();
        EXPECT_TRUE(people.says("Muted")) << static_cast<int>(density);
    }
}

TEST(PersonMenu, leads_to_messages_mentions_the_profile_and_order) {
    People people;
    people.right_press("alice");
    for (const char* words :
         {"Message", "Send a file", "Mention", "Profile", "Ignore", "Role", "Mute", "Kick", "Ban"})
        EXPECT_TRUE(people.says(words)) << words;
    people.press("Mention");
    ASSERT_NE(people.shown<PutInComposer>(), nullptr);
    EXPECT_EQ(people.shown<PutInComposer>()->text, "@alice ");
    people.right_press("alice");
    people.press("Send a file");
    ASSERT_NE(people.shown<SendFilesTo>(), nullptr);
    EXPECT_EQ(people.shown<SendFilesTo>()->user.id, model::alice.id);
    people.press("bob");
    people.press("Ban");
    EXPECT_TRUE(people.says("For how long"));
    people.press("Ban");
    EXPECT_EQ(people.dialogs.count(), 1U);
}

TEST(PersonMenu, challenges_in_the_room_that_both_are_in) {
    People people;
    people.right_press("alice");
    people.press("Challenge to a game");
    ASSERT_NE(people.shown<OpenChallenge>(), nullptr);
    EXPECT_EQ(people.shown<OpenChallenge>()->room, net::lobby);
    EXPECT_EQ(people.shown<OpenChallenge>()->user.id, model::alice.id);
}

TEST(PersonMenu, a_member_keeps_no_order) {
    People people;
    people.be(net::Role::Member);
    people.right_press("alice");
    EXPECT_TRUE(people.says("Message"));
    for (const char* words : {"Kick", "Ban", "Mute", "Role"})
        EXPECT_FALSE(people.says(words)) << words;
}

TEST(PersonMenu, an_admin_does_not_act_on_those_who_count_as_much) {
    People people;
    net::Member alice = model::member(model::alice);
    alice.role = net::Role::Admin;
    people.stage.hear(model::members({alice, model::member(model::bob)}));
    people.be(net::Role::Admin);
    people.right_press("alice");
    EXPECT_FALSE(people.says("Kick"));
    people.key(ImGuiKey_Escape);
    people.right_press("bob");
    EXPECT_TRUE(people.says("Kick"));
}

TEST(PersonMenu, lifts_a_mute) {
    People people;
    net::Member alice = model::member(model::alice);
    alice.muted_until = net::for_good;
    people.stage.hear(model::members({alice}));
    people.settle();
    EXPECT_TRUE(people.says("Muted")) << "all see it";
    people.press("alice");
    people.press("Unmute");
    ASSERT_NE(people.performed<net::UnmuteUser>(), nullptr);
    EXPECT_EQ(people.performed<net::UnmuteUser>()->user, model::alice.id);
}

TEST(ConversationTopic, is_shown_in_one_line_and_leads_to_the_settings) {
    Hands hands;
    net::MyRoom lobby = model::mine(net::lobby, "lobby");
    lobby.room.topic = "Doors open at 18:00";
    hands.stage.hear(model::RoomsListed{{lobby, model::mine(model::den, "den")}, {}});
    hands.beneath = [&](const Scene& scene) {
        draw_room_topic(scene, {{0, 0}, {400, 48}}, *scene.room());
        draw_room_bell(scene, {{420, 8}, {452, 40}}, *scene.room());
    };
    hands.settle();
    hands.press("Doors open at 18:00");
    EXPECT_TRUE(hands.says("#lobby"));
    EXPECT_TRUE(hands.says("Who may write"));
}

}  // namespace
}  // namespace crosstalk::ui
