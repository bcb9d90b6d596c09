// As much of HTTP/1.1 (RFC 9112) as whoever looks at a server's figures needs: one GET, one answer, then the end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

namespace crosstalk::server {

// A request line and its fields. More is refused unread.
inline constexpr std::size_t max_http_head_bytes = 4 * 1024;

struct HttpIncomplete {
    friend bool operator==(const HttpIncomplete&, const HttpIncomplete&) = default;
};
struct HttpGet {
    std::string path;  // without its query
    friend bool operator==(const HttpGet&, const HttpGet&) = default;
};
struct HttpFault {
    int status;
    std::string text;  // for people
    friend bool operator==(const HttpFault&, const HttpFault&) = default;
};

// What has come so far; anything may be in it. What comes behind the head is not looked at, and what was decided once is
// not changed by more.
std::variant<HttpIncomplete, HttpGet, HttpFault> parse_http(std::string_view bytes);

// The whole answer, which says that the connection ends with it.
std::string http_answer(int status, std::string_view content_type, std::string_view body);

}  // namespace crosstalk::server
