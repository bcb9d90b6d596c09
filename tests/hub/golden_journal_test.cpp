// The journal of a release must replay to the same state in every later one: rules may change only behind a
// SetRules entry. The file holds entries and the state they make; update it only together with new rules.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "net/codec.hpp"
#include "tests/hub/hub_world.hpp"

namespace crosstalk::hub {
namespace {

std::string hex(std::span<const std::uint8_t> bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (const std::uint8_t byte : bytes) {
        text += digits[byte >> 4U];
        text += digits[byte & 15U];
    }
    return text;
}

net::Bytes unhex(const std::string& text) {
    net::Bytes bytes;
    for (std::size_t i = 0; i + 1 < text.size(); i += 2) {
        bytes.push_back(static_cast<std::uint8_t>(std::stoi(text.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

// The whole state in words, so that a difference can be read.
std::string describe(const Snapshot& snapshot) {
    std::ostringstream out;
    out << "state: position " << snapshot.mark.position.value << " at " << snapshot.at.value << " rules "
        << snapshot.rules << " limits " << snapshot.limits.rooms_per_user << ' '
        << snapshot.limits.rooms_per_server << ' ' << snapshot.limits.members_per_room << '\n';
    for (const auto& row : snapshot.users) {
        out << "user " << row.id.value << ' ' << row.name << ' ' << row.name_key << ' ' << row.created.value
            << '\n';
    }
    for (const auto& row : snapshot.devices) {
        out << "device " << row.id.value << " of " << row.user.value << ' ' << hex(row.key) << '\n';
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

// Something of everything that rules 1 know.
HubWorld rules_1() {
    HubWorld world;
    const Person ada = world.person("ada");
    const Person bob = world.person("bob");
    const net::RoomId maps = world.room(ada, "maps", net::RoomKind::Public);
    const net::RoomId cellar = world.room(bob, "cellar", net::RoomKind::Private);
    world.does(bob, net::JoinRoom{maps});
    world.does(ada, net::JoinRoom{cellar});
    world.does(bob, net::InviteUser{cellar, ada.user});
    world.does(ada, net::PostMessage{net::lobby, "hello"});
    world.does(bob, net::PostMessage{maps, "x"});
    world.does(ada, net::RunId{5}, net::CommandNumber{1}, net::PostMessage{maps, "y"});
    world.does(ada, net::RunId{5}, net::CommandNumber{1}, net::PostMessage{maps, "y"});
    world.does(bob, net::LeaveRoom{maps});
    world.by_server(net::CreateUser{"ada", "ada", {77}});
    world.by_server(net::ServerStarted{.rooms_per_user = 7, .rooms_per_server = 8, .members_per_room = 9});
    return world;
}

TEST(GoldenJournal, entries_of_rules_1_still_make_the_same_state) {
    const std::string path = CROSSTALK_GOLDEN_JOURNAL;
    if (std::getenv("CROSSTALK_UPDATE_GOLDEN") != nullptr) {
        const HubWorld world = rules_1();
        std::ofstream file(path);
        for (const Logged& entry : world.log) {
            file << "entry " << entry.stamp.mark.position.value << ' ' << entry.stamp.mark.entry.value << ' '
                 << entry.stamp.at.value << ' ' << entry.stamp.rules << ' '
                 << hex(net::encode_command(entry.command)) << '\n';
        }
        file << describe(world.hub.snapshot());
    }
    std::ifstream file(path);
    ASSERT_TRUE(file) << "make it with CROSSTALK_UPDATE_GOLDEN=1 build/dev/bin/test_hub";
    Hub hub;
    std::string line;
    std::string expected;
    while (std::getline(file, line)) {
        std::istringstream words(line);
        std::string kind;
        words >> kind;
        if (kind != "entry") {
            expected += line + '\n';
            continue;
        }
        Stamp stamp;
        std::string bytes;
        words >> stamp.mark.position.value >> stamp.mark.entry.value >> stamp.at.value >> stamp.rules >>
            bytes;
        const auto command = net::decode_command(unhex(bytes));
        ASSERT_TRUE(std::holds_alternative<net::LoggedCommand>(command)) << line;
        hub.apply(stamp, std::get<net::LoggedCommand>(command));
    }
    EXPECT_GT(hub.state().mark.position.value, 10U);
    EXPECT_EQ(describe(hub.snapshot()), expected);
}

}  // namespace
}  // namespace crosstalk::hub
