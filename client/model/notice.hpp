// What happened between two messages: who came and who went, and what was done to the room and its people.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "net/events.hpp"

namespace crosstalk::model {

struct CameOnline {
    net::UserRef user;
    friend bool operator==(const CameOnline&, const CameOnline&) = default;
};
struct WentOffline {
    net::UserRef user;
    friend bool operator==(const WentOffline&, const WentOffline&) = default;
};
// How the room was set before, and what was made of it.
struct SettingsChanged {
    net::RoomSettingsSet before;  // `by` is empty
    net::RoomSettingsSet now;
    friend bool operator==(const SettingsChanged&, const SettingsChanged&) = default;
};

// Names in them are those of the time.
using Change =
    std::variant<CameOnline, WentOffline, net::MemberJoined, net::MemberLeft, net::MemberKicked,
                 net::MemberBanned, net::MemberUnbanned, net::MemberMuted, net::RoleSet, net::UserRenamed,
                 net::RoomRenamed, net::TopicSet, SettingsChanged, net::PinSet, net::MessagesPurged>;

// Who came or went by it; null for every other change.
const net::UserRef* comer_or_goer(const Change& change);

// "Anna was kicked by Bert: spam". One line for people, without a full stop; `at` is when it happened.
std::string in_words(const Change& change, net::Timestamp at);

// Comings and goings in a row are collapsed into one: of each user only the last one counts. Every other change has one of
// its own, so that it keeps its place and its time.
struct Notice {
    net::Sequence after;  // to be shown behind the message of this place, or the last one before it
    net::Timestamp at;    // of the last change
    std::vector<Change> changes;
};

}  // namespace crosstalk::model
