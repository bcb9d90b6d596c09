#include "client/model/composer.hpp"

#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "client/model/composer/arguments.hpp"
#include "client/model/composer/commands.hpp"
#include "net/text/message_text.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::model {

namespace {

using Why = BadLine::Why;

constexpr std::uint64_t first_made_id = net::make_id<net::MessageId>(net::Position{1}, 0).value;

std::vector<CommandRow> all_rows() {
    std::vector<CommandRow> rows;
    for (const auto& subject : {general_commands(), room_commands(), talk_commands(), file_commands(),
                                game_commands(), people_commands(), order_commands(), server_commands()}) {
        rows.insert(rows.end(), subject.begin(), subject.end());
    }
    return rows;
}

const std::vector<ComposerCommand>& all_shown() {
    static const std::vector<ComposerCommand> shown = [] {
        std::vector<ComposerCommand> list;
        for (const CommandRow& row : all_rows())
            list.push_back(row.shown);
        return list;
    }();
    return shown;
}

const std::vector<Step (*)(const Scene&)>& all_steps() {
    static const std::vector<Step (*)(const Scene&)> steps = [] {
        std::vector<Step (*)(const Scene&)> list;
        for (const CommandRow& row : all_rows())
            list.push_back(row.step);
        return list;
    }();
    return steps;
}

bool takes_secret(const ComposerCommand& command) {
    return std::ranges::any_of(command.arguments, [](const CommandArgument& argument) {
        return argument.kind != ArgumentKind::None && row_of(argument.kind).is_secret;
    });
}

// How many letters have to be changed, put in or left out to get from one word to the other.
std::size_t letters_apart(std::string_view one, std::string_view other) {
    std::vector<std::size_t> row(other.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < one.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < other.size(); ++j) {
            const std::size_t changed = diagonal + (one[i] == other[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, diagonal + 1, row[j] + 1});
        }
    }
    return row.back();
}

// A mistyped /claim holds the code as well as a right one.
bool is_nearly_secret(std::string_view name) {
    constexpr std::size_t longest = 20;
    return name.size() <= longest && std::ranges::any_of(all_shown(), [&](const ComposerCommand& command) {
               return takes_secret(command) && letters_apart(name, command.name) <= 2;
           });
}

// How to do it right, behind what is wrong.
std::string with_usage(std::string text, const ComposerCommand& command, std::string_view prefix) {
    const auto prefixed = [&](std::string_view line) {
        return std::string(prefix) + std::string(line.substr(1));
    };
    const std::string usage = usage_of(command);
    text += " " + prefixed(usage);
    if (usage != command.example) text += ", for example " + prefixed(command.example);
    return text;
}

BadLine unknown_command() {
    return {Why::UnknownCommand,
            "There is no such command. /help lists them; begin with // to send a text that begins with /."};
}

Line read_arguments(const ComposerCommand& command, Typed typed, Scope scope, const TypedAt& at) {
    const std::string_view prefix = scope == Scope::Server ? "/server " : "/";
    CommandLine line{.command = &command, .arguments = {}, .scope = scope};
    for (std::size_t i = 0; i < command.arguments.size(); ++i) {
        const CommandArgument& argument = command.arguments[i];
        if (argument.kind == ArgumentKind::None) break;
        const ArgumentRow& row = row_of(argument.kind);
        if (typed.at_end()) {
            if (argument.optional) continue;
            return BadLine{Why::MissingArgument, with_usage(std::string(row.wanted) + ":", command, prefix)};
        }
        const bool is_last =
            i + 1 == command.arguments.size() || command.arguments[i + 1].kind == ArgumentKind::None;
        if (const auto fault = row.read(typed, {is_last, at}, line.arguments)) {
            return BadLine{fault->why, with_usage(fault->text + " Write", command, prefix)};
        }
    }
    if (typed.at_end()) return line;
    if (command.arguments[0].kind == ArgumentKind::None) {
        return BadLine{Why::UnwantedArgument, "/" + std::string(command.name) + " takes nothing after it."};
    }
    return BadLine{
        Why::UnwantedArgument,
        with_usage("This is more than belongs here; a name with blanks stands in quotation marks. Write",
                   command, prefix)};
}

Line parse_command(Typed typed, Scope scope, const TypedAt& at) {
    std::string_view name = typed.take_word();
    if (scope == Scope::Server && name.starts_with('/')) name.remove_prefix(1);
    const ComposerCommand* command = name.starts_with('/') ? nullptr : find_command(name);
    if (command == nullptr) return unknown_command();
    const bool is_prefix = command->arguments[0].kind == ArgumentKind::OrderCommand;
    if (scope == Scope::Server && (is_prefix || command->group != CommandGroup::Order)) {
        return BadLine{
            Why::WrongArgument,
            "/server stands before a command that keeps order: kick, ban, unban, bans, mute, unmute, "
            "role, purge or audit."};
    }
    if (!is_prefix) return read_arguments(*command, typed, scope, at);
    if (typed.at_end()) return read_arguments(*command, typed, scope, at);
    return parse_command(typed, Scope::Server, at);
}

}  // namespace

