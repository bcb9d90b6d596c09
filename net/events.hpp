// What has happened: the facts that the hub makes of commands and that clients apply to their copy of the
// world. A fact takes a place in its room.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "net/commands.hpp"
#include "net/ids.hpp"

namespace crosstalk::net {

// Everybody who set one emoji under a message.
struct Reaction {
    std::string emoji;
    std::uint32_t count = 0;
    std::vector<UserId> users;  // the first ones, the reader before all

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(emoji, max_emoji_bytes), count, bounded(users, max_reaction_users));
    }
    friend bool operator==(const Reaction&, const Reaction&) = default;
};

// One post as the archive has it and as pages carry it.
struct Message {
    MessageId id;
    Sequence sequence;  // its place in the room
    Sequence revision;  // the room's sequence at its last change
    UserRef author;
    Timestamp at;
    std::string text;    // empty if deleted, or if there are only files
    MessageId reply_to;  // 0: no reply
    Sequence reply_sequence;
    Timestamp edited_at;   // 0: never
    bool deleted = false;  // for good; only the stub is left
    bool pinned = false;
    bool mentions_all = false;
    std::vector<UserId> mentions;
    std::vector<Reaction> reactions;
    std::vector<File> files;
    std::optional<Game> game;  // then there is no text

    template <class Archive>
    void serialize(Archive& ar) {
        ar(id, sequence, revision, author, at, bounded(text, max_text_bytes), reply_to, reply_sequence,
           edited_at, deleted, pinned, mentions_all, bounded(mentions, max_mentions),
           bounded(reactions, max_reaction_kinds), bounded(files, max_files_per_message), game);
    }
    friend bool operator==(const Message&, const Message&) = default;
};

// --- facts about messages

struct MessagePosted {
    MessageId id;
    UserRef author;
    std::string text;
    MessageId reply_to;
    Sequence reply_sequence;
    bool mentions_all = false;
    std::vector<UserId> mentions;
    std::vector<File> files;
    std::optional<Game> game;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(id, author, bounded(text, max_text_bytes), reply_to, reply_sequence, mentions_all,
           bounded(mentions, max_mentions), bounded(files, max_files_per_message), game);
    }
    friend bool operator==(const MessagePosted&, const MessagePosted&) = default;
};

struct MessageEdited {
    MessageId message;
    Sequence sequence;  // the message's own place
    std::string text;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(message, sequence, bounded(text, max_text_bytes));
    }
    friend bool operator==(const MessageEdited&, const MessageEdited&) = default;
};

struct MessageDeleted {
    MessageId message;
    Sequence sequence;  // the message's own place
    UserRef by;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(message, sequence, by);
    }
    friend bool operator==(const MessageDeleted&, const MessageDeleted&) = default;
};

struct ReactionSet {
    MessageId message;
    Sequence sequence;  // the message's own place
    UserRef user;
    std::string emoji;
    bool on = true;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(message, sequence, user, bounded(emoji, max_emoji_bytes), on);
    }
    friend bool operator==(const ReactionSet&, const ReactionSet&) = default;
};

struct PinSet {
    MessageId message;
    Sequence sequence;  // the message's own place
    UserRef by;
    bool on = true;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(message, sequence, by, on);
    }
    friend bool operator==(const PinSet&, const PinSet&) = default;
};

struct MessagesPurged {
    Timestamp before;
    UserRef by;  // id 0: the server's own rule

    template <class Archive>
    void serialize(Archive& ar) {
        ar(before, by);
    }
    friend bool operator==(const MessagesPurged&, const MessagesPurged&) = default;
};

// What happened in a game; what has become of it is in the game itself.
enum class GameStep : std::uint8_t {
    Accepted,
    Declined,
    Cancelled,
    Expired,  // the offer
    Moved,
    DrawOffered,
    DrawAgreed,
    DrawDeclined,
    TakeBackAsked,
    TookBack,
    TakeBackDeclined,
    Aborted,
    Resigned,
    WinClaimed,
    DrawClaimed,
    RematchOffered,
    RematchAgreed,
    RematchDeclined,
    RematchExpired,
    TimedOut,
    PlayerLeft,
    PlayerReturned,
    PlayerRemoved,  // out of the room, or from the server
    Restarted,      // the server was away: deadlines have moved, and both are awaited
    Stopped,        // by those who keep order, or because nobody came back: no result
};
constexpr GameStep last_of(GameStep) {
    return GameStep::Stopped;
}

