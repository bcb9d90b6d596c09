// What a second start and the window that is open say to one another, whatever carries it:
//
//   open LINK\n     from the second start; LINK may be empty
//   ok\n            from the window, which has taken it
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace crosstalk::app {

// For each step of the other side.
inline constexpr std::chrono::milliseconds handover_patience{2'000};
inline constexpr std::string_view handover_answer = "ok\n";

// Nothing if it is longer than a window takes.
std::optional<std::string> handover_request(const std::string& link);
// The link of a request; nothing if it is none.
std::optional<std::string> link_of_request(std::string line);
bool is_handover_answer(std::string_view line);

// Puts a line together from what comes.
class HandoverLine {
  public:
    // The line without its end, once that has come.
    std::optional<std::string> take(std::string_view part);
    // More came than anybody says.
    [[nodiscard]] bool is_too_long() const;

  private:
    std::string text_;
};

}  // namespace crosstalk::app
