// Commands, their answers, and the facts they became.
#pragma once

#include "net/events.hpp"
#include "net/messages/type.hpp"

namespace crosstalk::net {

struct Submit {
    static constexpr MessageType type = MessageType::Submit;
    RunId run;
    CommandNumber number;
    Command command;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(run, number, command);
    }
    friend bool operator==(const Submit&, const Submit&) = default;
};

enum class Status : std::uint8_t {
    Done,
    Refused,     // an old number without a stored result: ask again under a new one
    NotFound,    // no such room or user, or none the asker may know of
    NotAllowed,  // the permission table says no
    Invalid,     // empty, too long, or meaningless
    NameTaken,
    TooMany,  // rooms, members, pins, invites
    Unknown,  // a command of a newer program
    Muted,
    Banned,
    SlowMode,  // again after retry_after
    WrongCode,
    LastOwner,     // an owner has to make another one first
    TooLarge,      // a file is larger than the server takes
    QuotaFull,     // the user's share of the server's disk is used up
    StoreFull,     // the server's disk space for files is used up
    AgainstRules,  // of the game: see Outcome::refusal
};
constexpr Status last_of(Status) {
    return Status::AgainstRules;
}
constexpr Status unknown_of(Status) {
    return Status::NotAllowed;
}

// The one final answer to a numbered command.
struct Outcome {
    Status status = Status::Done;
    RoomId room;               // the room it concerned or made
    Sequence sequence;         // the place it took there
    MessageId message;         // with PostMessage; with commands about games: the game's
    Milliseconds retry_after;  // with SlowMode and Muted; 0: nobody knows
    InviteId invite;           // with MakeInvite
    UploadId upload;           // with BeginUpload
    GameRefusal refusal;       // with AgainstRules: why

    template <class Archive>
    void serialize(Archive& ar) {
        ar(status, room, sequence, message, retry_after, invite, upload, refusal);
    }
    friend bool operator==(const Outcome&, const Outcome&) = default;
};

struct Result {
    static constexpr MessageType type = MessageType::Result;
    RunId run;
    CommandNumber number;
    Outcome outcome;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(run, number, outcome);
    }
    friend bool operator==(const Result&, const Result&) = default;
};

// A fact of a watched room, in sequence.
struct Event {
    static constexpr MessageType type = MessageType::Event;
    RoomId room;
    Sequence sequence;
    PostCount posts;  // of the room, this fact included
    Timestamp at;
    Mark mark;
    Fact fact;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, sequence, posts, at, mark, fact);
    }
    friend bool operator==(const Event&, const Event&) = default;
};

}  // namespace crosstalk::net
