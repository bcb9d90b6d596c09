#include "tests/support/random_history.hpp"

#include <array>
#include <iterator>
#include <string_view>

namespace crosstalk::testing {

std::string RandomHistory::some_text() {
    static constexpr std::array<std::string_view, 16> words{
        "hello", "world",  "Straße", "naïve", "中文字",    "日本語の文", "안녕하세요", "it's",
        "\"a\"", "lunch?", "AND",    "room1", "NEAR(a b)", "x*",         "пример",     "- ^: {}"};
    std::string text;
    // Now and then so long that a page cannot hold many.
    const std::uint64_t count = below(50) == 0 ? 1'500 : 1 + below(8);
    for (std::uint64_t word = 0; word < count; ++word) {
        if (word != 0) text += ' ';
        text += words[below(words.size())];
    }
    return text;
}

hub::UserRow& RandomHistory::some_user(hub::AppliedEntry& entry) {
    if (users_.empty() || below(20) == 0) {
        const auto id = net::make_id<net::UserId>(entry.mark.position, index_++);
        const std::string name = "user " + std::to_string(users_.size());
        users_.push_back({id, name, name, entry.at});
        hub::DeviceRow device{net::make_id<net::DeviceId>(entry.mark.position, index_++), id, {}};
        for (std::uint8_t& byte : device.key)
            byte = static_cast<std::uint8_t>(random_());
        entry.changes.emplace_back(users_.back());
        entry.changes.emplace_back(device);
        return users_.back();
    }
    hub::UserRow& user = users_[below(users_.size())];
    if (below(30) == 0) {
        user.name += '*';
        entry.changes.emplace_back(user);
    }
    return user;
}

hub::RoomRow& RandomHistory::some_room(hub::AppliedEntry& entry) {
    if (rooms_.empty() || below(100) == 0) {
        const bool first = rooms_.empty();
        const auto id = first ? net::lobby : net::make_id<net::RoomId>(entry.mark.position, index_++);
        hub::RoomRow room{id, "room " + std::to_string(rooms_.size()), "", net::RoomKind::Public, {}, {}, {}};
        room.name_key = room.name;
        if (first) room.kind = net::RoomKind::Lobby;
        return rooms_.emplace(id, room).first->second;
    }
    // The first room gets most.
    if (below(2) == 0) return rooms_.begin()->second;
    return std::next(rooms_.begin(), static_cast<std::ptrdiff_t>(below(rooms_.size())))->second;
}

void RandomHistory::post(hub::AppliedEntry& entry) {
    const net::UserId author = some_user(entry).id;
    hub::RoomRow& room = some_room(entry);
    room.head = room.head.next();
    room.posts = room.posts.next();
    const auto id = net::make_id<net::MessageId>(entry.mark.position, index_++);
    const hub::MessageRow message{room.id, id, room.head, room.head, author, entry.at, some_text()};
    entry.changes.emplace_back(room);
    entry.changes.emplace_back(message);
    if (messages_.size() < 200 || below(4) == 0) messages_.push_back(message);
}

void RandomHistory::change(hub::AppliedEntry& entry) {
    if (messages_.empty()) return;
    hub::MessageRow& message = messages_[below(messages_.size())];
    hub::RoomRow& room = rooms_[message.room];
    room.head = room.head.next();
    message.revision = room.head;
    message.text = below(3) == 0 ? std::string() : some_text();
    entry.changes.emplace_back(room);
    entry.changes.emplace_back(message);
}

void RandomHistory::move_members(hub::AppliedEntry& entry) {
    const net::UserId user = some_user(entry).id;
    const net::UserId other = some_user(entry).id;
    const net::RoomId room = some_room(entry).id;
    switch (below(3)) {
        case 0:
            entry.changes.emplace_back(hub::MemberRow{room, user, hub::Standing::Invited, other});
            break;
        case 1:
            entry.changes.emplace_back(hub::MemberRow{room, user, hub::Standing::Member, {}});
            break;
        default:
            entry.changes.emplace_back(hub::MemberRemoved{room, user});
    }
}

void RandomHistory::answer(hub::AppliedEntry& entry) {
    const net::DeviceId device{1024 * (1 + below(5))};
    // Runs are any 64 bits.
    const net::RunId run{(1 + below(6)) * 0x2AAA'AAAA'AAAA'AAABULL};
    if (below(60) == 0) {
        entry.changes.emplace_back(hub::RunRemoved{device, run});
        return;
    }
    net::CommandNumber& number = runs_[{device, run}];
    // Numbers mostly go up by one; sometimes they leap, or one comes late.
    const std::uint64_t leap = below(40) == 0 ? below(100) : 1;
    number = {number.value + leap};
    if (below(300) == 0) number = {0xFFFF'FFFF'FFFF'0000ULL};
    const std::uint64_t late = below(20) == 0 ? below(40) : 0;
    entry.changes.emplace_back(
        hub::ResultRow{device,
                       run,
                       {number.value > late ? number.value - late : number.value},
                       {static_cast<net::Status>(below(4)), net::lobby, {below(100)}, {below(100)}},
                       entry.mark.position});
}

hub::AppliedEntry RandomHistory::next() {
    mark_ = {mark_.position.next(), {random_() | 1U}};
    at_ = at_ + net::Milliseconds{static_cast<std::int64_t>(below(1'000))};
    index_ = 0;
    hub::AppliedEntry entry;
    entry.mark = mark_;
    entry.at = at_;
    entry.rules = mark_.position.value < 500 ? 1 : 2;
    const std::uint64_t what = below(20);
    if (what == 0) {
        move_members(entry);
    } else if (what < 4) {
        change(entry);
    } else if (what == 4 && below(10) == 0) {
        entry.changes.emplace_back(hub::LimitsRow{static_cast<std::uint32_t>(below(1'000)), 2, 3});
    } else {
        post(entry);
    }
    answer(entry);
    return entry;
}

std::vector<hub::AppliedEntry> RandomHistory::next(std::size_t count) {
    std::vector<hub::AppliedEntry> entries;
    entries.reserve(count);
    while (entries.size() < count)
        entries.push_back(next());
    return entries;
}

std::vector<ports::EntryDraft> drafts(std::mt19937_64& random, std::size_t count, net::Timestamp at) {
    std::vector<ports::EntryDraft> batch;
    for (std::size_t index = 0; index < count; ++index) {
        net::Bytes command(random() % 300);
        for (std::uint8_t& byte : command)
            byte = static_cast<std::uint8_t>(random());
        // The highest bit is set in half of the ids.
        batch.push_back({{random() | 1U}, at, 1 + static_cast<std::uint32_t>(index % 3), std::move(command)});
    }
    return batch;
}

}  // namespace crosstalk::testing
