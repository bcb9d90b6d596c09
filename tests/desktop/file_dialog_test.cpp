#include "client/app/desktop/file_dialogs_linux.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/desktop/machine.hpp"

namespace crosstalk::app {
namespace {

using Paths = std::vector<std::filesystem::path>;
using twin::Machine;
using ui::PickMode;
using ui::PickOutcome;

bool has(const std::vector<std::string>& command, std::string_view argument) {
    return std::ranges::find(command, argument) != command.end();
}

ui::PickFiles wish(PickMode mode) {
    return {.id = {7}, .mode = mode, .title = "Choose", .folder = {}, .name = {}};
}

// What a window is told that asks while the machine has what it has.
ui::FilesPicked pick(const ui::PickFiles& wanted) {
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->pick_files(wanted);
    return told.next<ui::FilesPicked>().value_or(ui::FilesPicked{});
}

TEST(ZenityCommand, every_wish_is_an_option_that_cannot_be_mistaken) {
    ui::PickFiles wanted = wish(PickMode::SaveAs);
    wanted.title = "--title\nSave; rm -rf";
    wanted.folder = "/some where";
    wanted.name = "../../etc/--help";
    const auto command = zenity_command(wanted, 0x2A);
    EXPECT_TRUE(has(command, "--title=--title Save; rm -rf"));
    EXPECT_TRUE(has(command, "--filename=/some where/--help"));
    EXPECT_TRUE(has(command, "--save"));
    EXPECT_TRUE(has(command, "--confirm-overwrite"));
    EXPECT_TRUE(has(command, "--attach=42"));
    EXPECT_TRUE(std::ranges::all_of(command.begin() + 1, command.end(),
                                    [](const std::string& each) { return each.starts_with("--"); }));
    EXPECT_TRUE(has(zenity_command(wish(PickMode::SeveralFiles), 0), "--multiple"));
    EXPECT_FALSE(has(zenity_command(wish(PickMode::OneFile), 0), "--multiple"));
    EXPECT_TRUE(has(zenity_command(wish(PickMode::Folder), 0), "--directory"));
}

TEST(KdialogCommand, a_proposal_never_looks_like_an_option) {
    ui::PickFiles wanted = wish(PickMode::SaveAs);
    wanted.name = "--help";
    EXPECT_EQ(kdialog_command(wanted, 0).back(), "./--help");
    EXPECT_TRUE(has(kdialog_command(wish(PickMode::SeveralFiles), 0), "--separate-output"));
}

TEST(ZenityAnswer, names_may_have_line_ends_blanks_and_any_byte) {
    EXPECT_EQ(paths_of_zenity("/a b\n"), Paths{"/a b"});
    EXPECT_EQ(paths_of_zenity("/a\n///b/c\xFF///d \n\n"), (Paths{"/a\n", "/b/c\xFF", "/d \n"}));
    EXPECT_EQ(paths_of_zenity(""), Paths{});
    EXPECT_EQ(paths_of_zenity("relative\n"), Paths{});
}

TEST(KdialogAnswer, a_line_without_a_slash_belongs_to_the_one_before) {
    EXPECT_EQ(paths_of_kdialog("/a\n/b\nc\n/d\n"), (Paths{"/a", "/b\nc", "/d"}));
    EXPECT_EQ(paths_of_kdialog("\n"), Paths{});
}

TEST(FileDialog, the_files_that_somebody_picks_come_with_the_id_of_the_question) {
    Machine machine;
    machine.install("zenity",
                    "printf '%s\\n' \"$@\" > arguments\nprintf '/home/me/a b///home/me/$(id);\\n.png\\n'");
    ui::FilesPicked picked = pick(wish(PickMode::SeveralFiles));
    EXPECT_EQ(picked.id, ui::PickId{7});
    EXPECT_EQ(picked.outcome, PickOutcome::Picked);
    EXPECT_EQ(picked.paths, (Paths{"/home/me/a b", "/home/me/$(id);\n.png"}));
    EXPECT_NE(machine.read("arguments").find("--file-selection\n"), std::string::npos);
}

TEST(FileDialog, cancelling_picks_nothing) {
    Machine machine;
    machine.install("zenity", "exit 1");
    EXPECT_EQ(pick(wish(PickMode::OneFile)).outcome, PickOutcome::Cancelled);
}

TEST(FileDialog, a_dialog_that_breaks_is_not_available) {
    for (const char* script : {"kill -9 $$", "exit 255", "exit 5", "kill -SEGV $$"}) {
        Machine machine;
        machine.install("zenity", script);
        EXPECT_EQ(pick(wish(PickMode::OneFile)).outcome, PickOutcome::NotAvailable) << script;
    }
}

TEST(FileDialog, an_answer_that_is_no_path_counts_as_cancelled) {
    for (const char* script : {"exit 0", "echo relative/path", "echo --help", "yes / | head -c 3000000"}) {
        Machine machine;
        machine.install("zenity", script);
        const ui::FilesPicked picked = pick(wish(PickMode::OneFile));
        EXPECT_NE(picked.outcome, PickOutcome::Picked) << script;
        EXPECT_TRUE(picked.paths.empty()) << script;
    }
}

TEST(FileDialog, kdialog_serves_where_there_is_no_zenity_and_on_its_own_desktop) {
    {
        Machine machine(Machine::Path::Alone);
        machine.install("kdialog", "echo /from/kdialog");
        EXPECT_EQ(pick(wish(PickMode::OneFile)).paths, Paths{"/from/kdialog"});
    }
    Machine machine;
    machine.environment().set("XDG_CURRENT_DESKTOP", "KDE");
    machine.install("kdialog", "echo /from/kdialog");
    machine.install("zenity", "echo /from/zenity");
    EXPECT_EQ(pick(wish(PickMode::OneFile)).paths, Paths{"/from/kdialog"});
}

TEST(FileDialog, without_any_program_the_window_is_told_so) {
    Machine machine(Machine::Path::Alone);
    const ui::FilesPicked picked = pick(wish(PickMode::OneFile));
    EXPECT_EQ(picked.id, ui::PickId{7});
    EXPECT_EQ(picked.outcome, PickOutcome::NotAvailable);
}

TEST(FileDialog, an_open_dialog_does_not_hold_up_the_end_of_the_window) {
    Machine machine;
    machine.install("zenity", "exec sleep 1000");
    twin::Told told;
    const auto begin = std::chrono::steady_clock::now();
    {
        const auto desktop = make_desktop({}, told.inbox());
        desktop->pick_files(wish(PickMode::OneFile));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(20));
}

TEST(FallbackDesktop, answers_everything_without_doing_anything) {
    twin::Told told;
    const auto desktop = make_fallback_desktop(told.inbox());
    desktop->pick_files(wish(PickMode::OneFile));
    desktop->read_clipboard();
    desktop->open_link("file:///etc/passwd");
    desktop->open_folder({"/etc/passwd"});
    desktop->copy_image({});
    desktop->notify({});
    desktop->withdraw({});
    EXPECT_EQ(told.next<ui::FilesPicked>()->outcome, PickOutcome::NotAvailable);
    EXPECT_TRUE(std::holds_alternative<std::monostate>(told.next<ui::ClipboardHeld>()->content));
    EXPECT_EQ(told.next<ui::OpenFailed>()->what, "file:///etc/passwd");
    EXPECT_EQ(told.next<ui::OpenFailed>()->what, "/etc/passwd");
}

}  // namespace
}  // namespace crosstalk::app
