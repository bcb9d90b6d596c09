// What the tests of the desktop need: an environment that they change, programs on PATH that are scripts, real programs
// as children, and an inbox that can be waited for.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "client/app/desktop/desktop.hpp"
#include "net/inbox.hpp"
#include "tests/support/temporary_folder.hpp"

namespace crosstalk::app::twin {

/// Environment variables of one test; as they were afterwards.
class Environment {
  public:
    Environment() = default;
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment();

    void set(const std::string& name, const std::string& value);
    void unset(const std::string& name);

  private:
    void remember(const std::string& name);
    std::vector<std::pair<std::string, std::optional<std::string>>> before_;
};

/// A folder that stands first on PATH, or alone. No bus, no display, no theme: tests add what they want.
class Machine {
  public:
    enum class Path : std::uint8_t { First, Alone };
    explicit Machine(Path path = Path::First);

    /// A shell script as a program of that name.
    void install(const std::string& program, const std::string& script);
    [[nodiscard]] std::filesystem::path folder() const { return folder_.path(); }
    [[nodiscard]] std::string read(const std::string& file) const;
    Environment& environment() { return environment_; }

  private:
    testing::TemporaryFolder folder_;
    Environment environment_;
};

/// A program that runs beside the test and is ended with it.
class Program {
  public:
    /// Its standard output can be read. Started on PATH.
    explicit Program(std::vector<std::string> command);
    ~Program();
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    [[nodiscard]] bool started() const { return pid_ > 0; }
    /// The next line of its output; empty at the end.
    std::string line();
    /// What it was still to say, and how it ended.
    std::string rest();
    int end_status();

  private:
    int pid_ = -1;
    int output_ = -1;
};

/// The answers of a desktop.
class Told {
  public:
    [[nodiscard]] net::Inbox<ui::DesktopEvent>& inbox() { return inbox_; }

    /// The next event of that kind; the others before it are dropped. Empty if none comes for so long that something is
    /// wrong.
    template <class Event>
    std::optional<Event> next(std::chrono::seconds patience = std::chrono::seconds(60)) {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (true) {
            for (; !events_.empty(); events_.erase(events_.begin())) {
                if (auto* event = std::get_if<Event>(&events_.front())) {
                    std::optional<Event> found(std::move(*event));
                    events_.erase(events_.begin());
                    return found;
                }
            }
            std::unique_lock lock(mutex_);
            if (!arrived_.wait_until(lock, end, [this] { return std::exchange(news_, false); }))
                return std::nullopt;
            lock.unlock();
            for (ui::DesktopEvent& event : inbox_.take())
                events_.push_back(std::move(event));
        }
    }

  private:
    std::mutex mutex_;
    std::condition_variable arrived_;
    bool news_ = false;
    std::vector<ui::DesktopEvent> events_;
    net::Inbox<ui::DesktopEvent> inbox_{[this] {
        {
            const std::lock_guard lock(mutex_);
            news_ = true;
        }
        arrived_.notify_one();
    }};
};

}  // namespace crosstalk::app::twin
