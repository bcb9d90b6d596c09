// Names for what belongs to a folder and stands elsewhere, because the folder may be on a stick that cannot hold it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace crosstalk::transport {

// The same in every process on this system, however the path of the folder is written. FNV-1a, which is
// enough: whoever can listen there is this user. Any thread; looks at the disk.
std::uint64_t number_of_folder(const std::filesystem::path& folder);

// The folder for sockets of this account's session. Nothing: the system has none, or it is somebody else's. Any thread.
std::optional<std::filesystem::path> session_folder();

}  // namespace crosstalk::transport
