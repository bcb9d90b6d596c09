// What hangs out for people and scripts while a server runs: join.txt and the ready file, kept true.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "net/transport/address.hpp"
#include "net/transport/credentials/passkey.hpp"
#include "server/app/announcement.hpp"
#include "server/app/data_folder.hpp"

namespace crosstalk::server {

// Thread: the loop's; blocks on the disk. Throws CredentialError with a text for people.
class Noticeboard {
  public:
    // `folder` must outlive it.
    Noticeboard(const DataFolder& folder, std::optional<std::filesystem::path> ready_file);

    void put_up(Announcement announcement);

    // No effect before put_up(). A ready file that was taken away stays away.
    void server_renamed(const std::string& name);
    // Not empty; join code and invite lead to the first.
    void addresses_changed(const std::vector<transport::Address>& addresses);
    // The passkey is this one from now on; the invite is worth nothing.
    void passkey_rotated(const transport::Passkey& passkey);
    // The owner code is worth nothing any more; this one is valid instead, if it was replaced.
    void owner_code_ended(const std::optional<transport::Passkey>& replacement);

    [[nodiscard]] const std::optional<Announcement>& announcement() const { return announcement_; }

  private:
    void write_join_file() const;
    // Unless somebody took it away.
    void write_ready_file_again() const;
    void write_ready_file() const;

    const DataFolder& folder_;
    std::optional<std::filesystem::path> ready_file_;
    std::optional<Announcement> announcement_;
};

}  // namespace crosstalk::server
