#include "tests/support/view_rows.hpp"

#include <algorithm>
#include <limits>
#include <set>
#include <variant>

#include "net/codec.hpp"
#include "net/text/markup/links.hpp"
#include "server/hub/game_card.hpp"
#include "server/local/excerpt.hpp"
#include "server/local/search_text.hpp"
#include "server/local/search_words.hpp"

namespace crosstalk::testing {
namespace {

template <class Map>
auto values_of(const Map& map) {
    std::vector<typename Map::mapped_type> values;
    for (const auto& [key, value] : map)
        values.push_back(value);
    return values;
}

// Stores one change; the alternatives of hub::Change, one function each.
struct Storing {
    ViewRows& rows;

    void operator()(const hub::LimitsRow& row) const { rows.limits = row; }
    void operator()(const hub::ServerRow& row) const { rows.server = row; }
    void operator()(const hub::UserRow& row) const { rows.users[row.id] = row; }
    void operator()(const hub::DeviceRow& row) const { rows.devices[row.id] = row; }
    void operator()(const hub::RoomRow& row) const { rows.rooms[row.id] = row; }
    void operator()(const hub::RoomDissolved& gone) const {
        rows.rooms.erase(gone.room);
        const auto of_the_room = [&](const auto& each) { return each.first.first == gone.room; };
        std::erase_if(rows.members, of_the_room);
        std::erase_if(rows.marks, of_the_room);
        std::erase_if(rows.bans, of_the_room);
        std::erase_if(rows.pins, of_the_room);
        for (const auto& [sequence, stored] : rows.messages[gone.room])
            rows.places.erase(stored.row.id);
        rows.messages.erase(gone.room);
        std::erase_if(rows.games, [&](const auto& each) { return each.second.room == gone.room; });
    }
    void operator()(const hub::MemberRow& row) const { rows.members[{row.room, row.user}] = row; }
    void operator()(const hub::MemberRemoved& gone) const {
        rows.members.erase({gone.room, gone.user});
        rows.marks.erase({gone.room, gone.user});
    }
    void operator()(const hub::MarkRow& row) const { rows.marks[{row.room, row.user}] = row; }
    void operator()(const hub::BanRow& row) const { rows.bans[{row.room, row.user}] = row; }
    void operator()(const hub::BanRemoved& gone) const { rows.bans.erase({gone.room, gone.user}); }
    void operator()(const hub::InviteRow& row) const { rows.invites[row.id] = row; }
    void operator()(const hub::InviteRemoved& gone) const { rows.invites.erase(gone.id); }
    void operator()(const hub::PinRow& row) const { rows.pins[{row.room, row.message}] = row; }
    void operator()(const hub::PinRemoved& gone) const { rows.pins.erase({gone.room, gone.message}); }
    void operator()(const hub::UploadRow& row) const { rows.uploads[row.id] = row; }
    void operator()(const hub::UploadRemoved& gone) const { rows.uploads.erase(gone.id); }
    void operator()(const hub::AuditRow& row) const { rows.audit_trail[row.position] = row; }

