#include <algorithm>
#include <concepts>

#include "client/model/composer/commands.hpp"

namespace crosstalk::model {

namespace {

using Why = BadLine::Why;

// The line that was named, or the newest one for which there is something to do.
template <std::predicate<const Unsent&> Fits>
std::optional<Unsent> chosen(const Scene& scene, Fits fits) {
    const std::vector<Unsent> all = all_unsent(scene.model);
    if (const auto& number = scene.typed.number) {
        return *number <= all.size() ? std::optional(all[*number - 1]) : std::nullopt;
    }
    const auto found = std::find_if(all.rbegin(), all.rend(), fits);
    return found == all.rend() ? std::nullopt : std::optional(*found);
}

constexpr const char* nothing_unsent = "There is nothing like that. /unsent lists what is not sent.";

Step retry(const Scene& scene) {
    const auto has_failed = [](const Unsent& each) { return each.state() == PendingState::Failed; };
    const auto unsent = chosen(scene, has_failed);
    if (!unsent) return bad(Why::NoSuchMessage, nothing_unsent);
    if (!has_failed(*unsent)) {
        return bad(Why::NotHere, "This has not failed: it goes out by itself as soon as it can.");
    }
    return tell(Retry{unsent->ref()});
}

Step cancel(const Scene& scene) {
    const auto can_be = [](const Unsent& each) { return each.state() != PendingState::Submitted; };
    const auto unsent = chosen(scene, can_be);
    if (!unsent) return bad(Why::NoSuchMessage, nothing_unsent);
    if (!can_be(*unsent)) {
        return bad(Why::NotHere,
                   "This may have arrived already and cannot be taken back. /delete removes a message.");
    }
    return tell(Cancel{unsent->ref()});
}

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
    CommandRow{{"unsent",
                {},
                "list what waits for the connection, and what was refused",
                "/unsent",
                CommandGroup::General},
               [](const Scene&) -> Step { return Deed{ShowUnsent{}}; }},
    CommandRow{{"retry",
                {maybe(ArgumentKind::Unsent)},
                "send again what was refused last, or another line of /unsent",
                "/retry 2",
                CommandGroup::General},
               retry},
    CommandRow{{"cancel",
                {maybe(ArgumentKind::Unsent)},
                "take back the last line that is unsent, or another one of /unsent",
                "/cancel 2",
                CommandGroup::General},
               cancel},
    CommandRow{{"quit", {}, "leave; what is unsent is sent first", "/quit", CommandGroup::General},
               [](const Scene&) -> Step { return Deed{Quit{}}; }},
};

}  // namespace

std::span<const CommandRow> general_commands() {
    return rows;
}

}  // namespace crosstalk::model
