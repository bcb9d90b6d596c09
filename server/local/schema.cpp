#include "server/local/schema.hpp"

#include <filesystem>
#include <string>

#include "net/text/paths.hpp"
#include "server/local/files.hpp"

namespace crosstalk::local {
namespace {

std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char each : text) {
        result += each;
        if (each == '\'') result += each;
    }
    return result + "'";
}

// Whole or not there: a crash leaves at most an unfinished file of another name.
void copy_beside(Database& database, std::int64_t version) {
    std::filesystem::path copy = database.path();
    copy += ".format-" + std::to_string(version);
    std::filesystem::path draft = copy;
    draft += ".unfinished";
    std::filesystem::remove(draft);
    database.execute("VACUUM INTO " + quoted(text::utf8_of(draft)));
    sync_file(draft);
    std::filesystem::rename(draft, copy);
    sync_folder_of(copy);
}

void step(Database& database, const Schema& schema, std::int64_t version) {
    Transaction transaction(database);
    schema.steps[static_cast<std::size_t>(version)](database);
    database.execute("PRAGMA application_id = " + std::to_string(schema.application) +
                     "; PRAGMA user_version = " + std::to_string(version + 1));
    transaction.commit();
}

}  // namespace

void bring_up_to_date(Database& database, const Schema& schema) {
    const auto newest = static_cast<std::int64_t>(schema.steps.size());
    const std::int64_t application = database.integer("PRAGMA application_id");
    std::int64_t version = database.integer("PRAGMA user_version");
    const bool fresh =
        application == 0 && version == 0 && database.integer("SELECT count(*) FROM sqlite_schema") == 0;
    if (!fresh && application != schema.application) {
        throw DatabaseError(0, text::utf8_of(database.path()) + " is not " + database.what() +
                                   " of a Crosstalk server. Move it away, or choose another data folder.");
    }
    if (version > newest) {
        throw DatabaseError(0, text::utf8_of(database.path()) + " was written by a newer Crosstalk (format " +
                                   std::to_string(version) + ", this one knows formats up to " +
                                   std::to_string(newest) +
                                   "). Install the newer version again, or restore a backup from before it.");
    }
    if (version == newest) return;
    try {
        if (!fresh) copy_beside(database, version);
    } catch (const std::exception& error) {
        throw DatabaseError(0, text::utf8_of(database.path()) +
                                   " has to be copied before its format is changed, and that failed: " +
                                   error.what() + " Nothing was changed.");
    }
    for (; version < newest; ++version)
        step(database, schema, version);
}

}  // namespace crosstalk::local
