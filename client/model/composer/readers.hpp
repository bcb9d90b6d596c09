// The readers of all kinds of arguments, which the table in arguments.cpp brings together. Internal to the composer.
#pragma once

#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "client/model/composer/arguments.hpp"

namespace crosstalk::model {

using Read = std::optional<ArgumentFault>;

inline ArgumentFault wrong(std::string text) {
    return {BadLine::Why::WrongArgument, std::move(text)};
}

inline constexpr const char* no_second_mark = "The second quotation mark is missing.";

template <class Integer>
std::optional<Integer> whole_number(std::string_view word) {
    Integer number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (word.empty() || error != std::errc{} || end != word.data() + word.size()) return std::nullopt;
    return number;
}

// names, new ones and those of others: argument_names.cpp
Read read_room(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_user(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_new_name(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_new_room_name(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_confirming_name(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_command(Typed& typed, const ReadingPlace& place, Arguments& into);

// texts of one line or more, and secrets: argument_texts.cpp
Read read_text(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_topic(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_reason(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_status(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_bio(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_query(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_outgoing(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_file(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_join_passkey(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_room_passkey(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_code(Typed& typed, const ReadingPlace& place, Arguments& into);

// games: argument_games.cpp
Read read_game(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_opponent(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_game_terms(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_decline_reason(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_cell(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_decline(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_take_back(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_claim(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_mine(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_finished(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_ranked_kind(Typed& typed, const ReadingPlace& place, Arguments& into);

// messages, dates and lengths of time: argument_places.cpp
Read read_message(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_message_file(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_own_message(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_emoji(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_span(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_validity(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_before(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_place(Typed& typed, const ReadingPlace& place, Arguments& into);
Read read_history_part(Typed& typed, const ReadingPlace& place, Arguments& into);

}  // namespace crosstalk::model
