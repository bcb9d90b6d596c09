#include "client/app/handover_words.hpp"

#include "client/app/handover.hpp"

namespace crosstalk::app {

namespace {

constexpr std::string_view verb = "open ";

}  // namespace

std::optional<std::string> handover_request(const std::string& link) {
    if (link.size() + verb.size() >= max_handed_bytes) return std::nullopt;
    return std::string(verb) + link + "\n";
}

std::optional<std::string> link_of_request(std::string line) {
    if (!line.starts_with(verb)) return std::nullopt;
    line.erase(0, verb.size());
    return line;
}

bool is_handover_answer(std::string_view line) {
    return line == handover_answer.substr(0, handover_answer.size() - 1);
}

std::optional<std::string> HandoverLine::take(std::string_view part) {
    text_ += part;
    const std::size_t end = text_.find('\n');
    if (end == std::string::npos) return std::nullopt;
    return text_.substr(0, end);
}

bool HandoverLine::is_too_long() const {
    return text_.size() > max_handed_bytes;
}

}  // namespace crosstalk::app
