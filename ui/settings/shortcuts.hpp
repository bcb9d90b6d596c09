// Every keyboard shortcut of the window in one table: what obeys them, the list under F1 and the tips follow from it. Those
// that are not part of writing itself can be given other keys, which are kept under "kept.keys.<name>".
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "ui/settings/preferences.hpp"

namespace crosstalk::ui {

/// In the order of the table.
enum class ShortcutId : std::uint8_t {
    QuickSwitch,
    PreviousRoom,
    NextRoom,
    PreviousUnread,
    NextUnread,
    Back,
    Forward,
    RoomByNumber,
    NextPane,
    PreviousPane,
    StepOut,
    Find,
    FindNext,
    FindPrevious,
    SearchAll,
    Pins,
    Notices,
    Members,
    Transfers,
    Send,
    NewLine,
    EditLast,
    EarlierSent,
    LaterSent,
    Complete,
    Attach,
    Bold,
    Italic,
    Code,
    Undo,
    Redo,
    AnswerMessage,
    MessageMenu,
    CopySelection,
    SelectAll,
    Practise,
    NextGame,
    CellByDigit,
    MoveBack,
    MoveForward,
    Shortcuts,
    Settings,
    ServerMenu,
    ZoomIn,
    ZoomOut,
    ZoomNormal,
    Quit,
};
constexpr ShortcutId last_of(ShortcutId) {
    return ShortcutId::Quit;
}
inline constexpr std::size_t shortcut_count = static_cast<std::size_t>(last_of(ShortcutId{})) + 1;

/// In the order of the list under F1.
enum class ShortcutSection : std::uint8_t { Rooms, Panes, Searching, Composer, Messages, Games, Window };
std::string_view title_of(ShortcutSection section);

/// Dear ImGui's: a key with ImGuiMod_Ctrl, ImGuiMod_Shift and ImGuiMod_Alt; 0 is none.
using Chord = int;

enum class Rebinding : std::uint8_t { Allowed, Fixed };
enum class WhileHeld : std::uint8_t { Once, Repeats };

struct Shortcut {
    ShortcutId id{};
    std::string_view name;  // lower case with '-', as it is kept
    ShortcutSection section{};
    std::string_view line;  // what it does, for people
    Chord normal = 0;
    Chord also = 0;  // goes on working beside the normal one, until others are chosen
    Rebinding rebinding = Rebinding::Allowed;
    WhileHeld held = WhileHeld::Once;
};

/// By id.
std::span<const Shortcut> shortcut_table();
const Shortcut& shortcut_of(ShortcutId id);

/// Pressed in this frame, by whatever keys it has now.
bool shortcut_pressed(const Preferences& preferences, ShortcutId id);
/// Ctrl+1 to Ctrl+9: 1 to 9; 0 if none is pressed.
std::size_t room_number_pressed();

/// The keys that count now.
Chord chord_of(const Preferences& preferences, ShortcutId id);
bool is_rebound(const Preferences& preferences, ShortcutId id);

/// "Ctrl+Shift+F", for people and for tips.
std::string chord_text(Chord chord);
/// chord_text() of what counts now.
std::string keys_of(const Preferences& preferences, ShortcutId id);
/// What was kept: "Ctrl+Shift+F" by the names that Dear ImGui gives its keys; 0 for anything else.
Chord parse_chord(std::string_view kept);
std::string kept_chord(Chord chord);

/// Why these keys cannot be given to it, for people: they write, or they do something already. Empty: they can.
std::string fault_of_chord(const Preferences& preferences, ShortcutId id, Chord chord);
/// Nothing happens to fixed ones and with keys that have a fault.
void rebind(Preferences& preferences, ShortcutId id, Chord chord, Commands& commands);
void reset_shortcut(Preferences& preferences, ShortcutId id, Commands& commands);
void reset_all_shortcuts(Preferences& preferences, Commands& commands);

/// The keys that were pressed in this frame, with their modifiers; modifiers alone are none.
std::optional<Chord> chord_pressed();

}  // namespace crosstalk::ui
