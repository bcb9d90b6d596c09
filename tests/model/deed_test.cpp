// What is to be done about each command in a small world: the whole path from what is typed to what is asked.
#include "client/model/deed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

using ::testing::HasSubstr;

const net::UserRef carol{net::UserId{13}, "carol"};
constexpr net::RoomId with_bob{7000};

constexpr TypedAt noon{.now = {1'795'176'000'000}, .utc_offset = {}};

// In the lobby, in #den with messages 5 to 9, in a room of two with bob; invited to #attic; alice and bob are known.
Model world() {
    Model model = in_the_lobby();
    model.apply(members({member(alice), member(bob), member(me)}));
    model.apply(RoomAdded{mine(den, "Den")});
    model.apply(RoomAdded{direct(with_bob, bob)});
    model.apply(InvitationArrived{summary(attic, "attic"), bob});
    RoomSynced den_synced = synced(den, 0, 5, 9);
    den_synced.state.room = mine(den, "Den", 9, 9);
    auto& messages = den_synced.state.messages;
    messages[1].author = me;                                                                // 6
    messages[2].deleted = true;                                                             // 7
    messages[3].reactions = {{.emoji = "\xf0\x9f\x91\x8d", .count = 1, .users = {me.id}}};  // 8
    messages[3].author = me;
    model.apply(den_synced);
    return model;
}

Step step(std::string_view typed, net::RoomId here = den, const Findings& found = {}) {
    static const Model model = world();
    const Line line = parse_line(typed, noon);
    const auto* command = std::get_if<CommandLine>(&line);
    if (!command) {
        ADD_FAILURE() << typed << " -> " << std::get<BadLine>(line).text;
        return Deed{Quit{}};
    }
    return next_step(*command, model, here, found);
}

template <class D>
D deed(std::string_view typed, net::RoomId here = den, const Findings& found = {}) {
    const Step done = step(typed, here, found);
    if (const auto* bad = std::get_if<BadLine>(&done)) ADD_FAILURE() << typed << " -> " << bad->text;
    const auto* all = std::get_if<Deed>(&done);
    const auto* known = all ? std::get_if<D>(all) : nullptr;
    EXPECT_NE(known, nullptr) << typed;
    return known ? *known : D{};
}

net::Command performed(std::string_view typed, net::RoomId here = den, const Findings& found = {}) {
    const Tell tell = deed<Tell>(typed, here, found);
    const auto* perform = std::get_if<Perform>(&tell.command);
    EXPECT_NE(perform, nullptr) << typed;
    return perform ? perform->command : net::Command{};
}

Question asked(std::string_view typed, net::RoomId here = den, const Findings& found = {}) {
    const Tell tell = deed<Tell>(typed, here, found);
    const auto* question = std::get_if<Ask>(&tell.command);
    EXPECT_NE(question, nullptr) << typed;
    return question ? question->question : Question{};
}

BadLine bad(std::string_view typed, net::RoomId here = den, const Findings& found = {}) {
    const Step done = step(typed, here, found);
    const auto* wrong = std::get_if<BadLine>(&done);
    EXPECT_NE(wrong, nullptr) << typed;
    return wrong ? *wrong : BadLine{};
}

template <class N>
bool needs(std::string_view typed, net::RoomId here = den) {
    const Step done = step(typed, here);
    const auto* need = std::get_if<Need>(&done);
    return need && std::holds_alternative<N>(*need);
}

net::MessageTarget target(std::uint64_t sequence) {
    return {.message = {1000 + sequence}, .sequence = {}, .author = {}, .at = {}};
}

Findings with_people() {
    Findings found;
    found.people = true;
    return found;
}

// --- rooms

