// What a frame must know of the world outside: time and focus. Given by the program, so that tests can choose it.
#pragma once

#include <cstdint>

#include "ui/list/calendar.hpp"

namespace crosstalk::ui {

struct Moment {
    const TimeZone& zone;
    std::int64_t steady_ms = 0;
    std::int64_t wall_ms = 0;  // since 1970, UTC
    bool window_has_focus = true;
};

}  // namespace crosstalk::ui
