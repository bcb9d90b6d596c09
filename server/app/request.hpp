// What the subcommands ask of a server, running or not, and how that is written on one line.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>

namespace crosstalk::server {

struct MakeBackup {
    std::filesystem::path folder;  // absolute; not there yet
    friend bool operator==(const MakeBackup&, const MakeBackup&) = default;
};
struct Verify {
    friend bool operator==(const Verify&, const Verify&) = default;
};
struct ExportRooms {
    std::string room;  // a name, with or without #, or an id; empty: all rooms
    friend bool operator==(const ExportRooms&, const ExportRooms&) = default;
};
struct ListUsers {
    friend bool operator==(const ListUsers&, const ListUsers&) = default;
};
struct ResetOwner {
    friend bool operator==(const ResetOwner&, const ResetOwner&) = default;
};
struct RotatePasskey {
    friend bool operator==(const RotatePasskey&, const RotatePasskey&) = default;
};
struct ReloadSettings {
    friend bool operator==(const ReloadSettings&, const ReloadSettings&) = default;
};
struct AskHealth {
    friend bool operator==(const AskHealth&, const AskHealth&) = default;
};

struct AskStatus {
    friend bool operator==(const AskStatus&, const AskStatus&) = default;
};
struct StopServer {
    friend bool operator==(const StopServer&, const StopServer&) = default;
};

using Request = std::variant<MakeBackup, Verify, ExportRooms, ListUsers, ResetOwner, RotatePasskey,
                             ReloadSettings, AskHealth, AskStatus, StopServer>;

// Longer lines are refused unread.
inline constexpr std::size_t max_request_bytes = 8 * 1024;

// One line of JSON, {"request":"export","room":"#lobby"}, with its end. Throws std::runtime_error with a text for
// people if that cannot be written so.
std::string line_of(const Request& request);

// The line without its end; anything may be in it. Otherwise what is wrong with it.
std::variant<Request, std::string> parse_request(std::string_view line);

}  // namespace crosstalk::server
