#include "client/link/follower.hpp"

#include <algorithm>
#include <utility>

#include "client/link/texts.hpp"
#include "net/fault.hpp"

namespace crosstalk::link {

namespace {

constexpr std::uint64_t part_span = net::max_page_rows;
constexpr std::size_t max_listed_rooms = 100'000;

}  // namespace

Follower::Follower(Completeness completeness, Requests& requests, Reading& reading, Pages& pages,
                   transport::Runtime& runtime, Tell tell)
    : completeness_(completeness),
      requests_(requests),
      reading_(reading),
      pages_(pages),
      runtime_(runtime),
      tell_(std::move(tell)) {}

void Follower::open(const net::Mark& known) {
    rooms_.clear();
    mark_ = known;
}

void Follower::close() {
    cut();
    rooms_.clear();
    mark_ = {};
}

void Follower::connected(net::Mark mark, Send send, std::function<void()> shared) {
    cut();
    send_ = std::move(send);
    shared_ = std::move(shared);
    welcome_mark_ = mark;
}

void Follower::cut() {
    send_ = nullptr;
    shared_ = nullptr;
    listing_.reset();
    for (auto& [id, room] : rooms_) {
        room.syncing = true;
        room.catch_up.reset();
    }
}

Follower::Room* Follower::find(net::RoomId id) {
    const auto found = rooms_.find(id);
    return found == rooms_.end() ? nullptr : &found->second;
}

// --- the list of rooms

std::optional<Misbehaviour> Follower::take(const net::RoomList& list, const std::function<void()>& complete) {
    if (!listing_) listing_.emplace();
    if (listing_->rooms.size() + listing_->invitations.size() > max_listed_rooms) {
        return Misbehaviour{"sent a list of rooms without end"};
    }
    listing_->rooms.insert(listing_->rooms.end(), list.rooms.begin(), list.rooms.end());
    listing_->invitations.insert(listing_->invitations.end(), list.invitations.begin(),
                                 list.invitations.end());
    if (!list.last) return std::nullopt;

    std::map<net::RoomId, Room> rooms;
    for (net::MyRoom& mine : listing_->rooms) {
        clean(mine);
        Room room;
        const Room* known = find(mine.room.id);
        room.have = known != nullptr ? known->have : first_have(mine.room.id);
        rooms.emplace(mine.room.id, std::move(room));
    }
    for (net::RoomSummary& summary : listing_->invitations)
        clean(summary);
    rooms_ = std::move(rooms);
    complete();
    tell_(listed_rooms());
    resume();
    return std::nullopt;
}

model::RoomsListed Follower::listed_rooms() const {
    model::RoomsListed listed;
    if (listing_) listed = {listing_->rooms, listing_->invitations};
    for (net::MyRoom& mine : listed.rooms)
        reading_.take(mine);
    return listed;
}

// A client that wants everything goes on behind what it had shown.
net::Sequence Follower::first_have(net::RoomId room) const {
    return completeness_ == Completeness::Everything ? reading_.shown(room).sequence : net::Sequence{};
}

void Follower::resume() {
    net::Resume resume{.mark = mark_, .rooms = {}};
    std::vector<net::RoomId> rest;
    for (const auto& [id, room] : rooms_) {
        if (resume.rooms.size() < net::max_resumed_rooms) {
            resume.rooms.push_back({id, room.have, true});
        } else {
            rest.push_back(id);
        }
    }
    send_(resume);
    for (const net::RoomId id : rest)
        watch(id, rooms_.at(id));
}

void Follower::take(const net::Resumed& resumed) {
    if (resumed.reset && net::planted != net::Fault::ForgottenPastKept) {
        mark_ = welcome_mark_;
        forget_past();
    } else {
        note(welcome_mark_);
    }
    listing_.reset();
    if (auto shared = std::exchange(shared_, nullptr)) shared();
}

void Follower::forget_past() {
    for (auto& [id, room] : rooms_)
        room.have = {};
    reading_.forget_past();
    tell_(model::PastForgotten{});
    tell_(listed_rooms());
}

void Follower::note(const net::Mark& mark) {
    if (mark.position > mark_.position) mark_ = mark;
}

void Follower::unlist(net::RoomId id) {
    std::erase_if(listing_->rooms, [id](const net::MyRoom& mine) { return mine.room.id == id; });
    std::erase_if(listing_->invitations, [id](const net::RoomSummary& room) { return room.id == id; });
}

std::optional<Misbehaviour> Follower::take(net::RoomAdded added) {
    if (rooms_.size() > max_listed_rooms) return Misbehaviour{"put the user into rooms without end"};
    const net::RoomId id = added.room.room.id;
    clean(added.room);
    if (listing_) {
        unlist(id);
        listing_->rooms.push_back(added.room);
    }
    reading_.take(added.room);
    const bool is_new = !rooms_.contains(id);
    Room& room = rooms_[id];
    if (is_new) room.have = first_have(id);
    tell_(model::RoomAdded{std::move(added.room)});
    if (is_new) watch(id, room);
    return std::nullopt;
}

void Follower::take(net::RoomRemoved removed) {
    clean(removed);
    if (listing_) unlist(removed.room);
    rooms_.erase(removed.room);
    reading_.drop(removed.room);
    pages_.drop(removed.room);
    requests_.settle_watches(removed.room);
    tell_(model::RoomRemoved{std::move(removed), runtime_.wall()});
}

void Follower::take(net::Invited invited) {
    clean(invited.room);
    clean(invited.by);
    if (listing_) {
        unlist(invited.room.id);
        listing_->invitations.push_back(invited.room);
    }
    tell_(model::InvitationArrived{std::move(invited.room), std::move(invited.by)});
}

void Follower::take(net::StandingSet standing) {
    clean(standing);
    tell_(model::StandingChanged{std::move(standing)});
}

// --- facts

void Follower::watch(net::RoomId id, Room& room) {
    room.syncing = true;
    room.catch_up.reset();
    requests_.ask({.purpose = Purpose::Watch, .what = net::Watch{{id, room.have, true}}});
}

void Follower::take(net::RoomState state) {
    const net::RoomId id = state.room.room.id;
    requests_.settle_watches(id);
    Room* room = find(id);
    if (room == nullptr || room->catch_up) return;  // left meanwhile, or it will be asked for again
    if (state.have > room->have) {
        // It stands on more than was told here.
        return watch(id, *room);
    }
    note(state.mark);
    const bool has_gap = state.from > room->have.next();
    if (has_gap && room->have && completeness_ == Completeness::Everything) {
        room->syncing = true;
        room->catch_up = CatchUp{.target = {state.from.value - 1}, .part_end = {}, .pages = {}};
        return fetch_part(id, *room);
    }
    clean(state.room);
    reading_.take(state.room);
    for (net::Message& message : state.messages)
        clean(message);
    room->have = std::max(room->have, state.room.room.head);
    room->syncing = false;
    pages_.note(state);
    reading_.delivered(id, room->have);
    tell_(model::RoomSynced{std::move(state)});
}

std::optional<Misbehaviour> Follower::take(net::Event event) {
    Room* room = find(event.room);
    if (room == nullptr || room->syncing || event.sequence <= room->have) return std::nullopt;
    if (event.sequence > room->have.next()) {
        watch(event.room, *room);
        return std::nullopt;
    }
    clean(event);
    note(event.mark);
    room->have = event.sequence;
    pages_.note(event);
    reading_.delivered(event.room, room->have);
    tell_(model::Happened{std::move(event)});
    return std::nullopt;
}

// --- the gap

void Follower::fetch_part(net::RoomId id, Room& room) {
    CatchUp& gap = *room.catch_up;
    gap.part_end = {std::min(room.have.value + part_span, gap.target.value) + 1};
    gap.pages.clear();
    requests_.ask({.purpose = Purpose::Gap,
                   .what = net::History{.room = id, .before = gap.part_end, .limit = net::max_page_rows}});
}

std::optional<Misbehaviour> Follower::take_gap(const Request& request, net::HistoryPage page) {
    const auto& asked = std::get<net::History>(request.what);
    if (page.room != asked.room || page.before != asked.before) {
        return Misbehaviour{"sent another page of history than it was asked for"};
    }
    Room* room = find(page.room);
    // The room may have gone and come again meanwhile; then the page belongs to nothing.
    if (room == nullptr || !room->catch_up) return std::nullopt;
    const CatchUp& gap = *room->catch_up;
    const bool is_awaited = page.before == (gap.pages.empty() ? gap.part_end : gap.pages.back().from);
    if (!is_awaited) return std::nullopt;
    return take_part(asked.room, *room, std::move(page));
}

std::optional<Misbehaviour> Follower::take_part(net::RoomId id, Room& room, net::HistoryPage page) {
    CatchUp& gap = *room.catch_up;
    if (page.from >= page.before) return Misbehaviour{"sent a page of history that leads nowhere"};
    const net::Sequence from = page.from;
    gap.pages.push_back(std::move(page));
    if (from > room.have.next()) {
        requests_.ask({.purpose = Purpose::Gap,
                       .what = net::History{.room = id, .before = from, .limit = net::max_page_rows}});
        return std::nullopt;
    }
    model::MissedMessages missed{.room = id,
                                 .through = {gap.part_end.value - 1},
                                 .messages = {},
                                 .from = room.have.next(),
                                 .part = std::exchange(gap.part, model::Part::Next)};
    for (auto part = gap.pages.rbegin(); part != gap.pages.rend(); ++part) {
        for (net::Message& message : part->messages) {
            if (message.sequence <= room.have || message.sequence > missed.through) continue;
            clean(message);
            missed.messages.push_back(std::move(message));
        }
    }
    room.have = missed.through;
    const bool is_done = room.have >= gap.target;
    tell_(std::move(missed));
    if (is_done) {
        watch(id, room);
    } else {
        fetch_part(id, room);
    }
    return std::nullopt;
}

// --- signals and marks

void Follower::take(net::Presence presence) {
    for (net::MemberPresence& change : presence.changes)
        clean(change.user);
    tell_(model::PresenceChanged{std::move(presence), runtime_.wall()});
}

void Follower::take(const net::MemberProgress& progress) {
    tell_(model::ProgressChanged{progress});
}

void Follower::take(net::TypingUsers typing) {
    for (net::UserRef& user : typing.users)
        clean(user);
    tell_(model::TypingSeen{std::move(typing), runtime_.wall()});
}

void Follower::take(net::Spectators spectators) {
    for (net::UserRef& user : spectators.users)
        clean(user);
    tell_(model::SpectatorsSeen{std::move(spectators)});
}

void Follower::take(net::Unread unread) {
    std::erase_if(unread.rooms, [this](const net::RoomCounts& counts) { return !is_in(counts.room); });
    for (net::RoomCounts& counts : unread.rooms)
        reading_.take(counts);
    tell_(model::UnreadChanged{std::move(unread.rooms)});
}

void Follower::mark_read(net::RoomId id, const net::ReadMark& mark) {
    const Room* room = find(id);
    // Only what was told can have been read; what is older than a forgotten past is void.
    if (room != nullptr && mark.sequence <= room->have) reading_.read(id, mark, mark_);
}

}  // namespace crosstalk::link
