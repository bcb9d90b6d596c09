#include "client/model/composer.hpp"

#include <array>
#include <utility>

#include "net/limits.hpp"
#include "net/text/message_text.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::model {

namespace {

struct Entry {
    ComposerCommand shown;
    Line (*meaning)(std::string argument);
};

template <class Meaning>
Line plain(std::string) {
    return Meaning{};
}

template <class Meaning>
Line with_argument(std::string argument) {
    return Meaning{std::move(argument)};
}

template <bool IsPrivate>
Line make_room(std::string argument) {
    return MakeRoom{std::move(argument), IsPrivate};
}

constexpr std::array entries{
    Entry{{"help", "", "list these commands"}, plain<ShowHelp>},
    Entry{{"rooms", "", "list your rooms and invitations"}, plain<ShowRooms>},
    Entry{{"switch", "ROOM", "write to this room from now on"}, with_argument<SwitchRoom>},
    Entry{{"join", "ROOM", "enter a room you are invited to, or a public one by its number"},
          with_argument<EnterRoom>},
    Entry{{"leave", "[ROOM]", "leave this or another room"}, with_argument<ExitRoom>},
    Entry{{"create", "NAME", "open a public room"}, make_room<false>},
    Entry{{"create-private", "NAME", "open a room that only invited people see"}, make_room<true>},
    Entry{{"invite", "USER", "invite somebody into this room"}, with_argument<InvitePerson>},
    Entry{{"members", "", "show who is in this room"}, plain<ShowMembers>},
    Entry{{"history", "", "show older messages of this room"}, plain<ShowOlder>},
    Entry{{"me", "", "show who you are and where you are connected"}, plain<ShowMyself>},
    Entry{{"quit", "", "leave; what is unsent is sent first"}, plain<Quit>},
};

constexpr auto shown = [] {
    std::array<ComposerCommand, entries.size()> list{};
    for (std::size_t i = 0; i < entries.size(); ++i)
        list[i] = entries[i].shown;
    return list;
}();

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

Line say(std::string_view typed) {
    if (text::is_blank(typed)) return BadLine{BadLine::Why::Blank, "There is nothing to send."};
    const std::size_t length = text::count_code_points(typed);
    if (length > net::max_text_code_points || typed.size() > net::max_text_bytes) {
        return BadLine{BadLine::Why::TooLong, too_long(length)};
    }
    return SayText{std::string(typed)};
}

}  // namespace

std::span<const ComposerCommand> composer_commands() {
    return shown;
}

std::string too_long(std::size_t code_points) {
    return "The message has " + std::to_string(code_points) + " characters, " +
           std::to_string(net::max_text_code_points) + " are allowed. Shorten it or send it in parts.";
}

Line parse_line(std::string_view typed) {
    if (!typed.starts_with('/')) return say(typed);
    if (typed.starts_with("//")) return say(typed.substr(1));

    const std::string_view body = trimmed(typed.substr(1));
    const std::size_t end = body.find_first_of(" \t\r\n");
    const std::string_view name = body.substr(0, end);
    const std::string_view argument =
        end == std::string_view::npos ? std::string_view{} : trimmed(body.substr(end));

    for (const Entry& entry : entries) {
        if (entry.shown.name != name) continue;
        const std::string_view wanted = entry.shown.argument;
        if (wanted.empty() && !argument.empty()) {
            return BadLine{BadLine::Why::UnwantedArgument,
                           "/" + std::string(name) + " takes nothing after it."};
        }
        if (!wanted.empty() && !wanted.starts_with('[') && argument.empty()) {
            return BadLine{BadLine::Why::MissingArgument,
                           "Say which: /" + std::string(name) + " " + std::string(wanted) + "."};
        }
        return entry.meaning(std::string(argument));
    }
    return BadLine{BadLine::Why::UnknownCommand,
                   "There is no such command. /help lists them; begin with // to send a text that "
                   "begins with /."};
}

}  // namespace crosstalk::model
