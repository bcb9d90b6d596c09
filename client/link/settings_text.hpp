// The text of a settings file: TOML that people write in, too. A setting "look.palette" stands as `palette` in the table
// [look]; one without a dot stands above all tables. Pure.
//
// Values are texts in the profile. "on" and "off" stand in the file as true and false, whole numbers as numbers, everything
// else as strings; a time of day may be written as one (23:00:00).
//
// What is changed is changed in place: comments, blank lines, order and keys that nobody here knows stay as they are. Where
// a value cannot be replaced in place (in an inline table, or below a dotted key), the file is written anew from its values:
// unknown keys survive that, comments do not.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace crosstalk::link {

using SettingsMap = std::map<std::string, std::string>;

struct SettingsFault {
    std::size_t line = 0;
    std::string what;  // the library's words
};

/// Nothing if the text is no TOML; then `fault` says where and why. Keys with values of other kinds, and those in
/// tables within tables, are left out.
std::optional<SettingsMap> read_settings(std::string_view toml, SettingsFault* fault = nullptr);

/// The text with that setting; an empty value removes it. Nothing if the text is no TOML, or the setting cannot be written
/// (bytes that are no UTF-8).
std::optional<std::string> with_setting(std::string_view toml, std::string_view name, std::string_view value);

}  // namespace crosstalk::link
