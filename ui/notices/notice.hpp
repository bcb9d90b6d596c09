// Something that was meant for oneself and that one may not have seen: told when it happens, and listed until it is old.
#pragma once

#include <cstdint>
#include <string>

#include "net/people.hpp"

namespace crosstalk::ui {

enum class NoticeKind : std::uint8_t {
    Direct,      // written to oneself alone
    Mention,     // names oneself, or everybody
    Keyword,     // holds one of one's own keywords
    Message,     // of a room of which one wants to hear everything
    Invitation,  // to a room
    Challenge,   // to a game
    Turn,        // in a game of one's own it is one's turn
    GameOver,    // a game of one's own, or a challenge that one has sent, came to its end
    Rematch,     // is asked for by whom one has played
};

/// What is said of a game and not of a room.
constexpr bool is_about_game(NoticeKind kind) {
    return kind == NoticeKind::Challenge || kind == NoticeKind::Turn || kind == NoticeKind::GameOver ||
           kind == NoticeKind::Rematch;
}

struct Notice {
    NoticeKind kind = NoticeKind::Direct;
    net::RoomId room;
    net::Sequence place;  // of the message; 0: there is none
    net::UserRef by;      // id 0: nobody told
    std::string where;    // "#games"; of a direct room, nothing
    std::string text;     // one line of it; empty: only how many is known
    net::Timestamp at;
    net::MessageId game;  // that it is about; not kept in lists
    bool is_seen = false;

    friend bool operator==(const Notice&, const Notice&) = default;
};

}  // namespace crosstalk::ui
