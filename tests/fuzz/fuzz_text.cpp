// Text rules on any bytes: no crash, valid and stable results within their limits.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "net/limits.hpp"
#include "net/text/graphemes.hpp"
#include "net/text/log_text.hpp"
#include "net/text/message_text.hpp"
#include "net/text/names.hpp"
#include "net/text/utf8.hpp"

namespace {

using namespace crosstalk::text;

// Independent of NDEBUG, unlike assert.
void require(bool holds) {
    if (!holds) std::abort();
}

void try_message(std::string_view input) {
    const std::string message = sanitise_message(input);
    require(is_valid_utf8(message));
    require(message.size() <= input.size());
    require(sanitise_message(message) == message);
    const std::string shown = cap_marks(message);
    require(is_valid_utf8(shown) && shown.size() <= message.size());
    require(cap_marks(shown) == shown);
    require(is_blank(message) || !message.empty());
}

void try_name(std::string_view input) {
    const auto made = make_name(input);
    if (const auto* const fault = std::get_if<NameFault>(&made)) {
        require(explain(*fault, input) == printable(explain(*fault, input)));
        return;
    }
    const Name& name = std::get<Name>(made);
    require(name.display.size() <= crosstalk::net::max_name_bytes);
    require(count_graphemes(name.display) <= crosstalk::net::max_name_graphemes);
    require(!name.key.empty() && name.key.size() <= crosstalk::net::max_name_key_bytes);
    require(name_key(name.key) == name.key);
    const auto again = make_name(name.display);
    require(std::holds_alternative<Name>(again) && std::get<Name>(again) == name);
    require(
        std::holds_alternative<Name>(make_name(numbered_name(name.display, 18'446'744'073'709'551'615U))));
}

void try_cuts(std::string_view input) {
    const std::size_t half = input.size() / 2;
    require(first_bytes(input, half).size() <= half);
    require(!is_valid_utf8(input) || is_valid_utf8(first_bytes(input, half)));
    require(count_graphemes(input) <= count_code_points(input));
    require(first_graphemes(input, count_graphemes(input)) == input);
    for (const char each : printable(input, half))
        require(each >= ' ' && each <= '~');
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input(reinterpret_cast<const char*>(data), size);
    try_message(input);
    try_name(input);
    try_cuts(input);
    return 0;
}
