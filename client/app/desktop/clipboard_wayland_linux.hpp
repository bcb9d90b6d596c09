// The clipboard of a Wayland session through wl-paste and wl-copy, which people install with their desktop.
#pragma once

#include <memory>

#include "client/app/desktop/child_process_posix.hpp"
#include "client/app/desktop/clipboard.hpp"

namespace crosstalk::app {

// nullptr if the programs are not there. Thread: that of the children.
std::unique_ptr<Clipboard> make_wayland_clipboard(Children& children);

}  // namespace crosstalk::app
