// What a line typed into a composer means: text for the room, or one of the commands that begin with '/'.
// Pure: who typed it decides what to do with the meaning.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace crosstalk::model {

struct SayText {
    std::string text;  // as typed; "//x" has become "/x"
};
struct ShowHelp {};
struct Quit {};
struct ShowRooms {};
struct SwitchRoom {
    std::string room;
};
struct EnterRoom {
    std::string room;
};
struct ExitRoom {
    std::string room;  // empty: the current one
};
struct MakeRoom {
    std::string name;
    bool is_private = false;
};
struct InvitePerson {
    std::string user;
};
struct ShowMembers {};
struct ShowOlder {};
struct ShowMyself {};

// Nothing is sent and the text stays where it is. `text` is for people.
struct BadLine {
    enum class Why { UnknownCommand, MissingArgument, UnwantedArgument, Blank, TooLong } why{};
    std::string text;
};

using Line = std::variant<SayText, ShowHelp, Quit, ShowRooms, SwitchRoom, EnterRoom, ExitRoom, MakeRoom,
                          InvitePerson, ShowMembers, ShowOlder, ShowMyself, BadLine>;

// One line of /help.
struct ComposerCommand {
    std::string_view name;      // without the '/'
    std::string_view argument;  // as shown; empty: takes none; in brackets: may be left out
    std::string_view help;
};

std::span<const ComposerCommand> composer_commands();

// Why a message of that many code points is not sent, for people.
std::string too_long(std::size_t code_points);

// `typed` is any bytes; may hold several lines of text, a command is the first word of the first.
Line parse_line(std::string_view typed);

}  // namespace crosstalk::model