struct GameChanged {
    MessageId message;
    Sequence sequence;  // the message's own place
    GameStep step = GameStep::Accepted;
    UserRef by;  // id 0: time, or the server
    Game game;   // the whole of it from now on

    template <class Archive>
    void serialize(Archive& ar) {
        ar(message, sequence, step, by, game);
    }
    friend bool operator==(const GameChanged&, const GameChanged&) = default;
};

// --- facts about who is there

struct MemberJoined {
    UserRef user;
    Role role = Role::Member;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, role);
    }
    friend bool operator==(const MemberJoined&, const MemberJoined&) = default;
};

struct MemberLeft {
    UserRef user;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user);
    }
    friend bool operator==(const MemberLeft&, const MemberLeft&) = default;
};

struct MemberKicked {
    UserRef user;
    UserRef by;
    std::string reason;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, by, bounded(reason, max_reason_bytes));
    }
    friend bool operator==(const MemberKicked&, const MemberKicked&) = default;
};

struct MemberBanned {
    UserRef user;
    UserRef by;
    std::string reason;
    Timestamp until;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, by, bounded(reason, max_reason_bytes), until);
    }
    friend bool operator==(const MemberBanned&, const MemberBanned&) = default;
};

struct MemberUnbanned {
    UserRef user;
    UserRef by;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, by);
    }
    friend bool operator==(const MemberUnbanned&, const MemberUnbanned&) = default;
};

struct MemberMuted {
    UserRef user;
    UserRef by;
    std::string reason;
    Timestamp until;  // 0: may speak again

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, by, bounded(reason, max_reason_bytes), until);
    }
    friend bool operator==(const MemberMuted&, const MemberMuted&) = default;
};

struct RoleSet {
    UserRef user;
    UserRef by;
    Role role = Role::Member;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, by, role);
    }
    friend bool operator==(const RoleSet&, const RoleSet&) = default;
};

// In the lobby, for all rooms.
struct UserRenamed {
    UserRef user;  // the new name
    std::string old_name;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, bounded(old_name, max_name_bytes));
    }
    friend bool operator==(const UserRenamed&, const UserRenamed&) = default;
};

// In the lobby, for all rooms.
struct ProfileSet {
    UserRef user;
    Card card;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(user, card);
    }
    friend bool operator==(const ProfileSet&, const ProfileSet&) = default;
};

// --- facts about the room

struct RoomRenamed {
    std::string name;
    UserRef by;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(name, max_name_bytes), by);
    }
    friend bool operator==(const RoomRenamed&, const RoomRenamed&) = default;
};

struct TopicSet {
    std::string topic;
    UserRef by;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(topic, max_topic_bytes), by);
    }
    friend bool operator==(const TopicSet&, const TopicSet&) = default;
};

struct RoomSettingsSet {
    RoomKind kind = RoomKind::Public;
    Posters posters = Posters::Everyone;
    std::uint32_t slow_mode_s = 0;
    bool locked = false;
    UserRef by;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(kind, posters, slow_mode_s, locked, by);
    }
    friend bool operator==(const RoomSettingsSet&, const RoomSettingsSet&) = default;
};

// Append only, like commands. An Unknown fact still takes its place in the room's sequence.
struct Fact : std::variant<Unknown, MessagePosted, MemberJoined, MemberLeft, MessageEdited, MessageDeleted,
                           ReactionSet, PinSet, MessagesPurged, MemberKicked, MemberBanned, MemberUnbanned,
                           MemberMuted, RoleSet, UserRenamed, ProfileSet, RoomRenamed, TopicSet,
                           RoomSettingsSet, GameChanged> {
    using variant::variant;
    Fact() noexcept;
    Fact(const Fact& other);
    Fact(Fact&& other) noexcept;
    Fact& operator=(const Fact& other);
    Fact& operator=(Fact&& other) noexcept;
    ~Fact();
    friend bool operator==(const Fact& one, const Fact& other);
};

// A place in the journal that can be proved: the entry's random id is told only to those who got the entry.
struct Mark {
    Position position;
    EntryId entry;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(position, entry);
    }
    friend bool operator==(const Mark&, const Mark&) = default;
};

}  // namespace crosstalk::net
