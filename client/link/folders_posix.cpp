#include <cstdlib>
#include <string_view>

#include "client/link/folders.hpp"

namespace crosstalk::link {

std::filesystem::path default_profile_folder() {
    // Relative values are to be ignored, says the XDG Base Directory Specification.
    const char* data = std::getenv("XDG_DATA_HOME");
    if (data && *data == '/') return std::filesystem::path(data) / "crosstalk" / "profile";
    const char* home = std::getenv("HOME");
    if (!home || *home == '\0') return {};
    return std::filesystem::path(home) / ".local" / "share" / "crosstalk" / "profile";
}

}  // namespace crosstalk::link
