// The commands of each subject: how they are shown, and what is to be done about them. Internal to the composer.
#pragma once

#include <span>

#include "client/model/composer/scene.hpp"

namespace crosstalk::model {

struct CommandRow {
    ComposerCommand shown;
    Step (*step)(const Scene& scene) = nullptr;
};

std::span<const CommandRow> general_commands();
std::span<const CommandRow> room_commands();
std::span<const CommandRow> talk_commands();
std::span<const CommandRow> file_commands();
std::span<const CommandRow> game_commands();
std::span<const CommandRow> people_commands();
std::span<const CommandRow> order_commands();
std::span<const CommandRow> server_commands();

constexpr CommandArgument needed(ArgumentKind kind) {
    return {kind, false};
}
constexpr CommandArgument maybe(ArgumentKind kind) {
    return {kind, true};
}

}  // namespace crosstalk::model
