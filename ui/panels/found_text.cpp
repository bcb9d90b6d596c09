#include "ui/panels/found_text.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

namespace crosstalk::ui {

namespace {

constexpr std::string_view spoiler_sign = "||";

std::vector<std::size_t> places_of(std::string_view word, std::string_view text) {
    std::vector<std::size_t> places;
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1))
        places.push_back(at);
    return places;
}

std::string shown(std::string_view typed, text::Emoticons emoticons) {
    return text::plain_text(
        text::parse_markup(typed,
                           {.is_name = {}, .room = text::RoomMentions::AsText, .emoticons = emoticons}),
        text::Spoilers::Hidden);
}

// The server sends a part of the message. A spoiler that the end cuts off is covered up to there.
std::string shown_part(const std::string& part, text::Emoticons emoticons) {
    if (places_of(spoiler_sign, part).size() % 2 == 1) {
        const std::size_t end = part.find_last_not_of(" \n\t") + 1;
        std::string closed = shown(part.substr(0, end) + std::string(spoiler_sign), emoticons);
        if (!closed.ends_with(spoiler_sign)) return closed;
    }
    return shown(part, emoticons);
}

// The same occurrence of the word in the text shown. Some may be gone, under a spoiler for one: then all that are left.
void add_places(const std::string& part, const net::Highlight& found, FoundText& into) {
    const std::string_view word = std::string_view(part).substr(found.from, found.size);
    const std::vector<std::size_t> typed = places_of(word, part);
    const std::vector<std::size_t> left = places_of(word, into.text);
    for (std::size_t index = 0; index < left.size(); ++index) {
        if (typed.size() == left.size() && typed[index] != found.from) continue;
        into.ranges.push_back(
            {static_cast<std::uint32_t>(left[index]), static_cast<std::uint32_t>(left[index] + word.size())});
    }
}

}  // namespace

FoundText found_text(const net::Hit& hit, text::Emoticons emoticons) {
    FoundText found{shown_part(hit.snippet, emoticons), {}};
    for (const net::Highlight& each : hit.highlights) {
        if (each.size > 0 && each.from < hit.snippet.size()) add_places(hit.snippet, each, found);
    }
    std::ranges::sort(found.ranges, {}, &ByteRange::begin);
    // A word and a beginning of it may both have been asked for.
    std::vector<ByteRange> apart;
    for (const ByteRange& range : found.ranges) {
        if (!apart.empty() && range.begin < apart.back().end) {
            apart.back().end = std::max(apart.back().end, range.end);
        } else {
            apart.push_back(range);
        }
    }
    found.ranges = std::move(apart);
    for (const net::File& file : hit.files)
        found.text += (found.text.empty() ? "" : "\n") + file.name;
    return found;
}

}  // namespace crosstalk::ui
