// Small files that only their owner may read: written whole or not at all, and on the disk before the call
// returns. All that differs between systems about them is in private_file_posix.cpp and
// private_file_windows.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

#include "net/transport/credentials/secret.hpp"

namespace crosstalk::transport {

/// Larger files are not ours: reading them is refused.
inline constexpr std::size_t max_private_file_bytes = 64 * 1024;

enum class NewFile { Written, AlreadyThere };

/// Whether other accounts of the machine may read the file. On Windows always `Private`: there the file gets
/// an owner-only access list when it is made, and it is not read back.
enum class Exposure { Private, ReadableByOthers };

struct PrivateFile {
    Secret content;
    Exposure exposure = Exposure::Private;
};

// All functions: any thread; they block on the disk; CredentialError says what happened and what to do.

/// Makes a file of mode 0600 that did not exist. Whatever stands under that name is left as it is and
/// `AlreadyThere` comes back. A power cut leaves the whole file or none, where the file system has hard
/// links.
NewFile write_new_private_file(const std::filesystem::path& path, std::span<const std::uint8_t> content);

/// Puts a file of mode 0600 in the place of an older one, if any; a reader sees the old or the new content,
/// never a part.
void replace_private_file(const std::filesystem::path& path, std::span<const std::uint8_t> content);

/// Nothing when there is no such file. Anything but a readable ordinary file is an error. A file others can
/// read is read all the same, because some file systems know no modes: the caller warns.
std::optional<PrivateFile> read_private_file(const std::filesystem::path& path);

}  // namespace crosstalk::transport
