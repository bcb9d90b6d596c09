#include "server/app/exposition.hpp"

namespace crosstalk::server {

namespace {

std::string_view name_of(MetricType type) {
    switch (type) {
        case MetricType::Counter:
            return "counter";
        case MetricType::Gauge:
            return "gauge";
        case MetricType::Histogram:
            return "histogram";
    }
    return "untyped";
}

// Backslashes and line ends, and within a label's quotes these too.
std::string escaped(std::string_view text, bool is_quoted) {
    std::string result;
    for (const char c : text) {
        if (c == '\\') {
            result += "\\\\";
        } else if (c == '\n') {
            result += "\\n";
        } else if (c == '"' && is_quoted) {
            result += "\\\"";
        } else {
            result += c;
        }
    }
    return result;
}

}  // namespace

std::string seconds(std::int64_t ms) {
    const std::string rest = std::to_string(ms % 1000);
    std::string text = std::to_string(ms / 1000);
    if (ms % 1000 != 0) text += "." + std::string(3 - rest.size(), '0') + rest;
    return text;
}

void Exposition::family(std::string_view name, MetricType type, std::string_view help) {
    name_ = name;
    text_ += "# HELP " + name_ + " " + escaped(help, false) + "\n";
    text_ += "# TYPE " + name_ + " " + std::string(name_of(type)) + "\n";
}

void Exposition::sample(std::string_view value, Labels labels, std::string_view suffix) {
    text_ += name_ + std::string(suffix);
    char before = '{';
    for (const auto& [name, label] : labels) {
        text_ += before + std::string(name) + "=\"" + escaped(label, true) + "\"";
        before = ',';
    }
    if (labels.size() != 0) text_ += '}';
    text_ += ' ' + std::string(value) + '\n';
}

}  // namespace crosstalk::server
