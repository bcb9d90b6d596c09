// Where a client keeps its things on this system. What differs is in folders_posix.cpp and folders_windows.cpp.
#pragma once

#include <filesystem>

namespace crosstalk::link {

// ${XDG_DATA_HOME:-~/.local/share}/crosstalk/profile; on Windows %APPDATA%\Crosstalk\profile. Not created. Empty
// if the system does not say where the user's things are.
std::filesystem::path default_profile_folder();

// Where people expect what they download: the folder of the desktop's user directories, else ~/Downloads; on Windows
// the known folder. Not created. Empty as above.
std::filesystem::path default_download_folder();

// Where a server that is hosted from this profile keeps its data: everything goes with the profile.
inline std::filesystem::path server_folder_in(const std::filesystem::path& profile) {
    return profile / "server";
}

// Of the user; empty as above.
std::filesystem::path home_folder();

}  // namespace crosstalk::link
