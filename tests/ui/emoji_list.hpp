// The lines of Unicode's emoji-test.txt, for tests.
#pragma once

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "net/text/utf8.hpp"

namespace crosstalk::ui::twin {

struct EmojiLine {
    std::u32string code_points;
    std::string text;
    std::string status;  // "fully-qualified", "minimally-qualified", "unqualified", "component"

    bool has_tone() const {
        return code_points.find_first_of(U"\U0001F3FB\U0001F3FC\U0001F3FD\U0001F3FE\U0001F3FF") !=
               std::u32string::npos;
    }
};

inline std::vector<EmojiLine> emoji_lines() {
    std::vector<EmojiLine> lines;
    std::ifstream file(CROSSTALK_EMOJI_TEST);
    for (std::string row; std::getline(file, row);) {
        if (row.empty() || row.front() == '#') continue;
        EmojiLine line;
        std::istringstream words(row);
        for (std::string word; words >> word && word != ";";) {
            line.code_points += static_cast<char32_t>(std::stoul(word, nullptr, 16));
            text::append_utf8(line.text, line.code_points.back());
        }
        words >> line.status;
        lines.push_back(std::move(line));
    }
    return lines;
}

}  // namespace crosstalk::ui::twin
