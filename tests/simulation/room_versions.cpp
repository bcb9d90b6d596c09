#include "tests/simulation/room_versions.hpp"

#include <algorithm>

namespace crosstalk::testing {

namespace {

void react(net::Message& message, const net::ReactionSet& set) {
    auto& kinds = message.reactions;
    auto kind = std::ranges::find(kinds, set.emoji, &net::Reaction::emoji);
    if (set.on) {
        if (kind == kinds.end()) kind = kinds.insert(kind, {set.emoji, 0, {}});
        if (std::ranges::find(kind->users, set.user.id) == kind->users.end())
            kind->users.push_back(set.user.id);
    } else if (kind != kinds.end()) {
        std::erase(kind->users, set.user.id);
    }
    if (kind == kinds.end()) return;
    kind->count = static_cast<std::uint32_t>(kind->users.size());
    if (kind->users.empty()) kinds.erase(kind);
}

void leave_a_stub(net::Message& message) {
    message.deleted = true;
    message.pinned = false;
    message.text.clear();
    message.mentions.clear();
    message.mentions_all = false;
    message.reactions.clear();
    message.files.clear();
    message.game.reset();
}

}  // namespace

void name_people(net::Message& message, const NameOf& name_of) {
    message.author.name = name_of(message.author.id);
    if (!message.game) return;
    for (net::GamePlayer* player : {&message.game->challenger, &message.game->challenged}) {
        if (player->user.id) player->user.name = name_of(player->user.id);
    }
}

bool RoomVersions::take(const net::Event& fact) {
    const net::Sequence now = fact.sequence;
    if (const auto* posted = std::get_if<net::MessagePosted>(&fact.fact)) {
        messages_[now].push_back({now, true,
                                  net::Message{.id = posted->id,
                                               .sequence = now,
                                               .revision = now,
                                               .author = posted->author,
                                               .at = fact.at,
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
                                               .game = posted->game}});
        return true;
    }
    if (const auto* purged = std::get_if<net::MessagesPurged>(&fact.fact)) {
        for (auto& [place, versions] : messages_) {
            const Version& last = versions.back();
            if (last.is_there && last.message.at < purged->before) versions.push_back({now, false, {}});
        }
        return true;
    }
    if (const auto* edited = std::get_if<net::MessageEdited>(&fact.fact)) {
        return change(edited->sequence, edited->message, now, [&](net::Message& message) {
            if (message.deleted) return;
            message.revision = now;
            message.text = edited->text;
            message.edited_at = fact.at;
        });
    }
    if (const auto* deleted = std::get_if<net::MessageDeleted>(&fact.fact)) {
        return change(deleted->sequence, deleted->message, now, [&](net::Message& message) {
            message.pinned = false;
            if (message.deleted) return;
            message.revision = now;
            leave_a_stub(message);
        });
    }
    if (const auto* reaction = std::get_if<net::ReactionSet>(&fact.fact)) {
        return change(reaction->sequence, reaction->message, now, [&](net::Message& message) {
            if (message.deleted) return;
            message.revision = now;
            react(message, *reaction);
        });
    }
    if (const auto* changed = std::get_if<net::GameChanged>(&fact.fact)) {
        return change(changed->sequence, changed->message, now, [&](net::Message& message) {
            if (message.deleted) return;
            message.revision = now;
            message.game = changed->game;
        });
    }
    if (const auto* pin = std::get_if<net::PinSet>(&fact.fact)) {
        return change(pin->sequence, pin->message, now, [&](net::Message& message) {
            message.pinned = pin->on;
            if (!message.deleted) message.revision = now;
        });
    }
    return true;
}

bool RoomVersions::change(net::Sequence place, net::MessageId id, net::Sequence since,
                          const std::function<void(net::Message&)>& how) {
    const auto found = messages_.find(place);
    if (found == messages_.end()) return false;
    Version next = found->second.back();
    if (!next.is_there || next.message.id != id) return false;
    next.since = since;
    how(next.message);
    found->second.push_back(std::move(next));
    return true;
}

const std::vector<RoomVersions::Version>* RoomVersions::versions(net::Sequence place) const {
    const auto found = messages_.find(place);
    return found == messages_.end() ? nullptr : &found->second;
}

const net::Message* RoomVersions::message(net::Sequence place, net::Sequence head) const {
    const auto* all = versions(place);
    if (all == nullptr) return nullptr;
    const auto after = std::ranges::upper_bound(*all, head, {}, &Version::since);
    if (after == all->begin() || !std::prev(after)->is_there) return nullptr;
    return &std::prev(after)->message;
}

std::vector<net::Message> RoomVersions::between(net::Sequence from, net::Sequence to, net::Sequence head,
                                                net::UserId reader, const NameOf& name_of) const {
    std::vector<net::Message> list;
    auto next = messages_.lower_bound(from);
    for (; next != messages_.end() && next->first <= to; ++next) {
        const net::Message* known = message(next->first, head);
        if (known == nullptr) continue;
        list.push_back(*known);
        name_people(list.back(), name_of);
        name_first(reader, list.back());
    }
    return list;
}

void name_first(net::UserId reader, net::Message& message) {
    for (net::Reaction& reaction : message.reactions) {
        std::stable_partition(reaction.users.begin(), reaction.users.end(),
                              [&](net::UserId user) { return user == reader; });
    }
}

}  // namespace crosstalk::testing
