// Notifications of Windows: the balloon of an icon in the notification area, which newer systems show as a toast. The
// icon is there only as long as one is shown, and only the newest can be shown.
#pragma once

#include <windows.h>

#include <optional>

#include "ui/panels/desktop_event.hpp"

namespace crosstalk::app {

// Thread: that of the window.
class Notifications {
  public:
    // The window gets `message` when something happens to the balloon.
    Notifications(HWND window, UINT message);
    ~Notifications();
    Notifications(const Notifications&) = delete;
    Notifications& operator=(const Notifications&) = delete;

    void notify(const ui::NotifyDesktop& notification);
    void withdraw(ui::NotificationId id);
    // What the window got with the message; the id if it was a click.
    std::optional<ui::NotificationId> take(LPARAM event);

  private:
    void remove();

    HWND window_;
    UINT message_;
    HICON icon_ = nullptr;
    std::optional<ui::NotificationId> shown_;
};

}  // namespace crosstalk::app
