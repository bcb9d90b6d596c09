// What the link tells windows and terminals: everything a client ever learns, in the order it learnt it.
//
// Order: Connecting, then Online and RoomsListed, or Offline (and Connecting again later), or Refused. Between
// RoomsListed and the end of the connection come all the others. Times named `at` are of this machine's clock.
#pragma once

#include <map>
#include <string>
#include <variant>
#include <vector>

#include "client/model/connection.hpp"
#include "net/messages.hpp"

namespace crosstalk::model {

struct Connecting {
    std::string address;
};

struct Online {
    net::UserRef me;
    ServerIdentity server;
    net::Limits limits;
    net::Timestamp at;
};

struct Offline {
    std::string reason;
    net::Milliseconds retry_in;
    net::Timestamp at;
};

struct Refused {
    Refusal why{};
    std::string text;  // for people: what happened, then what to do
    std::uint32_t tries_left = 0;
    std::string suggestion;
    net::Milliseconds retry_after;
};

// The answer to Disconnect.
struct Disconnected {};

struct RoundTrip {
    net::Milliseconds span;
};

// A server whose key this client has pinned.
struct SavedServer {
    ServerIdentity server;  // name and address as they were last
    std::string user;       // the name one has there
    net::Timestamp last_used;
    friend bool operator==(const SavedServer&, const SavedServer&) = default;
};
// What the profile holds for the connect screen, the newest server first: at the link's start and after changes.
struct ServersKnown {
    std::vector<SavedServer> servers;
};

// Everything that KeepSetting ever stored in this profile: at the link's start.
struct SettingsKnown {
    std::map<std::string, std::string> settings;
};

// Something of this machine does not work, the disk for instance. For people.
struct Trouble {
    std::string text;
};

// How far whoever uses this profile has read in a room.
struct ReadMark {
    net::Sequence sequence;
    net::PostCount posts;
    friend bool operator==(const ReadMark&, const ReadMark&) = default;
};

struct ListedRoom {
    net::RoomSummary room;
    ReadMark read;
};

// A MarkRead has been stored.
struct ReadUpTo {
    net::RoomId room;
    ReadMark mark;
};

// All rooms the user is in and is invited to; others are gone.
struct RoomsListed {
    std::vector<ListedRoom> rooms;
    std::vector<net::RoomSummary> invitations;
};

// The server has another past than this client (a backup was restored): messages and marks of all rooms are
// void, the unsent ones are not.
struct PastForgotten {};

struct RoomAdded {
    ListedRoom room;
};
struct RoomRemoved {
    net::RoomId room;
};
struct InvitationArrived {
    net::RoomSummary room;
    net::UserRef by;
};

// The newest part of a room, when it becomes known or after an interruption (net::RoomState).
struct RoomSynced {
    net::RoomState state;
};

// A part between what was known and what RoomSynced will bring, oldest part first: with these messages
// everything up to `through` is known. Only for clients that want to miss nothing (the terminal's).
struct MissedMessages {
    net::RoomId room;
    net::Sequence through;
    std::vector<net::Message> messages;
};

// Something happened just now. Sequences of a room come in order and without gaps, after RoomSynced.
struct Happened {
    net::Event event;
};

struct OlderArrived {
    net::HistoryPage page;
};
// The server would not give the page (it may be asked again after the next Online).
struct OlderRefused {
    net::RoomId room;
    std::string text;
};

struct MembersArrived {
    net::MembersPage page;
};

struct PresenceChanged {
    net::Presence presence;
    net::Timestamp at;
};

struct UnreadChanged {
    std::vector<net::RoomSummary> rooms;
};

// A post is in the durable outbox: from now on it is sent, sooner or later. Told again for what is left from
// earlier, after the first Online of a start.
struct Queued {
    std::string ref;
    net::RoomId room;
    std::string text;
    net::Timestamp at;
};
// It is on its way and can no longer be taken back.
struct Submitted {
    std::string ref;
};
// The server has done it, for good. `outcome.sequence` is the place in the room, if it took one.
struct Acknowledged {
    std::string ref;
    net::Outcome outcome;
};
// It will not be done; `text` says why. It is no longer in the outbox.
struct Failed {
    std::string ref;
    net::Status status{};
    std::string text;
};
// The answer to Cancel.
struct Withdrawn {
    std::string ref;
};

using LinkEvent =
    std::variant<Connecting, Online, Offline, Refused, Disconnected, RoundTrip, ServersKnown, SettingsKnown,
                 Trouble, ReadUpTo, RoomsListed, PastForgotten, RoomAdded, RoomRemoved, InvitationArrived,
                 RoomSynced, MissedMessages, Happened, OlderArrived, OlderRefused, MembersArrived,
                 PresenceChanged, UnreadChanged, Queued, Submitted, Acknowledged, Failed, Withdrawn>;

}  // namespace crosstalk::model
