// Files in the terminal client: sent, saved, followed, waited for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/cli/talk.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::cli {
namespace {

using model::TransferKind;
using model::TransferState;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class CliFiles : public ::testing::Test {
  protected:
    std::string make(const std::string& name) {
        const auto path = folder.path() / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path) << "x";
        return path.string();
    }
    static model::Transfer transfer(TransferKind kind, TransferState state, std::uint64_t moved = 0) {
        model::Transfer made;
        made.id = {3};
        made.kind = kind;
        made.state = state;
        made.room = net::lobby;
        made.source = {net::lobby, {1005}, 1, {}};
        made.name = "film.mkv";
        made.size = 10'000'000;
        made.moved = moved;
        made.ref = "\"r\"";
        made.path = "/downloads/film.mkv";
        return made;
    }
    // Message 5 of the lobby, by alice.
    static model::LinkEvent message_with(std::vector<net::File> files) {
        model::Happened event = model::posted(net::lobby, 1, "look");
        std::get<net::MessagePosted>(event.event.fact).files = std::move(files);
        return event;
    }
    void begin(Talk& talk) {
        talk.go_online();
        talk.tell(model::synced(net::lobby, 0, 1, 0));
        talk.printed();
    }
    testing::TemporaryFolder folder;
};

TEST_F(CliFiles, file_sends_what_is_there_with_the_text_behind_it) {
    Talk talk;
    begin(talk);
    const std::string a = make("a.png");
    const std::string b = make("my plan.pdf");
    talk.line("/file " + a + " \"" + b + "\" look at this");
    ASSERT_THAT(talk.all<model::SendFiles>(), SizeIs(1));
    const auto sent = talk.all<model::SendFiles>()[0];
    ASSERT_THAT(sent.files, SizeIs(2));
    EXPECT_EQ(sent.files[0].path, a);
    EXPECT_EQ(sent.files[1].path, b);
    EXPECT_EQ(sent.text, "look at this");
    EXPECT_EQ(sent.room, net::lobby);
}

TEST_F(CliFiles, a_picture_carries_its_size) {
    Talk talk;
    begin(talk);
    const std::string path = make("dot.bmp");
    net::Bytes header(54, 0);
    header[0] = 'B';
    header[1] = 'M';
    header[10] = 54;  // where the pixels begin
    header[14] = 40;  // the size of the second header
    header[18] = 7;   // width
    header[22] = 5;   // height
    header[26] = 1;   // planes
    header[28] = 24;  // bits of a pixel
    std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(header.data()), 54);
    talk.line("/file " + path);
    EXPECT_EQ(talk.all<model::SendFiles>()[0].files[0].width, 7U);
    EXPECT_EQ(talk.all<model::SendFiles>()[0].files[0].height, 5U);
}

TEST_F(CliFiles, of_a_folder_the_files_right_in_it_are_sent_ten_at_a_time) {
    Talk talk;
    begin(talk);
    for (int i = 0; i < 12; ++i)
        make("album/p" + std::to_string(i) + ".png");
    make("album/below/hidden.png");
    talk.line("/file " + (folder.path() / "album").string() + " our trip");
    ASSERT_THAT(talk.all<model::SendFiles>(), SizeIs(2));
    EXPECT_THAT(talk.all<model::SendFiles>()[0].files, SizeIs(10));
    EXPECT_THAT(talk.all<model::SendFiles>()[1].files, SizeIs(2));
    EXPECT_EQ(talk.all<model::SendFiles>()[0].text, "our trip");
    EXPECT_EQ(talk.all<model::SendFiles>()[1].text, "");
}

TEST_F(CliFiles, a_hidden_file_goes_only_when_it_is_named) {
    Talk talk;
    begin(talk);
    make("home/photo.png");
    const std::string hidden = make("home/.token");
    talk.line("/file " + (folder.path() / "home").string());
    ASSERT_THAT(talk.all<model::SendFiles>(), SizeIs(1));
    EXPECT_THAT(talk.all<model::SendFiles>()[0].files, SizeIs(1));
    talk.line("/file " + hidden);
    ASSERT_THAT(talk.all<model::SendFiles>(), SizeIs(2));
    EXPECT_EQ(talk.all<model::SendFiles>()[1].files[0].path, hidden);
}

TEST_F(CliFiles, what_is_not_there_is_an_error_of_its_own) {
    Talk talk;
    begin(talk);
    talk.line(R"({"command":"/file /nowhere/a.png","ref":7})");
    EXPECT_THAT(talk.all<model::SendFiles>(), IsEmpty());
    EXPECT_THAT(talk.printed(), HasSubstr(R"("event":"error","code":"file")"));
    std::filesystem::create_directories(folder.path() / "empty");
    talk.line("/file " + (folder.path() / "empty").string());
    EXPECT_THAT(talk.printed(), HasSubstr("no files right in this folder"));
}

