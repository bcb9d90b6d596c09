#include "client/model/composer/typed.hpp"

#include <algorithm>

namespace crosstalk::model {

namespace {

constexpr std::string_view blanks = " \t\r\n";

}  // namespace

void Typed::skip_blanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size()));
}

std::string_view Typed::word() const {
    return rest_.substr(0, rest_.find_first_of(blanks));
}

std::string_view Typed::take_word() {
    const std::string_view taken = word();
    rest_.remove_prefix(taken.size());
    skip_blanks();
    return taken;
}

std::string_view Typed::take_rest() {
    const std::size_t last = rest_.find_last_not_of(blanks);
    const std::string_view taken =
        last == std::string_view::npos ? std::string_view{} : rest_.substr(0, last + 1);
    rest_ = {};
    return taken;
}

std::optional<std::string> Typed::take_name(bool is_last) {
    const std::size_t sign = rest_.starts_with('@') || rest_.starts_with('#') ? 1 : 0;
    if (rest_.substr(sign).starts_with('"')) {
        const std::size_t end = rest_.find('"', sign + 1);
        if (end == std::string_view::npos) return std::nullopt;
        std::string name(rest_.substr(0, sign));
        name += rest_.substr(sign + 1, end - sign - 1);
        rest_.remove_prefix(end + 1);
        skip_blanks();
        return name;
    }
    return std::string(is_last ? take_rest() : take_word());
}

}  // namespace crosstalk::model
