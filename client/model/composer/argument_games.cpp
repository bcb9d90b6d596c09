// What stands behind commands about games.
#include <algorithm>
#include <array>

#include "client/model/composer/readers.hpp"
#include "games/clock.hpp"
#include "games/kinds.hpp"
#include "net/play/game_records.hpp"

namespace crosstalk::model {

namespace {

std::string names_of_kinds() {
    std::string text;
    for (const games::KindRow& row : games::kind_rows()) {
        if (!text.empty()) text += &row == &games::kind_rows().back() ? " or " : ", ";
        text += row.name;
    }
    return text;
}

std::optional<net::SideWish> side_of(std::string_view word) {
    if (word == "first") return net::SideWish::First;
    if (word == "second") return net::SideWish::Second;
    if (word == "random") return net::SideWish::Random;
    return std::nullopt;
}

// What a user is hardly called: "10s", "5x5". Whoever is may be named as @10s.
bool looks_like_a_term(std::string_view word) {
    const bool begins_with_digit = !word.empty() && word.front() >= '0' && word.front() <= '9';
    return side_of(word) || games::find_kind(word) || word == "none" ||
           (begins_with_digit && word.find_first_not_of("0123456789") != std::string_view::npos);
}

template <class Value>
struct Word {
    std::string_view text;
    Value value;
};

// Takes the word if it is one of these; another one is wrong at the end and left before it.
template <class Value, std::size_t Count>
Read read_one(Typed& typed, const ReadingPlace& place, const std::array<Word<Value>, Count>& words,
              const char* advice, Value& into) {
    const auto found = std::ranges::find(words, typed.word(), &Word<Value>::text);
    if (found == words.end()) return place.is_last ? Read(wrong(advice)) : std::nullopt;
    typed.take_word();
    into = found->value;
    return std::nullopt;
}

}  // namespace

Read read_opponent(Typed& typed, const ReadingPlace& place, Arguments& into) {
    if (looks_like_a_term(typed.word())) return std::nullopt;
    return read_user(typed, place, into);
}

// Kind, side and clock in any order.
Read read_game_terms(Typed& typed, const ReadingPlace&, Arguments& into) {
    bool has_kind = false;
    bool has_side = false;
    bool has_clock = false;
    while (!typed.at_end()) {
        const auto word = typed.take_name(false);
        if (!word) return wrong(no_second_mark);
        const auto side = side_of(*word);
        const auto kind = games::find_kind(*word);
        const auto clock = games::parse_clock(*word);
        if (!side && !kind && !clock) {
            return wrong("A game is " + names_of_kinds() +
                         "; who challenges moves first, second or random; a clock is 10s, 15s or 30s a "
                         "move, or minutes and seconds more with each move as in 3m+2s.");
        }
        if ((side && has_side) || (kind && has_kind) || (clock && has_clock))
            return wrong("The kind, the side and the clock are said once each.");
        if (side) into.game.wish = *side;
        if (kind) into.game.kind = play::kind_of(*kind);
        if (clock) into.game.clock = play::clock_of(*clock);
        has_side = has_side || side;
        has_kind = has_kind || kind;
        has_clock = has_clock || clock;
    }
    return std::nullopt;
}

Read read_ranked_kind(Typed& typed, const ReadingPlace& place, Arguments& into) {
    const auto word = typed.take_name(place.is_last);
    if (!word) return wrong(no_second_mark);
    const auto kind = games::find_kind(*word);
    if (!kind) return wrong("A kind of game is " + names_of_kinds() + ".");
    into.game.kind = play::kind_of(*kind);
    return std::nullopt;
}

// What cells there are follows from the game.
Read read_cell(Typed& typed, const ReadingPlace&, Arguments& into) {
    constexpr std::size_t longest = 5;  // "15,15"
    const std::string_view word = typed.take_word();
    const bool is_ascii = std::ranges::all_of(word, [](char c) { return c > ' ' && c < 0x7f; });
    if (word.size() > longest || !is_ascii)
        return wrong("A cell is a column and a row as in b2, or on nine cells a digit: 5 is the middle one.");
    into.game.cell = word;
    return std::nullopt;
}

Read read_decline_reason(Typed& typed, const ReadingPlace& place, Arguments& into) {
    static constexpr std::array words{Word<net::DeclineReason>{"busy", net::DeclineReason::Busy},
                                      Word<net::DeclineReason>{"later", net::DeclineReason::Later},
                                      Word<net::DeclineReason>{"other", net::DeclineReason::OtherKind}};
    return read_one(typed, place, words, "A reason is busy, later or other (another kind of game).",
                    into.game.reason);
}

Read read_decline(Typed& typed, const ReadingPlace& place, Arguments& into) {
    static constexpr std::array words{Word<GameAnswer>{"decline", GameAnswer::Decline}};
    return read_one(typed, place, words, "Say decline, or nothing to offer or accept.", into.game.answer);
}

Read read_take_back(Typed& typed, const ReadingPlace& place, Arguments& into) {
    static constexpr std::array words{Word<GameAnswer>{"allow", GameAnswer::Allow},
                                      Word<GameAnswer>{"decline", GameAnswer::Decline}};
    return read_one(typed, place, words, "Say allow or decline, or nothing to ask.", into.game.answer);
}

Read read_claim(Typed& typed, const ReadingPlace& place, Arguments& into) {
    static constexpr std::array words{Word<GameAnswer>{"win", GameAnswer::Win},
                                      Word<GameAnswer>{"draw", GameAnswer::Draw}};
    return read_one(typed, place, words, "A claim is of a win or a draw.", into.game.answer);
}

Read read_mine(Typed& typed, const ReadingPlace&, Arguments& into) {
    if (typed.word() == "mine") {
        typed.take_word();
        into.game.only_mine = true;
    }
    return std::nullopt;
}

Read read_finished(Typed& typed, const ReadingPlace&, Arguments& into) {
    if (typed.word() == "finished") {
        typed.take_word();
        into.game.finished = true;
    }
    return std::nullopt;
}

Read read_game(Typed& typed, const ReadingPlace& place, Arguments& into) {
    const auto name = message_name(typed.word());
    if (name) {
        typed.take_word();
        into.message = name;
    } else if (place.is_last) {
        return wrong("A game is named by the number of its message, or by ^ if that is the last one.");
    }
    return std::nullopt;
}

}  // namespace crosstalk::model
