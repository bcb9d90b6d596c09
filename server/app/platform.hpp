// What the server needs of one operating system and not of another: platform_posix.cpp, platform_windows.cpp.
#pragma once

#include <cstdint>
#include <filesystem>

namespace crosstalk::server {

// Where a server of this user keeps its data if nothing else is said.
std::filesystem::path default_data_folder();

// Whether what is printed is seen by a person: only then are secrets printed.
bool is_terminal_output();

// A write to a closed connection must be an error, not the end.
void ignore_broken_pipes();

// As many open files as the system allows this process.
void raise_open_file_limit();

std::uint64_t process_id();

}  // namespace crosstalk::server
