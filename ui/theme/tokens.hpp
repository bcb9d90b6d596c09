// Every colour, type size, measure and duration of the window, and nothing else in the window has any of its
// own. Sizes are pixels at 100 %; `Theme::px` multiplies by the scale and rounds.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace crosstalk::ui {

enum class Palette : std::uint8_t { Dark, Light, HighContrast };
inline constexpr std::size_t palette_count = 3;

/// The one accent colour of the window. Games keep their two colours whatever it is.
enum class AccentHue : std::uint8_t { Teal, Blue, Violet, Pink, Lime };
inline constexpr std::size_t accent_count = 5;

/// What a colour is for. The comment of each row in `role_colors` says where it may be used.
enum class Role : std::uint8_t {
    Rail,
    Window,
    Panel,
    Raised,
    Hover,
    Selected,
    Border,
    BorderControl,
    Text,
    TextSecondary,
    TextMuted,
    SystemText,
    Accent,
    AccentHover,
    AccentText,
    AccentTint,
    Link,
    MentionTint,
    MentionBar,
    MentionText,
    OwnTint,
    Danger,
    DangerFill,
    DangerFillText,
    DangerTint,
    Success,
    Warning,
    Online,
    Away,
    Busy,
    Offline,
    BadgeQuiet,
    CodeBg,
    CodeText,
    Spoiler,
    X,
    XText,
    O,
    Win,
    Board,
    Grid,
    Overlay,
    Focus,
    Scroll,
};
inline constexpr std::size_t role_count = 44;

struct RoleColors {
    Role role;
    std::string_view name;
    std::array<std::uint32_t, palette_count> hex;  // in the order of Palette
};

