#include <windows.h>

#include <array>
#include <string>

#include "client/app/desktop/font_finder.hpp"

namespace crosstalk::app {

namespace {

namespace fs = std::filesystem;

fs::path from_environment(const wchar_t* name) {
    std::array<wchar_t, 1024> value{};
    const DWORD size = ::GetEnvironmentVariableW(name, value.data(), static_cast<DWORD>(value.size()));
    return size == 0 || size >= value.size() ? fs::path() : fs::path(std::wstring(value.data(), size));
}

}  // namespace

std::unique_ptr<ui::FontFinder> make_font_finder() {
    std::vector<fs::path> folders;
    if (const fs::path windows = from_environment(L"WINDIR"); !windows.empty())
        folders.push_back(windows / "Fonts");
    if (const fs::path mine = from_environment(L"LOCALAPPDATA"); !mine.empty())
        folders.push_back(mine / "Microsoft" / "Windows" / "Fonts");
    // Those that Windows itself falls back to, script by script; then whatever else there is.
    return std::make_unique<FolderFontFinder>(
        std::move(folders),
        std::vector<std::string_view>{
            "segoeui.ttf", "nirmala",  "leelawui", "ebrima",  "gadugi", "seguisym", "seguihis", "mmrtext",
            "himalaya",    "javatext", "monbaiti", "msyi",    "ntailu", "phagspa",  "taile",    "sylfaen",
            "simsunb",     "msyh",     "mingliub", "yugothr", "malgun", "arial",    "tahoma"});
}

}  // namespace crosstalk::app
