#include "ui/panels/search_hints.hpp"

#include <algorithm>
#include <array>

#include "ui/finding/fuzzy.hpp"

namespace crosstalk::ui {

namespace {

struct Filter {
    std::string_view sign;
    std::string_view about;
};
constexpr std::array<Filter, 6> filters = {{{"from:", "said by somebody"},
                                            {"in:", "in a room, or in: @name"},
                                            {"has:", "a link, an image or a file"},
                                            {"before:", "before a day"},
                                            {"after:", "after a day"},
                                            {"sort:", "newest or relevance"}}};

constexpr std::array<Filter, 3> things = {
    {{"link", "An address in it"}, {"image", "A picture"}, {"file", "A file"}}};
constexpr std::array<Filter, 2> orders = {
    {{"newest", "The newest first"}, {"relevance", "What fits best first"}}};
constexpr std::array<Filter, 4> days = {{{"today", "Since midnight"},
                                         {"yesterday", "The day before"},
                                         {"7d", "A week ago"},
                                         {"30d", "A month ago"}}};

// Where the word at the end begins: behind a blank that is not in quotation marks.
std::size_t begin_of_last_word(std::string_view typed) {
    std::size_t begin = 0;
    bool quoted = false;
    for (std::size_t at = 0; at < typed.size(); ++at) {
        if (typed[at] == '"') quoted = !quoted;
        if (typed[at] == ' ' && !quoted) begin = at + 1;
    }
    return begin;
}

std::string as_value(std::string_view name) {
    if (name.find(' ') == std::string_view::npos) return std::string(name);
    return '"' + std::string(name) + '"';
}

class Hints {
  public:
    Hints(std::string_view before, std::string_view value, TextFolder& folder)
        : before_(before), folder_(folder), query_(value, folder) {}

    void offer(std::string_view name, std::string_view about, std::string_view sign = {}) {
        const auto fit = query_.fit(name, folder_);
        if (!fit) return;
        found_.push_back({fit->score,
                          {std::string(sign) + std::string(name), std::string(about),
                           before_ + std::string(sign) + as_value(name) + " "}});
    }
    std::vector<SearchHint> take() {
        std::ranges::stable_sort(
            found_, [](const Scored& one, const Scored& other) { return one.score > other.score; });
        std::vector<SearchHint> best;
        for (Scored& each : found_) {
            if (best.size() == most_search_hints) break;
            best.push_back(std::move(each.hint));
        }
        return best;
    }

  private:
    struct Scored {
        int score;
        SearchHint hint;
    };
    std::string before_;
    TextFolder& folder_;
    FuzzyQuery query_;
    std::vector<Scored> found_;
};

void offer_people(Hints& hints, const model::Model& model, std::string_view sign) {
    hints.offer("me", "Yourself", sign);
    const model::Room* lobby = model.room(net::lobby);
    if (lobby == nullptr) return;
    for (const auto& [id, member] : lobby->members) {
        if (id != model.me().id) hints.offer(member.presence.user.name, "", sign);
    }
}

void offer_rooms(Hints& hints, const model::Model& model) {
    for (const net::RoomId id : model.rooms()) {
        const model::Room& room = *model.room(id);
        const bool is_direct = room.kind == net::RoomKind::Direct;
        hints.offer(room.name, is_direct ? "Direct message" : room.topic, is_direct ? "@" : "");
    }
}

}  // namespace

std::vector<SearchHint> search_hints(std::string_view typed, const model::Model& model, TextFolder& folder) {
    const std::size_t begin = begin_of_last_word(typed);
    const std::string_view word = typed.substr(begin);
    const std::string before(typed.substr(0, begin));
    const std::size_t colon = word.find(':');
    if (colon == std::string_view::npos) {
        std::vector<SearchHint> hints;
        if (word.empty() && !typed.empty()) return hints;
        for (const Filter& filter : filters) {
            if (filter.sign.starts_with(word))
                hints.push_back(
                    {std::string(filter.sign), std::string(filter.about), before + std::string(filter.sign)});
        }
        return hints;
    }
    const std::string_view sign = word.substr(0, colon + 1);
    std::string value(word.substr(colon + 1));
    std::erase(value, '"');
    const bool names_person = value.starts_with('@');
    const std::string kept = before + std::string(sign);
    Hints hints(kept, value.starts_with('#') || names_person ? std::string_view(value).substr(1) : value,
                folder);
    const auto offer_all = [&](const auto& list) {
        for (const Filter& each : list)
            hints.offer(each.sign, each.about);
    };
    if (sign == "from:") offer_people(hints, model, "");
    if (sign == "in:") names_person ? offer_people(hints, model, "@") : offer_rooms(hints, model);
    if (sign == "has:") offer_all(things);
    if (sign == "sort:") offer_all(orders);
    if (sign == "before:" || sign == "after:" || sign == "on:" || sign == "during:") offer_all(days);
    std::vector<SearchHint> found = hints.take();
    // What is there already needs no hint.
    std::erase_if(found, [&](const SearchHint& hint) { return hint.typed == std::string(typed) + " "; });
    return found;
}

}  // namespace crosstalk::ui
