#include "bench/load/latencies.hpp"

#include <algorithm>
#include <cmath>

namespace crosstalk::bench {

Nanoseconds Latencies::at(double share) const {
    if (values_.empty()) return {};
    std::vector<Nanoseconds> sorted = values_;
    const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
    const std::size_t index = std::min(sorted.size(), std::max<std::size_t>(rank, 1)) - 1;
    const auto place = sorted.begin() + static_cast<std::ptrdiff_t>(index);
    std::nth_element(sorted.begin(), place, sorted.end());
    return *place;
}

}  // namespace crosstalk::bench