std::string_view title_of(CommandGroup group) {
    switch (group) {
        case CommandGroup::General:
            return "General";
        case CommandGroup::Rooms:
            return "Rooms";
        case CommandGroup::Talk:
            return "What is said";
        case CommandGroup::Files:
            return "Files";
        case CommandGroup::Games:
            return "Games";
        case CommandGroup::People:
            return "People and you";
        case CommandGroup::Order:
            return "Keeping order";
        case CommandGroup::Server:
            return "The server";
    }
    return {};
}

std::span<const ComposerCommand> composer_commands() {
    return all_shown();
}

const ComposerCommand* find_command(std::string_view name) {
    if (name.starts_with('/')) name.remove_prefix(1);
    const auto& shown = all_shown();
    const auto found = std::ranges::find(shown, name, &ComposerCommand::name);
    return found == shown.end() ? nullptr : &*found;
}

std::string arguments_of(const ComposerCommand& command) {
    std::string text;
    for (const CommandArgument& argument : command.arguments) {
        if (argument.kind == ArgumentKind::None) break;
        if (!text.empty()) text += ' ';
        const std::string shown(row_of(argument.kind).shown);
        text += argument.optional ? "[" + shown + "]" : shown;
    }
    return text;
}

std::string usage_of(const ComposerCommand& command) {
    const std::string arguments = arguments_of(command);
    return "/" + std::string(command.name) + (arguments.empty() ? "" : " " + arguments);
}

std::string too_long(std::size_t code_points) {
    return "The message has " + std::to_string(code_points) + " characters, " +
           std::to_string(net::max_text_code_points) + " are allowed. Shorten it or send it in parts.";
}

std::optional<BadLine> fault_of_text(std::string_view text) {
    if (text::is_blank(text)) return BadLine{Why::Blank, "There is nothing to send."};
    const std::size_t length = text::count_code_points(text);
    if (length > net::max_text_code_points || text.size() > net::max_text_bytes) {
        return BadLine{Why::TooLong, too_long(length)};
    }
    return std::nullopt;
}

Line parse_line(std::string_view typed, const TypedAt& at) {
    if (!typed.starts_with('/')) {
        if (auto fault = fault_of_text(typed)) return *std::move(fault);
        return SayText{std::string(typed)};
    }
    typed.remove_prefix(1);
    if (typed.starts_with('/')) {
        if (auto fault = fault_of_text(typed)) return *std::move(fault);
        return SayText{std::string(typed)};
    }
    // "/ help" is no command.
    if (typed.empty() || typed.find_first_of(" \t\r\n") == 0) return unknown_command();
    return parse_command(Typed(typed), Scope::Here, at);
}

bool may_hold_secret(std::string_view typed) {
    if (!typed.starts_with('/') || typed.starts_with("//")) return false;
    Typed rest(typed.substr(1));
    const std::string_view name = rest.take_word();
    const ComposerCommand* command = find_command(name);
    if (command == nullptr) return !rest.at_end() && is_nearly_secret(name);
    for (const CommandArgument& argument : command->arguments) {
        if (argument.kind == ArgumentKind::None || rest.at_end()) return false;
        if (row_of(argument.kind).is_secret) return true;
        static_cast<void>(rest.take_name(false));
    }
    return false;
}

// --- steps

std::variant<FoundMessage, Need, BadLine> message_named(const MessageName& name, const Model& model,
                                                        const Room& room, const Findings& found) {
    const auto none = [](const char* text) { return BadLine{Why::NoSuchMessage, text}; };
    switch (name.by) {
        case MessageName::By::FromTheEnd:
            return from_the_end(name.value, room, found,
                                [&](const net::Message& each) { return !model.is_ignored(each.author.id); });
        case MessageName::By::Id: {
            const auto message =
                std::ranges::find(room.messages, net::MessageId{name.value}, &net::Message::id);
            if (message != room.messages.end()) return FoundMessage{message->id, *message};
            return FoundMessage{net::MessageId{name.value}, std::nullopt};
        }
        case MessageName::By::Number: {
            if (name.value > room.told_head.value) {
                // Ids begin far above the first places of a room.
                if (name.value < first_made_id) break;
                return message_named({MessageName::By::Id, name.value}, model, room, found);
            }
            const net::Sequence place{name.value};
            if (const net::Message* known = room.message(place)) return FoundMessage{known->id, *known};
            if (room.loaded_from && place >= room.loaded_from && place <= room.head) break;
            if (!found.message_asked) return Need{NeedMessage{room.id, place}};
            if (found.message && found.message->sequence == place) {
                return FoundMessage{found.message->id, found.message};
            }
            break;
        }
    }
    return none("There is no message of this number in this room. Numbers stand before each message.");
}

Step next_step(const CommandLine& line, const Model& model, net::RoomId here, const Findings& found) {
    const Room* room = model.room(line.scope == Scope::Server ? net::lobby : here);
    if (room == nullptr) return bad(Why::NoSuchRoom, "This room is gone. /rooms lists yours.");
    const auto index = static_cast<std::size_t>(line.command - all_shown().data());
    return all_steps().at(index)({line.arguments, model, *room, found});
}

}  // namespace crosstalk::model
