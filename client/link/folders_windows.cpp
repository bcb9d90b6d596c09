#include <windows.h>

#include <shlobj.h>

#include <cstdlib>
#include <memory>

#include "client/link/folders.hpp"

namespace crosstalk::link {

std::filesystem::path default_profile_folder() {
    const wchar_t* data = _wgetenv(L"APPDATA");
    if (!data || *data == L'\0') return {};
    return std::filesystem::path(data) / "Crosstalk" / "profile";
}

std::filesystem::path home_folder() {
    const wchar_t* home = _wgetenv(L"USERPROFILE");
    return home == nullptr ? std::filesystem::path() : std::filesystem::path(home);
}

std::filesystem::path default_download_folder() {
    struct Free {
        void operator()(wchar_t* text) const { CoTaskMemFree(text); }
    };
    wchar_t* known = nullptr;
    const HRESULT result = SHGetKnownFolderPath(FOLDERID_Downloads, 0, nullptr, &known);
    const std::unique_ptr<wchar_t, Free> owned(known);
    return SUCCEEDED(result) ? std::filesystem::path(known) : std::filesystem::path();
}

}  // namespace crosstalk::link
