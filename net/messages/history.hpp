// What was said: pages, search, pins, former texts.
#pragma once

#include <string>
#include <vector>

#include "net/events.hpp"
#include "net/messages/type.hpp"

namespace crosstalk::net {

// Asks for the newest messages below `before`, or the oldest above `after`, or those around the first one said at or after
// `at`. One of the three is given; none: the newest of all.
struct History {
    static constexpr MessageType type = MessageType::History;
    RoomId room;
    Sequence before;
    Sequence after;
    Timestamp at;
    std::uint32_t limit = 50;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, before, after, at, limit);
    }
    friend bool operator==(const History&, const History&) = default;
};

struct HistoryPage {
    static constexpr MessageType type = MessageType::HistoryPage;
    RoomId room;
    Sequence before;  // as asked, as are the next two
    Sequence after;
    Timestamp at;
    Sequence from;                  // the page is complete from here; 1 at the room's beginning
    Sequence through;               // up to here
    bool at_end = false;            // nothing was newer
    std::vector<Message> messages;  // ascending

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, before, after, at, from, through, at_end, bounded(messages, max_page_rows));
    }
    friend bool operator==(const HistoryPage&, const HistoryPage&) = default;
};

enum class Has : std::uint8_t { Anything, Link, Image, File };
constexpr Has last_of(Has) {
    return Has::File;
}

enum class SearchOrder : std::uint8_t { Newest, Relevance };
constexpr SearchOrder last_of(SearchOrder) {
    return SearchOrder::Relevance;
}

// Asks for messages that hold every word; only of rooms that the user is in.
struct Search {
    static constexpr MessageType type = MessageType::Search;
    std::string words;
    std::vector<RoomId> rooms;  // empty: all the user is in
    std::vector<UserId> from;   // empty: anybody
    Has has = Has::Anything;
    Timestamp since;  // 0: no bound
    Timestamp until;  // 0: no bound
    SearchOrder order = SearchOrder::Newest;
    MessageId before;  // 0: from the newest on
    std::uint32_t limit = 50;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(words, max_search_bytes), bounded(rooms, max_resumed_rooms), bounded(from, max_mentions),
           has, since, until, order, before, limit);
    }
    friend bool operator==(const Search&, const Search&) = default;
};

// In bytes.
struct Highlight {
    std::uint16_t from = 0;
    std::uint16_t size = 0;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(from, size);
    }
    friend bool operator==(const Highlight&, const Highlight&) = default;
};

struct Hit {
    RoomId room;
    MessageId id;
    Sequence sequence;
    UserRef author;
    Timestamp at;
    std::string snippet;                // the part of the text around the first word found
    std::vector<Highlight> highlights;  // of the words, in the snippet
    std::vector<File> files;            // a word of the search may stand in one of their names

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, id, sequence, author, at, bounded(snippet, max_snippet_bytes),
           bounded(highlights, max_mentions), bounded(files, max_files_per_message));
    }
    friend bool operator==(const Hit&, const Hit&) = default;
};

struct SearchPage {
    static constexpr MessageType type = MessageType::SearchPage;
    std::vector<Hit> hits;
    MessageId next;            // to go on before; 0: there is no more
    std::uint32_t ranked = 0;  // with Relevance: so many of the newest hits were compared

    template <class Archive>
    void serialize(Archive& ar) {
        ar(bounded(hits, max_rows_per_frame), next, ranked);
    }
    friend bool operator==(const SearchPage&, const SearchPage&) = default;
};

struct Pins {
    static constexpr MessageType type = MessageType::Pins;
    RoomId room;
    Sequence before;  // 0: from the newest on

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, before);
    }
    friend bool operator==(const Pins&, const Pins&) = default;
};

struct PinsPage {
    static constexpr MessageType type = MessageType::PinsPage;
    RoomId room;
    Sequence before;                // as asked
    std::vector<Message> messages;  // descending
    bool last = true;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, before, bounded(messages, max_page_rows), last);
    }
    friend bool operator==(const PinsPage&, const PinsPage&) = default;
};

// Asks for the former texts of a message; for those who keep order.
struct Edits {
    static constexpr MessageType type = MessageType::Edits;
    RoomId room;
    MessageId message;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, message);
    }
    friend bool operator==(const Edits&, const Edits&) = default;
};

struct FormerText {
    Timestamp until;
    std::string text;

    template <class Archive>
    void serialize(Archive& ar) {
        ar(until, bounded(text, max_text_bytes));
    }
    friend bool operator==(const FormerText&, const FormerText&) = default;
};

struct EditsPage {
    static constexpr MessageType type = MessageType::EditsPage;
    RoomId room;
    MessageId message;
    std::vector<FormerText> texts;  // the newest first; as many as fit

    template <class Archive>
    void serialize(Archive& ar) {
        ar(room, message, bounded(texts, max_rows_per_frame));
    }
    friend bool operator==(const EditsPage&, const EditsPage&) = default;
};

}  // namespace crosstalk::net
