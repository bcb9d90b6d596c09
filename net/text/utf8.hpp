// Strict UTF-8: checking, decoding, counting and cutting, without ever reading past a malformed byte.
//
// Strict means RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF. Every function takes any
// bytes; a byte that starts no well-formed code point counts as one ill-formed code point of its own.
#pragma once

#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

namespace crosstalk::text {

inline constexpr char32_t replacement_character = U'\uFFFD';

struct CodePoint {
    char32_t value = 0;
    std::size_t bytes = 0;  // 1 to 4; 0 only for the first code point of an empty text

    // A well-formed U+FFFD has 3 bytes, the one that stands for a bad byte has 1.
    [[nodiscard]] constexpr bool is_well_formed() const {
        return value != replacement_character || bytes == 3;
    }
    friend constexpr bool operator==(const CodePoint&, const CodePoint&) = default;
};

bool is_ascii(std::string_view text);
bool is_valid_utf8(std::string_view text);

// {U+FFFD, 1} where the text begins with a byte that is not UTF-8; {0, 0} where it is empty.
CodePoint first_code_point(std::string_view text);

// `code_point` must be a Unicode scalar value.
void append_utf8(std::string& text, char32_t code_point);

std::size_t count_code_points(std::string_view text);

// The longest beginning of at most that size that ends between two code points. Views into `text`.
std::string_view first_bytes(std::string_view text, std::size_t most);
std::string_view first_code_points(std::string_view text, std::size_t most);

// for (CodePoint each : CodePoints(text)) ...; the text must outlive the loop.
class CodePoints {
  public:
    class iterator {
      public:
        using value_type = CodePoint;
        using difference_type = std::ptrdiff_t;

        explicit iterator(std::string_view rest) : rest_(rest), current_(first_code_point(rest)) {}
        const CodePoint& operator*() const { return current_; }
        iterator& operator++() {
            rest_.remove_prefix(current_.bytes);
            current_ = first_code_point(rest_);
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(std::default_sentinel_t) const { return rest_.empty(); }

      private:
        std::string_view rest_;
        CodePoint current_;  // the first of rest_
    };

    explicit CodePoints(std::string_view text) : text_(text) {}
    explicit CodePoints(const char* text) : text_(text) {}
    explicit CodePoints(std::string&& text) = delete;  // a loop's temporary is gone before its first round
    [[nodiscard]] iterator begin() const { return iterator(text_); }
    [[nodiscard]] std::default_sentinel_t end() const { return {}; }

  private:
    std::string_view text_;
};

}  // namespace crosstalk::text
