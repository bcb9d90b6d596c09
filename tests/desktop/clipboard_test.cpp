#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "tests/desktop/machine.hpp"

namespace crosstalk::app {
namespace {

using twin::Machine;

// An X server in memory, with nothing but a clipboard.
class Screen {
  public:
    explicit Screen(Machine& machine)
        : server_({"Xvfb", "-displayfd", "1", "-screen", "0", "64x64x24", "-nolisten", "tcp"}) {
        const std::string number = server_.line();
        if (number.empty()) return;
        machine.environment().set("DISPLAY", ":" + number);
        running_ = true;
    }
    [[nodiscard]] bool running() const { return running_; }

  private:
    twin::Program server_;
    bool running_ = false;
};

// Bytes as a picture has them; only the clipboard sees them.
std::string picture(std::size_t size) {
    std::string bytes = "\x89PNG\r\n\x1A\n";
    std::mt19937 random(7);
    while (bytes.size() < size)
        bytes += static_cast<char>(random());
    return bytes;
}

class X11ClipboardTest : public ::testing::Test {
  protected:
    void SetUp() override {
        if (!screen_.running()) GTEST_SKIP() << "Xvfb is not installed";
        if (twin::Program probe({"xclip", "-version"}); probe.end_status() == 127) {
            GTEST_SKIP() << "xclip is not installed";
        }
    }

    // xclip stays behind as the owner until something else is copied. It ends before the server knows it as the owner,
    // so that is asked until it is.
    void copy_elsewhere(const std::string& type, const std::string& bytes) {
        const std::filesystem::path file = machine_.folder() / "copied";
        std::ofstream(file, std::ios::binary) << bytes;
        twin::Program xclip({"xclip", "-selection", "clipboard", "-t", type, "-i", file.string()});
        ASSERT_EQ(xclip.end_status(), 0);
        bool there = false;
        for (int turn = 0; turn < 500 && !there; ++turn) {
            twin::Program look({"xclip", "-selection", "clipboard", "-t", type, "-o"});
            there = look.rest() == bytes;
        }
        ASSERT_TRUE(there);
    }
    ui::ClipboardHeld read(Desktop& desktop) {
        desktop.read_clipboard();
        return told_.next<ui::ClipboardHeld>().value_or(ui::ClipboardHeld{});
    }

