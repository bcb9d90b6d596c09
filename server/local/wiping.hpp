// Wiping what SQLite leaves lying about in its file. PRAGMA secure_delete overwrites the row that is deleted, but rows that
// were moved to another page when theirs was split or joined have left copies of themselves in its unused middle:
//
//   | header | where the cells are ... |    unused    | ... cells |       https://www.sqlite.org/fileformat2.html#b_tree_pages
#pragma once

#include <cstdint>

#include "server/local/sqlite.hpp"

namespace crosstalk::local {

// Wipes the unused middles of `count` pages (from 1) of the file. Answers where to go on; 0: the end was reached, and
// everything is on the disk. Between transactions only. It moves the log into the file and drops the cache first, and
// goes past SQLite: what it overwrites is no row's, so a crash in between harms nothing. A file of 128 GiB or more is left
// as it is: its pages cannot be told apart.
std::int64_t wipe_pages(Database& database, std::int64_t first, std::int64_t count);

}  // namespace crosstalk::local
