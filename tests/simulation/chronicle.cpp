#include "tests/simulation/chronicle.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace crosstalk::testing {

namespace {

constexpr std::string_view secret_mark = "secret";

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

std::string spelled(const Token& token) {
    return "c" + std::to_string(token.client) + "." + std::to_string(token.number);
}

std::optional<Token> token_of(const std::string& text) {
    if (text.empty() || text.front() != 'c') return std::nullopt;
    Token token;
    const char* const end = text.data() + text.size();
    const auto client = std::from_chars(text.data() + 1, end, token.client);
    if (client.ec != std::errc{} || client.ptr == end || *client.ptr != '.') return std::nullopt;
    const auto number = std::from_chars(client.ptr + 1, end, token.number);
    if (number.ec != std::errc{}) return std::nullopt;
    return token;
}

std::string secret_of(net::EntryId made_by) {
    return std::string(secret_mark) + std::to_string(made_by.value);
}

std::vector<net::EntryId> secrets_in(std::span<const std::uint8_t> bytes) {
    std::vector<net::EntryId> found;
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    for (std::size_t at = text.find(secret_mark); at != std::string_view::npos;
         at = text.find(secret_mark, at + 1)) {
        net::EntryId made_by;
        const std::string_view digits = text.substr(at + secret_mark.size());
        std::from_chars(digits.data(), digits.data() + digits.size(), made_by.value);
        found.push_back(made_by);
    }
    return found;
}

void Chronicle::read(const JournalDisk& disk) {
    const auto& entries = disk.entries();
    while (position().value < disk.head().position.value) {
        const std::uint64_t index = position().value - disk.trimmed().position.value;
        take(entries[static_cast<std::size_t>(index)]);
    }
}

void Chronicle::reread(const JournalDisk& disk) {
    hub_ = {};
    newest_entry_ = {};
    rooms_.clear();
    posts_.clear();
    newest_post_.clear();
    outcomes_.clear();
    read(disk);
}

void Chronicle::take(const ports::JournalEntry& entry) {
    if (entry.previous != newest_entry_)
        verdict_.violated("journal", "an entry does not name the one before it");
    if (entry.at < hub_.state().at) verdict_.violated("journal", "time went back");
    newest_entry_ = entry.id;
    const auto decoded = net::decode_command(entry.command);
    const auto* logged = std::get_if<net::LoggedCommand>(&decoded);
    if (logged == nullptr) return verdict_.violated("journal", "an entry cannot be read");

    const hub::Effects effects = hub_.apply({{entry.position, entry.id}, entry.at, entry.rules}, *logged);
    for (const hub::Change& change : effects.changes) {
        const auto* made = std::get_if<hub::RoomRow>(&change);
        if (made != nullptr && !rooms_.contains(made->id)) rooms_[made->id].made_by = entry.id;
    }
    for (const hub::Change& change : effects.changes)
        note_members(change, entry.position);
    for (const net::Event& fact : effects.facts)
        take(fact, *logged);
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
    const auto* row = std::get_if<hub::MemberRow>(&change);
    if (row == nullptr) return;
    RoomPast& room = rooms_[row->room];
    if (row->standing == hub::Standing::Member) {
        end(room.invited, row->user, at);
        begin(room.members[row->user], at);
    } else if (row->standing == hub::Standing::Invited) {
        begin(room.invited[row->user], at);
    }
    note_known(room.made_by, row->user);
}

void Chronicle::note_known(net::EntryId made_by, net::UserId user) {
    for (const auto& [id, device] : hub_.state().devices) {
        if (device.row.user == user) known_by_[made_by].insert(device.row.key);
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
    const auto* posted = std::get_if<net::MessagePosted>(&fact.fact);
    if (posted == nullptr) return;
    room.messages.push_back(
        {posted->id, fact.sequence, fact.sequence, posted->author, fact.at, posted->text});
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

bool Chronicle::may_know(net::EntryId room_made_by, const net::DeviceKey& device) const {
    const auto found = known_by_.find(room_made_by);
    return found != known_by_.end() && found->second.contains(device);
}

std::vector<net::Message> Chronicle::messages(net::RoomId id, net::Sequence from, net::Sequence to) const {
    std::vector<net::Message> list;
    const RoomPast* past = room(id);
    if (past == nullptr) return list;
    auto next = std::ranges::lower_bound(past->messages, from, {}, &net::Message::sequence);
    for (; next != past->messages.end() && next->sequence <= to; ++next)
        list.push_back(*next);
    return list;
}

}  // namespace crosstalk::testing
