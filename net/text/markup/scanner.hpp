// Cuts the source of a message into the pieces of the grammar that stands in markup.hpp. Internal to net/text: what
// people see is made by parse_markup, who is named by find_mentions, and both by this one pass, so they agree.
//
// Linear: signs that belong together are found by searching for the next ones of exactly that number, so a search fails
// once at most on its line or in its text, and what a search has found is consumed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "net/text/markup/mentions.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {

enum class Token : std::uint8_t {
    Text,
    Newline,
    QuoteMark,  // the signs at the beginning of a quoted line
    CodeSpan,
    CodeBlock,
    Link,
    Mention,
    Emoji,
    Delimiter,  // a run of * _ ~ or |, which may begin or end a style
};

struct Piece {
    Token token = Token::Text;
    std::size_t begin = 0;  // in the source, all of it
    std::size_t end = 0;
    std::size_t inner_begin =
        0;  // what is shown of it; of a Mention: the name without '@' and quotation marks
    std::size_t inner_end = 0;
    std::string_view shown;     // Emoji: instead of the source
    std::string_view language;  // CodeBlock: as written, may be empty
    std::string key;            // Mention: of the name; empty: everybody in the room
    CodePoint before;           // Delimiter: its neighbours, {0, 0} at the ends of the text
    CodePoint after;
};

class Scanner {
  public:
    struct Options {
        const IsName* is_name = nullptr;  // nullptr or empty: nobody is named
        bool names_room = true;
        bool has_emoticons = false;
    };

    // `text` and what the options point to must outlive the scanner.
    Scanner(std::string_view text, const Options& options) : text_(text), options_(options) {}

    [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
    // The next piece; pieces follow each other without gaps. Not to be asked at the end.
    Piece next();

    // How deep in quotations the line is that the last piece stands on.
    [[nodiscard]] std::size_t quote_depth() const { return depth_; }
    // Roughly the bytes looked at so far, for the test that shows this to be linear.
    [[nodiscard]] std::uint64_t steps() const { return steps_; }

  private:
    [[nodiscard]] std::string_view rest(std::size_t from) const { return text_.substr(from); }
    [[nodiscard]] char at(std::size_t index) const { return index < text_.size() ? text_[index] : '\0'; }
    [[nodiscard]] CodePoint before(std::size_t index) const;
    [[nodiscard]] std::size_t run_length(std::size_t from) const;

    [[nodiscard]] bool is_special(std::size_t index) const;
    bool try_special(Piece& piece);
    bool try_newline(Piece& piece);
    bool try_escape(Piece& piece);
    bool try_backticks(Piece& piece);
    bool try_code_span(Piece& piece, std::size_t run);
    bool try_code_block(Piece& piece);
    bool try_link(Piece& piece);
    bool try_mention(Piece& piece);
    bool try_quoted_mention(Piece& piece);
    bool is_named(std::string_view name, std::string& key);
    bool try_delimiter(Piece& piece);
    bool try_emoji(Piece& piece);
    bool try_emoticon(Piece& piece);
    [[nodiscard]] bool begins_word(std::size_t index) const;
    std::size_t end_of_code_block(std::size_t from);

    std::string_view text_;
    Options options_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    bool at_line_start_ = true;
    std::size_t lookups_ = 0;
    std::uint64_t steps_ = 0;
};

// The signs of a quotation that a line begins with: how deep it is (0: none) and how many bytes they take.
struct QuoteSigns {
    std::size_t depth = 0;
    std::size_t bytes = 0;
};
QuoteSigns quote_signs(std::string_view line);

}  // namespace crosstalk::text