TEST(Deeds, rooms_are_made_named_set_and_dissolved) {
    EXPECT_EQ(performed("/create board games"),
              net::Command(net::CreateRoom{"board games", net::RoomKind::Public, ""}));
    EXPECT_EQ(performed("/create-private cellar"),
              net::Command(net::CreateRoom{"cellar", net::RoomKind::Private, ""}));
    EXPECT_EQ(performed("/rename card games"), net::Command(net::RenameRoom{den, "card games", ""}));
    EXPECT_EQ(performed("/topic Friday"), net::Command(net::SetTopic{den, "Friday"}));
    EXPECT_EQ(performed("/topic -"), net::Command(net::SetTopic{den, ""}));
    EXPECT_EQ(deed<ShowRoom>("/topic").room, den);
    EXPECT_EQ(performed("/public"), net::Command(net::SetRoomKind{den, net::RoomKind::Public}));
    EXPECT_EQ(performed("/private"), net::Command(net::SetRoomKind{den, net::RoomKind::Private}));
    EXPECT_EQ(performed("/posters admins"), net::Command(net::SetPosters{den, net::Posters::Admins}));
    EXPECT_EQ(performed("/slow 30"), net::Command(net::SetSlowMode{den, 30}));
    EXPECT_EQ(performed("/slow off"), net::Command(net::SetSlowMode{den, 0}));
    EXPECT_EQ(performed("/room-passkey sesame"), net::Command(net::SetRoomPasskey{den, "sesame", {}, {}}));
    EXPECT_EQ(performed("/room-passkey off"), net::Command(net::SetRoomPasskey{den, "", {}, {}}));
    EXPECT_EQ(deed<ShowRoom>("/room-passkey").room, den);
    EXPECT_EQ(performed("/dissolve den"), net::Command(net::DissolveRoom{den}));
    EXPECT_EQ(performed("/dissolve #Den"), net::Command(net::DissolveRoom{den}));
    EXPECT_EQ(bad("/dissolve lobby").why, BadLine::Why::NotConfirmed);
    EXPECT_THAT(bad("/dissolve yes").text, HasSubstr("/dissolve Den"));
}

TEST(Deeds, the_lobby_and_conversations_of_two_stay_as_they_are) {
    for (const char* typed : {"/rename x", "/public", "/private", "/room-passkey sesame", "/dissolve lobby",
                              "/invite bob", "/leave"}) {
        EXPECT_EQ(bad(typed, net::lobby).why, BadLine::Why::NotHere) << typed;
    }
    for (const char* typed :
         {"/rename x", "/topic x", "/public", "/posters admins", "/slow 3", "/room-passkey x",
          "/dissolve bob", "/invite bob", "/leave", "/kick bob", "/ban bob", "/mute bob", "/unmute bob",
          "/unban bob", "/bans", "/role bob admin", "/audit", "/purge 1d bob"}) {
        EXPECT_EQ(bad(typed, with_bob).why, BadLine::Why::NotHere) << typed;
    }
    EXPECT_EQ(performed("/topic hello", net::lobby), net::Command(net::SetTopic{net::lobby, "hello"}));
}

TEST(Deeds, a_room_is_entered_by_invitation_by_name_by_number_or_by_its_passkey) {
    EXPECT_EQ(deed<SwitchTo>("/join den", net::lobby).room, den) << "one's own";
    EXPECT_EQ(deed<SwitchTo>("/switch @bob").room, with_bob);
    EXPECT_EQ(performed("/join attic"), net::Command(net::JoinRoom{attic, "", "", {}}));
    EXPECT_TRUE(needs<NeedDirectory>("/join cellar"));
    Findings found;
    found.directory = {summary(net::RoomId{9000}, "Cellar")};
    EXPECT_EQ(performed("/join #cellar", den, found),
              net::Command(net::JoinRoom{net::RoomId{9000}, "", "", {}}));
    EXPECT_EQ(performed("/join cellar sesame", den, found),
              net::Command(net::JoinRoom{net::RoomId{9000}, "", "sesame", {}}));
    EXPECT_EQ(performed("/join 9216", den, found),
              net::Command(net::JoinRoom{net::RoomId{9216}, "", "", {}}));
    EXPECT_EQ(performed("/join vault open sesame", den, found),
              net::Command(net::JoinRoom{{}, "vault", "open sesame", {}}));
    EXPECT_EQ(bad("/join vault", den, found).why, BadLine::Why::NoSuchRoom);
    found.directory->push_back(summary(net::RoomId{9001}, "board games"));
    EXPECT_EQ(performed("/join board games", den, found),
              net::Command(net::JoinRoom{net::RoomId{9001}, "", "", {}}))
        << "a name with blanks rather than a passkey";
    EXPECT_EQ(performed("/join \"board\" games", den, found),
              net::Command(net::JoinRoom{{}, "board", "games", {}}));
    EXPECT_EQ(bad("/switch vault").why, BadLine::Why::NoSuchRoom);
    EXPECT_EQ(performed("/leave"), net::Command(net::LeaveRoom{den}));
    EXPECT_EQ(performed("/leave den", net::lobby), net::Command(net::LeaveRoom{den}));
    EXPECT_EQ(performed("/leave attic"), net::Command(net::LeaveRoom{attic})) << "declines";
    EXPECT_EQ(bad("/leave vault").why, BadLine::Why::NoSuchRoom);
    EXPECT_EQ(asked("/list"), Question(net::Directory{}));
}

