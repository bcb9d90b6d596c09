// Servers as people have them, each as the events that lead there: what every panel, theme and size is tried with.
#pragma once

#include <string>
#include <vector>

#include "client/model/link_event.hpp"

namespace crosstalk::ui::twin {

struct Prepared {
    std::string name;
    std::vector<model::LinkEvent> events;
};

/// When it is there: a Saturday evening, UTC.
inline constexpr std::int64_t prepared_now_ms = 1'795'286'100'000;

/// A server where nothing has been said yet.
Prepared empty_server();
/// The one of the pictures: rooms, people, formatted messages, replies, reactions, edits, stubs, one that failed.
Prepared busy_server();
/// The same after the connection was lost, with messages that wait.
Prepared offline_server();
/// Names and topics as long as they may be, in one word and in many.
Prepared long_names();
/// Texts that have broken other programs, as messages, names, topics and rooms.
Prepared hostile_texts();
/// Cards, pictures, texts and programs, and transfers in every state; and the same with names that break things.
Prepared files_of_all_kinds();
Prepared hostile_files();
/// Games in the conversation in every state; and the same with names that break things.
Prepared games_of_all_states();
Prepared hostile_games();
/// Somebody who plays two games of one's own at once, or four, in a room where others talk.
Prepared two_games();
Prepared four_games();
/// The same with cards at the corner: a challenge, a turn, the wish for a rematch.
Prepared told_of_games();
/// The connect screen after a wrong passkey.
Prepared refused();

/// One message for each text, all by one person; or, with Authors::OnePerText, each by somebody who is called so.
enum class Authors { One, OnePerText };
Prepared messages_of(const std::vector<std::string>& texts, Authors authors);

std::vector<Prepared> all_prepared();

}  // namespace crosstalk::ui::twin
