// The mark in the window's icon that says that something waits to be read.
#pragma once

#include <cstdint>

namespace crosstalk::ui {

struct Badge {
    std::uint64_t count = 0;  // drawn as a number, "9+" from ten on
    bool dot = false;         // something is unread that does not count; drawn only without a number
    bool operator==(const Badge&) const = default;
};

}  // namespace crosstalk::ui
