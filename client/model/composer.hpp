// What a line typed into a composer means: text for the room, or one of the commands that begin with '/'. One table lists
// them; /help, the errors, completion and docs/cli.md follow from it. What is to be done about a command is said by
// deed.hpp.
//
// Pure, whatever is typed: any bytes. An error repeats at most a word that was to be a date or a length of time, never a
// secret.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "net/games.hpp"
#include "net/rooms.hpp"
#include "net/text/search_line.hpp"

namespace crosstalk::model {

enum class CommandGroup : std::uint8_t { General, Rooms, Talk, Files, Games, People, Order, Server };
constexpr CommandGroup last_of(CommandGroup) {
    return CommandGroup::Server;
}
std::string_view title_of(CommandGroup group);

// What may stand at one place behind a command.
enum class ArgumentKind : std::uint8_t {
    None,
    CommandName,   // without the '/'
    OrderCommand,  // a whole command of group Order
    Room,
    NewName,
    NewRoomName,
    Topic,
    Posters,
    SlowMode,
    RoomPasskey,
    JoinPasskey,
    RoomName,  // of the room that is here, to be sure
    User,
    Text,
    Message,
    OwnMessage,
    Place,  // a message or a date
    HistoryPart,
    Emoji,
    Query,
    File,
    FileFormat,
    Status,
    Bio,
    Colour,
    Device,
    Span,      // of a ban or mute
    Validity,  // of an invite
    AddressFlag,
    Reason,
    Role,
    Before,
    Code,
    Uses,
    Invite,
    Unsent,
    Outgoing,     // files of this machine, and perhaps a text
    MessageFile,  // of a message, or all of them
    SavePath,
    Transfer,
    Game,      // the message that holds it
    Opponent,  // left out where a kind, a side or a clock stands
    // These three stand in any order.
    GameKind,
    GameSide,
    GameClock,
    DeclineReason,
    Cell,
    DeclineWord,
    TakeBackAnswer,
    ClaimAnswer,
    MineWord,
    FinishedWord,
    RankedKind,
};
constexpr ArgumentKind last_of(ArgumentKind) {
    return ArgumentKind::RankedKind;
}

struct CommandArgument {
    ArgumentKind kind = ArgumentKind::None;
    bool optional = false;
};

struct ComposerCommand {
    std::string_view name;                     // without the '/'
    std::array<CommandArgument, 4> arguments;  // the first ones of a kind other than None
    std::string_view help;                     // one line, no full stop
    std::string_view example;
    CommandGroup group{};
};

// Group by group, in the order in which /help lists them.
std::span<const ComposerCommand> composer_commands();
// Null if there is none of that name; a '/' before it does not matter.
const ComposerCommand* find_command(std::string_view name);
// "USER [REASON]"; empty if nothing may follow.
std::string arguments_of(const ComposerCommand& command);
// Those that may stand behind it as they are, in the order of its arguments: kinds of games, clocks, roles and the like.
std::vector<std::string_view> words_behind(const ComposerCommand& command);
// "/kick USER [REASON]".
std::string usage_of(const ComposerCommand& command);

// A message as it was typed.
struct MessageName {
    enum class By : std::uint8_t {
        FromTheEnd,  // 1: the last one
        Number,      // its place in the room, or an id
        Id,
    };
    By by = By::FromTheEnd;
    std::uint64_t value = 1;
    friend bool operator==(const MessageName&, const MessageName&) = default;
};

// "^", "^3", "17", "id:123456".
std::optional<MessageName> message_name(std::string_view word);

enum class HistoryPart : std::uint8_t { Older, Newest, Before, After, At };
enum class FileFormat : std::uint8_t { Text, JsonLines };

enum class GameAnswer : std::uint8_t { Unsaid, Decline, Allow, Win, Draw };

// Whatever stood behind a command about games.
struct GameArguments {
    net::GameKind kind{1};
    net::SideWish wish = net::SideWish::Random;
    net::GameClock clock;
    net::DeclineReason reason{};
    GameAnswer answer{};
    std::string cell;  // as it was typed: what it means follows from the board
    bool only_mine = false;
    bool finished = false;
};

// Whatever stood behind a command. What is filled in follows from the command's arguments; names are not looked up.
struct Arguments {
    std::string command;
    std::string
        room;  // before a passkey, which may be the rest of a name with blanks: the first word of `text`
    std::string user;
    std::string text;    // a message, topic, status, bio, reason, query, name: within its limits
    std::string secret;  // a passkey, a code
    std::string file;
    std::string emoji;  // exactly one
    text::SearchLine query;
    std::optional<MessageName> message;
    std::optional<net::Timestamp> at;
    std::optional<net::Milliseconds> span;  // 0: for good
    std::optional<std::uint32_t> number;    // of uses, seconds, messages, in a list, of a file; a colour
    std::uint64_t id = 0;
    net::Role role{};
    net::Posters posters{};
    HistoryPart part{};
    FileFormat format{};
    bool with_addresses = false;
    bool clears = false;  // what is set otherwise
    GameArguments game;
};

struct SayText {
    std::string text;  // as typed; "//x" has become "/x"
};

enum class Scope : std::uint8_t { Here, Server };

struct CommandLine {
    const ComposerCommand* command = nullptr;
    Arguments arguments;
    Scope scope{};
};

// Nothing is sent and the text stays where it is. `text` is for people: what is wrong, then what to do.
struct BadLine {
    enum class Why : std::uint8_t {
        UnknownCommand,
        MissingArgument,
        UnwantedArgument,
        WrongArgument,
        Blank,
        TooLong,
        NoSuchRoom,
        NoSuchUser,
        NoSuchMessage,
        NotHere,       // not in this kind of room, or not now
        NotConfirmed,  // has to be said again, with the room's name
    } why{};
    std::string text;
};

using Line = std::variant<SayText, CommandLine, BadLine>;

// When and where a line is typed: "yesterday" and "30d" are counted from there.
struct TypedAt {
    net::Timestamp now;
    std::chrono::minutes utc_offset{0};  // of this machine's clock
};

// May hold several lines of text; a command is the first word of the first.
Line parse_line(std::string_view typed, const TypedAt& at = {});

// The same rules for a text that comes by other ways; nothing if it may be sent.
std::optional<BadLine> fault_of_text(std::string_view text);

// What was typed has a secret in it, or may have: it is not to be kept where others might see it.
bool may_hold_secret(std::string_view typed);

// Why a message of that many code points is not sent, for people.
std::string too_long(std::size_t code_points);

}  // namespace crosstalk::model
