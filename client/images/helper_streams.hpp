// Standard input and output of the helper process, by the system's own calls: nothing is buffered or converted.
#pragma once

#include <cstdint>
#include <span>

namespace crosstalk::images {

// Both block until all is done; false at the end of the input, or when nobody reads the output.
bool read_input(std::span<std::uint8_t> to);
bool write_output(std::span<const std::uint8_t> bytes);

}  // namespace crosstalk::images
