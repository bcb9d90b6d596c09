// What only its owner may read. Small files are written whole or not at all, and on the disk before the call
// returns; a folder is closed before anything is in it. All that differs between systems about them is in
// private_file_posix.cpp and private_file_windows.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>

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

/// Nobody but this account (and on Windows the system) may read, write or enter it from now on; on Windows that goes
/// for everything made in a folder later, too. Any thread. Fails in silence where the file system knows no such thing.
void keep_private(const std::filesystem::path& path);

/// Makes a folder for this account alone, with those above it. One that is there already keeps the access it has;
/// but on Windows, where whoever a folder lets in reads the files in it, one that holds nothing, or only a file
/// named `own`, becomes private too. Any thread. Without an `error` something is there, a folder or not.
void make_private_folder(const std::filesystem::path& folder, std::string_view own, std::error_code& error);

/// Whether other accounts, but for administrators, may read what is made in a folder. Any thread. Private where the
/// system does not tell, and where files have modes of their own. CredentialError if this account has no name.
Exposure exposure_in(const std::filesystem::path& folder);

}  // namespace crosstalk::transport
