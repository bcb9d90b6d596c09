// What the dialogs are made of: times and names in words, what is shown while an answer is on its way, the last row of buttons.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "client/model/words.hpp"
#include "net/messages.hpp"
#include "ui/panels/own_errand.hpp"
#include "ui/theme/person.hpp"
#include "ui/widgets/form.hpp"

namespace crosstalk::ui {

// --- words

/// "14 Nov 2026, 18:42", by the clock that somebody chose.
std::string date_and_time(net::Timestamp at, const Scene& scene);
/// "for good" or "until 14 Nov 2026, 18:42".
std::string end_in_words(net::Timestamp until, const Scene& scene);
/// "1 member", "3 members".
std::string count_of(std::uint64_t count, std::string_view what);
using model::tag_of;
/// Of a room that may be unknown here: "#den", or "a room".
std::string tag_of(const model::Model& model, net::RoomId room);
/// "Owner", "Admin", "Member", "Guest".
std::string_view title_of(net::Role role);
/// "the server" for nobody.
std::string name_or_server(const net::UserRef& user);
/// In the lobby it is about everybody: "on Attic LAN" instead of "in #den".
std::string where_in_words(const model::Room& room, const Scene& scene);

/// Somebody as avatars and rows want it, with the presence that is known of it.
Person person_of(const net::UserRef& user, const model::Model& model);

/// Why a text may not stand there, for people; empty: it may. Limits of the server.
struct TextBounds {
    std::string_view what;  // "The reason"
    std::size_t most_code_points;
    std::size_t most_bytes;
};
std::string fault_of(const std::string& text, const TextBounds& bounds);
inline constexpr TextBounds reason_bounds{"The reason", net::max_reason_code_points, net::max_reason_bytes};
inline constexpr TextBounds topic_bounds{"The topic", net::max_topic_code_points, net::max_topic_bytes};
/// The same for names of people and rooms.
std::string fault_of_name(const std::string& name);

/// What filters compare: without case and width.
std::string folded(std::string_view text);

/// Whether a dialog waits for its button, or what it does was asked for by a command that was typed.
enum class Begin : std::uint8_t { WhenAsked, AtOnce };

// --- parts of forms

/// While a question is under way: says so. When it has failed: why, with Try again. True when that is pressed.
bool draw_asking(Form& form, const Scene& scene, const OwnErrand& asking);
/// An empty list, in its middle.
void draw_nothing(Form& form, std::string_view text);

enum class Press : std::uint8_t { Nothing, Go, Cancel };
struct DeedLook {
    std::string_view label;
    ButtonKind kind = ButtonKind::Primary;
    std::string_view disabled_reason;
};
/// The last row of a dialog that does one thing: Cancel, and what it does. Nothing can be pressed twice or offline.
Press deed_buttons(Form& form, const Scene& scene, const OwnErrand& doing, const DeedLook& look);
/// What a dialog with fields ends in: why the deed has failed, then deed_buttons(). `submitted`: Enter in a field, which
/// counts as the button where that may be pressed.
Press end_of_deed(Form& form, const Scene& scene, const OwnErrand& doing, const DeedLook& look,
                  bool submitted);
/// The last row of a dialog that only shows. True when pressed.
bool close_button(Form& form);

/// One line, with a button at the right that copies it.
void copied_fact(Form& form, const Scene& scene, const char* id, std::string_view name,
                 const std::string& text);

/// Avatar and name of whom a dialog is about, with a line below.
void draw_person_head(Form& form, const Scene& scene, const net::UserRef& user, std::string_view about);

}  // namespace crosstalk::ui
