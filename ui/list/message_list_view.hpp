// Draws a message list and turns the pointer into selections, links and wishes.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "ui/list/attachment_drawing.hpp"
#include "ui/list/game_card_drawing.hpp"
#include "ui/list/message_list.hpp"
#include "ui/theme/context.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

/// What one room's list remembers between frames. Losing it loses a place, nothing else.
struct MessageListView {
    MessageList list;
    ScrollbarMemory bar;

    // Lines that slide in, with the time they were first drawn.
    struct Arrival {
        std::uint64_t id;
        std::int64_t since_ms;
    };
    std::vector<Arrival> arrivals;
    std::uint64_t last_id = 0;  // the newest line of the last frame
    bool dragging = false;
    std::uint64_t flash_id = 0;  // of a line that was jumped to
    std::int64_t flash_ms = 0;
    std::uint64_t over_files = 0;  // id of the line on whose files the pointer was in the last frame

    // Of the keyboard: the line that it stands on; 0: none. See message_list_keys.hpp.
    std::uint64_t cursor = 0;
    bool focus_wanted = false;
    bool by_keys = false;  // they moved last, not the pointer
    bool reveals_cursor = false;
    enum class CursorEdge : std::uint8_t { Nowhere, Top, Bottom };
    CursorEdge cursor_goes_to = CursorEdge::Nowhere;
};

/// Where times stand besides the header of each group: on the line under the pointer, or on every one.
enum class Timestamps : std::uint8_t { OnHover, Always };

struct ListOptions {
    const TimeZone& zone;
    ClockStyle clock = ClockStyle::Hours24;
    Timestamps timestamps = Timestamps::OnHover;
    EmojiOnly emoji_only = EmojiOnly::Large;
    DayLines days = DayLines::Shown;
    std::uint64_t first_unread = 0;
    std::uint64_t unread_count = 0;  // said by the divider
    std::string_view my_key = {};    // name_key of my name
    net::UserId me = {};
    text::MarkupOptions markup = {};
    std::uint64_t names_stamp = 0;  // different when `markup` reads texts in another way
    // For the tip of a reaction: the names of those who set it.
    std::function<std::string(const net::Reaction&)> reacted_by = {};
    // Why a line was not sent, for people; empty: nobody knows.
    std::function<std::string(std::uint64_t)> why_not_sent = {};
    std::uint64_t held =
        0;  // id of a line that counts as hovered: the pointer is on something that belongs to it
    bool is_past = false;  // these are not the newest lines: the pill leads to those
    // Lines that stand out like a mention of oneself; empty: none.
    std::function<bool(const MessageView&)> is_called = {};
    // Fills in where a text has what is being looked for; empty: nothing is. `found`: the line that it stands at now.
    std::function<void(const MessageView&, std::string_view, std::vector<ByteRange>&)> find = {};
    std::uint64_t found = 0;
    Previews previews = Previews::Shown;
    Animations animations = Animations::Play;
    // What is known of a message's file besides what it says; empty: nothing is.
    std::function<AttachmentState(const MessageView&, std::size_t)> attachment = {};
    // The same of its game.
    std::function<GameCardState(const MessageView&)> game = {};
};

/// What the user asked for in this frame; the panel turns it into commands.
struct ListWishes {
    std::optional<std::string> open_link;  // as links.hpp finds them; where it goes was shown
    std::optional<std::string> selected;   // has just been marked, as it would be copied
    std::uint64_t context_menu = 0;        // id of a line
    std::uint64_t answer = 0;              // id of a line
    std::uint64_t person = 0;              // user id whose avatar or name was pressed
    std::optional<std::string> mentioned;  // the key of a name that was pressed in a text
    std::uint64_t retry = 0;               // id of a line that was not sent
    std::uint64_t remove = 0;
    std::uint64_t jump_to = 0;  // the place of a message that a pressed reply answers
    struct Reacted {
        std::uint64_t id = 0;  // of a line
        std::size_t index = 0;
    };
    std::optional<Reacted> reacted;
    struct OnFile {
        std::uint64_t id = 0;  // of a line
        std::size_t index = 0;
        FileDeed deed{};
    };
    std::optional<OnFile> on_file;
    struct OnGame {
        std::uint64_t id = 0;  // of a line
        CardDeed deed{};
        Box button;  // that was pressed, on the screen
    };
    std::optional<OnGame> on_game;
    std::uint64_t hovered = 0;  // id of the line under the pointer
    Box hovered_row;            // on the screen, for the bar of actions
    bool reached_top = false;   // older lines are wanted
    bool reached_end = false;   // the last line is in sight
    bool leave_past = false;    // the pill of the past was pressed
};

/// Draws into `area` of the present window and handles wheel, drag, clicks and Ctrl+C there; with the keyboard's focus
/// on it also the arrows, Page Up, Page Down, Home, End, Enter, the menu key and Ctrl+A.
ListWishes draw_message_list(const Context& context, MessageListView& view, const MessageSource& source,
                             Box area, const ListOptions& options);

/// Brings a line into view and lets it flash.
void jump_to(MessageListView& view, std::uint64_t id, std::int64_t now_ms);

}  // namespace crosstalk::ui
