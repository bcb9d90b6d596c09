// Times, and where their percentiles lie.
#pragma once

#include <vector>

#include "bench/load/clock.hpp"

namespace crosstalk::bench {

class Latencies {
  public:
    void add(Nanoseconds latency) { values_.push_back(latency); }
    [[nodiscard]] std::size_t count() const { return values_.size(); }
    // The smallest value that at least this share (0 to 1) of all is not above; 0 if there are none.
    [[nodiscard]] Nanoseconds at(double share) const;

  private:
    std::vector<Nanoseconds> values_;
};

}  // namespace crosstalk::bench
