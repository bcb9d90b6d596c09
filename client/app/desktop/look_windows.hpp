// The look that the settings of Windows prefer.
#pragma once

#include <windows.h>

#include "ui/panels/desktop_event.hpp"

namespace crosstalk::app {

// Thread: one.
class Look {
  public:
    Look();
    ~Look();
    Look(const Look&) = delete;
    Look& operator=(const Look&) = delete;

    [[nodiscard]] ui::SystemLook read() const;
    // Set when the settings change; nullptr if that cannot be known. Call watch() after each time.
    [[nodiscard]] HANDLE changed() const { return changed_; }
    void watch();

  private:
    HKEY key_ = nullptr;
    HANDLE changed_ = nullptr;
};

}  // namespace crosstalk::app
