#include "tests/support/random_history.hpp"

#include <array>
#include <iterator>
#include <set>
#include <string_view>

#include "games/referee.hpp"
#include "net/text/utf8.hpp"
#include "server/hub/game_card.hpp"
#include "tests/support/naughty_strings.hpp"

namespace crosstalk::testing {
namespace {

template <class E>
E some(E last, std::uint64_t random) {
    return static_cast<E>(random % (static_cast<std::uint64_t>(last) + 1));
}

}  // namespace

// --- ingredients

std::string RandomHistory::some_text() {
    static constexpr std::array<std::string_view, 18> words{
        "hello",      "world",  "Straße",  "naïve",  "中文字",          "日本語の文",
        "안녕하세요", "it's",   "\"a\"",   "AND",    "NEAR(a b)",       "room1",
        "x*",         "пример", "- ^: {}", "lunch?", "HTTPS://a.b/c?d", "http://e.f"};
    std::string text;
    // Now and then so long that a page cannot hold many.
    const std::uint64_t count = below(50) == 0 ? 1'000 : 1 + below(8);
    for (std::uint64_t word = 0; word < count; ++word) {
        if (word != 0) text += ' ';
        text += below(12) == 0 ? naughty_strings[below(naughty_strings.size())] : words[below(words.size())];
    }
    return std::string(text::first_bytes(text, net::max_text_bytes));
}

std::string RandomHistory::some_short_text(std::size_t most) {
    if (below(3) == 0) return {};
    return std::string(text::first_bytes(naughty_strings[below(naughty_strings.size())], most));
}

std::string RandomHistory::some_emoji() {
    static constexpr std::array<std::string_view, 6> usual{
        "👍", "❤️", "😂", "👩‍👩‍👧‍👦", "🏳️‍🌈", "+1"};
    // Now and then more kinds on one message than are shown.
    return below(4) == 0 ? "kind " + std::to_string(below(40)) : std::string(usual[below(usual.size())]);
}

net::Digest RandomHistory::some_digest() {
    net::Digest digest{};
    if (below(2) == 0) return digest;
    for (std::uint8_t& byte : digest)
        byte = static_cast<std::uint8_t>(random_());
    return digest;
}

net::File RandomHistory::some_file() {
    static constexpr std::array<std::string_view, 8> names{
        "report.pdf", "Photo 1.JPG",  "日本語の文.png", "naïve plan.odt",
        "notes",      "a_b-c.tar.gz", "loop.gif",       "hello world.txt"};
    net::File file{.name = std::string(names[below(names.size())]),
                   .size = below(10) == 0 ? 0 : below(1'000'000'000),
                   .hash = some_digest()};
    // The same content is sent again now and then.
    if (below(5) == 0) file.hash = {static_cast<std::uint8_t>(1 + below(20))};
    if (below(3) == 0) {
        file.width = static_cast<std::uint32_t>(1 + below(4'000));
        file.height = static_cast<std::uint32_t>(1 + below(3'000));
    }
    return file;
}

hub::UserRow& RandomHistory::some_user(hub::AppliedEntry& entry) {
    if (users_.empty() || below(users_.size() < 60 ? 20 : 200) == 0) {
        const auto id = net::make_id<net::UserId>(entry.mark.position, index_++);
        const std::string name = "user " + std::to_string(users_.size());
        users_.push_back({.id = id, .name = name, .name_key = name, .created = entry.at});
        hub::DeviceRow device{
            .id = net::make_id<net::DeviceId>(entry.mark.position, index_++), .user = id, .added = entry.at};
        for (std::uint8_t& byte : device.key)
            byte = static_cast<std::uint8_t>(random_());
        entry.changes.emplace_back(users_.back());
        entry.changes.emplace_back(device);
        if (below(4) == 0) {
            device.removed = true;
            entry.changes.emplace_back(device);
        }
        return users_.back();
    }
    hub::UserRow& user = users_[below(users_.size())];
    if (below(30) == 0) {
        user.name = some_short_text(net::max_name_bytes);
        entry.changes.emplace_back(user);
    }
    return user;
}

hub::RoomRow& RandomHistory::some_room(hub::AppliedEntry& entry) {
    if (rooms_.empty() || below(100) == 0) {
        const bool first = rooms_.empty();
        const auto id = first ? net::lobby : net::make_id<net::RoomId>(entry.mark.position, index_++);
        hub::RoomRow room{.id = id, .name = "room " + std::to_string(rooms_.size()), .last_at = entry.at};
        room.name_key = room.name;
        if (first) room.kind = net::RoomKind::Lobby;
        entry.changes.emplace_back(room);
        return rooms_.emplace(id, room).first->second;
    }
    // The first room gets most.
    if (below(2) == 0) return rooms_.begin()->second;
    return std::next(rooms_.begin(), static_cast<std::ptrdiff_t>(below(rooms_.size())))->second;
}

net::Sequence RandomHistory::take_place(hub::AppliedEntry& entry, hub::RoomRow& room) {
    room.head = room.head.next();
    entry.changes.emplace_back(room);
    return room.head;
}

// --- what happens

void RandomHistory::post(hub::AppliedEntry& entry) {
    const net::UserId author = some_user(entry).id;
    hub::RoomRow& room = some_room(entry);
    room.posts = room.posts.next();
    room.last_at = entry.at;
    hub::MessageRow message{.room = room.id, .author = author, .at = entry.at, .text = some_text()};
    message.sequence = message.revision = take_place(entry, room);
    message.id = net::make_id<net::MessageId>(entry.mark.position, index_++);
    if (below(10) == 0 && !messages_.empty()) {
        const hub::MessageRow& original = messages_[below(messages_.size())];
        message.reply_to = original.id;
        message.reply_sequence = original.sequence;
    }
    if (below(10) == 0) {
        message.mentions_all = below(3) == 0;
        room.mentions = room.mentions.next();
        const std::uint64_t count = below(10) == 0 ? net::max_mentions : below(4);
        for (std::uint64_t index = 0; index < count; ++index) {
            message.mentions.push_back(users_[below(users_.size())].id);
            entry.changes.emplace_back(hub::MarkRow{room.id, message.mentions.back(), {}, {below(1'000)}});
        }
    }
    if (below(6) == 0) {
        for (std::uint64_t count = 1 + below(below(8) == 0 ? net::max_files_per_message : 2); count > 0;
             --count)
            message.files.push_back(some_file());
        if (below(4) == 0) message.text.clear();
    }
    const bool is_game = users_.size() > 1 && below(12) == 0;
    if (is_game) {
        begin_game(entry, message);
    } else {
        entry.changes.emplace_back(message);
    }
    if (messages_.size() < 2'000) {
        messages_.push_back(message);
    } else if (below(4) == 0) {
        messages_[below(messages_.size())] = message;
    }
}

void RandomHistory::begin_game(hub::AppliedEntry& entry, hub::MessageRow& message) {
    message.text.clear();
    message.files.clear();
    message.is_game = true;
    const net::UserId other = users_[below(users_.size())].id;
    const games::Terms terms{.kind = static_cast<games::Kind>(1 + below(5))};
    const auto offered =
        games::offer(terms, hub::player_of(message.author),
                     hub::player_of(other == message.author ? net::UserId{} : other), entry.at.value);
    games_.push_back({.message = message.id,
                      .room = message.room,
                      .sequence = message.sequence,
                      .record = std::get<games::GameRecord>(offered)});
    entry.changes.emplace_back(message);
    entry.changes.emplace_back(games_.back());
    if (games_.size() > 50) games_.erase(games_.begin());
}

// A step of one of the newest games, whose message may be gone.
void RandomHistory::play(hub::AppliedEntry& entry) {
    if (games_.empty()) return;
    hub::GameRow& row = games_[below(games_.size())];
    const auto home = rooms_.find(row.room);
    if (home == rooms_.end()) return;
    games::GameRecord& record = row.record;
    const auto seat = games::to_move(record);
    const net::UserId anybody = users_[below(users_.size())].id;
    const games::PlayerId actor = seat ? record.seats[static_cast<std::size_t>(*seat)].player
                                  : record.seats[1].player ? record.seats[1].player
                                                           : hub::player_of(anybody);
    games::Action action = games::Accept{};
    if (seat) {
        const games::CellList legal = record.position.legal_moves();
        action = games::MakeMove{record.next_number, legal[below(legal.size())]};
        if (below(12) == 0) action = games::Resign{};
    }
    const auto judged = games::judge(record, actor, action, entry.at.value);
    if (const auto* after = std::get_if<games::GameRecord>(&judged)) record = *after;
    row.is_kept = !games::is_over(record.state) || below(3) != 0;
    entry.changes.emplace_back(hub::GameChanged{row.room, row.message, take_place(entry, home->second)});
    entry.changes.emplace_back(row);
    entry.changes.emplace_back(hub::RatingRow{.player = actor,
                                              .kind = record.terms.kind,
                                              .wins = static_cast<std::uint32_t>(below(9)),
                                              .streak = static_cast<std::int32_t>(below(9)) - 4});
}

void RandomHistory::change_message(hub::AppliedEntry& entry) {
    if (messages_.empty()) return;
    // Those of this hour are changed most.
    const std::size_t recent = std::min<std::size_t>(messages_.size(), 40);
    const std::size_t which = below(2) == 0 ? messages_.size() - 1 - below(recent) : below(messages_.size());
    const hub::MessageRow& message = messages_[which];
    // Nothing comes of it where there is no such message.
    const net::MessageId id = below(50) == 0 ? net::MessageId{7} : message.id;
    const auto home = rooms_.find(message.room);
    hub::RoomRow& room = home == rooms_.end() || below(50) == 0 ? rooms_.begin()->second : home->second;
    const net::Sequence revision = take_place(entry, room);
    const std::uint64_t what = below(20);
    if (what < 5) {
        entry.changes.emplace_back(hub::TextChanged{room.id, id, revision, entry.at, some_text()});
    } else if (what < 7) {
        entry.changes.emplace_back(hub::PinRemoved{room.id, id});
        entry.changes.emplace_back(hub::MessageDeleted{room.id, id, revision});
        std::erase_if(games_, [&](const hub::GameRow& game) { return game.message == id; });
    } else if (what < 9) {
        if (room.id == message.room) pin(entry, message, revision);
    } else {
        const net::UserId user = some_user(entry).id;
        entry.changes.emplace_back(
            hub::ReactionChanged{room.id, id, revision, user, some_emoji(), below(4) != 0});
    }
}

void RandomHistory::pin(hub::AppliedEntry& entry, const hub::MessageRow& message, net::Sequence revision) {
    if (below(3) != 0) {
        entry.changes.emplace_back(hub::PinRow{message.room, message.id, message.sequence, message.at});
    } else {
        entry.changes.emplace_back(hub::PinRemoved{message.room, message.id});
    }
    entry.changes.emplace_back(hub::PinChanged{message.room, message.id, revision});
}

void RandomHistory::move_members(hub::AppliedEntry& entry) {
    const net::UserId user = some_user(entry).id;
    const net::UserId other = some_user(entry).id;
    const hub::RoomRow& room = some_room(entry);
    hub::MemberRow row{.room = room.id, .user = user, .since = entry.at};
    switch (below(4)) {
        case 0:
            row.standing = hub::Standing::Invited;
            row.invited_by = other;
            entry.changes.emplace_back(row);
            break;
        case 1:
            row.role = some(net::Role::Owner, random_());
            row.muted_until = below(2) == 0 ? net::for_good : net::Timestamp{};
            entry.changes.emplace_back(row);
            entry.changes.emplace_back(
                hub::MarkRow{room.id, user, {room.head, room.posts, room.mentions}, {below(9)}});
            break;
        case 2:
            entry.changes.emplace_back(hub::MarkRow{room.id, user, {{below(50)}, {below(40)}, {1}}, {2}});
            break;
        default:
            entry.changes.emplace_back(hub::MemberRemoved{room.id, user});
    }
}

void RandomHistory::keep_order(hub::AppliedEntry& entry) {
    const net::UserId user = some_user(entry).id;
    const net::UserId by = some_user(entry).id;
    const net::RoomId room = some_room(entry).id;
    if (below(3) == 0) {
        entry.changes.emplace_back(hub::BanRemoved{room, user});
    } else {
        std::set<std::string> addresses;
        for (std::uint64_t count = below(4); count > 0; --count)
            addresses.insert("fe80::" + std::to_string(below(6)) + some_short_text(40));
        entry.changes.emplace_back(hub::BanRow{.room = room,
                                               .user = user,
                                               .by = by,
                                               .at = entry.at,
                                               .until = below(2) == 0 ? net::for_good : entry.at,
                                               .reason = some_short_text(net::max_reason_bytes),
                                               .addresses = {addresses.begin(), addresses.end()}});
    }
    entry.changes.emplace_back(hub::AuditRow{.position = entry.mark.position,
                                             .at = entry.at,
                                             .room = room,
                                             .by = by,
                                             .action = some(last_of(net::AuditAction{}), random_()),
                                             .user = user,
                                             .detail = some_short_text(net::max_reason_bytes)});
}

void RandomHistory::change_people(hub::AppliedEntry& entry) {
    hub::UserRow& user = some_user(entry);
    switch (below(6)) {
        case 0:
            entry.changes.emplace_back(hub::LimitsRow{
                static_cast<std::uint32_t>(below(1'000)), 2, 3, 4, 5, 6, static_cast<std::uint32_t>(below(9)),
                7, below(1'000) << 30U, 8, 9, 10, static_cast<std::uint32_t>(below(5))});
            break;
        case 1:
            entry.changes.emplace_back(hub::ServerRow{some_digest()});
            break;
        case 2:
            upload(entry, user.id);
            break;
        case 3:
            if (!invites_.empty() && below(3) == 0) {
                entry.changes.emplace_back(hub::InviteRemoved{invites_[below(invites_.size())]});
            } else {
                if (invites_.empty() || below(2) == 0)
                    invites_.push_back(net::make_id<net::InviteId>(entry.mark.position, index_++));
                entry.changes.emplace_back(hub::InviteRow{.id = invites_[below(invites_.size())],
                                                          .token = net::Bytes(below(20), 0xAB),
                                                          .by = user.id,
                                                          .created = entry.at,
                                                          .until = net::for_good,
                                                          .uses_left = static_cast<std::uint32_t>(below(3))});
            }
            break;
        default:
            user.role = some(net::Role::Owner, random_());
            user.muted_until = below(2) == 0 ? entry.at : net::Timestamp{};
            user.seen = entry.at;
            user.card.colour = static_cast<std::uint32_t>(below(0x1000000));
            user.card.status = some_short_text(net::max_status_bytes);
            user.bio = some_short_text(net::max_bio_bytes);
            if (below(2) == 0) {
                const bool has_one = below(3) != 0;
                user.card.picture =
                    has_one ? net::make_id<net::UploadId>(entry.mark.position, index_++) : net::UploadId{};
                user.picture_size = has_one ? below(net::max_picture_bytes) : 0;
                user.picture = has_one ? some_file().hash : net::Digest{};
            }
            entry.changes.emplace_back(user);
    }
}

void RandomHistory::upload(hub::AppliedEntry& entry, net::UserId user) {
    if (!uploads_.empty() && below(3) == 0) {
        const std::size_t which = below(uploads_.size());
        entry.changes.emplace_back(hub::UploadRemoved{uploads_[which].id});
        uploads_.erase(uploads_.begin() + static_cast<std::ptrdiff_t>(which));
        return;
    }
    if (uploads_.empty() || below(2) == 0) {
        const net::File file = some_file();
        uploads_.push_back({.id = net::make_id<net::UploadId>(entry.mark.position, index_++),
                            .user = user,
                            .name = file.name,
                            .size = file.size,
                            .hash = file.hash,
                            .begun = entry.at});
    } else {
        uploads_[below(uploads_.size())].finished = true;
    }
    entry.changes.insert(entry.changes.end(), uploads_.begin(), uploads_.end());
}

void RandomHistory::change_room(hub::AppliedEntry& entry) {
    hub::RoomRow& room = some_room(entry);
    room.name = some_short_text(net::max_name_bytes);
    room.topic = some_short_text(net::max_topic_bytes);
    room.posters = some(net::Posters::Admins, random_());
    room.slow_mode_s = static_cast<std::uint32_t>(below(100));
    room.salt = some_digest();
    room.lock = some_digest();
    take_place(entry, room);
}

void RandomHistory::remove_past(hub::AppliedEntry& entry) {
    if (rooms_.empty()) return;
    const auto which =
        std::next(rooms_.begin(), static_cast<std::ptrdiff_t>(below(2) == 0 ? 0 : below(rooms_.size())));
    if (which != rooms_.begin() && below(3) == 0) {
        entry.changes.emplace_back(hub::RoomDissolved{which->first});
        rooms_.erase(which);
        return;
    }
    hub::RoomRow& room = which->second;
    const std::int64_t span = static_cast<std::int64_t>(below(4) == 0 ? 0 : below(200'000));
    room.purged_before = std::max(room.purged_before, net::Timestamp{entry.at.value - span});
    take_place(entry, room);
    std::erase_if(games_, [&](const hub::GameRow& game) {
        return game.room == room.id && game.record.offered_at_ms < room.purged_before.value;
    });
    entry.changes.emplace_back(hub::MessagesPurged{room.id, room.purged_before});
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
        hub::ResultRow{.device = device,
                       .run = run,
                       .number = {number.value > late ? number.value - late : number.value},
                       .outcome = {.status = some(last_of(net::Status{}), random_()),
                                   .room = net::lobby,
                                   .sequence = {below(100)},
                                   .message = {below(100)},
                                   .retry_after = {static_cast<std::int64_t>(below(3))},
                                   .invite = {below(3)},
                                   .upload = {below(3)},
                                   .refusal = {static_cast<std::uint8_t>(below(3))}},
                       .position = entry.mark.position});
}

hub::AppliedEntry RandomHistory::next() {
    mark_ = {mark_.position.next(), {random_() | 1U}};
    at_ = at_ + net::Milliseconds{static_cast<std::int64_t>(below(1'000))};
    index_ = 0;
    hub::AppliedEntry entry;
    entry.mark = mark_;
    entry.at = at_;
    entry.rules = mark_.position.value < 500 ? 1 : 2;
    const std::uint64_t what = below(100);
    if (what < 55) {
        post(entry);
    } else if (what < 60) {
        play(entry);
    } else if (what < 85) {
        change_message(entry);
    } else if (what < 89) {
        move_members(entry);
    } else if (what < 92) {
        keep_order(entry);
    } else if (what < 95) {
        change_people(entry);
    } else if (what < 97) {
        change_room(entry);
    } else if (what == 97) {
        remove_past(entry);
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
