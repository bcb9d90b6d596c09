// What a server keeps, whether it runs or was opened for one answer only.
#pragma once

#include <functional>
#include <string>

#include "server/app/data_folder.hpp"
#include "server/hub/state.hpp"
#include "server/local/sqlite_journal.hpp"
#include "server/local/sqlite_view.hpp"

namespace crosstalk::server {

// Thread: the loop's. All of it outlives whoever uses it.
struct Records {
    const DataFolder& folder;
    local::SqliteJournal& journal;
    local::SqliteView& view;
    std::function<const hub::State&()> state;
};

// What people call a room: #lobby, or @ada @bob for the two of a direct one.
std::string title_of(const hub::State& state, const hub::Room& room);

}  // namespace crosstalk::server
