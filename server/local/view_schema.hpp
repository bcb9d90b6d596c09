// The tables of the archive and how older files get them.
#pragma once

#include "server/local/schema.hpp"

namespace crosstalk::local {

// What the tables need of a connection, before anything else.
void add_view_functions(Database& database);

extern const Schema view_schema;

}  // namespace crosstalk::local
