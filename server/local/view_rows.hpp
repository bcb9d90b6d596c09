// How messages lie in the table, for the files that store and read them. Internal to the view.
#pragma once

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "net/codec.hpp"
#include "net/messages.hpp"
#include "server/hub/changes.hpp"
#include "server/local/search_text.hpp"
#include "server/local/sqlite.hpp"

namespace crosstalk::local {

// A bound that a client may have sent: what is stored never reaches the highest signed number.
constexpr std::int64_t stored_bound(std::uint64_t number) {
    constexpr auto highest = std::numeric_limits<std::int64_t>::max();
    return static_cast<std::int64_t>(std::min(number, static_cast<std::uint64_t>(highest)));
}
// 0 means that there is none.
constexpr std::int64_t upper_bound(std::uint64_t number) {
    return stored_bound(number == 0 ? std::numeric_limits<std::uint64_t>::max() : number);
}

// What the index has of a message. It must be told the same again when the message leaves it.
struct IndexedMessage {
    net::RoomId room;
    net::UserId author;
    Holds holds;       // as it was judged when the message was stored
    std::string text;  // with the names of its files
};
void index(Database& database, net::MessageId message, const IndexedMessage& row);
void unindex(Database& database, net::MessageId message, const IndexedMessage& row);

// Of one message. Ask only where its column `files` says that there are some.
std::vector<net::File> files_of(Database& database, net::RoomId room, net::Sequence sequence);
// The columns name, size, hash, width and height, from `column` on.
net::File read_file(Database& database, const Query& row, int column);
// --- games (view_games.cpp)

// Whether or not it is there already.
void store_game(Database& database, const hub::GameRow& row);
void store_rating(Database& database, const hub::RatingRow& row);
// Of one message, with the names of now. Ask only where its column `game` says that there is one.
net::Game game_of(Database& database, net::RoomId room, net::Sequence sequence);
// Those that the hub keeps, and all ratings.
void load_games(Database& database, hub::Snapshot& snapshot);

// A column that holds so many bytes and no others.
template <std::size_t Size>
std::array<std::uint8_t, Size> bytes_of(Database& database, const Query& row, int column) {
    std::array<std::uint8_t, Size> result{};
    const auto stored = row.bytes(column);
    if (stored.size() != Size) database.fail_as_damaged("a key, a code or a hash has a wrong length");
    std::copy(stored.begin(), stored.end(), result.begin());
    return result;
}

net::Bytes pack_users(const std::vector<net::UserId>& users);
std::vector<net::UserId> unpack_users(std::span<const std::uint8_t> bytes);

// A select of messages `m`, with the names of their authors, under these conditions.
std::string select_messages(std::string_view conditions);

// Reads the rows of such a select, with what hangs on them.
class MessageReader {
  public:
    MessageReader(Database& database, net::UserId reader) : database_(database), reader_(reader) {}
    [[nodiscard]] net::Message operator()(const Query& row) const;

  private:
    [[nodiscard]] std::vector<net::Reaction> reactions(net::MessageId message) const;

    Database& database_;
    net::UserId reader_;
};

// The first place in a room, or the lowest id anywhere, from which on everything was said at that time or later: time never
// goes back. Above all messages if nothing was.
net::Sequence first_place_since(Database& database, net::RoomId room, net::Timestamp at);
net::MessageId first_message_since(Database& database, net::Timestamp at);

// What still fits into one page.
class PageRoom {
  public:
    explicit PageRoom(std::size_t limit) : rows_(std::clamp<std::size_t>(limit, 1, net::max_page_rows)) {}

    // False: it does not fit. The first one always does.
    [[nodiscard]] bool take(const net::Message& message) {
        const std::size_t bytes = net::wire_size(message);
        if (taken_ == rows_ || (taken_ > 0 && bytes > net::max_page_bytes - bytes_)) return false;
        ++taken_;
        bytes_ += std::min(bytes, net::max_page_bytes - bytes_);
        return true;
    }
    [[nodiscard]] std::size_t rows() const { return rows_; }

  private:
    std::size_t rows_;
    std::size_t taken_ = 0;
    std::size_t bytes_ = 0;
};

}  // namespace crosstalk::local