// --- people who are named

TEST(Deeds, somebody_unknown_is_looked_for_among_everybody_first) {
    EXPECT_EQ(performed("/invite bob"), net::Command(net::InviteUser{den, bob.id, net::Role::Member}));
    EXPECT_EQ(performed("/invite-guest @Bob"), net::Command(net::InviteUser{den, bob.id, net::Role::Guest}));
    for (const char* typed : {"/invite carol", "/who carol", "/kick carol", "/ban carol", "/unban carol",
                              "/mute carol", "/unmute carol", "/role carol admin", "/msg carol hi",
                              "/ignore carol", "/devices carol", "/reclaim carol", "/search x from:carol"}) {
        EXPECT_TRUE(needs<NeedPeople>(typed)) << typed;
        EXPECT_EQ(bad(typed, den, with_people()).why, BadLine::Why::NoSuchUser) << typed;
    }
    EXPECT_EQ(performed("/invite 4242", den, with_people()),
              net::Command(net::InviteUser{den, net::UserId{4242}, net::Role::Member}))
        << "the server knows more people than this client";
}

TEST(Deeds, people_are_asked_about_and_oneself_is_set) {
    EXPECT_EQ(asked("/who bob"), Question(net::Person{bob.id}));
    EXPECT_EQ(asked("/me-info"), Question(net::Person{me.id}));
    EXPECT_EQ(deed<ShowMembers>("/members").room, den);
    EXPECT_EQ(performed("/nick Ada"), net::Command(net::Rename{"Ada", ""}));
    EXPECT_TRUE(needs<NeedMyself>("/status hi"));
    Findings found;
    found.myself.emplace();
    found.myself->member.card = {0x123456, "old"};
    found.myself->bio = "me";
    EXPECT_EQ(performed("/status hi", den, found), net::Command(net::SetProfile{{0x123456, "hi"}, "me"}));
    EXPECT_EQ(performed("/status", den, found), net::Command(net::SetProfile{{0x123456, ""}, "me"}));
    EXPECT_EQ(performed("/bio you", den, found), net::Command(net::SetProfile{{0x123456, "old"}, "you"}));
    EXPECT_EQ(performed("/colour #33aaff", den, found),
              net::Command(net::SetProfile{{0x33aaff, "old"}, "me"}));
    EXPECT_EQ(performed("/colour", den, found), net::Command(net::SetProfile{{0, "old"}, "me"}));
    EXPECT_EQ(asked("/devices"), Question(net::Devices{}));
    EXPECT_EQ(asked("/devices bob"), Question(net::Devices{bob.id}));
    EXPECT_EQ(performed("/unlink 4096"), net::Command(net::RemoveDevice{net::DeviceId{4096}}));
    EXPECT_EQ(asked("/link-device"), Question(net::MakeCode{}));
}

TEST(Deeds, presence_and_ignoring_are_told_to_the_link) {
    const auto presence = [](const char* typed) {
        return std::get<SetPresence>(deed<Tell>(typed).command).state;
    };
    EXPECT_EQ(presence("/online"), net::PresenceState::Online);
    EXPECT_EQ(presence("/away"), net::PresenceState::Away);
    EXPECT_EQ(presence("/busy"), net::PresenceState::Busy);
    EXPECT_EQ(presence("/invisible"), net::PresenceState::Offline);
    EXPECT_EQ(std::get<Ignore>(deed<Tell>("/ignore bob").command).user, bob);
    EXPECT_EQ(bad("/ignore me").why, BadLine::Why::NoSuchUser) << "oneself";
    EXPECT_EQ(bad("/unignore bob").why, BadLine::Why::NoSuchUser);
    Model model = world();
    model.apply(IgnoredKnown{{bob}});
    const auto typed = std::get<CommandLine>(parse_line("/unignore @BOB"));
    const Step step = next_step(typed, model, den);
    EXPECT_EQ(std::get<Unignore>(std::get<Tell>(std::get<Deed>(step)).command).user, bob.id);
}

// --- talk