inline constexpr std::array<RoleColors, role_count> role_colors = {{
    // Icon rail, status bar, game dock behind the windows.
    {Role::Rail, "rail", {0x0A0E13, 0xDCE5E8, 0x000000}},
    // Conversation background, page background.
    {Role::Window, "window", {0x10161D, 0xFFFFFF, 0x000000}},
    // Room list, members, side panels, plain cards.
    {Role::Panel, "panel", {0x151D26, 0xF1F5F6, 0x000000}},
    // Composer, game cards, popups, menus, chips, empty board cell.
    {Role::Raised, "raised", {0x1D2732, 0xFFFFFF, 0x0A0A0A}},
    // Row under the pointer.
    {Role::Hover, "hover", {0x1A242E, 0xE8EEF0, 0x1E1E1E}},
    // Chosen row, chosen rail button, winning cell.
    {Role::Selected, "selected", {0x22333D, 0xD3EAE6, 0x003D36}},
    // Decorative 1 px line between areas; carries no meaning.
    {Role::Border, "border", {0x2A3743, 0xC9D5DA, 0x8C8C8C}},
    // Outline of anything that can be operated, popup outline, game card outline, reply hook.
    {Role::BorderControl, "border_control", {0x6E8190, 0x74858F, 0xFFFFFF}},
    // Message text, titles, values.
    {Role::Text, "text", {0xEAF0F4, 0x14202A, 0xFFFFFF}},
    // Descriptions, inactive rooms, icons.
    {Role::TextSecondary, "text_secondary", {0xB6C3CD, 0x3D4C58, 0xF0F0F0}},
    // Time stamps, hints, offline and muted names.
    {Role::TextMuted, "text_muted", {0x94A4B0, 0x52626E, 0xD2D2D2}},
    // Join and leave lines, notices.
    {Role::SystemText, "system_text", {0x94A4B0, 0x52626E, 0xD2D2D2}},
    // The one accent: primary fill, links to actions, selection bar, composer focus.
    {Role::Accent, "accent", {0x3AD8BF, 0x007065, 0x5CFFE5}},
    // Primary fill under the pointer.
    {Role::AccentHover, "accent_hover", {0x63E5D0, 0x005A51, 0xA6FFF2}},
    // Text and glyphs on accent.
    {Role::AccentText, "accent_text", {0x04211C, 0xFFFFFF, 0x000000}},
    // Chip I pressed, @name of others, file tile, rematch notice.
    {Role::AccentTint, "accent_tint", {0x12322F, 0xDDF2EE, 0x002E29}},
    // URLs in messages, always underlined.
    {Role::Link, "link", {0x6FD3F2, 0x00668C, 0x7FDBFF}},
    // Row that mentions me or a keyword.
    {Role::MentionTint, "mention_tint", {0x2B2716, 0xFFF3CF, 0x332A00}},
    // 3 px bar at the left of that row.
    {Role::MentionBar, "mention_bar", {0xFFCC4D, 0xB57900, 0xFFE14D}},
    // My own @name inside that row.
    {Role::MentionText, "mention_text", {0xFFCC4D, 0x7D5600, 0xFFE14D}},
    // My own message row.
    {Role::OwnTint, "own_tint", {0x122321, 0xECF7F5, 0x00211D}},
    // Error text and outline, unread divider.
    {Role::Danger, "danger", {0xFF7D85, 0xB3202F, 0xFF9AA2}},
    // Mention count, destructive fill.
    {Role::DangerFill, "danger_fill", {0xD23346, 0xC4283A, 0xFF9AA2}},
    // Text on it.
    {Role::DangerFillText, "danger_fill_text", {0xFFFFFF, 0xFFFFFF, 0x000000}},
    // Field with an error, failed file tile.
    {Role::DangerTint, "danger_tint", {0x321A20, 0xFCE6E8, 0x3A0A10}},
    // Finished, verified, ping bars.
    {Role::Success, "success", {0x62D982, 0x17703A, 0x7CFFA0}},
    // Unsent mark, executable warning.
    {Role::Warning, "warning", {0xFFCC4D, 0x7D5600, 0xFFE14D}},
    // Filled disc.
    {Role::Online, "online", {0x4FD672, 0x1A8A45, 0x5CFF8A}},
    // Crescent.
    {Role::Away, "away", {0xFFC24D, 0xA86C00, 0xFFE14D}},
    // Disc with a bar cut out.
    {Role::Busy, "busy", {0xFF6B76, 0xCC3040, 0xFF8A94}},
    // Ring.
    {Role::Offline, "offline", {0x8A9AA6, 0x6A7A85, 0xC8C8C8}},
    // Unread count without a mention.
    {Role::BadgeQuiet, "badge_quiet", {0x2A3743, 0xC9D5DA, 0x3A3A3A}},
    // Code block and inline code.
    {Role::CodeBg, "code_bg", {0x0A0F14, 0xEEF3F5, 0x0A0A0A}},
    // Text in it.
    {Role::CodeText, "code_text", {0xCFE3EC, 0x1D3340, 0xFFFFFF}},
    // Cover of a hidden spoiler.
    {Role::Spoiler, "spoiler", {0x5C6F7F, 0x7C8C97, 0x9A9A9A}},
    // X mark, and everything that says "your move".
    {Role::X, "x", {0xFF9B57, 0xA84300, 0xFFB066}},
    // Text on an x fill.
    {Role::XText, "x_text", {0x241000, 0xFFFFFF, 0x000000}},
    // O mark.
    {Role::O, "o", {0x3AD8BF, 0x007065, 0x5CFFE5}},
    // Win line, result headline, trophy.
    {Role::Win, "win", {0xFFE58A, 0x805700, 0xFFFF66}},
    // Well behind the cells.
    {Role::Board, "board", {0x0C1218, 0xF1F5F6, 0x000000}},
    // Cell outline.
    {Role::Grid, "grid", {0x677C8C, 0x7A8C97, 0xC8C8C8}},
    // Viewer background, and dialog dim at 70 % opacity. The viewer is drawn with the dark roles in the light
    // theme too.
    {Role::Overlay, "overlay", {0x070A0D, 0x1A232A, 0x000000}},
    // Keyboard focus ring.
    {Role::Focus, "focus", {0xFFFFFF, 0x14202A, 0xFFFFFF}},
    // Scrollbar thumb.
    {Role::Scroll, "scroll", {0x667988, 0x7A8B96, 0xC8C8C8}},
}};

