#include "server/local/search_text.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "net/text/characters.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::local {
namespace {

constexpr std::size_t max_search_words = 16;  // more would keep others waiting

bool is_unspaced(char32_t character) {
    static constexpr std::array<std::pair<char32_t, char32_t>, 11> ranges{{
        {0x3005, 0x3007},    // iteration marks, zero
        {0x3041, 0x30FF},    // Hiragana, Katakana
        {0x3105, 0x312F},    // Bopomofo
        {0x31A0, 0x31FF},    // Bopomofo and Katakana extensions
        {0x3400, 0x4DBF},    // Han
        {0x4E00, 0x9FFF},    // Han
        {0xAC00, 0xD7AF},    // Hangul syllables
        {0xF900, 0xFAFF},    // Han for compatibility
        {0xFF66, 0xFF9F},    // half-width Katakana
        {0x1B000, 0x1B16F},  // Kana extensions
        {0x20000, 0x3FFFF},  // Han
    }};
    if (character < ranges.front().first) return false;
    return std::any_of(ranges.begin(), ranges.end(), [character](const auto& range) {
        return character >= range.first && character <= range.second;
    });
}

// A piece of text that is unspaced throughout or nowhere.
struct Run {
    std::string_view text;
    bool unspaced = false;
};

std::vector<Run> runs_of(std::string_view text) {
    std::vector<Run> runs;
    std::size_t at = 0;
    for (const text::CodePoint each : text::CodePoints(text)) {
        const bool unspaced = is_unspaced(each.value);
        if (runs.empty() || runs.back().unspaced != unspaced) runs.push_back({text.substr(at, 0), unspaced});
        Run& run = runs.back();
        run.text = {run.text.data(), run.text.size() + each.bytes};
        at += each.bytes;
    }
    return runs;
}

std::vector<std::string_view> characters_of(std::string_view text) {
    std::vector<std::string_view> characters;
    std::size_t at = 0;
    for (const text::CodePoint each : text::CodePoints(text)) {
        characters.push_back(text.substr(at, each.bytes));
        at += each.bytes;
    }
    return characters;
}

// " ab bc cd" of "abcd".
std::string pairs_of(const std::vector<std::string_view>& characters) {
    std::string pairs;
    for (std::size_t index = 0; index + 1 < characters.size(); ++index) {
        pairs += ' ';
        pairs += characters[index];
        pairs += characters[index + 1];
    }
    return pairs;
}

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char each : text) {
        // A zero byte would end the query.
        result += each == '\0' ? ' ' : each;
        if (each == '"') result += each;
    }
    return result + '"';
}

// Where SQLite's tokenizer finds no word, a query would match nothing.
bool has_word(std::string_view run) {
    const auto points = text::CodePoints(run);
    for (const text::CodePoint each : points) {
        if (text::kind_of(each.value) == text::CharacterKind::LetterOrDigit) return true;
    }
    return false;
}

void add_words(const Run& run, std::vector<std::string>& words) {
    if (run.unspaced) {
        const auto characters = characters_of(run.text);
        words.push_back(characters.size() == 1 ? quoted(run.text) + '*' : quoted(pairs_of(characters)));
        return;
    }
    constexpr std::string_view spaces = " \t\n";
    for (std::size_t from = run.text.find_first_not_of(spaces); from != std::string_view::npos;) {
        const std::size_t to = std::min(run.text.find_first_of(spaces, from), run.text.size());
        const std::string_view word = run.text.substr(from, to - from);
        if (has_word(word)) words.push_back(quoted(word));
        from = run.text.find_first_not_of(spaces, to);
    }
}

}  // namespace

std::string search_text(std::string_view text) {
    if (text::is_ascii(text)) return std::string(text);
    std::string result;
    for (const Run& run : runs_of(text)) {
        if (!run.unspaced) {
            result += run.text;
            continue;
        }
        const auto characters = characters_of(run.text);
        result += pairs_of(characters);
        result += ' ';
        result += characters.back();
        result += ' ';
    }
    return result;
}

std::string search_room(net::RoomId room) {
    return "room" + std::to_string(room.value);
}

std::string search_query(std::string_view input) {
    std::vector<std::string> words;
    for (const Run& run : runs_of(input))
        add_words(run, words);
    if (words.empty()) return {};
    if (words.size() > max_search_words) words.resize(max_search_words);
    std::string query = "text : (";
    for (const std::string& word : words) {
        if (&word != &words.front()) query += " AND ";
        query += word;
    }
    return query + ')';
}

std::string search_query(std::string_view input, std::span<const net::RoomId> rooms) {
    const std::string words = search_query(input);
    if (words.empty() || rooms.empty()) return {};
    std::string query = "room : (";
    for (const net::RoomId& room : rooms) {
        if (&room != &rooms.front()) query += " OR ";
        query += quoted(search_room(room));
    }
    return query + ") AND " + words;
}

}  // namespace crosstalk::local
