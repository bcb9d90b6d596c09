// How the program says why it does not start.
#pragma once

#include <string>

namespace crosstalk::app {

// On stderr; and in a small window, which somebody has to close, where no terminal would show that: whoever clicks on an icon or on a
// link shall not wonder why nothing happens. Thread: the main one, without a window.
void tell_failure(const std::string& text);

}  // namespace crosstalk::app
