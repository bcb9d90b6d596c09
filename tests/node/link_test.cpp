// The real link at a real node: what neither shows alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "client/link/link_core.hpp"
#include "client/link/memory_profile.hpp"
#include "client/model/model.hpp"
#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::IsEmpty;
using ::testing::SizeIs;

class LinkAtNode : public ::testing::Test {
  protected:
    // A run of the client's program on the one profile.
    struct Program {
        explicit Program(LinkAtNode& test)
            : runtime(test.world.loop, ++test.world.clients),
              dialer(test.world.network, runtime, "10.0.0.1"),
              core({.program = "test"}, dialer, runtime, test.profile,
                   [this](const model::LinkEvent& event) { model.apply(event); }) {
            core.start();
            tell(model::Connect{.address = "server",
                                .name = "Anna",
                                .any_number = false,
                                .passkey = "correct horse battery",
                                .invite = {},
                                .saved = {}});
        }
        void tell(model::LinkCommand command) {
            std::vector<model::LinkCommand> commands;
            commands.push_back(std::move(command));
            core.handle(std::move(commands));
        }

        testing::VirtualRuntime runtime;
        testing::NetworkDialer dialer;
        model::Model model;
        link::LinkCore core;
    };

    LinkAtNode() { world.start(); }

    void run() {
        program.reset();
        program = std::make_unique<Program>(*this);
    }

    NodeWorld world;
    link::MemoryProfile profile{[](std::span<std::uint8_t> out) { std::ranges::fill(out, 7); }};
    std::unique_ptr<Program> program;
};

TEST_F(LinkAtNode, an_answer_that_comes_with_the_list_of_rooms_takes_the_post_off_the_pending_ones) {
    run();
    world.settle();
    world.journal.hold_commits();
    program->tell(model::Post{net::lobby, "hello", "a"});
    world.settle();
    // The program is killed before the answer. What the new one is told is held from its welcome on, until the
    // answer is there too.
    world.network.on_server_sends = [](Connection& connection, const net::SharedFrame& frames) {
        const std::span<const std::uint8_t, net::frame_header_bytes> header(frames->data(),
                                                                            net::frame_header_bytes);
        const auto welcome = static_cast<std::uint16_t>(net::MessageType::Welcome);
        if (net::read_header(header).type == welcome) connection.stall(Side::Client);
    };
    run();
    world.settle();
    world.journal.release_commits();
    world.settle();
    program->dialer.newest()->read_on(Side::Client);
    world.loop.advance({3000});
    EXPECT_EQ(program->model.connection().state, model::ConnectionState::Online);
    EXPECT_THAT(program->model.room(net::lobby)->messages, SizeIs(1));
    EXPECT_THAT(program->model.pending(), IsEmpty());
}

TEST_F(LinkAtNode, a_removed_device_is_told_so_once_and_its_person_comes_in_again_from_another_profile) {
    run();
    world.settle();
    const net::UserId anna = program->model.me().id;
    Client tablet(world, "10.0.0.2");
    world.node().command(net::AddDevice{anna, tablet.key.public_key().bytes, true, anna});
    world.settle();
    const auto refusal = [&] { return program->model.connection(); };
    EXPECT_EQ(refusal().state, model::ConnectionState::Refused);
    EXPECT_THAT(refusal().reason, ::testing::HasSubstr("removed from its account"));
    // Trying again, with the passkey, under any name: it hears the same, and no user is made.
    run();
    world.loop.advance({60'000});
    EXPECT_EQ(refusal().state, model::ConnectionState::Refused);
    EXPECT_THAT(refusal().reason, ::testing::HasSubstr("another profile"));
    EXPECT_EQ(world.node().hub().state().users.size(), 1u);
    tablet.come_back();
    EXPECT_EQ(tablet.me(), anna);
}

TEST_F(LinkAtNode, an_invitation_that_was_declined_is_gone) {
    run();
    world.settle();
    Client bert(world, "10.0.0.2");
    bert.join_server("Bert");
    const net::RoomId den = bert.make_room("den", net::RoomKind::Private);
    bert.ask(net::InviteUser{den, program->model.me().id});
    ASSERT_THAT(program->model.invitations(), SizeIs(1));
    program->tell(model::Perform{net::LeaveRoom{den}, {}});
    world.settle();
    EXPECT_THAT(program->model.invitations(), IsEmpty());
}

}  // namespace
}  // namespace crosstalk::server
