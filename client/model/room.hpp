// One room as this client knows it: a contiguous range of messages up to the newest, perhaps a second one further back, who
// is there, what is unread. Changed only by the model.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "client/model/link_event.hpp"
#include "client/model/notice.hpp"
#include "client/model/past.hpp"
#include "net/messages.hpp"

namespace crosstalk::model {

// Beyond these the oldest go.
inline constexpr std::size_t max_notices = 1'000;
inline constexpr std::size_t max_changes_per_notice = 100;
inline constexpr std::size_t max_members_in_memory = 10'000;
inline constexpr std::size_t max_progress_in_memory = 200;
// Somebody who is writing says so every 3 s.
inline constexpr net::Milliseconds typing_span{6'000};
// Everybody is back by then after a restart of the server: a little more than the longest pause between two attempts.
inline constexpr net::Milliseconds reunion_span{45'000};

// How far one's own message has got.
enum class Delivery : std::uint8_t {
    Sent,       // the server has it for good
    Delivered,  // it has reached somebody
    Read,       // somebody has read it
};

struct Typist {
    net::UserRef user;
    net::Timestamp until;
};

struct Room {
    net::RoomId id;
    std::string name;  // of a direct room, the name of the other one
    net::RoomKind kind = net::RoomKind::Public;
    std::string topic;
    net::Posters posters = net::Posters::Everyone;
    std::uint32_t slow_mode_s = 0;  // seconds between two posts of one member; 0: off
    bool locked = false;            // a passkey opens it
    std::uint32_t member_count = 0;
    net::Timestamp last_at;        // of the newest post, or of its making
    net::Timestamp purged_before;  // nothing that was said before is left

    net::UserRef peer;                   // the other one of a direct room
    net::Role role = net::Role::Member;  // one's own
    net::Timestamp own_mute;             // one may not write until then; see Model::muted_until
    net::PostCount posts;                // all that ever were
    net::MentionCount mentions;          // of oneself, all that ever were
    net::ReadMark read;                  // never goes back

    // Ascending by sequence. Every message with a sequence from loaded_from to head is here, none other.
    Messages messages;
    net::Sequence loaded_from;  // 0 = nothing loaded yet; 1 = the room's beginning is here
    net::Sequence head;         // what is known of the room reaches up to here
    net::Sequence told_head;    // the newest place that the server has told of; perhaps above head

    // Where somebody jumped to; it lies wholly below loaded_from. Gone as soon as it meets the tail, which it joins.
    std::optional<Past> past;
    // Where the last jump has arrived: the message or the one behind the place; 0 if there is none. Rises by one each time.
    net::Sequence landed_at;
    std::uint64_t landings = 0;

    std::deque<Notice> notices;  // ascending by `after`, then by time

    // By id. The presence of members is as of the last word of the server; Offline makes it Stale.
    enum class MembersState : std::uint8_t { NotLoaded, Loaded, Stale };
    std::map<net::UserId, net::Member> members;
    MembersState members_state = MembersState::NotLoaded;
    bool members_complete = true;       // false: there are more than max_members_in_memory
    std::uint64_t people_revision = 0;  // rises whenever a member comes, goes or another name or card

    // Without oneself and those one ignores. Model::tick() takes away who has stopped.
    std::map<net::UserId, Typist> typing;
    // How far others are; told of rooms that are not public, and small.
    std::map<net::UserId, net::UserProgress> progress;

    // Set when the server would not give the page; cleared when the connection ends.
    std::string older_refused;
    std::string newer_refused;  // of the past
    std::string jump_refused;

    // Worth a LoadOlder when somebody scrolls to the top of the tail. At max_messages_in_memory: JumpTo.
    [[nodiscard]] bool has_older() const {
        return loaded_from.value > 1 && older_refused.empty() && messages.size() < max_messages_in_memory;
    }
    // Posts and mentions of oneself behind the read mark; those of ignored people do not count as far as they are loaded.
    [[nodiscard]] std::uint64_t unread() const;
    [[nodiscard]] std::uint64_t unread_mentions() const;
    // For MarkRead: what the mark is when everything up to `sequence` has been read. Known in the tail, and in the past as
    // far as it goes on from the present mark; elsewhere it is the present one.
    [[nodiscard]] net::ReadMark mark_at(net::Sequence sequence) const;
    // In the tail or in the past; null if it is in neither. Logarithmic.
    [[nodiscard]] const net::Message* message(net::Sequence sequence) const;
    [[nodiscard]] Delivery delivery_of(const net::Message& message) const;

  private:
    friend class Model;

    [[nodiscard]] net::ReadMark mark_from_the_end(net::Sequence sequence) const;
    [[nodiscard]] net::ReadMark mark_from_the_last(net::Sequence sequence, const Messages& between) const;

    void forget_past();
    void take(const net::RoomSummary& summary);
    void take(const net::MyRoom& mine);
    void take(const net::RoomCounts& counts);
    void take(const net::ReadMark& mark);
    void begin_counts(const net::MyRoom& mine);
    void sync(const net::RoomState& state);
    void append(const MissedMessages& missed);
    void take_older(const net::HistoryPage& page);
    void take_newer(const net::HistoryPage& page);
    void take_jump(const net::HistoryPage& page, net::Sequence wanted);
    void happen(const net::Event& event);
    void change_room(const net::Event& event);
    void change_people(const net::Event& event);
    void take_members(const net::MembersPage& page);
    void change_presence(const net::Presence& presence, net::Timestamp at);
    void take_progress(const net::MemberProgress& told);
    void take_typing(const TypingSeen& seen, const std::function<bool(net::UserId)>& counts);
    [[nodiscard]] bool forget_typing(net::Timestamp now);
    void lose_contact();
    void regain_contact(net::Timestamp at);
    [[nodiscard]] bool comes_back(net::UserId user, net::Timestamp at);
    [[nodiscard]] bool rename(const net::UserRef& user);
    void set_card(net::UserId user, const net::Card& card);
    void hush(const std::function<bool(net::UserId)>& is_ignored);

    void put(const net::Message& message);
    void put_past(const net::Message& message);
    void purge(net::Timestamp before);
    void drop_known();
    void join_past();
    void remove_member(net::UserId user);
    void note(Change change, net::Timestamp at);
    void keep_within_bounds();

    net::UserId me_;
    // Of people one ignores, among the loaded messages behind the read mark.
    std::uint64_t hushed_posts_ = 0;
    std::uint64_t hushed_mentions_ = 0;
    std::map<net::UserId, net::Member> arriving_members_;  // pages so far; replaces members at the last
    // Who was here when the connection was lost and has not been told of since; until reunion_span is over.
    std::set<net::UserId> awaited_;
    net::Timestamp regained_at_;  // 0: the connection was never lost
};

}  // namespace crosstalk::model