TEST_F(CliFiles, the_reference_of_a_line_is_that_of_its_message) {
    Talk talk;
    begin(talk);
    talk.line(R"({"command":"/file )" + make("a.png") + R"(","ref":"r"})");
    EXPECT_EQ(talk.all<model::SendFiles>()[0].ref, "\"r\"");
    talk.acknowledge("\"r\"", 1);
    EXPECT_THAT(talk.printed(), HasSubstr(R"({"event":"sent","ref":"r")"));
}

TEST_F(CliFiles, get_fetches_and_says_so) {
    Talk talk;
    begin(talk);
    talk.tell(message_with({{"a.png", 5, {}, 0, 0}, {"b.png", 6, {}, 0, 0}}));
    talk.line("/get 1.2 /tmp/b.png");
    ASSERT_THAT(talk.all<model::FetchFile>(), SizeIs(1));
    EXPECT_EQ(talk.all<model::FetchFile>()[0].source.index, 1U);
    EXPECT_EQ(talk.all<model::FetchFile>()[0].path, "/tmp/b.png");
    talk.line("/get 1");
    EXPECT_THAT(talk.all<model::FetchFile>(), SizeIs(3));
    EXPECT_EQ(talk.all<model::FetchFile>()[2].path, "") << "where downloads go";
}

TEST_F(CliFiles, a_tilde_is_the_users_folder) {
    Talk talk;
    begin(talk);
    talk.tell(message_with({{"a.png", 5, {}, 0, 0}, {"b.png", 6, {}, 0, 0}}));
    const std::string home = talk.local_files.home();
    ASSERT_FALSE(home.empty());
    talk.line("/get 1.1 ~/b.png");
    talk.line("/get 1 ~");
    ASSERT_THAT(talk.all<model::FetchFile>(), SizeIs(3));
    EXPECT_EQ(talk.all<model::FetchFile>()[0].path, home + "/b.png");
    EXPECT_EQ(talk.all<model::FetchFile>()[1].path, home);
    EXPECT_EQ(talk.all<model::FetchFile>()[2].path, home);
}

TEST_F(CliFiles, people_read_that_a_transfer_rests_and_goes_on) {
    Talk talk(Output::Plain);
    begin(talk);
    talk.tell(model::TransferChanged{transfer(TransferKind::Save, TransferState::Running, 5'000'000)});
    talk.printed();
    talk.line("/pause 3");
    talk.tell(model::TransferChanged{transfer(TransferKind::Save, TransferState::Paused, 5'000'000)});
    EXPECT_EQ(talk.printed(), "-- [3] film.mkv (10.0 MB) rests at 50%; /resume 3 lets it go on\n");
    talk.line("/resume 3");
    EXPECT_EQ(talk.printed(), "-- it goes on when it is its turn\n");
    talk.tell(model::TransferChanged{transfer(TransferKind::Save, TransferState::Waiting, 5'000'000)});
    talk.line("/resume 3");
    EXPECT_EQ(talk.printed(), "!! This transfer does not rest. /transfers shows how far each is.\n");
}

TEST_F(CliFiles, get_knows_the_home_folder_as_file_does) {
    Talk talk;
    begin(talk);
    talk.tell(message_with({{"a.png", 5, {}, 0, 0}}));
    talk.line("/get 1 ~/b.png");
    ASSERT_THAT(talk.all<model::FetchFile>(), SizeIs(1));
    EXPECT_EQ(talk.all<model::FetchFile>()[0].path, talk.local_files.home() + "/b.png");
}

TEST_F(CliFiles, messages_say_what_they_carry) {
    Talk json;
    begin(json);
    json.tell(message_with({{"a.png", 5, {}, 40, 30}}));
    EXPECT_THAT(json.printed(), HasSubstr(R"("files":[{"n":1,"name":"a.png","size":5,"sha256":)"));
    Talk plain(Output::Plain);
    begin(plain);
    plain.tell(message_with({{"setup.exe", 1'500'000, {}, 0, 0}}));
    const std::string shown = plain.printed();
    EXPECT_THAT(shown, HasSubstr("[setup.exe, 1.5 MB]  /get 1"));
    EXPECT_THAT(shown, HasSubstr("This is a program. Open it only if you trust alice."));
}

