// While it lives, no file of this process grows beyond a size: every write there fails, in every thread.
#pragma once

#include <cstdint>

namespace crosstalk::testing {

class FullDisk {
  public:
    explicit FullDisk(std::uint64_t bytes_per_file);
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;
    ~FullDisk();

  private:
    std::uint64_t before_;
};

}  // namespace crosstalk::testing
