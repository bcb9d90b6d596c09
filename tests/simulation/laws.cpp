#include "tests/simulation/laws.hpp"

#include <algorithm>
#include <set>

namespace crosstalk::testing {

void Laws::judge(const hub::Stamp& stamp, const net::LoggedCommand& logged, const hub::Effects& effects,
                 const hub::State& after) {
    const Entry entry{stamp.mark.position, stamp.at, logged, effects, after};
    if (!entry.is_done() || effects.repeated) return must_have_no_effect(entry);
    if (entry.actor()) must_be_allowed(entry);
    keep_books(entry);
    for (const hub::Change& change : effects.changes) {
        if (const auto* game = std::get_if<hub::GameRow>(&change))
            must_be_equal_to_the_card(entry, game->message);
    }
    std::set<net::RoomId> touched;
    for (const hub::Change& change : effects.changes) {
        if (const auto* room = std::get_if<hub::RoomRow>(&change)) touched.insert(room->id);
        if (const auto* member = std::get_if<hub::MemberRow>(&change)) touched.insert(member->room);
        if (const auto* gone = std::get_if<hub::MemberRemoved>(&change)) touched.insert(gone->room);
    }
    for (const net::RoomId room : touched) {
        must_have_one_owner(entry, room);
        must_be_equal_to_the_hub(entry, room);
    }
}

void Laws::broken(const Entry& entry, const std::string& law, const std::string& what) {
    verdict_->violated(law, "entry " + std::to_string(entry.position.value) + ", command " +
                                std::to_string(entry.logged.command.index()) + " of user " +
                                std::to_string(entry.actor().value) + ": " + what);
}

// --- questions

net::RoomKind Laws::kind(net::RoomId room, net::Position at) const {
    const auto found = rooms_.find(room);
    return found == rooms_.end() ? net::RoomKind::Lobby : found->second.kind.at(at);
}

std::optional<net::Role> Laws::role(net::RoomId room, net::UserId user, net::Position at) const {
    const auto found = roles_.find({room, user});
    return found == roles_.end() ? std::nullopt : found->second.at(at);
}

bool Laws::keeps_order(net::RoomId room, net::UserId user, net::Position at) const {
    if (role(room, user, at).value_or(net::Role::Guest) >= net::Role::Admin) return true;
    return kind(room, at) == net::RoomKind::Public &&
           role(net::lobby, user, at).value_or(net::Role::Guest) >= net::Role::Admin;
}

net::Timestamp Laws::banned_until(net::RoomId room, net::UserId user, net::Position at) const {
    const auto found = bans_.find({room, user});
    return found == bans_.end() ? net::Timestamp{} : found->second.at(at);
}

std::string Laws::name(net::UserId user, net::Position at) const {
    const auto found = names_.find(user);
    return found == names_.end() ? "" : found->second.at(at);
}

std::string Laws::name_now(net::UserId user) const {
    const auto found = names_.find(user);
    return found == names_.end() ? "" : found->second.now();
}

net::RoomKind Laws::kind_now(net::RoomId room) const {
    const auto found = rooms_.find(room);
    return found == rooms_.end() ? net::RoomKind::Lobby : found->second.kind.now();
}

std::optional<net::Role> Laws::role_now(net::RoomId room, net::UserId user) const {
    const auto found = roles_.find({room, user});
    return found == roles_.end() ? std::nullopt : found->second.now();
}

// --- who may

// What somebody counts for: admins of the server have their say in public rooms, and nowhere else.
net::Role Laws::rank(net::RoomId room, net::UserId user) const {
    const net::Role own = role_now(room, user).value_or(net::Role::Guest);
    if (kind_now(room) != net::RoomKind::Public) return own;
    const net::Role server = role_now(net::lobby, user).value_or(net::Role::Guest);
    return server >= net::Role::Admin ? std::max(own, server) : own;
}

bool Laws::orders(net::RoomId room, net::UserId user) const {
    return rank(room, user) >= net::Role::Admin;
}

bool Laws::outranks(net::RoomId room, net::UserId one, net::UserId other) const {
    return orders(room, one) && rank(room, one) > rank(room, other);
}

bool Laws::may_speak(const Entry& entry, net::RoomId room) const {
    const net::UserId user = entry.actor();
    if (!role_now(room, user)) return false;
    if (orders(room, user) || kind_now(room) == net::RoomKind::Direct) return true;
    const auto muted_in = [&](net::RoomId where) {
        const auto mute = mutes_.find({where, user});
        return mute != mutes_.end() && mute->second > entry.at;
    };
    return !muted_in(room) && !muted_in(net::lobby);
}

bool Laws::may_write(const Entry& entry, net::RoomId room) const {
    const net::Role rank = this->rank(room, entry.actor());
    const auto found = rooms_.find(room);
    const net::Posters posters = found == rooms_.end() ? net::Posters::Everyone : found->second.posters;
    const bool enough = posters == net::Posters::Everyone || rank >= net::Role::Admin ||
                        (posters == net::Posters::Members && rank >= net::Role::Member);
    return enough && may_speak(entry, room);
}

void Laws::must_be_allowed(const Entry& entry) {
    if (!names_.contains(entry.actor())) return broken(entry, "rights", "was done by nobody");
    if (banned_until(net::lobby, entry.actor(), entry.position) > entry.at)
        return broken(entry, "rights", "was done by one who is banned from the server");
    if (!may_do(entry)) broken(entry, "rights", "was done by one who may not");
}

bool Laws::may_do(const Entry& entry) const {
    return std::visit(
        [&]<class C>(const C& command) {
            if constexpr (requires { allows(entry, command); }) {
                return allows(entry, command);
            } else if constexpr (std::is_same_v<C, net::LeaveRoom>) {
                return command.room != net::lobby;
            } else if constexpr (requires { command.room; }) {
                // Settings, topic, name, purge.
                return kind_now(command.room) != net::RoomKind::Direct && orders(command.room, entry.actor());
            } else {
                return true;
            }
        },
        entry.logged.command);
}

bool Laws::allows(const Entry& entry, const net::PostMessage& post) const {
    const bool may_call_all =
        kind_now(post.room) == net::RoomKind::Direct || orders(post.room, entry.actor());
    return may_write(entry, post.room) && (may_call_all || !post.mentions_all);
}
bool Laws::allows(const Entry& entry, const net::EditMessage& edit) const {
    return may_write(entry, edit.room) && edit.target.author == entry.actor();
}
bool Laws::allows(const Entry& entry, const net::DeleteMessage& deletion) const {
    const bool is_own = deletion.target.author == entry.actor() && role_now(deletion.room, entry.actor());
    return is_own || orders(deletion.room, entry.actor());
}
bool Laws::allows(const Entry& entry, const net::React& react) const {
    return may_speak(entry, react.room);
}
bool Laws::allows(const Entry& entry, const net::PinMessage& pin) const {
    return role_now(pin.room, entry.actor()) &&
           (kind_now(pin.room) == net::RoomKind::Direct || orders(pin.room, entry.actor()));
}
bool Laws::allows(const Entry& entry, const net::KickUser& kick) const {
    return outranks(kick.room, entry.actor(), kick.user);
}
bool Laws::allows(const Entry& entry, const net::BanUser& ban) const {
    return outranks(ban.room, entry.actor(), ban.user);
}
bool Laws::allows(const Entry& entry, const net::MuteUser& mute) const {
    return outranks(mute.room, entry.actor(), mute.user);
}
bool Laws::allows(const Entry& entry, const net::UnmuteUser& unmute) const {
    return outranks(unmute.room, entry.actor(), unmute.user);
}
bool Laws::allows(const Entry& entry, const net::UnbanUser& unban) const {
    return orders(unban.room, entry.actor());
}
bool Laws::allows(const Entry& entry, const net::SetRole& set) const {
    const net::Role own = rank(set.room, entry.actor());
    if (own < net::Role::Admin || !role_now(set.room, set.user)) return false;
    if (role_now(set.room, set.user) == set.role) return true;  // nothing changes
    const bool hands_over = own == net::Role::Owner && set.role == net::Role::Owner;
    if (set.user == entry.actor()) return set.role < own && role_now(set.room, set.user) != net::Role::Owner;
    return rank(set.room, set.user) < own && (set.role < own || hands_over);
}
bool Laws::allows(const Entry& entry, const net::JoinRoom& join) const {
    const bool is_in = role_now(join.room, entry.actor()).has_value();
    return is_in || (banned_until(join.room, entry.actor(), entry.position) <= entry.at &&
                     kind_now(join.room) != net::RoomKind::Direct);
}
bool Laws::allows(const Entry& entry, const net::InviteUser& invite) const {
    return role_now(invite.room, entry.actor()) && kind_now(invite.room) != net::RoomKind::Direct &&
           rank(invite.room, entry.actor()) >= net::Role::Member;
}
bool Laws::allows(const Entry& entry, const net::DissolveRoom& dissolve) const {
    const bool is_overseer = kind_now(dissolve.room) == net::RoomKind::Public &&
                             orders(dissolve.room, entry.actor()) &&
                             role_now(net::lobby, entry.actor()) >= net::Role::Admin;
    return role_now(dissolve.room, entry.actor()) == net::Role::Owner || is_overseer;
}

bool Laws::allows(const Entry& entry, const net::OfferGame& offer) const {
    return may_write(entry, offer.room);
}
bool Laws::allows(const Entry& entry, const net::AnswerOffer& answer) const {
    const bool is_in = role_now(answer.room, entry.actor()).has_value();
    return answer.answer == net::OfferAnswer::Accept ? may_write(entry, answer.room) : is_in;
}
bool Laws::allows(const Entry& entry, const net::MakeMove& move) const {
    return role_now(move.room, entry.actor()).has_value();
}
bool Laws::allows(const Entry& entry, const net::ActInGame& act) const {
    return role_now(act.room, entry.actor()).has_value();
}

// --- the books

void Laws::keep_books(const Entry& entry) {
    const net::RoomId made = entry.effects.outcome.room;
    if (const auto* create = std::get_if<net::CreateRoom>(&entry.logged.command))
        rooms_[made].kind.set(entry.position, create->kind);
    if (const auto* open = std::get_if<net::OpenDirect>(&entry.logged.command); open != nullptr) {
        rooms_[made].kind.set(entry.position, net::RoomKind::Direct);
        for (const net::UserId user : {entry.actor(), open->user}) {
            if (!role_now(made, user)) come(made, user, net::Role::Member, entry.position);
        }
    }
    for (const net::Event& fact : entry.effects.facts) {
        take(entry, fact);
        take_game(entry, fact);
    }
    for (const hub::Change& change : entry.effects.changes) {
        if (const auto* mark = std::get_if<hub::MarkRow>(&change)) must_not_go_back(entry, *mark);
        const auto* dissolved = std::get_if<hub::RoomDissolved>(&change);
        if (dissolved == nullptr) continue;
        const auto there = members_[dissolved->room];
        for (const auto& [user, role] : there)
            go(dissolved->room, user, entry.position);
        members_.erase(dissolved->room);
    }
}

void Laws::take(const Entry& entry, const net::Event& fact) {
    const net::RoomId room = fact.room;
    const net::Position at = entry.position;
    if (const auto* posted = std::get_if<net::MessagePosted>(&fact.fact)) {
        count(fact, *posted);
    } else if (const auto* joined = std::get_if<net::MemberJoined>(&fact.fact)) {
        if (room == net::lobby) names_[joined->user.id].set(at, joined->user.name);
        come(room, joined->user.id, joined->role, at);
    } else if (const auto* left = std::get_if<net::MemberLeft>(&fact.fact)) {
        go(room, left->user.id, at);
    } else if (const auto* kicked = std::get_if<net::MemberKicked>(&fact.fact)) {
        if (room != net::lobby) go(room, kicked->user.id, at);
    } else if (const auto* banned = std::get_if<net::MemberBanned>(&fact.fact)) {
        bans_[{room, banned->user.id}].set(at, banned->until);
        if (room != net::lobby) go(room, banned->user.id, at);
    } else if (const auto* unbanned = std::get_if<net::MemberUnbanned>(&fact.fact)) {
        bans_[{room, unbanned->user.id}].set(at, {});
    } else if (const auto* muted = std::get_if<net::MemberMuted>(&fact.fact)) {
        mutes_[{room, muted->user.id}] = muted->until;
    } else if (const auto* set = std::get_if<net::RoleSet>(&fact.fact)) {
        roles_[{room, set->user.id}].set(at, set->role);
        if (room != net::lobby) members_[room][set->user.id] = set->role;
    } else if (const auto* renamed = std::get_if<net::UserRenamed>(&fact.fact)) {
        names_[renamed->user.id].set(at, renamed->user.name);
    } else if (const auto* settings = std::get_if<net::RoomSettingsSet>(&fact.fact)) {
        rooms_[room].kind.set(at, settings->kind);
        rooms_[room].posters = settings->posters;
    }
}

void Laws::count(const net::Event& fact, const net::MessagePosted& posted) {
    Room& room = rooms_[fact.room];
    room.posts = room.posts.next();
    if (posted.mentions_all) {
        room.mentions = room.mentions.next();
        return;
    }
    for (const net::UserId user : posted.mentions) {
        if (user == posted.author.id || !role_now(fact.room, user)) continue;
        auto& named = marks_[{fact.room, user}].count;
        named = named.next();
    }
}

void Laws::come(net::RoomId room, net::UserId user, net::Role role, net::Position at) {
    roles_[{room, user}].set(at, role);
    marks_[{room, user}] = {};
    if (room != net::lobby) members_[room][user] = role;
}

void Laws::go(net::RoomId room, net::UserId user, net::Position at) {
    roles_[{room, user}].set(at, std::nullopt);
    marks_.erase({room, user});
    if (const auto found = members_.find(room); found != members_.end()) found->second.erase(user);
}

// --- what must be so afterwards

void Laws::must_have_no_effect(const Entry& entry) {
    const hub::Effects& effects = entry.effects;
    const bool is_quiet = effects.facts.empty() && effects.notices.empty() && effects.ended.empty() &&
                          std::ranges::all_of(effects.changes, [](const hub::Change& change) {
                              return std::holds_alternative<hub::ResultRow>(change) ||
                                     std::holds_alternative<hub::RunRemoved>(change);
                          });
    if (!is_quiet) broken(entry, "refused is without effect", "has changed something");
}

// Who is its owner may not leave it without one, as long as there is anybody.
void Laws::must_have_one_owner(const Entry& entry, net::RoomId room) {
    if (room == net::lobby) {
        const auto owners = std::ranges::count_if(
            names_, [&](const auto& user) { return role_now(net::lobby, user.first) == net::Role::Owner; });
        if (owners > 1) broken(entry, "one owner", "the server has " + std::to_string(owners));
        return;
    }
    const auto found = members_.find(room);
    if (found == members_.end() || found->second.empty() || kind_now(room) == net::RoomKind::Direct) return;
    const auto owners = std::ranges::count_if(
        found->second, [](const auto& member) { return member.second == net::Role::Owner; });
    if (owners == 1) return;
    broken(entry, "one owner",
           "room " + std::to_string(room.value) + " has " + std::to_string(owners) + " owners");
}

void Laws::must_be_equal_to_the_hub(const Entry& entry, net::RoomId id) {
    const hub::Room* real = entry.after.room(id);
    if (real == nullptr) {
        if (members_.contains(id)) broken(entry, "facts tell all", "a room that is gone has members");
        return;
    }
    const Room& room = rooms_[id];
    if (real->row.posts != room.posts || real->row.mentions != room.mentions)
        broken(entry, "counts", "room " + std::to_string(id.value) + " has counted wrong");
    for (const auto& [user, mark] : real->marks) {
        const auto named = marks_.find({id, user});
        if (named == marks_.end() || named->second.count != mark.mentions) {
            broken(entry, "counts",
                   "mentions of user " + std::to_string(user.value) + " in room " + std::to_string(id.value) +
                       " are counted wrong");
        }
    }
    if (id == net::lobby) return;
    std::map<net::UserId, net::Role> members;
    for (const auto& [user, row] : real->members) {
        if (row.standing == hub::Standing::Member) members.emplace(user, row.role);
    }
    if (members != members_[id])
        broken(entry, "facts tell all", "the members of room " + std::to_string(id.value) + " are others");
}

void Laws::must_not_go_back(const Entry& entry, const hub::MarkRow& mark) {
    const auto found = marks_.find({mark.room, mark.user});
    if (found == marks_.end()) return broken(entry, "marks", "one is kept of somebody who is not there");
    const net::ReadMark& before = found->second.mark.read;
    const bool is_further = mark.read.sequence >= before.sequence && mark.read.posts >= before.posts &&
                            mark.read.mentions >= before.mentions;
    if (!is_further) broken(entry, "marks never go back", "a stored one has");
    found->second.mark = mark;
}

}  // namespace crosstalk::testing
