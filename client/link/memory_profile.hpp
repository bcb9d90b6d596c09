// The profile that lives in memory: for tests, and for bots that want to leave nothing behind.
#pragma once

#include <optional>

#include "client/link/profile.hpp"

namespace crosstalk::link {

class MemoryProfile final : public Profile {
  public:
    explicit MemoryProfile(const transport::FillRandom& random)
        : key_(transport::DeviceKey::generate(random)) {}

    // The next change throws WriteFailed.
    void fail_next_change() { failing_ = true; }

    [[nodiscard]] const transport::DeviceKey& device_key() const override { return key_; }
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
    [[nodiscard]] std::string cache_folder() const override { return "cache"; }
    [[nodiscard]] std::string outgoing_folder() const override { return "outgoing"; }
    [[nodiscard]] std::map<std::string, std::string> settings() const override { return settings_; }
    void keep_setting(const std::string& name, const std::string& value) override;

  private:
    struct Stored {
        net::ServerKeyHash server{};
        OutboxItem item;
    };
    void change();

    transport::DeviceKey key_;
    bool failing_ = false;
    std::uint64_t last_id_ = 0;
    std::vector<model::SavedServer> servers_;
    std::map<OutboxId, Stored> outbox_;
    std::map<net::ServerKeyHash, net::Mark> journals_;
    std::map<std::pair<net::ServerKeyHash, net::RoomId>, net::ReadMark> rooms_;
    std::map<std::pair<net::ServerKeyHash, net::UserId>, std::string> ignored_;
    struct Moving {
        net::ServerKeyHash server{};
        StoredTransfer transfer;
    };
    std::uint64_t last_transfer_ = 0;
    std::map<model::TransferId, Moving> transfers_;
    std::map<std::string, std::string> settings_;
};

}  // namespace crosstalk::link
