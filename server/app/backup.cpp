#include "server/app/backup.hpp"

#include <nlohmann/json.hpp>
#include <stdexcept>
#include <utility>

#include "net/transport/credentials/private_file.hpp"
#include "server/app/platform.hpp"
#include "server/local/files.hpp"
#include "server/local/upkeep.hpp"

namespace crosstalk::server {

namespace {

namespace fs = std::filesystem;

constexpr const char* uploads = "uploads";  // of DiskBlobs: what has not come to its end

void copy_secret(const fs::path& from, const fs::path& to) {
    const auto file = transport::read_private_file(from);
    if (file) transport::replace_private_file(to, file->content.bytes());
}

// Throws std::exception with a text for people.
net::Mark write_backup(local::Database& archive, const DataFolder& from, const fs::path& folder) {
    if (fs::exists(fs::symlink_status(folder)))
        throw std::runtime_error(local::shown(folder) +
                                 " is there already. Choose another name for the backup.");
    fs::path draft = folder;
    draft += ".unfinished";
    std::error_code error;
    if (!fs::create_directory(draft, error)) {
        throw std::runtime_error(local::shown(draft) + " cannot be made" +
                                 (error ? ": " + error.message() : ", for it is there already") +
                                 ". Remove what stands there, or choose another place for the backup.");
    }
    try {
        keep_to_owner(draft);
        const DataFolder to{draft};
        local::copy_database(archive, to.view());
        const net::Mark mark = local::mark_of_archive(archive);
        local::make_journal_after(mark, to.journal());
        copy_secret(from.key(), to.key());
        copy_secret(from.owner_code(), to.owner_code());
        fs::rename(draft, folder);
        local::sync_folder_of(folder);
        return mark;
    } catch (...) {
        fs::remove_all(draft, error);
        throw;
    }
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
                row = {{"folder", local::shown(folder)}, {"entry", mark.position.value}};
            } catch (const std::exception& error) {
                failure = "The backup could not be made: " + std::string(error.what());
            }
            return [reply, row, failure] {
                if (failure.empty()) reply.row(row);
                reply.end(failure);
            };
        });
}

void copy_blobs(const fs::path& from, const fs::path& to) {
    if (!fs::is_directory(from)) return;
    fs::create_directory(to);
    keep_to_owner(to);
    for (const auto& group : fs::directory_iterator(from)) {
        if (group.path().filename() == uploads) continue;
        fs::copy(group.path(), to / group.path().filename(), fs::copy_options::recursive);
    }
}

}  // namespace crosstalk::server
