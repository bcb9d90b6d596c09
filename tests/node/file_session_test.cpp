// File connections: who gets one, how it lives, and that it ends with its chat.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/file_world.hpp"

namespace crosstalk::server {
namespace {

struct FileSessionTest : ::testing::Test {
    FileSessionTest() {
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
    }

    void expect_refused(FileClient& client) {
        EXPECT_FALSE(client.has<net::FilesReady>());
        EXPECT_EQ(client.take<net::Error>().code, net::ErrorCode::NotFound);
        EXPECT_EQ(client.take<net::Goodbye>().then, net::AfterGoodbye::Stay);
        EXPECT_TRUE(client.is_closed);
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
    FileClient files{world, anna};
};

TEST_F(FileSessionTest, a_device_with_a_chat_gets_one) {
    files.come();
    EXPECT_TRUE(files.was_told_nothing());
    EXPECT_FALSE(files.is_closed);
    EXPECT_EQ(world.node().transfers().connections(), 1u);
}

TEST_F(FileSessionTest, one_without_a_chat_gets_none) {
    files.dial();
    files.say_hello({});
    expect_refused(files);
}

TEST_F(FileSessionTest, one_that_names_another_devices_chat_gets_none) {
    files.dial();
    files.say_hello(bert.welcome.session);
    files.authenticate();
    expect_refused(files);
    files.dial();
    files.say_hello({4711});
    files.authenticate();
    expect_refused(files);
}

TEST_F(FileSessionTest, an_earlier_chat_of_the_device_does_not_count) {
    const net::SessionId earlier = anna.welcome.session;
    anna.come_back();
    files.dial();
    files.say_hello(earlier);
    files.authenticate();
    expect_refused(files);
}

TEST_F(FileSessionTest, a_stranger_learns_no_more_than_one_without_a_chat) {
    const Client stranger(world, "10.0.0.3");
    FileClient theirs(world, stranger);
    theirs.dial();
    theirs.say_hello(anna.welcome.session);
    theirs.authenticate();
    expect_refused(theirs);
}

TEST_F(FileSessionTest, a_signature_for_a_chat_is_none_for_files) {
    files.dial();
    files.say_hello(anna.welcome.session);
    files.authenticate(transport::LoginRole::Chat);
    EXPECT_FALSE(files.has<net::FilesReady>());
    EXPECT_TRUE(files.is_closed);
}

TEST_F(FileSessionTest, the_passkey_opens_none) {
    files.dial();
    files.say_hello(anna.welcome.session);
    files.send(net::PasskeyStart{net::SecretKind::Passkey, {}, 0});
    world.settle();
    EXPECT_FALSE(files.has<net::PasskeyReply>());
    EXPECT_TRUE(files.is_closed);
}

TEST_F(FileSessionTest, a_second_one_of_the_chat_takes_the_place_of_the_first) {
    files.come();
    FileClient second(world, anna);
    second.come();
    EXPECT_EQ(files.take<net::Goodbye>().then, net::AfterGoodbye::Elsewhere);
    EXPECT_TRUE(files.is_closed);
    EXPECT_FALSE(second.is_closed);
    EXPECT_EQ(world.node().transfers().connections(), 1u);
    EXPECT_FALSE(anna.is_closed);
}

TEST_F(FileSessionTest, it_ends_with_its_chat_and_only_with_that) {
    FileClient of_bert(world, bert);
    files.come();
    of_bert.come();
    anna.connection()->cut();
    world.settle();
    EXPECT_EQ(files.take<net::Goodbye>().then, net::AfterGoodbye::Stay);
    EXPECT_TRUE(files.is_closed);
    EXPECT_FALSE(of_bert.is_closed);
}

TEST_F(FileSessionTest, a_goodbye_of_the_chat_ends_it_at_once_and_the_others_stay) {
    FileClient of_bert(world, bert);
    files.come();
    of_bert.come();
    anna.send(net::Goodbye{});
    world.settle();
    EXPECT_TRUE(files.is_closed);
    EXPECT_FALSE(of_bert.is_closed);
}

TEST_F(FileSessionTest, it_ends_when_the_chat_is_replaced) {
    files.come();
    Client again(world, "10.0.0.1", anna);
    again.come_back();
    world.settle();
    EXPECT_EQ(files.take<net::Goodbye>().then, net::AfterGoodbye::Stay);
    EXPECT_TRUE(files.is_closed);
}

TEST_F(FileSessionTest, a_ban_from_the_server_ends_it_at_once) {
    world.crash();
    world.options.owner_code = a_code(9);
    world.start();
    anna.come_back();
    bert.come_back();
    anna.ask(net::ClaimOwner{world.options.owner_code->spelled_out()});
    FileClient of_bert(world, bert);
    of_bert.come();
    anna.ask(net::BanUser{.room = net::lobby, .user = bert.me()});
    EXPECT_TRUE(of_bert.is_closed);
    EXPECT_EQ(world.node().transfers().connections(), 0u);
}

TEST_F(FileSessionTest, its_own_end_leaves_the_chat_alone) {
    files.come();
    files.send(net::Goodbye{});
    world.settle();
    EXPECT_TRUE(files.is_closed);
    EXPECT_FALSE(anna.is_closed);
    EXPECT_EQ(world.node().transfers().connections(), 0u);
    files.come();
}

TEST_F(FileSessionTest, it_is_no_presence_and_no_session_of_the_user) {
    files.come();
    anna.send(net::Goodbye{});
    world.settle();
    EXPECT_FALSE(world.node().is_online(anna.me()));
}

TEST_F(FileSessionTest, pings_are_answered_and_silence_ends_it) {
    files.come();
    files.send(net::Ping{});
    world.settle();
    files.take<net::Pong>();
    world.loop.advance({25'000});
    EXPECT_TRUE(files.has<net::Ping>());
    world.loop.advance({60'000});
    EXPECT_TRUE(files.is_closed);
}

TEST_F(FileSessionTest, commands_and_questions_are_not_for_it) {
    for (const net::FromClient& message :
         {net::FromClient{net::Submit{{1}, {1}, net::JoinRoom{net::lobby}}},
          net::FromClient{net::History{.room = net::lobby}}, net::FromClient{net::Hello{}},
          net::FromClient{net::Watch{{net::lobby, {}, true}}}}) {
        files.come();
        std::visit([&](const auto& known) { files.send(known); }, message);
        world.settle();
        EXPECT_EQ(files.take<net::Error>().code, net::ErrorCode::BadFrame);
        EXPECT_TRUE(files.is_closed);
    }
}

TEST_F(FileSessionTest, files_are_not_for_a_chat) {
    anna.send(net::PutFile{{1}});
    world.settle();
    EXPECT_TRUE(anna.is_closed);
    bert.send(net::OpenFile{});
    world.settle();
    EXPECT_TRUE(bert.is_closed);
}

TEST_F(FileSessionTest, a_frame_over_its_limit_ends_it) {
    files.come();
    net::Bytes frame(net::frame_header_bytes + net::max_file_frame_bytes + 1);
    const net::FrameHeader header{.size = net::max_file_frame_bytes + 1,
                                  .type = static_cast<std::uint16_t>(net::MessageType::PutChunk)};
    net::write_header(
        header, std::span<std::uint8_t, net::frame_header_bytes>(frame.data(), net::frame_header_bytes));
    files.send_bytes(std::move(frame));
    world.settle();
    EXPECT_EQ(files.connection(), nullptr);
}

TEST_F(FileSessionTest, it_does_not_count_as_logging_in_for_ever) {
    world.options.limits.login_connections_per_address = 2;
    world.crash();
    world.start();
    anna.come_back();
    for (int round = 0; round < 10; ++round) {
        files.come();
        files.send(net::Goodbye{});
        world.settle();
        ASSERT_TRUE(files.is_closed);
    }
    std::int64_t logging_in = -1;
    for (const net::Stat& stat : world.node().stats({})) {
        if (stat.name == "logging-in") logging_in = stat.value;
    }
    EXPECT_EQ(logging_in, 0);
}

TEST_F(FileSessionTest, a_stopping_server_says_goodbye_to_it_too) {
    files.come();
    bool is_done = false;
    world.node().stop("The server is stopping.", [&] { is_done = true; });
    world.settle();
    EXPECT_TRUE(is_done);
    EXPECT_EQ(files.take<net::Goodbye>().then, net::AfterGoodbye::Reconnect);
}

}  // namespace
}  // namespace crosstalk::server
