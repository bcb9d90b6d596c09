// What a frame's panels ask for: of the link, and of the program around the window. Collected while drawing, carried
// out afterwards.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "client/model/link_command.hpp"

namespace crosstalk::ui {

struct QuitProgram {};
struct CopyText {
    std::string text;
};
/// http or https; it was shown before.
struct OpenLink {
    std::string url;
};
/// The taskbar entry asks for attention; nothing if the window has the focus.
struct AskForAttention {};

using AppCommand = std::variant<QuitProgram, CopyText, OpenLink, AskForAttention>;

/// Thread: the one that draws.
class Commands {
  public:
    void send(model::LinkCommand command) { link_.push_back(std::move(command)); }
    void ask(AppCommand command) { app_.push_back(std::move(command)); }
    /// Something moves or blinks: draw again after so long, though nothing happens.
    void wake_in(std::int64_t ms) { wake_ms_ = std::min(wake_ms_.value_or(ms), ms); }

    [[nodiscard]] std::vector<model::LinkCommand> take_link() { return std::exchange(link_, {}); }
    [[nodiscard]] std::vector<AppCommand> take_app() { return std::exchange(app_, {}); }
    [[nodiscard]] std::optional<std::int64_t> take_wake() { return std::exchange(wake_ms_, std::nullopt); }

  private:
    std::vector<model::LinkCommand> link_;
    std::vector<AppCommand> app_;
    std::optional<std::int64_t> wake_ms_;
};

}  // namespace crosstalk::ui
