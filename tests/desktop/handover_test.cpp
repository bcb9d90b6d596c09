// A second start gives its link to the window that is open.
#include "client/app/handover.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <condition_variable>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <mutex>

#include "tests/support/temporary_folder.hpp"

namespace crosstalk::app {
namespace {

namespace fs = std::filesystem;

// What a window was handed, in order.
class Window {
  public:
    explicit Window(const fs::path& profile)
        : handover_(await_handover(profile, [this](std::string link) {
              const std::lock_guard lock(mutex_);
              links_.push_back(std::move(link));
              arrived_.notify_one();
          })) {}
    [[nodiscard]] bool listens() const { return handover_ != nullptr; }
    std::string next() {
        std::unique_lock lock(mutex_);
        arrived_.wait(lock, [this] { return !links_.empty(); });
        std::string link = std::move(links_.front());
        links_.pop_front();
        return link;
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    std::deque<std::string> links_;
    std::unique_ptr<Handover> handover_;  // last: its thread uses the others
};

// With a session folder of this test's own, or without one.
class Handovers : public ::testing::TestWithParam<bool> {
  protected:
    Handovers() {
        if (const char* before = std::getenv("XDG_RUNTIME_DIR")) before_ = before;
        if (GetParam()) {
            ::setenv("XDG_RUNTIME_DIR", folder_.path().c_str(), 1);
        } else {
            ::unsetenv("XDG_RUNTIME_DIR");
        }
        fs::create_directory(profile());
    }
    ~Handovers() override {
        if (before_.empty()) {
            ::unsetenv("XDG_RUNTIME_DIR");
        } else {
            ::setenv("XDG_RUNTIME_DIR", before_.c_str(), 1);
        }
    }
    [[nodiscard]] fs::path profile() const { return folder_ / "profile"; }
    // The one socket below the folder; empty if there is none.
    [[nodiscard]] fs::path socket() const {
        for (const auto& entry : fs::recursive_directory_iterator(folder_.path())) {
            if (entry.is_socket()) return entry.path();
        }
        return {};
    }
    // Says something of its own to the window, and hangs up.
    void say(const std::string& text) const {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, socket().c_str(), sizeof address.sun_path - 1);
        const int talker = ::socket(AF_UNIX, SOCK_STREAM, 0);
        ASSERT_EQ(::connect(talker, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
        // The window may have hung up before it has all.
        [[maybe_unused]] const ssize_t said = ::send(talker, text.data(), text.size(), MSG_NOSIGNAL);
        ::shutdown(talker, SHUT_WR);
        char answer[8];
        while (::read(talker, answer, sizeof answer) > 0) {
        }
        ::close(talker);
    }

  private:
    testing::TemporaryFolder folder_;
    std::string before_;
};
INSTANTIATE_TEST_SUITE_P(All, Handovers, ::testing::Bool(), [](const auto& each) {
    return std::string(each.param ? "in_the_session_folder" : "in_the_profile");
});

TEST_P(Handovers, a_link_goes_to_the_window_that_has_the_profile) {
    Window window(profile());
    ASSERT_TRUE(window.listens());
    EXPECT_EQ(hand_over(profile(), "crosstalk://attic.lan:1/#a.b"), Handed::ToAWindow);
    EXPECT_EQ(hand_over(profile(), ""), Handed::ToAWindow);
    EXPECT_EQ(window.next(), "crosstalk://attic.lan:1/#a.b");
    EXPECT_EQ(window.next(), "");
}

TEST_P(Handovers, the_same_profile_by_another_name_is_the_same) {
    Window window(profile());
    EXPECT_EQ(hand_over(profile() / ".." / "profile", "x"), Handed::ToAWindow);
}

TEST_P(Handovers, without_a_window_nobody_takes_it) {
    EXPECT_EQ(hand_over(profile(), "x"), Handed::ToNobody);
    { Window window(profile()); }
    EXPECT_EQ(hand_over(profile(), "x"), Handed::ToNobody);
    EXPECT_EQ(socket(), "") << "it goes with its window";
}

TEST_P(Handovers, what_a_window_that_died_left_behind_is_nobodys_and_in_nobodys_way) {
    fs::path left;
    {
        Window window(profile());
        left = socket();
        fs::rename(left, left.string() + ".kept");
    }
    fs::rename(left.string() + ".kept", left);
    EXPECT_EQ(hand_over(profile(), "x"), Handed::ToNobody);
    Window window(profile());
    EXPECT_EQ(hand_over(profile(), "x"), Handed::ToAWindow);
}

TEST_P(Handovers, only_this_user_can_reach_the_window) {
    const Window window(profile());
    EXPECT_EQ(fs::status(socket()).permissions() & (fs::perms::group_all | fs::perms::others_all),
              fs::perms::none);
}

TEST_P(Handovers, what_is_no_request_is_passed_over) {
    Window window(profile());
    say("");
    say("close everything\n");
    say("open crosstalk://cut off");
    say(std::string(100'000, 'x'));
    EXPECT_EQ(hand_over(profile(), std::string(max_handed_bytes, 'x')), Handed::ToNobody);
    EXPECT_EQ(hand_over(profile(), "the only one"), Handed::ToAWindow);
    EXPECT_EQ(window.next(), "the only one");
}

}  // namespace
}  // namespace crosstalk::app
