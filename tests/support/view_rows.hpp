// The rows of a view as plain maps, and its questions in their simplest form: what every view is compared with.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "server/ports/view.hpp"

namespace crosstalk::testing {

struct ViewRows {
    struct ReactionKind {
        std::string emoji;
        std::vector<net::UserId> users;  // in the order in which they set it
    };
    struct StoredMessage {
        hub::MessageRow row;
        net::Timestamp edited_at;
        bool deleted = false;
        std::vector<net::FormerText> former;  // the oldest first
        std::vector<ReactionKind> reactions;  // in order of first use
    };

    net::Mark mark;
    net::Timestamp at;
    std::uint32_t rules = 1;
    hub::LimitsRow limits;
    hub::ServerRow server;
    std::map<net::UserId, hub::UserRow> users;
    std::map<net::DeviceId, hub::DeviceRow> devices;
    std::map<net::RoomId, hub::RoomRow> rooms;
    std::map<std::pair<net::RoomId, net::UserId>, hub::MemberRow> members;
    std::map<std::pair<net::RoomId, net::UserId>, hub::MarkRow> marks;
    std::map<std::pair<net::RoomId, net::UserId>, hub::BanRow> bans;
    std::map<net::InviteId, hub::InviteRow> invites;
    std::map<std::pair<net::RoomId, net::MessageId>, hub::PinRow> pins;
    std::map<net::UploadId, hub::UploadRow> uploads;
    std::map<std::tuple<net::DeviceId, net::RunId, net::CommandNumber>, hub::ResultRow> results;
    std::map<net::RoomId, std::map<net::Sequence, StoredMessage>> messages;
    std::map<net::MessageId, std::pair<net::RoomId, net::Sequence>> places;  // of every message
    std::map<net::Position, hub::AuditRow> audit_trail;
    std::map<net::MessageId, hub::GameRow> games;  // of messages that are not gone
    std::map<std::pair<net::UserId, net::GameKind>, hub::RatingRow> ratings;

    void apply(const hub::AppliedEntry& entry);
    [[nodiscard]] hub::Snapshot snapshot() const;

    [[nodiscard]] ports::Rows rows_above(const ports::RowsAbove& query) const;
    [[nodiscard]] ports::Page page(const ports::PageQuery& query) const;
    [[nodiscard]] std::optional<ports::MessageFacts> message_facts(net::RoomId room, net::MessageId message,
                                                                   net::UserId asker = {}) const;
    [[nodiscard]] std::vector<net::Message> messages_of(net::RoomId room,
                                                        const std::vector<net::MessageId>& ids,
                                                        net::UserId reader) const;
    [[nodiscard]] net::SearchPage search(const ports::SearchQuery& query) const;
    [[nodiscard]] std::vector<net::FormerText> former_texts(net::RoomId room, net::MessageId message) const;
    [[nodiscard]] std::optional<net::File> file(net::RoomId room, net::MessageId message,
                                                std::uint32_t index) const;
    [[nodiscard]] std::optional<net::GameFound> game(net::RoomId room, net::MessageId message) const;
    [[nodiscard]] net::GamesPage games_of(const ports::GamesQuery& query) const;
    [[nodiscard]] ports::FileUsage file_usage(net::UserId user) const;
    [[nodiscard]] std::vector<net::Digest> stored_files() const;
    [[nodiscard]] std::vector<ports::MarkAfterPurge> marks_after_purge(net::RoomId room) const;
    [[nodiscard]] net::AuditPage audit(net::RoomId room, net::Position before) const;

    // The message as a reader is shown it, with the names of now.
    [[nodiscard]] net::Message message(const StoredMessage& stored, net::UserId reader) const;
    [[nodiscard]] net::UserRef ref(net::UserId user) const;
    [[nodiscard]] net::UserRef ref_or_none(net::UserId user) const;
    // nullptr if the room has no such message, or no more.
    [[nodiscard]] const StoredMessage* find(net::RoomId room, net::MessageId message) const;
    [[nodiscard]] StoredMessage* find(net::RoomId room, net::MessageId message);
};

}  // namespace crosstalk::testing