/// What an accent other than the first changes, with the same lightness as the first one's, so that everything stays as
/// readable as it was.
struct AccentColor {
    Role role;
    std::array<std::uint32_t, palette_count> hex;
};
inline constexpr std::size_t accent_role_count = 6;
inline constexpr std::array<std::array<AccentColor, accent_role_count>, accent_count - 1> accent_colors = {{
    // Blue
    {{
        {Role::Selected, {0x1F324A, 0xDEE7F1, 0x163465}},
        {Role::Accent, {0x7DB7FF, 0x1B5ABA, 0x8CC4FF}},
        {Role::AccentHover, {0x9AC7FF, 0x154691, 0xC0DFFF}},
        {Role::AccentText, {0x101821, 0xFFFFFF, 0x000000}},
        {Role::AccentTint, {0x182D4D, 0xE8EFF8, 0x11274C}},
        {Role::OwnTint, {0x142032, 0xF1F5FB, 0x0C1C36}},
    }},
    // Violet
    {{
        {Role::Selected, {0x2D2D4D, 0xE4E5F1, 0x3C276F}},
        {Role::Accent, {0xB9A4FF, 0x6640C2, 0xCDBBFF}},
        {Role::AccentHover, {0xC8B8FF, 0x503297, 0xE4DAFF}},
        {Role::AccentText, {0x181521, 0xFFFFFF, 0x000000}},
        {Role::AccentTint, {0x2E2654, 0xF0ECF9, 0x2D1D53}},
        {Role::OwnTint, {0x1E1D36, 0xF6F4FB, 0x20153B}},
    }},
    // Pink
    {{
        {Role::Selected, {0x402741, 0xEBE3EB, 0x621546}},
        {Role::Accent, {0xFF94CC, 0xA81F79, 0xFFA8DA}},
        {Role::AccentHover, {0xFFACD7, 0x83185E, 0xFFCFEB}},
        {Role::AccentText, {0x21131B, 0xFFFFFF, 0x000000}},
        {Role::AccentTint, {0x481C40, 0xF7EBF3, 0x4A1035}},
        {Role::OwnTint, {0x2C192F, 0xFAF3F8, 0x350B26}},
    }},
    // Lime
    {{
        {Role::Selected, {0x273327, 0xE1E7DE, 0x2D3A07}},
        {Role::Accent, {0xB4DB57, 0x4F6807, 0xCFF27A}},
        {Role::AccentHover, {0xC5E37C, 0x3E5105, 0xE5F8B6}},
        {Role::AccentText, {0x171C0B, 0xFFFFFF, 0x000000}},
        {Role::AccentTint, {0x24301B, 0xEDEFE5, 0x212B05}},
        {Role::OwnTint, {0x19221C, 0xF4F6F0, 0x171E04}},
    }},
}};

struct NameColors {
    std::string_view name;
    std::array<std::uint32_t, palette_count> hex;
};

/// A person's colour: chosen by a hash of the user id, so that it is the same in every room and over renames.
inline constexpr std::size_t name_color_count = 8;
inline constexpr std::array<NameColors, name_color_count> name_colors = {{
    {"coral", {0xFF9A8B, 0xAE2F1C, 0xFFB3A6}},
    {"amber", {0xF5B94E, 0x835400, 0xFFD27A}},
    {"lime", {0xB9D95F, 0x4F6807, 0xD6F28A}},
    {"green", {0x74DC9E, 0x14703D, 0x98F5BC}},
    {"aqua", {0x5CD6E2, 0x00697A, 0x8CF0FA}},
    {"blue", {0x8DBBFF, 0x1B5ABA, 0xB0D0FF}},
    {"violet", {0xC0AAFF, 0x6640C2, 0xD6C6FF}},
    {"pink", {0xFF9AD2, 0xA81F79, 0xFFB8E2}},
}};

/// The two name shades of an avatar without a picture: shares of the name colour mixed into `panel`.
struct AvatarShares {
    float fill;
    float figure;
};
inline constexpr std::array<AvatarShares, palette_count> avatar_shares = {
    {{0.24F, 0.38F}, {0.14F, 0.27F}, {0.24F, 0.38F}}};
