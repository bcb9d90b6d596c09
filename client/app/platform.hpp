// What the window needs of one operating system and not of another: platform_posix.cpp, platform_windows.cpp.
#pragma once

namespace crosstalk::app {

// Whether drawing by the graphics card is worth trying; without one the processor draws faster by itself.
bool has_graphics_processor();

// Asks SDL for the renderer that works best on this system; call before a renderer is made.
void prefer_renderers();

// A write to a closed connection must be an error, not the end.
void ignore_broken_pipes();

}  // namespace crosstalk::app
