// Every setting of the window in one table: the settings page, its search, the profile's file and the defaults follow from
// it. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace crosstalk::ui {

/// In the order of the table.
enum class SettingId : std::uint8_t {
    Palette,
    Accent,
    Density,
    Zoom,
    Motion,
    NameColors,
    Clock,
    Timestamps,
    Presences,
    Enter,
    Emoticons,
    LargeEmoji,
    Typing,
    AwayAfter,
    LinkQuestion,
    FindServers,
    NoticeDesktop,
    NoticeToast,
    NoticeSound,
    NoticeVolume,
    NoticeFlash,
    NoticeHideContent,
    NoticeKeywords,
    NoticeRule,
    NoticeGames,
    DoNotDisturb,
    QuietHours,
    QuietFrom,
    QuietTo,
    DownloadFolder,
    ShowPictures,
    Animations,
    SmallerCopies,
    UploadRate,
    DownloadRate,
    SavePictures,
    SaveMedia,
    SaveDocuments,
    SaveOthers,
    SaveMost,
};
constexpr SettingId last_of(SettingId) {
    return SettingId::SaveMost;
}
inline constexpr std::size_t setting_count = static_cast<std::size_t>(last_of(SettingId{})) + 1;

/// In the order of the settings page.
enum class SettingSection : std::uint8_t { Look, Conversation, Notices, Files, Privacy };
constexpr SettingSection last_of(SettingSection) {
    return SettingSection::Privacy;
}
inline constexpr std::size_t setting_section_count = static_cast<std::size_t>(last_of(SettingSection{})) + 1;
std::string_view title_of(SettingSection section);

enum class SettingKind : std::uint8_t {
    Switch,     // "on" or "off"
    Choice,     // the word of one of its choices
    Number,     // a whole number within a range
    TimeOfDay,  // "23:00"; as a number, the minutes since midnight
    Text,
};

struct SettingChoice {
    std::string_view word;   // as it is kept
    std::string_view label;  // as it is shown
};

struct Setting {
    SettingId id{};
    std::string_view key;  // "group.name", lower case: as it is kept
    SettingSection section{};
    SettingKind kind{};
    std::string_view name;
    std::string_view help;      // one line
    std::string_view keywords;  // what people may search for besides
    std::string_view normal;    // what counts until something else is chosen
    std::span<const SettingChoice> choices = {};
    int least = 0;
    int most = 0;
    int step = 1;
    std::string_view unit = {};
};

/// By id.
std::span<const Setting> setting_table();
const Setting& setting_of(SettingId id);
/// Null if there is none with this key.
const Setting* setting_with(std::string_view key);

/// "23:05" is 1385; nothing for what is no time of day.
std::optional<int> minutes_of(std::string_view time);
/// 1385 is "23:05"; more than a day begins anew.
std::string time_of_day(int minutes);

/// The value as it is kept, if it is one: of a number the nearest within its range; nothing for anything else.
std::optional<std::string> valid_value(const Setting& setting, std::string_view value);

}  // namespace crosstalk::ui
