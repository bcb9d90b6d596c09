// What is to be done about a command, once everything it names has been found in the model. The window and the terminal
// carry out the same deeds, each in its way.
//
//   parse_line -> CommandLine -> next_step -> Deed                      do it
//                                    ^     -> Need -> ask the server --+   then try again with what was found
//                                    |     -> BadLine                  |   say so; the text stays where it is
//                                    +---------------------------------+
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "client/model/composer.hpp"
#include "client/model/model.hpp"

namespace crosstalk::model {

// --- what the link carries out

// Post, Perform, Ask, SetPresence, Ignore, Unignore, MarkRead, each with an empty `ref`; Retry, Cancel, FetchFile and
// SteerTransfer.
struct Tell {
    LinkCommand command;
};

// --- what takes more than one command

// To somebody with whom there is no direct room yet; without a text the room is only opened.
struct SayTo {
    net::UserRef user;
    std::string text;
};
// The token of the invite is drawn by whoever carries this out, who then knows the link.
struct NewInvite {
    net::Milliseconds span;  // 0: for good
    std::uint32_t uses = 0;  // 0: any number
};
// All that was ever said in the room, to a file that is not there yet.
struct ExportRoom {
    net::RoomId room;
    std::string file;
    FileFormat format{};
};

// Files of this machine; whoever carries this out can look which of the words are paths (outgoing.hpp).
struct SendPaths {
    net::RoomId room;
    std::string typed;
};
// All files of one message.
struct FetchAll {
    std::vector<FetchFile> files;
};

// --- what is shown

struct ShowHelp {
    const ComposerCommand* command = nullptr;  // null: all of them
};
struct ShowRooms {};
struct ShowMyself {};
struct ShowIgnored {};
struct ShowUnsent {};
struct ShowTransfers {};
// How the room is set: topic, who may write, passkey or not.
struct ShowRoom {
    net::RoomId room;
};
struct ShowMembers {
    net::RoomId room;
};
// The message as it was typed, with its spoilers.
struct ShowMessage {
    net::RoomId room;
    net::Message message;
};
// Below what was shown before.
struct ShowOlder {
    net::RoomId room;
};
// The part around a message, or around the first one said at or after a time.
struct ShowPlace {
    net::RoomId room;
    net::Sequence sequence;  // 0: `at` counts
    net::Timestamp at;
};
// The next part of the last list that had more.
struct ShowMore {};
struct SwitchTo {
    net::RoomId room;
};
// A game against the computer, for whoever has a board to show.
struct Practise {};
struct Quit {};

using Deed = std::variant<Tell, SayTo, NewInvite, ExportRoom, SendPaths, FetchAll, ShowHelp, ShowRooms,
                          ShowMyself, ShowIgnored, ShowUnsent, ShowTransfers, ShowRoom, ShowMembers,
                          ShowMessage, ShowOlder, ShowPlace, ShowMore, SwitchTo, Practise, Quit>;

// What has to be asked first.
struct NeedPeople {};  // the members of the lobby: everybody
struct NeedMessage {
    net::RoomId room;
    net::Sequence sequence;
};
// More of the room's end than the model has.
struct NeedNewest {
    net::RoomId room;
};
struct NeedDirectory {};  // all public rooms
struct NeedMyself {};     // one's own profile
struct NeedGames {};      // one's own that run
using Need = std::variant<NeedPeople, NeedMessage, NeedNewest, NeedDirectory, NeedMyself, NeedGames>;

// The answers so far.
struct Findings {
    bool people = false;  // they are in the model now
    bool games = false;   // likewise
    // Those that were asked for, as far as they exist.
    bool message_asked = false;
    std::optional<net::Message> message;
    std::optional<std::vector<net::Message>> newest;  // ascending
    std::optional<std::vector<net::RoomSummary>> directory;
    std::optional<net::PersonFound> myself;
};

using Step = std::variant<Deed, Need, BadLine>;

// What has to be done for `line`, typed in the room `here`. A need that was answered does not come again.
Step next_step(const CommandLine& line, const Model& model, net::RoomId here, const Findings& found = {});

// The message that a name means in a room; what is not there is a need or a bad line.
struct FoundMessage {
    net::MessageId id;
    std::optional<net::Message> known;  // if its id alone was typed, it may not be
};
std::variant<FoundMessage, Need, BadLine> message_named(const MessageName& name, const Model& model,
                                                        const Room& room, const Findings& found = {});

}  // namespace crosstalk::model
