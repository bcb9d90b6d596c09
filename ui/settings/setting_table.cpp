#include "ui/settings/setting_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "ui/theme/tokens.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::array<SettingChoice, 4> palettes = {
    {{"dark", "Dark"}, {"light", "Light"}, {"high-contrast", "High contrast"}, {"system", "Same as system"}}};
constexpr std::array<SettingChoice, accent_count> accents = {
    {{"teal", "Teal"}, {"blue", "Blue"}, {"violet", "Violet"}, {"pink", "Pink"}, {"lime", "Lime"}}};
constexpr std::array<SettingChoice, 3> densities = {
    {{"compact", "Compact"}, {"cosy", "Cosy"}, {"roomy", "Roomy"}}};
constexpr std::array<SettingChoice, 3> motions = {
    {{"full", "Full"}, {"reduced", "Reduced"}, {"system", "Same as system"}}};
constexpr std::array<SettingChoice, 2> clocks = {{{"24", "24 h"}, {"12", "12 h"}}};
constexpr std::array<SettingChoice, 2> timestamps = {{{"name", "Beside name"}, {"every", "Every message"}}};
constexpr std::array<SettingChoice, 4> aways = {
    {{"never", "Never"}, {"5", "5 min"}, {"10", "10 min"}, {"30", "30 min"}}};
constexpr std::array<SettingChoice, 3> rules = {
    {{"all", "Everything"}, {"mentions", "Mentions"}, {"nothing", "Nothing"}}};
constexpr std::array<SettingChoice, 2> animations = {{{"play", "Play"}, {"hover", "Under the pointer"}}};
constexpr std::array<SettingChoice, 2> enters = {{{"sends", "Sends"}, {"breaks", "New line"}}};

using enum SettingKind;
using Section = SettingSection;