inline constexpr AvatarShares avatar_offline_shares = {0.12F, 0.22F};
inline constexpr float avatar_letter_share = 0.5F;  // of `text`, mixed into the name colour
inline constexpr float avatar_letter_size = 0.42F;  // em of the letter, of the avatar's side
inline constexpr std::size_t avatar_figure_count = 4;

/// How strongly a dialog, and a panel that slides over the conversation, dims what is behind it.
inline constexpr float dialog_dim = 0.70F;
inline constexpr float slide_over_dim = 0.40F;

/// The sizes of type. Hierarchy is made with size, weight and the three text colours, in this order.
enum class TypeStyle : std::uint8_t { Micro, Small, Ui, Body, Title, Heading, Display, Emoji, Code };
inline constexpr std::size_t type_style_count = 9;

/// Dear ImGui sizes a font by ascent plus descent (Inter 1.2102 em, Noto Sans Mono 1.362 em): `size` is that
/// number, `em` what a designer means, `row` the height of a line of it.
struct TypeMetrics {
    std::string_view name;
    float em;
    float size;
    float row;
};
inline constexpr std::array<TypeMetrics, type_style_count> type_metrics = {{
    {"micro", 11.0F, 13.3F, 14.0F},    // badges, section heads, key caps, the "you" chip: semibold
    {"small", 12.0F, 14.5F, 16.0F},    // time stamps, hints, status bar, chips, field labels
    {"ui", 13.0F, 15.7F, 18.0F},       // buttons, descriptions, popups, system lines
    {"body", 14.0F, 16.9F, 20.0F},     // messages, names, rooms, fields, setting names
    {"title", 16.0F, 19.4F, 22.0F},    // room title, server name, card titles: semibold
    {"heading", 20.0F, 24.2F, 26.0F},  // page and dialog titles, results: semibold
    {"display", 34.0F, 41.1F, 40.0F},  // the word Crosstalk on the connect screen: semibold
    {"emoji", 28.0F, 33.9F, 36.0F},    // messages that are only emoji, up to `emoji_only_limit`
    {"code", 13.0F, 17.7F, 18.0F},     // code blocks, inline code, addresses, fingerprints: mono
}};
inline constexpr std::size_t emoji_only_limit = 6;

/// Only two weights exist; the mono face has one.
enum class Face : std::uint8_t { Regular, SemiBold, Italic, SemiBoldItalic, Mono };
inline constexpr std::size_t face_count = 5;

namespace space {
inline constexpr float hair = 2.0F;
inline constexpr float tiny = 4.0F;
inline constexpr float small = 6.0F;
inline constexpr float control = 8.0F;  // inside a control and between controls
inline constexpr float medium = 12.0F;
inline constexpr float group = 16.0F;  // between groups, and the edge of the conversation
inline constexpr float page = 20.0F;   // the edge of pages
inline constexpr float section = 24.0F;
inline constexpr float large = 32.0F;
inline constexpr float card_narrow = 10.0F;  // padding inside cards, tiles and buttons only
inline constexpr float card = 14.0F;         // padding inside cards, tiles and buttons only
}  // namespace space

namespace radius {
inline constexpr float code = 4.0F;     // inline code and key caps
inline constexpr float segment = 6.0F;  // parts of a segmented control
inline constexpr float control = 8.0F;  // buttons, fields, rows, popup rows
inline constexpr float popup = 10.0F;   // images, file cards, popups, rail buttons
inline constexpr float card = 12.0F;    // composer and cards
inline constexpr float board = 14.0F;
inline constexpr float avatar_share = 0.30F;  // of the avatar's side
}  // namespace radius

namespace line {
inline constexpr float border = 1.0F;
inline constexpr float strong = 2.0F;  // focus and error
inline constexpr float bar = 3.0F;     // selection and mention bar
inline constexpr float icon = 1.5F;
}  // namespace line

