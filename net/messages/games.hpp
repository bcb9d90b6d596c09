// Questions about games and their answers, and who looks on. Live boards need no questions: they come with the messages of a room.
#pragma once

#include <vector>

#include "net/games.hpp"
#include "net/messages/type.hpp"

namespace crosstalk::net {

enum class GamePhase : std::uint8_t {
    Running,   // and waiting for an answer
    Finished,  // with a result or without
};
constexpr GamePhase last_of(GamePhase) {
    return GamePhase::Finished;
}

// Asks for games, the newest first; only of rooms that the user is in.
struct Games {
    static constexpr MessageType type = MessageType::Games;
    RoomId room;    // 0: all the user is in
    UserId player;  // 0: of anybody
    GamePhase phase = GamePhase::Running;
    MessageId before;  // 0: from the newest on

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, player, phase, before);
    }
    friend bool operator==(const Games&, const Games&) = default;
};

struct GameEntry {
    RoomId room;
    MessageId message;
    Sequence sequence;  // the message's place
    Game game;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, message, sequence, game);
    }
    friend bool operator==(const GameEntry&, const GameEntry&) = default;
};

struct GamesPage {
    static constexpr MessageType type = MessageType::GamesPage;
    RoomId room;  // as asked, as are the next three
    UserId player;
    GamePhase phase = GamePhase::Running;
    MessageId before;
    std::vector<GameEntry> games;  // descending
    MessageId next;                // to go on before; 0: there is no more

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, player, phase, before, bounded(games, max_rows_per_frame), next);
    }
    friend bool operator==(const GamesPage&, const GamesPage&) = default;
};

// Asks for the whole record of one game: who watches late, or replays it, gets every move with its time.
struct GameDetail {
    static constexpr MessageType type = MessageType::GameDetail;
    RoomId room;
    MessageId message;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, message);
    }
    friend bool operator==(const GameDetail&, const GameDetail&) = default;
};

struct GameFound {
    static constexpr MessageType type = MessageType::GameFound;
    RoomId room;
    MessageId message;
    Sequence sequence;  // the message's place
    GameRecord record;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, message, sequence, record);
    }
    friend bool operator==(const GameFound&, const GameFound&) = default;
};

// Asks who has played one kind best on this server, in games of any room.
struct Leaderboard {
    static constexpr MessageType type = MessageType::Leaderboard;
    GameKind kind;
    std::uint32_t after = 0;  // the rank to go on behind; 0: from the best on

    template <class Archive>
    void serialize(Archive& ar) {
        ar(kind, after);
    }
    friend bool operator==(const Leaderboard&, const Leaderboard&) = default;
};

struct LeaderboardPage {
    static constexpr MessageType type = MessageType::LeaderboardPage;
    GameKind kind;  // as asked
    std::uint32_t after = 0;
    std::vector<GameStanding> rows;
    GameStanding own;  // rank 0: the asker has not played it
    bool last = true;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(kind, after, bounded(rows, max_rows_per_frame), own, last);
    }
    friend bool operator==(const LeaderboardPage&, const LeaderboardPage&) = default;
};

// This user looks at a game in which others play, or has looked away. A signal, worth 45 s: said again while somebody looks.
struct Spectate {
    static constexpr MessageType type = MessageType::Spectate;
    RoomId room;
    MessageId game;
    bool looks = true;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, game, looks);
    }
    friend bool operator==(const Spectate&, const Spectate&) = default;
};

// Who looks at a game just now; for its players, and for those who look. A signal, coalesced like presence.
struct Spectators {
    static constexpr MessageType type = MessageType::Spectators;
    RoomId room;
    MessageId game;
    std::uint32_t count = 0;
    std::vector<UserRef> users;  // the first of them, by id

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, game, count, bounded(users, max_named_spectators));
    }
    friend bool operator==(const Spectators&, const Spectators&) = default;
};

}  // namespace crosstalk::net
