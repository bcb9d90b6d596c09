// The clipboard of an X server, over a connection of our own (libxcb, loaded at run time): ICCCM section 2, with
// incremental transfers both ways. It shares nothing with SDL's connection, and errors of other programs' windows
// arrive as values.
#pragma once

#include <memory>

#include "client/app/desktop/clipboard.hpp"
#include "client/app/desktop/work_loop_posix.hpp"

namespace crosstalk::app {

// nullptr if there is no libxcb or no X server. Thread: that of the loop.
std::unique_ptr<Clipboard> make_x11_clipboard(WorkLoop& loop);

}  // namespace crosstalk::app
