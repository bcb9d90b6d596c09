// The file settings.toml of a profile (its text: settings_text.hpp). Somebody may change it by hand while it is in use: what
// stands there counts from the next start, and is kept when something else is changed from here.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "client/link/settings_text.hpp"

namespace crosstalk::link {

/// Thread: one at a time; every call blocks on the disk.
class SettingsFile {
  public:
    /// Reads it, if there is one. One that cannot be understood is put aside under the name settings.toml.broken (or
    /// .broken-2 and so on), and the settings are as usual then; trouble() says so.
    explicit SettingsFile(std::filesystem::path file);

    [[nodiscard]] const SettingsMap& settings() const { return settings_; }
    /// Several at once; an empty value removes one. The file is the old or the new one, whole, whatever happens. Throws
    /// ProfileError(WriteFailed) without having changed anything.
    void keep(const SettingsMap& changes);
    /// What people should know, once.
    std::optional<std::string> take_trouble();

  private:
    /// What stands in the file now; empty if there is none. Puts a broken one aside. Throws CredentialError.
    std::string read();
    void put_aside(const SettingsFault& fault);

    std::filesystem::path file_;
    SettingsMap settings_;
    std::string text_;  // as it was last known to be good
    std::optional<std::string> trouble_;
};

}  // namespace crosstalk::link