    Machine machine_;
    Screen screen_{machine_};
    twin::Told told_;
};

TEST_F(X11ClipboardTest, a_picture_of_another_program_is_read_whatever_its_size) {
    const auto desktop = make_desktop({DisplayServer::X11, 0}, told_.inbox());
    for (const std::size_t size : {100U, 70'000U, 5'000'000U}) {
        const std::string png = picture(size);
        copy_elsewhere("image/png", png);
        const ui::ClipboardHeld held = read(*desktop);
        const auto* image = std::get_if<ui::ClipboardImage>(&held.content);
        ASSERT_NE(image, nullptr) << size;
        EXPECT_EQ(image->media_type, "image/png");
        EXPECT_TRUE(image->bytes == png) << size;
    }
}

TEST_F(X11ClipboardTest, another_program_reads_our_picture_whatever_its_size) {
    const auto desktop = make_desktop({DisplayServer::X11, 0}, told_.inbox());
    for (const std::size_t size : {100U, 65'537U, 5'000'000U}) {
        const std::string png = picture(size);
        desktop->copy_image({png});
        // Our own reading comes after our offer, so that it is made when the other asks.
        const ui::ClipboardHeld own = read(*desktop);
        ASSERT_TRUE(std::holds_alternative<ui::ClipboardImage>(own.content)) << size;
        EXPECT_TRUE(std::get<ui::ClipboardImage>(own.content).bytes == png) << size;
        twin::Program xclip({"xclip", "-selection", "clipboard", "-t", "image/png", "-o"});
        EXPECT_TRUE(xclip.rest() == png) << size;
    }
}

TEST_F(X11ClipboardTest, files_of_a_file_manager_are_paths) {
    const auto desktop = make_desktop({DisplayServer::X11, 0}, told_.inbox());
    copy_elsewhere("text/uri-list", "file:///tmp/a%20b\r\nfile:///tmp/c\r\n");
    const ui::ClipboardHeld held = read(*desktop);
    const auto* files = std::get_if<ui::ClipboardFiles>(&held.content);
    ASSERT_NE(files, nullptr);
    EXPECT_EQ(files->paths, (std::vector<std::filesystem::path>{"/tmp/a b", "/tmp/c"}));
}

TEST_F(X11ClipboardTest, text_or_nothing_is_no_picture) {
    const auto desktop = make_desktop({DisplayServer::X11, 0}, told_.inbox());
    EXPECT_TRUE(std::holds_alternative<std::monostate>(read(*desktop).content));
    copy_elsewhere("UTF8_STRING", "hello");
    EXPECT_TRUE(std::holds_alternative<std::monostate>(read(*desktop).content));
}

TEST_F(X11ClipboardTest, what_somebody_else_copies_takes_ours_away) {
    const auto desktop = make_desktop({DisplayServer::X11, 0}, told_.inbox());
    desktop->copy_image({picture(1000)});
    ASSERT_TRUE(std::holds_alternative<ui::ClipboardImage>(read(*desktop).content));
    copy_elsewhere("UTF8_STRING", "hello");
    EXPECT_TRUE(std::holds_alternative<std::monostate>(read(*desktop).content));
}

TEST_F(X11ClipboardTest, two_questions_get_two_answers) {
    const auto desktop = make_desktop({DisplayServer::X11, 0}, told_.inbox());
    copy_elsewhere("image/png", picture(1000));
    desktop->read_clipboard();
    desktop->read_clipboard();
    for (int count = 0; count < 2; ++count) {
        const auto held = told_.next<ui::ClipboardHeld>();
        ASSERT_TRUE(held);
        EXPECT_TRUE(std::holds_alternative<ui::ClipboardImage>(held->content));
    }
}

TEST(WaylandClipboard, the_programs_of_the_desktop_are_asked) {
    Machine machine;
    machine.install("wl-paste",
                    "case \"$1\" in --list-types) printf 'text/plain\\nimage/jpeg\\n';; "
                    "*) printf '%s' \"$*\";; esac");
    machine.install("wl-copy", "exit 0");
    twin::Told told;
    const auto desktop = make_desktop({DisplayServer::Wayland, 0}, told.inbox());
    desktop->read_clipboard();
    const auto held = told.next<ui::ClipboardHeld>();
    ASSERT_TRUE(held);
    const auto* image = std::get_if<ui::ClipboardImage>(&held->content);
    ASSERT_NE(image, nullptr);
    EXPECT_EQ(image->media_type, "image/jpeg");
    EXPECT_EQ(image->bytes, "--no-newline --type image/jpeg");
}

TEST(WaylandClipboard, an_empty_or_hanging_clipboard_is_answered) {
    Machine machine;
    machine.install("wl-paste", "exit 1");
    machine.install("wl-copy", "exit 1");
    twin::Told told;
    const auto desktop = make_desktop({DisplayServer::Wayland, 0}, told.inbox());
    desktop->copy_image({"x"});
    desktop->read_clipboard();
    EXPECT_TRUE(std::holds_alternative<std::monostate>(told.next<ui::ClipboardHeld>()->content));
}

TEST(NoClipboard, without_a_display_the_answer_is_nothing) {
    Machine machine(Machine::Path::Alone);
    twin::Told told;
    const auto desktop = make_desktop({}, told.inbox());
    desktop->read_clipboard();
    EXPECT_TRUE(std::holds_alternative<std::monostate>(told.next<ui::ClipboardHeld>()->content));
}

}  // namespace
}  // namespace crosstalk::app