TEST(Deeds, somebody_is_written_to_in_the_room_of_two) {
    const Post post = std::get<Post>(deed<Tell>("/msg bob hi there").command);
    EXPECT_EQ(post.room, with_bob);
    EXPECT_EQ(post.text, "hi there");
    EXPECT_EQ(deed<SwitchTo>("/msg bob").room, with_bob);
    EXPECT_EQ(deed<SayTo>("/msg alice hi").user, alice);
    EXPECT_EQ(deed<SayTo>("/msg alice hi").text, "hi");
    EXPECT_EQ(deed<SayTo>("/msg alice").text, "");
    EXPECT_EQ(bad("/msg me hi").why, BadLine::Why::NoSuchUser);
}

TEST(Deeds, messages_are_aimed_at_by_number_from_the_end_and_by_id) {
    EXPECT_EQ(performed("/pin 5"), net::Command(net::PinMessage{den, target(5), true}));
    EXPECT_EQ(performed("/pin ^"), net::Command(net::PinMessage{den, target(9), true}));
    EXPECT_EQ(performed("/pin ^3"), net::Command(net::PinMessage{den, target(6), true})) << "7 is deleted";
    EXPECT_EQ(performed("/unpin id:1005"), net::Command(net::PinMessage{den, target(5), false}));
    EXPECT_EQ(performed("/unpin id:5000"),
              net::Command(net::PinMessage{den, {net::MessageId{5000}, {}, {}, {}}, false}));
    EXPECT_EQ(performed("/pin 17408"),
              net::Command(net::PinMessage{den, {net::MessageId{17408}, {}, {}, {}}, true}))
        << "far above the places of this room: an id";
    EXPECT_EQ(bad("/pin 10").why, BadLine::Why::NoSuchMessage);
    EXPECT_EQ(bad("/pin 7").why, BadLine::Why::NoSuchMessage) << "deleted";
}

TEST(Deeds, what_is_further_from_the_end_than_is_known_is_asked_for_once) {
    EXPECT_TRUE(needs<NeedNewest>("/pin ^9"));
    EXPECT_TRUE(needs<NeedNewest>("/pin ^", net::lobby)) << "nothing is loaded there";
    EXPECT_TRUE(needs<NeedNewest>("/edit ^3 better"));
    Findings found;
    found.newest = messages(1, 9);
    EXPECT_EQ(performed("/pin ^9", den, found), net::Command(net::PinMessage{den, target(1), true}));
    EXPECT_EQ(bad("/pin ^10", den, found).why, BadLine::Why::NoSuchMessage);
    EXPECT_EQ(bad("/edit ^3 better", den, found).why, BadLine::Why::NoSuchMessage);
}

TEST(Deeds, an_older_message_is_asked_for_and_then_found_or_not) {
    EXPECT_TRUE(needs<NeedMessage>("/pin 3"));
    Findings found;
    found.message_asked = true;
    found.message = message(3);
    EXPECT_EQ(performed("/pin 3", den, found), net::Command(net::PinMessage{den, target(3), true}));
    found.message = message(2);
    EXPECT_EQ(bad("/pin 3", den, found).why, BadLine::Why::NoSuchMessage) << "3 was no message";
    found.message.reset();
    EXPECT_EQ(bad("/pin 3", den, found).why, BadLine::Why::NoSuchMessage);
}

TEST(Deeds, a_message_of_a_room_that_is_not_here_yet_is_asked_for) {
    Model model = in_the_lobby();
    model.apply(RoomAdded{mine(attic, "Attic", 30, 20)});
    const auto step_in_the_attic = [&](std::string_view typed) {
        return next_step(std::get<CommandLine>(parse_line(typed, noon)), model, attic, {});
    };
    const auto replied = step_in_the_attic("/reply 17 so do I");
    ASSERT_TRUE(std::holds_alternative<Need>(replied));
    EXPECT_EQ(std::get<NeedMessage>(std::get<Need>(replied)).sequence, net::Sequence{17});
    const auto paged = step_in_the_attic("/history after 2");
    ASSERT_TRUE(std::holds_alternative<Deed>(paged));
    EXPECT_TRUE(std::holds_alternative<BadLine>(step_in_the_attic("/history after 31")));
}

