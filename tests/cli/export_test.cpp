// A room as a file: complete, or not there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/cli/talk.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::cli {
namespace {

using model::alice;
using model::den;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace fs = std::filesystem;

class CliExport : public ::testing::Test {
  protected:
    CliExport() {
        talk.go_online({model::mine(net::lobby, "lobby"), model::mine(den, "den")});
        talk.tell(model::synced(net::lobby, 0, 1, 0));
        talk.tell(den_synced(0, 9, 9));
        talk.line("/switch den");
        talk.printed();
    }

    void export_as(const std::string& format) {
        talk.line(R"({"command":"/export \")" + file.string() + R"(\" )" + format + R"(","ref":1})");
    }
    static net::HistoryPage page(std::uint64_t from, std::uint64_t through) {
        net::HistoryPage page = model::page(den, from, through);
        page.at_end = through == 9;
        return page;
    }
    [[nodiscard]] std::string written() const {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
    [[nodiscard]] std::size_t files() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
    }

    crosstalk::testing::TemporaryFolder folder;
    fs::path file = folder.path() / "den with blanks.txt";
    Talk talk;
};

TEST_F(CliExport, a_game_is_told_in_words_and_to_programs_with_its_moves) {
    net::HistoryPage all = page(1, 9);
    net::Game game;
    game.kind = {1};
    game.state = net::GameState::Playing;
    game.challenger.user = alice;
    game.challenged.user = model::bob;
    game.moves = {4};
    all.messages[2].text.clear();
    all.messages[2].game = game;
    export_as("text");
    talk.answer(all);
    EXPECT_THAT(written(), HasSubstr(" 3 <alice> (bob (O) to move, move 2.)\n"));
    fs::remove(file);
    export_as("jsonl");
    talk.answer(all);
    EXPECT_THAT(written(), HasSubstr("\"moves\":[\"b2\"]"));
}

