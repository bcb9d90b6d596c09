// A profile in a folder of its own, used by one program at a time:
//
//   identity.key   the device's key (net/transport/credentials/device_key.hpp), 0600
//   settings.toml  settings, to be read and changed by people too (client/link/settings_file.hpp), 0600
//   profile.db     SQLite, 0600: pinned servers, outbox, marks, transfers, ignored people, and of the settings those whose
//                  names begin with "kept.", which are none of people's; locked while it is in use
//   cache/         previews, each named by its SHA-256
//   outgoing/      files that were made to be sent (pasted pictures, smaller copies), until they are
//   profile-N.db   what profile.db was before a newer program made it one of the next schema; nobody reads it
#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "client/link/profile.hpp"
#include "client/link/settings_file.hpp"

namespace crosstalk::link {

// Thread: one at a time; every call blocks on the disk.
class FileProfile final : public Profile {
  public:
    // Makes folder (0700) and files where there are none. ProfileError: InUse when another program has it,
    // NewerSchema when a newer program wrote it, Unreadable for everything else; nothing is changed then.
    FileProfile(const std::filesystem::path& folder, const transport::FillRandom& random);
    ~FileProfile() override;

    // For the log: set when other accounts of the machine may read the identity.
    [[nodiscard]] const std::optional<std::string>& warning() const;

    [[nodiscard]] const transport::DeviceKey& device_key() const override;
    [[nodiscard]] std::vector<model::SavedServer> servers() const override;
    void save_server(const model::SavedServer& server) override;
    void forget_server(const net::ServerKeyHash& server) override;
    [[nodiscard]] std::vector<OutboxItem> outbox(const net::ServerKeyHash& server) const override;
    void add(const net::ServerKeyHash& server, std::span<OutboxItem> items) override;
    void renumber(std::span<const OutboxItem> items) override;
    void answer(std::span<const OutboxItem> items) override;
    void remove(std::span<const OutboxId> items) override;
    [[nodiscard]] Marks marks(const net::ServerKeyHash& server) const override;
    void keep_marks(const net::ServerKeyHash& server, const Marks& marks) override;
    void forget_marks(const net::ServerKeyHash& server) override;
    [[nodiscard]] std::vector<net::UserRef> ignored(const net::ServerKeyHash& server) const override;
    void ignore(const net::ServerKeyHash& server, const net::UserRef& user) override;
    void unignore(const net::ServerKeyHash& server, net::UserId user) override;
    [[nodiscard]] std::vector<StoredTransfer> transfers(const net::ServerKeyHash& server) const override;
    void keep_transfers(const net::ServerKeyHash& server, std::span<StoredTransfer> transfers) override;
    void forget_transfers(std::span<const model::TransferId> transfers) override;
    [[nodiscard]] std::string cache_folder() const override;
    [[nodiscard]] std::string outgoing_folder() const override;
    [[nodiscard]] std::map<std::string, std::string> settings() const override;
    void keep_setting(const std::string& name, const std::string& value) override;
    [[nodiscard]] std::optional<std::string> take_trouble() override;

  private:
    [[nodiscard]] SettingsMap stored_settings() const;
    void store_setting(const std::string& name, const std::string& value);
    void move_old_settings();

    class Database;
    std::filesystem::path folder_;
    std::unique_ptr<Database> database_;
    std::optional<transport::DeviceKey> key_;
    std::unique_ptr<SettingsFile> settings_;
    std::optional<std::string> trouble_;
};

}  // namespace crosstalk::link