    void operator()(const hub::MessageRow& row) const {
        rows.messages[row.room][row.sequence] = {row, {}, false, {}, {}};
        rows.places[row.id] = {row.room, row.sequence};
    }
    void operator()(const hub::TextChanged& change) const {
        ViewRows::StoredMessage* stored = living(change);
        if (stored == nullptr) return;
        stored->former.push_back({change.at, stored->row.text});
        stored->row.text = change.text;
        stored->edited_at = change.at;
    }
    void operator()(const hub::MessageDeleted& gone) const {
        ViewRows::StoredMessage* stored = living(gone);
        if (stored == nullptr) return;
        stored->deleted = true;
        stored->row.text.clear();
        stored->row.mentions.clear();
        stored->row.mentions_all = false;
        stored->row.files.clear();
        stored->row.is_game = false;
        rows.games.erase(gone.message);
        stored->former.clear();
        stored->reactions.clear();
    }
    void operator()(const hub::ReactionChanged& change) const {
        ViewRows::StoredMessage* stored = living(change);
        if (stored == nullptr) return;
        auto& kinds = stored->reactions;
        auto kind = std::ranges::find(kinds, change.emoji, &ViewRows::ReactionKind::emoji);
        if (change.on) {
            if (kind == kinds.end()) kind = kinds.insert(kind, {change.emoji, {}});
            if (std::ranges::find(kind->users, change.user) == kind->users.end())
                kind->users.push_back(change.user);
        } else if (kind != kinds.end()) {
            std::erase(kind->users, change.user);
            if (kind->users.empty()) kinds.erase(kind);
        }
    }
    void operator()(const hub::PinChanged& change) const { living(change); }
    void operator()(const hub::GameChanged& change) const { living(change); }
    void operator()(const hub::GameRow& row) const { rows.games[row.message] = row; }
    void operator()(const hub::RatingRow& row) const {
        rows.ratings[{hub::user_of(row.player), hub::kind_of(row.kind)}] = row;
    }
    void operator()(const hub::MessagesPurged& purged) const {
        const auto room = rows.messages.find(purged.room);
        if (room == rows.messages.end()) return;
        std::erase_if(room->second, [&](const auto& each) {
            const bool goes = each.second.row.at < purged.before;
            if (goes) rows.places.erase(each.second.row.id);
            if (goes) rows.games.erase(each.second.row.id);
            return goes;
        });
    }

    void operator()(const hub::ResultRow& row) const {
        rows.results[{row.device, row.run, row.number}] = row;
        if (row.number.value > net::command_window)
            forget_answers(row.device, row.run, {row.number.value - net::command_window});
    }
    void operator()(const hub::RunRemoved& gone) const {
        forget_answers(gone.device, gone.run, {std::numeric_limits<std::uint64_t>::max()});
    }

    void forget_answers(net::DeviceId device, net::RunId run, net::CommandNumber up_to) const {
        rows.results.erase(rows.results.lower_bound({device, run, {}}),
                           rows.results.upper_bound({device, run, up_to}));
    }
    // The message that is to be changed, with its new revision; nullptr if there is none.
    ViewRows::StoredMessage* living(const auto& change) const {
        ViewRows::StoredMessage* stored = rows.find(change.room, change.message);
        if (stored == nullptr || stored->deleted) return nullptr;
        stored->row.revision = change.revision;
        return stored;
    }
};

// What still fits into one page.
class Space {
  public:
    explicit Space(std::size_t limit) : rows_(std::clamp<std::size_t>(limit, 1, net::max_page_rows)) {}

    // False: it does not fit, and nothing after it will.
    bool take(const net::Message& message) {
        bytes_ += net::wire_size(message);
        return taken_++ == 0 || (taken_ <= rows_ && bytes_ <= net::max_page_bytes);
    }

