// Notifications through org.freedesktop.Notifications (Desktop Notifications Specification 1.2), or notify-send.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/desktop/bus_linux.hpp"
#include "client/app/desktop/child_process_posix.hpp"
#include "ui/panels/desktop_event.hpp"

namespace crosstalk::app {

// What a service said it can do.
struct NotificationService {
    bool markup = true;  // until it has answered; text that is escaped needlessly is only ugly
    bool actions = false;
    bool body = true;
};
NotificationService notification_service(const std::vector<std::string>& capabilities);

// The arguments of Notify. `replaced` is the service's own number, 0 for a new one.
BusList notify_arguments(const ui::NotifyDesktop& notification, const NotificationService& service,
                         std::uint32_t replaced);

// Where there is no bus: shows it, but a click does not come back and it cannot be withdrawn.
std::vector<std::string> notify_send_command(const ui::NotifyDesktop& notification);

// Thread: that of the loop.
class Notifications {
  public:
    using Clicked = std::function<void(ui::NotificationId)>;

    // `bus` may be nullptr.
    Notifications(Bus* bus, Children& children, Clicked clicked);

    void notify(ui::NotifyDesktop notification);
    void withdraw(ui::NotificationId id);

  private:
    // One that is shown, or about to be.
    struct Shown {
        std::uint32_t number = 0;  // the service's; 0 while it has not answered
        bool withdrawn = false;    // before the service had answered
    };

    void ask_what_it_can();
    void send(const ui::NotifyDesktop& notification);
    void sent(ui::NotificationId id, const ui::NotifyDesktop& notification, const BusReply& reply);
    void close(std::uint32_t number);
    void hear(const BusSignal& signal);

    Bus* bus_;
    Children& children_;
    Clicked clicked_;
    NotificationService service_;
    bool asked_ = false;
    bool answered_ = false;
    std::vector<ui::NotifyDesktop> waiting_;  // until the service has said what it can
    std::map<ui::NotificationId, Shown> shown_;
};

}  // namespace crosstalk::app
