#include "client/app/desktop/drag_watch.hpp"

namespace crosstalk::app {

DragWatch::DragWatch(SDL_Window* /*window*/) {}
DragWatch::~DragWatch() = default;

std::optional<bool> DragWatch::told_by(const SDL_Event& /*event*/) const {
    static_cast<void>(enter_);
    static_cast<void>(leave_);
    static_cast<void>(drop_);
    return std::nullopt;
}

}  // namespace crosstalk::app
