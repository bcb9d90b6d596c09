#include "server/local/view_removal.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "server/local/view_rows.hpp"
#include "server/local/wiping.hpp"

namespace crosstalk::local {
namespace {

constexpr int messages_at_once = 200;
constexpr int index_pages_at_once = 64;             // of 4 KB, written
constexpr std::int64_t wiped_pages_at_once = 1024;  // of 4 KiB, read
constexpr int rest_per_cost = 100;
constexpr std::chrono::seconds least_rest{1};

// No room gets that far.
constexpr net::Sequence everything{static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())};

}  // namespace

void Removal::load() {
    Query rooms = database_.query("SELECT room, through FROM removals");
    while (rooms.step())
        rooms_.emplace(rooms.value<net::RoomId>(0), rooms.value<net::Sequence>(1));
    stale_ = database_.integer("SELECT stale_index FROM state") != 0;
}

void Removal::remove(net::RoomId room, net::Sequence through) {
    net::Sequence& gone = rooms_[room];
    if (through <= gone) return;
    gone = through;
    database_.run("INSERT OR REPLACE INTO removals VALUES (?, ?)", room, through);
}

void Removal::remove_room(net::RoomId room) {
    remove(room, everything);
}

void Removal::index_is_stale() {
    if (std::exchange(stale_, true) || task_ != Task::None) return;
    database_.run("UPDATE state SET stale_index = 1");
}

net::Sequence Removal::gone_through(net::RoomId room) const {
    const auto found = rooms_.find(room);
    return found == rooms_.end() ? net::Sequence{} : found->second;
}

std::optional<Removal::Clock::time_point> Removal::due() const {
    if (!rooms_.empty() || task_ != Task::None) return Clock::time_point::min();
    if (stale_) return hurried_ ? Clock::time_point::min() : merge_due_;
    return std::nullopt;
}

void Removal::step() {
    if (!rooms_.empty()) return remove_some(rooms_.begin()->first, rooms_.begin()->second);
    const auto begin = Clock::now();
    switch (task_) {
        case Task::None:
            begin_merge();
            break;
        case Task::Merge:
            go_on_merging();
            break;
        case Task::Wipe:
            wipe();
            break;
    }
    const auto end = Clock::now();
    cost_ += end - begin;
    if (task_ == Task::None) merge_due_ = end + std::max<Clock::duration>(cost_ * rest_per_cost, least_rest);
}

void Removal::remove_some(net::RoomId room, net::Sequence through) {
    struct Gone {
        net::MessageId id;
        net::Sequence sequence;
        bool was_changed = false;
        bool had_files = false;
        bool was_game = false;
    };
    Transaction transaction(database_);
    std::vector<Gone> gone;
    {
        Query messages = database_.query(
            "SELECT id, sequence, revision > sequence, deleted, author, has_link, files, has_picture, text, "
            "game"
            "  FROM messages WHERE room = ? AND sequence <= ? ORDER BY sequence LIMIT ?");
        messages.bind(room, through, messages_at_once);
        while (messages.step()) {
            const Holds holds{messages.integer(5) != 0, messages.integer(6) != 0, messages.integer(7) != 0};
            gone.push_back({messages.value<net::MessageId>(0), messages.value<net::Sequence>(1),
                            messages.integer(2) != 0, holds.files, messages.integer(9) != 0});
            if (messages.integer(3) != 0) continue;  // a stub is not in the index
            const Gone& message = gone.back();
            std::vector<net::File> files;
            if (holds.files) files = files_of(database_, room, message.sequence);
            unindex(database_, message.id,
                    {room, messages.value<net::UserId>(4), holds, searched_text(messages.text(8), files)});
        }
    }
    for (const Gone& message : gone) {
        database_.run("DELETE FROM messages WHERE id = ?", message.id);
        if (message.had_files)
            database_.run("DELETE FROM message_files WHERE room = ? AND sequence = ?", room,
                          message.sequence);
        if (message.was_game) database_.run("DELETE FROM games WHERE message = ?", message.id);
        if (!message.was_changed) continue;
        database_.run("DELETE FROM former_texts WHERE message = ?", message.id);
        database_.run("DELETE FROM reactions WHERE message = ?", message.id);
    }
    if (!gone.empty()) index_is_stale();
    const bool last = gone.size() < messages_at_once;
    if (last) database_.run("DELETE FROM removals WHERE room = ?", room);
    transaction.commit();
    if (!last) return;
    rooms_.erase(room);
    hurry();
}

// https://www.sqlite.org/fts5.html#the_merge_command: a negative number begins to merge the whole index, positive ones go on
// until nothing changes. A word that nothing holds is left behind by the merge.
void Removal::begin_merge() {
    Transaction transaction(database_);
    database_.run("INSERT INTO search(search, rank) VALUES ('merge', ?)", -index_pages_at_once);
    transaction.commit();
    task_ = Task::Merge;
    stale_ = false;
    hurried_ = false;
    cost_ = {};
}

void Removal::go_on_merging() {
    Transaction transaction(database_);
    const std::int64_t before = database_.changes();
    database_.run("INSERT INTO search(search, rank) VALUES ('merge', ?)", index_pages_at_once);
    const bool finished = database_.changes() - before < 2;
    transaction.commit();
    if (!finished) return;
    task_ = Task::Wipe;
    page_ = 1;
}

void Removal::wipe() {
    page_ = wipe_pages(database_, page_, wiped_pages_at_once);
    if (page_ != 0) return;
    task_ = Task::None;
    if (!stale_) database_.run("UPDATE state SET stale_index = 0");
}

}  // namespace crosstalk::local
