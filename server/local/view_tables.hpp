// The tables of the view: storing entries, the hub's state as it is loaded, pages and search. No threads here.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "server/local/sqlite.hpp"
#include "server/ports/view.hpp"

namespace crosstalk::local {

// The newest messages that hold every word, below `before` (0 = no bound), in these rooms; at most `limit`, newest
// first.
struct Search {
    std::string words;
    std::vector<net::RoomId> rooms;
    net::MessageId before;
    std::size_t limit = 50;
};
struct Found {
    net::RoomId room;
    net::Message message;
    friend bool operator==(const Found&, const Found&) = default;
};

// Thread: one at a time. Everything throws DatabaseError.
class ViewTables {
  public:
    // Opens the file or makes it.
    explicit ViewTables(const std::filesystem::path& file);

    [[nodiscard]] hub::Snapshot snapshot();
    // One transaction; of rows that are changed several times in it, only the last state is written.
    void store(std::span<const hub::AppliedEntry> entries);

    [[nodiscard]] ports::Rows rows_above(const ports::RowsAbove& query);
    [[nodiscard]] ports::Page page_before(const ports::PageBefore& query);
    [[nodiscard]] std::vector<Found> search(const Search& query);

    // Compares everything with everything. Throws DatabaseError with what is wrong.
    void verify();

    [[nodiscard]] Database& database() { return database_; }
    [[nodiscard]] const Database& database() const { return database_; }

  private:
    // Most of what is found anywhere would be in one of these rooms, or at least not hopelessly little.
    [[nodiscard]] bool hold_much(const std::vector<net::RoomId>& rooms);

    Database database_;
    net::Mark mark_;
};

}  // namespace crosstalk::local
