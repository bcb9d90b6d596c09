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

inline net::RoomSummary summary(net::RoomId id, std::string name, std::uint64_t head = 0,
                                std::uint64_t posts = 0) {
    const net::RoomKind kind = id == net::lobby ? net::RoomKind::Lobby : net::RoomKind::Public;
    return {id, std::move(name), kind, net::Sequence{head}, net::PostCount{posts}};
}

inline net::Message message(std::uint64_t sequence, std::string text = "text", net::UserRef author = alice) {
    return {net::MessageId{1000 + sequence},
            net::Sequence{sequence},
            net::Sequence{sequence},
            std::move(author),
            net::Timestamp{},
            std::move(text)};
}

inline std::vector<net::Message> messages(std::uint64_t first, std::uint64_t last) {
    std::vector<net::Message> list;
    for (std::uint64_t sequence = first; sequence <= last; ++sequence)
        list.push_back(message(sequence));
    return list;
}

// Everything from `from` to `head` is a post.
inline RoomSynced synced(net::RoomId room, std::uint64_t have, std::uint64_t from, std::uint64_t head) {
    return {{.room = summary(room, room == net::lobby ? "lobby" : "room", head, head),
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
             .mark = {},
             .fact = std::move(fact)}};
}

inline Happened posted(net::RoomId room, std::uint64_t sequence, std::string text = "live") {
    return happened(room, sequence,
                    net::MessagePosted{net::MessageId{1000 + sequence}, alice, std::move(text)});
}

inline OlderArrived older(net::RoomId room, std::uint64_t from, std::uint64_t before) {
    return {{.room = room,
             .before = net::Sequence{before},
             .from = net::Sequence{from},
             .messages = messages(from, before - 1)}};
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
    model.apply(RoomsListed{{{summary(net::lobby, "lobby", posts, posts), {}}}, {}});
    return model;
}

inline std::vector<std::uint64_t> sequences(const Room& room) {
    std::vector<std::uint64_t> list;
    for (const net::Message& each : room.messages)
        list.push_back(each.sequence.value);
    return list;
}

}  // namespace crosstalk::model