constexpr std::array<Setting, setting_count> table = {{
    {.id = SettingId::Palette,
     .key = "look.palette",
     .section = Section::Look,
     .kind = Choice,
     .name = "Theme",
     .help = "The colours of the whole window",
     .keywords = "dark light high contrast colour color palette night day system",
     .normal = "dark",
     .choices = palettes},
    {.id = SettingId::Accent,
     .key = "look.accent",
     .section = Section::Look,
     .kind = Choice,
     .name = "Accent colour",
     .help = "Buttons and whatever is selected",
     .keywords = "color teal blue violet purple pink lime green highlight",
     .normal = "teal",
     .choices = accents},
    {.id = SettingId::Density,
     .key = "look.density",
     .section = Section::Look,
     .kind = Choice,
     .name = "Density",
     .help = "Space between messages and rows",
     .keywords = "compact cosy roomy spacing tight air",
     .normal = "cosy",
     .choices = densities},
    {.id = SettingId::Zoom,
     .key = "look.zoom",
     .section = Section::Look,
     .kind = Number,
     .name = "Text size",
     .help = "Also Ctrl + and Ctrl -, from 75 % to 300 %",
     .keywords = "zoom font size scale larger smaller bigger",
     .normal = "100",
     .least = 75,
     .most = 300,
     .step = 5,
     .unit = " %"},
    {.id = SettingId::Motion,
     .key = "look.motion",
     .section = Section::Look,
     .kind = Choice,
     .name = "Motion",
     .help = "Reduced: nothing slides, fades or blinks",
     .keywords = "animation reduced reduce movement slide",
     .normal = "system",
     .choices = motions},
    {.id = SettingId::NameColors,
     .key = "look.name-colours",
     .section = Section::Look,
     .kind = Switch,
     .name = "Name colours",
     .help = "Give each person one of eight colours",
     .keywords = "color nick people",
     .normal = "on"},
    {.id = SettingId::Clock,
     .key = "conversation.clock",
     .section = Section::Look,
     .kind = Choice,
     .name = "Clock",
     .help = "How times are written",
     .keywords = "time 12 24 hours am pm",
     .normal = "24",
     .choices = clocks},
    {.id = SettingId::Timestamps,
     .key = "conversation.timestamps",
     .section = Section::Look,
     .kind = Choice,
     .name = "Timestamps",
     .help = "Beside the name, or on every message",
     .keywords = "time when date hover",
     .normal = "name",
     .choices = timestamps},
    {.id = SettingId::Presences,
     .key = "conversation.presences",
     .section = Section::Conversation,
     .kind = Switch,
     .name = "Comings and goings",
     .help = "Who joined and left a room stands between the messages",
     .keywords = "join leave joins leaves online offline system lines",
     .normal = "on"},
    {.id = SettingId::Enter,
     .key = "conversation.enter",
     .section = Section::Conversation,
     .kind = Choice,
     .name = "Enter",
     .help = "What it does while writing; Ctrl Enter does the other",
     .keywords = "send return line newline key shift",
     .normal = "sends",
     .choices = enters},
    {.id = SettingId::Emoticons,
     .key = "conversation.emoticons",
     .section = Section::Conversation,
     .kind = Switch,
     .name = "Smileys become emoji",
     .help = "Show :-) and its like as pictures",
     .keywords = "emoticon emoji smiley convert",
     .normal = "on"},
    {.id = SettingId::LargeEmoji,
     .key = "conversation.large-emoji",
     .section = Section::Conversation,
     .kind = Switch,
     .name = "Large emoji",
     .help = "Messages of nothing but emoji are larger",
     .keywords = "big jumbo size smiley",
     .normal = "on"},
    {.id = SettingId::Typing,
     .key = "conversation.typing",
     .section = Section::Privacy,
     .kind = Switch,
     .name = "Tell others that I am typing",
     .help = "Rooms show who is writing just now",
     .keywords = "privacy indicator composing",
     .normal = "on"},
    {.id = SettingId::AwayAfter,
     .key = "privacy.away-after",
     .section = Section::Privacy,
     .kind = Choice,
     .name = "Away by itself",
     .help = "When neither keyboard nor pointer was touched for so long",
     .keywords = "idle afk presence status minutes time",
     .normal = "10",
     .choices = aways},
    {.id = SettingId::LinkQuestion,
     .key = "conversation.link-question",
     .section = Section::Privacy,
     .kind = Switch,
     .name = "Ask before a link opens",
     .help = "Shows where it leads before the browser does",
     .keywords = "url browser safety website phishing",
     .normal = "on"},
    {.id = SettingId::FindServers,
     .key = "privacy.find-servers",
     .section = Section::Privacy,
     .kind = Switch,
     .name = "Look for servers on this network",
     .help = "Asks who is there while the first screen is shown",
     .keywords = "discovery discover find list lan multicast broadcast mdns scan",
     .normal = "on"},
    {.id = SettingId::NoticeDesktop,
     .key = "notices.desktop",
     .section = Section::Notices,
     .kind = Switch,
     .name = "Notifications on the desktop",
     .help = "While the window is behind others, where the system offers them",
     .keywords = "toast popup bubble system",
     .normal = "on"},
    {.id = SettingId::NoticeToast,
     .key = "notices.toasts",
     .section = Section::Notices,
     .kind = Switch,
     .name = "Notifications in the window",
     .help = "A card at the corner for what happens in another room",
     .keywords = "toast popup bubble card",
     .normal = "on"},
    {.id = SettingId::NoticeSound,
     .key = "notices.sound",
     .section = Section::Notices,
     .kind = Switch,
     .name = "Sounds",
     .help = "Direct messages, mentions and challenges are heard",
     .keywords = "audio mute silent ring",
     .normal = "on"},
    {.id = SettingId::NoticeVolume,
     .key = "notices.volume",
     .section = Section::Notices,
     .kind = Number,
     .name = "Volume",
     .help = "How loud the sounds are",
     .keywords = "sound audio loud quiet",
     .normal = "70",
     .least = 0,
     .most = 100,
     .step = 5,
     .unit = " %"},
    {.id = SettingId::NoticeFlash,
     .key = "notices.flash",
     .section = Section::Notices,
     .kind = Switch,
     .name = "Flash in the task bar",
     .help = "Until the window is looked at",
     .keywords = "taskbar attention blink urgent",
     .normal = "on"},
    {.id = SettingId::NoticeHideContent,
     .key = "notices.hide-content",
     .section = Section::Notices,
     .kind = Switch,
     .name = "Hide what was written",
     .help = "Notifications say who wrote and where, not what",
     .keywords = "privacy content text preview",
     .normal = "off"},
    {.id = SettingId::NoticeKeywords,
     .key = "notices.keywords",
     .section = Section::Notices,
     .kind = Text,
     .name = "Keywords",
     .help = "Words that count like a mention of you, with commas between them",
     .keywords = "mention highlight words",
     .normal = ""},
    {.id = SettingId::NoticeRule,
     .key = "notices.rule",
     .section = Section::Notices,
     .kind = Choice,
     .name = "Tell me about",
     .help = "In rooms that have no rule of their own",
     .keywords = "default rule level all mentions nothing mute",
     .normal = "mentions",
     .choices = rules},
    {.id = SettingId::NoticeGames,
     .key = "notices.games",
     .section = Section::Notices,
     .kind = Switch,
     .name = "Games",
     .help = "When it is your turn and the game is out of sight, and how your games end",
     .keywords = "turn move result challenge match play",
     .normal = "on"},
    {.id = SettingId::DoNotDisturb,
     .key = "notices.do-not-disturb",
     .section = Section::Notices,
     .kind = Switch,
     .name = "Do not disturb",
     .help = "No sounds and no notifications until it is switched off; others see it",
     .keywords = "dnd silence busy mute",
     .normal = "off"},
    {.id = SettingId::QuietHours,
     .key = "notices.quiet-hours",
     .section = Section::Notices,
     .kind = Switch,
     .name = "Quiet time",
     .help = "Do not disturb every day between two times",
     .keywords = "dnd schedule night hours silence",
     .normal = "off"},
    {.id = SettingId::QuietFrom,
     .key = "notices.quiet-from",
     .section = Section::Notices,
     .kind = TimeOfDay,
     .name = "Quiet time begins",
     .help = "On each day",
     .keywords = "dnd schedule night hours silence",
     .normal = "23:00"},
    {.id = SettingId::QuietTo,
     .key = "notices.quiet-to",
     .section = Section::Notices,
     .kind = TimeOfDay,
     .name = "Quiet time ends",
     .help = "If that is earlier, on the day after",
     .keywords = "dnd schedule night hours silence morning",
     .normal = "08:00"},
    {.id = SettingId::DownloadFolder,
     .key = "files.folder",
     .section = Section::Files,
     .kind = Text,
     .name = "Folder for downloads",
     .help = "A whole path; empty: where the system puts them",
     .keywords = "download save directory path place",
     .normal = ""},
    {.id = SettingId::ShowPictures,
     .key = "files.pictures",
     .section = Section::Files,
     .kind = Switch,
     .name = "Pictures in the conversation",
     .help = "Fetches and shows pictures and the first lines of texts, up to 16 MB",
     .keywords = "image preview thumbnail inline photo gif text",
     .normal = "on"},
    {.id = SettingId::Animations,
     .key = "files.animations",
     .section = Section::Files,
     .kind = Choice,
     .name = "Animated pictures",
     .help = "Whether they move by themselves; never with reduced motion",
     .keywords = "gif animation play hover motion",
     .normal = "play",
     .choices = animations},
    {.id = SettingId::SmallerCopies,
     .key = "files.smaller-copies",
     .section = Section::Files,
     .kind = Switch,
     .name = "Send smaller copies of pictures",
     .help = "Of those with more than 1,920 pixels on a side or 1 MB; chosen anew with each sending",
     .keywords = "image photo resize shrink scale downscale compress quality",
     .normal = "off"},
    {.id = SettingId::UploadRate,
     .key = "files.upload-rate",
     .section = Section::Files,
     .kind = Number,
     .name = "Upload at most",
     .help = "Of all files together, a second; 0: as fast as it goes",
     .keywords = "limit bandwidth speed rate send throttle",
     .normal = "0",
     .least = 0,
     .most = 100,
     .step = 1,
     .unit = " MB"},
    {.id = SettingId::DownloadRate,
     .key = "files.download-rate",
     .section = Section::Files,
     .kind = Number,
     .name = "Download at most",
     .help = "Of all files together, a second; 0: as fast as it goes",
     .keywords = "limit bandwidth speed rate receive throttle",
     .normal = "0",
     .least = 0,
     .most = 100,
     .step = 1,
     .unit = " MB"},
    {.id = SettingId::SavePictures,
     .key = "files.save-pictures",
     .section = Section::Files,
     .kind = Switch,
     .name = "Save pictures by themselves",
     .help = "As soon as somebody sends them",
     .keywords = "image photo automatic download auto",
     .normal = "off"},
    {.id = SettingId::SaveMedia,
     .key = "files.save-media",
     .section = Section::Files,
     .kind = Switch,
     .name = "Save sounds and videos by themselves",
     .help = "As soon as somebody sends them",
     .keywords = "audio film music automatic download auto",
     .normal = "off"},
    {.id = SettingId::SaveDocuments,
     .key = "files.save-documents",
     .section = Section::Files,
     .kind = Switch,
     .name = "Save documents by themselves",
     .help = "As soon as somebody sends them",
     .keywords = "text table pdf automatic download auto",
     .normal = "off"},
    {.id = SettingId::SaveOthers,
     .key = "files.save-others",
     .section = Section::Files,
     .kind = Switch,
     .name = "Save other files by themselves",
     .help = "Archives and what nobody knows; never programs",
     .keywords = "zip archive automatic download auto",
     .normal = "off"},
    {.id = SettingId::SaveMost,
     .key = "files.save-most",
     .section = Section::Files,
     .kind = Number,
     .name = "By themselves at most",
     .help = "What is larger waits until it is asked for",
     .keywords = "automatic download auto size limit large",
     .normal = "100",
     .least = 1,
     .most = 1000,
     .step = 1,
     .unit = " MB"},
}};

