#include "server/app/http_request.hpp"

#include <algorithm>
#include <optional>

namespace crosstalk::server {

namespace {

constexpr std::string_view end_of_line = "\r\n";
constexpr std::string_view end_of_head = "\r\n\r\n";

HttpFault malformed() {
    return {400, "This is no HTTP request."};
}

bool is_token(std::string_view text) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !text.empty() && std::ranges::all_of(text, [&](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    });
}

bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < '\x7f'; });
}

bool equals_ignoring_case(std::string_view left, std::string_view right) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    return std::ranges::equal(left, right, {}, small, small);
}

struct RequestLine {
    std::string_view method;
    std::string_view target;
    std::string_view version;
};

std::optional<RequestLine> split(std::string_view line) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) return std::nullopt;
    const RequestLine parts{line.substr(0, first), line.substr(first + 1, last - first - 1),
                            line.substr(last + 1)};
    const bool is_version = parts.version.size() == 8 && parts.version.starts_with("HTTP/");
    if (!is_token(parts.method) || parts.target.empty() || !is_printable(parts.target) || !is_version)
        return std::nullopt;
    return parts;
}

// Nothing: a field is malformed. Otherwise how many of them are Host.
std::optional<std::size_t> count_hosts(std::string_view fields) {
    std::size_t hosts = 0;
    while (!fields.empty()) {
        const std::size_t end = fields.find(end_of_line);
        const std::string_view field = fields.substr(0, end);
        fields.remove_prefix(end == std::string_view::npos ? fields.size() : end + end_of_line.size());
        const std::size_t colon = field.find(':');
        if (colon == std::string_view::npos || !is_token(field.substr(0, colon))) return std::nullopt;
        if (field.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos) return std::nullopt;
        if (equals_ignoring_case(field.substr(0, colon), "host")) ++hosts;
    }
    return hosts;
}

// Proxies are sent the whole address; a server has to take that too.
std::string path_of(std::string_view target) {
    constexpr std::string_view scheme = "http://";
    if (equals_ignoring_case(target.substr(0, scheme.size()), scheme)) {
        const std::size_t slash = target.find('/', scheme.size());
        target = slash == std::string_view::npos ? "/" : target.substr(slash);
    }
    return std::string(target.substr(0, target.find_first_of("?#")));
}

std::string_view reason_of(int status) {
    switch (status) {
        case 200:
            return "OK";
        case 400:
            return "Bad Request";
        case 404:
            return "Not Found";
        case 405:
            return "Method Not Allowed";
        case 431:
            return "Request Header Fields Too Large";
        case 503:
            return "Service Unavailable";
        case 505:
            return "HTTP Version Not Supported";
        default:
            return "Error";
    }
}

}  // namespace

std::variant<HttpIncomplete, HttpGet, HttpFault> parse_http(std::string_view bytes) {
    // Who sends no text at all, such as TLS, need not be waited for.
    if (!bytes.empty() && !is_token(bytes.substr(0, 1))) return malformed();
    const std::size_t end = bytes.substr(0, max_http_head_bytes).find(end_of_head);
    if (end == std::string_view::npos) {
        if (bytes.size() >= max_http_head_bytes) return HttpFault{431, "The request is too long."};
        return HttpIncomplete{};
    }
    const std::string_view head = bytes.substr(0, end);
    const std::size_t line_end = std::min(head.find(end_of_line), head.size());
    const auto line = split(head.substr(0, line_end));
    const std::string_view fields = line_end == head.size() ? "" : head.substr(line_end + end_of_line.size());
    const auto hosts = count_hosts(fields);
    if (!line || !hosts) return malformed();
    if (line->version != "HTTP/1.1" && line->version != "HTTP/1.0")
        return HttpFault{505, "Only HTTP/1.1 is spoken here."};
    if (*hosts > 1 || (*hosts == 0 && line->version == "HTTP/1.1")) return malformed();
    if (line->method != "GET") return HttpFault{405, "Only GET is answered here."};
    return HttpGet{path_of(line->target)};
}

std::string http_answer(int status, std::string_view content_type, std::string_view body) {
    std::string answer = "HTTP/1.1 " + std::to_string(status) + " " + std::string(reason_of(status)) + "\r\n";
    if (status == 405) answer += "Allow: GET\r\n";
    answer += "Content-Type: " + std::string(content_type) + "\r\n";
    answer += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    answer += "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n";
    return answer + std::string(body);
}

}  // namespace crosstalk::server
