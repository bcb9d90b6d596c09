// What a person looks for: the words of an input, as a query for the index and as places in a text.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/messages.hpp"
#include "server/local/tokenizer.hpp"

namespace crosstalk::local {

// In bytes.
struct TextRange {
    std::size_t from = 0;
    std::size_t size = 0;
    friend bool operator==(const TextRange&, const TextRange&) = default;
};

// The words in a text that holds them all.
struct WordsFound {
    std::vector<TextRange> places;      // ascending, apart
    std::vector<std::uint32_t> counts;  // of each word
    std::size_t length = 0;             // of the text, in words
};

class SearchWords {
  public:
    // Of more than 16 words the first count. Nothing in the input is syntax: of an unspaced run every text is meant that
    // holds it, of everything else whole words, whatever their case and accents.
    SearchWords(const Tokenizer& tokenizer, std::string_view input);

    // Nothing is asked for.
    [[nodiscard]] bool is_blank() const { return is_blank_; }
    // Something is, but nothing that an index could have.
    [[nodiscard]] bool is_hopeless() const { return !is_blank_ && words_.empty(); }

    // For FTS5; empty if there is no word.
    [[nodiscard]] std::string query() const;
    // Nothing if a word is missing.
    [[nodiscard]] std::optional<WordsFound> find_in(std::string_view text) const;

  private:
    struct Word {
        std::string quoted;
        std::vector<std::string> terms;  // one after the other
        bool is_beginning = false;       // of the term
    };
    void add(std::string_view word, bool unspaced);
    static bool is_at(const Word& word, std::span<const Token> tokens);

    const Tokenizer& tokenizer_;
    std::vector<Word> words_;
    bool is_blank_ = true;
};

// One question to the index: messages that hold the words, in one of the rooms, by one of the authors. No rooms, no
// authors: any. Empty if nothing of all that is given.
std::string index_query(const SearchWords& words, std::span<const net::RoomId> rooms,
                        std::span<const net::UserId> authors, net::Has has);

}  // namespace crosstalk::local
