// The tables of the view: storing entries, the hub's state as it is loaded, and every question but searches, which go
// in steps (view_search.hpp). One .cpp for each of these. No threads here.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "server/local/sqlite.hpp"
#include "server/local/tokenizer.hpp"
#include "server/local/view_removal.hpp"
#include "server/ports/view.hpp"

namespace crosstalk::local {

// Thread: one at a time. Everything throws DatabaseError.
class ViewTables {
  public:
    // Opens the file or makes it.
    explicit ViewTables(const std::filesystem::path& file);
    ViewTables(const ViewTables&) = delete;
    ViewTables& operator=(const ViewTables&) = delete;

    [[nodiscard]] hub::Snapshot snapshot();
    // One transaction; of rows that are changed several times in it, only the last state is written.
    void store(std::span<const hub::AppliedEntry> entries);

    [[nodiscard]] ports::Rows rows_above(const ports::RowsAbove& query);
    [[nodiscard]] ports::Page page(const ports::PageQuery& query);
    [[nodiscard]] std::optional<ports::MessageFacts> message_facts(net::RoomId room, net::MessageId message,
                                                                   net::UserId asker);
    [[nodiscard]] std::vector<net::Message> messages(net::RoomId room, const std::vector<net::MessageId>& ids,
                                                     net::UserId reader);
    [[nodiscard]] std::vector<net::FormerText> former_texts(net::RoomId room, net::MessageId message);
    [[nodiscard]] std::optional<net::File> file(net::RoomId room, net::MessageId message,
                                                std::uint32_t index);
    [[nodiscard]] std::optional<net::GameFound> game(net::RoomId room, net::MessageId message);
    [[nodiscard]] net::GamesPage games(const ports::GamesQuery& query);
    // At once, unless a room with many files is being purged: some 100 ms per million of them.
    [[nodiscard]] ports::FileUsage file_usage(net::UserId user);
    // Reads all of them: some 1 s per million.
    [[nodiscard]] std::vector<net::Digest> stored_files();
    // A file of a message, or the picture of a user (then there is no room).
    struct NamedFile {
        net::RoomId room;
        net::Sequence sequence;
        net::UserId user;
        net::File file;
    };
    // Every one that stored_files() tells the hash of.
    void each_file(const std::function<void(const NamedFile&)>& look);
    // Counts what is left of the room: some 50 ms per million messages.
    [[nodiscard]] std::vector<ports::MarkAfterPurge> marks_after_purge(net::RoomId room);
    [[nodiscard]] net::AuditPage audit(net::RoomId room, net::Position before);

    // Compares everything with everything. Throws DatabaseError with what is wrong.
    void verify();

    [[nodiscard]] net::Mark mark() const { return mark_; }
    [[nodiscard]] Removal& removal() { return removal_; }
    [[nodiscard]] const Removal& removal() const { return removal_; }
    [[nodiscard]] const Tokenizer& tokenizer() const { return tokenizer_; }
    [[nodiscard]] Database& database() { return database_; }
    [[nodiscard]] const Database& database() const { return database_; }

  private:
    void verify_files();
    void verify_games();
    struct Head {
        net::Sequence sequence;
        net::PostCount posts;
        net::MentionCount mentions;  // that call everyone
    };
    // Nothing if there is no such room.
    [[nodiscard]] std::optional<Head> head_of(net::RoomId room);
    [[nodiscard]] net::MentionCount own_mentions(net::RoomId room, net::UserId user);
    [[nodiscard]] ports::Page page_before(const ports::PageQuery& query, Head head);
    [[nodiscard]] ports::Page page_after(const ports::PageQuery& query, Head head);
    [[nodiscard]] ports::Page page_around(const ports::PageQuery& query, Head head);

    Tokenizer tokenizer_;
    Database database_;
    net::Mark mark_;
    Removal removal_;
};

}  // namespace crosstalk::local