TEST_F(CliFiles, a_transfer_is_an_event_with_everything) {
    Talk talk;
    begin(talk);
    model::Transfer running = transfer(TransferKind::Save, TransferState::Running, 2'500'000);
    running.rate = 500'000;
    talk.tell(model::TransferChanged{running});
    const std::string line = talk.printed();
    EXPECT_THAT(line, HasSubstr(R"("event":"transfer","transfer":3,"kind":"save","state":"running")"));
    EXPECT_THAT(line, HasSubstr(R"("moved":2500000,"rate":500000,"left_s":15)"));
    EXPECT_THAT(line, HasSubstr(R"("id":"1005","n":2)"));
    talk.line("/transfers");
    EXPECT_THAT(talk.printed(), HasSubstr(R"("event":"transfers","transfers":[{"transfer":3)"));
    talk.tell(model::TransferForgotten{{3}});
    EXPECT_THAT(talk.printed(), HasSubstr(R"({"event":"transfer_gone","transfer":3})"));
}

TEST_F(CliFiles, people_are_told_each_tenth_and_the_end) {
    Talk talk(Output::Plain);
    begin(talk);
    std::size_t lines = 0;
    for (std::uint64_t moved = 0; moved <= 10'000'000; moved += 250'000) {
        talk.tell(model::TransferChanged{transfer(TransferKind::Save, TransferState::Running, moved)});
        lines += talk.printed().empty() ? 0U : 1U;
    }
    EXPECT_EQ(lines, 11U);
    talk.tell(model::TransferChanged{transfer(TransferKind::Save, TransferState::Done, 10'000'000)});
    EXPECT_EQ(talk.printed(), "-- [3] film.mkv (10.0 MB) is saved as /downloads/film.mkv\n");
}

TEST_F(CliFiles, the_end_of_the_input_waits_for_what_moves) {
    Talk talk;
    begin(talk);
    talk.line("/file " + make("a.png"));
    const std::string ref = talk.all<model::SendFiles>()[0].ref;
    talk.talk->end_of_input(talk.now);
    EXPECT_FALSE(talk.talk->exit());
    // Longer than --drain, as long as something moves.
    for (int i = 0; i < 5; ++i) {
        talk.now += std::chrono::seconds(50);
        talk.tell(model::TransferChanged{transfer(TransferKind::Send, TransferState::Running, 10)});
        talk.talk->tick(talk.now);
        EXPECT_FALSE(talk.talk->exit());
    }
    talk.tell(model::TransferChanged{transfer(TransferKind::Send, TransferState::Done, 10)});
    talk.acknowledge(ref, 1);
    talk.tell(model::posted(net::lobby, 1));
    EXPECT_EQ(talk.talk->exit(), Exit::Done);
}

TEST_F(CliFiles, what_stands_still_is_left_for_the_next_start) {
    Talk talk;
    begin(talk);
    talk.line("/file " + make("a.png"));
    talk.talk->end_of_input(talk.now);
    talk.now += std::chrono::seconds(61);
    talk.talk->tick(talk.now);
    EXPECT_EQ(talk.talk->exit(), Exit::UnsentLeft);
}

TEST_F(CliFiles, commands_go_on_while_a_file_is_sent) {
    Talk talk;
    begin(talk);
    talk.line("/file " + make("a.png"));
    talk.tell(model::TransferChanged{transfer(TransferKind::Send, TransferState::Running)});
    talk.printed();
    talk.line("/pause 3");
    EXPECT_THAT(talk.all<model::SteerTransfer>(), SizeIs(1));
    talk.line("/members");
    EXPECT_THAT(talk.all<model::LoadMembers>(), Not(IsEmpty()));
    talk.line("hello");
    EXPECT_THAT(talk.all<model::Post>(), SizeIs(1));
}

TEST_F(CliFiles, files_of_others_are_saved_by_the_rule) {
    Talk talk;
    talk.options.saves = model::parse_saving_rule("pictures:1");
    talk.talk = std::make_unique<Conversation>(
        talk.options, *talk.printer,
        Surroundings{.send = [&](model::LinkCommand command) { talk.sent.push_back(std::move(command)); },
                     .wall = [] { return noon; },
                     .local = {},
                     .random = {},
                     .files = &talk.local_files});
    talk.talk->start(talk.now);
    begin(talk);
    talk.tell(
        message_with({{"a.png", 5, {}, 0, 0}, {"large.png", 2U << 20U, {}, 0, 0}, {"b.exe", 5, {}, 0, 0}}));
    ASSERT_THAT(talk.all<model::FetchFile>(), SizeIs(1));
    EXPECT_TRUE(talk.all<model::FetchFile>()[0].by_itself);
    EXPECT_EQ(talk.all<model::FetchFile>()[0].file.name, "a.png");
}

}  // namespace
}  // namespace crosstalk::cli
