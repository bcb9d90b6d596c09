// Commands about files as sessions complete them: safe names, what is taken already, texts beside files.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/node/node_world.hpp"

namespace crosstalk::server {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

class FileCommands : public ::testing::Test {
  protected:
    FileCommands() {
        world.options.limits.file_bytes = 1'000;
        world.options.limits.file_bytes_per_user = 1'500;
        world.options.limits.file_bytes_per_server = 10'000;
        world.options.limits.uploads_per_user = 5;
        world.start();
        anna.join_server("Anna");
        bert.join_server("Bert");
    }
    // The newest command of the journal, as it stands there.
    template <class C>
    [[nodiscard]] C last() const {
        const auto& entry = world.journal.entries().back();
        const auto logged = std::get<net::LoggedCommand>(net::decode_command(entry.command));
        EXPECT_TRUE(std::holds_alternative<C>(logged.command));
        return std::holds_alternative<C>(logged.command) ? std::get<C>(logged.command) : C{};
    }
    net::UploadId finished(Client& who, std::uint64_t size, const std::string& name = "a.txt") {
        const net::Outcome outcome = who.ask(net::BeginUpload{.name = name, .size = size, .hash = {1}});
        EXPECT_EQ(outcome.status, net::Status::Done);
        world.node().command(net::FinishUpload{outcome.upload});
        world.settle();
        return outcome.upload;
    }
    net::PostMessage post(net::UploadId upload, const std::string& text = "") const {
        return {.room = net::lobby, .text = text, .mentions = {}, .files = {{upload, 0, 0}}};
    }

