// Tells that something is dragged over the window, and that it has left: SDL 2 itself tells of a drag only when it is
// dropped. Where the system does not say so either (all but X11), it never tells.
#pragma once

#include <SDL.h>

#include <optional>

namespace crosstalk::app {

// Thread: the main one. One per process; lives shorter than the window.
class DragWatch {
  public:
    explicit DragWatch(SDL_Window* window);
    ~DragWatch();
    DragWatch(const DragWatch&) = delete;
    DragWatch& operator=(const DragWatch&) = delete;

    // True: something has come over the window. False: it has left, or was dropped. Nothing for other events.
    [[nodiscard]] std::optional<bool> told_by(const SDL_Event& event) const;

  private:
    // Messages of X11, by their numbers there; 0: this is no X11.
    unsigned long enter_ = 0;
    unsigned long leave_ = 0;
    unsigned long drop_ = 0;
};

}  // namespace crosstalk::app
