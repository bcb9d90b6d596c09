#include "ui/settings/shortcuts.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <array>

namespace crosstalk::ui {

namespace {

constexpr int ctrl = ImGuiMod_Ctrl;
constexpr int shift = ImGuiMod_Shift;
constexpr int alt = ImGuiMod_Alt;
constexpr int all_mods = ctrl | shift | alt | ImGuiMod_Super;

using enum Rebinding;
using enum WhileHeld;
using Section = ShortcutSection;
using Id = ShortcutId;

constexpr std::array<Shortcut, shortcut_count> table = {{
    {Id::QuickSwitch, "quick-switch", Section::Rooms, "Go to a room, a person, a command or a setting",
     ctrl | ImGuiKey_K},
    {Id::PreviousRoom, "previous-room", Section::Rooms, "The room above", alt | ImGuiKey_UpArrow, 0, Allowed,
     Repeats},
    {Id::NextRoom, "next-room", Section::Rooms, "The room below", alt | ImGuiKey_DownArrow, 0, Allowed,
     Repeats},
    {Id::PreviousUnread, "previous-unread", Section::Rooms, "The room above with something unread",
     alt | shift | ImGuiKey_UpArrow, 0, Allowed, Repeats},
    {Id::NextUnread, "next-unread", Section::Rooms, "The room below with something unread",
     alt | shift | ImGuiKey_DownArrow, 0, Allowed, Repeats},
    {Id::Back, "back", Section::Rooms, "Back to the room before", alt | ImGuiKey_LeftArrow},
    {Id::Forward, "forward", Section::Rooms, "Forward again", alt | ImGuiKey_RightArrow},
    {Id::RoomByNumber, "room-by-number", Section::Rooms, "The first to the ninth room", ctrl | ImGuiKey_1, 0,
     Fixed},
    {Id::NextPane, "next-pane", Section::Panes, "The next part of the window", ImGuiKey_F6},
    {Id::PreviousPane, "previous-pane", Section::Panes, "The part before", shift | ImGuiKey_F6},
    {Id::StepOut, "step-out", Section::Panes, "Closes what is open, step by step; then all is read",
     ImGuiKey_Escape, 0, Fixed},
    {Id::Find, "find", Section::Searching, "Find in this room", ctrl | ImGuiKey_F},
    {Id::FindNext, "find-next", Section::Searching, "The next place, further back", ImGuiKey_F3, 0, Allowed,
     Repeats},
    {Id::FindPrevious, "find-previous", Section::Searching, "The place before, newer", shift | ImGuiKey_F3, 0,
     Allowed, Repeats},
    {Id::SearchAll, "search-all", Section::Searching, "Search all rooms", ctrl | shift | ImGuiKey_F},
    {Id::Pins, "pins", Section::Searching, "What is pinned in this room", ctrl | shift | ImGuiKey_P},
    {Id::Notices, "notices", Section::Searching, "Notifications", ctrl | shift | ImGuiKey_N},
    {Id::Members, "members", Section::Searching, "Who is in this room", ctrl | shift | ImGuiKey_U},
    {Id::Transfers, "transfers", Section::Searching, "What is sent and saved", ctrl | ImGuiKey_J},
    {Id::Send, "send", Section::Composer, "Sends the message", ImGuiKey_Enter, ImGuiKey_KeypadEnter, Fixed},
    {Id::NewLine, "new-line", Section::Composer, "A new line", shift | ImGuiKey_Enter, ctrl | ImGuiKey_Enter,
     Fixed},
    {Id::EditLast, "edit-last", Section::Composer, "In an empty box: changes my last message",
     ImGuiKey_UpArrow, 0, Fixed},
    {Id::EarlierSent, "earlier-sent", Section::Composer, "What I sent before", ctrl | ImGuiKey_UpArrow, 0,
     Fixed},
    {Id::LaterSent, "later-sent", Section::Composer, "Back towards the draft", ctrl | ImGuiKey_DownArrow, 0,
     Fixed},
    {Id::Complete, "complete", Section::Composer,
     "Completes a name, a #room, a /command or an :emoji:", ImGuiKey_Tab, shift | ImGuiKey_Tab, Fixed},
    {Id::Attach, "attach", Section::Composer, "Sends files", ctrl | ImGuiKey_O},
    {Id::Bold, "bold", Section::Composer, "Bold", ctrl | ImGuiKey_B, 0, Fixed},
    {Id::Italic, "italic", Section::Composer, "Italic", ctrl | ImGuiKey_I, 0, Fixed},
    {Id::Code, "code", Section::Composer, "Code", ctrl | ImGuiKey_E, 0, Fixed},
    {Id::Undo, "undo", Section::Composer, "Takes the last change back", ctrl | ImGuiKey_Z, 0, Fixed},
    {Id::Redo, "redo", Section::Composer, "Makes it again", ctrl | ImGuiKey_Y, ctrl | shift | ImGuiKey_Z,
     Fixed},
    {Id::AnswerMessage, "answer-message", Section::Messages, "Replies to the message that has the focus",
     ImGuiKey_Enter, 0, Fixed},
    {Id::MessageMenu, "message-menu", Section::Messages,
     "The menu of the message that has the focus: react and more", shift | ImGuiKey_F10, ImGuiKey_Menu,
     Fixed},
    {Id::CopySelection, "copy-selection", Section::Messages, "Copies what is selected", ctrl | ImGuiKey_C, 0,
     Fixed},
    {Id::SelectAll, "select-all", Section::Messages, "Selects everything", ctrl | ImGuiKey_A, 0, Fixed},
    {Id::Practise, "practise", Section::Games, "Practises against the computer", ctrl | ImGuiKey_T},
    {Id::NextGame, "next-game", Section::Games, "To the next game", ctrl | shift | ImGuiKey_T},
    {Id::CellByDigit, "cell-by-digit", Section::Games,
     "Plays in a cell; of Ultimate in the board that is open", ImGuiKey_1, 0, Fixed},
    {Id::MoveBack, "move-back", Section::Games, "Looks at the move before", ImGuiKey_PageUp, 0, Fixed},
    {Id::MoveForward, "move-forward", Section::Games, "Looks at the move after", ImGuiKey_PageDown, 0, Fixed},
    {Id::Shortcuts, "shortcuts", Section::Window, "This list", ImGuiKey_F1, ctrl | ImGuiKey_Slash},
    {Id::Settings, "settings", Section::Window, "Settings", ctrl | ImGuiKey_Comma},
    {Id::ServerMenu, "server-menu", Section::Window, "What can be done with this server", ImGuiKey_F10},
    {Id::ZoomIn, "zoom-in", Section::Window, "Everything larger", ctrl | ImGuiKey_Equal,
     ctrl | ImGuiKey_KeypadAdd, Allowed, Repeats},
    {Id::ZoomOut, "zoom-out", Section::Window, "Everything smaller", ctrl | ImGuiKey_Minus,
     ctrl | ImGuiKey_KeypadSubtract, Allowed, Repeats},
    {Id::ZoomNormal, "zoom-normal", Section::Window, "The usual size", ctrl | ImGuiKey_0,
     ctrl | ImGuiKey_Keypad0},
    {Id::Quit, "quit", Section::Window, "Ends Crosstalk", ctrl | ImGuiKey_Q},
}};

constexpr bool is_in_order() {
    for (std::size_t index = 0; index < table.size(); ++index) {
        if (static_cast<std::size_t>(table[index].id) != index) return false;
    }
    return true;
}
static_assert(is_in_order());

// Behind Ctrl, with Shift they may be the same sign.
constexpr Chord zoom_in_with_shift = ctrl | shift | ImGuiKey_Equal;
// Of writing in any field, besides those of the table.
constexpr std::array<Chord, 3> of_writing = {ctrl | ImGuiKey_V, ctrl | ImGuiKey_X, ctrl | shift | ImGuiKey_V};

std::string place_of(ShortcutId id) {
    return "kept.keys." + std::string(shortcut_of(id).name);
}

ImGuiKey key_of(Chord chord) {
    return static_cast<ImGuiKey>(chord & ~all_mods);
}

bool is_key(ImGuiKey key) {
    return key >= ImGuiKey_Tab && key <= ImGuiKey_Oem102 &&
           !(key >= ImGuiKey_LeftCtrl && key <= ImGuiKey_RightSuper);
}

bool is_function_key(ImGuiKey key) {
    return key >= ImGuiKey_F1 && key <= ImGuiKey_F24;
}

// As it stands on the key.
std::string_view label_of(ImGuiKey key) {
    switch (key) {
        case ImGuiKey_LeftArrow:
            return "Left";
        case ImGuiKey_RightArrow:
            return "Right";
        case ImGuiKey_UpArrow:
            return "Up";
        case ImGuiKey_DownArrow:
            return "Down";
        case ImGuiKey_Escape:
            return "Esc";
        case ImGuiKey_PageUp:
            return "Page Up";
        case ImGuiKey_PageDown:
            return "Page Down";
        case ImGuiKey_Comma:
            return ",";
        case ImGuiKey_Period:
            return ".";
        case ImGuiKey_Slash:
            return "/";
        case ImGuiKey_Backslash:
            return "\\";
        case ImGuiKey_Semicolon:
            return ";";
        case ImGuiKey_Apostrophe:
            return "'";
        case ImGuiKey_LeftBracket:
            return "[";
        case ImGuiKey_RightBracket:
            return "]";
        case ImGuiKey_GraveAccent:
            return "`";
        case ImGuiKey_Minus:
            return "Minus";
        case ImGuiKey_Equal:
            return "Plus";
        default:
            return ImGui::GetKeyName(key);
    }
}

std::string with_mods(Chord chord, std::string_view key) {
    std::string text;
    if ((chord & ctrl) != 0) text += "Ctrl+";
    if ((chord & alt) != 0) text += "Alt+";
    if ((chord & shift) != 0) text += "Shift+";
    return text += key;
}

bool is_pressed(Chord chord, WhileHeld held) {
    if (chord == 0) return false;
    const ImGuiInputFlags flags = held == WhileHeld::Repeats ? ImGuiInputFlags_Repeat : ImGuiInputFlags_None;
    return ImGui::IsKeyChordPressed(chord, flags, ImGuiKeyOwner_Any);
}

// Whether these keys do what `other` says, as things are now.
bool uses(const Preferences& preferences, const Shortcut& other, Chord chord) {
    if (other.id == Id::RoomByNumber && (chord & all_mods) == ctrl && key_of(chord) >= ImGuiKey_1 &&
        key_of(chord) <= ImGuiKey_9) {
        return true;
    }
    if (chord_of(preferences, other.id) == chord) return true;
    return !is_rebound(preferences, other.id) && other.also == chord;
}

}  // namespace

std::string_view title_of(ShortcutSection section) {
    switch (section) {
        case ShortcutSection::Rooms:
            return "Rooms";
        case ShortcutSection::Panes:
            return "Parts of the window";
        case ShortcutSection::Searching:
            return "Searching and lists";
        case ShortcutSection::Composer:
            return "Writing";
        case ShortcutSection::Messages:
            return "Messages";
        case ShortcutSection::Games:
            return "Games";
        case ShortcutSection::Window:
            return "Window";
    }
    return {};
}

std::span<const Shortcut> shortcut_table() {
    return table;
}

const Shortcut& shortcut_of(ShortcutId id) {
    return table[static_cast<std::size_t>(id)];
}

bool shortcut_pressed(const Preferences& preferences, ShortcutId id) {
    const Shortcut& shortcut = shortcut_of(id);
    if (is_pressed(chord_of(preferences, id), shortcut.held)) return true;
    if (is_rebound(preferences, id)) return false;
    if (id == ShortcutId::ZoomIn && is_pressed(zoom_in_with_shift, shortcut.held)) return true;
    return is_pressed(shortcut.also, shortcut.held);
}

std::size_t room_number_pressed() {
    for (int digit = 1; digit <= 9; ++digit) {
        if (is_pressed(ctrl | (ImGuiKey_0 + digit), Once)) return static_cast<std::size_t>(digit);
    }
    return 0;
}

Chord chord_of(const Preferences& preferences, ShortcutId id) {
    const Shortcut& shortcut = shortcut_of(id);
    if (shortcut.rebinding == Fixed) return shortcut.normal;
    const Chord kept = parse_chord(preferences.kept(place_of(id)));
    return kept != 0 ? kept : shortcut.normal;
}

bool is_rebound(const Preferences& preferences, ShortcutId id) {
    return chord_of(preferences, id) != shortcut_of(id).normal;
}

std::string chord_text(Chord chord) {
    return chord == 0 ? std::string() : with_mods(chord, label_of(key_of(chord)));
}

std::string keys_of(const Preferences& preferences, ShortcutId id) {
    if (id == ShortcutId::RoomByNumber) return "Ctrl+1 to 9";
    if (id == ShortcutId::CellByDigit) return "1 to 9";
    return chord_text(chord_of(preferences, id));
}

std::string kept_chord(Chord chord) {
    return chord == 0 ? std::string() : with_mods(chord, ImGui::GetKeyName(key_of(chord)));
}

Chord parse_chord(std::string_view kept) {
    Chord chord = 0;
    const auto take = [&](std::string_view word, Chord mod) {
        if (!kept.starts_with(word)) return;
        kept.remove_prefix(word.size());
        chord |= mod;
    };
    take("Ctrl+", ctrl);
    take("Alt+", alt);
    take("Shift+", shift);
    for (int key = ImGuiKey_Tab; key <= ImGuiKey_Oem102; ++key) {
        const auto each = static_cast<ImGuiKey>(key);
        if (is_key(each) && kept == ImGui::GetKeyName(each)) return chord | key;
    }
    return 0;
}

std::string fault_of_chord(const Preferences& preferences, ShortcutId id, Chord chord) {
    const ImGuiKey key = key_of(chord);
    if (!is_key(key)) return "That key cannot be used. Take another one.";
    if ((chord & (ctrl | alt)) == 0 && !is_function_key(key))
        return "That key writes or moves. Take it together with Ctrl or Alt, or a key from F1 to F12.";
    if (std::ranges::find(of_writing, chord) != of_writing.end())
        return chord_text(chord) + " is needed for writing. Take other keys.";
    for (const Shortcut& other : table) {
        if (other.id != id && uses(preferences, other, chord))
            return chord_text(chord) + " is taken: " + std::string(other.line) + ". Take other keys.";
    }
    return {};
}

void rebind(Preferences& preferences, ShortcutId id, Chord chord, Commands& commands) {
    if (shortcut_of(id).rebinding == Fixed || !fault_of_chord(preferences, id, chord).empty()) return;
    preferences.keep(place_of(id), chord == shortcut_of(id).normal ? std::string() : kept_chord(chord),
                     commands);
}

void reset_shortcut(Preferences& preferences, ShortcutId id, Commands& commands) {
    preferences.keep(place_of(id), {}, commands);
}

void reset_all_shortcuts(Preferences& preferences, Commands& commands) {
    for (const Shortcut& shortcut : table)
        reset_shortcut(preferences, shortcut.id, commands);
}

std::optional<Chord> chord_pressed() {
    for (int key = ImGuiKey_Tab; key <= ImGuiKey_Oem102; ++key) {
        const auto each = static_cast<ImGuiKey>(key);
        if (is_key(each) && ImGui::IsKeyPressed(each, ImGuiInputFlags_None, ImGuiKeyOwner_Any))
            return (ImGui::GetIO().KeyMods & (ctrl | shift | alt)) | key;
    }
    return std::nullopt;
}

}  // namespace crosstalk::ui