    NodeWorld world;
    Client anna{world, "10.0.0.1"};
    Client bert{world, "10.0.0.2"};
};

TEST_F(FileCommands, the_limits_of_the_settings_are_those_of_the_hub) {
    const hub::LimitsRow& limits = world.node().hub().state().limits;
    EXPECT_EQ(limits.file_bytes, 1'000u);
    EXPECT_EQ(limits.file_bytes_per_user, 1'500u);
    EXPECT_EQ(limits.file_bytes_per_server, 10'000u);
    EXPECT_EQ(limits.uploads_per_user, 5u);
}

TEST_F(FileCommands, a_name_is_made_safe_and_what_is_taken_is_the_archives_word) {
    finished(anna, 100);
    const net::UploadId posted = finished(anna, 200);
    EXPECT_EQ(anna.ask(post(posted)).status, net::Status::Done);
    finished(bert, 40);
    anna.ask(net::BeginUpload{
        .name = "../NUL\u202E.txt ", .size = 7, .hash = {2}, .user_bytes = 9'999, .all_bytes = 9'999});
    const auto begun = last<net::BeginUpload>();
    EXPECT_EQ(begun.name, "_NUL.txt");
    EXPECT_EQ(begun.user_bytes, 200u) << "uploads are the hub's to count";
    EXPECT_EQ(begun.all_bytes, 200u);
    anna.ask(net::BeginUpload{.name = "", .size = 7, .hash = {2}});
    EXPECT_EQ(last<net::BeginUpload>().name, "file");
}

TEST_F(FileCommands, a_share_is_not_passed_by_posting_and_beginning_at_once) {
    const net::UploadId first = finished(anna, 1'000);
    world.view.query_delay = [] { return net::Milliseconds{5}; };
    anna.submit(post(first));
    anna.submit(net::BeginUpload{.name = "b", .size = 501, .hash = {2}});
    anna.submit(net::BeginUpload{.name = "c", .size = 500, .hash = {2}});
    world.loop.advance({200});
    std::vector<net::Status> answers;
    for (const net::Result& result : anna.take_all<net::Result>())
        answers.push_back(result.outcome.status);
    EXPECT_THAT(answers, ElementsAre(net::Status::Done, net::Status::QuotaFull, net::Status::Done));
}

TEST_F(FileCommands, a_deleted_message_gives_its_share_back) {
    const net::Outcome posted = anna.ask(post(finished(anna, 1'000)));
    const net::BeginUpload next{.name = "b", .size = 1'000, .hash = {2}};
    EXPECT_EQ(anna.ask(next).status, net::Status::QuotaFull);
    anna.ask(net::DeleteMessage{net::lobby, {posted.message}});
    EXPECT_EQ(anna.ask(next).status, net::Status::Done);
}

TEST_F(FileCommands, a_file_is_told_to_the_room_and_stays_with_its_message) {
    bert.watch(net::lobby);
    bert.forget();
    const net::UploadId upload = finished(anna, 7, "plan.png");
    const net::Outcome posted = anna.ask(net::PostMessage{
        .room = net::lobby, .text = "for @Bert", .mentions = {}, .files = {{upload, 640, 480}}});
    const std::vector<net::File> files{{"plan.png", 7, {1}, 640, 480}};
    world.settle();
    const auto fact = std::get<net::MessagePosted>(bert.take<net::Event>().fact);
    EXPECT_EQ(fact.files, files);
    EXPECT_THAT(fact.mentions, ElementsAre(bert.me()));
    const auto page = bert.learn<net::HistoryPage>(net::History{.room = net::lobby});
    ASSERT_THAT(page.messages, SizeIs(1));
    EXPECT_EQ(page.messages.at(0).files, files);
    const auto hits = bert.learn<net::SearchPage>(net::Search{.words = "plan", .has = net::Has::Image});
    ASSERT_THAT(hits.hits, SizeIs(1));
    EXPECT_EQ(hits.hits.at(0).files, files);
    EXPECT_EQ(hits.hits.at(0).id, posted.message);
}

TEST_F(FileCommands, beside_files_a_text_may_be_missing_but_not_too_long) {
    const net::UploadId upload = finished(anna, 7);
    EXPECT_EQ(anna.ask(post(upload, std::string(4'001, 'x'))).status, net::Status::Invalid);
    EXPECT_EQ(anna.ask(post({}, "")).status, net::Status::NotFound);
    EXPECT_EQ(anna.ask(net::PostMessage{.room = net::lobby, .text = " \n ", .mentions = {}}).status,
              net::Status::Invalid);
    const net::Outcome posted = anna.ask(post(upload, " \u200B\n"));
    EXPECT_EQ(posted.status, net::Status::Done);
    EXPECT_EQ(last<net::PostMessage>().text, "");

    const auto edit = [&](net::MessageId message, const std::string& text) {
        return anna.ask(net::EditMessage{net::lobby, {.message = message, .files = 9}, text}).status;
    };
    EXPECT_EQ(edit(posted.message, "a caption"), net::Status::Done);
    EXPECT_EQ(edit(posted.message, " "), net::Status::Done);
    EXPECT_EQ(last<net::EditMessage>().text, "");
    EXPECT_EQ(edit(posted.message, std::string(4'001, 'x')), net::Status::Invalid);
    EXPECT_EQ(edit(anna.say(net::lobby, "plain"), " "), net::Status::Invalid)
        << "whatever the client says of files";
}

TEST_F(FileCommands, what_only_the_server_says_is_refused_from_a_client) {
    const net::UploadId upload = anna.ask(net::BeginUpload{.name = "a", .size = 1, .hash = {1}}).upload;
    EXPECT_EQ(anna.ask(net::FinishUpload{upload}).status, net::Status::NotAllowed);
    EXPECT_EQ(bert.ask(net::DropUpload{upload}).status, net::Status::NotFound);
    EXPECT_EQ(anna.ask(net::DropUpload{upload}).status, net::Status::Done);
}

TEST_F(FileCommands, slow_mode_holds_for_posts_with_files_and_keeps_the_upload) {
    const net::RoomId hall = anna.make_room("hall", net::RoomKind::Public);
    anna.ask(net::SetSlowMode{hall, 10});
    bert.ask(net::JoinRoom{hall});
    net::PostMessage first = post(finished(bert, 7));
    net::PostMessage second = post(finished(bert, 7));
    first.room = second.room = hall;
    EXPECT_EQ(bert.ask(first).status, net::Status::Done);
    EXPECT_EQ(bert.ask(second).status, net::Status::SlowMode);
    EXPECT_EQ(world.node().hub().state().uploads.size(), 1u);
    world.loop.advance({10'000});
    EXPECT_EQ(bert.ask(second).status, net::Status::Done);
}

}  // namespace
}  // namespace crosstalk::server
