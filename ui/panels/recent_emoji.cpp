#include "ui/panels/recent_emoji.hpp"

#include <algorithm>

#include "net/text/emoji.hpp"

namespace crosstalk::ui {

namespace {
const std::string kept_name = "kept.emoji.recent";
}

std::vector<std::string> recent_emoji(const Preferences& preferences) {
    std::vector<std::string> recent;
    std::string_view rest = preferences.kept(kept_name);
    while (!rest.empty() && recent.size() < most_recent_emoji) {
        const std::size_t size = std::min(rest.find(' '), rest.size());
        std::string emoji = text::one_emoji(rest.substr(0, size));
        rest.remove_prefix(std::min(size + 1, rest.size()));
        if (!emoji.empty() && std::ranges::find(recent, emoji) == recent.end())
            recent.push_back(std::move(emoji));
    }
    return recent;
}

void keep_recent_emoji(std::string_view emoji, Preferences& preferences, Commands& commands) {
    const std::string chosen = text::one_emoji(emoji);
    if (chosen.empty()) return;
    std::string kept = chosen;
    std::size_t count = 1;
    for (const std::string& each : recent_emoji(preferences)) {
        if (each == chosen || count == most_recent_emoji) continue;
        kept += ' ' + each;
        ++count;
    }
    if (kept != preferences.kept(kept_name)) preferences.keep(kept_name, std::move(kept), commands);
}

}  // namespace crosstalk::ui
