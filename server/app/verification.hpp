// Subcommand `verify`: whether everything in a data folder is whole and fits together. Changes nothing.
#pragma once

#include <functional>

#include "server/app/data_folder.hpp"
#include "server/app/records.hpp"
#include "server/app/reply.hpp"

namespace crosstalk::server {

// Each of these tells one row for each thing it looks at: {"checked":"the journal","problem":""}; a problem is for people.

// The databases of a running server. The archive is read at once, the journal in steps between its commits.
void verify_running(const Records& records, Reply reply);

// The databases of a server that does not run. Blocks.
void verify_databases(const DataFolder& folder, const std::function<void(const Json&)>& row);

// All other files: keys, snapshots, bodies of files. Blocks; whether a server runs makes no difference. If the archive is
// damaged and a snapshot is whole, the last row is {"remedy"} and says how to go on from it.
enum class ArchiveIs : bool { Whole, Damaged };
void verify_files(const DataFolder& folder, ArchiveIs archive, const std::function<void(const Json&)>& row);

// Whether that row is about the archive and tells of a problem.
bool tells_of_damaged_archive(const Json& row);

}  // namespace crosstalk::server
