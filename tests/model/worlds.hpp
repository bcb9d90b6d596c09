// Small worlds for tests of the model: rooms, people and messages in a line each.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "client/model/model.hpp"

namespace crosstalk::model {

inline const net::UserRef me{net::UserId{10}, "me"};
inline const net::UserRef alice{net::UserId{11}, "alice"};
inline const net::UserRef bob{net::UserId{12}, "bob"};

inline constexpr net::RoomId den{2048};
inline constexpr net::RoomId attic{4096};

inline net::RoomSummary summary(net::RoomId id, std::string name, std::uint64_t head = 0,
                                std::uint64_t posts = 0) {
    net::RoomSummary room;
    room.id = id;
    room.name = std::move(name);
    room.kind = id == net::lobby ? net::RoomKind::Lobby : net::RoomKind::Public;
    room.head = {head};
    room.posts = {posts};
    return room;
}

inline net::MyRoom mine(net::RoomId id, std::string name, std::uint64_t head = 0, std::uint64_t posts = 0) {
    net::MyRoom room;
    room.room = summary(id, std::move(name), head, posts);
    return room;
}

inline net::MyRoom direct(net::RoomId id, net::UserRef peer) {
    net::MyRoom room = mine(id, "");
    room.room.kind = net::RoomKind::Direct;
    room.peer = std::move(peer);
    return room;
}

inline net::Message message(std::uint64_t sequence, std::string text = "text", net::UserRef author = alice) {
    net::Message message;
    message.id = {1000 + sequence};
    message.sequence = message.revision = {sequence};
    message.author = std::move(author);
    message.at = {1000 * static_cast<std::int64_t>(sequence)};
    message.text = std::move(text);
    return message;
}

inline std::vector<net::Message> messages(std::uint64_t first, std::uint64_t last) {
    std::vector<net::Message> list;
    for (std::uint64_t sequence = first; sequence <= last; ++sequence)
        list.push_back(message(sequence));
    return list;
}

// Everything from `from` to `head` is a post.
inline RoomSynced synced(net::RoomId room, std::uint64_t have, std::uint64_t from, std::uint64_t head) {
    return {{.room = mine(room, room == net::lobby ? "lobby" : "room", head, head),
             .have = net::Sequence{have},
             .from = net::Sequence{from},
             .messages = messages(from, head),
             .mark = {}}};
}

inline Happened happened(net::RoomId room, std::uint64_t sequence, net::Fact fact) {
    return {{.room = room,
             .sequence = net::Sequence{sequence},
             .posts = net::PostCount{sequence},
             .at = net::Timestamp{1000 * static_cast<std::int64_t>(sequence)},
             .mark = {{sequence}, {sequence}},
             .fact = std::move(fact)}};
}

inline Happened posted(net::RoomId room, std::uint64_t sequence, std::string text = "live") {
    net::MessagePosted fact;
    fact.id = {1000 + sequence};
    fact.author = alice;
    fact.text = std::move(text);
    return happened(room, sequence, fact);
}

// Complete from `from` through `through`, all of them posts.
inline net::HistoryPage page(net::RoomId room, std::uint64_t from, std::uint64_t through) {
    return {.room = room,
            .before = {},
            .after = {},
            .at = {},
            .from = {from},
            .through = {through},
            .at_end = false,
            .messages = messages(from, through)};
}

inline OlderArrived older(net::RoomId room, std::uint64_t from, std::uint64_t before) {
    OlderArrived event{page(room, from, before - 1)};
    event.page.before = {before};
    return event;
}

inline NewerArrived newer(net::RoomId room, std::uint64_t after, std::uint64_t through) {
    NewerArrived event{page(room, after + 1, through)};
    event.page.after = {after};
    return event;
}

inline JumpArrived jump(net::RoomId room, std::uint64_t from, std::uint64_t through, std::uint64_t wanted) {
    return {page(room, from, through), {wanted}};
}

inline net::Member member(net::UserRef user, net::PresenceState state = net::PresenceState::Online) {
    net::Member member;
    member.presence = {std::move(user), state};
    return member;
}

inline MembersArrived members(std::vector<net::Member> list, net::RoomId room = net::lobby) {
    return {{.room = room, .after = {}, .members = std::move(list), .last = true}};
}

inline Online online(std::uint8_t server = 1) {
    Online event;
    event.me = me;
    event.server.key.fill(server);
    event.server.name = "home";
    return event;
}

// Online, in the lobby and in nothing else, nothing synced.
inline Model in_the_lobby(std::uint64_t posts = 0) {
    Model model;
    model.apply(Connecting{"127.0.0.1:12345"});
    model.apply(online());
    model.apply(RoomsListed{{mine(net::lobby, "lobby", posts, posts)}, {}});
    return model;
}

inline std::vector<std::uint64_t> sequences(const Room& room) {
    std::vector<std::uint64_t> list;
    for (const net::Message& each : room.messages)
        list.push_back(each.sequence.value);
    return list;
}

}  // namespace crosstalk::model
