// Finds the words of a query in texts: a text fits if every word is somewhere in it. Pure; linear in the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ui/finding/folded_text.hpp"

namespace crosstalk::ui {

/// One per field that words are typed into. Thread: whichever owns it.
class WordFinder {
  public:
    /// Words as typed, and "phrases" in quotation marks.
    void look_for(std::string_view typed);
    [[nodiscard]] bool is_empty() const { return words_.empty(); }

    [[nodiscard]] bool fits(std::string_view text);
    /// Where the words stand, in order and without overlap; nothing if the text does not fit. Where they stand side by side as
    /// they were typed, only there; and one of a single letter or digit only where it is a word by itself.
    void find(std::string_view text, std::vector<ByteRange>& ranges);

  private:
    struct Word {
        std::u32string signs;
        std::vector<std::size_t> borders;  // Knuth, Morris, Pratt: the longest border of each beginning
    };
    static Word made_of(std::u32string signs);
    void add(std::u32string signs);
    void find(const Word& word, std::vector<ByteRange>& ranges) const;
    // Calls `found` with the sign behind each occurrence; false from it stops.
    template <typename Found>
    static void each_place(const Word& word, const std::u32string& text, Found found);

    TextFolder folder_;
    FoldedText folded_;
    std::vector<Word> words_;
    Word phrase_;  // all of them as they were typed; empty: there is but one
};

/// Whether the word stands in the text by itself, with neither letter nor digit beside it. For keywords.
class KeywordFinder {
  public:
    /// With commas between them.
    void look_for(std::string_view keywords);
    [[nodiscard]] bool is_empty() const { return words_.empty(); }
    [[nodiscard]] bool finds_one_in(std::string_view text);

  private:
    TextFolder folder_;
    std::vector<std::u32string> words_;
    std::string typed_;
};

}  // namespace crosstalk::ui
