// What the window needs of the operating system: one interface, one implementation per system, and a fallback.
//
//   Linux     desktop_linux.cpp     D-Bus (loaded at run time), X11 (loaded at run time), small programs as children
//   Windows   desktop_windows.cpp   shell, common dialogs, registry
//   others    desktop_fallback.cpp  what SDL offers; the rest answers that it is not there
//
// Every function returns at once. The work is done on one thread that the object owns, which sleeps while nothing is
// asked; what comes of it is pushed into the inbox as ui::DesktopEvents, whose wake brings the window to look. Nothing
// throws: what a system cannot do is a value, or does not happen where it is a courtesy only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "net/inbox.hpp"
#include "ui/panels/desktop_event.hpp"

namespace crosstalk::app {

// Who shows the window; it decides where the clipboard is.
enum class DisplayServer : std::uint8_t { X11, Wayland, Other };

struct DesktopSettings {
    DisplayServer display = DisplayServer::Other;
    // The window, for dialogs that belong to it: an X11 window id, a HWND, or 0.
    std::uint64_t window = 0;
};

// Thread: any one for all calls; constructed and destroyed by the same. The destructor ends what the object started,
// except programs that people keep using (a browser), and takes milliseconds.
class Desktop {
  public:
    virtual ~Desktop() = default;
    Desktop(const Desktop&) = delete;
    Desktop& operator=(const Desktop&) = delete;

    // In the browser. Anything but http and https is refused with OpenFailed, as is a link that cannot be opened.
    virtual void open_link(std::string url) = 0;
    // Opens the folder with the file selected where the file manager can. OpenFailed if nothing can.
    virtual void show_in_folder(ui::ShowInFolder wanted) = 0;
    virtual void open_folder(ui::OpenFolder wanted) = 0;
    // With the program that the system has for it. The caller has made sure that it is none itself.
    virtual void open_file(ui::OpenDownload wanted) = 0;

    // Answered by one FilesPicked each, also when there is no dialog or it dies. Not answered after destruction.
    virtual void pick_files(ui::PickFiles wanted) = 0;

    // Answered by one ClipboardHeld, within seconds also if the program that owns the clipboard hangs.
    virtual void read_clipboard() = 0;
    // The image stays as long as the program runs or until something else is copied.
    virtual void copy_image(ui::CopyImage image) = 0;

    // Without a notification service nothing is shown: the window's own notices are always there.
    virtual void notify(ui::NotifyDesktop notification) = 0;
    virtual void withdraw(ui::WithdrawNotification wanted) = 0;

    // The window came to the front: reads the system's look again where the system does not tell changes by itself.
    virtual void look_again() = 0;

  protected:
    Desktop() = default;
};

// The best that this system has. `answers` outlives it.
std::unique_ptr<Desktop> make_desktop(const DesktopSettings& settings, net::Inbox<ui::DesktopEvent>& answers);

// Works on every system that SDL works on, by saying what is not there. Has no thread.
std::unique_ptr<Desktop> make_fallback_desktop(net::Inbox<ui::DesktopEvent>& answers);

}  // namespace crosstalk::app
