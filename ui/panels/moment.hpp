// What a frame must know of the world outside: time and focus. Given by the program, so that tests can choose it.
#pragma once

#include <cstdint>
#include <string_view>

#include "ui/list/calendar.hpp"
#include "ui/theme/context.hpp"

namespace crosstalk::ui {

struct Moment {
    const TimeZone& zone;
    std::int64_t steady_ms = 0;
    std::int64_t wall_ms = 0;  // since 1970, UTC
    std::int64_t server_ms =
        0;  // the same by the server's clock, as far as it is known: see server_clock.hpp
    bool window_has_focus = true;
    std::string_view composition = {};  // what an input method is composing; lives through the frame
    Writing* writing = nullptr;         // Context::writing
};

}  // namespace crosstalk::ui
