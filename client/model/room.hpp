// One room as this client knows it: a contiguous range of messages up to the newest, who is there, what is
// unread. Changed only by the model.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "client/model/link_event.hpp"
#include "net/messages.hpp"

namespace crosstalk::model {

// Beyond these the oldest go.
inline constexpr std::size_t max_messages_in_memory = 20'000;
inline constexpr std::size_t max_notices = 1'000;
inline constexpr std::size_t max_members_in_memory = 10'000;

// Who came and who went between two messages, collapsed: of each user only the last change counts.
struct Notice {
    enum class Kind : std::uint8_t { CameOnline, WentOffline, Joined, Left };
    struct Change {
        net::UserRef user;
        Kind kind{};
        friend bool operator==(const Change&, const Change&) = default;
    };

    net::Sequence after;  // to be shown behind the message of this place, or the last one before it
    net::Timestamp at;    // of the last change
    std::vector<Change> changes;
};

struct Room {
    net::RoomId id;
    std::string name;
    net::RoomKind kind = net::RoomKind::Public;
    net::PostCount posts;
    ReadMark read;

    // Ascending by sequence. Every message with a sequence from loaded_from to head is here, none other.
    std::deque<net::Message> messages;
    net::Sequence loaded_from;  // 0 = nothing loaded yet; 1 = the room's beginning is here
    net::Sequence head;         // what is known of the room reaches up to here

    std::deque<Notice> notices;  // ascending by `after`, then by time

    // By id. The presence of members is as of the last word of the server; Offline makes it Stale.
    enum class MembersState : std::uint8_t { NotLoaded, Loaded, Stale };
    std::map<net::UserId, net::MemberPresence> members;
    MembersState members_state = MembersState::NotLoaded;
    bool members_complete = true;  // false: there are more than max_members_in_memory

    // Set when the server would not give older messages; cleared at the next Online.
    std::string older_refused;

    // Worth a LoadOlder when somebody scrolls to the top.
    [[nodiscard]] bool has_older() const {
        return loaded_from.value > 1 && older_refused.empty() && messages.size() < max_messages_in_memory;
    }
    [[nodiscard]] std::uint64_t unread() const {
        return posts.value > read.posts.value ? posts.value - read.posts.value : 0;
    }
    // How many posts the room had had when the loaded `sequence` was its newest: for MarkRead.
    [[nodiscard]] net::PostCount posts_at(net::Sequence sequence) const;
    // Null if it is not loaded. Logarithmic.
    [[nodiscard]] const net::Message* message(net::Sequence sequence) const;

  private:
    friend class Model;

    void forget_past();
    void take(const net::RoomSummary& summary);
    void sync(const net::RoomState& state);
    void append(const MissedMessages& missed);
    void prepend(const net::HistoryPage& page);
    void happen(const net::Event& event);
    void take_members(const net::MembersPage& page);
    void change_presence(const net::Presence& presence, net::Timestamp at, net::UserId me);
    void lose_contact();

    void put(const net::Message& message);
    void note(Notice::Change change, net::Timestamp at);
    void keep_within_bounds();

    std::map<net::UserId, net::MemberPresence>
        arriving_members_;  // pages so far; replaces members at the last
};

}  // namespace crosstalk::model
