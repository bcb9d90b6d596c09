// What another process of this machine costs.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <ctime>

#include "bench/load/clock.hpp"

namespace crosstalk::bench {

struct Memory {
    std::uint64_t pss_bytes = 0;
    std::uint64_t rss_bytes = 0;
};

// Throws when the process is gone.
class ProcessMeter {
  public:
    explicit ProcessMeter(pid_t process);
    // User and system of all its threads, those that ended too; exact where /proc/PID/stat counts in hundredths.
    [[nodiscard]] Nanoseconds cpu() const;
    [[nodiscard]] Memory memory() const;
    [[nodiscard]] std::size_t open_files() const;

  private:
    pid_t process_;
    clockid_t clock_{};
};

// This process.
Nanoseconds own_cpu();

}  // namespace crosstalk::bench
