// server.toml: the settings of a server in a file that people edit. Its keys are the flags without their dashes:
//
//   name = "Attic LAN"
//   listen = ["0.0.0.0:12345", "[::]:12345"]
//   keep = 365
//   [limit]
//   sessions = 200
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "server/app/setting_table.hpp"

namespace crosstalk::server {

// One setting as one source gives it.
struct GivenSetting {
    const SettingRow* row;
    std::vector<std::string> values;
    std::string where;  // for people: "--name", "/etc/crosstalk.toml, line 3, name"
};

struct SettingsFile {
    std::vector<GivenSetting> settings;
    bool is_read_by_others = false;  // other accounts of the machine may read it
    bool is_there = false;
};

// What says in it is not a setting, or no TOML; what() names file and line. For people, and without any value of the file.
class SettingsError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

// `shown` is how messages call the file.
std::vector<GivenSetting> parse_settings_file(std::string_view text, const std::string& shown);

// A file that is not there has no settings. Throws SettingsError, also if it cannot be read.
SettingsFile read_settings_file(const std::filesystem::path& path);

}  // namespace crosstalk::server
