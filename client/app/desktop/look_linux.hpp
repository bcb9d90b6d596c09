// The look that the desktop prefers: told by the settings portal, else asked of GTK_THEME and gsettings.
#pragma once

#include <functional>
#include <string>

#include "client/app/desktop/bus_linux.hpp"
#include "client/app/desktop/child_process_posix.hpp"
#include "ui/panels/desktop_event.hpp"

namespace crosstalk::app {

// Thread: that of the loop.
class Look {
  public:
    using Changed = std::function<void(ui::SystemLook)>;

    // Asks at once. `bus` may be nullptr. `changed` runs when it is known first and at every change.
    Look(WorkLoop& loop, Bus* bus, Children& children, Changed changed);

    // Without a portal nobody tells changes: asks again, at most every few seconds.
    void look_again();

  private:
    void ask_portal();
    void ask(const std::string& space, const std::string& key);
    void take(const std::string& space, const std::string& key, const BusValue& value);
    void ask_programs();
    void ask_next(std::size_t key);
    void tell();

    WorkLoop& loop_;
    Bus* bus_;
    Children& children_;
    Changed changed_;
    ui::SystemLook look_;
    ui::SystemLook told_;
    ui::SystemLook asked_;
    bool has_portal_ = false;
    bool asking_ = false;
    bool pausing_ = false;
};

}  // namespace crosstalk::app
