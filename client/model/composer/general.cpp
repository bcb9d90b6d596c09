#include "client/model/composer/commands.hpp"

namespace crosstalk::model {

namespace {

constexpr std::array rows{
    CommandRow{{"help",
                {maybe(ArgumentKind::CommandName)},
                "list the commands, or explain one of them",
                "/help kick",
                CommandGroup::General},
               [](const Scene& scene) -> Step { return Deed{ShowHelp{find_command(scene.typed.command)}}; }},
    CommandRow{{"me", {}, "show who you are and where you are connected", "/me", CommandGroup::General},
               [](const Scene&) -> Step { return Deed{ShowMyself{}}; }},
    CommandRow{
        {"more", {}, "show the next part of the last list that had more", "/more", CommandGroup::General},
        [](const Scene&) -> Step { return Deed{ShowMore{}}; }},
    CommandRow{{"quit", {}, "leave; what is unsent is sent first", "/quit", CommandGroup::General},
               [](const Scene&) -> Step { return Deed{Quit{}}; }},
};

}  // namespace

std::span<const CommandRow> general_commands() {
    return rows;
}

}  // namespace crosstalk::model
