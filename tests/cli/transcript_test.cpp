// Every command, as somebody types it at a scripted server: what is printed for programs and for people. The transcripts
// stand in transcripts.txt; CROSSTALK_UPDATE_GOLDEN=1 writes them anew, to be read before they are believed.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

#include "tests/cli/transcript_row.hpp"

namespace crosstalk::cli {
namespace {

using model::alice;
using model::attic;
using model::bob;
using model::den;
using model::me;

constexpr net::RoomId with_bob{7000};
constexpr const char* thumb = "\xf0\x9f\x91\x8d";

model::Transfer transfer(std::uint64_t id, model::TransferState state) {
    model::Transfer made;
    made.id = {id};
    made.state = state;
    made.room = den;
    made.source = {den, {1001}, 0, {}};
    made.name = "plan.pdf";
    made.size = 1'234'567;
    made.moved = 617'283;
    made.at = noon;
    made.can_retry = true;
    if (state == model::TransferState::Done) made.path = "/downloads/plan.pdf";
    if (state == model::TransferState::Failed) made.reason = "The disk is full. Make room, then try again.";
    return made;
}

model::Transfer sending(std::uint64_t id, model::TransferState state) {
    model::Transfer made = transfer(id, state);
    made.kind = model::TransferKind::Send;
    return made;
}

// In the lobby, in #Den with messages 1 to 9, in a room of two with bob; invited to #attic.
void open_world(Talk& talk) {
    model::Online online = model::online();
    online.server.address = "192.168.1.20:12345";
    talk.tell(online);
    net::MyRoom the_den = model::mine(den, "Den", 9, 9);
    the_den.role = net::Role::Admin;
    talk.tell(model::RoomsListed{{model::mine(net::lobby, "lobby"), the_den, model::direct(with_bob, bob)},
                                 {model::summary(attic, "attic")}});
    talk.tell(model::synced(net::lobby, 0, 1, 0));
    model::RoomSynced synced = model::synced(den, 0, 1, 9);
    synced.state.room = the_den;
    synced.state.messages[6].author = me;
    synced.state.messages[0].files = {{"plan.pdf", 1'234'567, {}, 0, 0}, {"setup.exe", 20, {}, 0, 0}};
    talk.tell(synced);
    model::RoomSynced two = model::synced(with_bob, 0, 1, 0);
    two.state.room = model::direct(with_bob, bob);
    talk.tell(two);
    talk.tell(model::members({model::member(alice), model::member(bob), model::member(me)}));
    talk.tell(model::TransfersKnown{{transfer(3, model::TransferState::Paused),
                                     transfer(4, model::TransferState::Failed),
                                     sending(6, model::TransferState::Running)}});
    tell_games(talk);
    talk.line("/switch den");
    talk.printed();
}

void done(Talk& talk) {
    talk.carry_out(talk.all<model::Perform>().back().ref, den);
}

void posted(Talk& talk, net::MessagePosted fact, net::RoomId room = den, std::uint64_t sequence = 10) {
    talk.acknowledge(talk.all<model::Post>().back().ref, sequence, room);
    fact.id = {1000 + sequence};
    fact.author = me;
    fact.text = talk.all<model::Post>().back().text;
    model::Happened happened = model::happened(room, sequence, std::move(fact));
    happened.event.at = noon;
    talk.tell(happened);
}

net::HistoryPage page(std::uint64_t from, std::uint64_t through) {
    net::HistoryPage page = model::page(den, from, through);
    page.at_end = through == 9;
    return page;
}

net::Message rich() {
    net::Message message = model::message(4, "look **here** @me, ||not here||");
    message.reply_to = {1002};
    message.reply_sequence = {2};
    message.edited_at = noon;
    message.pinned = true;
    message.mentions = {me.id, bob.id};
    message.reactions = {{thumb, 2, {me.id, bob.id}}};
    return message;
}

std::vector<Row> rows() {
    const net::UserRef nobody;
    std::vector<Row> list{
        // General
        {"/help kick", nothing},
        {"/me", nothing},
        {"/quit", nothing},
        {"/more", nothing},
        {"/unsent",
         [](Talk& talk) {
             talk.tell(model::Queued{"\"a\"", den, "waits", {1}});
             talk.tell(model::Queued{"\"b\"", den, "too soon", {2}});
             talk.tell(model::CommandQueued{"\"c\"", net::SetTopic{den, "t"}, {3}});
             talk.tell(model::Submitted{"\"c\""});
             talk.tell(model::Failed{"\"b\"", net::Status::SlowMode, "Wait 3 s.", {3'000}});
             talk.line(R"({"command":"/unsent"})");
             if (talk.options.output == Output::Plain) talk.line("/unsent");
             for (const char* ref : {"\"a\"", "\"c\""})
                 talk.carry_out(ref, den);
         }},
        {"/retry", nothing},
        {"/cancel 1", nothing},
        // Rooms
        {"/rooms", nothing},
        {"/list",
         [](Talk& talk) {
             net::RoomSummary den_row = model::summary(den, "Den");
             den_row.members = 3;
             net::RoomSummary vault = model::summary({9000}, "Vault");
             vault.locked = true;
             vault.topic = "gold";
             vault.members = 1;
             vault.last_at = noon;
             talk.answer(net::DirectoryPage{{}, {den_row, vault}, false});
             talk.line(R"({"command":"/more"})");
             if (talk.options.output == Output::Plain) talk.line("/more");
             talk.answer(net::DirectoryPage{{9000}, {model::summary({9100}, "Attic")}, true});
         }},
        {"/join attic",
         [](Talk& talk) {
             done(talk);
             talk.tell(model::RoomAdded{model::mine(attic, "attic")});
         }},
        {"/join vault open sesame",
         [](Talk& talk) {
             talk.answer(net::DirectoryPage{{}, {}, true});
             talk.refuse(talk.all<model::Perform>().back().ref, net::Status::NotFound, "No room opens.");
         }},
        {"/join nowhere",
         [](Talk& talk) {
             talk.answer(net::DirectoryPage{{}, {}, true});
         }},
        {"/leave",
         [](Talk& talk) {
             done(talk);
             talk.tell(model::RoomRemoved{{.room = den, .by = {}, .reason = {}, .until = {}}, noon});
         }},
        {"/create board games",
         [](Talk& talk) {
             talk.carry_out(talk.all<model::Perform>().back().ref, {9000}, 0);
             talk.tell(model::RoomAdded{model::mine({9000}, "board games")});
         }},
        {"/create-private cellar",
         [](Talk& talk) {
             talk.refuse(talk.all<model::Perform>().back().ref, net::Status::NameTaken, "There is one.");
         }},
        {"/switch @bob", nothing},
        {"/rename card games",
         [](Talk& talk) {
             carry_out(talk, net::RoomRenamed{"card games", me});
         }},
        {"/topic Friday at eight",
         [](Talk& talk) {
             carry_out(talk, net::TopicSet{"Friday at eight", me});
         }},
        {"/topic", nothing},
        {"/public",
         [](Talk& talk) {
             carry_out(talk, net::RoomSettingsSet{net::RoomKind::Public, {}, 0, false, me});
         }},
        {"/private",
         [](Talk& talk) {
             carry_out(talk, net::RoomSettingsSet{net::RoomKind::Private, {}, 0, false, me});
         }},
        {"/posters members",
         [](Talk& talk) {
             carry_out(talk,
                       net::RoomSettingsSet{net::RoomKind::Public, net::Posters::Members, 0, false, me});
         }},
        {"/slow 30",
         [](Talk& talk) {
             carry_out(talk, net::RoomSettingsSet{net::RoomKind::Public, {}, 30, false, me});
         }},
        {"/room-passkey sesame",
         [](Talk& talk) {
             carry_out(talk, net::RoomSettingsSet{net::RoomKind::Public, {}, 0, true, me});
         }},
        {"/dissolve den",
         [](Talk& talk) {
             done(talk);
             talk.tell(model::RoomRemoved{
                 {.room = den, .why = net::WhyRemoved::Dissolved, .by = me, .reason = {}, .until = {}},
                 noon});
         }},
        {"/invite bob", done},
        {"/invite-guest bob", done},
        {"/topic too soon",
         [](Talk& talk) {
             talk.tell(model::Failed{
                 talk.all<model::Perform>().back().ref, net::Status::SlowMode, "Wait 3 s.", {3'000}});
         }},
        // Talk
        {"/msg bob hi there", [](Talk& talk) { posted(talk, {}, with_bob, 1); }},
        {"/msg alice hi",
         [](Talk& talk) {
             talk.carry_out(talk.all<model::Perform>().back().ref, {8000});
             talk.tell(model::RoomAdded{model::direct({8000}, alice)});
             talk.acknowledge(talk.all<model::Post>().back().ref, 1, {8000});
         }},
        {"/reply 9 so do **I**",
         [](Talk& talk) {
             net::MessagePosted fact;
             fact.reply_to = {1009};
             fact.reply_sequence = {9};
             posted(talk, fact);
         }},
        {"/edit what I ~~said~~ meant",
         [](Talk& talk) {
             carry_out(talk, net::MessageEdited{{1007}, {7}, "what I ~~said~~ meant"});
         }},
        {"/delete 9",
         [](Talk& talk) {
             carry_out(talk, net::MessageDeleted{{1009}, {9}, me});
         }},
        {"/react ^ :+1:",
         [](Talk& talk) {
             carry_out(talk, net::ReactionSet{{1009}, {9}, me, thumb, true});
         }},
        {"/unreact ^ :+1:",
         [](Talk& talk) {
             carry_out(talk, net::ReactionSet{{1009}, {9}, me, thumb, false});
         }},
        {"/pin 9",
         [](Talk& talk) {
             carry_out(talk, net::PinSet{{1009}, {9}, me, true});
         }},
        {"/unpin 9",
         [](Talk& talk) {
             carry_out(talk, net::PinSet{{1009}, {9}, me, false});
         }},
        {"/pins",
         [](Talk& talk) {
             talk.answer(net::PinsPage{den, {}, {rich()}, true});
         }},
        {"/history before 9",
         [](Talk& talk) {
             net::HistoryPage part = page(3, 4);
             part.messages[1] = rich();
             talk.answer(part);
         }},
        {"/history", nothing},
        {"/goto 5", [](Talk& talk) { talk.answer(page(1, 2)); }},
        {"/search **here** from:alice",
         [](Talk& talk) {
             net::Hit hit;
             hit.room = den;
             hit.id = {1004};
             hit.sequence = {4};
             hit.author = alice;
             hit.at = noon;
             hit.snippet = "look here";
             hit.highlights = {{5, 4}};
             net::Hit hidden = hit;
             hidden.snippet = "here ||not here";
             hidden.highlights = {{0, 4}};
             talk.answer(net::SearchPage{{hit, hidden}, {1004}, 2000});
         }},
        {"/reveal 9", nothing},
        {"/markread", nothing},
        {"/edits 7",
         [](Talk& talk) {
             talk.answer(net::EditsPage{den, {1007}, {{noon, "what I said"}}});
         }},
        {"/export TEMP",
         [](Talk& talk) {
             talk.answer(page(1, 5));
             talk.answer(page(6, 9));
         }},
        // Files
        {"/file TEMP the plan", nothing},
        {"/get 1.1",
         [](Talk& talk) { talk.tell(model::TransferChanged{transfer(5, model::TransferState::Done)}); }},
        {"/get 2", nothing},
        {"/transfers", nothing},
        {"/resume 3",
         [](Talk& talk) {
             model::Transfer running = transfer(3, model::TransferState::Running);
             running.rate = 100'000;
             talk.tell(model::TransferChanged{running});
             running.state = model::TransferState::Done;
             running.path = "/downloads/plan.pdf";
             talk.tell(model::TransferChanged{running});
         }},
        {"/pause 6",
         [](Talk& talk) { talk.tell(model::TransferChanged{sending(6, model::TransferState::Paused)}); }},
        {"/retry-transfer 4",
         [](Talk& talk) { talk.tell(model::TransferChanged{transfer(4, model::TransferState::Failed)}); }},
        {"/cancel-transfer 3", [](Talk& talk) { talk.tell(model::TransferForgotten{{3}}); }},
        // People
        {"/members",
         [](Talk& talk) {
             net::Member owner = model::member(alice, net::PresenceState::Busy);
             owner.role = net::Role::Owner;
             owner.card = {0x33aaff, "in the kitchen"};
             net::Member muted = model::member(bob, net::PresenceState::Offline);
             muted.muted_until = net::for_good;
             muted.seen = noon;
             talk.tell(model::members({owner, muted}, den));
         }},
        {"/who bob",
         [](Talk& talk) {
             net::PersonFound found;
             found.member = model::member(bob, net::PresenceState::Offline);
             found.member.role = net::Role::Admin;
             found.member.card.status = "asleep";
             found.member.seen = noon;
             found.bio = "I bring\nthe cables.";
             found.created = noon;
             talk.answer(found);
         }},
        {"/me-info",
         [](Talk& talk) {
             net::PersonFound found;
             found.member = model::member(me);
             found.created = noon;
             talk.answer(found);
         }},
        {"/nick Ada",
         [](Talk& talk) {
             carry_out(talk, net::UserRenamed{{me.id, "Ada"}, "me"}, 1, net::lobby);
         }},
        {"/status in the kitchen",
         [](Talk& talk) {
             net::PersonFound found;
             found.member = model::member(me);
             talk.answer(found);
             carry_out(talk, net::ProfileSet{me, {0, "in the kitchen"}}, 1, net::lobby);
         }},
        {"/bio I bring the cables.",
         [](Talk& talk) {
             talk.answer(net::PersonFound{});
             done(talk);
         }},
        {"/colour #33aaff",
         [](Talk& talk) {
             talk.answer(net::PersonFound{});
             carry_out(talk, net::ProfileSet{me, {0x33aaff, ""}}, 1, net::lobby);
         }},
        {"/online", nothing},
        {"/away", nothing},
        {"/busy", nothing},
        {"/invisible", nothing},
        {"/ignore bob", [](Talk& talk) { talk.tell(model::IgnoredKnown{{bob}}); }},
        {"/unignore bob", nothing},
        {"/ignored", nothing},
        {"/devices",
         [](Talk& talk) {
             talk.answer(net::DeviceList{me, {{{4097}, noon, true, false}, {{4096}, noon, false, true}}});
         }},
        {"/link-device",
         [](Talk& talk) {
             talk.answer(net::CodeMade{me, "7K4-MP2-QXS", {600'000}});
         }},
        {"/unlink 4096", done},
        // Order
        {"/kick bob calm down",
         [](Talk& talk) {
             carry_out(talk, net::MemberKicked{bob, me, "calm down"});
         }},
        {"/ban bob 2h spam",
         [](Talk& talk) {
             carry_out(talk, net::MemberBanned{bob, me, "spam", {noon.value + 7'200'000}});
         }},
        {"/server ban bob",
         [](Talk& talk) {
             carry_out(talk, net::MemberBanned{bob, me, "", net::for_good}, 1, net::lobby);
         }},
        {"/unban bob",
         [](Talk& talk) {
             carry_out(talk, net::MemberUnbanned{bob, me});
         }},
        {"/bans",
         [](Talk& talk) {
             talk.answer(net::BansPage{den,
                                       {},
                                       {{bob, me, noon, {noon.value + 7'200'000}, "spam", 2},
                                        {alice, {}, noon, net::for_good, "", 0}},
                                       true});
         }},
        {"/mute bob 10m too loud",
         [](Talk& talk) {
             carry_out(talk, net::MemberMuted{bob, me, "too loud", {noon.value + 600'000}});
         }},
        {"/unmute bob",
         [](Talk& talk) {
             carry_out(talk, net::MemberMuted{bob, me, "", {}});
         }},
        {"/role bob admin",
         [](Talk& talk) {
             carry_out(talk, net::RoleSet{bob, me, net::Role::Admin});
         }},
        {"/purge 30d", nothing},
        {"/purge 30d den",
         [](Talk& talk) {
             carry_out(talk, net::MessagesPurged{{noon.value - 30ll * 86'400'000}, me});
         }},
        {"/audit",
         [](Talk& talk) {
             talk.answer(
                 net::AuditPage{den,
                                {},
                                {{{7}, noon, den, me, net::AuditAction::Banned, bob, "spam"},
                                 {{6}, noon, {4242}, {}, net::AuditAction::RoomDissolved, {}, "attic"}},
                                false});
         }},
        {"/server", nothing},
        // Server
        {"/claim 7K4-MP2-QXS",
         [](Talk& talk) {
             done(talk);
             talk.tell(model::StandingChanged{{net::lobby, net::Role::Owner, {}, me, ""}});
         }},
        {"/reclaim bob",
         [](Talk& talk) {
             talk.answer(net::CodeMade{bob, "7K4-MP2-QXS", {600'000}});
         }},
        {"/make-invite 2d 10",
         [](Talk& talk) {
             net::Outcome outcome;
             outcome.invite = {8192};
             talk.tell(model::Acknowledged{talk.all<model::Perform>().back().ref, outcome});
         }},
        {"/invites",
         [](Talk& talk) {
             talk.answer(net::InviteList{
                 {{{8192}, me, noon, {noon.value + 86'400'000}, 9}, {{8193}, {}, noon, net::for_good, 0}}});
         }},
        {"/revoke-invite 8192", done},
        {"/rotate-passkey", [](Talk& talk) { talk.answer(net::PasskeyRotated{"7K4-MP2-QXS"}); }},
        {"/stats",
         [](Talk& talk) {
             talk.answer(net::StatsReport{{{"users", 3}, {"posts", 12'345}}});
         }},
        {"/stats",
         [](Talk& talk) {
             const model::Ask asked = talk.all<model::Ask>().back();
             talk.tell(
                 model::QuestionFailed{asked.ref, asked.question, net::ErrorCode::NotFound, "Not for you."});
         }},
    };
    const std::vector<Row> games = game_rows();
    list.insert(list.end(), games.begin(), games.end());
    return list;
}

std::string transcript(const Row& row, Output output) {
    Talk talk(output);
    open_world(talk);
    std::string typed = row.typed;
    const std::string file = ::testing::TempDir() + "crosstalk-transcript.txt";
    std::filesystem::remove(file);
    const std::size_t temp = typed.find("TEMP");
    if (temp != std::string::npos) typed.replace(temp, 4, file);
    talk.line(output == Output::JsonLines ? R"({"command":")" + typed + R"(","ref":"r"})" : typed);
    row.link(talk);
    std::string out = talk.printed();
    for (std::size_t at = out.find(file); at != std::string::npos; at = out.find(file))
        out.replace(at, file.size(), "TEMP");
    std::filesystem::remove(file);
    return out;
}

std::string all_transcripts() {
    std::string text;
    for (const Row& row : rows()) {
        text += "> " + row.typed + "\n";
        text += transcript(row, Output::JsonLines);
        text += transcript(row, Output::Plain) + "\n";
    }
    return text;
}

TEST(CliTranscript, every_command_is_answered_as_written_down) {
    const std::filesystem::path path = std::filesystem::path(CROSSTALK_SOURCE) / "tests/cli/transcripts.txt";
    const std::string now = all_transcripts();
    if (std::getenv("CROSSTALK_UPDATE_GOLDEN") != nullptr) std::ofstream(path, std::ios::binary) << now;
    std::ifstream file(path, std::ios::binary);
    std::stringstream kept;
    kept << file.rdbuf();
    EXPECT_EQ(now, kept.str()) << "if this is meant: CROSSTALK_UPDATE_GOLDEN=1 build/dev/bin/test_cli";
}

TEST(CliTranscript, no_command_is_left_out) {
    std::set<std::string> tried;
    for (const Row& row : rows())
        tried.insert(row.typed.substr(1, row.typed.find(' ') - 1));
    for (const model::ComposerCommand& command : model::composer_commands())
        EXPECT_TRUE(tried.contains(std::string(command.name))) << command.name;
}

TEST(CliTranscript, every_command_ends_in_an_answer_and_leaves_nothing_waiting) {
    for (const Row& row : rows()) {
        Talk talk;
        open_world(talk);
        if (row.typed == "/export TEMP") continue;
        talk.line(R"({"command":")" + row.typed + R"(","ref":"r"})");
        row.link(talk);
        talk.talk->end_of_input(talk.now);
        for (const model::Post& post : talk.all<model::Post>())
            talk.tell(model::posted(post.room, 10));
        EXPECT_TRUE(talk.talk->exit().has_value()) << row.typed;
    }
}

TEST(CliTranscript, nothing_that_is_answered_hides_who_asked) {
    for (const Row& row : rows()) {
        const std::string out = transcript(row, Output::JsonLines);
        if (out.empty()) continue;
        EXPECT_TRUE(out.find("\"ref\":\"r\"") != std::string::npos) << row.typed << "\n" << out;
    }
}

}  // namespace
}  // namespace crosstalk::cli
