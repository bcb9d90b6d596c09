// Pictures and files on the clipboard of Windows.
#pragma once

#include <windows.h>

#include <string>

#include "ui/panels/desktop_event.hpp"

namespace crosstalk::app {

// Files that were copied; else the registered format "PNG", which browsers and editors offer; else a bitmap, as a BMP
// file. Thread: that of the window.
ui::ClipboardHeld read_clipboard(HWND owner);

// As "PNG". Programs that know bitmaps only do not see it.
void offer_png(HWND owner, const std::string& png);

}  // namespace crosstalk::app
