// Subcommand `backup`: a data folder of its own, from which a server starts as this one was.
#pragma once

#include <filesystem>

#include "server/app/records.hpp"
#include "server/app/reply.hpp"

namespace crosstalk::server {

// One row, {"folder","entry"}: everything up to that entry is in it, and so everything acknowledged before the call.
//
//   server-key.pem    what clients know the server by
//   view.db           the archive
//   journal.db        empty: it goes on after that entry
//   owner-code.txt    if there is one that nobody has claimed
//
// The folder appears as a whole or not at all. Bodies of files are not among it: they never change, and whoever asked
// copies them (copy_blobs) once the archive that names them is safe.
void make_backup(const Records& records, const std::filesystem::path& folder, Reply reply);

// Blocks. Throws std::filesystem::filesystem_error.
void copy_blobs(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace crosstalk::server
