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
#include "client/model/link_command.hpp"
#include "client/model/transfer.hpp"
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
    net::Role role = net::Role::Member;  // on the server
    bool has_owner = true;               // of the server; without one, the owner code makes one
    net::Timestamp server_now{};         // by its clock, when it let this client in; 0: unknown
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

// All the people that Ignore has named on this server: at Online and after changes.
struct IgnoredKnown {
    std::vector<net::UserRef> users;
};

// --- rooms. A read mark is the further of what the server and what this profile knows.

// All rooms the user is in and is invited to; others are gone.
struct RoomsListed {
    std::vector<net::MyRoom> rooms;
    std::vector<net::RoomSummary> invitations;
};

// The server has another past than this client (a backup was restored): messages, counts and marks of all rooms are
// void, the unsent ones are not.
struct PastForgotten {};

struct RoomAdded {
    net::MyRoom room;
};
struct RoomRemoved {
    net::RoomRemoved what;
    net::Timestamp at;
};
struct InvitationArrived {
    net::RoomSummary room;
    net::UserRef by;
};
// What the user is in a room or, with the lobby, on the server.
struct StandingChanged {
    net::StandingSet standing;
};

// A MarkRead has been stored.
struct ReadUpTo {
    net::RoomId room;
    net::ReadMark mark;
};

// Rooms that something happened in, or that another device of the user has read.
struct UnreadChanged {
    std::vector<net::RoomCounts> rooms;
};

// --- what was said

// The newest part of a room, when it becomes known or after an interruption (net::RoomState). If `from` is above have + 1,
// something below it is missing, and what was known of the past may have changed meanwhile.
struct RoomSynced {
    net::RoomState state;
};

enum class Part : std::uint8_t {
    First,  // of a gap: what was known before may have changed meanwhile
    Next,
};

// A part between what was known and what RoomSynced will bring, oldest part first: with these messages
// everything up to `through` is known. Only for clients that want to miss nothing (the terminal's).
struct MissedMessages {
    net::RoomId room;
    net::Sequence through;
    std::vector<net::Message> messages;
    net::Sequence from{};  // complete from here
    Part part = Part::Next;
};

// Something happened just now. Sequences of a room come in order and without gaps, after RoomSynced.
struct Happened {
    net::Event event;
};

// Answers to LoadOlder, LoadNewer and JumpTo, up to date with all that was told before.
struct OlderArrived {
    net::HistoryPage page;
};
struct NewerArrived {
    net::HistoryPage page;
};
struct JumpArrived {
    net::HistoryPage page;
    net::Sequence wanted;  // the place that was asked for; 0: page.at
};
enum class PageKind : std::uint8_t { Older, Newer, Jump };
// The server would not give the page (it may be asked again after the next Online).
struct PageRefused {
    net::RoomId room;
    PageKind kind{};
    std::string text;
};
// The answer to LeavePast.
struct PastLeft {
    net::RoomId room;
};

// --- people

struct MembersArrived {
    net::MembersPage page;
};

struct PresenceChanged {
    net::Presence presence;
    net::Timestamp at;
};

struct ProgressChanged {
    net::MemberProgress progress;
};

struct TypingSeen {
    net::TypingUsers typing;
    net::Timestamp at;
};

struct SpectatorsSeen {
    net::Spectators spectators;
};

// --- questions

using Answer = std::variant<net::HistoryPage, net::SearchPage, net::DirectoryPage, net::PinsPage,
                            net::EditsPage, net::PersonFound, net::AuditPage, net::BansPage, net::DeviceList,
                            net::InviteList, net::CodeMade, net::PasskeyRotated, net::StatsReport,
                            net::GamesPage, net::GameFound, net::LeaderboardPage>;

// `answer` is of the kind that `question` asks for.
struct Answered {
    std::string ref;
    Question question;
    Answer answer;
};
struct QuestionFailed {
    std::string ref;
    Question question;
    net::ErrorCode code{};  // None: it never left, or the connection ended
    std::string text;       // for people
};

// --- what became of commands

// A post is in the durable outbox: from now on it is sent, sooner or later. Told again for what is left from
// earlier, after the first Online of a start, and after Retry.
struct Queued {
    std::string ref;
    net::RoomId room;
    std::string text;
    net::Timestamp at;
    net::MessageId reply_to{};
    std::vector<net::File> files{};
};
// The same of every other command; secrets are left out.
struct CommandQueued {
    std::string ref;
    net::Command command;
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
// It will not be done unless Retry asks for it again; `text` says why. Texts that people wrote (posts and edits) are kept
// over a restart, and told again then, until Retry, Cancel or, with Completeness::Everything, AnswerShown.
struct Failed {
    std::string ref;
    net::Status status{};
    std::string text;
    net::Milliseconds retry_after{};  // it may well succeed after that; 0: nobody knows
};
// The answer to Cancel.
struct Withdrawn {
    std::string ref;
};

// --- files

// All of this server, after each Online and before anything else is told of them.
struct TransfersKnown {
    std::vector<Transfer> transfers;
};
// A new one too. Of one that runs at most four times a second.
struct TransferChanged {
    Transfer transfer;
};
// Cancelled, dismissed, or a preview whose room is gone.
struct TransferForgotten {
    TransferId transfer;
};

struct LinkEvent
    : std::variant<Connecting, Online, Offline, Refused, Disconnected, RoundTrip, ServersKnown, SettingsKnown,
                   Trouble, IgnoredKnown, RoomsListed, PastForgotten, RoomAdded, RoomRemoved,
                   InvitationArrived, StandingChanged, ReadUpTo, UnreadChanged, RoomSynced, MissedMessages,
                   Happened, OlderArrived, NewerArrived, JumpArrived, PageRefused, PastLeft, MembersArrived,
                   PresenceChanged, ProgressChanged, TypingSeen, SpectatorsSeen, Answered, QuestionFailed,
                   Queued, CommandQueued, Submitted, Acknowledged, Failed, Withdrawn, TransfersKnown,
                   TransferChanged, TransferForgotten> {
    using variant::variant;
    LinkEvent() noexcept;
    LinkEvent(const LinkEvent& other);
    LinkEvent(LinkEvent&& other) noexcept;
    LinkEvent& operator=(const LinkEvent& other);
    LinkEvent& operator=(LinkEvent&& other) noexcept;
    ~LinkEvent();
};

}  // namespace crosstalk::model
