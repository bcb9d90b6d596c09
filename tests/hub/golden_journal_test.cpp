// The journals of releases must replay to the same state in every later one: rules may change only behind a SetRules
// entry. A file holds entries and the state they make.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <span>
#include <sstream>

#include "net/codec.hpp"
#include "net/text/hexadecimal.hpp"
#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

net::Bytes unhex(const std::string& text) {
    net::Bytes bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(text.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

std::string path_of(const std::string& name) {
    return std::string(CROSSTALK_HUB_GOLDEN) + "/" + name;
}

struct Golden {
    Hub hub;            // that has applied every entry
    std::string state;  // as the file says it must be
};

void replay(const std::string& name, Golden& golden) {
    std::ifstream file(path_of(name));
    ASSERT_TRUE(file) << "make it with CROSSTALK_UPDATE_GOLDEN=1 build/dev/bin/test_hub";
    std::string line;
    while (std::getline(file, line)) {
        std::istringstream words(line);
        std::string kind;
        words >> kind;
        if (kind != "entry") {
            golden.state += line + '\n';
            continue;
        }
        Stamp stamp;
        std::string bytes;
        words >> stamp.mark.position.value >> stamp.mark.entry.value >> stamp.at.value >> stamp.rules >>
            bytes;
        const auto command = net::decode_command(unhex(bytes));
        ASSERT_TRUE(std::holds_alternative<net::LoggedCommand>(command)) << line;
        golden.hub.apply(stamp, std::get<net::LoggedCommand>(command));
    }
    EXPECT_GT(golden.hub.state().mark.position.value, 10U);
}

void write(const std::string& name, const HubWorld& world) {
    std::ofstream file(path_of(name));
    for (const Logged& entry : world.log) {
        file << "entry " << entry.stamp.mark.position.value << ' ' << entry.stamp.mark.entry.value << ' '
             << entry.stamp.at.value << ' ' << entry.stamp.rules << ' '
             << text::hexadecimal(net::encode_command(entry.command)) << '\n';
    }
    file << in_words(world.state());
}

// --- the first journal, of the commands that there were before rooms could be more than talked in

// What that hub knew, in its words.
std::string in_first_words(const Snapshot& snapshot) {
    std::ostringstream out;
    out << "state: position " << snapshot.mark.position.value << " at " << snapshot.at.value << " rules "
        << snapshot.rules << " limits " << snapshot.limits.rooms_per_user << ' '
        << snapshot.limits.rooms_per_server << ' ' << snapshot.limits.members_per_room << '\n';
    for (const auto& row : snapshot.users) {
        out << "user " << row.id.value << ' ' << row.name << ' ' << row.name_key << ' ' << row.created.value
            << '\n';
    }
    for (const auto& row : snapshot.devices) {
        out << "device " << row.id.value << " of " << row.user.value << ' ' << text::hexadecimal(row.key)
            << '\n';
    }
    for (const auto& row : snapshot.rooms) {
        out << "room " << row.id.value << ' ' << row.name << " kind " << static_cast<int>(row.kind) << " by "
            << row.creator.value << " head " << row.head.value << " posts " << row.posts.value << '\n';
    }
    for (const auto& row : snapshot.members) {
        out << "member " << row.room.value << ' ' << row.user.value << ' ' << static_cast<int>(row.standing)
            << " by " << row.invited_by.value << '\n';
    }
    for (const auto& row : snapshot.results) {
        out << "result " << row.device.value << ' ' << row.run.value << ' ' << row.number.value << " status "
            << static_cast<int>(row.outcome.status) << " room " << row.outcome.room.value << " sequence "
            << row.outcome.sequence.value << " message " << row.outcome.message.value << " at "
            << row.position.value << '\n';
    }
    return out.str();
}

TEST(GoldenJournal, entries_of_the_first_commands_still_make_the_same_state) {
    Golden golden;
    ASSERT_NO_FATAL_FAILURE(replay("journal_rules_1.txt", golden));
    EXPECT_EQ(in_first_words(golden.hub.snapshot()), golden.state);
}

TEST(GoldenJournal, entries_from_before_there_were_files_still_make_the_same_state) {
    Golden golden;
    ASSERT_NO_FATAL_FAILURE(replay("journal_rules_1_every_command.txt", golden));
    EXPECT_EQ(in_words(golden.hub.state()), golden.state);
}

TEST(GoldenJournal, entries_from_before_there_were_games_still_make_the_same_state) {
    Golden golden;
    ASSERT_NO_FATAL_FAILURE(replay("journal_rules_1_with_files.txt", golden));
    EXPECT_EQ(in_words(golden.hub.state()), golden.state);
}

// --- every command

constexpr const char* every_command = "journal_rules_1_with_games.txt";

// What happened on the way, by the numbers of the alternatives.
struct Seen {
    std::set<std::size_t> commands;
    std::set<std::size_t> facts;
    std::set<std::size_t> notices;
    std::set<WhyEnded> endings;
    std::set<net::Status> answers;

    void see(const net::Command& command, const Effects& effects) {
        answers.insert(effects.outcome.status);
        if (effects.outcome.status == net::Status::Done) commands.insert(command.index());
        for (const net::Event& event : effects.facts)
            facts.insert(event.fact.index());
        for (const Notice& notice : effects.notices)
            notices.insert(notice.what.index());
        for (const EndedSessions& ended : effects.ended)
            endings.insert(ended.why);
    }
};

// Something of everything, done, and some of it refused.
class Everything {
  public:
    Everything() {
        people();
        rooms();
        words();
        order();
        files();
        games();
        ends();
    }

    HubWorld world;
    Seen seen;

  private:
    Effects does(const Person& who, const net::Command& command) {
        Effects effects = world.does(who, command);
        seen.see(command, effects);
        return effects;
    }
    Effects by_server(const net::Command& command) {
        Effects effects = world.by_server(command);
        seen.see(command, effects);
        return effects;
    }

    void people() {
        by_server(net::ServerStarted{7, 8, 5, 3, 4, 2, 3, 3, 2'000'000, 3'000'000, 4'000'000});
        by_server(net::SetOwnerCode{{7}});
        does(ada, net::ClaimOwner{"", {6}});
        does(ada, net::ClaimOwner{"", {7}});
        const net::InviteId invite =
            does(ada, net::MakeInvite{net::Bytes(16, 1), minutes(9), 2}).outcome.invite;
        const net::InviteId other = does(ada, net::MakeInvite{net::Bytes(16, 2), {}, 0}).outcome.invite;
        does(ada, net::RevokeInvite{other});
        by_server(net::CreateUser{"zoe", "zoe", world.new_key(), invite});
        zoe = {world.state().device(world.last_key())->row.user,
               world.state().device(world.last_key())->row.id};
        by_server(net::AddDevice{bob.user, world.new_key(), false, bob.user});
        by_server(net::RecordDeed{net::Deed::CodeMade, ada.user, bob.user});
        by_server(net::RecordDeed{net::Deed::PasskeyRotated, {}, {}});
        does(zoe, net::Rename{"bob", "bob"});
        does(zoe, net::Rename{"Zoë", "zoë"});
        does(zoe, net::SetProfile{{0xE0A030, "at the 🍕 table"}, "plays\nbackgammon"});
    }

    void rooms() {
        maps = does(ada, net::CreateRoom{"maps", net::RoomKind::Public, "maps"}).outcome.room;
        cellar = does(bob, net::CreateRoom{"cellar", net::RoomKind::Private, "cellar"}).outcome.room;
        does(bob, net::CreateRoom{"maps", net::RoomKind::Public, "maps"});
        direct = does(ada, net::OpenDirect{bob.user}).outcome.room;
        for (const Person& each : {bob, eve, zoe})
            does(each, net::JoinRoom{maps, "", "", {}});
        does(eve, net::JoinRoom{cellar, "", "", {}});
        does(bob, net::InviteUser{cellar, eve.user, net::Role::Guest});
        does(bob, net::InviteUser{cellar, zoe.user, net::Role::Member});
        does(eve, net::JoinRoom{cellar, "", "", {}});
        does(ada, net::RenameRoom{maps, "Atlas", "atlas"});
        does(ada, net::SetTopic{maps, "where to?"});
        does(ada, net::SetPosters{maps, net::Posters::Members});
        does(ada, net::SetSlowMode{maps, 30});
        does(ada, net::SetRoomPasskey{maps, "", {1}, {2}});
        does(bob, net::SetRoomKind{cellar, net::RoomKind::Public});
        does(bob, net::SetRoomKind{cellar, net::RoomKind::Private});
    }

    net::MessageTarget post(const Person& author, net::RoomId room, net::PostMessage command) {
        command.room = room;
        const Effects effects = does(author, command);
        return {effects.outcome.message, effects.outcome.sequence, author.user, world.now};
    }

    void words() {
        const net::MessageTarget one = post(ada, maps, {.text = "one", .mentions = {bob.user, eve.user}});
        const net::MessageTarget two =
            post(bob, maps,
                 {.text = "two", .reply_to = one.message, .reply_sequence = one.sequence, .mentions = {}});
        post(ada, net::lobby, {.text = "all", .mentions = {}, .mentions_all = true});
        post(bob, direct, {.text = "psst", .mentions = {}});
        post(zoe, cellar, {.text = "may I?", .mentions = {}});
        does(bob, net::EditMessage{maps, two, "two!"});
        does(eve, net::React{maps, two, "👍", true});
        does(eve, net::React{maps, two, "👍", false});
        does(ada, net::PinMessage{maps, one, true});
        does(ada, net::PinMessage{maps, two, true});
        does(ada, net::PinMessage{maps, one, false});
        does(ada, net::DeleteMessage{maps, one});
        does(ada, net::PurgeMessages{maps, two.at});
        by_server(
            net::KeepMarks{eve.user, world.now, {{maps, {{9}, {2}, {1}}}, {net::lobby, {{99}, {9}, {9}}}}});
    }

    void order() {
        does(ada, net::SetRole{maps, bob.user, net::Role::Admin});
        does(ada, net::SetRole{net::lobby, bob.user, net::Role::Admin});
        does(bob, net::MuteUser{maps, eve.user, minutes(5), "hush"});
        post(eve, maps, {.text = "but", .mentions = {}});
        does(bob, net::MuteUser{net::lobby, zoe.user, {}, "hush"});
        does(bob, net::UnmuteUser{net::lobby, zoe.user});
        does(bob, net::KickUser{maps, zoe.user, "spam"});
        does(bob, net::KickUser{net::lobby, zoe.user, "cool off"});
        does(bob, net::BanUser{maps, zoe.user, minutes(5), "spam", false, {}});
        does(zoe, net::JoinRoom{maps, "", "", {2}});
        does(bob, net::BanUser{maps, ada.user, {}, "coup", false, {}});
        does(ada, net::BanUser{net::lobby, eve.user, {}, "enough", true, {{"10.0.0.2"}, {"10.0.0.1"}}});
        post(eve, net::lobby, {.text = "but", .mentions = {}});
        does(ada, net::BanUser{net::lobby, zoe.user, {}, "you too", true, {{"10.0.0.1"}}});
        does(ada, net::UnbanUser{net::lobby, zoe.user});
    }

    net::UploadId upload(const Person& who, const std::string& name, std::uint64_t size) {
        const auto begun = does(who, net::BeginUpload{name, size, {3}, 500, 600});
        if (begun.outcome.upload) by_server(net::FinishUpload{begun.outcome.upload});
        return begun.outcome.upload;
    }

    void files() {
        const net::UploadId plan = upload(ada, "plan.pdf", 1'000'000);
        const net::UploadId face = upload(ada, "face.png", 5'000);
        const net::UploadId wrong = upload(bob, "wrong.png", 2'000'000);
        upload(bob, "much.bin", 2'000'001);
        upload(bob, "more.bin", 1'000'000);
        does(bob, net::PostMessage{.room = maps, .text = "", .mentions = {}, .files = {{plan, 0, 0}}});
        const net::MessageTarget shown =
            post(ada, maps,
                 {.text = "", .mentions = {}, .files = {{plan, 0, 0}, {upload(ada, "a.gif", 9), 64, 48}}});
        does(ada, net::EditMessage{maps, {shown.message, shown.sequence, ada.user, shown.at, 2}, "the plan"});
        does(ada, net::EditMessage{maps, {shown.message, shown.sequence, ada.user, shown.at, 2}, ""});
        does(ada, net::SetProfile{{1, "seen", face}, "bio"});
        does(ada, net::SetProfile{{2, "seen", face}, "bio"});
        does(bob, net::DropUpload{wrong});
        does(bob, net::BeginUpload{"left.txt", 7, {4}, 0, 0});
    }

    net::MessageId begin_game(const Person& one, const Person& other, const net::GameClock& clock) {
        const auto game =
            does(one, net::OfferGame{.room = maps, .opponent = other.user, .kind = {1}, .clock = clock})
                .outcome.message;
        does(other, net::AnswerOffer{.room = maps, .game = game});
        return game;
    }

    void games() {
        const net::MessageId won = begin_game(ada, bob, {});
        std::uint32_t number = 0;
        for (const std::uint8_t cell : net::Bytes{0, 3, 1, 4, 4, 2}) {
            const bool again = cell == 4 && number == 4;
            if (!again) ++number;
            does(number % 2 == 1 ? ada : bob, net::MakeMove{maps, won, number, cell});
        }
        does(bob, net::ActInGame{maps, won, net::GameAction::OfferRematch});
        const net::MessageId next =
            does(ada, net::ActInGame{maps, won, net::GameAction::OfferRematch}).outcome.message;
        does(bob, net::MakeMove{maps, next, 1, 8});
        does(bob, net::ActInGame{maps, next, net::GameAction::AskTakeBack});
        by_server(net::NotePlayer{ada.user, false});
        const net::MessageId timed = begin_game(bob, ada, {net::ClockMode::PerMove, {10'000}, {}});
        does(bob, net::MakeMove{maps, timed, 1, 0});
        world.now = world.now + seconds(30);
        by_server(net::Tick{});
        does(ada,
             net::OfferGame{.room = maps, .kind = {4}, .clock = {net::ClockMode::Total, {300'000}, {5'000}}});
    }

    void ends() {
        const net::DeviceId second = *world.state().user(bob.user)->devices.rbegin();
        does(bob, net::RemoveDevice{second});
        does(ada, net::LeaveRoom{maps});
        const net::RoomId short_lived =
            does(zoe, net::CreateRoom{"brief", net::RoomKind::Private, "brief"}).outcome.room;
        does(zoe, net::InviteUser{short_lived, bob.user});
        does(zoe, net::LeaveRoom{short_lived});
        const net::RoomId gone =
            does(zoe, net::CreateRoom{"gone", net::RoomKind::Public, "gone"}).outcome.room;
        does(zoe, net::DissolveRoom{gone});
        does(ada, net::SetRole{net::lobby, ada.user, net::Role::Member});
        by_server(net::AddDevice{zoe.user, world.new_key(), true, ada.user});
        by_server(net::SetRules{2});
        world.does(bob, net::RunId{5}, net::CommandNumber{9}, net::LeaveRoom{cellar});
        world.does(bob, net::RunId{5}, net::CommandNumber{9}, net::LeaveRoom{cellar});
        world.does(bob, net::RunId{5}, net::CommandNumber{8}, net::LeaveRoom{cellar});
    }

    Person ada = world.person("ada");
    Person bob = world.person("bob");
    Person eve = world.person("eve");
    Person zoe;
    net::RoomId maps;
    net::RoomId cellar;
    net::RoomId direct;
};

TEST(GoldenJournal, it_holds_every_command_fact_notice_and_ending) {
    const Everything everything;
    for (std::size_t each = 1; each < std::variant_size_v<net::Command::variant>; ++each)
        EXPECT_TRUE(everything.seen.commands.contains(each)) << "command " << each << " was never done";
    for (std::size_t each = 1; each < std::variant_size_v<net::Fact::variant>; ++each)
        EXPECT_TRUE(everything.seen.facts.contains(each)) << "fact " << each;
    EXPECT_EQ(everything.seen.notices.size(), std::variant_size_v<decltype(Notice::what)>);
    EXPECT_EQ(everything.seen.endings,
              (std::set<WhyEnded>{WhyEnded::Kicked, WhyEnded::Banned, WhyEnded::DeviceRemoved}));
    EXPECT_GE(everything.seen.answers.size(), 8U) << "refusals are part of it";
}

TEST(GoldenJournal, entries_of_every_command_still_make_the_same_state) {
    if (is_update_asked_for()) write(every_command, Everything().world);
    Golden golden;
    ASSERT_NO_FATAL_FAILURE(replay(every_command, golden));
    EXPECT_EQ(in_words(golden.hub.state()), golden.state)
        << "if rules 1 were never released like this: CROSSTALK_UPDATE_GOLDEN=1 build/dev/bin/test_hub";
}

}  // namespace
}  // namespace crosstalk::hub
