// Everything that client and server can say to each other. Each message is one frame of net/frame.hpp; the
// number of its type is fixed for ever. Order of a login:
//
//   client: Hello                       server: ServerHello
//   known device:   Authenticate        Welcome, RoomList...       (or Error{UnknownDevice}: go on below)
//   new device:     PasskeyStart        PasskeyReply
//                   PasskeyConfirm      Admitted                   (carries the server's own proof)
//                   Register            Welcome, RoomList...       (or Error{Name...} or Error{Code}: again)
//   then            Resume              Resumed, RoomState...
//
// A file connection: Hello, ServerHello, Authenticate, FilesReady; then only what net/messages/files.hpp has, and signs
// of life.
#pragma once

#include <variant>

#include "net/messages/administration.hpp"
#include "net/messages/commands.hpp"
#include "net/messages/files.hpp"
#include "net/messages/games.hpp"
#include "net/messages/history.hpp"
#include "net/messages/life.hpp"
#include "net/messages/login.hpp"
#include "net/messages/people.hpp"
#include "net/messages/rooms.hpp"

namespace crosstalk::net {

struct FromClient
    : std::variant<Hello, Authenticate, PasskeyStart, PasskeyConfirm, Register, Ping, Pong, Goodbye, Submit,
                   Resume, Watch, History, Members, Progress, Typing, SetPresence, Search, Directory, Pins,
                   Edits, Person, Audit, Bans, Devices, Invites, MakeCode, RotatePasskey, Stats, PutFile,
                   PutChunk, OpenFile, PullFile, CloseFile, Games, GameDetail, Leaderboard, Spectate> {
    using variant::variant;
    FromClient() noexcept;
    FromClient(const FromClient& other);
    FromClient(FromClient&& other) noexcept;
    FromClient& operator=(const FromClient& other);
    FromClient& operator=(FromClient&& other) noexcept;
    ~FromClient();
};

struct FromServer
    : std::variant<ServerHello, PasskeyReply, Admitted, Welcome, RoomList, Ping, Pong, Error, Goodbye, Result,
                   Event, RoomAdded, RoomRemoved, Invited, StandingSet, Resumed, RoomState, Unread,
                   HistoryPage, MembersPage, Presence, MemberProgress, TypingUsers, SearchPage, DirectoryPage,
                   PinsPage, EditsPage, PersonFound, AuditPage, BansPage, DeviceList, InviteList, CodeMade,
                   PasskeyRotated, StatsReport, FilesReady, PutProgress, PutDone, FileOpened, FileChunk,
                   FileFault, GamesPage, GameFound, LeaderboardPage, Spectators> {
    using variant::variant;
    FromServer() noexcept;
    FromServer(const FromServer& other);
    FromServer(FromServer&& other) noexcept;
    FromServer& operator=(const FromServer& other);
    FromServer& operator=(FromServer&& other) noexcept;
    ~FromServer();
};

}  // namespace crosstalk::net
