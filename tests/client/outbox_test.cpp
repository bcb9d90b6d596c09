// What becomes of everything that people ask of the server's state: order, second tries, secrets.
#include "client/link/command_rules.hpp"
#include "client/link/texts.hpp"
#include "tests/client/link_world.hpp"

namespace crosstalk::link {
namespace {

using model::ConnectionState;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class LinkOutbox : public LinkWorld {
  protected:
    void perform(net::Command command, std::string ref) {
        run->command(model::Perform{std::move(command), std::move(ref)});
    }
    void go_offline() {
        network.places.clear();
        network.cut_all();
        loop.advance({1});
    }
    void come_back_online() {
        network.places[home] = server.place();
        settle();
        ASSERT_EQ(run->state(), ConnectionState::Online);
    }
    void refuse_with(net::Status status, std::int64_t retry_after = 0) {
        server.outcome = status;
        server.retry_after = {retry_after};
    }
    [[nodiscard]] model::Failed failure() const {
        const auto failures = run->told<model::Failed>();
        return failures.empty() ? model::Failed{} : failures.back();
    }
    [[nodiscard]] std::vector<OutboxItem> stored() const { return profile.outbox(server.key.bytes); }

    const net::MessageTarget target{.message = {5000}, .sequence = {}, .author = {}, .at = {}};
};

// One of every command that a person can give.
std::vector<net::Command> commands_of_people() {
    const net::RoomId room{2048};
    const net::UserId user{9};
    const net::MessageTarget target{.message = {5}, .sequence = {}, .author = {}, .at = {}};
    return {net::CreateRoom{"den", net::RoomKind::Public, ""},
            net::JoinRoom{.room = room},
            net::LeaveRoom{room},
            net::InviteUser{room, user},
            net::PostMessage{.room = room, .text = "hello"},
            net::OpenDirect{user},
            net::RenameRoom{room, "lair", ""},
            net::SetTopic{room, "games"},
            net::SetRoomKind{room, net::RoomKind::Private},
            net::SetPosters{room, net::Posters::Admins},
            net::SetSlowMode{room, 5},
            net::SetRoomPasskey{.room = room},
            net::DissolveRoom{room},
            net::EditMessage{room, target, "better"},
            net::DeleteMessage{room, target},
            net::React{room, target, "+", true},
            net::PinMessage{room, target, true},
            net::KickUser{room, user, "spam"},
            net::BanUser{.room = room, .user = user, .span = {}, .reason = ""},
            net::UnbanUser{room, user},
            net::MuteUser{room, user, {}, ""},
            net::UnmuteUser{room, user},
            net::SetRole{room, user, net::Role::Admin},
            net::PurgeMessages{room, {5}},
            net::Rename{"ally", ""},
            net::SetProfile{{}, "bio"},
            net::ClaimOwner{"7K4MP2QXS", {}},
            net::RemoveDevice{{7}},
            net::MakeInvite{net::Bytes(16, 7), {}, 0},
            net::RevokeInvite{{7}},
            net::OfferGame{.room = room, .opponent = user, .kind = {1}},
            net::AnswerOffer{.room = room, .game = {5}},
            net::MakeMove{room, {5}, 1, 4},
            net::ActInGame{room, {5}, net::GameAction::Resign}};
}

TEST_F(LinkOutbox, every_command_of_people_goes_out_once_and_in_order) {
    join();
    const std::vector<net::Command> all = commands_of_people();
    // Those of the server alone, those that transfers give, and Unknown, are the rest.
    ASSERT_EQ(all.size(), std::variant_size_v<net::Command::variant> - 13);
    std::vector<model::LinkCommand> commands;
    for (std::size_t i = 0; i < all.size(); ++i)
        commands.push_back(model::Perform{all[i], std::to_string(i)});
    run->core().handle(std::move(commands));
    settle();
    std::vector<net::Command> arrived;
    for (const net::Submit& submit : server.submits)
        arrived.push_back(submit.command);
    EXPECT_EQ(arrived, all);
    EXPECT_EQ(run->told<model::Acknowledged>().size() + run->told<model::Failed>().size(), all.size());
    ASSERT_THAT(stored(), SizeIs(1)) << "only a text that failed is kept";
    EXPECT_EQ(stored()[0].ref, "4");
}

TEST_F(LinkOutbox, commands_and_posts_keep_their_order_over_a_cut_and_a_restart) {
    join();
    go_offline();
    post("one", "1");
    perform(net::SetTopic{net::lobby, "two"}, "2");
    post("three", "3");
    EXPECT_THAT(run->model().pending(), SizeIs(2));
    ASSERT_THAT(run->model().changes(), SizeIs(1));
    EXPECT_EQ(std::get<net::SetTopic>(run->model().changes()[0].command).topic, "two");
    come_back();
    EXPECT_THAT(run->told<model::CommandQueued>(), IsEmpty());
    come_back_online();
    EXPECT_THAT(run->told<model::CommandQueued>(), SizeIs(1)) << "told to the new run";
    ASSERT_THAT(server.done, SizeIs(3));
    EXPECT_EQ(std::get<net::SetTopic>(server.done[1]).topic, "two");
    EXPECT_THAT(run->model().changes(), IsEmpty());
}

TEST_F(LinkOutbox, what_only_the_server_does_is_refused_here) {
    join();
    for (net::Command command :
         {net::Command(net::CreateUser{}), net::Command(net::ServerStarted{}), net::Command(net::SetRules{}),
          net::Command(net::AddDevice{}), net::Command(net::SetOwnerCode{}), net::Command(net::KeepMarks{}),
          net::Command(net::RecordDeed{}), net::Command(net::Unknown{})}) {
        perform(command, "a");
    }
    settle();
    EXPECT_THAT(run->told<model::Failed>(), SizeIs(8));
    EXPECT_THAT(server.submits, IsEmpty());
}

TEST_F(LinkOutbox, what_does_not_fit_the_wire_is_refused_here_and_kills_nobody) {
    join();
    perform(net::SetTopic{net::lobby, std::string(net::max_topic_bytes + 1, 'x')}, "long");
    perform(net::KickUser{net::lobby, {9}, "\xff\xfe"}, "no text");
    perform(net::React{net::lobby, target, std::string(1'000, 'x'), true}, "no emoji");
    perform(net::EditMessage{net::lobby, target, " \n "}, "blank");
    perform(net::EditMessage{net::lobby, target, std::string(4'001, 'x')}, "too long");
    perform(net::MakeInvite{net::Bytes(1'000, 7), {}, 0}, "token");
    settle();
    EXPECT_THAT(run->told<model::Failed>(), SizeIs(6));
    for (const model::Failed& failed : run->told<model::Failed>())
        EXPECT_EQ(failed.status, net::Status::Invalid) << failed.ref;
    EXPECT_THAT(server.submits, IsEmpty());
    perform(net::SetTopic{net::lobby, std::string(net::max_topic_bytes, 'x')}, "fits");
    settle();
    EXPECT_THAT(server.submits, SizeIs(1));
}

TEST_F(LinkOutbox, a_reply_names_the_message_it_answers_also_after_a_restart) {
    join();
    go_offline();
    run->command(model::Post{net::lobby, "yes", "a", {4711}});
    EXPECT_EQ(run->model().pending()[0].reply_to, net::MessageId{4711});
    come_back();
    come_back_online();
    ASSERT_THAT(server.submits, SizeIs(1));
    EXPECT_EQ(std::get<net::PostMessage>(server.submits[0].command).reply_to, net::MessageId{4711});
    EXPECT_EQ(run->told<model::Queued>()[0].reply_to, net::MessageId{4711});
}

TEST_F(LinkOutbox, an_edit_is_seen_as_soon_as_the_server_has_it) {
    join();
    server.post("first");
    loop.advance({10});
    const net::Message message = server.message({1});
    perform(net::EditMessage{net::lobby, {.message = message.id}, "better"}, "e");
    settle();
    EXPECT_EQ(run->model().room(net::lobby)->message({1})->text, "better");
    EXPECT_THAT(run->model().changes(), IsEmpty());
}

// --- a second try

TEST_F(LinkOutbox, what_failed_is_tried_again_under_a_new_number_and_behind_what_waits) {
    join();
    refuse_with(net::Status::SlowMode, 5'000);
    post("too fast", "a");
    settle();
    EXPECT_EQ(failure().retry_after, net::Milliseconds{5'000});
    EXPECT_THAT(failure().text, HasSubstr("5 seconds"));
    EXPECT_EQ(run->model().pending()[0].retry_after, net::Milliseconds{5'000});
    server.outcome.reset();
    go_offline();
    post("later", "b");
    run->command(model::Retry{"a"});
    run->command(model::Retry{"a"});
    EXPECT_EQ(run->model().pending()[1].ref, "a");
    EXPECT_EQ(run->model().pending()[1].state, model::PendingState::Queued);
    come_back_online();
    EXPECT_THAT(server.texts(), ElementsAre("later", "too fast"));
    EXPECT_NE(server.submits[0].number, server.submits.back().number);
    EXPECT_THAT(stored(), IsEmpty());
    EXPECT_THAT(run->model().pending(), IsEmpty());
}

TEST_F(LinkOutbox, a_text_that_failed_is_there_after_a_restart_until_somebody_dismisses_it) {
    join();
    refuse_with(net::Status::Muted, 90 * 60'000);
    post("unheard", "a");
    perform(net::EditMessage{net::lobby, target, "better"}, "e");
    perform(net::SetTopic{net::lobby, "topic"}, "t");
    settle();
    EXPECT_THAT(stored(), SizeIs(2)) << "a topic is quickly set again";
    come_back();
    ASSERT_THAT(run->model().pending(), SizeIs(1));
    EXPECT_EQ(run->model().pending()[0].text, "unheard");
    EXPECT_EQ(run->model().pending()[0].state, model::PendingState::Failed);
    EXPECT_THAT(run->model().pending()[0].reason, HasSubstr("90 minutes"));
    ASSERT_THAT(run->model().changes(), SizeIs(1));
    EXPECT_EQ(run->model().changes()[0].ref, "e");
    server.outcome.reset();
    run->command(model::Retry{"a"});
    run->command(model::Cancel{"e"});
    settle();
    EXPECT_THAT(server.texts(), ElementsAre("unheard"));
    EXPECT_THAT(stored(), IsEmpty());
    come_back();
    EXPECT_THAT(run->model().pending(), IsEmpty());
    EXPECT_THAT(run->model().changes(), IsEmpty());
}

TEST_F(LinkOutbox, a_terminal_can_try_again_too_and_is_told_failures_until_it_has_shown_them) {
    join(Completeness::Everything);
    run->marks = false;
    refuse_with(net::Status::NotAllowed);
    post("hello", "a");
    settle();
    start(Completeness::Everything);
    run->marks = false;
    run->command(to_home());
    loop.advance({100});
    ASSERT_THAT(run->told<model::Failed>(), SizeIs(1));
    EXPECT_THAT(run->told<model::Queued>(), IsEmpty());
    server.outcome.reset();
    run->command(model::Retry{"a"});
    settle();
    EXPECT_THAT(server.texts(), ElementsAre("hello"));
    run->command(model::AnswerShown{"a"});
    EXPECT_THAT(stored(), IsEmpty());
    come_back(Completeness::Everything);
    EXPECT_THAT(run->told<model::Failed>(), IsEmpty());
    EXPECT_THAT(run->told<model::Acknowledged>(), IsEmpty());
}

TEST_F(LinkOutbox, what_is_not_kept_cannot_be_tried_again_and_says_so) {
    join();
    run->command(model::Retry{"never heard of"});
    EXPECT_THAT(failure().text, HasSubstr("Do it anew"));
    server.hold_answers = true;
    post("under way", "a");
    loop.advance({10});
    run->command(model::Retry{"a"});
    EXPECT_THAT(run->told<model::Failed>(), SizeIs(1)) << "what is under way needs no second try";
    EXPECT_THAT(server.submits, SizeIs(1));
}

TEST_F(LinkOutbox, a_post_that_the_disk_did_not_take_can_be_tried_again) {
    join();
    profile.fail_next_change();
    post("precious", "a");
    EXPECT_THAT(run->told<model::Failed>(), SizeIs(1));
    run->command(model::Retry{"a"});
    settle();
    EXPECT_THAT(server.texts(), ElementsAre("precious"));
    EXPECT_THAT(stored(), IsEmpty());
}

// --- secrets

TEST_F(LinkOutbox, a_secret_is_sent_and_never_stored) {
    join();
    server.hold_answers = true;
    perform(net::JoinRoom{.room = {}, .name = "den", .passkey = "open sesame", .proof = {}}, "j");
    perform(net::ClaimOwner{"7K4MP2QXS", {}}, "c");
    perform(net::SetRoomPasskey{.room = {2048}, .passkey = "new", .salt = {}, .lock = {}}, "s");
    perform(net::MakeInvite{net::Bytes(16, 7), {}, 0}, "i");
    perform(net::SetRoomPasskey{.room = {2048}, .passkey = "", .salt = {}, .lock = {}}, "unlocks");
    loop.advance({10});
    ASSERT_THAT(server.submits, SizeIs(5));
    EXPECT_EQ(std::get<net::JoinRoom>(server.submits[0].command).passkey, "open sesame");
    ASSERT_THAT(stored(), SizeIs(1));
    EXPECT_EQ(stored()[0].ref, "unlocks");
    for (const model::CommandQueued& queued : run->told<model::CommandQueued>())
        EXPECT_FALSE(has_secret(queued.command)) << queued.ref;
    server.release_answers();
    settle();
    EXPECT_THAT(run->told<model::Acknowledged>(), SizeIs(5));
}

TEST_F(LinkOutbox, a_secret_waits_for_no_connection) {
    join();
    go_offline();
    perform(net::ClaimOwner{"7K4MP2QXS", {}}, "c");
    EXPECT_EQ(failure().ref, "c");
    EXPECT_THAT(failure().text, AllOf(HasSubstr("secret"), Not(HasSubstr("7K4MP2QXS"))));
    come_back_online();
    EXPECT_THAT(server.submits, IsEmpty());
}

TEST_F(LinkOutbox, a_secret_that_was_sent_is_repeated_verbatim_by_the_same_program_only) {
    join();
    server.hold_answers = true;
    post("before", "b");
    perform(net::JoinRoom{.room = {}, .name = "den", .passkey = "open sesame", .proof = {}}, "j");
    post("after", "a");
    loop.advance({10});
    const auto first = server.submits;
    ASSERT_THAT(first, SizeIs(3));
    server.hold_answers = false;
    network.cut_all();
    settle();
    ASSERT_THAT(server.submits, SizeIs(6));
    for (std::size_t i = 0; i < 3; ++i)
        EXPECT_EQ(server.submits[3 + i], first[i]);
    EXPECT_THAT(run->told<model::Acknowledged>(), SizeIs(3));

    server.hold_answers = true;
    perform(net::ClaimOwner{"7K4MP2QXS", {}}, "c");
    loop.advance({10});
    server.hold_answers = false;
    const std::size_t submits = server.submits.size();
    come_back();
    settle();
    EXPECT_EQ(server.submits.size(), submits) << "it died with the program that knew it";
    post("goes on", "g");
    settle();
    EXPECT_THAT(server.texts(), ElementsAre("before", "after", "goes on"));
}

TEST_F(LinkOutbox, a_secret_that_failed_has_to_be_typed_again) {
    join();
    refuse_with(net::Status::WrongCode);
    perform(net::ClaimOwner{"7K4MP2QXS", {}}, "c");
    settle();
    EXPECT_THAT(failure().text, HasSubstr("owner code"));
    server.outcome.reset();
    run->command(model::Retry{"c"});
    settle();
    EXPECT_THAT(failure().text, HasSubstr("Do it anew"));
    EXPECT_THAT(server.submits, SizeIs(1));
}

TEST_F(LinkOutbox, a_secret_under_way_has_failed_when_another_server_is_meant) {
    join();
    server.hold_answers = true;
    perform(net::ClaimOwner{"7K4MP2QXS", {}}, "c");
    loop.advance({10});
    model::Connect elsewhere = to_home("whatever");
    elsewhere.address = "nowhere";
    run->command(elsewhere);
    EXPECT_EQ(failure().ref, "c");
}

// --- what people are told

TEST(Refusals, every_refusal_of_every_command_says_what_happened_and_what_to_do) {
    for (const net::Command& command : commands_of_people()) {
        for (int value = 1; value <= static_cast<int>(last_of(net::Status{})); ++value) {
            const auto status = static_cast<net::Status>(value);
            const std::string text = explain({.status = status}, command);
            EXPECT_THAT(text, EndsWith(".")) << command.index() << " " << value;
            EXPECT_GT(std::count(text.begin(), text.end(), '.'), 1) << text;
        }
        EXPECT_EQ(explain({.status = net::Status::Done}, command), "");
    }
}

TEST(Refusals, they_are_about_what_was_asked) {
    const auto told = [](net::Status status, const net::Command& command, std::int64_t retry_after = 0) {
        return explain({.status = status, .retry_after = {retry_after}}, command);
    };
    EXPECT_THAT(told(net::Status::Muted, net::PostMessage{}, 600'000), HasSubstr("10 minutes"));
    EXPECT_THAT(told(net::Status::Muted, net::PostMessage{}), HasSubstr("You are muted here."));
    EXPECT_THAT(told(net::Status::SlowMode, net::PostMessage{}, 2'500), HasSubstr("3 seconds"));
    EXPECT_THAT(told(net::Status::NameTaken, net::Rename{}), HasSubstr("Somebody here has this name"));
    EXPECT_THAT(told(net::Status::NameTaken, net::CreateRoom{}), HasSubstr("a room of this name"));
    EXPECT_THAT(told(net::Status::TooMany, net::React{}), HasSubstr("reactions"));
    EXPECT_THAT(told(net::Status::TooMany, net::PinMessage{}), HasSubstr("Unpin"));
    EXPECT_THAT(told(net::Status::NotFound, net::EditMessage{}), HasSubstr("This message is gone"));
    EXPECT_THAT(told(net::Status::NotFound, net::PostMessage{.room = {1}, .text = "x", .reply_to = {5}}),
                HasSubstr("The message you answer is gone"));
    EXPECT_THAT(told(net::Status::WrongCode, net::JoinRoom{}), HasSubstr("passkey of the room"));
    EXPECT_THAT(told(net::Status::Banned, net::JoinRoom{}), HasSubstr("You are banned"));
    EXPECT_THAT(told(net::Status::Banned, net::InviteUser{}), HasSubstr("This user is banned"));
    EXPECT_THAT(told(net::Status::LastOwner, net::SetRole{}), HasSubstr("Make somebody else the owner"));
    EXPECT_THAT(told(net::Status::Invalid, net::React{}), HasSubstr("not one emoji"));
}

}  // namespace
}  // namespace crosstalk::link
