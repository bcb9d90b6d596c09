// The link on its own thread with a real loop and a real folder; nobody answers.
#include "client/link/link.hpp"

#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>

#include "tests/credentials/temporary_folder.hpp"

namespace crosstalk::link {
namespace {

// Waits for events instead of for time to pass.
class Ear {
  public:
    net::Inbox<model::LinkEvent> inbox{[this] {
        {
            const std::lock_guard lock(mutex_);
            rung_ = true;
        }
        changed_.notify_one();
    }};

    template <class E>
    E next() {
        for (;;) {
            for (; at_ < heard_.size(); ++at_) {
                if (auto* known = std::get_if<E>(&heard_[at_])) return *known;
            }
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return rung_; });
            rung_ = false;
            lock.unlock();
            for (auto& event : inbox.take())
                heard_.push_back(std::move(event));
        }
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool rung_ = false;
    std::vector<model::LinkEvent> heard_;
    std::size_t at_ = 0;
};

// Port 1 of this machine: nothing listens there.
model::Connect to_nobody() {
    return {.address = "127.0.0.1:1",
            .name = "me",
            .any_number = true,
            .passkey = "7K4-MP2-QXS",
            .invite = {},
            .saved = {}};
}

TEST(LinkThread, tells_what_the_profile_holds_and_that_nobody_answers) {
    const testing_credentials::TemporaryFolder folder;
    Ear ear;
    Link link({.profile = folder / "profile", .program = "test", .completeness = Completeness::Newest},
              ear.inbox);
    link.send(model::KeepSetting{"theme", "dark"});
    link.send(to_nobody());
    EXPECT_TRUE(ear.next<model::ServersKnown>().servers.empty());
    EXPECT_EQ(ear.next<model::Connecting>().address, "127.0.0.1:1");
    EXPECT_FALSE(ear.next<model::Offline>().reason.empty());
}

TEST(LinkThread, keeps_the_profile_to_itself_and_gives_it_back) {
    const testing_credentials::TemporaryFolder folder;
    Ear ear;
    const LinkSettings settings{
        .profile = folder / "profile", .program = "test", .completeness = Completeness::Newest};
    {
        Link link(settings, ear.inbox);
        link.send(model::KeepSetting{"theme", "dark"});
        EXPECT_THROW(Link(settings, ear.inbox), ProfileError);
    }
    Ear second;
    const Link link(settings, second.inbox);
    EXPECT_EQ(second.next<model::SettingsKnown>().settings.at("theme"), "dark")
        << "what was sent before the end was still done";
}

}  // namespace
}  // namespace crosstalk::link
