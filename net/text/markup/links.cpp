#include "net/text/markup/links.hpp"

#include <array>

#include "net/text/ascii.hpp"
#include "net/text/markup/scanner.hpp"

namespace crosstalk::text {
namespace {

constexpr auto nowhere = std::string_view::npos;

// The bytes of "http://", "https://" or what rooms begin with, 0 for anything else.
std::size_t scheme_length(std::string_view text) {
    constexpr std::array<std::string_view, 3> schemes = {"http://", "https://", room_scheme};
    for (const std::string_view scheme : schemes)
        if (begins_with_lower(text, scheme)) return scheme.size();
    return 0;
}

// Of RFC 3986 and 3987, and the few signs more that people leave as they are; everything else ends a link. Emoji,
// typographic quotation marks and the punctuation of CJK do, for they mostly stand behind one.
bool may_stand_in_link(CodePoint each) {
    if (each.value >= 0x80) return is_in_word(each);
    return each.value > 0x20 && each.value != 0x7F &&
           std::u32string_view{U"<>\"`|\\^"}.find(each.value) == std::u32string_view::npos;
}

bool begins_host(std::string_view text) {
    if (!text.starts_with('[')) return is_in_word(first_code_point(text));
    const char next = text.size() > 1 ? ascii_lower(text[1]) : '\0';
    return is_ascii_digit(next) || (next >= 'a' && next <= 'f') || next == ':';
}

// Nor brackets that were opened before the link.
std::size_t without_trailing_punctuation(std::string_view link) {
    constexpr std::string_view opening = "([{";
    constexpr std::string_view closing = ")]}";
    std::array<std::ptrdiff_t, 3> open{};
    for (const char c : link) {
        if (const std::size_t which = opening.find(c); which != nowhere) ++open[which];
        if (const std::size_t which = closing.find(c); which != nowhere) --open[which];
    }
    while (!link.empty()) {
        const char last = link.back();
        if (const std::size_t which = closing.find(last); which != nowhere && open[which] < 0) {
            ++open[which];
        } else if (std::string_view{"?!.,:;*_~'"}.find(last) == nowhere) {
            break;
        }
        link.remove_suffix(1);
    }
    return link.size();
}

// Until `visit` says that it has seen enough.
template <class Visit>
void for_each_link(std::string_view text, Visit visit) {
    // Most messages have none.
    if (text.find("://") == nowhere) return;
    Scanner scanner(text, {});
    while (!scanner.at_end()) {
        const Piece piece = scanner.next();
        if (piece.token != Token::Link) continue;
        if (!visit(text.substr(piece.inner_begin, piece.inner_end - piece.inner_begin))) return;
    }
}

}  // namespace

bool begins_link(std::string_view text) {
    return scheme_length(text) > 0;
}

LinkEnd end_of_link(std::string_view text) {
    const std::size_t scheme = scheme_length(text);
    if (scheme == 0 || !begins_host(text.substr(scheme))) return {};
    std::size_t end = scheme;
    while (end < text.size()) {
        const CodePoint each = first_code_point(text.substr(end));
        if (!each.is_well_formed() || !may_stand_in_link(each)) break;
        end += each.bytes;
    }
    return {end, without_trailing_punctuation(text.substr(0, end))};
}

std::vector<std::string_view> find_links(std::string_view text) {
    std::vector<std::string_view> links;
    for_each_link(text, [&](std::string_view link) {
        links.push_back(link);
        return true;
    });
    return links;
}

bool has_link(std::string_view text) {
    bool found = false;
    for_each_link(text, [&](std::string_view) {
        found = true;
        return false;
    });
    return found;
}

}  // namespace crosstalk::text
