#include "server/local/search_text.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "net/text/file_name.hpp"
#include "net/text/markup/links.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::local {
namespace {

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

// The pairs of neighbours in an unspaced run, then its last character.
void add_pieces(std::string_view run, std::vector<std::string_view>& pieces) {
    std::size_t at = 0;
    std::size_t before = 0;  // bytes of the character before `at`
    for (const text::CodePoint each : text::CodePoints(run)) {
        if (before != 0) pieces.push_back(run.substr(at - before, before + each.bytes));
        at += each.bytes;
        before = each.bytes;
    }
    pieces.push_back(run.substr(at - before));
}

}  // namespace

std::vector<TextRun> text_runs(std::string_view text) {
    std::vector<TextRun> runs;
    std::size_t at = 0;
    for (const text::CodePoint each : text::CodePoints(text)) {
        const bool unspaced = is_unspaced(each.value);
        if (runs.empty() || runs.back().unspaced != unspaced) runs.push_back({text.substr(at, 0), unspaced});
        TextRun& run = runs.back();
        run.text = {run.text.data(), run.text.size() + each.bytes};
        at += each.bytes;
    }
    return runs;
}

std::string neighbour_pairs(std::string_view text) {
    std::vector<std::string_view> pieces;
    if (!text.empty()) add_pieces(text, pieces);
    std::string pairs;
    for (std::size_t index = 0; index + 1 < pieces.size(); ++index) {
        pairs += ' ';
        pairs += pieces[index];
    }
    return pairs;
}

std::vector<std::string_view> search_pieces(std::string_view text) {
    if (text::is_ascii(text)) return {text};
    std::vector<std::string_view> pieces;
    for (const TextRun& run : text_runs(text)) {
        if (run.unspaced) {
            add_pieces(run.text, pieces);
        } else {
            pieces.push_back(run.text);
        }
    }
    return pieces;
}

std::string search_text(std::string_view text) {
    if (text::is_ascii(text)) return std::string(text);
    std::string result;
    for (const TextRun& run : text_runs(text)) {
        if (!run.unspaced) {
            result += run.text;
            continue;
        }
        std::vector<std::string_view> pieces;
        add_pieces(run.text, pieces);
        for (const std::string_view piece : pieces) {
            result += ' ';
            result += piece;
        }
        result += ' ';
    }
    return result;
}

std::string room_word(net::RoomId room) {
    return "room" + std::to_string(room.value);
}

std::string author_word(net::UserId author) {
    return "user" + std::to_string(author.value);
}

std::string searched_text(std::string_view text, const std::vector<net::File>& files) {
    std::string result(text);
    for (const net::File& file : files)
        (result += '\n') += file.name;
    return result;
}

bool is_picture(const net::File& file) {
    return file.width > 0 || text::has_picture_extension(file.name);
}

Holds what_is_held(std::string_view text, const std::vector<net::File>& files) {
    return {.link = text::has_link(text),
            .files = !files.empty(),
            .pictures = std::ranges::any_of(files, is_picture)};
}

std::string search_about(net::RoomId room, net::UserId author, Holds holds) {
    std::string about = room_word(room) + ' ' + author_word(author);
    if (holds.link) (about += ' ') += link_word;
    if (holds.files) (about += ' ') += file_word;
    if (holds.pictures) (about += ' ') += picture_word;
    return about;
}

}  // namespace crosstalk::local
