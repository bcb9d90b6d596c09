// A request by HTTP, as it comes in byte by byte: what was decided of its beginning holds for the whole.
#include <algorithm>
#include <cstdint>
#include <string_view>
#include <variant>

#include "server/app/http_request.hpp"
#include "tests/fuzz/property.hpp"

using namespace crosstalk::server;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto whole = parse_http(bytes);
    if (std::holds_alternative<HttpIncomplete>(whole) && size >= max_http_head_bytes)
        crosstalk::fuzz::require_none("it waits for more than it takes");
    if (const auto* get = std::get_if<HttpGet>(&whole)) {
        const bool is_clean =
            std::ranges::all_of(get->path, [](char c) { return c > ' ' && c < '\x7f' && c != '?'; });
        if (!is_clean) crosstalk::fuzz::require_none("the path has something in it that no path has");
    }
    for (std::size_t part = 0; part < std::min(size, max_http_head_bytes + 1); ++part) {
        const auto early = parse_http(bytes.substr(0, part));
        if (!std::holds_alternative<HttpIncomplete>(early) && early != whole)
            crosstalk::fuzz::require_none("more bytes change what was decided");
    }
    return 0;
}
