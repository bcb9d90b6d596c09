#include <windows.h>

#include <shlobj.h>

#include <cstdlib>
#include <memory>
#include <string>

#include "client/link/folders.hpp"

namespace crosstalk::link {

namespace {

std::filesystem::path own_folder(const wchar_t* variable, const char* name) {
    const wchar_t* data = _wgetenv(variable);
    if (!data || *data == L'\0') return {};
    return std::filesystem::path(data) / "Crosstalk" / name;
}

}  // namespace

std::filesystem::path default_profile_folder() {
    return own_folder(L"APPDATA", "profile");
}

std::filesystem::path program_folder() {
    constexpr DWORD most = 32'768;  // of any path of Windows
    std::wstring name(most, L'\0');
    const DWORD length = GetModuleFileNameW(nullptr, name.data(), most);
    if (length == 0 || length >= most) return {};
    name.resize(length);
    return std::filesystem::path(name).parent_path();
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
