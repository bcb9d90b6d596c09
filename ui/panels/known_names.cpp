#include "ui/panels/known_names.hpp"

#include <algorithm>
#include <utility>

#include "net/text/names.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::size_t keys_kept = 20'000;

}  // namespace

const std::string& KnownNames::key_of(const std::string& name) {
    const auto [known, is_new] = key_of_name_.try_emplace(name);
    if (is_new) known->second = text::name_key(name);
    return known->second;
}

void KnownNames::learn(const model::Model& model, const model::Room& room) {
    const net::UserRef& me = model.me();
    if (people_ == room.people_revision && me.id == me_ && me.name == my_name_) return;
    people_ = room.people_revision;
    if (key_of_name_.size() > keys_kept) key_of_name_.clear();
    me_ = me.id;
    my_name_ = me.name;
    my_key_ = key_of(me.name);
    const std::set<std::string, std::less<>> before = std::exchange(keys_, {my_key_});
    names_.clear();
    const auto add = [&](const net::UserRef& user) {
        keys_.insert(key_of(user.name));
        names_.emplace(user.id, user.name);
    };
    for (const auto& [id, member] : room.members)
        add(member.presence.user);
    if (room.peer.id) add(room.peer);
    if (keys_ != before) ++stamp_;
}

std::optional<net::UserRef> KnownNames::person_of(std::string_view key) const {
    if (key == my_key_) return net::UserRef{me_, my_name_};
    for (const auto& [id, name] : names_) {
        const auto known = key_of_name_.find(name);
        if (known != key_of_name_.end() && known->second == key) return net::UserRef{id, name};
    }
    return std::nullopt;
}

std::string KnownNames::reacted_by(const net::Reaction& reaction) const {
    constexpr std::size_t most = 12;
    std::string text;
    std::size_t told = 0;
    for (const net::UserId user : reaction.users) {
        if (told == most) break;
        const auto name = names_.find(user);
        if (user != me_ && name == names_.end()) continue;
        if (told++ > 0) text += ", ";
        text += user == me_ ? std::string("you") : name->second;
    }
    if (told < reaction.count) {
        const std::size_t more = reaction.count - told;
        text += told == 0 ? std::to_string(more) : " and " + std::to_string(more) + " more";
    }
    return text;
}

}  // namespace crosstalk::ui
