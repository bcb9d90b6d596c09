#include "client/model/message_change.hpp"

#include <algorithm>
#include <utility>

#include "net/fault.hpp"

namespace crosstalk::model {

namespace {

void empty(net::Message& message) {
    message.deleted = true;
    message.pinned = false;
    message.mentions_all = false;
    message.text.clear();
    message.mentions.clear();
    message.reactions.clear();
    message.files.clear();
    message.game.reset();
}

void add(net::Reaction& reaction, net::UserId user, net::UserId reader) {
    if (std::ranges::find(reaction.users, user) != reaction.users.end()) return;
    ++reaction.count;
    if (user == reader) {
        reaction.users.insert(reaction.users.begin(), user);
        if (reaction.users.size() > net::max_reaction_users) reaction.users.pop_back();
    } else if (reaction.users.size() < net::max_reaction_users) {
        reaction.users.push_back(user);
    }
}

void change(net::Message& message, const net::ReactionSet& set, net::UserId reader) {
    const auto found = std::ranges::find(message.reactions, set.emoji, &net::Reaction::emoji);
    if (set.on) {
        if (found != message.reactions.end()) return add(*found, set.user.id, reader);
        if (message.reactions.size() >= net::max_reaction_kinds) return;
        message.reactions.push_back({.emoji = set.emoji, .count = 1, .users = {set.user.id}});
        return;
    }
    if (found == message.reactions.end()) return;
    const bool was_named = std::erase(found->users, set.user.id) != 0;
    // The rest of them are counted, not named.
    if (was_named || found->count > found->users.size()) --found->count;
    if (found->count == 0) message.reactions.erase(found);
}

}  // namespace

net::Sequence changed_by(const net::Fact& fact) {
    return std::visit(
        []<class F>(const F& known) {
            if constexpr (std::is_same_v<F, net::MessageEdited> || std::is_same_v<F, net::MessageDeleted> ||
                          std::is_same_v<F, net::ReactionSet> || std::is_same_v<F, net::PinSet> ||
                          std::is_same_v<F, net::GameChanged>) {
                return known.sequence;
            } else {
                return net::Sequence{};
            }
        },
        fact);
}

void apply_change(net::Message& message, const net::Event& event, net::UserId reader) {
    if (event.sequence <= message.revision) return;
    message.revision = event.sequence;
    if (message.deleted && net::planted != net::Fault::DeletedTextComesBack) return;
    if (const auto* edited = std::get_if<net::MessageEdited>(&event.fact)) {
        message.text = edited->text;
        message.edited_at = event.at;
    } else if (std::holds_alternative<net::MessageDeleted>(event.fact)) {
        empty(message);
    } else if (const auto* reaction = std::get_if<net::ReactionSet>(&event.fact)) {
        change(message, *reaction, reader);
    } else if (const auto* pin = std::get_if<net::PinSet>(&event.fact)) {
        message.pinned = pin->on;
    } else if (const auto* changed = std::get_if<net::GameChanged>(&event.fact)) {
        message.game = changed->game;
    }
}

void take_newer(net::Message& message, const net::Message& row) {
    if (row.revision <= message.revision) return;
    const bool was_deleted = message.deleted;
    message = row;
    if (was_deleted || row.deleted) empty(message);
}

std::uint64_t mentions_of(const net::Message& message, net::UserId user) {
    if (message.mentions_all) return 1;
    const bool is_named =
        message.author.id != user && std::ranges::find(message.mentions, user) != message.mentions.end();
    return is_named ? 1 : 0;
}

}  // namespace crosstalk::model
