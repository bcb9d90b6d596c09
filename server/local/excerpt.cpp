#include "server/local/excerpt.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "net/codec.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::local {
namespace {

constexpr std::size_t lead = 120;  // bytes before the first place

bool continues_code_point(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

std::size_t start_of(std::string_view text, std::size_t first) {
    if (text.size() <= net::max_snippet_bytes || first <= lead) return 0;
    // The end of the text is shown as a whole rather than a piece of it.
    std::size_t start = std::min(first - lead, text.size() - net::max_snippet_bytes);
    const std::size_t space = text.substr(0, first).find_first_of(" \n\t", start);
    if (space != std::string_view::npos && space - start <= lead / 2) return space + 1;
    while (start < first && continues_code_point(text[start]))
        ++start;
    return start;
}

}  // namespace

Excerpt excerpt(std::string_view text, std::span<const TextRange> places) {
    const bool is_shown = !places.empty() && places.front().from < text.size();
    const std::size_t start = start_of(text, is_shown ? places.front().from : 0);
    const std::string_view shown = text::first_bytes(text.substr(start), net::max_snippet_bytes);
    Excerpt result{std::string(shown), {}};
    for (const TextRange& place : places) {
        const std::size_t from = place.from - start;
        if (from >= shown.size() || result.highlights.size() == net::max_mentions) break;
        const std::size_t size = std::min(place.size, shown.size() - from);
        result.highlights.push_back({static_cast<std::uint16_t>(from), static_cast<std::uint16_t>(size)});
    }
    return result;
}

bool HitList::take(net::Hit hit, std::string_view text, std::span<const TextRange> places) {
    if (hits_.size() == most_) return false;
    Excerpt part = excerpt(text, places);
    hit.snippet = std::move(part.snippet);
    hit.highlights = std::move(part.highlights);
    bytes_ += net::wire_size(hit);
    if (!hits_.empty() && bytes_ > net::max_page_bytes) return false;
    hits_.push_back(std::move(hit));
    return true;
}

std::vector<std::size_t> by_relevance(std::span<const WordsFound> texts) {
    constexpr double k1 = 1.2;
    constexpr double b = 0.75;
    double average = 0;
    for (const WordsFound& text : texts)
        average += static_cast<double>(text.length) / static_cast<double>(texts.size());
    std::vector<double> scores;
    for (const WordsFound& text : texts) {
        const double length = k1 * (1 - b + b * static_cast<double>(text.length) / average);
        double score = 0;
        for (const std::uint32_t count : text.counts)
            score += count * (k1 + 1) / (count + length);
        scores.push_back(score);
    }
    std::vector<std::size_t> order(texts.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order,
                             [&](std::size_t one, std::size_t other) { return scores[one] > scores[other]; });
    return order;
}

}  // namespace crosstalk::local
