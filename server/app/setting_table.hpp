// Every setting of the server, once: the flags, the environment, the file, --help, what a reload does and the table in
// docs/server.md follow from it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::server {

struct Settings;

// How the value is written: as one text, one whole number, true or false, a list of texts, or a table of whole numbers.
enum class SettingKind : std::uint8_t { Text, Number, Switch, List, Table };

// When a changed value counts: from a reload on, or from the next start.
enum class Takes : std::uint8_t { Reload, Restart };

// Settings that are no use in a file: they say which file.
enum class Place : std::uint8_t { Everywhere, NotInFile };

struct SettingRow {
    std::string_view name;  // "log-level": the flag is --log-level, the variable CROSSTALK_SERVER_LOG_LEVEL
    SettingKind kind;
    std::string_view value;     // what --help calls the value
    std::string_view standard;  // what holds if nothing is said; empty: nothing
    std::string_view help;
    Takes takes;
    Place place;
    // Sets it; a list or table replaces what it names. Otherwise what is allowed, for people; never a secret.
    std::optional<std::string> (*take)(Settings& settings, const std::vector<std::string>& values);
    bool (*is_same)(const Settings& left, const Settings& right);
};

std::span<const SettingRow> setting_rows();

// nullptr if there is none.
const SettingRow* find_setting(std::string_view name);

// "CROSSTALK_SERVER_LOG_LEVEL"
std::string variable_of(const SettingRow& row);
inline constexpr std::string_view variable_prefix = "CROSSTALK_SERVER_";

}  // namespace crosstalk::server
