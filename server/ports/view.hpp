// Port: the archive. Keeps messages and the hub's state as rows, behind the journal by a little, and answers
// questions about what was said.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "net/events.hpp"
#include "net/ids.hpp"
#include "net/messages.hpp"
#include "server/hub/changes.hpp"

namespace crosstalk::ports {

// Everywhere below: messages come as at most net::max_page_rows and net::max_page_bytes, each by net::wire_size() (but
// at least one), `limit` is held within 1 and net::max_page_rows, and `reader` is whose own reactions are named
// before those of others.

// What changed above `have`: the newest messages (by sequence) with revision > have, ascending by sequence.
struct RowsAbove {
    net::RoomId room;
    net::Sequence have;
    std::size_t limit = net::max_page_rows;
    net::UserId reader;
};
struct Rows {
    net::Mark mark;      // the view's when it answered
    net::RoomId room;    // 0: there is none
    net::Sequence head;  // of the room, at that mark
    net::PostCount posts;
    net::MentionCount mentions;  // of the reader, ever
    // Complete from here on. have + 1 if nothing is missing; if anything is, above that, even when only changes
    // of messages up to `have` are: the asker must know that what it has below `from` may be stale.
    net::Sequence from;
    std::vector<net::Message> messages;
};

// The newest messages below `before`, or the oldest above `after`, or those around the first one said at or after `at`
// (from above and below in turn). One of the three is given; none: the newest of all.
struct PageQuery {
    net::RoomId room;
    net::Sequence before;
    net::Sequence after;
    net::Timestamp at;
    std::size_t limit = net::max_page_rows;
    net::UserId reader;
};
struct Page {
    net::Sequence from;     // complete from here; 1 when the beginning was reached
    net::Sequence through;  // up to here; the room's head when the end was reached
    bool at_end = false;
    std::vector<net::Message> messages;  // ascending
};

// What of a message never changes. Nothing for one that is unknown, in another room, deleted or purged.
struct MessageFacts {
    net::Sequence sequence;
    net::UserId author;
    net::Timestamp at;
    std::vector<std::string> reactions;      // each emoji that somebody has set
    std::vector<std::string> own_reactions;  // those of the asker among them
    std::uint32_t files = 0;                 // how many it carries
    bool is_game = false;
    friend bool operator==(const MessageFacts&, const MessageFacts&) = default;
};

// What files take on the server: those of messages that are not deleted, and pictures of users. Uploads are the hub's.
struct FileUsage {
    std::uint64_t user_bytes = 0;
    std::uint64_t all_bytes = 0;
    friend bool operator==(const FileUsage&, const FileUsage&) = default;
};

// How far a member's mark must be at least after a purge, so that it counts as unread only what is left.
struct MarkAfterPurge {
    net::UserId user;
    net::PostCount posts;
    net::MentionCount mentions;
    friend bool operator==(const MarkAfterPurge&, const MarkAfterPurge&) = default;
};

// As net::Search, but the rooms are those that the asker may see: an empty list finds nothing. Whoever puts in no words (or
// blanks) finds every message that fits the rest; deleted ones are never found. From `since` on, and before `until`. At
// most net::max_rows_per_frame hits and net::max_page_bytes of them, the newest first; with Relevance and words the best
// of the newest 2,000 first, and `next` goes on below all that were compared.
struct SearchQuery {
    std::string words;
    std::vector<net::RoomId> rooms;
    std::vector<net::UserId> from;
    net::Has has = net::Has::Anything;
    net::Timestamp since;
    net::Timestamp until;
    net::SearchOrder order = net::SearchOrder::Newest;
    net::MessageId before;
    std::size_t limit = 50;
};

// Games of these rooms, the newest first, below `before` (0: from the newest on): those that run or wait for an answer, or
// those that are over; of one player, or of anybody. At most net::max_rows_per_frame and net::max_page_bytes. Of those of the
// phase at most `games_compared` are looked at: then `next` goes on, perhaps behind an empty page.
struct GamesQuery {
    std::vector<net::RoomId> rooms;  // that the asker may see
    net::UserId player;              // 0: of anybody
    net::GamePhase phase = net::GamePhase::Running;
    net::MessageId before;
};
inline constexpr std::size_t games_compared = 1'000;

// Contract, kept by every implementation and checked by the conformance suite. Thread: the loop's; calls back
// on it, never inside the call.
// - apply() takes entries in order of position without gaps; each entry becomes visible as a whole, with its
//   mark.
// - Time never goes back: an entry is as late as the one before it or later, and its messages are as late as it.
// - Every entry that load() returned the effects of, and no later one, is stored; a crash loses only a
//   suffix.
// - A query waits until the entry `at_least` is visible. Answers come in any order. Rooms that do not exist
//   give empty answers. Names of users are those they have at the answer's mark.
// - What was purged, dissolved or deleted is in no answer, and soon in no file: its text is overwritten.
// - After an error the view fails once, for good; queries in flight are not answered.
class View {
  public:
    virtual ~View() = default;

