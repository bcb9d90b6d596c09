// What was said in a room, and how it is set.
#include "client/model/room.hpp"

#include <algorithm>
#include <iterator>

namespace crosstalk::model {

namespace {

net::RoomSettingsSet settings_of(const Room& room) {
    return {.kind = room.kind,
            .posters = room.posters,
            .slow_mode_s = room.slow_mode_s,
            .locked = room.locked,
            .by = {}};
}

// A page begins and ends where it says, or it is none.
bool is_sound(const net::HistoryPage& page) {
    return page.from.value > 0 && page.from <= page.through;
}

bool is_inside(const net::Message& message, net::Sequence from, net::Sequence through) {
    return message.sequence >= from && message.sequence <= through;
}

}  // namespace

// --- questions

std::uint64_t Room::unread() const {
    const std::uint64_t known = read.posts.value + hushed_posts_;
    return posts.value > known ? posts.value - known : 0;
}

std::uint64_t Room::unread_mentions() const {
    const std::uint64_t known = read.mentions.value + hushed_mentions_;
    return mentions.value > known ? mentions.value - known : 0;
}

net::ReadMark Room::mark_at(net::Sequence sequence) const {
    if (sequence <= read.sequence) return read;
    const bool in_tail = loaded_from && sequence.next() >= loaded_from && sequence <= head;
    // The counts are those of told_head: only with the whole tail here is it known what is newer.
    if (in_tail && head >= told_head) return mark_from_the_end(sequence);
    if (in_tail && loaded_from <= read.sequence.next()) return mark_from_the_last(sequence, messages);
    const bool goes_on = past && past->from <= read.sequence.next() && sequence <= past->through;
    return goes_on ? mark_from_the_last(sequence, past->messages) : read;
}

// All counts less what is newer.
net::ReadMark Room::mark_from_the_end(net::Sequence sequence) const {
    net::ReadMark mark{sequence, posts, mentions};
    const auto less = [](auto& count, std::uint64_t by) {
        count.value -= std::min<std::uint64_t>(count.value, by);
    };
    for (auto newer = messages.rbegin(); newer != messages.rend() && newer->sequence > sequence; ++newer) {
        less(mark.posts, 1);
        less(mark.mentions, mentions_of(*newer, me_));
    }
    return mark;
}

// The present mark and what stands between, which is all among `between`.
net::ReadMark Room::mark_from_the_last(net::Sequence sequence, const Messages& between) const {
    net::ReadMark mark{sequence, read.posts, read.mentions};
    for (const net::Message& message : between) {
        if (message.sequence <= read.sequence) continue;
        if (message.sequence > sequence) break;
        ++mark.posts.value;
        mark.mentions.value += mentions_of(message, me_);
    }
    return mark;
}

const net::Message* Room::message(net::Sequence sequence) const {
    if (const net::Message* found = find_message(messages, sequence)) return found;
    return past ? find_message(past->messages, sequence) : nullptr;
}

Delivery Room::delivery_of(const net::Message& message) const {
    Delivery reached = Delivery::Sent;
    for (const auto& [user, how_far] : progress) {
        if (how_far.read >= message.sequence) return Delivery::Read;
        if (how_far.delivered >= message.sequence) reached = Delivery::Delivered;
    }
    return reached;
}

// --- counts and settings

void Room::forget_past() {
    drop_known();
    past.reset();
    loaded_from = {};
    head = {};
    told_head = {};
    posts = {};
    mentions = {};
    read = {};
    last_at = {};
    purged_before = {};  // what was purged may be there again
    progress.clear();
    typing.clear();
    hushed_posts_ = hushed_mentions_ = 0;
    older_refused.clear();
    newer_refused.clear();
    jump_refused.clear();
}

void Room::take(const net::RoomSummary& summary) {
    kind = summary.kind;
    name = kind == net::RoomKind::Direct ? peer.name : summary.name;
    topic = summary.topic;
    posters = summary.posters;
    slow_mode_s = summary.slow_mode_s;
    locked = summary.locked;
    member_count = summary.members;
    last_at = std::max(last_at, summary.last_at);
    told_head = std::max(told_head, summary.head);
    posts = std::max(posts, summary.posts);
    if (summary.purged_before > purged_before) purge(summary.purged_before);
}

void Room::take(const net::MyRoom& mine) {
    peer = mine.peer;
    take(mine.room);
    role = mine.role;
    own_mute = mine.muted_until;
    mentions = std::max(mentions, mine.mentions);
    take(mine.read);
}

void Room::take(const net::RoomCounts& counts) {
    told_head = std::max(told_head, counts.head);
    posts = std::max(posts, counts.posts);
    mentions = std::max(mentions, counts.mentions);
    last_at = std::max(last_at, counts.last_at);
    take(counts.read);
}

void Room::take(const net::ReadMark& mark) {
    if (mark.sequence < read.sequence) return;
    if (mark.sequence > read.sequence) {
        read = mark;
        return;
    }
    // A purge counts what it removes as read.
    read.posts = std::max(read.posts, mark.posts);
    read.mentions = std::max(read.mentions, mark.mentions);
}

void Room::begin_counts(const net::MyRoom& mine) {
    posts = mine.room.posts;
    mentions = mine.mentions;
    read = mine.read;
}

// --- the live tail

void Room::drop_known() {
    messages.clear();
    notices.clear();
    if (past) past->is_stale = true;
}

void Room::put(const net::Message& message) {
    if (message.at >= purged_before) put_message(messages, message);
}

void Room::put_past(const net::Message& message) {
    if (message.at >= purged_before) put_message(past->messages, message);
}

void Room::sync(const net::RoomState& state) {
    take(state.room);
    // What is known would no longer be contiguous, and may have changed: the newest part is what counts.
    if (!loaded_from || state.from > head.next()) {
        drop_known();
        loaded_from = std::max(state.from, net::Sequence{1});
    }
    for (const net::Message& message : state.messages) {
        if (is_inside(message, loaded_from, state.room.room.head)) {
            put(message);
        } else if (past && is_inside(message, past->from, past->through)) {
            put_past(message);
        }
    }
    head = std::max(head, state.room.room.head);
    join_past();
    keep_within_bounds();
}

void Room::append(const MissedMessages& missed) {
    if (missed.through <= head) return;
    if (!loaded_from || missed.part == Part::First || missed.from > head.next()) {
        drop_known();
        loaded_from = std::max(missed.from, net::Sequence{1});
    }
    for (const net::Message& message : missed.messages) {
        if (is_inside(message, loaded_from, missed.through)) put(message);
    }
    head = missed.through;
    told_head = std::max(told_head, head);
    keep_within_bounds();
}

void Room::happen(const net::Event& event) {
    if (!loaded_from || event.sequence != head.next()) return;
    head = event.sequence;
    // The server's word on counts may have come before what it counts.
    const bool is_counted = head <= told_head;
    told_head = std::max(told_head, head);
    posts = std::max(posts, event.posts);
    if (const auto* posted = std::get_if<net::MessagePosted>(&event.fact)) {
        const net::Message message{.id = posted->id,
                                   .sequence = event.sequence,
                                   .revision = event.sequence,
                                   .author = posted->author,
                                   .at = event.at,
                                   .text = posted->text,
                                   .reply_to = posted->reply_to,
                                   .reply_sequence = posted->reply_sequence,
                                   .edited_at = {},
                                   .deleted = false,
                                   .pinned = false,
                                   .mentions_all = posted->mentions_all,
                                   .mentions = posted->mentions,
                                   .reactions = {},
                                   .files = posted->files,
                                   .game = posted->game};
        if (!is_counted) mentions.value += mentions_of(message, me_);
        last_at = std::max(last_at, event.at);
        typing.erase(posted->author.id);
        put(message);
        keep_within_bounds();
        return;
    }
    if (const net::Sequence place = changed_by(event.fact)) {
        if (net::Message* known = find_message(messages, place)) apply_change(*known, event, me_);
        net::Message* known = past ? find_message(past->messages, place) : nullptr;
        if (known != nullptr) apply_change(*known, event, me_);
    }
    change_room(event);
    change_people(event);
}

void Room::change_room(const net::Event& event) {
    if (const auto* purged = std::get_if<net::MessagesPurged>(&event.fact)) {
        if (purged->before > purged_before) purge(purged->before);
        note(*purged, event.at);
    } else if (const auto* renamed = std::get_if<net::RoomRenamed>(&event.fact)) {
        if (kind != net::RoomKind::Direct) name = renamed->name;
        note(*renamed, event.at);
    } else if (const auto* set = std::get_if<net::TopicSet>(&event.fact)) {
        topic = set->topic;
        note(*set, event.at);
    } else if (const auto* settings = std::get_if<net::RoomSettingsSet>(&event.fact)) {
        note(SettingsChanged{settings_of(*this), *settings}, event.at);
        kind = settings->kind;
        posters = settings->posters;
        slow_mode_s = settings->slow_mode_s;
        locked = settings->locked;
    } else if (const auto* pin = std::get_if<net::PinSet>(&event.fact)) {
        note(*pin, event.at);
    }
}

void Room::purge(net::Timestamp before) {
    purged_before = before;
    const auto is_gone = [before](const net::Message& message) { return message.at < before; };
    std::erase_if(messages, is_gone);
    if (past) std::erase_if(past->messages, is_gone);
}

// --- pages

void Room::take_older(const net::HistoryPage& page) {
    if (page.from.value == 0) return;
    if (loaded_from && page.before >= loaded_from) {
        if (page.from >= loaded_from) return;
        for (const net::Message& message : page.messages) {
            if (is_inside(message, page.from, {loaded_from.value - 1})) put(message);
        }
        loaded_from = page.from;
        join_past();
        return;
    }
    if (!past || page.from >= past->from || page.before < past->from) return;
    for (const net::Message& message : page.messages) {
        if (is_inside(message, page.from, {past->from.value - 1})) put_past(message);
    }
    past->from = page.from;
    if (past->messages.size() <= max_messages_in_memory) return;
    // Somebody reads upwards: the lower end goes.
    past->messages.resize(max_messages_in_memory);
    past->through = past->messages.back().sequence;
}

void Room::take_newer(const net::HistoryPage& page) {
    const bool goes_on = past && is_sound(page) && page.after >= past->from && page.after <= past->through &&
                         page.through > past->through && page.from <= past->through.next();
    if (!goes_on) return;
    for (const net::Message& message : page.messages) {
        if (is_inside(message, past->through.next(), page.through)) put_past(message);
    }
    past->through = page.through;
    join_past();
    if (!past || past->messages.size() <= max_messages_in_memory) return;
    const std::size_t surplus = past->messages.size() - max_messages_in_memory;
    past->from = past->messages[surplus - 1].sequence.next();
    past->messages.erase(past->messages.begin(),
                         past->messages.begin() + static_cast<std::ptrdiff_t>(surplus));
}

void Room::take_jump(const net::HistoryPage& page, net::Sequence wanted) {
    jump_refused.clear();
    newer_refused.clear();
    if (is_sound(page) && !(loaded_from && page.from >= loaded_from)) {
        past.emplace(Past{.messages = {}, .from = page.from, .through = page.through, .is_stale = false});
        for (const net::Message& message : page.messages) {
            if (is_inside(message, page.from, page.through)) put_past(message);
        }
        join_past();
    } else {
        past.reset();  // all of it is in the tail
    }
    const Messages& there = past ? past->messages : messages;
    const auto landed = std::ranges::find_if(there, [&](const net::Message& message) {
        return wanted ? message.sequence >= wanted : message.at >= page.at;
    });
    landed_at = landed == there.end() ? net::Sequence{} : landed->sequence;
    ++landings;
}

// The tail takes over a past that it touches.
void Room::join_past() {
    if (!past || !loaded_from || past->through.next() < loaded_from) return;
    if (past->from < loaded_from && !past->is_stale) {
        const auto end = std::ranges::find_if(
            past->messages, [&](const net::Message& message) { return message.sequence >= loaded_from; });
        messages.insert(messages.begin(), past->messages.begin(), end);
        loaded_from = past->from;
    }
    past.reset();
    keep_within_bounds();
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

// --- what happened between messages

void Room::note(Change change, net::Timestamp at) {
    // Whatever comes later from before stands above it.
    net::Sequence newest = messages.empty() ? head : messages.back().sequence;
    if (!notices.empty()) newest = std::max(newest, notices.back().after);  // it may have been purged
    const net::UserRef* user = comer_or_goer(change);
    // Comings have sequence numbers of their own: where nothing was said they move the head, and nothing stands between them.
    const bool goes_on = user != nullptr && !notices.empty() &&
                         (messages.empty() || notices.back().after == newest) &&
                         comer_or_goer(notices.back().changes.front()) != nullptr;
    if (!goes_on) notices.push_back({.after = newest, .at = at, .changes = {}});
    Notice& notice = notices.back();
    notice.at = at;
    if (user != nullptr) {
        std::erase_if(notice.changes, [&](const Change& old) {
            const net::UserRef* other = comer_or_goer(old);
            return other != nullptr && other->id == user->id;
        });
    }
    if (notice.changes.size() >= max_changes_per_notice) notice.changes.erase(notice.changes.begin());
    notice.changes.push_back(std::move(change));
    if (notices.size() > max_notices) notices.pop_front();
}

}  // namespace crosstalk::model