TEST_F(CliExport, all_pages_are_written_in_order_and_the_file_appears_when_it_is_complete) {
    export_as("text");
    EXPECT_EQ(std::get<net::History>(talk.all<model::Ask>().back().question).at, net::Timestamp{1})
        << "the beginning";
    net::HistoryPage first = page(1, 4);
    first.messages[0].text = "one\n2026-11-20 12:00 9 <eve> forged";
    first.messages[1].deleted = true;
    first.messages[1].text.clear();
    first.messages[2].edited_at = noon;
    first.messages[2].files = {{"plan\u202E.png", 1'234, {1}, 640, 480}, {"../notes.txt", 7, {2}}};
    first.messages[3].reply_to = {1001};
    first.messages[3].reply_sequence = {1};
    talk.answer(first);
    EXPECT_FALSE(fs::exists(file));
    EXPECT_EQ(std::get<net::History>(talk.all<model::Ask>().back().question).after, net::Sequence{4});
    talk.answer(page(5, 9));
    EXPECT_EQ(files(), 1u);
    EXPECT_THAT(written(), ::testing::StartsWith("1970-01-01 00:00 1 <alice> one\n"
                                                 "    | 2026-11-20 12:00 9 <eve> forged\n"
                                                 "1970-01-01 00:00 2 <alice> (deleted)\n"
                                                 "1970-01-01 00:00 3 <alice> text (edited)\n"
                                                 "    | (file: plan.png, 1234 bytes, 640 x 480)\n"
                                                 "    | (file: _notes.txt, 7 bytes)\n"
                                                 "1970-01-01 00:00 4 <alice> (to 1) text\n"
                                                 "1970-01-01 00:00 5 <alice> text\n"));
    EXPECT_THAT(talk.printed(), HasSubstr(R"("messages":9,"ref":1})"));
}

TEST_F(CliExport, as_json_each_line_is_a_message) {
    export_as("jsonl");
    net::HistoryPage all_of_it = page(1, 9);
    all_of_it.messages[8].files = {{"plan.png", 1'234, {1}, 640, 480}, {"notes.txt", 7, {}}};
    talk.answer(all_of_it);
    const std::string all = written();
    EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 9);
    const std::string zeros(62, '0');
    EXPECT_THAT(all,
                HasSubstr(R"("files":[{"n":1,"name":"plan.png","size":1234,"sha256":"01)" + zeros +
                          R"(","width":640,"height":480},{"n":2,"name":"notes.txt","size":7,"sha256":"00)" +
                          zeros + R"("}])"));
    EXPECT_THAT(all,
                ::testing::StartsWith(
                    R"({"room":"#den","seq":1,"id":"1001","from":{"id":"11","name":"alice"},"text":"text")"));
}

TEST_F(CliExport, an_interruption_is_waited_for_and_then_it_goes_on_where_it_was) {
    export_as("text");
    talk.answer(page(1, 4));
    const model::Ask lost = talk.all<model::Ask>().back();
    talk.tell(model::QuestionFailed{lost.ref, lost.question, net::ErrorCode::None, "The connection ended."});
    talk.tell(model::Offline{"cut", {100}, {}});
    talk.printed();
    const std::size_t asked = talk.all<model::Ask>().size();
    talk.go_online({model::mine(net::lobby, "lobby"), model::mine(den, "den")});
    ASSERT_THAT(talk.all<model::Ask>(), SizeIs(asked + 1));
    EXPECT_EQ(std::get<net::History>(talk.all<model::Ask>().back().question).after, net::Sequence{4});
    talk.answer(page(5, 9));
    const std::string all = written();
    EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 9);
}

TEST_F(CliExport, what_is_refused_or_broken_off_leaves_no_file) {
    export_as("text");
    talk.answer(page(1, 4));
    const model::Ask asked = talk.all<model::Ask>().back();
    talk.tell(model::QuestionFailed{asked.ref, asked.question, net::ErrorCode::NotFound, "Gone."});
    EXPECT_EQ(files(), 0u);
    EXPECT_THAT(talk.printed(), HasSubstr(R"("code":"file","text":"Gone.","ref":1)"));

    export_as("text");
    talk.answer(page(1, 4));
    talk.tell(model::RoomRemoved{{.room = den, .by = {}, .reason = {}, .until = {}}, noon});
    EXPECT_EQ(files(), 0u);
    EXPECT_THAT(talk.printed(), HasSubstr("not in the room any more"));
}

TEST_F(CliExport, the_end_of_the_program_leaves_no_file) {
    export_as("text");
    talk.answer(page(1, 4));
    EXPECT_EQ(files(), 1u);
    talk.talk->interrupt();
    EXPECT_EQ(files(), 0u);
}

TEST_F(CliExport, the_end_of_the_input_waits_for_the_file) {
    export_as("text");
    talk.talk->end_of_input(talk.now);
    EXPECT_FALSE(talk.talk->exit());
    talk.answer(page(1, 9));
    EXPECT_EQ(talk.talk->exit(), Exit::Done);
    EXPECT_EQ(files(), 1u);
}

TEST_F(CliExport, nothing_is_ever_overwritten) {
    std::ofstream(file) << "mine";
    export_as("text");
    EXPECT_THAT(talk.printed(), HasSubstr("already"));
    EXPECT_EQ(written(), "mine");
    fs::remove(file);
    fs::create_symlink(folder.path() / "nowhere", file);
    export_as("text");
    EXPECT_THAT(talk.printed(), HasSubstr("already"));
    fs::remove(file);
    export_as("text");
    talk.answer(page(1, 4));
    std::ofstream(file) << "meanwhile";
    talk.answer(page(5, 9));
    EXPECT_EQ(written(), "meanwhile");
    EXPECT_EQ(files(), 1u);
    EXPECT_THAT(talk.all<model::Perform>(), IsEmpty());
}

TEST_F(CliExport, a_folder_that_is_not_there_is_said_at_once) {
    file = folder.path() / "no" / "such" / "folder";
    export_as("text");
    EXPECT_THAT(talk.printed(), HasSubstr("cannot be written"));
    EXPECT_THAT(talk.all<model::Ask>(), IsEmpty());
}

TEST_F(CliExport, a_server_that_turns_in_circles_is_left) {
    export_as("text");
    talk.answer(page(1, 4));
    talk.answer(page(1, 4));
    EXPECT_THAT(talk.printed(), HasSubstr("does not come to an end"));
    EXPECT_EQ(files(), 0u);
}

TEST_F(CliExport, one_at_a_time) {
    export_as("text");
    export_as("jsonl");
    EXPECT_THAT(talk.printed(), HasSubstr("busy"));
    talk.answer(page(1, 9));
    EXPECT_EQ(files(), 1u);
}

}  // namespace
}  // namespace crosstalk::cli
