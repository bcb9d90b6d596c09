// A text as it is compared when somebody looks for something: case, width and accents do not count. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "ui/list/text_layout.hpp"

namespace crosstalk::ui {

/// Each sign knows the bytes of the text that it came from.
struct FoldedText {
    std::u32string signs;
    std::vector<std::uint32_t> begins;
    std::vector<std::uint32_t> ends;

    /// Of signs [first, last); last > first.
    [[nodiscard]] ByteRange bytes(std::size_t first, std::size_t last) const {
        return {begins[first], ends[last - 1]};
    }
};

/// Remembers how each sign folds, which costs microseconds the first time. Thread: whichever owns it.
class TextFolder {
  public:
    /// At most that many signs; the rest of the text is not looked at. Any bytes; linear.
    void fold(std::string_view text, FoldedText& out, std::size_t most_signs = static_cast<std::size_t>(-1));
    std::u32string folded(std::string_view text, std::size_t most_signs = static_cast<std::size_t>(-1));

  private:
    const std::u32string& fold_of(char32_t sign);

    std::unordered_map<char32_t, std::u32string> known_;
};

}  // namespace crosstalk::ui
