#include "net/text/search_line.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "net/limits.hpp"
#include "net/text/ascii.hpp"
#include "net/text/message_text.hpp"
#include "net/text/times.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {
namespace {

// Of what was typed, safe to draw and not long.
std::string shown(std::string_view typed) {
    constexpr std::size_t most = 40;
    const std::string clean = sanitise_line(typed);
    const std::string_view kept = first_code_points(clean, most);
    return std::string(kept) + (kept.size() < clean.size() ? "…" : "");
}

enum class Filter : std::uint8_t { From, In, Has, Before, After, On, Sort };

struct FilterName {
    std::string_view name;
    Filter filter;
    std::string_view example;
};

constexpr std::array filters{
    FilterName{"from", Filter::From, "from:ada or from:\"Ada Lovelace\""},
    FilterName{"in", Filter::In, "in:#kitchen or in:@ada"},
    FilterName{"has", Filter::Has, "has:link, has:image or has:file"},
    FilterName{"before", Filter::Before, "before:2026-01-02"},
    FilterName{"after", Filter::After, "after:2026-01-02 or after:7d"},
    FilterName{"on", Filter::On, "on:2026-01-02 or on:yesterday"},
    FilterName{"during", Filter::On, "during:2026-01"},
    FilterName{"sort", Filter::Sort, "sort:newest or sort:relevance"},
};

const FilterName* filter_named(std::string_view name) {
    const auto found = std::ranges::find(filters, name, &FilterName::name);
    return found == filters.end() ? nullptr : &*found;
}

// One letter missing, too many or wrong, or two neighbours swapped.
bool is_slip_of(std::string_view typed, std::string_view meant) {
    if (typed == meant) return false;
    const auto [typed_at, meant_at] = std::ranges::mismatch(typed, meant);
    const std::string_view a = typed.substr(static_cast<std::size_t>(typed_at - typed.begin()));
    const std::string_view b = meant.substr(static_cast<std::size_t>(meant_at - meant.begin()));
    const auto rest = [](std::string_view text, std::size_t from) {
        return text.substr(std::min(from, text.size()));
    };
    if (rest(a, 1) == b || a == rest(b, 1) || rest(a, 1) == rest(b, 1)) return true;
    return a.size() >= 2 && b.size() >= 2 && a[0] == b[1] && a[1] == b[0] && a.substr(2) == b.substr(2);
}

// A filter that was probably meant. Short ones are like too many words: "id:7", "port:80".
const FilterName* filter_like(std::string_view name) {
    const auto found = std::ranges::find_if(filters, [&](const FilterName& each) {
        return each.name.size() >= 4 && each.filter != Filter::Sort && is_slip_of(name, each.name);
    });
    return found == filters.end() ? nullptr : &*found;
}

// A word, a phrase or a filter with its value, as it stands in the line.
struct Part {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::string_view name;   // of a filter, without the colon; empty: of none
    std::string_view value;  // without quotation marks
    bool is_quoted = false;
};

constexpr std::string_view blanks = " \t\n";

class Reader {
  public:
    Reader(std::string_view typed, net::Timestamp now, std::chrono::minutes utc_offset)
        : typed_(typed), now_(now), utc_offset_(utc_offset) {}

    std::variant<SearchLine, SearchFault> read() {
        if (typed_.size() > net::max_search_bytes) {
            return fault({0, typed_.size()},
                         "The search is too long: it has " + std::to_string(typed_.size()) + " bytes, " +
                             std::to_string(net::max_search_bytes) + " are the limit. Use fewer words.");
        }
        if (!is_valid_utf8(typed_))
            return fault({0, typed_.size()}, "The search is not valid UTF-8 text. Type it again.");
        while (const auto part = next()) {
            if (auto wrong = add(*part)) return std::move(*wrong);
        }
        if (unclosed_ != npos) {
            return fault({unclosed_, typed_.size()},
                         "A quotation mark is not closed. Put another \" behind the phrase.");
        }
        if (line_.since && line_.until && line_.since >= line_.until) {
            return fault({0, typed_.size()},
                         "Nothing can be before and after these dates. Change one of them.");
        }
        if (line_ == SearchLine{} || line_ == SearchLine{.sort = line_.sort}) {
            return fault({0, typed_.size()},
                         "Search for what? Type words, or a filter such as from:ada or has:link.");
        }
        return std::move(line_);
    }

  private:
    static constexpr auto npos = std::string_view::npos;

    static SearchFault fault(Part at, std::string text) { return {at.begin, at.end, std::move(text)}; }

    std::optional<Part> next() {
        at_ = std::min(typed_.find_first_not_of(blanks, at_), typed_.size());
        if (at_ == typed_.size()) return std::nullopt;
        Part part;
        part.begin = at_;
        const std::size_t end_of_word = std::min(typed_.find_first_of(blanks, at_), typed_.size());
        const std::size_t colon =
            typed_.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", at_);
        if (colon != npos && colon > at_ && typed_[colon] == ':') {
            part.name = typed_.substr(at_, colon - at_);
            const std::string name = ascii_lower(part.name);
            if (filter_named(name) == nullptr && filter_like(name) == nullptr) part.name = {};
        }
        const std::size_t begin = part.begin + (part.name.empty() ? 0 : part.name.size() + 1);
        if (begin < typed_.size() && typed_[begin] == '"') {
            const std::size_t closing = typed_.find('"', begin + 1);
            if (closing == npos) {
                unclosed_ = begin;
                at_ = typed_.size();
                return std::nullopt;
            }
            part.is_quoted = true;
            part.value = typed_.substr(begin + 1, closing - begin - 1);
            part.end = closing + 1;
        } else {
            part.value = typed_.substr(begin, end_of_word - begin);
            part.end = end_of_word;
        }
        at_ = part.end;
        return part;
    }