namespace measure {
inline constexpr float cut_card = 14.0F;
inline constexpr float cut_window = 18.0F;
inline constexpr float ribbon = 9.0F;

inline constexpr float button = 32.0F;
inline constexpr float button_large = 40.0F;
inline constexpr float button_main = 44.0F;
inline constexpr float button_padding = 14.0F;
inline constexpr float icon_button = 32.0F;
inline constexpr float icon_glyph = 20.0F;
inline constexpr float rail_button = 40.0F;
inline constexpr float rail_glyph = 22.0F;
inline constexpr float viewer_arrow = 44.0F;
inline constexpr float field = 40.0F;
inline constexpr float field_in_row = 32.0F;
inline constexpr float field_padding = 12.0F;
inline constexpr float search_field = 32.0F;
inline constexpr float settings_search_field = 36.0F;
inline constexpr float switch_width = 40.0F;
inline constexpr float switch_height = 24.0F;
inline constexpr float switch_knob = 16.0F;
inline constexpr float checkbox = 20.0F;
inline constexpr float radio = 18.0F;
inline constexpr float hit = 32.0F;  // the least height of anything that can be pressed
inline constexpr float segmented = 32.0F;
inline constexpr float segment_inset = 2.0F;
inline constexpr float segment = 26.0F;
inline constexpr float segment_padding = 12.0F;
inline constexpr float slider_width = 200.0F;
inline constexpr float slider_track = 4.0F;
inline constexpr float slider_knob = 18.0F;
inline constexpr float badge = 18.0F;
inline constexpr float badge_padding = 5.0F;
inline constexpr float chip = 24.0F;
inline constexpr float chip_padding = 8.0F;
inline constexpr float chip_hit_margin = 4.0F;
inline constexpr float progress = 6.0F;
inline constexpr float progress_radius = 3.0F;
inline constexpr float composer = 44.0F;
inline constexpr float composer_share = 0.40F;  // of the pane's height, at most
inline constexpr float board_cell = 84.0F;
inline constexpr float board_cell_least = 44.0F;
inline constexpr float board_gap = 6.0F;
inline constexpr float board_gap_small = 4.0F;  // for cells below `board_small`
inline constexpr float board_small = 60.0F;
inline constexpr float card_cell = 24.0F;
inline constexpr float card_cell_gap = 3.0F;
inline constexpr float list_cell = 10.0F;
inline constexpr float list_cell_gap = 2.0F;

inline constexpr float avatar_large = 40.0F;   // message header
inline constexpr float avatar_medium = 36.0F;  // own bar, player plate
inline constexpr float avatar_list = 32.0F;    // members
inline constexpr float avatar_small = 24.0F;   // direct messages, popups, spectators
inline constexpr float avatar_tiny = 16.0F;    // reply line
inline constexpr float presence = 10.0F;
inline constexpr float presence_small = 8.0F;  // on avatars under `avatar_list`
inline constexpr float presence_outside = 1.0F;
inline constexpr float presence_ring = 2.5F;

inline constexpr float direct_row = 36.0F;
inline constexpr float game_row = 44.0F;
inline constexpr float popup_row = 34.0F;
inline constexpr float section_head = 14.0F;
inline constexpr float section_head_above = 12.0F;
inline constexpr float section_head_below = 4.0F;
inline constexpr float message_header = 20.0F;
inline constexpr float reply_line = 20.0F;
inline constexpr float divider = 24.0F;
inline constexpr float divider_above = 6.0F;
inline constexpr float conversation_header = 48.0F;
inline constexpr float server_header = 64.0F;
inline constexpr float own_bar = 56.0F;
inline constexpr float typing_line = 22.0F;
inline constexpr float status_bar = 26.0F;
inline constexpr float game_strip = 52.0F;
inline constexpr float setting_row = 60.0F;
inline constexpr float saved_server = 48.0F;
inline constexpr float found_server = 72.0F;
inline constexpr float transfer_row = 118.0F;
inline constexpr float game_card = 106.0F;
inline constexpr float file_card = 58.0F;

inline constexpr float scroll_thumb = 6.0F;
inline constexpr float scroll_thumb_hot = 10.0F;
inline constexpr float scroll_hit = 14.0F;
inline constexpr float scroll_edge = 3.0F;
inline constexpr float scroll_least = 32.0F;
inline constexpr float focus_gap = 2.0F;
inline constexpr float popup_padding = 4.0F;
inline constexpr float pill = 32.0F;
inline constexpr float pill_above = 10.0F;  // between the pill and the typing line

inline constexpr float rail = 56.0F;
inline constexpr float rooms = 232.0F;
inline constexpr float rooms_least = 200.0F;
inline constexpr float rooms_most = 320.0F;
inline constexpr float rooms_medium = 216.0F;
inline constexpr float members = 208.0F;
inline constexpr float side = 344.0F;  // search, pins, notifications
inline constexpr float dock = 504.0F;
inline constexpr float wide = 1100.0F;       // from here on three columns
inline constexpr float dock_wide = 1800.0F;  // below, an open dock closes the members
inline constexpr float medium = 720.0F;      // below, one pane at a time
inline constexpr float low = 600.0F;         // below this height the status bar and the server header go

inline constexpr float text_left = 68.0F;  // of every text column in the conversation: 16 + 40 + 12
inline constexpr float text_most = 760.0F;
inline constexpr float code_most = 520.0F;
inline constexpr float code_padding = 8.0F;
inline constexpr float quote_indent = 14.0F;
inline constexpr float image_most_width = 400.0F;
inline constexpr float image_most_height = 300.0F;
inline constexpr float image_tile_width = 220.0F;  // of several in one message
inline constexpr float image_tile_height = 148.0F;
inline constexpr float picture_least = 40.0F;  // a side, however small the picture is
inline constexpr float file_card_width = 286.0F;
inline constexpr float file_tile = 36.0F;  // the square with an icon in a card and a transfer
inline constexpr int preview_rows = 5;     // of a text's first lines
inline constexpr float viewer_head = 52.0F;
inline constexpr float strip_width = 84.0F;  // of the small pictures below the viewer's
inline constexpr float strip_height = 56.0F;
inline constexpr float game_card_width = 440.0F;
}  // namespace measure

