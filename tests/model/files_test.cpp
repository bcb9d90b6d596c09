// Files in the model: what messages carry, what is on its way, and what of it is saved by itself.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "client/model/deed.hpp"
#include "client/model/outgoing.hpp"
#include "client/model/saving.hpp"
#include "tests/model/worlds.hpp"

namespace crosstalk::model {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

net::File file(const std::string& name, std::uint64_t size = 10) {
    return {name, size, {}, 0, 0};
}

Transfer transfer(std::uint64_t id, TransferState state = TransferState::Running) {
    Transfer made;
    made.id = {id};
    made.state = state;
    return made;
}

TEST(Transfers, are_known_changed_and_forgotten_by_their_id) {
    Model model;
    model.apply(TransfersKnown{{transfer(2), transfer(1)}});
    ASSERT_THAT(model.transfers(), SizeIs(2));
    EXPECT_EQ(model.transfers().begin()->first, TransferId{1});
    const std::uint64_t before = model.revision();
    model.apply(TransferChanged{transfer(2, TransferState::Done)});
    model.apply(TransferChanged{transfer(3)});
    EXPECT_GT(model.revision(), before);
    EXPECT_EQ(model.transfers().at({2}).state, TransferState::Done);
    model.apply(TransferForgotten{{1}});
    EXPECT_THAT(model.transfers(), SizeIs(2));
    model.apply(TransfersKnown{});
    EXPECT_THAT(model.transfers(), IsEmpty());
}

TEST(PendingPosts, carry_their_files) {
    Model model;
    model.apply(Queued{"r", net::lobby, "look", {1}, {}, {file("a.png")}});
    ASSERT_THAT(model.pending(), SizeIs(1));
    EXPECT_THAT(model.pending()[0].files, ElementsAre(file("a.png")));
    model.apply(Queued{"r", net::lobby, "look", {1}, {}, {file("a.png", 20)}});
    EXPECT_EQ(model.pending()[0].files[0].size, 20U);
}

// --- what is saved by itself

TEST(SavingRules, save_the_kinds_that_were_chosen_up_to_a_size) {
    const SavingRule rule{.pictures = true, .documents = true, .most_bytes = 100};
    EXPECT_TRUE(saves(rule, file("a.PNG", 100)));
    EXPECT_FALSE(saves(rule, file("a.png", 101)));
    EXPECT_TRUE(saves(rule, file("plan.pdf")));
    EXPECT_FALSE(saves(rule, file("song.ogg")));
    EXPECT_FALSE(saves(rule, file("data")));
    EXPECT_FALSE(saves({}, file("a.png")));
}

TEST(SavingRules, never_save_programs) {
    const SavingRule all{.pictures = true, .media = true, .documents = true, .others = true};
    for (const char* name :
         {"setup.exe", "photo.png.EXE", "run.sh", "x.desktop", "macro.docm", "a.lnk", "a.scr ", "a.com.",
          "thing.AppImage", "a.settingcontent-ms", "page.hta", "tool.jar"}) {
        EXPECT_TRUE(is_program(name)) << name;
        EXPECT_FALSE(saves(all, file(name))) << name;
    }
    for (const char* name : {"photo.png", "exe", ".bashrc", "notes", "a.exe.txt", ""})
        EXPECT_FALSE(is_program(name)) << name;
}

TEST(SavingRules, are_typed_as_kinds_and_a_size) {
    const auto rule = parse_saving_rule("pictures,documents:20");
    ASSERT_TRUE(rule);
    EXPECT_EQ(*rule, (SavingRule{.pictures = true, .documents = true, .most_bytes = 20U << 20U}));
    EXPECT_TRUE(parse_saving_rule("all")->others);
    EXPECT_EQ(*parse_saving_rule("none"), SavingRule{});
    for (const char* wrong :
         {"", "photos", "pictures,", "all:", "all:0", "all:x", "all:99999999999", ",", "pictures documents"})
        EXPECT_FALSE(parse_saving_rule(wrong)) << wrong;
}

// --- what is typed

TypedPaths typed(const std::string& line, std::vector<std::string> there) {
    return read_paths(line, "/home/me", [there = std::move(there)](const std::string& path) {
        return std::ranges::find(there, path) != there.end();
    });
}

TEST(TypedPaths, end_where_the_text_begins) {
    const TypedPaths read = typed("a.png b.png look at these", {"a.png", "b.png"});
    EXPECT_THAT(read.paths, ElementsAre("a.png", "b.png"));
    EXPECT_EQ(read.text, "look at these");
}

TEST(TypedPaths, may_have_blanks_in_quotation_marks_or_alone) {
    EXPECT_THAT(typed("\"my plan.pdf\" this is it", {"my plan.pdf"}).paths, ElementsAre("my plan.pdf"));
    EXPECT_EQ(typed("\"my plan.pdf\" this is it", {"my plan.pdf"}).text, "this is it");
    EXPECT_THAT(typed("my plan.pdf", {"my plan.pdf"}).paths, ElementsAre("my plan.pdf"));
    EXPECT_THAT(typed("\"not there\"", {}).paths, ElementsAre("not there"));
}

TEST(TypedPaths, begin_at_home_with_a_tilde) {
    EXPECT_THAT(typed("~/a.png hi", {"/home/me/a.png"}).paths, ElementsAre("/home/me/a.png"));
    EXPECT_THAT(typed("~", {"/home/me"}).paths, ElementsAre("/home/me"));
    EXPECT_EQ(at_home("~/plans", "/home/me"), "/home/me/plans");
    EXPECT_EQ(at_home("~", "/home/me"), "/home/me");
    EXPECT_EQ(at_home("~bob/plans", "/home/me"), "~bob/plans") << "somebody else's";
    EXPECT_EQ(at_home("plans~/a", "/home/me"), "plans~/a");
    EXPECT_EQ(at_home("~/plans", ""), "~/plans");
}

TEST(TypedPaths, are_none_if_there_is_nothing_of_that_name) {
    EXPECT_THAT(typed("nowhere.png hi", {}).paths, IsEmpty());
    EXPECT_THAT(typed("", {}).paths, IsEmpty());
    EXPECT_THAT(typed("\"open", {}).paths, IsEmpty());
}

// --- commands

class FileCommands : public ::testing::Test {
  protected:
    FileCommands() {
        model.apply(RoomsListed{{mine(net::lobby, "lobby"), mine(den, "den")}, {}});
        RoomSynced event = synced(den, 0, 1, 1);
        event.state.messages[0].files = {file("a.png"), file("b.png")};
        model.apply(event);
        model.apply(TransfersKnown{{transfer(3)}});
    }
    template <class D>
    D deed(const std::string& line) {
        const Line parsed = parse_line(line);
        const auto* command = std::get_if<CommandLine>(&parsed);
        EXPECT_NE(command, nullptr) << line;
        Step step = next_step(*command, model, den);
        EXPECT_TRUE(std::holds_alternative<Deed>(step)) << line;
        return std::get<D>(std::get<Deed>(std::move(step)));
    }
    BadLine bad(const std::string& line) {
        const Line parsed = parse_line(line);
        if (const auto* wrong = std::get_if<BadLine>(&parsed)) return *wrong;
        return std::get<BadLine>(next_step(std::get<CommandLine>(parsed), model, den));
    }
    Model model = in_the_lobby();
};

TEST_F(FileCommands, get_saves_one_file_or_all) {
    const auto one = std::get<FetchFile>(deed<Tell>("/get 1.2 plans/x.png").command);
    EXPECT_EQ(one.source.index, 1U);
    EXPECT_EQ(one.source.room, den);
    EXPECT_EQ(one.file.name, "b.png");
    EXPECT_EQ(one.path, "plans/x.png");
    EXPECT_THAT(deed<FetchAll>("/get 1").files, SizeIs(2));
    EXPECT_EQ(bad("/get 1.3").why, BadLine::Why::NoSuchMessage);
    EXPECT_EQ(bad("/get 1.0").why, BadLine::Why::NoSuchMessage);
    EXPECT_EQ(bad("/get 1.x").why, BadLine::Why::WrongArgument);
    EXPECT_EQ(bad("/get").why, BadLine::Why::MissingArgument);
}

TEST_F(FileCommands, file_leaves_the_words_to_whoever_can_look) {
    EXPECT_EQ(deed<SendPaths>("/file \"my plan.pdf\" this is it").typed, "\"my plan.pdf\" this is it");
    EXPECT_EQ(deed<SendPaths>("/file a").room, den);
    EXPECT_EQ(bad("/file").why, BadLine::Why::MissingArgument);
}

TEST_F(FileCommands, a_transfer_is_steered_by_its_number) {
    const auto steered = [this](const std::string& line) {
        return std::get<SteerTransfer>(deed<Tell>(line).command).action;
    };
    const auto becomes = [this](TransferState state) {
        Transfer changed = transfer(3);
        changed.state = state;
        changed.can_retry = state == TransferState::Failed;
        model.apply(TransferChanged{changed});
    };
    becomes(TransferState::Running);
    EXPECT_EQ(steered("/pause 3"), TransferAction::Pause);
    EXPECT_EQ(steered("/cancel-transfer 3"), TransferAction::Cancel);
    EXPECT_EQ(bad("/resume 3").why, BadLine::Why::NotHere);
    EXPECT_EQ(bad("/retry-transfer 3").why, BadLine::Why::NotHere);
    becomes(TransferState::Paused);
    EXPECT_EQ(steered("/resume 3"), TransferAction::Resume);
    EXPECT_EQ(bad("/pause 3").text, "This transfer rests already.");
    becomes(TransferState::Failed);
    EXPECT_EQ(steered("/retry-transfer 3"), TransferAction::Retry);
    EXPECT_EQ(steered("/cancel-transfer 3"), TransferAction::Cancel);
    becomes(TransferState::Done);
    for (const char* line : {"/pause 3", "/resume 3", "/retry-transfer 3", "/cancel-transfer 3"})
        EXPECT_EQ(bad(line).why, BadLine::Why::NotHere) << line;
    EXPECT_EQ(bad("/pause 4").why, BadLine::Why::NoSuchMessage);
    EXPECT_EQ(bad("/pause x").why, BadLine::Why::WrongArgument);
}

}  // namespace
}  // namespace crosstalk::model
