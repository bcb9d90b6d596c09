#include "net/transport/local_names.hpp"

namespace crosstalk::transport {

std::optional<std::filesystem::path> session_folder() {
    return std::nullopt;
}

}  // namespace crosstalk::transport
