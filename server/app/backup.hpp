// Subcommand `backup`: a data folder of its own, from which a server starts as this one was.
#pragma once

#include <cstddef>
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
// adds them (add_files) once the archive that names them is safe.
void make_backup(const Records& records, const std::filesystem::path& folder, Reply reply);

// The bodies that the archive of the backup names, of messages, pictures and finished uploads: as further names of the
// same files where the disk can do that, else as copies. Answers how many are missing. Blocks. Throws std::exception with
// a text for people.
std::size_t add_files(const DataFolder& from, const DataFolder& backup);

}  // namespace crosstalk::server