TEST(Deeds, one_edits_and_deletes_ones_own) {
    EXPECT_EQ(performed("/edit better"), net::Command(net::EditMessage{den, target(8), "better"}));
    EXPECT_EQ(performed("/edit ^2 better"), net::Command(net::EditMessage{den, target(6), "better"}));
    EXPECT_EQ(performed("/edit 6 better"), net::Command(net::EditMessage{den, target(6), "better"}));
    EXPECT_EQ(bad("/edit 9 better").why, BadLine::Why::NotHere) << "alice wrote it";
    EXPECT_EQ(performed("/delete"), net::Command(net::DeleteMessage{den, target(8)}));
    EXPECT_EQ(performed("/delete ^"), net::Command(net::DeleteMessage{den, target(9)})) << "of anybody";
    EXPECT_EQ(performed("/delete 5"), net::Command(net::DeleteMessage{den, target(5)}));
}

TEST(Deeds, reactions_toggle) {
    const std::string thumb = "\xf0\x9f\x91\x8d";
    EXPECT_EQ(performed("/react 9 :+1:"), net::Command(net::React{den, target(9), thumb, true}));
    EXPECT_EQ(performed("/react 8 :+1:"), net::Command(net::React{den, target(8), thumb, false}))
        << "it was set";
    EXPECT_EQ(performed("/unreact 9 :+1:"), net::Command(net::React{den, target(9), thumb, false}));
}

TEST(Deeds, answers_are_posts_with_a_reference) {
    const Post post = std::get<Post>(deed<Tell>("/reply 9 so do I").command);
    EXPECT_EQ(post.room, den);
    EXPECT_EQ(post.text, "so do I");
    EXPECT_EQ(post.reply_to, net::MessageId{1009});
}

TEST(Deeds, the_past_is_asked_for_in_parts) {
    net::History history;
    history.room = den;
    EXPECT_EQ(deed<ShowOlder>("/history").room, den);
    history.limit = 20;
    EXPECT_EQ(asked("/history 20"), Question(history));
    history.limit = 50;
    history.before = {4};
    EXPECT_EQ(asked("/history before 4"), Question(history)) << "any place will do";
    history.before = {9};
    EXPECT_EQ(asked("/history before ^"), Question(history));
    history.before = {};
    history.after = {5};
    EXPECT_EQ(asked("/history after 5"), Question(history));
    history.after = {};
    history.at = {1'795'132'800'000};
    EXPECT_EQ(asked("/history 2026-11-20"), Question(history));
    EXPECT_EQ(deed<ShowPlace>("/goto 5").sequence, net::Sequence{5});
    EXPECT_EQ(deed<ShowPlace>("/goto 2026-11-20").at, net::Timestamp{1'795'132'800'000});
    EXPECT_EQ(asked("/pins"), Question(net::Pins{den, {}}));
    EXPECT_EQ(asked("/edits 6"), Question(net::Edits{den, {1006}}));
    EXPECT_EQ(deed<ShowMessage>("/reveal 6").message.sequence, net::Sequence{6});
    EXPECT_EQ(deed<ExportRoom>("/export f.txt").room, den);
    EXPECT_EQ(std::get<MarkRead>(deed<Tell>("/markread").command).read.sequence, net::Sequence{9});
}

TEST(Deeds, a_search_names_rooms_and_people_that_are_known) {
    const auto search = std::get<net::Search>(
        asked("/search pizza \"on friday\" from:bob from:me in:den in:@bob has:link sort:relevance"));
    EXPECT_EQ(search.words, "pizza \"on friday\"");
    EXPECT_EQ(search.from, (std::vector{bob.id, me.id}));
    EXPECT_EQ(search.rooms, (std::vector{den, with_bob}));
    EXPECT_EQ(search.has, net::Has::Link);
    EXPECT_EQ(search.order, net::SearchOrder::Relevance);
    EXPECT_EQ(bad("/search x in:vault").why, BadLine::Why::NoSuchRoom);
    EXPECT_EQ(bad("/search x in:@alice").why, BadLine::Why::NoSuchRoom) << "never talked with";
}

// --- order

