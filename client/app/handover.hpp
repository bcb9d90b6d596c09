// One window per profile: a second start gives what it was started with to the window that is open, and ends.
//
// handover_posix.cpp does it over a local socket, handover_windows.cpp over a named pipe, which only this user can reach.
// Where neither can be had, the second start says that the profile is in use.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace crosstalk::app {

// Longer than any invite.
inline constexpr std::size_t max_handed_bytes = 1024;

class Handover {
  public:
    // An invite link, or empty: the window is wanted in front, and nothing more. On a thread of its own.
    using Taken = std::function<void(std::string link)>;

    virtual ~Handover() = default;
    Handover(const Handover&) = delete;
    Handover& operator=(const Handover&) = delete;

  protected:
    Handover() = default;
};

// For whoever has the profile open, so that what is left there by a window that died can go. Nothing where the system or the
// folder cannot do it, which is no error. The destructor ends the thread.
std::unique_ptr<Handover> await_handover(const std::filesystem::path& profile, Handover::Taken taken);

enum class Handed : bool { ToNobody, ToAWindow };

// Blocks for a moment, two seconds at most.
Handed hand_over(const std::filesystem::path& profile, const std::string& link);

}  // namespace crosstalk::app
