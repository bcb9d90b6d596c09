// Pictures of the toolkit as panels will use it, to be held beside the look's pictures.
#include <gtest/gtest.h>
#include <imgui.h>

#include <cmath>

#include "net/text/names.hpp"
#include "tests/ui/list_twins.hpp"
#include "tests/ui/off_screen.hpp"
#include "ui/list/message_list_view.hpp"
#include "ui/theme/logo.hpp"
#include "ui/widgets/button.hpp"
#include "ui/widgets/card.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/mark.hpp"
#include "ui/widgets/popup.hpp"
#include "ui/widgets/row.hpp"
#include "ui/widgets/toggle.hpp"

namespace {

using namespace crosstalk;
using namespace crosstalk::ui;
using twin::Line;
using twin::OffScreen;
using twin::Room;

constexpr std::int64_t minute = 60'000;
constexpr std::int64_t evening = 1'794'681'720'000;  // Saturday, 14 November 2026, 18:42 UTC

struct Look {
    const char* name;
    ThemeChoice choice;
};
const Look looks[] = {{"dark", {}},
                      {"light", {.palette = Palette::Light}},
                      {"contrast", {.palette = Palette::HighContrast}},
                      {"dark2x", {.scale = 2.0F}},
                      {"light2x", {.palette = Palette::Light, .scale = 2.0F}},
                      {"compact", {.density = Density::Compact, .scale = 1.25F}}};

class EveryPicture : public testing::TestWithParam<Look> {};
INSTANTIATE_TEST_SUITE_P(Pictures, EveryPicture, testing::ValuesIn(looks),
                         [](const auto& look) { return std::string(look.param.name); });

Line said(Room& room, std::uint64_t author, const char* name, int at_minute, const char* text) {
    Line line;
    line.id = room.fresh_id();
    line.author = author;
    line.author_name = name;
    line.time_ms = evening + at_minute * minute;
    line.text = text;
    return line;
}

void fill_lobby(Room& room) {
    Line line =
        said(room, 1, "quartz", -60 * 24, "Tables are up, power is on. Bring a chair if you have one.");
    line.age = Age::History;
    room.append(line);
    line = said(room, 2, "tinsel", -60 * 24 + 1, "I bring four pads and the small switch.");
    line.age = Age::History;
    room.append(line);
    line = said(room, 2, "tinsel", -60 * 24 + 2,
                "Maps are at https://attic.lan/maps/v3?list=all (84 MB), mirror on the server.");
    line.age = Age::History;
    room.append(line);
    room.append(said(room, 1, "quartz", 0,
                     "Switch is in the attic, cables are labelled. Grab a seat near the window."));
    for (std::uint64_t user = 10; user < 15; ++user) {
        line = said(room, user, "someone", 1, "");
        line.kind = user < 13 ? LineKind::Joined : LineKind::Left;
        room.append(line);
    }
    room.append(said(
        room, 3, "tidewater", 9,
        "A long one, to see how it wraps: the quick brown fox jumps over the lazy dog while everybody "
        "waits for the pizza, \u4F60\u597D\u4E16\u754C, \u041F\u0440\u0438\u0432\u0435\u0442, and a link at "
        "its end https://example.org/a/rather/long/path/that/has/to/wrap/somewhere/in/the/middle.html"));
    line = said(room, 20, "pebble", 12, "");
    line.kind = LineKind::Joined;
    room.append(line);
    line = said(room, 4, "meadow", 16, "@harbor window seat is yours, I kept the good chair \U0001FA91");
    line.attention = Attention::Mention;
    room.append(line);
    line = said(room, 5, "harbor", 17, "You are a legend. On my way up the ladder.");
    line.origin = Origin::Own;
    room.append(line);
    line = said(room, 5, "harbor", 17, "Two minutes.");
    line.origin = Origin::Own;
    line.state = SendState::Sent;
    room.append(line);
    room.append(said(room, 1, "quartz", 18, "\U0001F355\U0001F389"));
    line = said(room, 5, "harbor", 19, "One round before the food arrives, then teams.");
    line.origin = Origin::Own;
    line.state = SendState::Pending;
    room.append(line);
    line = said(room, 5, "harbor", 19, "Who has the second pad?");
    line.origin = Origin::Own;
    line.state = SendState::Failed;
    room.append(line);
}

const std::string my_key = text::name_key("harbor");

ListOptions options_at(const TimeZone& zone, std::uint64_t first_unread) {
    return {.zone = zone,
            .first_unread = first_unread,
            .unread_count = 3,
            .my_key = my_key,
            .me = net::UserId{5},
            .markup = {.is_name = [](std::string_view key) {
                return key == text::name_key("harbor") || key == text::name_key("tinsel");
            }}};
}

TEST_P(EveryPicture, shows_a_conversation_with_rooms_and_members) {
    const float scale = GetParam().choice.scale;
    OffScreen screen(static_cast<int>(1280 * scale), static_cast<int>(800 * scale), GetParam().choice);
    Room room;
    fill_lobby(room);
    MessageListView view;
    const FixedZone zone(0);
    const std::uint64_t unread = room.id_at(11);
    const auto picture = [&](const Context& context) {
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const Theme& theme = context.theme;
        const float width = ImGui::GetIO().DisplaySize.x;
        const float height = ImGui::GetIO().DisplaySize.y;
        const float rooms_left = theme.px(measure::rail);
        const float rooms_right = rooms_left + theme.px(measure::rooms);
        const float members_left = width - theme.px(measure::members);
        const float status_top = height - theme.px(measure::status_bar);
        fill_box(draw, {{0, 0}, {rooms_left, status_top}}, theme[Role::Rail]);
        fill_box(draw, {{rooms_left, 0}, {rooms_right, status_top}}, theme[Role::Panel]);
        fill_box(draw, {{members_left, 0}, {width, status_top}}, theme[Role::Panel]);
        fill_box(draw, {{0, status_top}, {width, height}}, theme[Role::Rail]);
        vertical_line(draw, rooms_right - 1, 0, status_top, theme[Role::Border], 1);
        vertical_line(draw, members_left, 0, status_top, theme[Role::Border], 1);
        horizontal_line(draw, 0, width, status_top, theme[Role::Border], 1);
        draw_logo(draw, theme, box_at({theme.px(10), theme.px(12)}, theme.px(36), theme.px(36)),
                  LogoTile::Absent, theme[Role::Rail]);
        const float side = theme.px(measure::rail_button);
        icon_button(context, "chat", box_at({theme.px(8), theme.px(73)}, side, side), Icon::Chat, "Chat",
                    {.glyph = measure::rail_glyph, .chosen = Chosen::Yes});
        icon_button(context, "games", box_at({theme.px(8), theme.px(117)}, side, side), Icon::Games, "Games",
                    {.glyph = measure::rail_glyph});
        draw_badge(draw, context, theme.px(52), theme.px(79), 3, BadgeKind::Mention);
        draw_badge(draw, context, theme.px(52), theme.px(123), 1, BadgeKind::Turn);

        float y = theme.px(measure::server_header) + theme.px(8);
        std::string search;
        field(context, "jump",
              box_at({rooms_left + theme.px(10), y}, theme.px(211), theme.px(measure::search_field)), search,
              {.hint = "Jump to", .icon = Icon::Search, .key_cap = "Ctrl K"});
        y += theme.px(measure::search_field) + theme.px(8);
        draw_section_head(draw, context, {rooms_left + theme.px(14), y}, theme.px(202), "Rooms", 7);
        y += section_head_height(context);
        struct RoomEntry {
            const char* name;
            RoomRowLook look;
        };
        const RoomEntry rooms[] = {{"lobby", {.chosen = Chosen::Yes}},
                                   {"general", {.unread = 12}},
                                   {"tic-tac-toe", {.unread = 4, .mentions = 2}},
                                   {"map-room", {.draft = true}},
                                   {"music", {.unread = 3, .muted = true}},
                                   {"build-log", {.unsent = 1}},
                                   {"a room with a rather long name indeed", {.icon = Icon::Lock}}};
        std::uint64_t id = 0;
        for (const RoomEntry& entry : rooms) {
            const IdScope scope(++id);
            room_row(context, "room",
                     {{rooms_left, y}, {rooms_right - 1, y + theme.px(theme.density().room_row)}}, entry.name,
                     entry.look);
            y += theme.px(theme.density().room_row);
        }
        draw_section_head(draw, context, {rooms_left + theme.px(14), y}, theme.px(202), "Direct messages", 2);
        y += section_head_height(context);
        const Person people[] = {{1, "quartz", Presence::Online}, {2, "tinsel", Presence::Away}};
        for (const Person& person : people) {
            const IdScope scope(person.user + 100);
            room_row(context, "direct",
                     {{rooms_left, y}, {rooms_right - 1, y + theme.px(measure::direct_row)}}, person.name,
                     {.mentions = person.user - 1, .person = person});
            y += theme.px(measure::direct_row);
        }

        const float header = theme.px(measure::conversation_header);
        draw_icon(draw, theme, Icon::Hash, {rooms_right + theme.px(26), header / 2}, theme.px(20),
                  theme[Role::TextSecondary]);
        draw_text(draw, context, {rooms_right + theme.px(44), theme.px(13)},
                  {TypeStyle::Title, Face::SemiBold}, theme[Role::Text], "lobby");
        horizontal_line(draw, rooms_right, members_left, header - 1, theme[Role::Border], 1);
        const float composer_top = status_top - theme.px(12) - theme.px(measure::composer);
        const Box area{{rooms_right, header}, {members_left, composer_top - theme.px(measure::typing_line)}};
        draw_message_list(context, view, room, area, options_at(zone, unread));
        const Box composer{{rooms_right + theme.px(16), composer_top},
                           {members_left - theme.px(16), composer_top + theme.px(measure::composer)}};
        fill_box(draw, composer, theme[Role::Raised], theme.px(radius::card));
        outline_box(draw, composer, theme[Role::Accent], theme.px(radius::card), theme.px(line::strong));

        y = 0;
        draw_section_head(draw, context, {members_left + theme.px(14), y}, theme.px(180), "Members", 8);
        y += section_head_height(context);
        const char* names[] = {"lantern", "quartz", "tidewater", "cobalt", "a name that is far too long",
                               "pebble"};
        const char* about[] = {
            "Keeps the lights on for everybody", "Ready to play", "Idle for 18 min", "", "", "Seen 09:40"};
        for (std::uint64_t index = 0; index < 6; ++index) {
            const IdScope scope(index + 200);
            const auto presence = index == 5 ? Presence::Offline : static_cast<Presence>(index % 3);
            const Box row{{members_left + 1, y}, {width, y + theme.px(theme.density().member_row)}};
            member_row(context, "member", row, {index, names[index], presence}, about[index],
                       index == 0 ? std::optional(Icon::Crown) : std::nullopt);
            y += theme.px(theme.density().member_row);
        }
        const float status_row =
            status_top + std::floor((theme.px(measure::status_bar) - theme.type_row(TypeStyle::Small)) / 2);
        draw_presence(draw, theme, {theme.px(19), status_top + theme.px(13)}, theme.px(10), Presence::Online,
                      theme[Role::Rail]);
        draw_text(draw, context, {theme.px(32), status_row}, {TypeStyle::Small, Face::Regular},
                  theme[Role::TextSecondary], "Connected");
    };
    for (int frame = 0; frame < 3; ++frame)
        screen.frame(picture);
    screen.save_png(std::string("conversation-") + GetParam().name + ".png");
    EXPECT_TRUE(view.list.at_bottom());

    view.list.scroll_by(static_cast<int>(-260 * scale));
    screen.frame(picture);
    room.append(said(room, 6, "orbit", 20, "Pizza is here."));
    room.append(said(room, 6, "orbit", 20, "Hurry."));
    screen.move_mouse(600 * scale, 400 * scale);
    screen.frame(picture);
    screen.frame(picture);
    screen.save_png(std::string("scrolled-") + GetParam().name + ".png");
    EXPECT_EQ(view.list.new_below(), 2U);
}

void fill_with_formatted(Room& room) {
    room.append(said(
        room, 1, "quartz", 0,
        "**Bold**, *italic*, ***both***, ~~struck~~, `inline code`, ||a spoiler|| and @tinsel in one line; "
        "https://attic.lan/maps?x=1 too."));
    Line line = said(room, 2, "tinsel", 2,
                     "Bots for practice, put this in your `server.conf`:\n```ini\nport = 12345\n"
                     "bots = { easy = 1, hard = 2 }\n```\nand restart it.");
    line.reactions = {{"\U0001F44D", 5, {net::UserId{5}}},
                      {"\U0001F389", 3, {}},
                      {"\U0001F355", 2, {}},
                      {"\u2764\uFE0F", 140, {}}};
    line.pinned = true;
    room.append(line);
    line = said(room, 4, "meadow", 16, "@harbor window seat is yours, I kept the good chair \U0001FA91");
    line.attention = Attention::Mention;
    line.reply_to = room.id_at(0);
    room.append(line);
    line = said(room, 5, "harbor", 17, "You are a legend. On my way up the ladder.");
    line.origin = Origin::Own;
    line.edited_ms = evening + 18 * minute;
    room.append(line);
    line = said(room, 1, "quartz", 18, "This message was deleted.");
    line.deleted = true;
    room.append(line);
    room.append(said(
        room, 3, "tidewater", 30,
        "> Anyone mind if I sit by the window?\n>> It was mine, long before anybody else in this house had "
        "even seen that there is a window at all, and it stays mine\n> Not at all\nSettled :)"));
    line = said(room, 6, "orbit", 31, "An answer to what was deleted");
    line.reply_to = room.id_at(4);
    room.append(line);
    line = said(room, 6, "orbit", 31, "and one to what lies further back");
    line.reply_to = 4711;
    line.edited_ms = evening + 32 * minute;
    room.append(line);
    room.append(said(room, 6, "orbit", 32, ":tada: :pizza: :+1:"));
}

TEST_P(EveryPicture, shows_formatted_messages) {
    const float scale = GetParam().choice.scale;
    OffScreen screen(static_cast<int>(784 * scale), static_cast<int>(760 * scale), GetParam().choice);
    Room room;
    fill_with_formatted(room);
    MessageListView view;
    const FixedZone zone(0);
    const auto picture = [&](const Context& context) {
        const ImVec2 size = ImGui::GetIO().DisplaySize;
        draw_message_list(context, view, room, {{0, 0}, size}, options_at(zone, 0));
    };
    for (int frame = 0; frame < 3; ++frame)
        screen.frame(picture);
    screen.move_mouse(500 * scale, 190 * scale);
    for (int frame = 0; frame < 12; ++frame)
        screen.frame(picture);
    screen.save_png(std::string("formatted-") + GetParam().name + ".png");
    EXPECT_TRUE(view.list.at_bottom());
}

// Rows of pixels at the left edge that have the bar of a mention.
std::size_t rows_with_a_bar(OffScreen& screen, Room& room) {
    MessageListView view;
    const FixedZone zone(0);
    for (int frame = 0; frame < 12; ++frame) {
        screen.frame([&](const Context& context) {
            draw_message_list(context, view, room, {{0, 0}, ImGui::GetIO().DisplaySize}, options_at(zone, 0));
        });
    }
    std::size_t rows = 0;
    for (int y = 0; y < 300; ++y)
        rows += screen.pixel(1, y) == screen.theme()[Role::MentionBar] ? 1U : 0U;
    return rows;
}

TEST(MessageListView, a_row_that_says_my_name_is_tinted_even_if_it_was_written_before_i_was_known) {
    OffScreen screen(600, 300, {});
    Room room;
    room.append(said(room, 4, "meadow", 16, "@tinsel, is harbor coming?"));
    EXPECT_EQ(rows_with_a_bar(screen, room), 0U);
    Line own = said(room, 5, "harbor", 17, "They call me @harbor");
    own.origin = Origin::Own;
    room.append(own);
    EXPECT_EQ(rows_with_a_bar(screen, room), 0U);
    Line ignored = said(room, 6, "orbit", 17, "@harbor @harbor @harbor");
    ignored.attention = Attention::Never;
    room.append(ignored);
    EXPECT_EQ(rows_with_a_bar(screen, room), 0U);
    room.append(said(room, 4, "meadow", 18, "There you are, @harbor"));
    EXPECT_GT(rows_with_a_bar(screen, room), 15U);
}

TEST_P(EveryPicture, shows_every_widget) {
    const float scale = GetParam().choice.scale;
    OffScreen screen(static_cast<int>(1000 * scale), static_cast<int>(640 * scale), GetParam().choice);
    std::string server = "127.0.0.1";
    std::string port = "12345";
    std::string name;
    std::string passkey = "7K4-MP2-QXS1";
    Secrecy secrecy = Secrecy::Hidden;
    bool remember = true;
    bool forget = false;
    bool on = true;
    bool off = false;
    std::size_t density = 1;
    bool opened = false;
    const auto picture = [&](const Context& context) {
        ImDrawList& draw = *ImGui::GetWindowDrawList();
        const Theme& theme = context.theme;
        const auto at = [&](float x, float y) { return ImVec2{theme.px(x), theme.px(y)}; };
        const auto box = [&](float x, float y, float width, float height) {
            return box_at(at(x, y), theme.px(width), theme.px(height));
        };
        draw.PushClipRect({0, 0}, ImGui::GetIO().DisplaySize);
        draw_decoration_x(draw, at(970, 60), theme.px(90), theme.px(56), decoration_color(theme));
        draw.PopClipRect();
        draw_card(draw, context, box(20, 20, 400, 510));
        draw_text(draw, context, at(44, 44), {TypeStyle::Heading, Face::SemiBold}, theme[Role::Text],
                  "Connect");
        draw_text(draw, context, at(44, 75), {TypeStyle::Ui, Face::Regular}, theme[Role::TextSecondary],
                  "Pick a server, or enter its address or a join code.");
        field(context, "server", box(44, 133, 234, 40), server, {.label = "Server"});
        field(context, "port", box(290, 133, 104, 40), port, {.label = "Port"});
        field(context, "name", box(44, 211, 350, 40), name, {.label = "Username", .hint = "Anonymous"});
        field(context, "passkey", box(44, 289, 350, 40), passkey, secrecy,
              {.label = "Passkey", .error = "Wrong passkey. 2 tries left."});
        checkbox(context, "remember", at(44, 383), "Remember this server", remember);
        button(context, "connect", box(44, 417, 350, 44), "Connect",
               {.kind = ButtonKind::Primary, .key_cap = "Enter", .style = TypeStyle::Body});
        horizontal_line(draw, theme.px(44), theme.px(394), theme.px(477), theme[Role::Border], 1);
        draw_icon(draw, theme, Icon::Copy, at(52, 501), theme.px(16), theme[Role::TextSecondary]);

        const Box attic = box(450, 20, 500, 72);
        cut_card(context, "attic", attic, {.ribbon = Role::O});
        draw_icon_tile(draw, context, box(464, 34, 44, 44), Icon::Network, Role::Accent, Role::AccentTint);
        draw_text(draw, context, at(522, 36), {TypeStyle::Title, Face::SemiBold}, theme[Role::Text],
                  "Attic LAN");
        draw_text(draw, context, at(522, 58), {TypeStyle::Ui, Face::Regular}, theme[Role::TextSecondary],
                  "Saturday LAN. Doors open at 18:00.");
        draw_signal(draw, theme, at(800, 62), 2);
        draw_digits(draw, context, at(822, 48), {TypeStyle::Ui, Face::Regular}, theme[Role::TextSecondary],
                    "11 ms");
        button(context, "join", box(870, 40, 57, 32), "Join", {.kind = ButtonKind::AccentOutlined});
        cut_card(context, "challenge", box(450, 100, 240, 60), {.ribbon = Role::X});
        cut_card(context, "quiet", box(702, 100, 248, 60), {.fill = Role::Panel, .outline = Role::Border});

        float x = 450;
        for (const auto& [kind, label] : {std::pair{ButtonKind::Primary, "Accept"},
                                          {ButtonKind::Outlined, "Decline"},
                                          {ButtonKind::AccentOutlined, "Watch"},
                                          {ButtonKind::Danger, "Delete"},
                                          {ButtonKind::Quiet, "Show"}}) {
            const ButtonLook look{.kind = kind};
            button(context, label, box(x, 180, 80, 32), label, look);
            x += 92;
        }
        button(context, "disabled", box(450, 224, 120, 32), "Send",
               {.icon = Icon::Send, .disabled_reason = "Nothing to send."});
        button(context, "watch", box(582, 224, 120, 32), "Watch", {.icon = Icon::Eye});
        x = 720;
        for (const Icon icon : {Icon::Search, Icon::Pin, Icon::People, Icon::Gear}) {
            const IdScope scope(static_cast<std::uint64_t>(icon));
            icon_button(context, "icon", box(x, 224, 32, 32), icon, icon_name(icon),
                        {.chosen = icon == Icon::People ? Chosen::Yes : Chosen::No});
            x += 40;
        }
        checkbox(context, "forget", at(450, 290), "Forget it", forget);
        toggle_switch(context, "on", at(580, 290), on);
        toggle_switch(context, "off", at(640, 290), off);
        const std::string_view densities[] = {"Compact", "Cosy", "Roomy"};
        segmented(context, "density", at(710, 274), densities, density);
        x = theme.px(450);
        x += theme.px(20);
        draw_badge(draw, context, x, theme.px(332), 3, BadgeKind::Mention);
        draw_badge(draw, context, x + theme.px(40), theme.px(332), 12, BadgeKind::Quiet);
        draw_badge(draw, context, x + theme.px(80), theme.px(332), 140, BadgeKind::Turn);
        draw_key_cap(draw, context, {x + theme.px(100), theme.px(332)}, "Ctrl K", theme[Role::TextSecondary],
                     theme[Role::Border]);
        reaction_chip(context, "up", {x + theme.px(170), theme.px(320)}, theme.px(46), "\U0001F44D", 5,
                      MyChoice::Mine);
        reaction_chip(context, "party", {x + theme.px(230), theme.px(320)}, theme.px(46), "\U0001F389", 3,
                      MyChoice::NotMine);
        draw_progress(draw, theme, {x + theme.px(300), theme.px(329)}, theme.px(160), 0.62F, Role::Accent);
        draw_divider(draw, context, theme.px(450), theme.px(950), theme.px(350), "Saturday, 14 November 2026",
                     Role::Border, Role::TextMuted);
        draw_text_within(draw, context, at(450, 380), theme.px(220), {}, theme[Role::Text],
                         "A text that is too long for its place");
        if (!opened) open_menu("menu");
        opened = true;
        if (begin_menu(context, "menu", 220, box(450, 372, 200, 32))) {
            menu_entry(context, "message", "Message", {.icon = Icon::Chat});
            menu_entry(context, "copy", "Copy text", {.icon = Icon::Copy, .shortcut = "Ctrl C"});
            menu_entry(context, "edit", "Edit",
                       {.icon = Icon::Pencil, .disabled_reason = "Only your own messages."});
            menu_line(context);
            menu_entry(context, "delete", "Delete", {.icon = Icon::Close, .ink = Role::Danger});
            end_menu(context);
        }
    };
    screen.move_mouse(520 * scale, 460 * scale);
    for (int frame = 0; frame < 12; ++frame)
        screen.frame(picture);
    screen.save_png(std::string("widgets-") + GetParam().name + ".png");
    // The accent fill of the primary button and the danger outline of the wrong field stand where they should.
    EXPECT_EQ(screen.pixel(static_cast<int>(60 * scale), static_cast<int>(425 * scale)),
              screen.theme()[Role::Accent]);
    EXPECT_EQ(screen.pixel(static_cast<int>(44 * scale), static_cast<int>(310 * scale)),
              screen.theme()[Role::Danger]);
}

}  // namespace
