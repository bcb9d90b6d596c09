// The format of a database file: which kind of file it is, which version, and the steps from one version to the
// next. A file of a newer program is refused; before an older one is changed, it is copied.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "server/local/sqlite.hpp"

namespace crosstalk::local {

// Step number n (from 0) makes version n + 1 of version n; step 0 makes the tables of a new file. Append only.
struct Schema {
    std::int32_t application;  // SQLite's application_id: tells our files from others and from each other
    std::vector<std::function<void(Database&)>> steps;
};

// Throws DatabaseError, and has changed nothing then: when the file is another program's, of a newer version, or
// cannot be copied. The copy of version n is FILE.format-n, in the same folder; each step is one transaction.
void bring_up_to_date(Database& database, const Schema& schema);

}  // namespace crosstalk::local
