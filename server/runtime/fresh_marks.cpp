#include "server/runtime/fresh_marks.hpp"

#include <algorithm>
#include <utility>

#include "net/fault.hpp"

namespace crosstalk::server {

namespace {

bool forward(auto& mark, auto told, auto most) {
    const auto reached = std::min(told, most);
    if (net::planted == net::Fault::MarksGoBack ? reached == mark : reached <= mark) return false;
    mark = reached;
    return true;
}

}  // namespace

net::ReadMark FreshMarks::read(net::RoomId room, net::UserId user) const {
    net::ReadMark known;
    if (const hub::MarkRow* row = state_.mark_of(room, user)) known = row->read;
    const auto mine = fresh_.find(user);
    if (mine == fresh_.end()) return known;
    const auto found = mine->second.marks.find(room);
    if (found == mine->second.marks.end()) return known;
    const net::ReadMark& fresh = found->second.read;
    return {std::max(known.sequence, fresh.sequence), std::max(known.posts, fresh.posts),
            std::max(known.mentions, fresh.mentions)};
}

net::Timestamp FreshMarks::seen(net::UserId user) const {
    net::Timestamp known;
    if (const hub::User* row = state_.user(user)) known = row->row.seen;
    const auto mine = fresh_.find(user);
    return mine == fresh_.end() ? known : std::max(known, mine->second.seen);
}

bool FreshMarks::note(net::UserId user, net::RoomId room, const net::ReadMark& told) {
    const hub::Room* in = state_.room(room);
    const hub::MarkRow* row = state_.mark_of(room, user);
    if (in == nullptr || row == nullptr) return false;
    net::ReadMark mark = read(room, user);
    // Perhaps of an earlier stay in the room.
    if (told.sequence < mark.sequence) return false;
    const net::MentionCount mentions{in->row.mentions.value + row->mentions.value};
    bool is_new = forward(mark.sequence, told.sequence, in->row.head);
    is_new = forward(mark.posts, told.posts, in->row.posts) || is_new;
    is_new = forward(mark.mentions, told.mentions, mentions) || is_new;
    if (!is_new) return false;
    fresh_[user].marks[room] = {mark, false};
    not_given_.insert(user);
    return true;
}

void FreshMarks::note_seen(net::UserId user, net::Timestamp at) {
    if (at <= seen(user)) return;
    fresh_[user].seen = at;
    fresh_[user].is_seen_given = false;
    not_given_.insert(user);
}

std::vector<net::KeepMarks> FreshMarks::give(net::UserId user) {
    std::vector<net::KeepMarks> commands;
    not_given_.erase(user);
    const auto mine = fresh_.find(user);
    if (mine == fresh_.end()) return commands;
    Fresh& fresh = mine->second;
    if (!std::exchange(fresh.is_seen_given, true))
        commands.push_back({.user = user, .seen = fresh.seen, .marks = {}});
    for (auto& [room, mark] : fresh.marks) {
        if (std::exchange(mark.is_given, true)) continue;
        if (commands.empty() || commands.back().marks.size() == net::max_marks_per_command)
            commands.push_back({.user = user, .seen = {}, .marks = {}});
        commands.back().marks.push_back({room, mark.read});
    }
    return commands;
}

void FreshMarks::kept(net::UserId user) {
    const auto mine = fresh_.find(user);
    if (mine == fresh_.end()) return;
    std::erase_if(mine->second.marks, [&](const auto& entry) {
        const hub::MarkRow* row = state_.mark_of(entry.first, user);
        const net::ReadMark& fresh = entry.second.read;
        return row == nullptr || (row->read.sequence >= fresh.sequence && row->read.posts >= fresh.posts &&
                                  row->read.mentions >= fresh.mentions);
    });
    const bool is_seen_kept = state_.user(user)->row.seen >= mine->second.seen;
    if (mine->second.marks.empty() && is_seen_kept) fresh_.erase(mine);
}

void FreshMarks::forget(net::RoomId room, net::UserId user) {
    const auto mine = fresh_.find(user);
    if (mine != fresh_.end()) mine->second.marks.erase(room);
}

}  // namespace crosstalk::server