TEST(Deeds, order_is_kept_here_or_on_the_whole_server) {
    EXPECT_EQ(performed("/kick bob too loud"), net::Command(net::KickUser{den, bob.id, "too loud"}));
    EXPECT_EQ(performed("/server kick bob"), net::Command(net::KickUser{net::lobby, bob.id, ""}));
    EXPECT_EQ(performed("/kick bob", net::lobby), net::Command(net::KickUser{net::lobby, bob.id, ""}));
    EXPECT_EQ(performed("/server kick bob", with_bob), net::Command(net::KickUser{net::lobby, bob.id, ""}));
    net::BanUser ban;
    ban.room = den;
    ban.user = bob.id;
    EXPECT_EQ(performed("/ban bob"), net::Command(ban));
    ban.span = {7'200'000};
    ban.reason = "spam";
    EXPECT_EQ(performed("/ban bob 2h spam"), net::Command(ban));
    EXPECT_EQ(bad("/ban bob --address").why, BadLine::Why::NotHere);
    ban.room = net::lobby;
    ban.with_addresses = true;
    EXPECT_EQ(performed("/server ban bob 2h --address spam"), net::Command(ban));
    EXPECT_EQ(performed("/unban bob"), net::Command(net::UnbanUser{den, bob.id}));
    EXPECT_EQ(asked("/bans"), Question(net::Bans{den, {}}));
    EXPECT_EQ(asked("/server bans"), Question(net::Bans{net::lobby, {}}));
    EXPECT_EQ(performed("/mute bob 10m x"), net::Command(net::MuteUser{den, bob.id, {600'000}, "x"}));
    EXPECT_EQ(performed("/unmute bob"), net::Command(net::UnmuteUser{den, bob.id}));
    EXPECT_EQ(performed("/role bob guest"), net::Command(net::SetRole{den, bob.id, net::Role::Guest}));
    EXPECT_EQ(performed("/server role bob admin"),
              net::Command(net::SetRole{net::lobby, bob.id, net::Role::Admin}));
    EXPECT_EQ(bad("/server role bob guest").why, BadLine::Why::NotHere);
    EXPECT_EQ(asked("/audit"), Question(net::Audit{den, {}}));
    EXPECT_EQ(asked("/server audit"), Question(net::Audit{net::lobby, {}}));
}

TEST(Deeds, a_purge_wants_the_name_of_the_room) {
    EXPECT_EQ(bad("/purge 30d").why, BadLine::Why::NotConfirmed);
    EXPECT_EQ(bad("/purge 30d lobby").why, BadLine::Why::NotConfirmed);
    EXPECT_THAT(bad("/purge 30d").text, HasSubstr("/purge BEFORE Den"));
    EXPECT_EQ(performed("/purge 30d den"),
              net::Command(net::PurgeMessages{den, {noon.now.value - 30ll * 86'400'000}}));
}

// --- the server

TEST(Deeds, the_server_is_claimed_and_run) {
    EXPECT_EQ(performed("/claim 7K4-MP2-QXS"), net::Command(net::ClaimOwner{"7K4-MP2-QXS", {}}));
    EXPECT_EQ(asked("/reclaim bob"), Question(net::MakeCode{bob.id}));
    EXPECT_EQ(deed<NewInvite>("/make-invite").span, net::Milliseconds{});
    EXPECT_EQ(deed<NewInvite>("/make-invite 2d 10").uses, 10u);
    EXPECT_EQ(asked("/invites"), Question(net::Invites{}));
    EXPECT_EQ(performed("/revoke-invite 8192"), net::Command(net::RevokeInvite{net::InviteId{8192}}));
    EXPECT_EQ(asked("/rotate-passkey"), Question(net::RotatePasskey{}));
    EXPECT_EQ(asked("/stats"), Question(net::Stats{}));
}

TEST(Deeds, what_is_only_shown_asks_nobody) {
    EXPECT_EQ(deed<ShowHelp>("/help").command, nullptr);
    EXPECT_EQ(deed<ShowHelp>("/help /kick").command, find_command("kick"));
    static_cast<void>(deed<ShowRooms>("/rooms"));
    static_cast<void>(deed<ShowMyself>("/me"));
    static_cast<void>(deed<ShowIgnored>("/ignored"));
    static_cast<void>(deed<ShowMore>("/more"));
    static_cast<void>(deed<Quit>("/quit"));
}

TEST(Deeds, every_example_is_a_deed_a_need_or_a_reason_why_not) {
    for (const ComposerCommand& command : composer_commands()) {
        const Step done = step(command.example);
        if (const auto* wrong = std::get_if<BadLine>(&done)) {
            EXPECT_NE(wrong->why, BadLine::Why::UnknownCommand) << command.example;
            EXPECT_FALSE(wrong->text.empty());
        }
    }
}

TEST(Deeds, a_room_that_is_gone_is_said) {
    EXPECT_EQ(bad("/members", net::RoomId{4242}).why, BadLine::Why::NoSuchRoom);
}

}  // namespace
}  // namespace crosstalk::model
