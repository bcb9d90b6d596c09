// Links that may be opened, and paths as the file: addresses that desktops exchange.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::app {

// The link as it may be handed to another program: http or https with a host, without blanks and controls, at most 8,192
// bytes; quotes, backslashes and non-ASCII are percent-encoded. Empty if it is none. It was checked before it was shown;
// this is the last gate, whoever asks.
std::optional<std::string> checked_link(std::string_view url);

// file:///... (RFC 8089), percent-encoded byte by byte. The path is absolute.
std::string file_address(const std::filesystem::path& path);

// The absolute path of a file: address of this machine; empty for anything else, and for paths with a NUL.
std::optional<std::filesystem::path> path_of_address(std::string_view address);

// The files of a text/uri-list (RFC 2483): comments and other addresses are left out.
std::vector<std::filesystem::path> paths_of_list(std::string_view uri_list);

}  // namespace crosstalk::app
