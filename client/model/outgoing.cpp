#include "client/model/outgoing.hpp"

#include <optional>

namespace crosstalk::model {

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view without_blanks(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

}  // namespace

std::string at_home(std::string_view path, const std::string& home) {
    const bool is_at_home = path == "~" || path.starts_with("~/") || path.starts_with("~\\");
    return is_at_home && !home.empty() ? home + std::string(path.substr(1)) : std::string(path);
}

TypedPaths read_paths(std::string_view typed, const std::string& home,
                      const std::function<bool(const std::string&)>& is_there) {
    TypedPaths read;
    typed = without_blanks(typed);
    if (std::string whole = at_home(typed, home); is_there(whole)) {
        read.paths.push_back(std::move(whole));
        return read;
    }
    while (!typed.empty()) {
        const bool is_quoted = typed.starts_with('"');
        const std::size_t end = is_quoted ? typed.find('"', 1) : typed.find_first_of(blanks);
        const bool is_open = is_quoted && end == std::string_view::npos;
        const std::string_view word =
            is_quoted ? typed.substr(1, is_open ? end : end - 1) : typed.substr(0, end);
        std::string path = at_home(word, home);
        if (is_open || (!is_quoted && !is_there(path))) break;
        read.paths.push_back(std::move(path));
        typed = end == std::string_view::npos ? std::string_view() : typed.substr(end + (is_quoted ? 1 : 0));
        typed = without_blanks(typed);
    }
    read.text = std::string(typed);
    return read;
}

}  // namespace crosstalk::model
