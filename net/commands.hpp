// What can be asked of the server's state: every change of it is one of these, in the journal, in order.
// A client sends one inside Submit; the session completes it (the fields marked so) before it is appended.
#pragma once

#include <variant>

#include "net/commands/files.hpp"
#include "net/commands/games.hpp"
#include "net/commands/messages.hpp"
#include "net/commands/moderation.hpp"
#include "net/commands/people.hpp"
#include "net/commands/rooms.hpp"
#include "net/commands/server.hpp"

namespace crosstalk::net {

// Append only: the index is the number on the wire and in every journal.
struct Command
    : std::variant<Unknown, CreateRoom, JoinRoom, LeaveRoom, InviteUser, PostMessage, CreateUser,
                   ServerStarted, SetRules, OpenDirect, RenameRoom, SetTopic, SetRoomKind, SetPosters,
                   SetSlowMode, SetRoomPasskey, DissolveRoom, EditMessage, DeleteMessage, React, PinMessage,
                   KickUser, BanUser, UnbanUser, MuteUser, UnmuteUser, SetRole, PurgeMessages, Rename,
                   SetProfile, ClaimOwner, RemoveDevice, MakeInvite, RevokeInvite, AddDevice, SetOwnerCode,
                   KeepMarks, RecordDeed, BeginUpload, DropUpload, FinishUpload, OfferGame, AnswerOffer,
                   MakeMove, ActInGame, Tick, NotePlayer> {
    using variant::variant;
    Command() noexcept;
    Command(const Command& other);
    Command(Command&& other) noexcept;
    Command& operator=(const Command& other);
    Command& operator=(Command&& other) noexcept;
    ~Command();
    friend bool operator==(const Command& one, const Command& other);
};

// Who asked. All zero: the server itself.
struct Origin {
    UserId user;
    DeviceId device;
    RunId run;
    CommandNumber number;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, device, run, number);
    }
    friend bool operator==(const Origin&, const Origin&) = default;
};

// A command as the journal keeps it.
struct LoggedCommand {
    Origin origin;
    Command command;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(origin, command);
    }
    friend bool operator==(const LoggedCommand&, const LoggedCommand&) = default;
};

}  // namespace crosstalk::net
