#include "client/link/follower.hpp"

#include <algorithm>
#include <utility>

#include "client/link/texts.hpp"
#include "client/model/room.hpp"
#include "net/fault.hpp"

namespace crosstalk::link {

namespace {

constexpr std::uint32_t older_page_rows = 100;
constexpr std::uint64_t part_span = net::max_page_rows;
constexpr std::size_t max_resumed_rooms = 1024;
constexpr std::size_t max_waiting_requests = 4096;
constexpr std::size_t max_listed_rooms = 100'000;

}  // namespace

Follower::Follower(Completeness completeness, Profile& profile, transport::Runtime& runtime, Tell tell)
    : completeness_(completeness), profile_(profile), runtime_(runtime), tell_(std::move(tell)) {}

void Follower::open(const net::ServerKeyHash& server) {
    if (is_open_ && server_ == server) return;
    server_ = server;
    is_open_ = true;
    rooms_.clear();
    stored_.clear();
    const Marks marks = profile_.marks(server);
    mark_ = marks.journal;
    for (const RoomMark& room : marks.rooms)
        stored_[room.room] = room.read;
}

void Follower::connected(net::Mark mark, Send send) {
    cut();
    send_ = std::move(send);
    welcome_mark_ = mark;
}

void Follower::cut() {
    send_ = nullptr;
    listing_ = {};
    waiting_.clear();
    asked_.clear();
    members_loading_.clear();
    for (auto& [id, room] : rooms_) {
        room.syncing = true;
        room.catch_up.reset();
    }
}

Follower::Room* Follower::find(net::RoomId id) {
    const auto found = rooms_.find(id);
    return found == rooms_.end() ? nullptr : &found->second;
}

void Follower::close() {
    cut();
    is_open_ = false;
    rooms_.clear();
    stored_.clear();
    mark_ = {};
}

// --- the list of rooms

std::optional<Misbehaviour> Follower::take(const net::RoomList& list, const std::function<void()>& complete) {
    if (listing_.rooms.size() + listing_.invitations.size() > max_listed_rooms) {
        return Misbehaviour{"sent a list of rooms without end"};
    }
    listing_.rooms.insert(listing_.rooms.end(), list.rooms.begin(), list.rooms.end());
    listing_.invitations.insert(listing_.invitations.end(), list.invitations.begin(), list.invitations.end());
    if (!list.last) return std::nullopt;

    model::RoomsListed listed;
    std::map<net::RoomId, Room> rooms;
    for (net::RoomSummary& summary : listing_.rooms) {
        clean(summary);
        Room room;
        if (const Room* known = find(summary.id)) {
            room.have = known->have;
            room.read = known->read;
        } else {
            room.read = stored_[summary.id];
            if (completeness_ == Completeness::Everything) room.have = room.read.sequence;
        }
        listed.rooms.push_back({summary, room.read});
        rooms.emplace(summary.id, std::move(room));
    }
    for (net::RoomSummary& summary : listing_.invitations) {
        clean(summary);
        listed.invitations.push_back(std::move(summary));
    }
    rooms_ = std::move(rooms);
    listing_ = {};
    complete();
    tell_(std::move(listed));
    resume();
    return std::nullopt;
}

void Follower::resume() {
    net::Resume resume{.mark = mark_, .rooms = {}};
    std::vector<net::RoomId> rest;
    for (const auto& [id, room] : rooms_) {
        if (resume.rooms.size() < max_resumed_rooms) {
            resume.rooms.push_back({id, room.have, true});
        } else {
            rest.push_back(id);
        }
    }
    send_(resume, {});
    for (const net::RoomId id : rest)
        watch(id, rooms_.at(id));
}

std::optional<Misbehaviour> Follower::take(const net::Resumed& resumed) {
    if (resumed.reset && net::planted != net::Fault::ForgottenPastKept) {
        mark_ = welcome_mark_;
        forget_past();
    } else {
        note(welcome_mark_);
    }
    return std::nullopt;
}

void Follower::forget_past() {
    for (auto& [id, room] : rooms_) {
        room.have = {};
        room.read = {};
    }
    stored_.clear();
    try {
        profile_.forget_marks(server_);
    } catch (const ProfileError& error) {
        tell_(model::Trouble{error.what()});
    }
    tell_(model::PastForgotten{});
}

void Follower::note(const net::Mark& mark) {
    if (mark.position > mark_.position) mark_ = mark;
}

void Follower::take(net::RoomAdded added) {
    clean(added.room);
    const bool is_new = !rooms_.contains(added.room.id);
    Room& room = rooms_[added.room.id];
    if (is_new) {
        room.read = stored_[added.room.id];
        if (completeness_ == Completeness::Everything) room.have = room.read.sequence;
    }
    tell_(model::RoomAdded{{added.room, room.read}});
    if (is_new) watch(added.room.id, room);
}

void Follower::take(const net::RoomRemoved& removed) {
    rooms_.erase(removed.room);
    members_loading_.erase(removed.room);
    settle_watches(removed.room);
    tell_(model::RoomRemoved{removed.room});
}

void Follower::take(net::Invited invited) {
    clean(invited.room);
    clean(invited.by);
    tell_(model::InvitationArrived{std::move(invited.room), std::move(invited.by)});
}

// --- facts

void Follower::watch(net::RoomId id, Room& room) {
    room.syncing = true;
    room.catch_up.reset();
    ask(net::Watch{{id, room.have, true}});
}

std::optional<Misbehaviour> Follower::take(net::RoomState state, net::Tag tag) {
    settle(tag);
    settle_watches(state.room.id);
    Room* room = find(state.room.id);
    if (!room || room->catch_up) return std::nullopt;  // left meanwhile, or it will be asked for again
    if (state.have > room->have) {
        // It stands on more than was told here.
        watch(state.room.id, *room);
        return std::nullopt;
    }
    note(state.mark);
    const bool has_gap = state.from > room->have.next();
    if (has_gap && room->have && completeness_ == Completeness::Everything) {
        room->syncing = true;
        room->catch_up = CatchUp{.target = {state.from.value - 1}, .part_end = {}, .pages = {}};
        fetch_part(state.room.id, *room);
        return std::nullopt;
    }
    clean(state.room);
    for (net::Message& message : state.messages)
        clean(message);
    room->have = std::max(room->have, state.room.head);
    room->syncing = false;
    tell_(model::RoomSynced{std::move(state)});
    return std::nullopt;
}

std::optional<Misbehaviour> Follower::take(net::Event event) {
    Room* room = find(event.room);
    if (!room || room->syncing || event.sequence <= room->have) return std::nullopt;
    if (event.sequence > room->have.next()) {
        watch(event.room, *room);
        return std::nullopt;
    }
    clean(event);
    note(event.mark);
    room->have = event.sequence;
    tell_(model::Happened{std::move(event)});
    return std::nullopt;
}

// --- the gap

void Follower::fetch_part(net::RoomId id, Room& room) {
    CatchUp& gap = *room.catch_up;
    gap.part_end = {std::min(room.have.value + part_span, gap.target.value) + 1};
    gap.pages.clear();
    ask(net::History{id, gap.part_end, net::max_page_rows});
}

std::optional<Misbehaviour> Follower::take_part(net::RoomId id, Room& room, net::HistoryPage page) {
    CatchUp& gap = *room.catch_up;
    if (page.from >= page.before) return Misbehaviour{"sent a page of history that leads nowhere"};
    const net::Sequence from = page.from;
    gap.pages.push_back(std::move(page));
    if (from > room.have.next()) {
        ask(net::History{id, from, net::max_page_rows});
        return std::nullopt;
    }
    model::MissedMessages missed{.room = id, .through = {gap.part_end.value - 1}, .messages = {}};
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

// --- pages on demand

std::optional<Misbehaviour> Follower::take(net::HistoryPage page, net::Tag tag) {
    const auto found = asked_.find(tag);
    const auto* asked = found == asked_.end() ? nullptr : std::get_if<net::History>(&found->second);
    if (!asked || asked->room != page.room || asked->before != page.before) return std::nullopt;
    const bool is_part = asked->limit == net::max_page_rows;
    settle(tag);
    const net::RoomId id = page.room;
    Room* room = find(id);
    if (!room) return std::nullopt;
    if (is_part) {
        // The room may have gone and come again meanwhile; then the page belongs to nothing.
        if (!room->catch_up) return std::nullopt;
        const CatchUp& gap = *room->catch_up;
        const bool is_awaited = page.before == (gap.pages.empty() ? gap.part_end : gap.pages.back().from);
        if (!is_awaited) return std::nullopt;
        return take_part(id, *room, std::move(page));
    }
    for (net::Message& message : page.messages)
        clean(message);
    tell_(model::OlderArrived{std::move(page)});
    return std::nullopt;
}

void Follower::load_older(const model::LoadOlder& wanted) {
    if (!send_ || !find(wanted.room)) return;
    ask(net::History{wanted.room, wanted.before, older_page_rows});
}

void Follower::load_members(net::RoomId room) {
    if (!send_ || !find(room) || members_loading_.contains(room)) return;
    members_loading_[room] = 0;
    ask(net::Members{room, {}});
}

void Follower::take(net::MembersPage page, net::Tag tag) {
    const auto found = asked_.find(tag);
    const auto* asked = found == asked_.end() ? nullptr : std::get_if<net::Members>(&found->second);
    if (!asked || asked->room != page.room || asked->after != page.after) return;
    settle(tag);
    const auto loading = members_loading_.find(page.room);
    if (loading == members_loading_.end()) return;
    for (net::MemberPresence& member : page.members)
        clean(member.user);
    loading->second += page.members.size();
    const bool leads_on = !page.last && !page.members.empty() && page.members.back().user.id > page.after &&
                          loading->second < model::max_members_in_memory;
    const net::Members next{page.room, page.members.empty() ? net::UserId{} : page.members.back().user.id};
    tell_(model::MembersArrived{std::move(page)});
    if (leads_on) {
        ask(next);
    } else {
        members_loading_.erase(next.room);
    }
}

bool Follower::take(const net::Error& error, net::Tag tag) {
    const auto found = asked_.find(tag);
    if (found == asked_.end()) return false;
    const Request request = found->second;
    settle(tag);
    if (const auto* history = std::get_if<net::History>(&request)) {
        const bool is_part = history->limit == net::max_page_rows;
        if (!is_part)
            tell_(model::OlderRefused{history->room, in_one_line(error.text, "No older messages.")});
    } else if (const auto* members = std::get_if<net::Members>(&request)) {
        members_loading_.erase(members->room);
    }
    return true;
}

// --- signals and marks

void Follower::take(net::Presence presence) {
    for (net::MemberPresence& change : presence.changes)
        clean(change.user);
    tell_(model::PresenceChanged{std::move(presence), runtime_.wall()});
}

void Follower::take(net::Unread unread) {
    for (net::RoomSummary& room : unread.rooms)
        clean(room);
    tell_(model::UnreadChanged{std::move(unread.rooms)});
}

void Follower::mark_read(const model::MarkRead& mark) {
    Room* room = find(mark.room);
    // Only what was told can have been read; what is older than a forgotten past is void.
    if (!room || mark.sequence > room->have || mark.sequence <= room->read.sequence) return;
    room->read = {mark.sequence, mark.posts};
    stored_[mark.room] = room->read;
    try {
        profile_.keep_marks(server_, {mark_, {{mark.room, room->read}}});
    } catch (const ProfileError& error) {
        tell_(model::Trouble{error.what()});
        return;
    }
    tell_(model::ReadUpTo{mark.room, room->read});
}

// --- requests

void Follower::ask(Request request) {
    const bool is_known =
        std::any_of(waiting_.begin(), waiting_.end(), [&](const Request& each) { return each == request; }) ||
        std::any_of(asked_.begin(), asked_.end(), [&](const auto& each) { return each.second == request; });
    if (is_known || waiting_.size() >= max_waiting_requests) return;
    waiting_.push_back(std::move(request));
    send_waiting();
}

void Follower::send_waiting() {
    while (send_ && !waiting_.empty() && asked_.size() < max_requests) {
        last_tag_ = last_tag_.next().value == 0 ? net::Tag{1} : last_tag_.next();
        const auto sent = asked_.emplace(last_tag_, std::move(waiting_.front())).first;
        waiting_.pop_front();
        send_(sent->second, last_tag_);
    }
}

void Follower::settle(net::Tag tag) {
    if (asked_.erase(tag) != 0) send_waiting();
}

void Follower::settle_watches(net::RoomId room) {
    const auto settled = std::erase_if(asked_, [&](const auto& each) {
        const auto* watch = std::get_if<net::Watch>(&each.second);
        return watch && watch->room.room == room;
    });
    if (settled != 0) send_waiting();
}

}  // namespace crosstalk::link