  private:
    std::size_t rows_;
    std::size_t taken_ = 0;
    std::size_t bytes_ = 0;
};

std::string searched(const ViewRows::StoredMessage& stored) {
    return local::searched_text(stored.row.text, stored.row.files);
}

bool holds(const hub::MessageRow& row, net::Has what) {
    switch (what) {
        case net::Has::Anything:
            return true;
        case net::Has::Link:
            return text::has_link(row.text);
        case net::Has::Image:
            return std::ranges::any_of(row.files, local::is_picture);
        case net::Has::File:
            return !row.files.empty();
    }
    return false;
}

// The messages that one search may find, the newest first.
std::vector<const ViewRows::StoredMessage*> within(const ViewRows& rows, const ports::SearchQuery& query) {
    std::map<net::MessageId, const ViewRows::StoredMessage*> fitting;
    for (const net::RoomId room : query.rooms) {
        const auto messages = rows.messages.find(room);
        if (messages == rows.messages.end() || !rows.rooms.contains(room)) continue;
        for (const auto& [sequence, stored] : messages->second) {
            const hub::MessageRow& row = stored.row;
            const bool by_one = query.from.empty() || std::ranges::count(query.from, row.author) > 0;
            const bool in_time = row.at >= query.since && (!query.until || row.at < query.until);
            const bool older = !query.before || row.id < query.before;
            if (!stored.deleted && by_one && in_time && older && holds(row, query.has))
                fitting[row.id] = &stored;
        }
    }
    std::vector<const ViewRows::StoredMessage*> newest = values_of(fitting);
    std::ranges::reverse(newest);
    return newest;
}

}  // namespace

void ViewRows::apply(const hub::AppliedEntry& entry) {
    for (const hub::Change& change : entry.changes)
        std::visit(Storing{*this}, change);
    mark = entry.mark;
    at = entry.at;
    rules = entry.rules;
}

hub::Snapshot ViewRows::snapshot() const {
    std::vector<hub::GameRow> kept = values_of(games);
    std::erase_if(kept, [](const hub::GameRow& row) { return !row.is_kept; });
    return {.mark = mark,
            .at = at,
            .rules = rules,
            .limits = limits,
            .server = server,
            .users = values_of(users),
            .devices = values_of(devices),
            .rooms = values_of(rooms),
            .members = values_of(members),
            .marks = values_of(marks),
            .bans = values_of(bans),
            .invites = values_of(invites),
            .pins = values_of(pins),
            .results = values_of(results),
            .uploads = values_of(uploads),
            .games = std::move(kept),
            .ratings = values_of(ratings)};
}

const ViewRows::StoredMessage* ViewRows::find(net::RoomId room, net::MessageId message) const {
    const auto place = places.find(message);
    if (place == places.end() || place->second.first != room) return nullptr;
    return &messages.at(room).at(place->second.second);
}

ViewRows::StoredMessage* ViewRows::find(net::RoomId room, net::MessageId message) {
    return const_cast<StoredMessage*>(std::as_const(*this).find(room, message));
}

net::UserRef ViewRows::ref(net::UserId user) const {
    const auto known = users.find(user);
    return {user, known == users.end() ? std::string() : known->second.name};
}

net::Message ViewRows::message(const StoredMessage& stored, net::UserId reader) const {
    const hub::MessageRow& row = stored.row;
    net::Message message{.id = row.id,
                         .sequence = row.sequence,
                         .revision = row.revision,
                         .author = ref(row.author),
                         .at = row.at,
                         .text = row.text,
                         .reply_to = row.reply_to,
                         .reply_sequence = row.reply_sequence,
                         .edited_at = stored.edited_at,
                         .deleted = stored.deleted,
                         .pinned = pins.contains({row.room, row.id}),
                         .mentions_all = row.mentions_all,
                         .mentions = row.mentions,
                         .reactions = {},
                         .files = row.files};
    if (row.is_game) {
        const hub::GameRow& game = games.at(row.id);
        message.game =
            hub::card_of(game, ref_or_none(hub::challenger_of(game)), ref_or_none(hub::challenged_of(game)));
    }
    for (const ReactionKind& kind : stored.reactions) {
        if (message.reactions.size() == net::max_reaction_kinds) break;
        net::Reaction reaction{kind.emoji, static_cast<std::uint32_t>(kind.users.size()), kind.users};
        std::stable_partition(reaction.users.begin(), reaction.users.end(),
                              [&](net::UserId user) { return user == reader; });
        reaction.users.resize(std::min(reaction.users.size(), net::max_reaction_users));
        message.reactions.push_back(std::move(reaction));
    }
    return message;
}

ports::Rows ViewRows::rows_above(const ports::RowsAbove& query) const {
    ports::Rows rows{.mark = mark,
                     .room = {},
                     .head = {},
                     .posts = {},
                     .mentions = {},
                     .from = query.have.next(),
                     .messages = {}};
    const auto room = rooms.find(query.room);
    if (room == rooms.end()) return rows;
    rows.room = query.room;
    rows.head = room->second.head;
    rows.posts = room->second.posts;
    rows.mentions = room->second.mentions;
    const auto mark_of_reader = marks.find({query.room, query.reader});
    if (mark_of_reader != marks.end()) rows.mentions.value += mark_of_reader->second.mentions.value;
    const auto stored = messages.find(query.room);
    if (stored == messages.end()) return rows;
    Space space(query.limit);
    bool complete = true;
    for (auto next = stored->second.rbegin(); next != stored->second.rend() && complete; ++next) {
        if (next->second.row.revision <= query.have) continue;
        net::Message changed = message(next->second, query.reader);
        complete = space.take(changed);
        if (complete) rows.messages.push_back(std::move(changed));
    }
    std::ranges::reverse(rows.messages);
    if (!complete) rows.from = std::max(rows.messages.front().sequence, query.have.next().next());
    return rows;
}

ports::Page ViewRows::page(const ports::PageQuery& query) const {
    ports::Page page{.from = {1}, .through = {}, .at_end = true, .messages = {}};
    const auto room = rooms.find(query.room);
    if (room == rooms.end()) return page;
    page.through = room->second.head;
    static const std::map<net::Sequence, StoredMessage> nothing;
    const auto found = messages.find(query.room);
    const auto& all = found == messages.end() ? nothing : found->second;

    // Below `middle` it is older, from there on newer.
    const bool downwards = query.before || (!query.after && !query.at);
    auto middle = all.end();
    if (query.before) {
        middle = all.lower_bound(query.before);
    } else if (query.after) {
        middle = all.upper_bound(query.after);
    } else if (query.at) {
        middle = std::ranges::find_if(all, [&](const auto& each) { return each.second.row.at >= query.at; });
    }
    Space space(query.limit);
    bool full = false;
    auto newer = middle;
    auto older = std::make_reverse_iterator(middle);
    bool more_above = !downwards;
    bool more_below = downwards || !query.after;
    const auto take_one = [&](bool& more, auto& next, const auto& end, const auto& add) {
        if (!more || full || !(more = next != end)) return;
        net::Message taken = message(next->second, query.reader);
        full = !space.take(taken);
        if (full) return;
        add(std::move(taken));
        ++next;
    };
    while ((more_above || more_below) && !full) {
        take_one(more_above, newer, all.end(),
                 [&](net::Message taken) { page.messages.push_back(std::move(taken)); });
        take_one(more_below, older, all.rend(),
                 [&](net::Message taken) { page.messages.insert(page.messages.begin(), std::move(taken)); });
    }

    if (more_below) page.from = page.messages.front().sequence;
    if (!query.before && query.after) page.from = query.after.next();
    if (more_above) page.through = page.messages.back().sequence;
    if (query.before && query.before <= page.through) {
        page.through = {query.before.value - 1};
        page.at_end = false;
    }
    if (more_above) page.at_end = false;
    return page;
}

std::optional<ports::MessageFacts> ViewRows::message_facts(net::RoomId room, net::MessageId id,
                                                           net::UserId asker) const {
    const StoredMessage* stored = find(room, id);
    if (stored == nullptr || stored->deleted || !rooms.contains(room)) return std::nullopt;
    ports::MessageFacts facts{stored->row.sequence, stored->row.author, stored->row.at, {}, {}, 0};
    facts.files = static_cast<std::uint32_t>(stored->row.files.size());
    facts.is_game = stored->row.is_game;
    for (const ReactionKind& kind : stored->reactions) {
        facts.reactions.push_back(kind.emoji);
        if (std::ranges::find(kind.users, asker) != kind.users.end())
            facts.own_reactions.push_back(kind.emoji);
    }
    return facts;
}

std::optional<net::File> ViewRows::file(net::RoomId room, net::MessageId id, std::uint32_t index) const {
    const StoredMessage* stored = find(room, id);
    if (stored == nullptr || !rooms.contains(room) || index >= stored->row.files.size()) return std::nullopt;
    return stored->row.files[index];
}

net::UserRef ViewRows::ref_or_none(net::UserId user) const {
    return user ? ref(user) : net::UserRef{};
}

std::optional<net::GameFound> ViewRows::game(net::RoomId room, net::MessageId message) const {
    const auto found = games.find(message);
    if (found == games.end() || found->second.room != room || !rooms.contains(room)) return std::nullopt;
    const hub::GameRow& row = found->second;
    return net::GameFound{.room = room,
                          .message = message,
                          .sequence = row.sequence,
                          .record = hub::record_of(row, ref_or_none(hub::challenger_of(row)),
                                                   ref_or_none(hub::challenged_of(row)))};
}

net::GamesPage ViewRows::games_of(const ports::GamesQuery& query) const {
    net::GamesPage page{.player = query.player, .phase = query.phase, .before = query.before};
    net::MessageId last;
    std::size_t compared = 0;
    std::size_t bytes = 0;
    for (auto next = games.rbegin(); next != games.rend() && !query.rooms.empty(); ++next) {
        const hub::GameRow& row = next->second;
        const bool is_over = games::is_over(row.record.state);
        const bool is_theirs = !query.player || query.player == hub::challenger_of(row) ||
                               query.player == hub::challenged_of(row);
        const bool is_older = !query.before || row.message < query.before;
        if (is_over != (query.phase == net::GamePhase::Finished) || !is_older) continue;
        const bool fits = is_theirs && std::ranges::count(query.rooms, row.room) > 0;
        net::GameEntry entry{row.room, row.message, row.sequence, {}};
        if (fits) entry.game = game(row.room, row.message)->record.game;
        if (fits) bytes += net::wire_size(entry);
        const bool is_full = page.games.size() == net::max_rows_per_frame || bytes > net::max_page_bytes;
        if (compared++ == ports::games_compared || (fits && is_full)) {
            page.next = last;
            break;
        }
        last = row.message;
        if (fits) page.games.push_back(std::move(entry));
    }
    return page;
}

ports::FileUsage ViewRows::file_usage(net::UserId user) const {
    ports::FileUsage usage;
    const auto add = [&](net::UserId owner, std::uint64_t bytes) {
        usage.all_bytes += bytes;
        if (owner == user) usage.user_bytes += bytes;
    };
    for (const auto& [room, said] : messages) {
        for (const auto& [sequence, stored] : said) {
            for (const net::File& file : stored.row.files)
                add(stored.row.author, file.size);
        }
    }
    for (const auto& [id, row] : users)
        add(id, row.picture_size);
    return usage;
}

std::vector<net::Digest> ViewRows::stored_files() const {
    std::set<net::Digest> hashes;
    for (const auto& [room, said] : messages) {
        for (const auto& [sequence, stored] : said) {
            for (const net::File& file : stored.row.files)
                hashes.insert(file.hash);
        }
    }
    for (const auto& [id, row] : users) {
        if (row.card.picture) hashes.insert(row.picture);
    }
    return {hashes.begin(), hashes.end()};
}

std::vector<ports::MarkAfterPurge> ViewRows::marks_after_purge(net::RoomId id) const {
    std::vector<ports::MarkAfterPurge> marks_then;
    const auto room = rooms.find(id);
    if (room == rooms.end()) return marks_then;
    std::uint64_t left = 0;
    std::uint64_t of_all = 0;
    std::map<net::UserId, std::uint64_t> by_name;
    if (const auto said = messages.find(id); said != messages.end()) {
        left = said->second.size();
        for (const auto& [sequence, stored] : said->second) {
            of_all += stored.row.mentions_all ? 1 : 0;
            for (const net::UserId user : stored.row.mentions) {
                if (!stored.row.mentions_all && user != stored.row.author) ++by_name[user];
            }
        }
    }
    const auto less = [](std::uint64_t all, std::uint64_t part) { return all > part ? all - part : 0; };
    const net::PostCount gone{less(room->second.posts.value, left)};
    for (const auto& [key, row] : marks) {
        if (key.first != id || row.read.posts >= gone) continue;
        const std::uint64_t mentions = room->second.mentions.value + row.mentions.value;
        marks_then.push_back({key.second, gone, {less(mentions, of_all + by_name[key.second])}});
    }
    return marks_then;
}

std::vector<net::Message> ViewRows::messages_of(net::RoomId room, const std::vector<net::MessageId>& ids,
                                                net::UserId reader) const {
    std::vector<net::Message> found;
    if (!rooms.contains(room)) return found;
    Space space(net::max_page_rows);
    for (const net::MessageId id : ids) {
        const StoredMessage* stored = find(room, id);
        if (stored == nullptr) continue;
        net::Message taken = message(*stored, reader);
        if (!space.take(taken)) break;
        found.push_back(std::move(taken));
    }
    return found;
}

std::vector<net::FormerText> ViewRows::former_texts(net::RoomId room, net::MessageId id) const {
    std::vector<net::FormerText> texts;
    if (!message_facts(room, id)) return texts;
    const std::vector<net::FormerText>& all = find(room, id)->former;
    std::size_t bytes = 0;
    for (auto text = all.rbegin(); text != all.rend() && texts.size() < net::max_rows_per_frame; ++text) {
        bytes += net::wire_size(*text);
        if (bytes > net::max_page_bytes) break;
        texts.push_back(*text);
    }
    return texts;
}

net::AuditPage ViewRows::audit(net::RoomId room, net::Position before) const {
    net::AuditPage page{.room = room, .before = before, .entries = {}, .last = true};
    if (room != net::lobby && !rooms.contains(room)) return page;
    for (auto next = audit_trail.rbegin(); next != audit_trail.rend(); ++next) {
        const hub::AuditRow& row = next->second;
        if ((before && row.position >= before) || (room != net::lobby && row.room != room)) continue;
        page.last = page.entries.size() < net::max_rows_per_frame;
        if (!page.last) break;
        page.entries.push_back(
            {row.position, row.at, row.room, ref(row.by), row.action, ref(row.user), row.detail});
    }
    return page;
}

net::SearchPage ViewRows::search(const ports::SearchQuery& query) const {
    const local::Tokenizer tokenizer;
    const local::SearchWords words(tokenizer, query.words);
    net::SearchPage page;
    if (words.is_hopeless()) return page;
    std::vector<const StoredMessage*> hits;
    std::vector<local::WordsFound> found;
    for (const StoredMessage* stored : within(*this, query)) {
        if (auto words_found = words.find_in(searched(*stored))) {
            hits.push_back(stored);
            found.push_back(std::move(*words_found));
        }
    }

    std::vector<std::size_t> order(hits.size());
    std::size_t compared = 0;
    if (query.order == net::SearchOrder::Relevance && !words.is_blank()) {
        for (std::size_t bytes = 0;
             compared < std::min(hits.size(), local::max_ranked) && bytes <= local::max_ranked_bytes;
             ++compared)
            bytes += searched(*hits[compared]).size();
        order = local::by_relevance(std::span(found).first(compared));
        page.ranked = static_cast<std::uint32_t>(compared);
    } else {
        for (std::size_t index = 0; index < order.size(); ++index)
            order[index] = index;
    }
    local::HitList list(std::clamp<std::size_t>(query.limit, 1, net::max_rows_per_frame));
    std::size_t shown = 0;
    for (; shown < order.size(); ++shown) {
        const hub::MessageRow& row = hits[order[shown]]->row;
        const net::Hit hit{row.room, row.id, row.sequence, ref(row.author), row.at, {}, {}, row.files};
        if (!list.take(hit, row.text, found[order[shown]].places)) break;
    }
    page.hits = list.all();
    const std::size_t used = page.ranked > 0 ? compared : shown;
    if (used < hits.size()) page.next = hits[used - 1]->row.id;
    return page;
}

}  // namespace crosstalk::testing
