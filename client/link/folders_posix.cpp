#ifdef __APPLE__
#include <mach-o/dyld.h>

#include <climits>
#include <cstdint>
#endif

#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "client/link/folders.hpp"

namespace crosstalk::link {

namespace {

// Relative values are to be ignored, says the XDG Base Directory Specification.
std::filesystem::path absolute_variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr && *value == '/' ? std::filesystem::path(value) : std::filesystem::path();
}

// A line of user-dirs.dirs: XDG_DOWNLOAD_DIR="$HOME/Downloads", or an absolute path; shell quoting with backslashes.
std::optional<std::filesystem::path> download_line(std::string_view line, const std::filesystem::path& home) {
    constexpr std::string_view name = "XDG_DOWNLOAD_DIR=\"";
    const std::size_t start = line.find_first_not_of(" \t");
    if (start == std::string_view::npos || !line.substr(start).starts_with(name)) return std::nullopt;
    line.remove_prefix(start + name.size());
    std::string value;
    bool closed = false;
    for (std::size_t i = 0; i < line.size() && !closed; ++i) {
        closed = line[i] == '"';
        if (closed) continue;
        if (line[i] == '\\' && i + 1 < line.size()) ++i;
        value += line[i];
    }
    constexpr std::string_view at_home = "$HOME";
    if (value.starts_with(at_home)) value = home.string() + value.substr(at_home.size());
    while (value.size() > 1 && value.ends_with('/'))
        value.pop_back();
    if (!closed || !value.starts_with('/')) return std::nullopt;
    return std::filesystem::path(value);
}

}  // namespace

std::filesystem::path default_profile_folder() {
    if (const auto data = absolute_variable("XDG_DATA_HOME"); !data.empty())
        return data / "crosstalk" / "profile";
    const char* home = std::getenv("HOME");
    if (!home || *home == '\0') return {};
    return std::filesystem::path(home) / ".local" / "share" / "crosstalk" / "profile";
}

std::filesystem::path program_folder() {
    std::error_code unknown;
#ifdef __APPLE__
    std::string name(PATH_MAX, '\0');
    auto size = static_cast<std::uint32_t>(name.size());
    if (_NSGetExecutablePath(name.data(), &size) != 0) return {};
    const auto program = std::filesystem::canonical(name.c_str(), unknown);
#else
    const auto program = std::filesystem::read_symlink("/proc/self/exe", unknown);
#endif
    return unknown ? std::filesystem::path() : program.parent_path();
}

std::filesystem::path home_folder() {
    return absolute_variable("HOME");
}

std::filesystem::path default_download_folder() {
    const std::filesystem::path home = home_folder();
    if (home.empty()) return {};
    auto settings = absolute_variable("XDG_CONFIG_HOME");
    if (settings.empty()) settings = home / ".config";
    std::ifstream file(settings / "user-dirs.dirs");
    std::optional<std::filesystem::path> found;
    for (std::string line; std::getline(file, line);) {
        if (auto folder = download_line(line, home)) found = std::move(folder);
    }
    // A desktop without such a folder names the home folder itself: nobody wants downloads strewn there.
    if (!found || *found == home) return home / "Downloads";
    return *found;
}

}  // namespace crosstalk::link
