// Commands about what is said.
#pragma once

#include <string>
#include <vector>

#include "net/files.hpp"
#include "net/rooms.hpp"

namespace crosstalk::net {

// The message that a command aims at, with the facts of it that never change.
struct MessageTarget {
    MessageId message;
    Sequence sequence;        // completed; 0: the room has no such message, or it was deleted
    UserId author;            // completed
    Timestamp at;             // completed
    std::uint32_t files = 0;  // completed: how many it carries
    bool is_game = false;     // completed

    template <class Archive>
    void serialize(Archive& ar) {
        ar(message, sequence, author, at, files, is_game);
    }
    friend bool operator==(const MessageTarget&, const MessageTarget&) = default;
};

struct PostMessage {
    RoomId room;
    std::string text;              // completed: sanitised; may be empty if there are files
    MessageId reply_to;            // 0: no reply
    Sequence reply_sequence;       // completed
    std::vector<UserId> mentions;  // completed: members named by @name
    bool mentions_all = false;     // completed: @room, by one who may
    std::vector<PostedFile> files;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, bounded(text, max_text_bytes), reply_to, reply_sequence, bounded(mentions, max_mentions),
           mentions_all, bounded(files, max_files_per_message));
    }
    friend bool operator==(const PostMessage&, const PostMessage&) = default;
};

struct EditMessage {
    RoomId room;
    MessageTarget target;
    std::string text;  // completed: sanitised; may be empty if the message has files

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, target, bounded(text, max_text_bytes));
    }
    friend bool operator==(const EditMessage&, const EditMessage&) = default;
};

struct DeleteMessage {
    RoomId room;
    MessageTarget target;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, target);
    }
    friend bool operator==(const DeleteMessage&, const DeleteMessage&) = default;
};

struct React {
    RoomId room;
    MessageTarget target;
    std::string emoji;  // completed: one emoji
    bool on = true;
    bool is_so_already = false;  // completed: then nothing happens, for the hub does not know who has reacted

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, target, bounded(emoji, max_emoji_bytes), on, is_so_already);
    }
    friend bool operator==(const React&, const React&) = default;
};

struct PinMessage {
    RoomId room;
    MessageTarget target;
    bool on = true;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, target, on);
    }
    friend bool operator==(const PinMessage&, const PinMessage&) = default;
};

}  // namespace crosstalk::net
