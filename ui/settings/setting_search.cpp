#include "ui/settings/setting_search.hpp"

#include <algorithm>

namespace crosstalk::ui {

namespace {

std::string lower(std::string_view text) {
    std::string result(text);
    std::ranges::transform(result, result.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return result;
}

}  // namespace

SettingQuery::SettingQuery(std::string_view typed) {
    const std::string text = lower(typed);
    constexpr std::string_view blanks = " \t\n";
    for (std::size_t at = text.find_first_not_of(blanks); at != std::string::npos;) {
        const std::size_t end = std::min(text.find_first_of(blanks, at), text.size());
        words_.push_back(text.substr(at, end - at));
        at = text.find_first_not_of(blanks, end);
    }
}

bool SettingQuery::matches(const Setting& setting) const {
    if (is_empty()) return true;
    std::string all = lower(setting.name) + '\n' + lower(setting.help) + '\n' + std::string(setting.keywords);
    for (const SettingChoice& choice : setting.choices)
        all += '\n' + lower(choice.label);
    return std::ranges::all_of(words_,
                               [&](const std::string& word) { return all.find(word) != std::string::npos; });
}

std::vector<SettingQuery::Hit> SettingQuery::hits_in(std::string_view text) const {
    const std::string all = lower(text);
    std::vector<Hit> hits;
    for (const std::string& word : words_) {
        for (std::size_t at = all.find(word); at != std::string::npos; at = all.find(word, at + word.size()))
            hits.push_back({at, at + word.size()});
    }
    std::ranges::sort(hits, {}, &Hit::begin);
    std::vector<Hit> joined;
    for (const Hit& hit : hits) {
        if (!joined.empty() && hit.begin <= joined.back().end) {
            joined.back().end = std::max(joined.back().end, hit.end);
        } else {
            joined.push_back(hit);
        }
    }
    return joined;
}

}  // namespace crosstalk::ui
