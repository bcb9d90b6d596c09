// Looking after database files: whole copies of them, what must really be gone, and whether everything fits together.
// No threads here: those of the journal and of the archive call it.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>

#include "net/events.hpp"
#include "net/ids.hpp"
#include "server/local/sqlite.hpp"

namespace crosstalk::local {

// Everything throws DatabaseError or std::filesystem::filesystem_error; what() is for people.

// A copy for its owner's eyes only, durable, there as a whole or not at all; it replaces what stands there. The file is
// read and written once: that takes its time.
void copy_database(Database& database, const std::filesystem::path& to);

// The newest entry that the archive holds.
net::Mark mark_of_archive(Database& archive);
// When the oldest message of the archive was said; nothing: there is none.
std::optional<net::Timestamp> oldest_message(Database& archive);

// The newest entry that the journal has forgotten.
net::Position trimmed_of_journal(Database& journal);

// Keeps the ids of so many more entries of those up to `up_to`, so that the journal can prove them when it has forgotten
// their content: a client that was away must not be told to start over. False: all of them are kept.
bool keep_ids(Database& journal, net::Position up_to, std::size_t entries);

// A journal without entries, which goes on after that mark: with a copy of the archive as of then, it is all that a
// server needs. The file must not be there.
void make_journal_after(const net::Mark& mark, const std::filesystem::path& file);

// Where a check of the journal's chain has come to. Begins with what was trimmed.
struct ChainEnd {
    net::Mark mark;
    net::Timestamp at;
};
ChainEnd begin_of_chain(Database& journal);
// Looks at some more entries; moves `end`. False: it has seen all.
bool check_chain(Database& journal, ChainEnd& end, std::size_t entries);

// The journal holds the entry that the archive ends with, or has trimmed up to it.
void check_fit(Database& journal, const net::Mark& archive);

// The pages of the file, its tables and their indexes.
void check_pages(Database& database);

// Looks at a copy without changing it: what kind it is, its pages and tables. Answers the entry it ends with.
net::Mark check_archive_copy(const std::filesystem::path& file);

}  // namespace crosstalk::local
