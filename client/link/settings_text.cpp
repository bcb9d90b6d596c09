#include "client/link/settings_text.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <sstream>
#include <utility>

namespace crosstalk::link {

namespace {

std::optional<toml::table> parsed(std::string_view text, SettingsFault* fault) {
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        if (fault != nullptr) *fault = {error.source().begin.line, std::string(error.description())};
        return std::nullopt;
    }
}

// --- values

// A whole number as std::to_string writes it; "007" and "+7" are texts.
std::optional<std::int64_t> whole_number(std::string_view value) {
    std::int64_t number = 0;
    const char* end = value.data() + value.size();
    const auto [rest, fault] = std::from_chars(value.data(), end, number);
    if (fault != std::errc{} || rest != end || std::to_string(number) != value) return std::nullopt;
    return number;
}

std::string two_digits(unsigned number) {
    return (number < 10 ? "0" : "") + std::to_string(number);
}

std::optional<std::string> value_of(const toml::node& node) {
    if (const auto* truth = node.as_boolean()) return truth->get() ? "on" : "off";
    if (const auto* number = node.as_integer()) return std::to_string(number->get());
    if (const auto* text = node.as_string()) return text->get();
    if (const auto* time = node.as_time())
        return two_digits(time->get().hour) + ":" + two_digits(time->get().minute);
    return std::nullopt;
}

std::string quoted(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (byte < 0x20 || byte == 0x7F) {
            char escape[8];
            std::snprintf(escape, sizeof escape, "\\u%04X", static_cast<unsigned>(byte));
            result += escape;
        } else {
            result += c;
        }
    }
    return result + '"';
}

std::string written_value(std::string_view value) {
    if (value == "on") return "true";
    if (value == "off") return "false";
    return whole_number(value) ? std::string(value) : quoted(value);
}

std::string written_key(std::string_view key) {
    const bool is_bare = !key.empty() && std::ranges::all_of(key, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
               c == '_';
    });
    return is_bare ? std::string(key) : quoted(key);
}

// --- places in the text

struct Name {
    std::string_view group;  // empty: above all tables
    std::string_view key;
};

Name split(std::string_view name) {
    const std::size_t dot = name.find('.');
    if (dot == std::string_view::npos) return {{}, name};
    return {name.substr(0, dot), name.substr(dot + 1)};
}

std::size_t line_begin(std::string_view text, std::size_t line) {
    std::size_t at = 0;
    for (std::size_t count = 1; count < line && at < text.size(); ++count) {
        const std::size_t end = text.find('\n', at);
        at = end == std::string_view::npos ? text.size() : end + 1;
    }
    return at;
}

// The library counts columns in characters.
std::size_t offset_of(std::string_view text, const toml::source_position& position) {
    std::size_t at = line_begin(text, position.line);
    for (std::size_t column = 1; column < position.column && at < text.size(); ++column) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80)
            ++at;
    }
    return at;
}

const toml::node* find(const toml::table& document, const Name& name) {
    if (name.group.empty()) return document.get(name.key);
    const toml::table* group = document.get_as<toml::table>(name.group);
    return group == nullptr ? nullptr : group->get(name.key);
}

// The line behind the last value of a table that has a head of its own.
std::size_t last_line_of(const toml::table& group) {
    std::size_t last = group.source().begin.line;
    for (const auto& entry : group) {
        const toml::node& node = entry.second;
        if (!node.is_table() && !node.is_array_of_tables())
            last = std::max<std::size_t>(last, node.source().end.line);
    }
    return last;
}

std::string with_line(std::string_view text, std::size_t at, const std::string& line) {
    std::string result(text.substr(0, at));
    if (!result.empty() && result.back() != '\n') result += '\n';
    result += line;
    result += '\n';
    return result.append(text.substr(at));
}

std::string edited(std::string_view text, const toml::table& document, const Name& name,
                   std::string_view value) {
    const toml::node* node = find(document, name);
    if (node != nullptr && value.empty()) {
        const std::size_t begin = line_begin(text, node->source().begin.line);
        const std::size_t end = line_begin(text, node->source().end.line + 1U);
        return std::string(text.substr(0, begin)).append(text.substr(end));
    }
    if (node != nullptr) {
        const std::size_t begin = offset_of(text, node->source().begin);
        const std::size_t end = offset_of(text, node->source().end);
        return std::string(text.substr(0, begin)) + written_value(value) + std::string(text.substr(end));
    }
    if (value.empty()) return std::string(text);
    const std::string line = written_key(name.key) + " = " + written_value(value);
    if (name.group.empty()) return with_line(text, 0, line);
    const toml::table* group = document.get_as<toml::table>(name.group);
    if (group != nullptr) return with_line(text, line_begin(text, last_line_of(*group) + 1), line);
    const std::string head = "[" + written_key(name.group) + "]\n";
    return with_line(text, text.size(), (text.empty() ? "" : "\n") + head + line);
}

// From its values alone.
std::string written_anew(const toml::table& document) {
    std::ostringstream stream;
    stream << document << '\n';
    return stream.str();
}

// The document as it shall be, to hold the edited text against.
toml::table expected(toml::table document, const Name& name, std::string_view value) {
    toml::table* group = &document;
    if (!name.group.empty()) {
        if (document.get_as<toml::table>(name.group) == nullptr) {
            if (value.empty()) return document;
            document.insert_or_assign(name.group, toml::table{});
        }
        group = document.get_as<toml::table>(name.group);
    }
    if (value.empty()) {
        group->erase(name.key);
    } else if (value == "on" || value == "off") {
        group->insert_or_assign(name.key, value == "on");
    } else if (const auto number = whole_number(value)) {
        group->insert_or_assign(name.key, *number);
    } else {
        group->insert_or_assign(name.key, std::string(value));
    }
    return document;
}

}  // namespace

std::optional<SettingsMap> read_settings(std::string_view toml, SettingsFault* fault) {
    const auto document = parsed(toml, fault);
    if (!document) return std::nullopt;
    SettingsMap settings;
    const auto take = [&](std::string name, const toml::node& node) {
        if (auto value = value_of(node)) settings.insert_or_assign(std::move(name), std::move(*value));
    };
    for (const auto& entry : *document) {
        const std::string name(entry.first.str());
        const toml::table* group = entry.second.as_table();
        if (group == nullptr) {
            take(name, entry.second);
            continue;
        }
        for (const auto& member : *group)
            take(name + "." + std::string(member.first.str()), member.second);
    }
    return settings;
}

std::optional<std::string> with_setting(std::string_view toml, std::string_view name,
                                        std::string_view value) {
    const auto document = parsed(toml, nullptr);
    if (!document) return std::nullopt;
    const Name place = split(name);
    const toml::table wanted = expected(*document, place, value);
    std::string text = edited(toml, *document, place, value);
    if (const auto again = parsed(text, nullptr); again && *again == wanted) return text;
    text = written_anew(wanted);
    if (const auto again = parsed(text, nullptr); again && *again == wanted) return text;
    return std::nullopt;
}

}  // namespace crosstalk::link
