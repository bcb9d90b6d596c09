// Markup, searches and times on any bytes: no crash, and what holds of any text holds.
#include <chrono>
#include <cstdint>
#include <string_view>

#include "net/text/search_line.hpp"
#include "net/text/times.hpp"
#include "tests/fuzz/property.hpp"
#include "tests/text/markup_property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace crosstalk::text;
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    crosstalk::fuzz::require_none(MarkupProperty::complaint_about(input));

    constexpr crosstalk::net::Timestamp now{1'768'437'000'000};
    const auto searched = parse_search(input, now, std::chrono::minutes{120});
    if (const auto* const fault = std::get_if<SearchFault>(&searched)) {
        const bool is_told = is_valid_utf8(fault->text) && fault->begin <= fault->end && fault->end <= size;
        crosstalk::fuzz::require_none(is_told ? "" : "a fault of a search is not told");
    }
    const auto period = parse_period(input, now, std::chrono::minutes{-330});
    if (const auto* const found = std::get_if<Period>(&period)) {
        crosstalk::fuzz::require_none(found->begin <= found->end ? "" : "a period ends before it begins");
    }
    (void)parse_duration(input);
    return 0;
}
