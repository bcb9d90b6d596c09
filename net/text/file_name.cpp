#include "net/text/file_name.hpp"

#include "net/limits.hpp"
#include "net/text/message_text.hpp"
#include "net/text/utf8.hpp"

namespace crosstalk::text {

namespace {

constexpr std::string_view not_in_names = "/\\:*?\"<>|";

}  // namespace

std::string safe_file_name(std::string_view name) {
    std::string safe = sanitise_line(name);
    for (char& c : safe) {
        if (not_in_names.find(c) != std::string_view::npos) c = '_';
    }
    const std::size_t begin = safe.find_first_not_of(" .-");
    if (begin == std::string::npos) return "file";
    safe.erase(0, begin);
    safe = first_bytes(safe, net::max_file_name_bytes);
    safe.erase(safe.find_last_not_of(" .") + 1);
    return safe;
}

}  // namespace crosstalk::text
