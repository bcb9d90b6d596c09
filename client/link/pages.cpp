#include "client/link/pages.hpp"

#include <algorithm>
#include <utility>

#include "client/link/texts.hpp"
#include "client/model/message_change.hpp"
#include "client/model/room.hpp"

namespace crosstalk::link {

namespace {

model::PageKind kind_of(Purpose purpose) {
    if (purpose == Purpose::Newer) return model::PageKind::Newer;
    return purpose == Purpose::Jump ? model::PageKind::Jump : model::PageKind::Older;
}

bool answers(const net::HistoryPage& page, const net::History& asked) {
    return page.room == asked.room && page.before == asked.before && page.after == asked.after &&
           page.at == asked.at;
}

bool leads_somewhere(const net::HistoryPage& page, Purpose purpose) {
    if (purpose == Purpose::Older) return page.from < page.before;
    if (purpose == Purpose::Newer) return page.through > page.after || page.at_end;
    return true;
}

}  // namespace

Pages::Pages(Requests& requests, Tell tell) : requests_(requests), tell_(std::move(tell)) {}

// --- asking

void Pages::ask(Purpose purpose, const net::History& history, net::Sequence wanted) {
    const Asked asked = requests_.ask({.purpose = purpose, .what = history, .ref = {}, .wanted = wanted});
    // Asked before the room was left and entered again: what changed since then is not known.
    const bool is_older = asked == Asked::Already && !under_way_.contains(history.room);
    if (is_older) under_way_[history.room].is_spoiled = true;
    if (asked == Asked::Now || is_older) ++under_way_[history.room].pages;
    if (asked == Asked::TooMany) {
        tell_(model::PageRefused{history.room, kind_of(purpose),
                                 "Too much is being asked of the server. Wait a moment, then try again."});
    }
}

void Pages::load(const model::LoadOlder& wanted) {
    if (wanted.before.value <= 1) return;  // nothing is loaded yet, or the beginning is
    ask(Purpose::Older, {.room = wanted.room, .before = wanted.before, .after = {}, .at = {}, .limit = rows});
}

void Pages::load(const model::LoadNewer& wanted) {
    ask(Purpose::Newer, {.room = wanted.room, .before = {}, .after = wanted.after, .at = {}, .limit = rows});
}

// A page has as many messages as fit. One that begins at the place has it for certain; what is before it comes with the
// next page.
void Pages::load(const model::JumpTo& wanted) {
    net::History history{.room = wanted.room, .before = {}, .after = {}, .at = wanted.at, .limit = rows / 2};
    if (wanted.sequence.value > 1) {
        history.after = {wanted.sequence.value - 1};
        history.at = {};
    } else if (wanted.sequence || !wanted.at) {
        history.at = {1};  // the room's beginning
    }
    ask(Purpose::Jump, history, wanted.sequence);
}

void Pages::load_members(net::RoomId room) {
    if (members_loading_.contains(room)) return;
    if (requests_.ask({.purpose = Purpose::Members, .what = net::Members{room, {}}}) == Asked::Now)
        members_loading_[room] = 0;
}

void Pages::drop(net::RoomId room) {
    members_loading_.erase(room);
    under_way_.erase(room);
}

void Pages::cut() {
    under_way_.clear();
    members_loading_.clear();
}

// --- what changes meanwhile

void Pages::note(const net::Event& event) {
    const auto found = under_way_.find(event.room);
    if (found == under_way_.end()) return;
    const bool changes_messages =
        model::changed_by(event.fact) || std::holds_alternative<net::MessagesPurged>(event.fact);
    if (changes_messages) remember(found->second, event);
}

void Pages::note(const net::RoomState& state) {
    const auto found = under_way_.find(state.room.room.id);
    if (found == under_way_.end()) return;
    // What changed in what is missing is not in the list.
    if (state.from > state.have.next()) found->second.is_spoiled = true;
    for (const net::Message& message : state.messages)
        remember(found->second, message);
}

void Pages::remember(UnderWay& under_way, LateChange change) {
    if (under_way.is_spoiled) return;
    under_way.changes.push_back(std::move(change));
    if (under_way.changes.size() <= most_changes) return;
    under_way.changes.clear();
    under_way.is_spoiled = true;
}

void Pages::bring_up_to_date(net::HistoryPage& page, const UnderWay& under_way) const {
    const auto find = [&](net::Sequence sequence) -> net::Message* {
        const auto found = std::ranges::find(page.messages, sequence, &net::Message::sequence);
        return found == page.messages.end() ? nullptr : &*found;
    };
    for (const LateChange& change : under_way.changes) {
        if (const auto* row = std::get_if<net::Message>(&change)) {
            net::Message* message = find(row->sequence);
            if (message != nullptr && message->id == row->id) model::take_newer(*message, *row);
            continue;
        }
        const auto& event = std::get<net::Event>(change);
        if (const auto* purged = std::get_if<net::MessagesPurged>(&event.fact)) {
            std::erase_if(page.messages,
                          [&](const net::Message& message) { return message.at < purged->before; });
        } else if (net::Message* message = find(model::changed_by(event.fact))) {
            model::apply_change(*message, event, reader_);
        }
    }
}

// --- answers

std::optional<Misbehaviour> Pages::take(const Request& request, net::HistoryPage page) {
    const auto& asked = std::get<net::History>(request.what);
    const auto found = under_way_.find(asked.room);
    if (found == under_way_.end()) return std::nullopt;
    UnderWay& under_way = found->second;
    if (!answers(page, asked)) return Misbehaviour{"sent another page of history than it was asked for"};
    if (!leads_somewhere(page, request.purpose)) {
        return Misbehaviour{"sent a page of history that leads nowhere"};
    }
    for (net::Message& message : page.messages)
        clean(message);
    const bool is_spoiled = under_way.is_spoiled;
    bring_up_to_date(page, under_way);
    if (--under_way.pages == 0) under_way_.erase(found);
    if (is_spoiled) {
        ask(request.purpose, asked, request.wanted);
        return std::nullopt;
    }
    switch (request.purpose) {
        case Purpose::Newer:
            tell_(model::NewerArrived{std::move(page)});
            break;
        case Purpose::Jump: {
            const net::History before{.room = page.room, .before = page.from, .limit = rows / 2};
            const bool has_more = page.after && page.from.value > 1 && page.from <= page.through;
            tell_(model::JumpArrived{std::move(page), request.wanted});
            if (has_more) ask(Purpose::Older, before);
            break;
        }
        default:
            tell_(model::OlderArrived{std::move(page)});
            break;
    }
    return std::nullopt;
}

std::optional<Misbehaviour> Pages::take(const Request& request, net::MembersPage page) {
    const auto& asked = std::get<net::Members>(request.what);
    if (page.room != asked.room || page.after != asked.after) {
        return Misbehaviour{"sent other members than it was asked for"};
    }
    const auto loading = members_loading_.find(page.room);
    if (loading == members_loading_.end()) return std::nullopt;
    for (net::Member& member : page.members)
        clean(member);
    loading->second += page.members.size();
    const net::UserId newest = page.members.empty() ? net::UserId{} : page.members.back().presence.user.id;
    const bool leads_on = !page.last && newest > page.after && loading->second < model::max_members_in_memory;
    const net::RoomId room = page.room;
    tell_(model::MembersArrived{std::move(page)});
    if (leads_on) {
        requests_.ask({.purpose = Purpose::Members, .what = net::Members{room, newest}});
    } else {
        members_loading_.erase(room);
    }
    return std::nullopt;
}

void Pages::refused(const Request& request, const net::Error& error) {
    if (const auto* members = std::get_if<net::Members>(&request.what)) {
        members_loading_.erase(members->room);
        return;
    }
    const net::RoomId room = std::get<net::History>(request.what).room;
    const auto found = under_way_.find(room);
    if (found != under_way_.end() && --found->second.pages == 0) under_way_.erase(found);
    tell_(model::PageRefused{
        room, kind_of(request.purpose),
        in_one_line(error.text, "The server does not give this part of the past. Try again later.")});
}

}  // namespace crosstalk::link