constexpr bool is_in_order() {
    for (std::size_t index = 0; index < table.size(); ++index) {
        if (static_cast<std::size_t>(table[index].id) != index) return false;
    }
    return true;
}
static_assert(is_in_order());

constexpr std::size_t text_most = 4096;  // bytes

}  // namespace

std::string_view title_of(SettingSection section) {
    switch (section) {
        case SettingSection::Look:
            return "Appearance";
        case SettingSection::Conversation:
            return "Chat";
        case SettingSection::Notices:
            return "Notifications";
        case SettingSection::Files:
            return "Files";
        case SettingSection::Privacy:
            return "Privacy";
    }
    return {};
}

std::span<const Setting> setting_table() {
    return table;
}

const Setting& setting_of(SettingId id) {
    return table[static_cast<std::size_t>(id)];
}

const Setting* setting_with(std::string_view key) {
    const auto* found = std::ranges::find(table, key, &Setting::key);
    return found == table.end() ? nullptr : found;
}

std::optional<int> minutes_of(std::string_view time) {
    const std::size_t colon = time.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const auto whole = [](std::string_view digits, int most) -> std::optional<int> {
        int number = 0;
        const char* end = digits.data() + digits.size();
        const auto [rest, fault] = std::from_chars(digits.data(), end, number);
        if (fault != std::errc{} || rest != end || number < 0 || number > most) return std::nullopt;
        return number;
    };
    const auto hour = whole(time.substr(0, colon), 23);
    const auto minute = whole(time.substr(colon + 1), 59);
    if (!hour || !minute) return std::nullopt;
    return *hour * 60 + *minute;
}

