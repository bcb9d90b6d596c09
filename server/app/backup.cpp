#include "server/app/backup.hpp"

#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <utility>
#include <vector>

#include "net/text/paths.hpp"
#include "net/transport/credentials/private_file.hpp"
#include "server/local/disk_blobs.hpp"
#include "server/local/files.hpp"
#include "server/local/upkeep.hpp"
#include "server/local/view_tables.hpp"

namespace crosstalk::server {

namespace {

namespace fs = std::filesystem;

void copy_secret(const fs::path& from, const fs::path& to) {
    const auto file = transport::read_private_file(from);
    if (file) transport::replace_private_file(to, file->content.bytes());
}

// Throws std::exception with a text for people.
net::Mark write_backup(local::Database& archive, const DataFolder& from, const fs::path& folder) {
    if (fs::exists(fs::symlink_status(folder)))
        throw std::runtime_error(text::utf8_of(folder) +
                                 " is there already. Choose another name for the backup.");
    fs::path draft = folder;
    draft += ".unfinished";
    std::error_code error;
    if (!fs::create_directory(draft, error)) {
        throw std::runtime_error(text::utf8_of(draft) + " cannot be made" +
                                 (error ? ": " + error.message() : ", for it is there already") +
                                 ". Remove what stands there, or choose another place for the backup.");
    }
    try {
        transport::keep_private(draft);
        const DataFolder to{draft};
        local::copy_database(archive, to.view());
        const net::Mark mark = local::mark_of_archive(archive);
        local::make_journal_after(mark, to.journal());
        copy_secret(from.key(), to.key());
        copy_secret(from.owner_code(), to.owner_code());
        copy_secret(from.settings(), to.settings());
        fs::rename(draft, folder);
        local::sync_folder_of(folder);
        return mark;
    } catch (...) {
        fs::remove_all(draft, error);
        throw;
    }
}

std::set<net::Digest> files_named_by(const fs::path& archive) {
    local::ViewTables tables(archive);
    const std::vector<net::Digest> stored = tables.stored_files();
    std::set<net::Digest> named(stored.begin(), stored.end());
    for (const hub::UploadRow& upload : tables.snapshot().uploads) {
        if (upload.finished) named.insert(upload.hash);
    }
    return named;
}

// False: there is none.
bool add_file(const fs::path& from, const fs::path& to) {
    std::error_code error;
    fs::create_directory(to.parent_path());
    fs::create_hard_link(from, to, error);
    if (!error) return true;
    // Removed meanwhile, too: a message that named it was deleted after the archive was copied.
    if (!fs::exists(from)) return false;
    fs::copy_file(from, to);
    local::sync_file(to);
    return true;
}

}  // namespace

void make_backup(const Records& records, const fs::path& folder, Reply reply) {
    const net::Position everything = records.state().mark.position;
    records.view.on_disk(
        everything, [from = records.folder, folder, reply = std::move(reply)](local::ViewTables& archive) {
            Json row;
            std::string failure;
            try {
                const net::Mark mark = write_backup(archive.database(), from, folder);
                row = {{"folder", text::utf8_of(folder)}, {"entry", mark.position.value}};
            } catch (const std::exception& error) {
                failure = "The backup could not be made: " + std::string(error.what());
            }
            return [reply, row, failure] {
                if (failure.empty()) reply.row(row);
                reply.end(failure);
            };
        });
}

std::size_t add_files(const DataFolder& from, const DataFolder& backup) {
    fs::create_directory(backup.files());
    transport::keep_private(backup.files());
    std::size_t missing = 0;
    for (const net::Digest& hash : files_named_by(backup.view())) {
        const fs::path body = local::DiskBlobs::place_of(hash);
        if (!add_file(from.files() / body, backup.files() / body)) ++missing;
    }
    local::sync_folder_of(backup.files());
    return missing;
}

}  // namespace crosstalk::server
