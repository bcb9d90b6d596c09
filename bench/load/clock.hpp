// Times as the kernel stamps what it receives: nanoseconds of the real-time clock.
#pragma once

#include <chrono>
#include <ctime>

namespace crosstalk::bench {

using Nanoseconds = std::chrono::nanoseconds;
// Since 1970.
using Instant = std::chrono::time_point<std::chrono::system_clock, Nanoseconds>;

inline Instant instant_of(const timespec& time) {
    return Instant(std::chrono::seconds(time.tv_sec) + Nanoseconds(time.tv_nsec));
}

inline Instant now() {
    timespec time{};
    clock_gettime(CLOCK_REALTIME, &time);
    return instant_of(time);
}

inline double seconds_of(Nanoseconds span) {
    return std::chrono::duration<double>(span).count();
}

}  // namespace crosstalk::bench
