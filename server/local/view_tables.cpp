#include "server/local/view_tables.hpp"

#include "server/local/schema.hpp"
#include "server/local/view_schema.hpp"

namespace crosstalk::local {
namespace {

constexpr int cache_kib = 8 * 1024;

}  // namespace

// Normal: what a power cut takes from the end is still in the journal, which is trimmed only below durable().
ViewTables::ViewTables(const std::filesystem::path& file)
    : database_(file, "the archive", Durability::Normal, cache_kib), removal_(database_) {
    add_view_functions(database_);
    bring_up_to_date(database_, view_schema);
    removal_.load();
    mark_ = snapshot().mark;
}

void ViewTables::verify() {
    {
        Query check = database_.query("PRAGMA integrity_check(1)");
        if (!check.step()) database_.fail_as_damaged("its check gave no answer");
        if (check.text(0) != "ok") database_.fail_as_damaged(std::string(check.text(0)));
    }
    // Compares the index with search_source too; an error says that they differ.
    database_.run("INSERT INTO search(search, rank) VALUES ('integrity-check', 1)");
    verify_files();
    verify_games();
}

}  // namespace crosstalk::local
