// The words that completion may offer behind a command.
#include <algorithm>
#include <array>

#include "client/model/composer/arguments.hpp"
#include "games/kinds.hpp"

namespace crosstalk::model {

namespace {

// Some of those that there are.
constexpr std::array<std::string_view, 6> clocks{"10s", "15s", "30s", "3m+2s", "5m+3s", "none"};

// Typed as it is shown: "first", "--address"; and not TEXT, which stands for something else.
bool is_literal(std::string_view shown) {
    return !shown.empty() &&
           std::ranges::all_of(shown, [](char c) { return c == '-' || (c >= 'a' && c <= 'z'); }) &&
           shown != "-";
}

void add_literals(std::string_view shown, std::vector<std::string_view>& words) {
    while (!shown.empty()) {
        const std::size_t end = std::min(shown.find('|'), shown.size());
        if (is_literal(shown.substr(0, end))) words.push_back(shown.substr(0, end));
        shown.remove_prefix(std::min(end + 1, shown.size()));
    }
}

}  // namespace

std::vector<std::string_view> words_behind(const ComposerCommand& command) {
    std::vector<std::string_view> words;
    for (const CommandArgument& argument : command.arguments) {
        if (argument.kind == ArgumentKind::None) break;
        if (argument.kind == ArgumentKind::GameKind || argument.kind == ArgumentKind::RankedKind) {
            for (const games::KindRow& row : games::kind_rows())
                words.push_back(row.name);
        } else if (argument.kind == ArgumentKind::GameClock) {
            words.insert(words.end(), clocks.begin(), clocks.end());
        } else if (!row_of(argument.kind).is_secret) {
            add_literals(row_of(argument.kind).shown, words);
        }
    }
    return words;
}

}  // namespace crosstalk::model
