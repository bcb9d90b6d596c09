// What a command's step is decided by: what was typed, where, and what is known. Internal to the composer.
#pragma once

#include <algorithm>
#include <concepts>
#include <string>
#include <utility>

#include "client/model/deed.hpp"
#include "client/model/lookup.hpp"

namespace crosstalk::model {

inline Step tell(LinkCommand command) {
    return Deed{Tell{std::move(command)}};
}
inline Step perform(net::Command command) {
    return tell(Perform{std::move(command), {}});
}
inline Step ask(Question question) {
    return tell(Ask{std::move(question), {}});
}
inline Step bad(BadLine::Why why, std::string text) {
    return BadLine{why, std::move(text)};
}

// The message that is so many from the end, 1 being the last one, among those that `counts` takes; nobody counts deleted ones.
template <std::predicate<const net::Message&> Counts>
std::variant<FoundMessage, Need, BadLine> from_the_end(std::uint64_t place, const Room& room,
                                                       const Findings& found, Counts counts) {
    const auto look = [&](const auto& messages) -> const net::Message* {
        std::uint64_t left = place;
        const auto at = std::find_if(messages.rbegin(), messages.rend(), [&](const net::Message& each) {
            return !each.deleted && counts(each) && --left == 0;
        });
        return at == messages.rend() ? nullptr : &*at;
    };
    if (const net::Message* message = look(room.messages)) return FoundMessage{message->id, *message};
    const bool is_all_here = room.loaded_from.value == 1;
    if (!is_all_here && !found.newest) return Need{NeedNewest{room.id}};
    if (!is_all_here) {
        if (const net::Message* message = look(*found.newest)) return FoundMessage{message->id, *message};
    }
    return BadLine{
        BadLine::Why::NoSuchMessage,
        "There are not so many messages here, or they are too far back. Name it by its number; /history "
        "shows older ones."};
}

struct Scene {
    const Arguments& typed;
    const Model& model;
    const Room& room;  // that it is about; with /server, the lobby
    const Findings& found;

    [[nodiscard]] bool is_lobby() const { return room.kind == net::RoomKind::Lobby; }

    // The one who was typed.
    template <std::invocable<const net::UserRef&> Then>
    [[nodiscard]] Step with_user(Then then) const {
        if (const net::UserRef* user = find_user(model, room, typed.user)) return then(*user);
        if (!found.people) return Need{NeedPeople{}};
        // Somebody whom this client has never heard of: the server knows.
        const net::UserId id{typed_number(typed.user)};
        if (id) return then(net::UserRef{id, {}});
        return no_such_user();
    }
    // The message that was typed; or `otherwise`.
    template <std::invocable<const FoundMessage&> Then>
    [[nodiscard]] Step with_message(const MessageName& name, Then then) const {
        auto message = message_named(name, model, room, found);
        if (const auto* known = std::get_if<FoundMessage>(&message)) {
            if (known->known && known->known->deleted) {
                return bad(BadLine::Why::NoSuchMessage, "This message has been deleted. Choose another one.");
            }
            return then(*known);
        }
        if (const auto* need = std::get_if<Need>(&message)) return *need;
        return std::get<BadLine>(std::move(message));
    }
    template <std::invocable<const FoundMessage&> Then>
    [[nodiscard]] Step with_message(Then then) const {
        return with_message(*typed.message, std::move(then));
    }
    // One's own profile, to be changed in a part.
    template <std::invocable<net::SetProfile> Then>
    [[nodiscard]] Step with_profile(Then then) const {
        if (!found.myself) return Need{NeedMyself{}};
        return then(net::SetProfile{found.myself->member.card, found.myself->bio});
    }
    [[nodiscard]] static Step no_such_user() {
        return bad(BadLine::Why::NoSuchUser,
                   "There is nobody of this name. /members in the lobby lists everybody; a name with blanks "
                   "stands in quotation marks.");
    }
};

}  // namespace crosstalk::model