    // Once, before anything else: the state the hub starts from.
    virtual hub::Snapshot load() = 0;
    virtual void on_failure(std::function<void(std::string reason)> failed) = 0;

    virtual void apply(std::vector<hub::AppliedEntry> entries) = 0;
    // Newest entry that is stored; lags behind what apply() was given.
    [[nodiscard]] virtual net::Position applied() const = 0;
    // Newest entry that no crash takes back; lags behind applied(), by much while it is busy.
    [[nodiscard]] virtual net::Position durable() const = 0;

    virtual void rows_above(RowsAbove query, net::Position at_least, std::function<void(Rows)> answer) = 0;
    virtual void page(PageQuery query, net::Position at_least, std::function<void(Page)> answer) = 0;
    virtual void message_facts(net::RoomId room, net::MessageId message, net::UserId asker,
                               net::Position at_least,
                               std::function<void(std::optional<MessageFacts>)> answer) = 0;
    // Those of the messages that are still in the room, stubs too, in the order asked for; fewer if they would not fit.
    virtual void messages(net::RoomId room, std::vector<net::MessageId> ids, net::UserId reader,
                          net::Position at_least, std::function<void(std::vector<net::Message>)> answer) = 0;
    virtual void search(SearchQuery query, net::Position at_least,
                        std::function<void(net::SearchPage)> answer) = 0;
    // The newest first; as many as fit.
    virtual void former_texts(net::RoomId room, net::MessageId message, net::Position at_least,
                              std::function<void(std::vector<net::FormerText>)> answer) = 0;
    // One file of a message; nothing if the message is unknown, in another room, deleted or purged, or has fewer.
    virtual void file(net::RoomId room, net::MessageId message, std::uint32_t index, net::Position at_least,
                      std::function<void(std::optional<net::File>)> answer) = 0;
    // The whole record of a message's game; nothing if it is unknown, in another room, deleted or purged, or no game.
    virtual void game(net::RoomId room, net::MessageId message, net::Position at_least,
                      std::function<void(std::optional<net::GameFound>)> answer) = 0;
    // `room` of the page is left to whoever asked.
    virtual void games(GamesQuery query, net::Position at_least,
                       std::function<void(net::GamesPage)> answer) = 0;
    virtual void file_usage(net::UserId user, net::Position at_least,
                            std::function<void(FileUsage)> answer) = 0;
    // The hashes of all files of messages and of all pictures, each once, ascending.
    virtual void stored_files(net::Position at_least,
                              std::function<void(std::vector<net::Digest>)> answer) = 0;
    // Of each member whose mark counts purged posts as unread, in order of user.
    virtual void marks_after_purge(net::RoomId room, net::Position at_least,
                                   std::function<void(std::vector<MarkAfterPurge>)> answer) = 0;
    // The newest first, below `before` (0: from the newest on); of one room, or of all if it is the lobby.
    virtual void audit(net::RoomId room, net::Position before, net::Position at_least,
                       std::function<void(net::AuditPage)> answer) = 0;
};

}  // namespace crosstalk::ports