std::string time_of_day(int minutes) {
    constexpr int day = 24 * 60;
    minutes = (minutes % day + day) % day;
    const auto two = [](int number) {
        std::string digits = std::to_string(number);
        return number < 10 ? "0" + digits : digits;
    };
    return two(minutes / 60) + ":" + two(minutes % 60);
}

std::optional<std::string> valid_value(const Setting& setting, std::string_view value) {
    switch (setting.kind) {
        case SettingKind::Switch:
            if (value != "on" && value != "off") return std::nullopt;
            return std::string(value);
        case SettingKind::Choice:
            if (std::ranges::find(setting.choices, value, &SettingChoice::word) == setting.choices.end())
                return std::nullopt;
            return std::string(value);
        case SettingKind::Number: {
            int number = 0;
            const char* end = value.data() + value.size();
            const auto [rest, fault] = std::from_chars(value.data(), end, number);
            if (fault != std::errc{} || rest != end) return std::nullopt;
            return std::to_string(std::clamp(number, setting.least, setting.most));
        }
        case SettingKind::TimeOfDay:
            if (const auto minutes = minutes_of(value)) return time_of_day(*minutes);
            return std::nullopt;
        case SettingKind::Text:
            if (value.size() > text_most) return std::nullopt;
            return std::string(value);
    }
    return std::nullopt;
}

}  // namespace crosstalk::ui
