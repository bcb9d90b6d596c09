#include "tests/structure/evidence.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <sstream>
#include <string_view>

namespace crosstalk::structure {

namespace {

constexpr std::string_view status_path = "docs/ux-status.md";

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    if (first == std::string_view::npos) return {};
    return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

// The names of all tests: "Suite.name" of GoogleTest, "file.py::test_name" of Python.
std::set<std::string, std::less<>> tests_in(const std::vector<File>& files) {
    std::set<std::string, std::less<>> names;
    for (const File& file : files) {
        if (!file.path.starts_with("tests/")) continue;
        const std::string base = file.path.substr(file.path.rfind('/') + 1);
        std::istringstream lines(file.text);
        for (std::string line; std::getline(lines, line);) {
            if (file.path.ends_with(".py")) {
                const std::size_t at = line.find("def test_");
                if (at == std::string::npos) continue;
                const std::size_t end = line.find('(', at);
                names.insert(base + "::" + line.substr(at + 4, end - at - 4));
            } else if (line.starts_with("TEST(") || line.starts_with("TEST_F(") ||
                       line.starts_with("TEST_P(")) {
                const std::size_t open = line.find('(');
                const std::size_t comma = line.find(',', open);
                const std::size_t close = line.find(')', open);
                if (comma == std::string::npos || close == std::string::npos) continue;
                names.insert(line.substr(open + 1, comma - open - 1) + "." +
                             trimmed(std::string_view(line).substr(comma + 1, close - comma - 1)));
            }
        }
    }
    return names;
}

std::vector<std::string> quoted(std::string_view cell) {
    std::vector<std::string> words;
    for (std::size_t at = cell.find('`'); at != std::string_view::npos; at = cell.find('`', at)) {
        const std::size_t end = cell.find('`', at + 1);
        if (end == std::string_view::npos) break;
        words.emplace_back(cell.substr(at + 1, end - at - 1));
        at = end + 1;
    }
    return words;
}

std::vector<std::string> cells_of(std::string_view line) {
    std::vector<std::string> cells;
    line.remove_prefix(1);
    while (!line.empty()) {
        const std::size_t bar = std::min(line.find('|'), line.size());
        cells.push_back(trimmed(line.substr(0, bar)));
        line.remove_prefix(std::min(bar + 1, line.size()));
    }
    return cells;
}

}  // namespace

std::vector<Violation> wrong_evidence(const std::vector<File>& files) {
    std::vector<Violation> found;
    const auto status = std::ranges::find(files, status_path, &File::path);
    if (status == files.end()) return {{std::string(status_path), 0, "is missing"}};
    const auto tests = tests_in(files);
    const auto wrong = [&](std::size_t line, std::string what) {
        found.push_back({std::string(status_path), line, std::move(what)});
    };
    int expected = 1;
    std::size_t number = 0;
    std::istringstream lines(status->text);
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (!line.starts_with("| ") || line.size() < 3 || line[2] < '0' || line[2] > '9') continue;
        const std::vector<std::string> cells = cells_of(line);
        if (cells.size() != 4) {
            wrong(number, "a row has four cells");
            continue;
        }
        int row = 0;
        std::from_chars(cells[0].data(), cells[0].data() + cells[0].size(), row);
        if (row != expected) wrong(number, "this should be number " + std::to_string(expected));
        expected = row + 1;
        const std::vector<std::string> evidence = quoted(cells[3]);
        if (cells[2] != "done" && cells[2] != "partly" && cells[2] != "open")
            wrong(number, "the state is done, partly or open, not \"" + cells[2] + "\"");
        if (cells[2] == "done" && evidence.empty()) wrong(number, "what is done names what shows it");
        if (cells[3].empty()) wrong(number, "what is not done says why");
        for (const std::string& name : evidence) {
            const bool is_picture = name.ends_with(".png");
            const bool is_there = is_picture ? std::ranges::find(files, name, &File::path) != files.end()
                                             : tests.contains(name);
            const bool is_test = name.find('.') != std::string::npos && name.find(' ') == std::string::npos;
            if ((is_picture || is_test) && !is_there) wrong(number, "there is no " + name);
        }
    }
    if (expected != expectations + 1)
        wrong(number, "the last number should be " + std::to_string(expectations));
    return found;
}

}  // namespace crosstalk::structure
