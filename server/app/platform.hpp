// What the server needs of one operating system and not of another: platform_posix.cpp, platform_windows.cpp.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace crosstalk::server {

// Where a server of this user keeps its data if nothing else is said.
std::filesystem::path default_data_folder();

// Names and values of everything in the environment of this process.
std::vector<std::pair<std::string, std::string>> environment_variables();

// Whether what is printed is seen by a person: only then are secrets printed.
bool is_terminal_output();

// A write to a closed connection must be an error, not the end.
void ignore_broken_pipes();

// The signal by which a service is told to read its settings again. Nothing: this system has none.
std::optional<int> reload_signal();

// That signal also says that the terminal has gone, which is no reason to go on. True: standard output is a terminal
// that has hung up.
bool has_lost_its_terminal();

enum class ServiceState : std::uint8_t { Ready, Reloading, Stopping };

// Tells the system's manager of services how far this one is, if it has started it and wants to know.
void tell_service_manager(ServiceState state);

// As many open files as the system allows this process.
void raise_open_file_limit();

std::uint64_t process_id();

// Waits until that process has ended, but no longer than this. False: it still runs.
bool wait_for_end(std::uint64_t process, std::chrono::milliseconds patience);

// Where the control socket of a data folder may stand, in the order in which these are tried: in the folder itself, and
// for one on a file system that holds no sockets (sticks, some networks) in a folder of this account.
std::vector<std::filesystem::path> control_sockets_of(const std::filesystem::path& data_folder);
// Makes the folder around one of these, if it takes one of its own.
void make_room_for_socket(const std::filesystem::path& file);

// A local socket's file as the system's calls take it: they take short names only, so a long one goes another way.
class SocketName {
  public:
    explicit SocketName(const std::filesystem::path& file);
    SocketName(const SocketName&) = delete;
    SocketName& operator=(const SocketName&) = delete;
    ~SocketName();

    // Valid as long as this object; may be too long for the system even so.
    [[nodiscard]] const std::string& text() const { return text_; }

  private:
    std::string text_;
    int folder_ = -1;
};

}  // namespace crosstalk::server
