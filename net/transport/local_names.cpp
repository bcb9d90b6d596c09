#include "net/transport/local_names.hpp"

#include <system_error>

#include "net/text/paths.hpp"

namespace crosstalk::transport {

std::uint64_t number_of_folder(const std::filesystem::path& folder) {
    std::error_code unknown;
    return text::number_of(std::filesystem::weakly_canonical(folder, unknown));
}

}  // namespace crosstalk::transport
