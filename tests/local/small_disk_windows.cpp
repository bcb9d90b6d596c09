// Nothing is mounted here: mounted() stays false, and tests that need it say so and skip.
#include "tests/local/small_disk.hpp"

namespace crosstalk::testing {

SmallDisk::SmallDisk(std::size_t /*kibibytes*/) {}

SmallDisk::~SmallDisk() = default;

bool SmallDisk::make_read_only() {
    return false;
}

}  // namespace crosstalk::testing
