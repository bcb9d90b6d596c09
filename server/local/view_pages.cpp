// What was said: pages, changes, single messages and their former texts.
#include <algorithm>
#include <utility>

#include "server/local/view_rows.hpp"
#include "server/local/view_tables.hpp"

namespace crosstalk::local {
namespace {

// Takes rows until one does not fit. True: there were no more.
bool take_all(Query& rows, const MessageReader& read, PageRoom& space, std::vector<net::Message>& taken) {
    while (rows.step()) {
        net::Message message = read(rows);
        if (!space.take(message)) return false;
        taken.push_back(std::move(message));
    }
    return true;
}

}  // namespace

std::optional<ViewTables::Head> ViewTables::head_of(net::RoomId room) {
    Query row = database_.query("SELECT head, posts, mentions FROM rooms WHERE id = ?");
    if (!row.bind(room).step()) return std::nullopt;
    return Head{row.value<net::Sequence>(0), row.value<net::PostCount>(1), row.value<net::MentionCount>(2)};
}

net::MentionCount ViewTables::own_mentions(net::RoomId room, net::UserId user) {
    Query row = database_.query("SELECT mentions FROM marks WHERE room = ? AND user = ?");
    return row.bind(room, user).step() ? row.value<net::MentionCount>(0) : net::MentionCount{};
}

ports::Rows ViewTables::rows_above(const ports::RowsAbove& query) {
    ports::Rows rows{.mark = mark_,
                     .room = {},
                     .head = {},
                     .posts = {},
                     .mentions = {},
                     .from = query.have.next(),
                     .messages = {}};
    const std::optional<Head> head = head_of(query.room);
    if (!head) return rows;
    rows.room = query.room;
    rows.head = head->sequence;
    rows.posts = head->posts;
    rows.mentions = {head->mentions.value + own_mentions(query.room, query.reader).value};
    const std::int64_t have = stored_bound(query.have.value);
    const std::int64_t gone = stored_bound(removal_.gone_through(query.room).value);
    const MessageReader read(database_, query.reader);
    PageRoom space(query.limit);

    Query newer =
        database_.query(select_messages("WHERE m.room = ? AND m.sequence > ? ORDER BY m.sequence DESC"));
    newer.bind(query.room, std::max(have, gone));
    bool complete = take_all(newer, read, space, rows.messages);
    if (complete) {
        // No more than a page of them is sorted with all their columns.
        Query changed = database_.query(select_messages(
            "WHERE m.id IN (SELECT id FROM messages INDEXED BY messages_by_revision"
            "  WHERE room = ?1 AND revision > ?2 AND revision > sequence AND sequence <= ?2"
            "    AND sequence > ?3 ORDER BY sequence DESC LIMIT ?4) ORDER BY m.sequence DESC"));
        changed.bind(query.room, have, gone, space.rows() + 1);
        complete = take_all(changed, read, space, rows.messages);
    }
    std::ranges::reverse(rows.messages);
    if (!complete) rows.from = std::max(rows.messages.front().sequence, query.have.next().next());
    return rows;
}

ports::Page ViewTables::page(const ports::PageQuery& query) {
    const std::optional<Head> head = head_of(query.room);
    if (!head) return {.from = {1}, .through = {}, .at_end = true, .messages = {}};
    if (query.before) return page_before(query, *head);
    if (query.after) return page_after(query, *head);
    if (query.at) return page_around(query, *head);
    return page_before(query, *head);
}

ports::Page ViewTables::page_before(const ports::PageQuery& query, Head head) {
    const MessageReader read(database_, query.reader);
    PageRoom space(query.limit);
    Query older = database_.query(
        select_messages("WHERE m.room = ? AND m.sequence < ? AND m.sequence > ? ORDER BY m.sequence DESC"));
    older.bind(query.room, upper_bound(query.before.value), removal_.gone_through(query.room));
    ports::Page page{.from = {1}, .through = head.sequence, .at_end = true, .messages = {}};
    const bool complete = take_all(older, read, space, page.messages);
    std::ranges::reverse(page.messages);
    if (!complete) page.from = page.messages.front().sequence;
    if (query.before && query.before <= head.sequence) {
        page.through = {query.before.value - 1};
        page.at_end = false;
    }
    return page;
}

ports::Page ViewTables::page_after(const ports::PageQuery& query, Head head) {
    const MessageReader read(database_, query.reader);
    PageRoom space(query.limit);
    Query newer = database_.query(select_messages("WHERE m.room = ? AND m.sequence > ? ORDER BY m.sequence"));
    newer.bind(query.room, stored_bound(std::max(query.after, removal_.gone_through(query.room)).value));
    ports::Page page{.from = query.after.next(), .through = head.sequence, .at_end = true, .messages = {}};
    page.at_end = take_all(newer, read, space, page.messages);
    if (!page.at_end) page.through = page.messages.back().sequence;
    return page;
}

ports::Page ViewTables::page_around(const ports::PageQuery& query, Head head) {
    const net::Sequence first = first_place_since(database_, query.room, query.at);
    const net::Sequence gone = removal_.gone_through(query.room);
    const MessageReader read(database_, query.reader);
    PageRoom space(query.limit);
    Query newer =
        database_.query(select_messages("WHERE m.room = ? AND m.sequence >= ? ORDER BY m.sequence"));
    newer.bind(query.room, stored_bound(std::max(first, gone.next()).value));
    Query older = database_.query(
        select_messages("WHERE m.room = ? AND m.sequence < ? AND m.sequence > ? ORDER BY m.sequence DESC"));
    older.bind(query.room, first, gone);

    // One from above, one from below, as long as both sides have some.
    std::vector<net::Message> above;
    std::vector<net::Message> below;
    bool more_above = true;
    bool more_below = true;
    bool full = false;
    const auto take_one = [&](Query& rows, std::vector<net::Message>& taken, bool& more) {
        if (!more || full || !(more = rows.step())) return;
        net::Message message = read(rows);
        full = !space.take(message);
        if (!full) taken.push_back(std::move(message));
    };
    while ((more_above || more_below) && !full) {
        take_one(newer, above, more_above);
        take_one(older, below, more_below);
    }

    ports::Page page{.from = {1}, .through = head.sequence, .at_end = !more_above, .messages = {}};
    std::ranges::reverse(below);
    page.messages = std::move(below);
    std::ranges::move(above, std::back_inserter(page.messages));
    if (more_below && !page.messages.empty()) page.from = page.messages.front().sequence;
    if (more_above && !page.messages.empty()) page.through = page.messages.back().sequence;
    return page;
}

std::optional<ports::MessageFacts> ViewTables::message_facts(net::RoomId room, net::MessageId message,
                                                             net::UserId asker) {
    if (!head_of(room)) return std::nullopt;
    ports::MessageFacts facts;
    {
        Query row = database_.query(
            "SELECT sequence, author, at, files, game FROM messages"
            "  WHERE id = ? AND room = ? AND sequence > ? AND NOT deleted");
        if (!row.bind(message, room, removal_.gone_through(room)).step()) return std::nullopt;
        facts.sequence = row.value<net::Sequence>(0);
        facts.author = row.value<net::UserId>(1);
        facts.at = row.value<net::Timestamp>(2);
        facts.files = row.value<std::uint32_t>(3);
        facts.is_game = row.integer(4) != 0;
    }
    Query kinds = database_.query(
        "SELECT emoji, max(user = ?2) FROM reactions WHERE message = ?1"
        "  GROUP BY emoji ORDER BY min(place), emoji");
    kinds.bind(message, asker);
    while (kinds.step()) {
        facts.reactions.emplace_back(kinds.text(0));
        if (kinds.integer(1) != 0) facts.own_reactions.emplace_back(kinds.text(0));
    }
    return facts;
}

std::vector<net::Message> ViewTables::messages(net::RoomId room, const std::vector<net::MessageId>& ids,
                                               net::UserId reader) {
    std::vector<net::Message> found;
    if (!head_of(room)) return found;
    const MessageReader read(database_, reader);
    PageRoom space(net::max_page_rows);
    for (const net::MessageId id : ids) {
        Query row = database_.query(select_messages("WHERE m.id = ? AND m.room = ? AND m.sequence > ?"));
        if (!row.bind(id, room, removal_.gone_through(room)).step()) continue;
        net::Message message = read(row);
        if (!space.take(message)) break;
        found.push_back(std::move(message));
    }
    return found;
}

std::vector<net::FormerText> ViewTables::former_texts(net::RoomId room, net::MessageId message) {
    std::vector<net::FormerText> texts;
    if (!message_facts(room, message, {})) return texts;
    Query rows =
        database_.query("SELECT until, text FROM former_texts WHERE message = ? ORDER BY revision DESC");
    rows.bind(message);
    std::size_t bytes = 0;
    while (texts.size() < net::max_rows_per_frame && rows.step()) {
        net::FormerText text{rows.value<net::Timestamp>(0), std::string(rows.text(1))};
        bytes += net::wire_size(text);
        if (bytes > net::max_page_bytes) break;
        texts.push_back(std::move(text));
    }
    return texts;
}

}  // namespace crosstalk::local
