#include <SDL_syswm.h>
#include <dlfcn.h>

#include "client/app/desktop/drag_watch.hpp"

namespace crosstalk::app {

namespace {

// Of all that X11 says only drags are let through: everything else would wake a window that rests.
int only_drags(void* watch, SDL_Event* event) {
    if (event->type != SDL_SYSWMEVENT) return 1;
    return static_cast<const DragWatch*>(watch)->told_by(*event) ? 1 : 0;
}

}  // namespace

DragWatch::DragWatch(SDL_Window* window) {
#ifdef SDL_VIDEO_DRIVER_X11
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) != SDL_TRUE || info.subsystem != SDL_SYSWM_X11) return;
    // SDL has loaded it already, or there would be no such window.
    void* library = ::dlopen("libX11.so.6", RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == nullptr) return;
    using InternAtom = unsigned long (*)(void*, const char*, int);
    const auto intern = reinterpret_cast<InternAtom>(::dlsym(library, "XInternAtom"));
    if (intern == nullptr) return;
    enter_ = intern(info.info.x11.display, "XdndEnter", 0);
    leave_ = intern(info.info.x11.display, "XdndLeave", 0);
    drop_ = intern(info.info.x11.display, "XdndDrop", 0);
    SDL_SetEventFilter(only_drags, this);
    SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
#else
    static_cast<void>(window);
#endif
}

DragWatch::~DragWatch() {
    if (enter_ == 0) return;
    SDL_EventState(SDL_SYSWMEVENT, SDL_DISABLE);
    SDL_SetEventFilter(nullptr, nullptr);
}

std::optional<bool> DragWatch::told_by(const SDL_Event& event) const {
#ifdef SDL_VIDEO_DRIVER_X11
    if (enter_ == 0 || event.type != SDL_SYSWMEVENT || event.syswm.msg == nullptr) return std::nullopt;
    if (event.syswm.msg->subsystem != SDL_SYSWM_X11) return std::nullopt;
    const XEvent& said = event.syswm.msg->msg.x11.event;
    if (said.type != ClientMessage) return std::nullopt;
    if (said.xclient.message_type == enter_) return true;
    if (said.xclient.message_type == leave_ || said.xclient.message_type == drop_) return false;
#else
    static_cast<void>(event);
#endif
    return std::nullopt;
}

}  // namespace crosstalk::app
