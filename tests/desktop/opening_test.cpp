#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <memory>

#include "tests/desktop/machine.hpp"

namespace crosstalk::app {
namespace {

using twin::Machine;

// A program that says in a pipe what it was given, so that the test can wait for it.
class Opener {
  public:
    explicit Opener(Machine& machine, const std::string& program = "xdg-open",
                    const std::string& then = "exit 0") {
        std::filesystem::path pipe = machine.folder() / "opened";
        EXPECT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
        machine.install(program, "printf '%s\\n' \"$@\" > opened\n" + then);
        reader_ = std::make_unique<twin::Program>(std::vector<std::string>{"cat", pipe.string()});
    }
    std::string opened() { return reader_->rest(); }

  private:
    std::unique_ptr<twin::Program> reader_;
};

TEST(Opening, a_link_goes_to_the_browser_as_one_argument) {
    Machine machine;
    Opener opener(machine);
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->open_link("https://attic.lan/?a=b&c='$(id)'");
    EXPECT_EQ(opener.opened(), "https://attic.lan/?a=b&c=%27$(id)%27\n");
}

TEST(Opening, what_is_no_link_is_refused_and_shown_again) {
    Machine machine;
    machine.install("xdg-open", "echo > started");
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    for (const char* bad : {"file:///etc/passwd", "--version", "javascript:alert(1)"}) {
        desktop->open_link(bad);
        EXPECT_EQ(told.next<ui::OpenFailed>()->what, bad);
    }
    EXPECT_FALSE(std::filesystem::exists(machine.folder() / "started"));
}

TEST(Opening, the_next_program_is_tried_when_one_fails) {
    Machine machine;
    machine.install("xdg-open", "exit 3");
    Opener opener(machine, "gio");
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->open_link("http://attic.lan/");
    EXPECT_EQ(opener.opened(), "open\nhttp://attic.lan/\n");
}

TEST(Opening, a_machine_without_a_browser_says_so) {
    Machine machine(Machine::Path::Alone);
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->open_link("http://attic.lan/");
    EXPECT_EQ(told.next<ui::OpenFailed>()->what, "http://attic.lan/");
}

TEST(Opening, a_folder_is_opened_but_never_a_file) {
    Machine machine;
    Opener opener(machine);
    machine.install("program", "exit 0");
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->open_folder({machine.folder() / "program"});
    EXPECT_EQ(told.next<ui::OpenFailed>()->what, (machine.folder() / "program").string());
    desktop->open_folder({machine.folder()});
    EXPECT_EQ(opener.opened(), machine.folder().string() + "\n");
}

TEST(Opening, a_file_is_shown_by_its_folder_where_no_file_manager_answers) {
    Machine machine;
    Opener opener(machine);
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->show_in_folder({machine.folder() / "a file"});
    EXPECT_EQ(opener.opened(), machine.folder().string() + "\n");
}

TEST(Look, is_asked_of_gsettings_where_there_is_no_portal) {
    Machine machine;
    machine.install("gsettings",
                    "case $3 in color-scheme) echo \"'prefer-dark'\";; enable-animations) echo false;; esac");
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    const auto changed = told.next<ui::SystemLookChanged>();
    ASSERT_TRUE(changed);
    EXPECT_EQ(changed->look, (ui::SystemLook{ui::ColorScheme::Dark, ui::MotionWish::Reduced}));
}

TEST(Look, a_change_is_seen_when_the_window_comes_back) {
    Machine machine;
    machine.install("gsettings", "test $3 = color-scheme && echo \"'prefer-dark'\"");
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    EXPECT_EQ(told.next<ui::SystemLookChanged>()->look.scheme, ui::ColorScheme::Dark);
    machine.install("gsettings", "test $3 = color-scheme && echo \"'prefer-light'\"");
    desktop->look_again();
    EXPECT_EQ(told.next<ui::SystemLookChanged>()->look.scheme, ui::ColorScheme::Light);
}

TEST(Look, the_theme_of_the_environment_counts_without_gsettings) {
    Machine machine(Machine::Path::Alone);
    machine.environment().set("GTK_THEME", "Adwaita:dark");
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    EXPECT_EQ(told.next<ui::SystemLookChanged>()->look.scheme, ui::ColorScheme::Dark);
}

TEST(Notifications, notify_send_shows_them_where_there_is_no_bus) {
    Machine machine;
    Opener sender(machine, "notify-send");
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->notify({.id = {1}, .title = "--help", .body = "<b>bold</b> & 'quoted'"});
    EXPECT_EQ(sender.opened(),
              "--app-name=Crosstalk\n--urgency=normal\n--category=im.received\n--\n--help\n"
              "&lt;b&gt;bold&lt;/b&gt; &amp; &#39;quoted&#39;\n");
}

}  // namespace
}  // namespace crosstalk::app
