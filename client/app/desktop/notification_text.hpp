// The texts of a notification as a notification service takes them.
#pragma once

#include <string>
#include <string_view>

namespace crosstalk::app {

// For services that read markup in the body: &, <, > and quotes are written so that they show as themselves.
std::string escaped_for_markup(std::string_view text);

// One line of at most `most` bytes without control characters, cut between characters and ended with an ellipsis.
std::string one_line(std::string_view text, std::size_t most);

// The same with line ends kept.
std::string short_text(std::string_view text, std::size_t most);

}  // namespace crosstalk::app
