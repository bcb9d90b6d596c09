// File dialogs: the desktop's portal where there is one, else zenity or kdialog as a child, else none.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/desktop/bus_linux.hpp"
#include "client/app/desktop/child_process_posix.hpp"
#include "ui/panels/desktop_event.hpp"

namespace crosstalk::app {

// The command lines of the two programs.
std::vector<std::string> zenity_command(const ui::PickFiles& wanted, std::uint64_t x11_window);
std::vector<std::string> kdialog_command(const ui::PickFiles& wanted, std::uint64_t x11_window);

// What they print. zenity is asked to put // between paths, which no path has inside, so that a name may have line
// ends; kdialog's line ends are ambiguous, and a line that begins with no / belongs to the path before it.
std::vector<std::filesystem::path> paths_of_zenity(std::string_view output);
std::vector<std::filesystem::path> paths_of_kdialog(std::string_view output);

// Thread: that of the loop.
class FileDialogs {
  public:
    using Answer = std::function<void(ui::FilesPicked)>;

    // `bus` may be nullptr; `x11_window` is 0 where there is none.
    FileDialogs(Bus* bus, Children& children, std::uint64_t x11_window, Answer answer);

    void pick(const ui::PickFiles& wanted);

  private:
    void ask_portal(const ui::PickFiles& wanted);
    void hear(const BusSignal& signal);
    void ask_programs(const ui::PickFiles& wanted);
    void ended(const ui::PickFiles& wanted, bool is_zenity, const ChildResult& result);

    struct Request {
        std::string handle;
        ui::PickFiles wanted;
    };

    Bus* bus_;
    Children& children_;
    std::uint64_t x11_window_;
    Answer answer_;
    std::vector<Request> requests_;
    bool listens_ = false;
    std::uint64_t last_token_ = 0;
};

}  // namespace crosstalk::app
