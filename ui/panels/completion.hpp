// What the word before the caret may become: a name, a room, a command, an emoji. Pure; the composer shows it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/model/model.hpp"
#include "ui/list/text_layout.hpp"
#include "ui/theme/person.hpp"

namespace crosstalk::ui {

enum class CompletionKind : std::uint8_t { Person, Room, Command, Emoji };

struct Choice {
    std::string shown;   // for people
    std::string about;   // what else there is to say, may be empty
    std::string insert;  // takes the place of the word
    net::UserId user;    // of a person
    Presence presence = Presence::Offline;
    net::RoomKind room_kind = net::RoomKind::Public;
};

struct Completion {
    CompletionKind kind = CompletionKind::Person;
    ByteRange word;  // what is replaced
    std::vector<Choice> choices;

    bool empty() const { return choices.empty(); }
};

/// As one types: after @ and #, after / at the beginning, words that may follow a command, after : with two letters. Tab: a name without a sign too.
enum class Trigger : std::uint8_t { Typing, Tab };

inline constexpr std::size_t most_choices = 8;

/// The best first; nothing if the caret stands behind no such word.
Completion complete(std::string_view text, std::uint32_t caret, const model::Model& model,
                    const model::Room& room, Trigger trigger);

}  // namespace crosstalk::ui
