#include "server/local/view_search.hpp"

#include <algorithm>
#include <utility>

#include "server/local/excerpt.hpp"
#include "server/local/view_rows.hpp"

namespace crosstalk::local {
namespace {

constexpr std::size_t rows_at_once = 5'000;

}  // namespace

ViewSearch::ViewSearch(ViewTables& tables, ports::SearchQuery query)
    : tables_(tables),
      query_(std::move(query)),
      words_(tables.tokenizer(), query_.words),
      most_hits_(std::clamp<std::size_t>(query_.limit, 1, net::max_rows_per_frame)) {}

bool ViewSearch::is_ranked() const {
    return query_.order == net::SearchOrder::Relevance && !words_.is_blank();
}

void ViewSearch::begin() {
    Database& database = tables_.database();
    for (const net::RoomId room : query_.rooms) {
        Query row = database.query("SELECT 1 FROM rooms WHERE id = ?");
        if (row.bind(room).step()) rooms_.insert(room);
    }
    exhausted_ = rooms_.empty() || words_.is_hopeless();
    if (exhausted_) return;

    below_ = upper_bound(query_.before.value);
    if (query_.since) from_ = stored_bound(first_message_since(database, query_.since).value);
    if (query_.until)
        below_ = std::min(below_, stored_bound(first_message_since(database, query_.until).value));
    // Rooms that hold little are looked for in the index: few steps, however common the words are elsewhere. Rooms
    // that hold much would make every step of the index slow; there it is quicker to pass over what is not in them.
    const std::vector<net::RoomId> named = rooms_hold_much()
                                               ? std::vector<net::RoomId>()
                                               : std::vector<net::RoomId>(rooms_.begin(), rooms_.end());
    index_query_ = index_query(words_, named, query_.from, query_.has);
}

bool ViewSearch::rooms_hold_much() {
    constexpr std::uint64_t one_in = 20;
    std::uint64_t posts = 0;
    for (const net::RoomId id : rooms_) {
        Query room = tables_.database().query("SELECT posts FROM rooms WHERE id = ?");
        if (room.bind(id).step()) posts += room.value<net::PostCount>(0).value;
    }
    // There are at most as many messages as entries.
    return posts > tables_.mark().position.value / one_in;
}

bool ViewSearch::step() {
    if (!std::exchange(begun_, true)) begin();
    if (!exhausted_) {
        const std::size_t wanted = (is_ranked() ? max_ranked : most_hits_) + 1;
        index_query_.empty() ? look_through_messages(wanted) : look_through_index(wanted);
        if (found_.size() == wanted) return true;
    }
    return exhausted_;
}

// CROSS JOIN: the index first, and it is read from its end only as far as rows are taken.
void ViewSearch::look_through_index(std::size_t wanted) {
    Query rows = tables_.database().query(
        "SELECT m.id, m.room, m.sequence FROM search CROSS JOIN messages m ON m.id = search.rowid"
        "  WHERE search MATCH ? AND search.rowid < ? AND search.rowid >= ? ORDER BY search.rowid DESC");
    rows.bind(index_query_, below_, from_);
    for (std::size_t looked_at = 0; looked_at < rows_at_once && found_.size() < wanted; ++looked_at) {
        exhausted_ = !rows.step();
        if (exhausted_) return;
        consider(rows.value<net::RoomId>(1), rows.value<net::MessageId>(0), rows.value<net::Sequence>(2));
    }
}

void ViewSearch::look_through_messages(std::size_t wanted) {
    Query rows = tables_.database().query(
        "SELECT id, room, sequence, deleted FROM messages WHERE id < ? AND id >= ? ORDER BY id DESC");
    rows.bind(below_, from_);
    for (std::size_t looked_at = 0; looked_at < rows_at_once && found_.size() < wanted; ++looked_at) {
        exhausted_ = !rows.step();
        if (exhausted_) return;
        if (rows.integer(3) != 0) {
            below_ = rows.integer(0);
        } else {
            consider(rows.value<net::RoomId>(1), rows.value<net::MessageId>(0), rows.value<net::Sequence>(2));
        }
    }
}

void ViewSearch::consider(net::RoomId room, net::MessageId message, net::Sequence sequence) {
    below_ = stored_bound(message.value);
    if (rooms_.contains(room) && sequence > tables_.removal().gone_through(room)) found_.push_back(message);
}

std::optional<ViewSearch::Row> ViewSearch::read(net::MessageId message) {
    Query row = tables_.database().query(
        "SELECT m.room, m.sequence, m.author, u.name, m.at, m.text, m.files"
        "  FROM messages m LEFT JOIN users u ON u.id = m.author WHERE m.id = ? AND NOT m.deleted");
    if (!row.bind(message).step()) return std::nullopt;
    Row found{.hit = {.room = row.value<net::RoomId>(0),
                      .id = message,
                      .sequence = row.value<net::Sequence>(1),
                      .author = {row.value<net::UserId>(2), std::string(row.text(3))},
                      .at = row.value<net::Timestamp>(4),
                      .snippet = {},
                      .highlights = {},
                      .files = {}},
              .text = std::string(row.text(5)),
              .searched = {}};
    if (found.hit.sequence <= tables_.removal().gone_through(found.hit.room)) return std::nullopt;
    if (row.integer(6) != 0)
        found.hit.files = files_of(tables_.database(), found.hit.room, found.hit.sequence);
    found.searched = searched_text(found.text, found.hit.files);
    return found;
}

net::SearchPage ViewSearch::page() {
    return is_ranked() ? most_relevant() : newest();
}

net::SearchPage ViewSearch::newest() {
    HitList hits(most_hits_);
    std::size_t used = 0;
    for (; used < found_.size(); ++used) {
        std::optional<Row> row = read(found_[used]);
        if (!row) continue;
        const std::optional<WordsFound> words = words_.find_in(row->searched);
        if (words && !hits.take(row->hit, row->text, words->places)) break;
    }
    const bool more = used < found_.size() || !exhausted_;
    return {.hits = hits.all(), .next = more && used > 0 ? found_[used - 1] : net::MessageId{}, .ranked = 0};
}

net::SearchPage ViewSearch::most_relevant() {
    std::vector<net::MessageId> compared;
    std::vector<WordsFound> weights;
    std::size_t bytes = 0;
    std::size_t used = 0;
    for (; used < std::min(found_.size(), max_ranked) && bytes <= max_ranked_bytes; ++used) {
        const std::optional<Row> row = read(found_[used]);
        if (!row) continue;
        bytes += row->searched.size();
        std::optional<WordsFound> words = words_.find_in(row->searched);
        if (!words) continue;
        words->places = {};
        compared.push_back(found_[used]);
        weights.push_back(std::move(*words));
    }
    HitList hits(most_hits_);
    for (const std::size_t index : by_relevance(weights)) {
        std::optional<Row> row = read(compared[index]);
        if (!hits.take(row->hit, row->text, words_.find_in(row->searched)->places)) break;
    }
    const bool more = used < found_.size() || !exhausted_;
    return {.hits = hits.all(),
            .next = more && used > 0 ? found_[used - 1] : net::MessageId{},
            .ranked = static_cast<std::uint32_t>(compared.size())};
}

}  // namespace crosstalk::local
