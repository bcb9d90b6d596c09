#include "client/app/desktop/addresses.hpp"

#include <algorithm>
#include <cctype>

#include "net/text/paths.hpp"

namespace crosstalk::app {

namespace {

constexpr std::size_t longest_link = 8192;

bool is_unreserved(unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '.' || c == '_' || c == '~';
}

void add_encoded(std::string& text, unsigned char c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    text += '%';
    text += digits[c >> 4U];
    text += digits[c & 15U];
}

bool starts_with_ignoring_case(std::string_view text, std::string_view start) {
    return text.size() >= start.size() &&
           std::equal(start.begin(), start.end(), text.begin(),
                      [](unsigned char a, unsigned char b) { return std::tolower(a) == std::tolower(b); });
}

// Percent signs that are followed by no two digits stand for themselves.
std::string decoded(std::string_view text) {
    const auto value = [](unsigned char c) {
        return std::isdigit(c) != 0 ? c - '0' : std::tolower(c) - 'a' + 10;
    };
    const auto is_digit = [](unsigned char c) { return std::isxdigit(c) != 0; };
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && is_digit(static_cast<unsigned char>(text[i + 1])) &&
            is_digit(static_cast<unsigned char>(text[i + 2]))) {
            result += static_cast<char>(value(static_cast<unsigned char>(text[i + 1])) * 16 +
                                        value(static_cast<unsigned char>(text[i + 2])));
            i += 2;
        } else {
            result += text[i];
        }
    }
    return result;
}

}  // namespace

std::optional<std::string> checked_link(std::string_view url) {
    if (url.size() > longest_link) return std::nullopt;
    std::size_t host = 0;
    for (const std::string_view scheme : {std::string_view("http://"), std::string_view("https://")}) {
        if (starts_with_ignoring_case(url, scheme)) host = scheme.size();
    }
    constexpr std::string_view ends_of_host = "/?#";
    if (host == 0 || host == url.size() || ends_of_host.find(url[host]) != std::string_view::npos) {
        return std::nullopt;
    }
    std::string result;
    for (const char each : url) {
        const auto c = static_cast<unsigned char>(each);
        constexpr std::string_view encoded = "\"'\\<>^`{|}";
        if (c <= 0x20 || c == 0x7F) return std::nullopt;
        if (c < 0x80 && encoded.find(each) == std::string_view::npos) {
            result += each;
        } else {
            add_encoded(result, c);
        }
    }
    return result;
}

std::string file_address(const std::filesystem::path& path) {
    std::string text = path.generic_string();
    if (!text.starts_with('/')) text.insert(text.begin(), '/');  // file:///C:/Users
    std::string result = "file://";
    for (const char each : text) {
        const auto c = static_cast<unsigned char>(each);
        if (is_unreserved(c) || each == '/' || each == ':') {
            result += each;
        } else {
            add_encoded(result, c);
        }
    }
    return result;
}

std::optional<std::filesystem::path> path_of_address(std::string_view address) {
    constexpr std::string_view scheme = "file:";
    if (!starts_with_ignoring_case(address, scheme)) return std::nullopt;
    address.remove_prefix(scheme.size());
    if (address.starts_with("//")) {
        address.remove_prefix(2);
        // The host may be absent or this one; what lies elsewhere is not a file here.
        if (starts_with_ignoring_case(address, "localhost/")) address.remove_prefix(9);
    }
    if (!address.starts_with('/')) return std::nullopt;
    std::string path = decoded(address);
    if (path.find('\0') != std::string::npos) return std::nullopt;
#ifdef _WIN32
    path.erase(0, 1);
#endif
    return text::path_of(path);
}

std::vector<std::filesystem::path> paths_of_list(std::string_view uri_list) {
    std::vector<std::filesystem::path> paths;
    while (!uri_list.empty()) {
        const std::size_t end = uri_list.find('\n');
        std::string_view line = uri_list.substr(0, end);
        uri_list.remove_prefix(end == std::string_view::npos ? uri_list.size() : end + 1);
        while (line.ends_with('\r') || line.ends_with('\0'))
            line.remove_suffix(1);
        if (auto path = path_of_address(line)) paths.push_back(std::move(*path));
    }
    return paths;
}

}  // namespace crosstalk::app
