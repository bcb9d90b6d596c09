#include "tests/panels/golden_text.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

namespace crosstalk::ui::twin {

std::string words_of(const Writing& writing) {
    Writing rows = writing;
    std::ranges::stable_sort(rows, [](const WrittenText& a, const WrittenText& b) {
        const float top_a = std::floor(a.at.y);
        const float top_b = std::floor(b.at.y);
        return top_a != top_b ? top_a < top_b : a.at.x < b.at.x;
    });
    std::string words;
    float row = -1;
    for (const WrittenText& each : rows) {
        const float top = std::floor(each.at.y);
        if (!words.empty()) words += top == row ? " | " : "\n";
        row = top;
        // Line breaks and control characters would take the file apart.
        for (const char c : each.text)
            words += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
    }
    return words + "\n";
}

std::string differs_from_golden(const std::string& name, const std::string& text) {
    const std::string path = std::string(CROSSTALK_PANEL_GOLDEN) + "/" + name + ".txt";
    if (std::getenv("CROSSTALK_UPDATE_GOLDEN") != nullptr) {
        std::ofstream(path, std::ios::binary) << text;
        return {};
    }
    const std::string accept =
        "\nIf this was meant to change: CROSSTALK_UPDATE_GOLDEN=1 build/dev/bin/window_walk_test\n";
    std::ifstream file(path, std::ios::binary);
    if (!file) return path + " is missing." + accept;
    std::istringstream ours(text);
    std::string golden_line;
    std::string our_line;
    for (int number = 1;; ++number) {
        const bool has_golden = static_cast<bool>(std::getline(file, golden_line));
        const bool has_ours = static_cast<bool>(std::getline(ours, our_line));
        if (!has_golden && !has_ours) return {};
        if (has_golden != has_ours || golden_line != our_line) {
            return path + ":" + std::to_string(number) + "\n- " + (has_golden ? golden_line : "(nothing)") +
                   "\n+ " + (has_ours ? our_line : "(nothing)") + accept;
        }
    }
}

}  // namespace crosstalk::ui::twin
