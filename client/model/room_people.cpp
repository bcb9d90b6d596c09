// Who is in a room, and what they do there.
#include <algorithm>
#include <utility>

#include "client/model/room.hpp"

namespace crosstalk::model {

namespace {

net::Member newcomer(const net::UserRef& user, net::PresenceState state, net::Role role) {
    return {.presence = {user, state}, .role = role, .muted_until = {}, .seen = {}, .card = {}};
}

}  // namespace

void Room::change_people(const net::Event& event) {
    const bool is_lobby = kind == net::RoomKind::Lobby;
    if (const auto* joined = std::get_if<net::MemberJoined>(&event.fact)) {
        note(*joined, event.at);
        ++member_count;
        if (members_state == MembersState::NotLoaded || members.size() >= max_members_in_memory) return;
        // Whoever acts is here; a user somebody else brought in is corrected by the next Presence.
        ++people_revision;
        members.try_emplace(joined->user.id,
                            newcomer(joined->user, net::PresenceState::Online, joined->role));
    } else if (const auto* left = std::get_if<net::MemberLeft>(&event.fact)) {
        note(*left, event.at);
        remove_member(left->user.id);
    } else if (const auto* kicked = std::get_if<net::MemberKicked>(&event.fact)) {
        note(*kicked, event.at);
        // From the server: it may come back, and is a member of the lobby all the while.
        if (!is_lobby) remove_member(kicked->user.id);
    } else if (const auto* banned = std::get_if<net::MemberBanned>(&event.fact)) {
        note(*banned, event.at);
        if (!is_lobby) remove_member(banned->user.id);
    } else if (const auto* unbanned = std::get_if<net::MemberUnbanned>(&event.fact)) {
        note(*unbanned, event.at);
    } else if (const auto* muted = std::get_if<net::MemberMuted>(&event.fact)) {
        note(*muted, event.at);
        const auto known = members.find(muted->user.id);
        if (known != members.end()) known->second.muted_until = muted->until;
    } else if (const auto* set = std::get_if<net::RoleSet>(&event.fact)) {
        note(*set, event.at);
        const auto known = members.find(set->user.id);
        if (known != members.end()) known->second.role = set->role;
    } else if (const auto* renamed = std::get_if<net::UserRenamed>(&event.fact)) {
        note(*renamed, event.at);
    }
}

// One who was banned before ever coming in was none.
void Room::remove_member(net::UserId user) {
    const bool was_counted =
        members_state != MembersState::Loaded || !members_complete || members.contains(user);
    if (was_counted && member_count > 0) --member_count;
    members.erase(user);
    ++people_revision;
    arriving_members_.erase(user);
    typing.erase(user);
    progress.erase(user);
}

void Room::take_members(const net::MembersPage& page) {
    if (!page.after) arriving_members_.clear();
    for (const net::Member& member : page.members) {
        if (arriving_members_.size() >= max_members_in_memory) break;
        arriving_members_.insert_or_assign(member.presence.user.id, member);
    }
    const bool is_full = arriving_members_.size() >= max_members_in_memory;
    if (!page.last && !is_full) return;
    members = std::exchange(arriving_members_, {});
    ++people_revision;
    members_state = MembersState::Loaded;
    members_complete = page.last;
    // The count may have been taken while facts were on their way, and who was banned may not have been a member.
    if (members_complete) member_count = static_cast<std::uint32_t>(members.size());
}

void Room::change_presence(const net::Presence& presence, net::Timestamp at) {
    const auto change = [at](net::Member& member, const net::MemberPresence& to) {
        member.presence = to;
        member.seen = to.state == net::PresenceState::Offline ? at : net::Timestamp{};
    };
    for (const net::MemberPresence& each : presence.changes) {
        const bool is_here = each.state != net::PresenceState::Offline;
        const auto known = members.find(each.user.id);
        // Of one who is not known only a state that nobody is in for long says that it came or went.
        bool is_news = each.state != net::PresenceState::Away && each.state != net::PresenceState::Busy;
        if (known != members.end()) {
            const bool was_here = known->second.presence.state != net::PresenceState::Offline;
            is_news = was_here != is_here;
            change(known->second, each);
        } else if (members_state != MembersState::NotLoaded && members.size() < max_members_in_memory) {
            members.emplace(each.user.id, newcomer(each.user, each.state, net::Role::Member));
            ++people_revision;
        }
        if (const auto arriving = arriving_members_.find(each.user.id); arriving != arriving_members_.end()) {
            change(arriving->second, each);
        }
        if (!is_here) typing.erase(each.user.id);
        if (comes_back(each.user.id, at) && is_here) is_news = false;
        if (each.user.id == me_ || !is_news) continue;
        note(is_here ? Change{CameOnline{each.user}} : Change{WentOffline{each.user}}, at);
    }
}

void Room::take_progress(const net::MemberProgress& told) {
    for (const net::UserProgress& each : told.members) {
        if (each.user == me_) continue;
        if (!progress.contains(each.user) && progress.size() >= max_progress_in_memory) continue;
        net::UserProgress& known = progress[each.user];
        known.user = each.user;
        known.read = std::max(known.read, each.read);
        known.delivered = std::max({known.delivered, each.delivered, known.read});
    }
}

void Room::take_typing(const TypingSeen& seen, const std::function<bool(net::UserId)>& counts) {
    for (const net::UserRef& user : seen.typing.users) {
        if (user.id == me_ || !counts(user.id)) continue;
        if (!typing.contains(user.id) && typing.size() >= net::max_typing_users) continue;
        typing.insert_or_assign(user.id, Typist{user, seen.at + typing_span});
    }
}

// A clock that was set back does not keep anybody typing.
bool Room::forget_typing(net::Timestamp now) {
    return std::erase_if(typing, [now](const auto& entry) {
               const net::Timestamp until = entry.second.until;
               return until <= now || until > now + typing_span;
           }) != 0;
}

void Room::lose_contact() {
    if (members_state == MembersState::Loaded) members_state = MembersState::Stale;
    arriving_members_.clear();
    typing.clear();
    older_refused.clear();
    newer_refused.clear();
    jump_refused.clear();
}

// The presence of members is as of the loss. Whoever is still awaited since the one before is so now.
void Room::regain_contact(net::Timestamp at) {
    if (at < regained_at_ || at > regained_at_ + reunion_span) awaited_.clear();
    regained_at_ = at;
    for (const auto& [user, member] : members) {
        if (member.presence.state != net::PresenceState::Offline) awaited_.insert(user);
    }
}

// Whether nobody would say that this user came: it was here before, or nobody knows, and all are just coming back. Only the
// first word on a user is about that. A clock that was set back ends it.
bool Room::comes_back(net::UserId user, net::Timestamp at) {
    if (regained_at_.value == 0) return false;
    if (at < regained_at_ || at > regained_at_ + reunion_span) {
        regained_at_ = {};
        awaited_.clear();
        return false;
    }
    return awaited_.erase(user) != 0 || members_state == MembersState::NotLoaded;
}

// True if the room has another name by it.
bool Room::rename(const net::UserRef& user) {
    const auto in = [&](Messages& list) {
        for (net::Message& message : list) {
            if (message.author.id == user.id) message.author.name = user.name;
            if (!message.game) continue;
            for (net::GamePlayer* player : {&message.game->challenger, &message.game->challenged}) {
                if (player->user.id == user.id) player->user.name = user.name;
            }
        }
    };
    ++people_revision;
    in(messages);
    if (past) in(past->messages);
    for (auto* people : {&members, &arriving_members_}) {
        const auto known = people->find(user.id);
        if (known != people->end()) known->second.presence.user.name = user.name;
    }
    if (const auto typist = typing.find(user.id); typist != typing.end())
        typist->second.user.name = user.name;
    if (peer.id != user.id || !user.id) return false;
    peer.name = user.name;
    if (kind == net::RoomKind::Direct) name = user.name;
    return kind == net::RoomKind::Direct;
}

void Room::set_card(net::UserId user, const net::Card& card) {
    ++people_revision;
    for (auto* people : {&members, &arriving_members_}) {
        const auto known = people->find(user);
        if (known != people->end()) known->second.card = card;
    }
}

void Room::hush(const std::function<bool(net::UserId)>& is_ignored) {
    hushed_posts_ = hushed_mentions_ = 0;
    const auto count = [&](const Messages& list) {
        for (auto message = list.rbegin(); message != list.rend() && message->sequence > read.sequence;
             ++message) {
            if (message->author.id != me_ && !is_ignored(message->author.id)) continue;
            ++hushed_posts_;
            hushed_mentions_ += mentions_of(*message, me_);
        }
    };
    count(messages);
    if (past) count(past->messages);
}

}  // namespace crosstalk::model