enum class Density : std::uint8_t { Compact, Cosy, Roomy };
inline constexpr std::size_t density_count = 3;

struct DensityMeasures {
    float message_padding;
    float between_groups;
    float avatar;
    float room_row;
    float member_row;
};
inline constexpr std::array<DensityMeasures, density_count> density_measures = {
    {{1.0F, 2.0F, 24.0F, 28.0F, 32.0F},
     {4.0F, 4.0F, 40.0F, 32.0F, 42.0F},
     {6.0F, 10.0F, 40.0F, 36.0F, 48.0F}}};

enum class Curve : std::uint8_t { Linear, EaseOut, EaseInOut, FadeOut, Step };

/// One movement. Reduced motion makes every duration 0; a flash becomes a steady tint of `flash_reduced_ms`.
struct Motion {
    std::int64_t milliseconds;
    Curve curve;
};

namespace motion {
inline constexpr Motion fill = {80, Curve::Linear};  // hover and press
inline constexpr Motion message = {140, Curve::EaseOut};
inline constexpr float message_slide = 8.0F;
inline constexpr Motion popup = {100, Curve::EaseOut};
inline constexpr float popup_slide = 4.0F;
inline constexpr Motion side_panel = {180, Curve::EaseOut};
inline constexpr Motion mark_drawn = {180, Curve::EaseOut};
inline constexpr Motion win_line = {260, Curve::EaseInOut};
inline constexpr std::int64_t win_line_pause_ms = 80;
inline constexpr Motion flash = {700, Curve::FadeOut};
inline constexpr std::int64_t flash_reduced_ms = 1000;
inline constexpr Motion typing_dot = {300, Curve::Step};
inline constexpr Motion clock_pulse = {500, Curve::EaseInOut};
inline constexpr std::int64_t scrollbar_stays_ms = 1000;
inline constexpr Motion scrollbar_fade = {140, Curve::Linear};
}  // namespace motion

}  // namespace crosstalk::ui
