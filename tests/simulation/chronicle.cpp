#include "tests/simulation/chronicle.hpp"

#include <algorithm>

namespace crosstalk::testing {

namespace {

bool covers(const std::map<net::UserId, std::vector<Chronicle::Stay>>& stays, net::UserId user,
            net::Position at) {
    const auto found = stays.find(user);
    return found != stays.end() && std::ranges::any_of(found->second, [&](const Chronicle::Stay& stay) {
               return stay.from <= at && (!stay.to || at < stay.to);
           });
}

void begin(std::vector<Chronicle::Stay>& stays, net::Position at) {
    if (stays.empty() || stays.back().to) stays.push_back({at, {}});
}

void end(std::map<net::UserId, std::vector<Chronicle::Stay>>& stays, net::UserId user, net::Position at) {
    const auto found = stays.find(user);
    if (found != stays.end() && !found->second.empty() && !found->second.back().to)
        found->second.back().to = at;
}

}  // namespace

void Chronicle::read(const JournalDisk& disk) {
    const auto& entries = disk.entries();
    while (position().value < disk.head().position.value) {
        const std::uint64_t index = position().value - disk.trimmed().position.value;
        take(entries[static_cast<std::size_t>(index)]);
    }
}

void Chronicle::reread(const JournalDisk& disk) {
    hub_ = {};
    laws_ = Laws(verdict_);
    newest_entry_ = {};
    rooms_.clear();
    posts_.clear();
    newest_post_.clear();
    outcomes_.clear();
    ended_.clear();
    read(disk);
}

void Chronicle::take(const ports::JournalEntry& entry) {
    if (entry.previous != newest_entry_)
        verdict_.violated("journal", "an entry does not name the one before it");
    if (entry.at < hub_.state().at) verdict_.violated("journal", "time went back");
    if (has_passkey(entry.command)) verdict_.violated("secrets", "a room's passkey stands in the journal");
    newest_entry_ = entry.id;
    const auto decoded = net::decode_command(entry.command);
    const auto* logged = std::get_if<net::LoggedCommand>(&decoded);
    if (logged == nullptr) return verdict_.violated("journal", "an entry cannot be read");

    const hub::Stamp stamp{{entry.position, entry.id}, entry.at, entry.rules};
    const hub::Effects effects = hub_.apply(stamp, *logged);
    laws_.judge(stamp, *logged, effects, hub_.state());
    for (const hub::Change& change : effects.changes) {
        const auto* made = std::get_if<hub::RoomRow>(&change);
        if (made != nullptr && !rooms_.contains(made->id)) rooms_[made->id].made_by = entry.id;
    }
    for (const hub::Change& change : effects.changes) {
        note_members(change, entry.position);
        note_circle(change);
    }
    for (const net::Event& fact : effects.facts)
        take(fact, *logged);
    for (const hub::EndedSessions& ended : effects.ended)
        ended_.push_back({entry.position, ended.user, ended.device});
    if (logged->origin.device) {
        outcomes_[{logged->origin.device, logged->origin.run}].emplace(logged->origin.number,
                                                                       effects.outcome);
    }
}

void Chronicle::note_members(const hub::Change& change, net::Position at) {
    if (const auto* removed = std::get_if<hub::MemberRemoved>(&change)) {
        end(rooms_[removed->room].members, removed->user, at);
        end(rooms_[removed->room].invited, removed->user, at);
        return;
    }
    if (const auto* gone = std::get_if<hub::RoomDissolved>(&change)) {
        RoomPast& room = rooms_[gone->room];
        for (auto* stays : {&room.members, &room.invited}) {
            for (const auto& [user, list] : std::map(*stays))
                end(*stays, user, at);
        }
        return;
    }
    const auto* row = std::get_if<hub::MemberRow>(&change);
    if (row == nullptr) return;
    RoomPast& room = rooms_[row->room];
    if (row->standing == hub::Standing::Member) {
        end(room.invited, row->user, at);
        begin(room.members[row->user], at);
    } else if (row->standing == hub::Standing::Invited) {
        begin(room.invited[row->user], at);
    }
}

void Chronicle::note_circle(const hub::Change& change) {
    if (const auto* member = std::get_if<hub::MemberRow>(&change)) {
        if (member->standing != hub::Standing::Left)
            note_known(circles_[rooms_[member->room].made_by].devices, member->user);
    } else if (const auto* room = std::get_if<hub::RoomRow>(&change)) {
        if (room->kind == net::RoomKind::Public) circles_[rooms_[room->id].made_by].was_public = true;
    } else if (const auto* user = std::get_if<hub::UserRow>(&change)) {
        if (user->role >= net::Role::Admin) note_known(overseers_, user->id);
    }
}

void Chronicle::note_known(std::set<net::DeviceKey>& devices, net::UserId user) const {
    for (const auto& [id, device] : hub_.state().devices) {
        if (device.row.user == user) devices.insert(device.row.key);
    }
}

void Chronicle::take(const net::Event& fact, const net::LoggedCommand& logged) {
    RoomPast& room = rooms_[fact.room];
    if (fact.sequence.value != room.facts.size() + 1) {
        verdict_.violated("a room's sequence has no gaps", "room " + std::to_string(fact.room.value) +
                                                               " goes from " +
                                                               std::to_string(room.facts.size()) + " to " +
                                                               std::to_string(fact.sequence.value));
        return;
    }
    room.facts.push_back(fact);
    if (!room.messages.take(fact)) {
        verdict_.violated("what is changed is there", "fact " + std::to_string(fact.sequence.value) +
                                                          " of room " + std::to_string(fact.room.value));
    }
    const auto* posted = std::get_if<net::MessagePosted>(&fact.fact);
    if (posted == nullptr || posted->game) return;
    const auto token = token_of(posted->text);
    if (!token) return verdict_.violated("only what was written is posted", posted->text);
    if (!posts_.emplace(*token, Place{fact.room, fact.sequence, posted->id}).second) {
        verdict_.violated("exactly once", spelled(*token) + " is in the log twice");
    }
    // Within a run, the order of numbers is the order of the log.
    const RunKey run{logged.origin.device, logged.origin.run};
    auto& newest = newest_post_[{token->client, fact.room}];
    if (newest.first == run && newest.second >= logged.origin.number) {
        verdict_.violated("order of numbers", spelled(*token) + " came after a later number of its run");
    }
    newest = {run, logged.origin.number};
}

const Chronicle::RoomPast* Chronicle::room(net::RoomId id) const {
    const auto found = rooms_.find(id);
    return found == rooms_.end() ? nullptr : &found->second;
}

bool Chronicle::was_member(net::RoomId id, net::UserId user, net::Position at) const {
    if (id == net::lobby) return hub_.state().user(user) != nullptr;
    const RoomPast* past = room(id);
    return past != nullptr && covers(past->members, user, at);
}

net::Position Chronicle::member_since(net::RoomId id, net::UserId user, net::Position at) const {
    const RoomPast* past = room(id);
    if (past == nullptr || !past->members.contains(user)) return {};
    for (const Stay& stay : past->members.at(user)) {
        if (stay.from <= at && (!stay.to || at < stay.to)) return stay.from;
    }
    return {};
}

bool Chronicle::was_invited(net::RoomId id, net::UserId user, net::Position at) const {
    const RoomPast* past = room(id);
    return past != nullptr && covers(past->invited, user, at);
}

std::optional<Chronicle::Place> Chronicle::place_of(const Token& token) const {
    const auto found = posts_.find(token);
    if (found == posts_.end()) return std::nullopt;
    return found->second;
}

const net::Outcome* Chronicle::outcome_of(const net::Origin& origin) const {
    const auto run = outcomes_.find({origin.device, origin.run});
    if (run == outcomes_.end()) return nullptr;
    const auto found = run->second.find(origin.number);
    return found == run->second.end() ? nullptr : &found->second;
}

net::CommandNumber Chronicle::newest_of(net::DeviceId device, net::RunId run) const {
    const auto found = outcomes_.find({device, run});
    return found == outcomes_.end() ? net::CommandNumber{} : found->second.rbegin()->first;
}

bool Chronicle::was_ended(net::UserId user, net::DeviceId device, net::Position after,
                          net::Position up_to) const {
    return std::ranges::any_of(ended_, [&](const Ended& ended) {
        return ended.user == user && (!ended.device || ended.device == device) && ended.at > after &&
               ended.at < up_to;
    });
}

net::Sequence Chronicle::head(net::RoomId id, net::Position at) const {
    const RoomPast* past = room(id);
    if (past == nullptr) return {};
    const auto after = std::ranges::upper_bound(past->facts, at, {},
                                                [](const net::Event& fact) { return fact.mark.position; });
    return {static_cast<std::uint64_t>(after - past->facts.begin())};
}

bool Chronicle::may_know(const Secret& secret, const net::DeviceKey& device) const {
    const auto found = circles_.find(secret.made_by);
    if (found == circles_.end()) return false;
    const Circle& circle = found->second;
    if (circle.devices.contains(device)) return true;
    // Admins of the server see the records of public rooms without being in them.
    return circle.was_public && (secret.secrecy == Secrecy::Shown || overseers_.contains(device));
}

std::vector<net::Message> Chronicle::messages(net::RoomId id, net::Sequence from, net::Sequence to,
                                              net::Position at, net::UserId reader) const {
    const RoomPast* past = room(id);
    if (past == nullptr) return {};
    return past->messages.between(from, to, head(id, at), reader,
                                  [&](net::UserId user) { return laws_.name(user, at); });
}

}  // namespace crosstalk::testing
