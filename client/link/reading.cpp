#include "client/link/reading.hpp"

#include <algorithm>
#include <utility>

namespace crosstalk::link {

namespace {

// What counts of a word and of an own mark. Whoever comes back into a room begins at its newest place, so an own mark that
// is behind may be of an earlier stay, and its counts mean nothing; otherwise a purge may have raised those of either.
net::ReadMark merged(const net::ReadMark& said, const net::ReadMark& own) {
    if (own.sequence < said.sequence) return said;
    return {own.sequence, std::max(own.posts, said.posts), std::max(own.mentions, said.mentions)};
}

}  // namespace

Reading::Reading(Profile& profile, transport::Runtime& runtime, Tell tell)
    : profile_(profile), runtime_(runtime), tell_(std::move(tell)) {}

Reading::~Reading() {
    runtime_.cancel(timer_);
}

net::Mark Reading::open(const net::ServerKeyHash& server) {
    server_ = server;
    rooms_.clear();
    shown_.clear();
    const Marks marks = profile_.marks(server);
    for (const net::RoomMark& room : marks.rooms)
        shown_[room.room] = room.read;
    return marks.journal;
}

void Reading::close() {
    cut();
    rooms_.clear();
    shown_.clear();
}

void Reading::connected(Send send) {
    send_ = std::move(send);
    if (!untold_.empty()) arm(Pace::Read);
}

void Reading::cut() {
    send_ = nullptr;
    runtime_.cancel(std::exchange(timer_, {}));
    untold_.clear();
    for (auto& [id, room] : rooms_)
        room.told_delivered = {};
}

void Reading::forget_past() {
    rooms_.clear();
    shown_.clear();
    untold_.clear();
    try {
        profile_.forget_marks(server_);
    } catch (const ProfileError& error) {
        tell_(model::Trouble{error.what()});
    }
}

// Whoever comes back into a room begins anew there: mentions are counted from then on.
void Reading::drop(net::RoomId room) {
    rooms_.erase(room);
    shown_.erase(room);
    untold_.erase(room);
}

// --- what the server says

void Reading::merge(net::RoomId id, net::ReadMark& read) {
    Room& room = rooms_[id];
    room.told_read = read;
    room.read = merged(read, merged(room.read, shown(id)));
    read = room.read;
    if (room.read != room.told_read) note(id, Pace::Read);
}

void Reading::take(net::MyRoom& mine) {
    const bool is_small =
        mine.room.kind == net::RoomKind::Direct ||
        (mine.room.kind == net::RoomKind::Private && mine.room.members <= most_members_told);
    rooms_[mine.room.id].tells_delivered = is_small;
    merge(mine.room.id, mine.read);
}

void Reading::take(net::RoomCounts& counts) {
    merge(counts.room, counts.read);
}

// --- what this device says

net::ReadMark Reading::shown(net::RoomId room) const {
    const auto found = shown_.find(room);
    return found == shown_.end() ? net::ReadMark{} : found->second;
}

void Reading::delivered(net::RoomId id, net::Sequence through) {
    const auto found = rooms_.find(id);
    if (found == rooms_.end() || through <= found->second.delivered) return;
    found->second.delivered = through;
    if (found->second.tells_delivered) note(id, Pace::Delivered);
}

void Reading::read(net::RoomId id, const net::ReadMark& mark, const net::Mark& journal) {
    net::ReadMark& shown = shown_[id];
    if (mark.sequence <= shown.sequence) return;
    shown = mark;
    Room& room = rooms_[id];
    room.read = merged(room.read, shown);
    if (room.read != room.told_read) note(id, Pace::Read);
    try {
        profile_.keep_marks(server_, {journal, {{id, shown}}});
    } catch (const ProfileError& error) {
        tell_(model::Trouble{error.what()});
        return;
    }
    tell_(model::ReadUpTo{id, room.read});
}

// --- telling

void Reading::note(net::RoomId id, Pace pace) {
    untold_.insert(id);
    arm(pace);
}

// What is read is told at once, then every quarter of a second; what has merely arrived can wait a second.
void Reading::arm(Pace pace) {
    if (!send_) return;
    const std::int64_t now = runtime_.steady().value;
    const std::int64_t next = pace == Pace::Read ? last_read_sent_.value + read_interval_ms
                                                 : last_sent_.value + delivered_interval_ms;
    const net::Milliseconds due{std::max(now, next)};
    if (timer_ && due_ <= due) return;
    runtime_.cancel(timer_);
    due_ = due;
    timer_ = runtime_.after({due.value - now}, [this] {
        timer_ = {};
        send_due();
    });
}

void Reading::flush() {
    runtime_.cancel(std::exchange(timer_, {}));
    send_due();
}

void Reading::send_due() {
    if (!send_) return;
    std::vector<net::Progress> news;
    for (const net::RoomId id : std::exchange(untold_, {})) {
        const auto found = rooms_.find(id);
        if (found == rooms_.end()) continue;
        Room& room = found->second;
        const bool has_news =
            room.read != room.told_read || (room.tells_delivered && room.delivered > room.told_delivered);
        if (!has_news) continue;
        if (room.read != room.told_read) last_read_sent_ = runtime_.steady();
        news.push_back({id, room.delivered, room.read});
        room.told_read = room.read;
        room.told_delivered = room.delivered;
    }
    if (news.empty()) return;
    last_sent_ = runtime_.steady();
    send_(news);
}

}  // namespace crosstalk::link