    std::optional<SearchFault> add(const Part& part) {
        std::string value = sanitise_line(part.value);
        if (part.name.empty()) {
            if (!is_blank(value)) (part.is_quoted ? line_.phrases : line_.words).push_back(std::move(value));
            return std::nullopt;
        }
        const std::string name = ascii_lower(part.name);
        const FilterName* const filter = filter_named(name);
        if (filter == nullptr) {
            return fault(part, "There is no filter \"" + name + ":\". Did you mean \"" +
                                   std::string(filter_like(name)->name) +
                                   ":\"? To search for the word itself, put it in quotation marks.");
        }
        if (is_blank(value)) {
            return fault(
                part, name + ": needs a value right behind it. Write " + std::string(filter->example) + ".");
        }
        switch (filter->filter) {
            case Filter::From:
                return add_name(part, line_.from, std::move(value), "@");
            case Filter::In:
                return value.starts_with('@') ? add_name(part, line_.people, std::move(value), "@")
                                              : add_name(part, line_.rooms, std::move(value), "#");
            case Filter::Has:
                return add_has(part, value);
            case Filter::Sort:
                return add_sort(part, value);
            case Filter::Before:
            case Filter::After:
            case Filter::On:
                return add_date(part, filter->filter, value);
        }
        return std::nullopt;
    }

    static std::optional<SearchFault> add_name(const Part& part, std::vector<std::string>& names,
                                               std::string name, std::string_view sign) {
        if (name.starts_with(sign)) name.erase(0, sign.size());
        if (is_blank(name))
            return fault(part, "There is no name behind " + shown(part.name) + ":" + std::string(sign) +
                                   ". Type one.");
        if (names.size() == net::max_mentions) {
            return fault(part, "That is " + shown(part.name) + ": more than " +
                                   std::to_string(net::max_mentions) + " times. Leave some out.");
        }
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
        return std::nullopt;
    }

    std::optional<SearchFault> add_has(const Part& part, const std::string& value) {
        const std::string what = ascii_lower(value);
        SearchHas has = SearchHas::Anything;
        if (what == "link" || what == "links") has = SearchHas::Link;
        if (what == "image" || what == "images" || what == "picture") has = SearchHas::Image;
        if (what == "file" || what == "files") has = SearchHas::File;
        if (has == SearchHas::Anything) {
            return fault(part, "Messages can't be searched for \"" + shown(value) +
                                   "\". Write has:link, has:image or has:file.");
        }
        if (line_.has != SearchHas::Anything && line_.has != has) {
            return fault(part, "has: stands there twice. Leave one of them.");
        }
        line_.has = has;
        return std::nullopt;
    }

    std::optional<SearchFault> add_sort(const Part& part, const std::string& value) {
        const std::string how = ascii_lower(value);
        if (how != "newest" && how != "relevance") {
            return fault(part, "Results can't be sorted by \"" + shown(value) +
                                   "\". Write sort:newest or sort:relevance.");
        }
        line_.sort = how == "relevance" ? SearchSort::Relevance : SearchSort::Newest;
        return std::nullopt;
    }

    // Of several bounds the narrowest counts.
    std::optional<SearchFault> add_date(const Part& part, Filter filter, const std::string& value) {
        const auto parsed = parse_period(value, now_, utc_offset_);
        if (const auto* const unclear = std::get_if<Unclear>(&parsed)) {
            return fault(part, shown(part.name) + ": " + unclear->text);
        }
        Period period = std::get<Period>(parsed);
        if (filter == Filter::On && period.begin == period.end) {
            return fault(part, shown(part.name) +
                                   ": takes a day, a month or a year. Write on:2026-01-02 or on:yesterday.");
        }
        // 0 stands for no bound, and nothing was said before 1970.
        period.begin = std::max(period.begin, net::Timestamp{1});
        period.end = std::max(period.end, net::Timestamp{1});
        const auto until = [&](net::Timestamp at) {
            line_.until = line_.until ? std::min(line_.until, at) : at;
        };
        if (filter == Filter::Before) until(period.begin);
        if (filter == Filter::After) line_.since = std::max(line_.since, period.end);
        if (filter == Filter::On) {
            line_.since = std::max(line_.since, period.begin);
            until(period.end);
        }
        return std::nullopt;
    }

    std::string_view typed_;
    net::Timestamp now_;
    std::chrono::minutes utc_offset_;
    std::size_t at_ = 0;
    std::size_t unclosed_ = npos;  // where a phrase begins that does not end
    SearchLine line_;
};

}  // namespace

std::variant<SearchLine, SearchFault> parse_search(std::string_view typed, net::Timestamp now,
                                                   std::chrono::minutes utc_offset) {
    return Reader(typed, now, utc_offset).read();
}

std::string words_of(const SearchLine& line) {
    std::string result;
    for (const std::string& word : line.words)
        result += (result.empty() ? "" : " ") + word;
    for (const std::string& phrase : line.phrases)
        result += (result.empty() ? "\"" : " \"") + phrase + "\"";
    return result;
}

}  // namespace crosstalk::text
