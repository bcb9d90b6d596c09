#include "tests/net/golden.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>
#include <vector>

namespace crosstalk::net::testing_wire {

namespace {

constexpr std::size_t bytes_per_line = 16;

std::string hex(std::size_t value, int digits) {
    std::string text;
    for (int digit = digits - 1; digit >= 0; --digit)
        text += "0123456789abcdef"[(value >> (4 * digit)) & 15U];
    return text;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream(text);
    for (std::string line; std::getline(stream, line);)
        lines.push_back(line);
    return lines;
}

std::string difference(const std::string& golden, const std::string& actual) {
    const std::vector<std::string> before = lines_of(golden);
    const std::vector<std::string> now = lines_of(actual);
    std::string text;
    for (std::size_t i = 0; i < std::max(before.size(), now.size()); ++i) {
        const bool same = i < before.size() && i < now.size() && before[i] == now[i];
        if (i < before.size()) text += (same ? "  " : "- ") + before[i] + '\n';
        if (i < now.size() && !same) text += "+ " + now[i] + '\n';
    }
    return text;
}

}  // namespace

std::string hex_lines(const Bytes& bytes) {
    std::string text;
    for (std::size_t at = 0; at < bytes.size(); at += bytes_per_line) {
        const std::size_t end = std::min(at + bytes_per_line, bytes.size());
        text += hex(at, 4) + " ";
        for (std::size_t i = at; i < at + bytes_per_line; ++i)
            text += i < end ? " " + hex(bytes[i], 2) : "   ";
        text += "  |";
        for (std::size_t i = at; i < end; ++i)
            text += bytes[i] >= 0x20 && bytes[i] < 0x7f ? static_cast<char>(bytes[i]) : '.';
        text += "|\n";
    }
    return text;
}

std::filesystem::path golden_folder() {
    return std::filesystem::path(CROSSTALK_SOURCE) / "tests/net/golden";
}

std::string golden_difference(const std::string& name, const Bytes& bytes) {
    constexpr std::string_view how =
        "If the wire format was meant to change: CROSSTALK_UPDATE_GOLDEN=1 build/dev/bin/test_net\n";
    const std::filesystem::path path = golden_folder() / (name + ".hex");
    const std::string actual = hex_lines(bytes);
    const char* update = std::getenv("CROSSTALK_UPDATE_GOLDEN");
    if (update != nullptr && std::string_view(update) == "1") {
        std::ofstream file(path, std::ios::binary);
        file << actual;
        return file.flush() ? "" : "cannot write " + path.string();
    }
    std::ifstream file(path, std::ios::binary);
    if (!file) return path.string() + " is missing.\n" + actual + std::string(how);
    const std::string golden{std::istreambuf_iterator<char>(file), {}};
    if (golden == actual) return "";
    return path.string() + " has other bytes:\n" + difference(golden, actual) + std::string(how);
}

std::set<std::string> golden_names() {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(golden_folder()))
        names.insert(entry.path().stem().string());
    return names;
}

}  // namespace crosstalk::net::testing_wire
