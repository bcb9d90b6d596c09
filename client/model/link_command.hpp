// What windows and terminals ask of the link. Any thread may hand these over; answers come as LinkEvents.
//
// `ref` is the asker's own name for what it asked, at most max_ref_bytes and unique while it is unanswered; it comes
// back in Queued, CommandQueued, Submitted, Acknowledged and Failed, after a restart too, and in Answered and
// QuestionFailed. Left empty, the link makes one that begins with '#'.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/model/transfer.hpp"
#include "net/commands.hpp"
#include "net/ids.hpp"
#include "net/messages.hpp"

namespace crosstalk::model {

inline constexpr std::size_t max_ref_bytes = 1024;

// Ends what was before. With an invite the address and passkey of the invite count, with a join code those of the code.
struct Connect {
    std::string address;  // host[:port], the port is 12345 if none is given; or a join code, a secret then
    std::string name;
    bool any_number = false;                    // an untouched default name: "Anonymous-7" will do
    std::string passkey;                        // a secret; empty = this server knows the device already
    std::string invite;                         // a secret: the whole link
    std::optional<net::ServerKeyHash> saved{};  // chosen from the saved servers: no other key will do
    std::string code{};  // a secret: makes this a device of the user who has the code, whatever the name
};

// Says goodbye and stays away. What is unsent is kept for the next time.
struct Disconnect {};

// Offline only: tries now instead of at retry_at.
struct RetryNow {};

// --- what changes something on the server: in order, once, through the durable outbox

struct Post {
    net::RoomId room;
    std::string text;
    std::string ref;
    net::MessageId reply_to{};  // 0: no reply
};

// Every other command that a person can give. What the session completes (net/commands.hpp) is left empty. One that holds
// a secret (has_secret() in client/link/command_rules.hpp) is never written to the disk: it is taken only while online,
// and ends with the process.
struct Perform {
    net::Command command;
    std::string ref;
};

// Sends again what has Failed, behind all that waits now, under the same ref.
struct Retry {
    std::string ref;
};

// Takes back what is Queued or dismisses what has Failed; what was submitted cannot be taken back.
struct Cancel {
    std::string ref;
};

// --- questions: only while online; Answered or QuestionFailed follows, at the latest when the connection ends

using Question = std::variant<net::History, net::Search, net::Directory, net::Pins, net::Edits, net::Person,
                              net::Audit, net::Bans, net::Devices, net::Invites, net::MakeCode,
                              net::RotatePasskey, net::Stats, net::Games, net::GameDetail, net::Leaderboard>;

struct Ask {
    Question question;
    std::string ref;
};

// --- the model's copy of the past; asking again while it is under way costs nothing

// The page below what the model has: `before` is Room::loaded_from, or the `from` of Room::past.
struct LoadOlder {
    net::RoomId room;
    net::Sequence before;
};

// The page above what Room::past has: `after` is its `through`.
struct LoadNewer {
    net::RoomId room;
    net::Sequence after;
};

// Opens the past around a place, or around the first message said at or after a time, beside the live tail (Room::past).
// If the tail is right there, it grows down to the place instead. What stands before the place follows by itself.
struct JumpTo {
    net::RoomId room;
    net::Sequence sequence;
    net::Timestamp at;  // counts if there is no sequence; neither: the room's beginning
};

// Gives Room::past back.
struct LeavePast {
    net::RoomId room;
};

// All members with their presence.
struct LoadMembers {
    net::RoomId room;
};

// --- signals

// Everything up to the mark (Room::mark_at) has reached whoever this client works for: drawn in a focused window, or
// printed and flushed. It is stored and told to the server, and never goes back.
struct MarkRead {
    net::RoomId room;
    net::ReadMark read;
};

// A key was pressed in the room's composer. Goes out every 3 s at most.
struct Typing {
    net::RoomId room;
};

// A game in which others play is looked at from now on, over reconnects too; or not any more.
struct Spectate {
    net::RoomId room;
    net::MessageId game;
    bool looks = true;
};

// What others see from now on, over reconnects too. Offline: invisible.
struct SetPresence {
    net::PresenceState state = net::PresenceState::Online;
};

// --- files; transfers outlive a cut and a restart, and follow one another as there is room for them

struct OutgoingFile {
    std::string path;         // on this machine, UTF-8
    std::string name;         // as others will see it; empty: as it is called here
    std::uint32_t width = 0;  // of a picture; 0: none, or unknown
    std::uint32_t height = 0;
};

// One message with these files, posted when all of them are on the server. At most net::max_files_per_message.
struct SendFiles {
    net::RoomId room;
    std::vector<OutgoingFile> files;
    std::string text;  // may be empty
    std::string ref;
    net::MessageId reply_to{};  // 0: no reply
};

// Becomes one's own picture; at most net::max_picture_bytes.
struct SendPicture {
    std::string path;
    std::string ref;
};

// TransferChanged follows, at once if a preview is in the cache. What is asked for a second time is not fetched twice.
struct FetchFile {
    net::FileSource source;
    net::File file;                          // as the message says
    TransferKind kind = TransferKind::Save;  // or Preview
    std::string
        path{};  // Save: where to and under which name; empty: the folder for downloads, under a free name
    bool by_itself = false;  // by a rule
};

// What does not fit the state of the transfer does nothing.
enum class TransferAction : std::uint8_t {
    Pause,
    Resume,
    Retry,
    Cancel,   // and forget it; what came of it is removed; a message gives up all its files
    Dismiss,  // forgets one that is over; its file stays
};
struct SteerTransfer {
    TransferId transfer;
    TransferAction action{};
};

// For all transfers of this profile; 0: no limit.
struct LimitTransfers {
    std::uint64_t up = 0;  // bytes a second
    std::uint64_t down = 0;
    std::string folder{};  // for downloads; empty: the system's
};

// --- what is kept on this machine only

// Of the server that one is connected to.
struct Ignore {
    net::UserRef user;
};
struct Unignore {
    net::UserId user;
};

// Forgets a server's pin, marks, ignored users and unsent messages; not while connected to it.
struct ForgetServer {
    net::ServerKeyHash key{};
};

// Stored in the profile under that name; an empty value removes it. At most max_setting_bytes each.
inline constexpr std::size_t max_setting_bytes = 64 * 1024;
struct KeepSetting {
    std::string name;
    std::string value;
};

// The Acknowledged or Failed of `ref` has reached whoever this client works for. Only a link that keeps answers until
// then (link::Completeness::Everything) takes notice: what was not shown is told again after a restart.
struct AnswerShown {
    std::string ref;
};

struct LinkCommand : std::variant<Connect, Disconnect, RetryNow, Post, Perform, Retry, Cancel, Ask, LoadOlder,
                                  LoadNewer, JumpTo, LeavePast, LoadMembers, MarkRead, Typing, Spectate,
                                  SetPresence, Ignore, Unignore, ForgetServer, KeepSetting, AnswerShown,
                                  SendFiles, SendPicture, FetchFile, SteerTransfer, LimitTransfers> {
    using variant::variant;
    LinkCommand() noexcept;
    LinkCommand(const LinkCommand& other);
    LinkCommand(LinkCommand&& other) noexcept;
    LinkCommand& operator=(const LinkCommand& other);
    LinkCommand& operator=(LinkCommand&& other) noexcept;
    ~LinkCommand();
};

}  // namespace crosstalk::model
