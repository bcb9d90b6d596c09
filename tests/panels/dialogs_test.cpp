// Every dialog: loading, failed, empty, full, with hostile texts; and what each of its buttons asks of the server.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "net/text/hexadecimal.hpp"
#include "tests/panels/all_dialogs.hpp"
#include "tests/panels/dialog_hands.hpp"
#include "ui/panels/answers.hpp"
#include "ui/panels/dialogs/audit.hpp"
#include "ui/panels/dialogs/bans.hpp"
#include "ui/panels/dialogs/claim_owner.hpp"
#include "ui/panels/dialogs/create_room.hpp"
#include "ui/panels/dialogs/delete_message.hpp"
#include "ui/panels/dialogs/device_code.hpp"
#include "ui/panels/dialogs/devices.hpp"
#include "ui/panels/dialogs/directory.hpp"
#include "ui/panels/dialogs/dissolve_room.hpp"
#include "ui/panels/dialogs/export_room.hpp"
#include "ui/panels/dialogs/invite_person.hpp"
#include "ui/panels/dialogs/invites.hpp"
#include "ui/panels/dialogs/join_room.hpp"
#include "ui/panels/dialogs/my_profile.hpp"
#include "ui/panels/dialogs/new_invite.hpp"
#include "ui/panels/dialogs/person.hpp"
#include "ui/panels/dialogs/purge.hpp"
#include "ui/panels/dialogs/removal.hpp"
#include "ui/panels/dialogs/room_settings.hpp"
#include "ui/panels/dialogs/rotate_passkey.hpp"
#include "ui/panels/dialogs/sanction.hpp"
#include "ui/panels/dialogs/server_info.hpp"
#include "ui/panels/dialogs/set_role.hpp"
#include "ui/panels/dialogs/stats.hpp"
#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {
namespace {

using twin::Hands;

const std::string hostile = "%s%n##x###y \u202Eevil\n\U0001F469\u200D\U0001F4BB" + std::string(600, 'W');

net::RoomSummary listed(std::uint64_t id, const std::string& name, const std::string& topic = {}) {
    net::RoomSummary room = model::summary(net::RoomId{id}, name);
    room.topic = topic;
    room.members = 3;
    return room;
}

// --- all of them

TEST(AllDialogs, each_class_of_the_folder_is_in_the_list) {
    std::set<std::string> listed_types;
    for (const twin::DialogMaker& maker : twin::all_dialogs())
        listed_types.emplace(maker.type);
    const std::filesystem::path folder = std::filesystem::path(CROSSTALK_SOURCE) / "ui/panels/dialogs";
    const std::regex declares("class (\\w+) final : public Dialog");
    std::size_t found = 0;
    for (const auto& file : std::filesystem::directory_iterator(folder)) {
        if (file.path().extension() != ".hpp") continue;
        std::ifstream in(file.path());
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        for (std::sregex_iterator each(text.begin(), text.end(), declares), end; each != end; ++each) {
            ++found;
            EXPECT_TRUE(listed_types.contains((*each)[1])) << (*each)[1] << " is not in all_dialogs.cpp";
        }
        const bool is_dialog = text.find(": public Dialog") != std::string::npos;
        EXPECT_EQ(is_dialog, std::regex_search(text, declares))
            << file.path() << " declares a dialog otherwise";
    }
    EXPECT_EQ(found, listed_types.size());
}

// The newest question, failed or answered by something of its kind that is empty or full.
enum class Content { Loading, Failed, Empty, Hostile };

model::Answer answer_to(const model::Question& question, Content content) {
    const bool full = content == Content::Hostile;
    const std::size_t count = full ? 120 : 0;
    const net::UserRef user{net::UserId{77}, full ? hostile : "x"};
    const auto fill = [&](auto& rows, auto make) {
        for (std::size_t index = 0; index < count; ++index)
            rows.push_back(make(index));
    };
    if (std::holds_alternative<net::Directory>(question)) {
        net::DirectoryPage page;
        fill(page.rooms, [&](std::size_t index) { return listed(5000 + index, hostile, hostile); });
        return page;
    }
    if (std::holds_alternative<net::Edits>(question)) {
        net::EditsPage page;
        fill(page.texts, [&](std::size_t) { return net::FormerText{{1}, hostile}; });
        return page;
    }
    if (std::holds_alternative<net::Audit>(question)) {
        net::AuditPage page;
        fill(page.entries, [&](std::size_t index) {
            net::AuditEntry entry;
            entry.position = {1000 - index};
            entry.action = static_cast<net::AuditAction>(index % 18);
            entry.by = entry.user = user;
            entry.detail = hostile;
            entry.at = net::for_good;
            return entry;
        });
        return page;
    }
    if (std::holds_alternative<net::Bans>(question)) {
        net::BansPage page;
        fill(page.bans, [&](std::size_t index) {
            return net::Ban{{net::UserId{100 + index}, hostile}, user, {1}, net::for_good, hostile, 3};
        });
        return page;
    }
    if (std::holds_alternative<net::Devices>(question)) {
        net::DeviceList list{.user = user, .devices = {}};
        fill(list.devices, [](std::size_t index) {
            return net::DeviceInfo{{index + 1}, {INT64_MAX}, index == 0, index % 2 == 1};
        });
        return list;
    }
    if (std::holds_alternative<net::Invites>(question)) {
        net::InviteList list;
        fill(list.invites, [&](std::size_t index) {
            return net::InviteInfo{{index + 1}, user, {INT64_MIN}, net::for_good, 4'000'000'000U};
        });
        return list;
    }
    if (std::holds_alternative<net::MakeCode>(question))
        return net::CodeMade{user, full ? hostile : "7K4-MP2-QXS", {full ? INT64_MAX : 600'000}};
    if (std::holds_alternative<net::RotatePasskey>(question))
        return net::PasskeyRotated{full ? hostile : "7K4-MP2-QXS"};
    if (std::holds_alternative<net::Stats>(question)) {
        net::StatsReport report;
        fill(report.stats, [](std::size_t) { return net::Stat{hostile, INT64_MIN}; });
        return report;
    }
    net::PersonFound person;
    person.member = model::member(full ? user : model::alice);
    if (full) {
        person.bio = hostile;
        person.member.card = {0xFFFFFFFF, hostile};
        person.created = {INT64_MAX};
        person.member.muted_until = net::for_good;
    }
    return person;
}

void make_hostile(Hands& hands) {
    net::MyRoom den = model::mine(model::den, hostile);
    den.room.topic = hostile;
    den.room.slow_mode_s = 4'000'000'000U;
    den.role = net::Role::Owner;
    hands.stage.hear(model::RoomsListed{{model::mine(net::lobby, "lobby"), den}, {listed(700, hostile)}});
    std::vector<net::Member> people;
    for (std::uint64_t id = 11; id < 300; ++id)
        people.push_back(model::member({net::UserId{id}, hostile}));
    hands.stage.hear(model::members(people));
    hands.stage.hear(model::IgnoredKnown{{model::bob, {net::UserId{50}, hostile}}});
}

TEST(AllDialogs, each_draws_while_loading_failed_empty_and_full_of_hostile_texts_without_conflicts) {
    for (const auto& [width, height, scale] :
         {std::tuple{900, 700, 1.0F}, std::tuple{480, 320, 1.0F}, std::tuple{1200, 900, 3.0F}}) {
        for (const twin::DialogMaker& maker : twin::all_dialogs()) {
            for (const Content content :
                 {Content::Loading, Content::Failed, Content::Empty, Content::Hostile}) {
                ThemeChoice choice;
                choice.scale = scale;
                Hands hands(width, height, choice);
                if (content == Content::Hostile) make_hostile(hands);
                hands.open(maker.make());
                const auto* ask = hands.stage.last_sent<model::Ask>();
                if (ask != nullptr && content == Content::Failed) hands.fail_last("The server is busy.");
                if (ask != nullptr && content != Content::Loading && content != Content::Failed)
                    hands.answer(answer_to(ask->question, content));
                hands.settle(3);
                const std::string where = std::string(maker.type) + " of " + std::to_string(width) +
                                          ", content " + std::to_string(static_cast<int>(content));
                EXPECT_FALSE(hands.dialogs.is_empty()) << where;
                EXPECT_EQ(hands.stage.screen.id_conflicts(), 0) << where;
                EXPECT_TRUE(hands.stage.screen.drew_within()) << where;
            }
        }
    }
}

TEST(AllDialogs, a_dialog_that_has_settled_asks_for_no_more_frames) {
    for (const twin::DialogMaker& maker : twin::all_dialogs()) {
        ThemeChoice choice;
        choice.motion = MotionLevel::Reduced;
        Hands hands(900, 700, choice);
        hands.open(maker.make());
        if (const auto* ask = hands.stage.last_sent<model::Ask>())
            hands.answer(answer_to(ask->question, Content::Empty));
        hands.settle(10);
        EXPECT_FALSE(hands.stage.screen.needs().another_frame) << maker.type;
    }
}

TEST(AllDialogs, in_a_window_too_low_for_it_what_gets_the_keyboard_comes_into_sight) {
    constexpr float edge = 16;
    ThemeChoice choice;
    choice.motion = MotionLevel::Reduced;
    Hands hands(480, 260, choice);
    hands.open<RoomSettingsDialog>(model::den);
    std::set<float> places;
    for (int step = 0; step < 16 && !hands.dialogs.is_empty(); ++step) {
        hands.key(ImGuiKey_Tab);
        const Box focused = focused_box();
        EXPECT_GE(focused.min.y, edge) << "after " << step + 1 << " tabs";
        EXPECT_LE(focused.max.y, 260 - edge) << "after " << step + 1 << " tabs";
        places.insert(focused.min.y);
    }
    EXPECT_GT(places.size(), 2U) << "the keyboard walked";
}

TEST(AllDialogs, offline_nothing_is_asked_and_nothing_is_done) {
    for (const twin::DialogMaker& maker : twin::all_dialogs()) {
        Hands hands;
        hands.go_offline();
        hands.stage.sent.clear();
        hands.open(maker.make());
        EXPECT_EQ(hands.stage.last_sent<model::Ask>(), nullptr) << maker.type;
        EXPECT_EQ(hands.stage.last_sent<model::Perform>(), nullptr) << maker.type;
    }
}

TEST(AllDialogs, enter_in_a_field_counts_only_where_the_button_may_be_pressed) {
    const auto deeds = [](Hands& hands) {
        return std::ranges::count_if(hands.stage.sent, [](const model::LinkCommand& each) {
            return std::holds_alternative<model::Perform>(each);
        });
    };
    Hands creating;
    creating.open<CreateRoomDialog>();
    creating.type("maps");
    creating.key(ImGuiKey_Enter);
    EXPECT_EQ(deeds(creating), 1);
    creating.key(ImGuiKey_Enter);
    EXPECT_EQ(deeds(creating), 1) << "it is on its way";
    Hands away;
    away.open<CreateRoomDialog>();
    away.type("maps");
    away.go_offline();
    away.key(ImGuiKey_Enter);
    EXPECT_EQ(deeds(away), 0);
    Hands ending;
    ending.open<DissolveRoomDialog>(model::den);
    ending.type("attic");
    ending.key(ImGuiKey_Enter);
    EXPECT_EQ(deeds(ending), 0) << "that is not its name";
}

TEST(AllDialogs, a_failed_question_can_be_asked_again) {
    Hands hands;
    hands.open<StatsDialog>();
    hands.fail_last("The server is busy.");
    EXPECT_TRUE(hands.says("The server is busy."));
    const std::size_t before = hands.stage.sent.size();
    hands.press("Try again");
    EXPECT_GT(hands.stage.sent.size(), before);
    EXPECT_NE(hands.asked<net::Stats>(), nullptr);
    hands.answer(net::StatsReport{{{"users", 12}}});
    EXPECT_TRUE(hands.says("users"));
    EXPECT_TRUE(hands.says("12"));
}

// --- rooms

TEST(CreateRoom, makes_the_room_sets_the_topic_and_goes_there) {
    Hands hands;
    hands.open<CreateRoomDialog>();
    hands.type("board games");
    hands.press("Only invited people see it");
    hands.fill("What it is about; may be left empty", "Friday at eight");
    hands.press("Create");
    const auto* create = hands.performed<net::CreateRoom>();
    ASSERT_NE(create, nullptr);
    EXPECT_EQ(create->name, "board games");
    EXPECT_EQ(create->kind, net::RoomKind::Private);
    EXPECT_FALSE(hands.dialogs.is_empty()) << "the room is not there yet";
    hands.done({.status = {},
                .room = net::RoomId{777},
                .sequence = {},
                .message = {},
                .retry_after = {},
                .invite = {}});
    const auto* topic = hands.performed<net::SetTopic>();
    ASSERT_NE(topic, nullptr);
    EXPECT_EQ(topic->topic, "Friday at eight");
    hands.stage.hear(model::RoomAdded{model::mine(net::RoomId{777}, "board games")});
    hands.settle();
    EXPECT_TRUE(hands.dialogs.is_empty());
    ASSERT_NE(hands.shown<GoToRoom>(), nullptr);
    EXPECT_EQ(hands.shown<GoToRoom>()->room, net::RoomId{777});
}

TEST(CreateRoom, a_name_that_is_none_stays_with_its_fault) {
    Hands hands;
    hands.open<CreateRoomDialog>();
    hands.type("#");
    hands.press("Create");
    EXPECT_EQ(hands.performed<net::CreateRoom>(), nullptr);
    EXPECT_FALSE(hands.dialogs.is_empty());
    hands.key(ImGuiKey_Escape);
    EXPECT_TRUE(hands.dialogs.is_empty());
}

TEST(CreateRoom, what_the_server_refuses_is_told_in_the_dialog) {
    Hands hands;
    hands.open<CreateRoomDialog>();
    hands.type("den");
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.performed<net::CreateRoom>(), nullptr);
    hands.fail_last("There is a room of this name already. Choose another one.");
    EXPECT_TRUE(hands.says("There is a room of this name already."));
    EXPECT_FALSE(hands.dialogs.is_empty());
    // The field has the keyboard, with what was refused selected.
    hands.type("cellar");
    EXPECT_FALSE(hands.says("There is a room of this name already."));
    hands.key(ImGuiKey_Enter);
    EXPECT_EQ(hands.performed<net::CreateRoom>()->name, "cellar");
}

TEST(CreateRoom, a_name_that_was_refused_has_the_keyboard_after_a_press_of_the_button_too) {
    Hands hands;
    hands.open<CreateRoomDialog>();
    hands.type("den");
    hands.press("Create");
    hands.fail_last("There is a room of this name already.");
    hands.type("cellar");
    hands.key(ImGuiKey_Enter);
    EXPECT_EQ(hands.performed<net::CreateRoom>()->name, "cellar");
}

TEST(CreateRoom, arrows_choose_who_finds_it) {
    Hands hands;
    hands.open<CreateRoomDialog>();
    hands.type("cellar");
    hands.key(ImGuiKey_Tab);
    hands.key(ImGuiKey_DownArrow);
    hands.press("Create");
    ASSERT_NE(hands.performed<net::CreateRoom>(), nullptr);
    EXPECT_EQ(hands.performed<net::CreateRoom>()->kind, net::RoomKind::Private);
}

TEST(Directory, filters_joins_and_goes_there) {
    Hands hands;
    hands.open<DirectoryDialog>();
    EXPECT_TRUE(hands.says("Loading"));
    hands.answer(net::DirectoryPage{{}, {listed(500, "chess", "Openings"), listed(501, "cooking")}, true});
    EXPECT_TRUE(hands.says("chess"));
    hands.type("OPEN");
    EXPECT_TRUE(hands.says("chess")) << "by its topic, whatever the case";
    EXPECT_FALSE(hands.says("cooking"));
    hands.press("Join");
    const auto* join = hands.performed<net::JoinRoom>();
    ASSERT_NE(join, nullptr);
    EXPECT_EQ(join->room, net::RoomId{500});
    hands.stage.hear(model::RoomAdded{model::mine(net::RoomId{500}, "chess")});
    hands.done();
    ASSERT_NE(hands.shown<GoToRoom>(), nullptr);
    EXPECT_EQ(hands.shown<GoToRoom>()->room, net::RoomId{500});
    EXPECT_TRUE(hands.dialogs.is_empty());
}

TEST(Directory, long_lists_are_paged_and_locked_rooms_ask_for_their_passkey) {
    Hands hands;
    hands.open<DirectoryDialog>();
    net::RoomSummary vault = listed(500, "vault");
    vault.locked = true;
    hands.answer(net::DirectoryPage{{}, {vault}, false});
    ASSERT_NE(hands.asked<net::Directory>(), nullptr);
    EXPECT_EQ(hands.asked<net::Directory>()->after, net::RoomId{500});
    hands.answer(net::DirectoryPage{{}, {}, true});
    hands.press("Join");
    EXPECT_EQ(hands.performed<net::JoinRoom>(), nullptr);
    hands.type("open sesame");
    EXPECT_FALSE(hands.says("open sesame")) << "it is hidden";
    hands.key(ImGuiKey_Enter);
    const auto* join = hands.performed<net::JoinRoom>();
    ASSERT_NE(join, nullptr);
    EXPECT_EQ(join->room, net::RoomId{500});
    EXPECT_EQ(join->passkey, "open sesame");
}

TEST(JoinRoom, a_private_room_is_named_and_both_are_needed) {
    Hands hands;
    hands.open<JoinRoomDialog>();
    hands.type("vault");
    hands.press("Join");
    EXPECT_EQ(hands.performed<net::JoinRoom>(), nullptr);
    EXPECT_TRUE(hands.says("The passkey is missing."));
    hands.fill_below("Passkey of the room", "sesame");
    hands.press("Join");
    const auto* join = hands.performed<net::JoinRoom>();
    ASSERT_NE(join, nullptr);
    EXPECT_EQ(join->name, "vault");
    EXPECT_EQ(join->passkey, "sesame");
    EXPECT_FALSE(join->room);
}

TEST(RoomSettings, saves_what_was_changed_and_nothing_else) {
    Hands hands;
    hands.open<RoomSettingsDialog>(model::den);
    hands.fill("What this room is about", "Cables");
    hands.press("Admins");
    hands.press("30 seconds");
    hands.press("Set a passkey");
    hands.fill("At most 128 characters", "sesame");
    hands.press("Save");
    ASSERT_NE(hands.performed<net::SetTopic>(), nullptr);
    EXPECT_EQ(hands.performed<net::SetTopic>()->topic, "Cables");
    ASSERT_NE(hands.performed<net::SetPosters>(), nullptr);
    EXPECT_EQ(hands.performed<net::SetPosters>()->posters, net::Posters::Admins);
    ASSERT_NE(hands.performed<net::SetSlowMode>(), nullptr);
    EXPECT_EQ(hands.performed<net::SetSlowMode>()->seconds, 30U);
    ASSERT_NE(hands.performed<net::SetRoomPasskey>(), nullptr);
    EXPECT_EQ(hands.performed<net::SetRoomPasskey>()->passkey, "sesame");
    EXPECT_EQ(hands.performed<net::RenameRoom>(), nullptr);
    EXPECT_EQ(hands.performed<net::SetRoomKind>(), nullptr);
}

TEST(RoomSettings, a_refused_name_is_told_at_its_field_and_enter_saves_again) {
    Hands hands;
    hands.open<RoomSettingsDialog>(model::den);
    hands.fill_below("Name", "lobby");
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.performed<net::RenameRoom>(), nullptr);
    hands.fail_last("There is a room of this name already.");
    EXPECT_TRUE(hands.says("There is a room of this name already."));
    // The field has the keyboard, with what was refused selected.
    hands.type("cellar");
    EXPECT_FALSE(hands.says("There is a room of this name already."));
    hands.key(ImGuiKey_Enter);
    EXPECT_EQ(hands.performed<net::RenameRoom>()->name, "cellar");
    hands.done();
    EXPECT_TRUE(hands.dialogs.is_empty());
}

TEST(RoomSettings, a_member_reads_and_is_offered_nothing_to_save) {
    Hands hands;
    hands.be(net::Role::Member);
    hands.open<RoomSettingsDialog>(model::den);
    EXPECT_FALSE(hands.says("Save"));
    EXPECT_FALSE(hands.says("Bans"));
    EXPECT_TRUE(hands.says("May write"));
    EXPECT_TRUE(hands.says("Leave"));
    EXPECT_TRUE(hands.says("Invite people"));
}

TEST(RoomSettings, lead_to_everything_else_of_a_room) {
    for (const auto& [words, question] : {std::pair{"Bans", 0}, std::pair{"Audit log", 1}}) {
        Hands hands;
        hands.open<RoomSettingsDialog>(model::den);
        hands.press(words);
        EXPECT_EQ(hands.dialogs.count(), 2U) << words;
        if (question == 0) {
            ASSERT_NE(hands.asked<net::Bans>(), nullptr);
            EXPECT_EQ(hands.asked<net::Bans>()->room, model::den);
        } else {
            ASSERT_NE(hands.asked<net::Audit>(), nullptr);
            EXPECT_EQ(hands.asked<net::Audit>()->room, model::den);
        }
    }
}

TEST(DissolveRoom, wants_the_name) {
    Hands hands;
    hands.open<DissolveRoomDialog>(model::den);
    hands.type("de");
    hands.press("Delete the room");
    EXPECT_EQ(hands.performed<net::DissolveRoom>(), nullptr);
    hands.fill_below("to be sure", "den");
    hands.press("Delete the room");
    ASSERT_NE(hands.performed<net::DissolveRoom>(), nullptr);
    EXPECT_EQ(hands.performed<net::DissolveRoom>()->room, model::den);
    hands.done();
    EXPECT_TRUE(hands.dialogs.is_empty());
}

TEST(InvitePerson, invites_whom_one_presses_as_what_one_chose) {
    Hands hands;
    hands.open<InvitePersonDialog>(model::den);
    hands.type("bo");
    EXPECT_FALSE(hands.says("alice"));
    hands.press("As a guest");
    hands.press("bob");
    const auto* invite = hands.performed<net::InviteUser>();
    ASSERT_NE(invite, nullptr);
    EXPECT_EQ(invite->user, model::bob.id);
    EXPECT_EQ(invite->role, net::Role::Guest);
    hands.done();
    EXPECT_TRUE(hands.says("Invited"));
    EXPECT_FALSE(hands.dialogs.is_empty()) << "one may invite more";
}

TEST(InvitePerson, the_word_invites_and_so_does_enter_with_one_that_fits) {
    Hands hands;
    hands.open<InvitePersonDialog>(model::den);
    hands.press("Invite");
    const auto* invite = hands.performed<net::InviteUser>();
    ASSERT_NE(invite, nullptr) << "a press of the word itself";
    Hands writing;
    writing.open<InvitePersonDialog>(model::den);
    writing.type("bo");
    writing.key(ImGuiKey_Enter);
    ASSERT_NE(writing.performed<net::InviteUser>(), nullptr);
    EXPECT_EQ(writing.performed<net::InviteUser>()->user, model::bob.id);
}

TEST(Purge, counts_back_from_now_and_wants_the_name) {
    Hands hands;
    hands.open<PurgeDialog>(model::den);
    hands.press("1 week");
    hands.press("Remove them");
    EXPECT_EQ(hands.performed<net::PurgeMessages>(), nullptr);
    hands.fill_below("to be sure", "den");
    hands.press("Remove them");
    const auto* purge = hands.performed<net::PurgeMessages>();
    ASSERT_NE(purge, nullptr);
    EXPECT_EQ(purge->before.value, 1'700'000'000'000 - 7LL * 24 * 3'600'000);
}

TEST(ExportRoom, asks_page_after_page_and_tells_where_it_is) {
    Hands hands;
    hands.open<ExportRoomDialog>(model::den);
    hands.press("Export");
    ASSERT_TRUE(hands.outside.begun);
    EXPECT_EQ(hands.outside.begun->file, "/home/me/den.txt");
    ASSERT_NE(hands.asked<net::History>(), nullptr);
    hands.answer(model::page(model::den, 1, 3));
    EXPECT_EQ(hands.asked<net::History>()->after, net::Sequence{3});
    net::HistoryPage last = model::page(model::den, 4, 5);
    last.at_end = true;
    hands.answer(last);
    EXPECT_TRUE(hands.says("5 messages of #den are in"));
}

TEST(ExportRoom, what_cannot_be_written_stays_with_its_reason) {
    Hands hands;
    hands.outside.fault = "There is a file of this name already.";
    hands.open<ExportRoomDialog>(model::ExportRoom{model::den, "/tmp/x", model::FileFormat::JsonLines});
    EXPECT_TRUE(hands.says("There is a file of this name already."));
    hands.outside.fault.clear();
    hands.press("Export");
    ASSERT_TRUE(hands.outside.begun);
    EXPECT_EQ(hands.outside.begun->format, model::FileFormat::JsonLines);
    hands.fail_last("The connection ended.");
    EXPECT_TRUE(hands.says("The connection ended."));
}

// --- order

TEST(Sanction, a_kick_tells_the_reason) {
    Hands hands;
    hands.open<SanctionDialog>(Sanction::Kick, model::den, model::bob);
    hands.type("calm down");
    hands.key(ImGuiKey_Enter);
    const auto* kick = hands.performed<net::KickUser>();
    ASSERT_NE(kick, nullptr);
    EXPECT_EQ(kick->room, model::den);
    EXPECT_EQ(kick->user, model::bob.id);
    EXPECT_EQ(kick->reason, "calm down");
    hands.done();
    EXPECT_TRUE(hands.dialogs.is_empty());
}

TEST(Sanction, a_ban_from_the_server_lasts_as_chosen_with_addresses_if_wanted) {
    Hands hands;
    hands.open<SanctionDialog>(Sanction::Ban, net::lobby, model::bob);
    hands.type("spam");
    hands.press("1 week");
    hands.press("Also where they are connected from");
    hands.press("Ban");
    const auto* ban = hands.performed<net::BanUser>();
    ASSERT_NE(ban, nullptr);
    EXPECT_EQ(ban->span.value, 7LL * 24 * 3'600'000);
    EXPECT_TRUE(ban->with_addresses);
    EXPECT_EQ(ban->reason, "spam");
}

TEST(Sanction, for_good_is_zero_and_a_ban_from_a_room_knows_no_addresses) {
    Hands hands;
    hands.open<SanctionDialog>(Sanction::Ban, model::den, model::bob);
    EXPECT_FALSE(hands.says("Also where they are connected from"));
    hands.press("For good");
    hands.press("Ban");
    ASSERT_NE(hands.performed<net::BanUser>(), nullptr);
    EXPECT_EQ(hands.performed<net::BanUser>()->span, net::Milliseconds{});
    EXPECT_FALSE(hands.performed<net::BanUser>()->with_addresses);
}

TEST(Sanction, a_span_in_words_counts_and_a_wrong_one_stays_with_its_fault) {
    for (const char* typed : {"soon", "36h"}) {
        Hands hands;
        hands.open<SanctionDialog>(Sanction::Mute, model::den, model::bob);
        hands.press("Other");
        hands.fill("90m, 36h, 10d, 2w", typed);
        hands.press("Mute");
        const auto* mute = hands.performed<net::MuteUser>();
        EXPECT_FALSE(hands.dialogs.is_empty());
        EXPECT_EQ(mute != nullptr, typed == std::string("36h"));
        if (mute != nullptr) {
            EXPECT_EQ(mute->span.value, 36LL * 3'600'000);
        }
    }
}

TEST(Sanction, a_reason_that_is_too_long_is_not_sent) {
    Hands hands;
    hands.open<SanctionDialog>(Sanction::Kick, model::den, model::bob);
    hands.type(std::string(300, 'x'));
    hands.press("Kick");
    EXPECT_EQ(hands.performed<net::KickUser>(), nullptr);
    EXPECT_TRUE(hands.says("The reason is too long."));
}

TEST(SetRole, gives_a_role_and_hands_over_only_when_sure) {
    Hands hands;
    hands.open<SetRoleDialog>(net::lobby, model::alice);
    hands.press("Admin");
    hands.press("Change the role");
    ASSERT_NE(hands.performed<net::SetRole>(), nullptr);
    EXPECT_EQ(hands.performed<net::SetRole>()->role, net::Role::Admin);
    hands.done();
    hands.stage.sent.clear();
    hands.open<SetRoleDialog>(net::lobby, model::alice);
    hands.press("Owner");
    hands.press("Hand over");
    EXPECT_EQ(hands.performed<net::SetRole>(), nullptr);
    hands.press("I give up being the owner");
    hands.press("Hand over");
    ASSERT_NE(hands.performed<net::SetRole>(), nullptr);
    EXPECT_EQ(hands.performed<net::SetRole>()->role, net::Role::Owner);
}

TEST(SetRole, an_admin_is_not_offered_what_only_owners_give) {
    Hands hands;
    hands.be(net::Role::Admin);
    hands.open<SetRoleDialog>(net::lobby, model::alice);
    EXPECT_TRUE(hands.says("Member"));
    EXPECT_FALSE(hands.says("Admin"));
    EXPECT_FALSE(hands.says("Owner"));
}

TEST(Bans, are_told_with_terms_and_can_be_lifted) {
    Hands hands;
    hands.open<BansDialog>(model::den);
    ASSERT_NE(hands.asked<net::Bans>(), nullptr);
    EXPECT_EQ(hands.asked<net::Bans>()->room, model::den);
    hands.answer(
        net::BansPage{model::den, {}, {{model::bob, model::alice, {1}, net::for_good, "spam", 2}}, true});
    EXPECT_TRUE(hands.says("By alice, for good, with 2 addresses"));
    EXPECT_TRUE(hands.says("spam"));
    hands.press("Unban");
    ASSERT_NE(hands.performed<net::UnbanUser>(), nullptr);
    EXPECT_EQ(hands.performed<net::UnbanUser>()->user, model::bob.id);
    hands.done();
    EXPECT_TRUE(hands.says("May come in again"));
}

TEST(Audit, is_filtered_and_paged) {
    Hands hands;
    hands.open<AuditDialog>(net::lobby);
    net::AuditEntry kick;
    kick.position = {9};
    kick.room = net::lobby;
    kick.by = model::alice;
    kick.user = model::bob;
    kick.action = net::AuditAction::Kicked;
    kick.detail = "calm down";
    hands.answer(net::AuditPage{net::lobby, {}, {kick}, false});
    EXPECT_TRUE(hands.says("alice kicked bob"));
    ASSERT_NE(hands.asked<net::Audit>(), nullptr);
    EXPECT_EQ(hands.asked<net::Audit>()->before, net::Position{9});
    net::AuditEntry rotated = kick;
    rotated.position = {5};
    rotated.action = net::AuditAction::PasskeyRotated;
    hands.answer(net::AuditPage{net::lobby, {9}, {rotated}, true});
    hands.fill("Find a name, a deed or a reason", "passkey");
    EXPECT_TRUE(hands.says("alice made a new passkey"));
    EXPECT_FALSE(hands.says("alice kicked bob"));
}

template <typename DialogOf, typename Page, typename... Of>
void expect_an_end(const Page& page, const Of&... of) {
    Hands hands;
    hands.open<DialogOf>(of...);
    for (int turn = 0; turn < 5; ++turn)
        hands.answer(page);
    EXPECT_EQ(
        std::ranges::count_if(hands.stage.sent,
                              [](const auto& each) { return std::holds_alternative<model::Ask>(each); }),
        2)
        << "the second page went nowhere";
}

TEST(AllDialogs, a_server_that_sends_the_same_page_for_ever_is_asked_no_further) {
    net::AuditEntry entry;
    entry.position = {9};
    expect_an_end<AuditDialog>(net::AuditPage{net::lobby, {}, {entry}, false}, net::lobby);
    expect_an_end<DirectoryDialog>(net::DirectoryPage{{}, {listed(500, "chess")}, false});
    expect_an_end<BansDialog>(
        net::BansPage{model::den, {}, {{model::bob, model::alice, {1}, net::for_good, "spam", 2}}, false},
        model::den);
}

// --- people

net::PersonFound profile(const net::UserRef& user) {
    net::PersonFound found;
    found.member = model::member(user, net::PresenceState::Busy);
    found.member.card = {0, "in the kitchen"};
    found.bio = "I bring the cables.";
    found.created = {1'600'000'000'000};
    return found;
}

TEST(Person, tells_what_is_known_and_leads_to_order) {
    Hands hands;
    hands.open<PersonDialog>(model::alice, net::lobby);
    hands.answer(profile(model::alice));
    for (const char* words : {"alice", "in the kitchen", "I bring the cables.", "Do not disturb",
                              "Here since", "Role", "Kick", "Mute", "Ban", "Devices"})
        EXPECT_TRUE(hands.says(words)) << words;
    hands.press("Mute");
    EXPECT_EQ(hands.dialogs.count(), 2U);
    EXPECT_TRUE(hands.says("For how long"));
}

TEST(Person, a_member_may_write_to_somebody_and_ignore_and_nothing_else) {
    Hands hands;
    hands.be(net::Role::Member);
    hands.open<PersonDialog>(model::alice, net::lobby);
    hands.answer(profile(model::alice));
    for (const char* words : {"Kick", "Ban", "Devices"})
        EXPECT_FALSE(hands.says(words)) << words;
    hands.press("Ignore");
    ASSERT_NE(hands.stage.last_sent<model::Ignore>(), nullptr);
    hands.press("Message");
    ASSERT_NE(hands.shown<GoToPerson>(), nullptr);
    EXPECT_EQ(hands.shown<GoToPerson>()->user.id, model::alice.id);
    EXPECT_TRUE(hands.dialogs.is_empty());
}

TEST(MyProfile, renames_and_describes_what_was_changed) {
    Hands hands;
    hands.open<MyProfileDialog>();
    hands.answer(profile(model::me));
    hands.fill_below("Status", "at the door");
    hands.press("Save");
    const auto* set = hands.performed<net::SetProfile>();
    ASSERT_NE(set, nullptr);
    EXPECT_EQ(set->card.status, "at the door");
    EXPECT_EQ(set->bio, "I bring the cables.") << "what was not touched stays";
    EXPECT_EQ(hands.performed<net::Rename>(), nullptr);
    hands.done();
    EXPECT_TRUE(hands.dialogs.is_empty());
}

TEST(MyProfile, a_refused_name_is_told_at_its_field_and_enter_saves_again) {
    Hands hands;
    hands.open<MyProfileDialog>();
    hands.answer(profile(model::me));
    hands.fill_below("Name", "alice");
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.performed<net::Rename>(), nullptr);
    hands.fail_last("This name is taken.");
    EXPECT_TRUE(hands.says("This name is taken."));
    hands.type("alix");
    EXPECT_FALSE(hands.says("This name is taken."));
    hands.key(ImGuiKey_Enter);
    EXPECT_EQ(hands.performed<net::Rename>()->name, "alix");
    hands.done();
    EXPECT_TRUE(hands.dialogs.is_empty());
}

TEST(MyProfile, presence_counts_at_once_and_is_kept) {
    Hands hands;
    hands.open<MyProfileDialog>();
    hands.press("Invisible");
    const auto* chosen = hands.stage.last_sent<model::SetPresence>();
    ASSERT_NE(chosen, nullptr);
    EXPECT_EQ(chosen->state, net::PresenceState::Offline);
    EXPECT_EQ(hands.stage.preferences.kept("kept.presence"), "invisible");
}

TEST(Devices, a_lost_one_is_shut_out_after_a_second_press) {
    Hands hands;
    hands.open<DevicesDialog>(model::me);
    ASSERT_NE(hands.asked<net::Devices>(), nullptr);
    EXPECT_FALSE(hands.asked<net::Devices>()->user) << "one's own";
    hands.answer(net::DeviceList{model::me, {{{4096}, {1}, true, false}, {{4097}, {1}, false, true}}});
    EXPECT_TRUE(hands.says("shut out"));
    hands.press("Remove");
    EXPECT_EQ(hands.performed<net::RemoveDevice>(), nullptr);
    hands.press("Shut it out for good");
    ASSERT_NE(hands.performed<net::RemoveDevice>(), nullptr);
    EXPECT_EQ(hands.performed<net::RemoveDevice>()->device, net::DeviceId{4096});
}

TEST(DeviceCode, is_hidden_until_shown_copied_whole_and_runs_out) {
    Hands hands;
    hands.open<DeviceCodeDialog>(model::me);
    hands.press("Make a code");
    ASSERT_NE(hands.asked<net::MakeCode>(), nullptr);
    EXPECT_FALSE(hands.asked<net::MakeCode>()->user);
    hands.answer(net::CodeMade{model::me, "7K4-MP2-QXS", {600'000}});
    EXPECT_FALSE(hands.says("7K4-MP2-QXS"));
    EXPECT_TRUE(hands.says("10:00"));
    hands.press("Show");
    EXPECT_TRUE(hands.says("7K4-MP2-QXS"));
    hands.press("Copy");
    EXPECT_EQ(hands.copied(), "7K4-MP2-QXS");
    hands.stage.now.wall_ms += 600'001;
    hands.settle();
    EXPECT_FALSE(hands.says("7K4-MP2-QXS"));
    EXPECT_TRUE(hands.says("not valid any more"));
}

TEST(DeviceCode, for_somebody_else_is_asked_by_name) {
    Hands hands;
    hands.open<DeviceCodeDialog>(model::alice, Begin::AtOnce);
    ASSERT_NE(hands.asked<net::MakeCode>(), nullptr);
    EXPECT_EQ(hands.asked<net::MakeCode>()->user, model::alice.id);
}

// --- the server

TEST(NewInvite, makes_a_link_for_a_time_and_so_many) {
    Hands hands;
    hands.open<NewInviteDialog>();
    hands.press("1 day");
    hands.press("5 times");
    hands.press("Make the link");
    const auto* make = hands.performed<net::MakeInvite>();
    ASSERT_NE(make, nullptr);
    EXPECT_EQ(make->token, net::Bytes(16, 7));
    EXPECT_EQ(make->span.value, 24LL * 3'600'000);
    EXPECT_EQ(make->uses, 5U);
    EXPECT_FALSE(hands.says("Copy")) << "the server has not said yes yet";
    hands.done();
    EXPECT_FALSE(hands.says("crosstalk://"));
    hands.press("Copy");
    EXPECT_EQ(hands.copied(), "crosstalk://attic.lan:12345/#fingerprint.token");
}

TEST(NewInvite, another_number_of_uses_is_one_or_stays_with_its_fault) {
    for (const char* typed : {"many", "0", "12"}) {
        Hands hands;
        hands.open<NewInviteDialog>();
        hands.press("Other");  // the last one: that of the uses
        hands.fill("10", typed);
        hands.press("Make the link");
        const auto* make = hands.performed<net::MakeInvite>();
        EXPECT_EQ(make != nullptr, typed == std::string("12")) << typed;
        EXPECT_EQ(hands.says("This is no number."), typed != std::string("12")) << typed;
        if (make != nullptr) {
            EXPECT_EQ(make->uses, 12U);
        }
    }
}

TEST(Invites, are_listed_and_made_void) {
    Hands hands;
    hands.open<InvitesDialog>();
    hands.answer(net::InviteList{{{{8192}, model::alice, {1}, net::for_good, 3}}});
    EXPECT_TRUE(hands.says("3 uses left, for good"));
    hands.press("Make void");
    ASSERT_NE(hands.performed<net::RevokeInvite>(), nullptr);
    EXPECT_EQ(hands.performed<net::RevokeInvite>()->invite, net::InviteId{8192});
}

TEST(RotatePasskey, asks_before_and_hides_the_new_one) {
    Hands hands;
    hands.open<RotatePasskeyDialog>();
    EXPECT_EQ(hands.asked<net::RotatePasskey>(), nullptr);
    hands.press("Make a new one");
    ASSERT_NE(hands.asked<net::RotatePasskey>(), nullptr);
    hands.answer(net::PasskeyRotated{"7K4-MP2-QXS"});
    EXPECT_FALSE(hands.says("7K4-MP2-QXS"));
    hands.press("Copy");
    EXPECT_EQ(hands.copied(), "7K4-MP2-QXS");
}

TEST(DeleteMessage, asks_first_and_enter_goes_on) {
    Hands hands;
    hands.open<DeleteMessageDialog>(net::lobby, net::Sequence{2});
    hands.key(ImGuiKey_Escape);
    EXPECT_TRUE(hands.dialogs.is_empty());
    EXPECT_EQ(hands.performed<net::DeleteMessage>(), nullptr);
    hands.go_offline();
    hands.open<DeleteMessageDialog>(net::lobby, net::Sequence{2});
    hands.key(ImGuiKey_Enter);
    ASSERT_NE(hands.performed<net::DeleteMessage>(), nullptr)
        << "the outbox keeps it until there is a connection";
    EXPECT_EQ(hands.performed<net::DeleteMessage>()->target.message, net::MessageId{1002});
    EXPECT_TRUE(hands.dialogs.is_empty());
}

TEST(DeleteMessage, goes_when_somebody_else_has_deleted_it) {
    Hands hands;
    hands.open<DeleteMessageDialog>(net::lobby, net::Sequence{2});
    hands.stage.hear(model::happened(net::lobby, 4, net::MessageDeleted{{1002}, {2}, model::alice}));
    hands.settle();
    EXPECT_TRUE(hands.dialogs.is_empty());
}

TEST(ClaimOwner, sends_the_code_and_tells_a_wrong_one) {
    Hands hands;
    hands.be(net::Role::Member);
    hands.open<ClaimOwnerDialog>();
    hands.press("Become the owner");
    EXPECT_TRUE(hands.says("The code is missing."));
    hands.fill_below("Owner code", "7K4-MP2-QXS");
    hands.key(ImGuiKey_Enter);
    const auto* claim = hands.performed<net::ClaimOwner>();
    ASSERT_NE(claim, nullptr);
    EXPECT_EQ(claim->code, "7K4-MP2-QXS");
    hands.fail_last("This is not the owner code.");
    EXPECT_TRUE(hands.says("This is not the owner code."));
    // The field has the keyboard, with what was refused selected.
    hands.type("7K4-MP2-QXT");
    EXPECT_FALSE(hands.says("This is not the owner code."));
    hands.key(ImGuiKey_Enter);
    EXPECT_EQ(hands.performed<net::ClaimOwner>()->code, "7K4-MP2-QXT");
}

TEST(ServerInfo, tells_the_whole_fingerprint_in_groups_and_copies_it) {
    net::ServerKeyHash key{};
    key[0] = 0x7F;
    key[1] = 0x3A;
    EXPECT_TRUE(text::hexadecimal_in_groups(key).starts_with("7F3A 0000 "));
    EXPECT_EQ(text::hexadecimal_in_groups(key).size(), 64U + 15U);
    Hands hands;
    hands.be(net::Role::Member);
    hands.open<ServerInfoDialog>();
    for (const char* words : {"Attic LAN", "Fingerprint", "Encryption", "Limits", "I have an owner code"})
        EXPECT_TRUE(hands.says(words)) << words;
    EXPECT_FALSE(hands.says("Invites"));
    hands.be(net::Role::Owner);
    EXPECT_TRUE(hands.says("Invites"));
    hands.press("Figures");
    EXPECT_NE(hands.asked<net::Stats>(), nullptr);
}

TEST(Removal, says_who_why_and_how_long) {
    Hands hands;
    hands.open<RemovalDialog>(model::Removal{.room = "den",
                                             .what = {.room = model::den,
                                                      .why = net::WhyRemoved::Banned,
                                                      .by = model::alice,
                                                      .reason = "too loud",
                                                      .until = net::for_good},
                                             .at = {1'700'000'000'000}});
    for (const char* words : {"You were banned", "alice put you out of #den", "too loud", "for good"})
        EXPECT_TRUE(hands.says(words)) << words;
    hands.press("I see");
    EXPECT_TRUE(hands.dialogs.is_empty());
}

// --- typed questions

TEST(Answers, every_question_and_deed_has_its_place) {
    Hands hands;
    const std::vector<model::Question> questions = {
        net::History{.room = net::lobby, .before = {}, .after = {}, .at = {}},
        net::Search{},
        net::Directory{},
        net::Pins{net::lobby, {}},
        net::Edits{net::lobby, {1}},
        net::Person{model::alice.id},
        net::Audit{net::lobby, {}},
        net::Bans{net::lobby, {}},
        net::Devices{},
        net::Invites{},
        net::MakeCode{},
        net::RotatePasskey{},
        net::Stats{},
        net::Games{},
        net::GameDetail{net::lobby, {1}},
        net::Leaderboard{{1}, 0}};
    EXPECT_EQ(questions.size(), std::variant_size_v<model::Question>);
    const std::vector<model::Deed> deeds = {
        model::NewInvite{},          model::ExportRoom{model::den, "/tmp/x", {}},
        model::ShowMyself{},         model::ShowIgnored{},
        model::ShowRoom{model::den}, model::ShowMore{}};
    const auto has_place = [](WindowCommand command) {
        const auto* open = std::get_if<OpenDialog>(&command);
        return open == nullptr || open->dialog != nullptr;
    };
    hands.stage.frame([&](const Scene& scene) {
        for (const model::Question& question : questions)
            EXPECT_TRUE(has_place(place_of_answer(question, scene))) << question.index();
        for (const model::Deed& deed : deeds)
            EXPECT_TRUE(has_place(place_of_deed(deed, scene))) << deed.index();
    });
}

}  // namespace
}  // namespace crosstalk::ui
