// A command as the journal keeps it.
#include <span>

#include "tests/fuzz/property.hpp"
#include "tests/net/said.hpp"

using namespace crosstalk::net;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    crosstalk::fuzz::require_none(
        testing_wire::complaint_about(testing_wire::Speaker::Journal, 0, {data, size}));
    return 0;
}
