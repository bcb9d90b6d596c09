#include <cstdlib>

#include "client/link/folders.hpp"

namespace crosstalk::link {

std::filesystem::path default_profile_folder() {
    const wchar_t* data = _wgetenv(L"APPDATA");
    if (!data || *data == L'\0') return {};
    return std::filesystem::path(data) / "Crosstalk" / "profile";
}

}  // namespace crosstalk::link
