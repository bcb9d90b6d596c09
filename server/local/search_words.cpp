#include "server/local/search_words.hpp"

#include <algorithm>
#include <utility>

#include "net/text/utf8.hpp"
#include "server/local/search_text.hpp"

namespace crosstalk::local {
namespace {

constexpr std::size_t max_search_words = 16;  // more would keep others waiting
constexpr std::string_view spaces = " \t\n";

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char each : text) {
        // A zero byte would end the query.
        result += each == '\0' ? ' ' : each;
        if (each == '"') result += each;
    }
    return result + '"';
}

std::string alternatives(const std::vector<std::string>& words) {
    std::string query = "about : (";
    for (const std::string& word : words) {
        if (&word != &words.front()) query += " OR ";
        query += quoted(word);
    }
    return query + ')';
}

std::string_view word_of(net::Has has) {
    switch (has) {
        case net::Has::Link:
            return link_word;
        case net::Has::Image:
            return picture_word;
        case net::Has::File:
            return file_word;
        case net::Has::Anything:
            break;
    }
    return {};
}

void demand(std::string& query, const std::string& part) {
    if (!query.empty()) query += " AND ";
    query += part;
}

// Ascending, and those that overlap made one.
std::vector<TextRange> joined(std::vector<TextRange> places) {
    std::ranges::sort(places, {}, [](const TextRange& place) { return std::pair(place.from, place.size); });
    std::vector<TextRange> apart;
    for (const TextRange& place : places) {
        if (apart.empty() || place.from >= apart.back().from + apart.back().size) {
            apart.push_back(place);
            continue;
        }
        TextRange& last = apart.back();
        last.size = std::max(last.from + last.size, place.from + place.size) - last.from;
    }
    return apart;
}

}  // namespace

SearchWords::SearchWords(const Tokenizer& tokenizer, std::string_view input) : tokenizer_(tokenizer) {
    is_blank_ = input.find_first_not_of(spaces) == std::string_view::npos;
    for (const TextRun& run : text_runs(input)) {
        if (run.unspaced) {
            add(run.text, true);
            continue;
        }
        for (std::size_t from = run.text.find_first_not_of(spaces); from != std::string_view::npos;) {
            const std::size_t to = std::min(run.text.find_first_of(spaces, from), run.text.size());
            add(run.text.substr(from, to - from), false);
            from = run.text.find_first_not_of(spaces, to);
        }
    }
}

void SearchWords::add(std::string_view word, bool unspaced) {
    if (words_.size() == max_search_words) return;
    const std::string pairs = unspaced ? neighbour_pairs(word) : std::string();
    const std::string_view phrase = pairs.empty() ? word : std::string_view(pairs);
    Word added{quoted(phrase), {}, unspaced && pairs.empty()};
    if (added.is_beginning) added.quoted += '*';
    for (Token& token : tokenizer_.plain(phrase))
        added.terms.push_back(std::move(token.term));
    // A phrase without terms would match nothing.
    if (!added.terms.empty()) words_.push_back(std::move(added));
}

std::string SearchWords::query() const {
    if (words_.empty()) return {};
    std::string query = "text : (";
    for (const Word& word : words_) {
        if (&word != &words_.front()) query += " AND ";
        query += word.quoted;
    }
    return query + ')';
}

bool SearchWords::is_at(const Word& word, std::span<const Token> tokens) {
    if (tokens.size() < word.terms.size()) return false;
    for (std::size_t index = 0; index < word.terms.size(); ++index) {
        const bool may_go_on = word.is_beginning && index + 1 == word.terms.size();
        const std::string& term = tokens[index].term;
        if (may_go_on ? !term.starts_with(word.terms[index]) : term != word.terms[index]) return false;
    }
    return true;
}

std::optional<WordsFound> SearchWords::find_in(std::string_view text) const {
    const std::vector<Token> tokens = tokenizer_(text);
    WordsFound found;
    found.length = tokens.size();
    std::vector<TextRange> places;
    for (const Word& word : words_) {
        std::uint32_t count = 0;
        for (std::size_t at = 0; at < tokens.size(); ++at) {
            if (!is_at(word, std::span(tokens).subspan(at))) continue;
            ++count;
            const Token& first = tokens[at];
            const Token& last = tokens[at + word.terms.size() - 1];
            std::size_t size = last.from + last.size - first.from;
            // A single character was asked for, and the term is a pair.
            if (word.is_beginning) size = text::first_code_point(text.substr(first.from)).bytes;
            places.push_back({first.from, size});
        }
        if (count == 0) return std::nullopt;
        found.counts.push_back(count);
    }
    found.places = joined(std::move(places));
    return found;
}

std::string index_query(const SearchWords& words, std::span<const net::RoomId> rooms,
                        std::span<const net::UserId> authors, net::Has has) {
    std::string query;
    std::vector<std::string> alternative;
    for (const net::RoomId room : rooms)
        alternative.push_back(room_word(room));
    if (!alternative.empty()) demand(query, alternatives(alternative));
    alternative.clear();
    for (const net::UserId author : authors)
        alternative.push_back(author_word(author));
    if (!alternative.empty()) demand(query, alternatives(alternative));
    if (const std::string_view word = word_of(has); !word.empty())
        demand(query, alternatives({std::string(word)}));
    if (const std::string text = words.query(); !text.empty()) demand(query, text);
    return query;
}

}  // namespace crosstalk::local
