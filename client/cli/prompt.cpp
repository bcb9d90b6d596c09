#include "client/cli/prompt.hpp"

#include <algorithm>
#include <string_view>

#include "client/cli/printer.hpp"
#include "client/cli/rendering.hpp"
#include "client/model/lookup.hpp"

namespace crosstalk::cli {

namespace {

// While there is a connection it goes at once.
std::string unsent_in(const model::Model& model) {
    if (model.connection().state == model::ConnectionState::Online) return {};
    const auto count = std::ranges::count_if(model::all_unsent(model), [](const model::Unsent& unsent) {
        return unsent.state() != model::PendingState::Failed;
    });
    return count == 0 ? std::string() : std::to_string(count) + " unsent";
}

std::string writing_in(const model::Room& room) {
    if (room.typing.empty()) return {};
    if (room.typing.size() == 1) return room.typing.begin()->second.user.name + " is writing";
    return std::to_string(room.typing.size()) + " are writing";
}

// How far one's own message has got, if nobody has said anything since. Nobody tells this of large and public rooms.
std::string_view reached_in(const model::Model& model, const model::Room& room) {
    if (room.messages.empty() || room.messages.back().author.id != model.me().id) return {};
    switch (room.delivery_of(room.messages.back())) {
        case model::Delivery::Sent:
            return {};
        case model::Delivery::Delivered:
            return "delivered";
        case model::Delivery::Read:
            return "read";
    }
    return {};
}

}  // namespace

std::string prompt_of(const model::Model& model, const model::Room* room) {
    if (room == nullptr) return "> ";
    std::string signs;
    const std::string reached(reached_in(model, *room));
    for (const std::string& sign : {unsent_in(model), reached, writing_in(*room)}) {
        if (!sign.empty()) signs += (signs.empty() ? "" : ", ") + sign;
    }
    return in_one_line(tag_of(*room) + (signs.empty() ? "" : " (" + signs + ")")) + "> ";
}

}  // namespace crosstalk::cli
