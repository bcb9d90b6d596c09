// The words of a text as the search index has them, and where in the text each stands.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::local {

struct Token {
    std::string term;  // without case and diacritics
    std::size_t from = 0;
    std::size_t size = 0;
};

// SQLite's own (unicode61, remove_diacritics 2), so that what is marked as found is what was found. Thread: one at a
// time.
class Tokenizer {
  public:
    // What FTS5 has to be told to do the same.
    static constexpr const char* options = "unicode61 remove_diacritics 2";

    Tokenizer();  // throws DatabaseError
    Tokenizer(const Tokenizer&) = delete;
    Tokenizer& operator=(const Tokenizer&) = delete;
    ~Tokenizer();

    // Of search_text(text), in order, but with places in the text itself.
    [[nodiscard]] std::vector<Token> operator()(std::string_view text) const;
    // Of the text as it is.
    [[nodiscard]] std::vector<Token> plain(std::string_view text) const;

  private:
    void add(std::vector<Token>& tokens, std::string_view piece, std::size_t offset) const;

    struct Sqlite;
    std::unique_ptr<Sqlite> sqlite_;
};

}  // namespace crosstalk::local
