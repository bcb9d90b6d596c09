// What the window needs of one operating system and not of another: platform_posix.cpp, platform_windows.cpp.
#pragma once

#include <cstdint>

namespace crosstalk::app {

// A program with windows has no terminal of its own on some systems: this takes the one that it was started from.
void take_terminal();

// Whether drawing by the graphics card is worth trying; without one the processor draws faster by itself.
bool has_graphics_processor();

// Asks SDL for the renderer that works best on this system; call before a renderer is made.
void prefer_renderers();

// The thread that opens the sound device calls this first.
void prepare_sound_thread();

// What this thread has cost the processor so far, in microseconds.
std::int64_t thread_cpu_us();

// Whether what this process writes as errors goes where somebody sees it.
bool has_terminal();

// A write to a closed connection must be an error, not the end.
void ignore_broken_pipes();

}  // namespace crosstalk::app
