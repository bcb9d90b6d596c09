// The folder that holds everything a server keeps, and what lies where in it.
#pragma once

#include <filesystem>

namespace crosstalk::server {

struct DataFolder {
    std::filesystem::path path;

    [[nodiscard]] std::filesystem::path key() const { return path / "server-key.pem"; }
    [[nodiscard]] std::filesystem::path journal() const { return path / "journal.db"; }
    [[nodiscard]] std::filesystem::path view() const { return path / "view.db"; }
    [[nodiscard]] std::filesystem::path files() const { return path / "files"; }
    [[nodiscard]] std::filesystem::path snapshots() const { return path / "snapshots"; }
    [[nodiscard]] std::filesystem::path join() const { return path / "join.txt"; }
    // What the operator has written; no server ever writes it.
    [[nodiscard]] std::filesystem::path settings() const { return path / "server.toml"; }
    [[nodiscard]] std::filesystem::path log() const { return path / "server.log"; }
    // The code that makes its holder the owner, while one is valid; and one that becomes valid at the next start.
    [[nodiscard]] std::filesystem::path owner_code() const { return path / "owner-code.txt"; }
    [[nodiscard]] std::filesystem::path next_owner_code() const { return path / "owner-code-next.txt"; }
    // There from the moment a purge is carried out until nothing of the purged text is left in any file.
    [[nodiscard]] std::filesystem::path purge_mark() const { return path / "purge-unfinished"; }

    // Somebody has run a server here.
    [[nodiscard]] bool is_in_use() const;
};

// Makes it, for its owner alone, unless it is there, and sees whether it can be written. Throws std::runtime_error with a text for people.
void make_data_folder(const DataFolder& folder);

}  // namespace crosstalk::server
