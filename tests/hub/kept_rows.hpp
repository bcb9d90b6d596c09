// What the view keeps of the hub's changes, in its simplest form: a hub made from it must equal the one that made them.
#pragma once

#include <map>
#include <tuple>
#include <utility>

#include "server/hub/changes.hpp"

namespace crosstalk::hub {

class KeptRows {
  public:
    // Throws what std::map throws when a row is removed that was never there.
    void apply(const AppliedEntry& entry);
    [[nodiscard]] Snapshot snapshot() const;

  private:
    void keep(const LimitsRow& row) { limits_ = row; }
    void keep(const ServerRow& row) { server_ = row; }
    void keep(const UserRow& row) { users_[row.id] = row; }
    void keep(const DeviceRow& row) { devices_[row.id] = row; }
    void keep(const RoomRow& row) { rooms_[row.id] = row; }
    void keep(const RoomDissolved& row);
    void keep(const MemberRow& row) { members_[{row.room, row.user}] = row; }
    void keep(const MemberRemoved& row);
    void keep(const MarkRow& row) { marks_[{row.room, row.user}] = row; }
    void keep(const BanRow& row) { bans_[{row.room, row.user}] = row; }
    void keep(const BanRemoved& row);
    void keep(const InviteRow& row) { invites_[row.id] = row; }
    void keep(const InviteRemoved& row);
    void keep(const PinRow& row) { pins_[{row.room, row.message}] = row; }
    void keep(const PinRemoved& row);
    void keep(const UploadRow& row) { uploads_[row.id] = row; }
    void keep(const UploadRemoved& row);
    void keep(const ResultRow& row);
    void keep(const RunRemoved& row);
    // What the hub is not loaded from.
    void keep(const MessageRow&) {}
    void keep(const TextChanged&) {}
    void keep(const MessageDeleted& row);
    void keep(const ReactionChanged&) {}
    void keep(const PinChanged&) {}
    void keep(const MessagesPurged& row);
    void keep(const GameRow& row);
    void keep(const GameChanged&) {}
    void keep(const RatingRow& row) { ratings_[{row.player.value, row.kind}] = row; }
    void keep(const AuditRow&) {}

    net::Mark mark_;
    net::Timestamp at_;
    std::uint32_t rules_ = 1;
    LimitsRow limits_;
    ServerRow server_;
    std::map<net::UserId, UserRow> users_;
    std::map<net::DeviceId, DeviceRow> devices_;
    std::map<net::RoomId, RoomRow> rooms_;
    std::map<std::pair<net::RoomId, net::UserId>, MemberRow> members_;
    std::map<std::pair<net::RoomId, net::UserId>, MarkRow> marks_;
    std::map<std::pair<net::RoomId, net::UserId>, BanRow> bans_;
    std::map<net::InviteId, InviteRow> invites_;
    std::map<std::pair<net::RoomId, net::MessageId>, PinRow> pins_;
    std::map<net::UploadId, UploadRow> uploads_;
    std::map<net::MessageId, GameRow> games_;
    std::map<std::pair<std::uint64_t, games::Kind>, RatingRow> ratings_;
    std::map<std::tuple<net::DeviceId, net::RunId, net::CommandNumber>, ResultRow> results_;
};

}  // namespace crosstalk::hub
