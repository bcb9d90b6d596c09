#include "server/app/settings_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "net/text/log_text.hpp"
#include "net/transport/credentials/private_file.hpp"

namespace crosstalk::server {

namespace {

std::string place(const std::string& file, const toml::source_region& region) {
    return file + ", line " + std::to_string(region.begin.line);
}

std::string allowed_keys() {
    std::string text;
    for (const SettingRow& row : setting_rows()) {
        if (row.place == Place::Everywhere) text += (text.empty() ? "" : ", ") + std::string(row.name);
    }
    return text;
}

std::string how_it_is_written(SettingKind kind) {
    switch (kind) {
        case SettingKind::Text:
            return "takes a text in quotes";
        case SettingKind::Number:
            return "takes a whole number without quotes";
        case SettingKind::Switch:
            return "takes true or false without quotes";
        case SettingKind::List:
            return "takes a text in quotes, or a list of them in brackets";
        case SettingKind::Table:
            return "is a table: a line [limit], and below it lines like sessions = 200";
    }
    return "";
}

// Nothing: it is written in another way than a setting of this kind.
std::optional<std::vector<std::string>> values_of(const toml::node& node, SettingKind kind) {
    if (kind == SettingKind::Number && node.is_integer())
        return std::vector{std::to_string(node.as_integer()->get())};
    if (kind == SettingKind::Switch && node.is_boolean())
        return std::vector<std::string>{node.as_boolean()->get() ? "true" : "false"};
    const bool may_be_text = kind == SettingKind::Text || kind == SettingKind::List;
    if (may_be_text && node.is_string()) return std::vector{node.as_string()->get()};
    if (kind != SettingKind::List || !node.is_array()) return std::nullopt;
    std::vector<std::string> values;
    for (const toml::node& each : *node.as_array()) {
        if (!each.is_string()) return std::nullopt;
        values.push_back(each.as_string()->get());
    }
    return values;
}

void add_table(const SettingRow& row, const toml::table& table, const std::string& file,
               std::vector<GivenSetting>& settings) {
    for (const auto& [key, node] : table) {
        std::string where = place(file, node.source()) + ", " + std::string(row.name);
        if (!node.is_integer()) {
            where.append(".").append(text::printable(key.str(), 64));
            throw SettingsError(where.append(": ").append(how_it_is_written(SettingKind::Number)));
        }
        settings.push_back({&row,
                            {std::string(key.str()) + "=" + std::to_string(node.as_integer()->get())},
                            std::move(where)});
    }
}

toml::table parsed(std::string_view text, const std::string& shown) {
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& error) {
        // The library's text may hold a piece of a value, and that may be the passkey.
        throw SettingsError(
            place(shown, error.source()) +
            ": this is not TOML. A setting is a line like name = \"Attic LAN\" or keep = 365");
    }
}

}  // namespace

std::vector<GivenSetting> parse_settings_file(std::string_view text, const std::string& shown) {
    const toml::table table = parsed(text, shown);
    std::vector<GivenSetting> settings;
    for (const auto& [key, node] : table) {
        const SettingRow* row = find_setting(key.str());
        const std::string where = place(shown, key.source()) + ", " + text::printable(key.str(), 64);
        if (row == nullptr || row->place == Place::NotInFile)
            throw SettingsError(where + ": there is no such setting. There are " + allowed_keys());
        if (row->kind == SettingKind::Table && node.is_table()) {
            add_table(*row, *node.as_table(), shown, settings);
            continue;
        }
        auto values = values_of(node, row->kind);
        if (!values) throw SettingsError(where + ": " + how_it_is_written(row->kind));
        settings.push_back({row, std::move(*values), where});
    }
    return settings;
}

SettingsFile read_settings_file(const std::filesystem::path& path) {
    const std::string shown = text::printable(path.string());
    // Nor below what is no folder: of that others complain.
    std::error_code unknown;
    if (std::filesystem::status(path, unknown).type() == std::filesystem::file_type::not_found) return {};
    std::optional<transport::PrivateFile> file;
    try {
        file = transport::read_private_file(path);
    } catch (const std::exception& error) {
        throw SettingsError(error.what());
    }
    if (!file) return {};
    return {.settings = parse_settings_file(file->content.text(), shown),
            .is_read_by_others = file->exposure == transport::Exposure::ReadableByOthers,
            .is_there = true};
}

}  // namespace crosstalk::server
