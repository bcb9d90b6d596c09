#include "client/model/room.hpp"

#include <algorithm>
#include <iterator>

namespace crosstalk::model {

namespace {

bool is_before(const net::Message& message, net::Sequence sequence) {
    return message.sequence < sequence;
}

}  // namespace

net::PostCount Room::posts_at(net::Sequence sequence) const {
    const auto newer = std::lower_bound(messages.begin(), messages.end(), sequence.next(), is_before);
    const auto count = static_cast<std::uint64_t>(std::distance(newer, messages.end()));
    return {posts.value > count ? posts.value - count : 0};
}

const net::Message* Room::message(net::Sequence sequence) const {
    const auto found = std::lower_bound(messages.begin(), messages.end(), sequence, is_before);
    return found != messages.end() && found->sequence == sequence ? &*found : nullptr;
}

void Room::forget_past() {
    messages.clear();
    notices.clear();
    loaded_from = {};
    head = {};
    posts = {};
    read = {};
    older_refused.clear();
}

void Room::take(const net::RoomSummary& summary) {
    name = summary.name;
    kind = summary.kind;
    posts = std::max(posts, summary.posts);
}

void Room::put(const net::Message& message) {
    const auto place = std::lower_bound(messages.begin(), messages.end(), message.sequence, is_before);
    if (place == messages.end() || place->sequence != message.sequence) {
        messages.insert(place, message);
    } else if (place->revision < message.revision) {
        *place = message;
    }
}

void Room::sync(const net::RoomState& state) {
    take(state.room);
    // What is known would no longer be contiguous: the newest part is what counts, the rest comes by LoadOlder.
    if (!loaded_from || state.from > head.next()) {
        messages.clear();
        notices.clear();
        loaded_from = std::max(state.from, net::Sequence{1});
    }
    for (const net::Message& message : state.messages) {
        if (message.sequence >= loaded_from && message.sequence <= state.room.head) put(message);
    }
    head = std::max(head, state.room.head);
    keep_within_bounds();
}

void Room::append(const MissedMessages& missed) {
    if (missed.through <= head) return;
    // The first part begins behind what had been read when the program started.
    if (!loaded_from) loaded_from = std::max(head, read.sequence).next();
    for (const net::Message& message : missed.messages) {
        if (message.sequence > head && message.sequence <= missed.through) put(message);
    }
    head = missed.through;
    keep_within_bounds();
}

void Room::prepend(const net::HistoryPage& page) {
    if (!loaded_from || page.from >= loaded_from || page.before < loaded_from) return;
    for (const net::Message& message : page.messages) {
        if (message.sequence >= page.from && message.sequence < loaded_from) put(message);
    }
    loaded_from = std::max(page.from, net::Sequence{1});
}

void Room::happen(const net::Event& event) {
    if (!loaded_from || event.sequence != head.next()) return;
    head = event.sequence;
    posts = std::max(posts, event.posts);
    if (const auto* posted = std::get_if<net::MessagePosted>(&event.fact)) {
        put({.id = posted->id,
             .sequence = event.sequence,
             .revision = event.sequence,
             .author = posted->author,
             .at = event.at,
             .text = posted->text});
        keep_within_bounds();
    } else if (const auto* joined = std::get_if<net::MemberJoined>(&event.fact)) {
        note({joined->user, Notice::Kind::Joined}, event.at);
        if (members_state != MembersState::NotLoaded && members.size() < max_members_in_memory) {
            // Whoever acts is here; a user somebody else brought in is corrected by the next Presence.
            members.try_emplace(joined->user.id,
                                net::MemberPresence{joined->user, net::PresenceState::Online});
        }
    } else if (const auto* left = std::get_if<net::MemberLeft>(&event.fact)) {
        note({left->user, Notice::Kind::Left}, event.at);
        members.erase(left->user.id);
        arriving_members_.erase(left->user.id);
    }
}

void Room::take_members(const net::MembersPage& page) {
    if (!page.after) arriving_members_.clear();
    for (const net::MemberPresence& member : page.members) {
        if (arriving_members_.size() >= max_members_in_memory) break;
        arriving_members_.insert_or_assign(member.user.id, member);
    }
    const bool is_full = arriving_members_.size() >= max_members_in_memory;
    if (!page.last && !is_full) return;
    members = std::exchange(arriving_members_, {});
    members_state = MembersState::Loaded;
    members_complete = page.last;
}

void Room::change_presence(const net::Presence& presence, net::Timestamp at, net::UserId me) {
    for (const net::MemberPresence& change : presence.changes) {
        const auto known = members.find(change.user.id);
        const bool is_news = known == members.end() || known->second.state != change.state;
        if (known != members.end()) {
            known->second = change;
        } else if (members_state != MembersState::NotLoaded && members.size() < max_members_in_memory) {
            members.emplace(change.user.id, change);
        }
        if (const auto arriving = arriving_members_.find(change.user.id);
            arriving != arriving_members_.end()) {
            arriving->second = change;
        }
        if (change.user.id == me || !is_news) continue;
        const bool came = change.state == net::PresenceState::Online;
        note({change.user, came ? Notice::Kind::CameOnline : Notice::Kind::WentOffline}, at);
    }
}

void Room::lose_contact() {
    if (members_state == MembersState::Loaded) members_state = MembersState::Stale;
    arriving_members_.clear();
    older_refused.clear();
}

void Room::note(Notice::Change change, net::Timestamp at) {
    const net::Sequence newest = messages.empty() ? net::Sequence{} : messages.back().sequence;
    if (notices.empty() || notices.back().after != newest)
        notices.push_back({.after = newest, .at = at, .changes = {}});
    Notice& notice = notices.back();
    notice.at = at;
    std::erase_if(notice.changes, [&](const Notice::Change& old) { return old.user.id == change.user.id; });
    if (notice.changes.size() < max_notices) notice.changes.push_back(std::move(change));
    if (notices.size() > max_notices) notices.pop_front();
}

void Room::keep_within_bounds() {
    if (messages.size() <= max_messages_in_memory) return;
    const auto surplus = static_cast<std::ptrdiff_t>(messages.size() - max_messages_in_memory);
    loaded_from = messages[static_cast<std::size_t>(surplus) - 1].sequence.next();
    messages.erase(messages.begin(), messages.begin() + surplus);
    while (!notices.empty() && notices.front().after < loaded_from && notices.front().after.value != 0) {
        notices.pop_front();
    }
}

}  // namespace crosstalk::model
