// Where a person's things are: in the places of this system, or all of them beside the program (portable mode). What
// differs between systems is in folders_posix.cpp and folders_windows.cpp.
#pragma once

#include <cstdint>
#include <filesystem>

namespace crosstalk::link {

// ${XDG_DATA_HOME:-~/.local/share}/crosstalk/profile; on Windows %APPDATA%\Crosstalk\profile. Not created. Empty
// if the system does not say where the user's things are.
std::filesystem::path default_profile_folder();

// Where people expect what they download: the folder of the desktop's user directories, else ~/Downloads; on Windows
// the known folder. Not created. Empty as above.
std::filesystem::path default_download_folder();

// Where a server that is hosted from this profile keeps its data: everything goes with the profile, however it was found.
inline std::filesystem::path server_folder_in(const std::filesystem::path& profile) {
    return profile / "server";
}

// Of the user; empty as above.
std::filesystem::path home_folder();

// Where the executable of this process lies, links resolved; empty if the system does not say.
std::filesystem::path program_folder();

// The folder "profile" in the folder of a program; empty if there is none.
std::filesystem::path profile_beside(const std::filesystem::path& program_folder);

enum class Place : std::uint8_t {
    System,         // where this system keeps a person's things
    BesideProgram,  // portable: in the folder "profile" beside the program
    Chosen,         // said by the person
};

// None of them needs to exist, but for a profile beside the program. One that is empty is not known.
struct Folders {
    Place place = Place::System;  // of the profile
    std::filesystem::path profile;
    std::filesystem::path downloads;
    friend bool operator==(const Folders&, const Folders&) = default;
};

// What there is to choose from.
struct FolderChoice {
    std::filesystem::path chosen;    // --profile; empty: nothing was said
    std::filesystem::path portable;  // profile_beside() the program
    Folders system;
};

// The rules: what was said comes first, then what lies beside the program, then the system's places. Downloads
// follow the profile onto the stick, and stay where the system has them when a profile was chosen. Pure.
Folders choose_folders(FolderChoice choice);

// The same for this process; what was said is told as a whole path. Any thread.
Folders folders(const std::filesystem::path& chosen = {});

}  // namespace crosstalk::link
