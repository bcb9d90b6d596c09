// Nothing private reaches anybody else: unique tokens are said where only some may hear them, and every byte that the
// others ever receive is searched for them, as are the log and what strangers at the door get.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

class Taint : public ::testing::Test {
  protected:
    Taint() {
        world.options.owner_code = a_code(9);
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
        eve.join_server("Eve");
        // Eve sees all that an admin of the server may see.
        eve.ask(net::ClaimOwner{world.options.owner_code->spelled_out()});
        mallory.join_server("Mallory");
    }

    // A word that occurs nowhere else.
    std::string token() {
        tokens.push_back("tok" + std::to_string(4711 + tokens.size()) + "en");
        return tokens.back();
    }
    // Everything that a client may ask, about every room there may be.
    void ask_everything(Client& client) {
        std::vector<net::RoomId> rooms = private_rooms;
        rooms.push_back(net::lobby);
        for (const net::RoomId room : rooms) {
            for (const net::FromClient& question :
                 {net::FromClient{net::History{.room = room}}, net::FromClient{net::Members{room}},
                  net::FromClient{net::Pins{room}}, net::FromClient{net::Audit{room}},
                  net::FromClient{net::Bans{room}}, net::FromClient{net::Watch{{room, {}, true}}},
                  net::FromClient{net::Typing{room}},
                  net::FromClient{net::Progress{room, {100}, {{100}, {100}, {100}}}}})
                client.send_bytes(net::encode_any(question));
            world.settle();
            for (const net::MessageId message : private_messages) {
                client.send(net::Edits{room, message});
                world.settle();
            }
            for (const net::MessageId message : private_messages) {
                client.ask(net::PostMessage{room, "re", message});
                client.ask(net::React{room, {message}, "\xF0\x9F\x91\x8D"});
                client.ask(net::DeleteMessage{room, {message}});
            }
            for (const std::string& token : tokens) {
                client.send(net::Search{.words = token, .rooms = {room}});
                world.settle();
            }
            client.ask(net::JoinRoom{room});
            client.ask(net::JoinRoom{room, "", "wrong"});
        }
        for (const std::string& token : tokens) {
            client.send(net::Search{.words = token});
            world.settle();
        }
        for (const net::UserId user : {anna.me(), bert.me()}) {
            client.send(net::Person{user});
            client.send(net::Devices{user});
        }
        client.send(net::Directory{});
        client.send(net::Invites{});
        client.send(net::Stats{});
        world.loop.advance({2000});
        ASSERT_FALSE(client.is_closed);
    }

    void expect_clean(const Client& client) {
        for (const std::string& token : tokens)
            EXPECT_FALSE(client.got_bytes_of(token)) << token;
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
    Client eve{world, "10.0.0.66"};      // an admin of the server
    Client mallory{world, "10.0.0.67"};  // a member who asks everything
    std::vector<std::string> tokens;
    std::vector<net::RoomId> private_rooms;
    std::vector<net::MessageId> private_messages;
};

TEST_F(Taint, nothing_private_reaches_anybody_else) {
    const net::RoomId den = anna.make_room(token(), net::RoomKind::Private);
    const net::RoomId direct = anna.ask(net::OpenDirect{bert.me()}).room;
    private_rooms = {den, direct};
    const std::string passkey = token();
    anna.ask(net::SetRoomPasskey{den, passkey});
    anna.ask(net::SetTopic{den, token()});
    EXPECT_EQ(bert.ask(net::JoinRoom{den, "", passkey}).status, net::Status::Done);
    for (Client* each : {&anna, &bert}) {
        each->watch(den);
        each->watch(direct);
    }
    for (Client* each : {&eve, &mallory}) {
        each->watch(net::lobby);
        each->send(net::Resume{{}, {{den, {}, true}, {direct, {}, true}}});
    }
    for (const net::RoomId room : private_rooms) {
        private_messages.push_back(anna.say(room, token()));
        private_messages.push_back(bert.say(room, token() + " @Eve @Mallory @room"));
        anna.ask(net::EditMessage{room, {private_messages[private_messages.size() - 2]}, token()});
        anna.ask(net::PinMessage{room, {private_messages.back()}});
        bert.ask(net::PostMessage{room, token(), private_messages.back()});
    }
    ask_everything(eve);
    ask_everything(mallory);
    // Whoever is only invited reads nothing either, but the room's name and topic.
    const std::vector<std::string> known_to_the_invited{tokens[0], tokens[2]};
    Client carl(world, "10.0.0.5");
    carl.join_server("Carl");
    anna.ask(net::InviteUser{den, carl.me()});
    private_messages.push_back(anna.say(den, token()));
    carl.watch(den);
    carl.send(net::History{.room = den});
    world.loop.advance({3000});
    for (const std::string& token : tokens) {
        const bool may_know = std::ranges::find(known_to_the_invited, token) != known_to_the_invited.end();
        EXPECT_TRUE(may_know || !carl.got_bytes_of(token)) << token;
    }
    // Keeping order in private is private.
    anna.ask(net::MuteUser{den, bert.me(), {1000}, token()});
    anna.ask(net::KickUser{den, bert.me(), token()});
    anna.ask(net::BanUser{den, bert.me(), {}, token()});
    private_messages.push_back(anna.say(den, token()));
    const std::string behind_berts_back = tokens.back();
    world.loop.advance({3000});
    ask_everything(eve);
    ask_everything(mallory);
    EXPECT_FALSE(bert.got_bytes_of(behind_berts_back));
    // Nor afterwards: neither deleted, nor dissolved, nor after a restart.
    anna.ask(net::DeleteMessage{den, {private_messages.front()}});
    anna.ask(net::DissolveRoom{den});
    world.loop.advance({3000});
    ask_everything(eve);
    world.crash();
    world.start();
    for (Client* each : {&eve, &mallory}) {
        expect_clean(*each);
        each->come_back();
        ask_everything(*each);
        expect_clean(*each);
    }
    for (const std::string& line : world.log) {
        for (const std::string& token : tokens)
            EXPECT_EQ(line.find(token), std::string::npos) << line;
    }
    for (const ports::JournalEntry& entry : world.journal.entries()) {
        EXPECT_EQ(std::search(entry.command.begin(), entry.command.end(), passkey.begin(), passkey.end()),
                  entry.command.end());
    }
}

TEST_F(Taint, secrets_of_the_server_are_in_no_frame_but_that_of_who_asked) {
    world.options.invite_token = transport::Secret(std::string_view("the start-up invite"));
    const auto code = anna.learn<net::CodeMade>(net::MakeCode{});
    const auto rotated = eve.learn<net::PasskeyRotated>(net::RotatePasskey{});
    const net::Bytes token(net::invite_token_bytes, 'T');
    eve.ask(net::MakeInvite{token, {}, 1});
    for (Client* each : {&bert, &mallory}) {
        each->send(net::Invites{});
        each->send(net::Stats{});
        each->send(net::Devices{anna.me()});
        world.loop.advance({2000});
        EXPECT_FALSE(each->got_bytes_of(code.code));
        EXPECT_FALSE(each->got_bytes_of(rotated.passkey));
        EXPECT_FALSE(each->got_bytes_of(std::string(net::invite_token_bytes, 'T')));
        EXPECT_FALSE(each->got_bytes_of(world.options.owner_code->spelled_out()));
    }
    eve.send(net::Invites{});
    world.settle();
    EXPECT_FALSE(eve.got_bytes_of(std::string(net::invite_token_bytes, 'T')))
        << "who made it knows it; a list need not tell it";
}

}  // namespace
}  // namespace crosstalk::server
