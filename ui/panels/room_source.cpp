#include "ui/panels/room_source.hpp"

#include <algorithm>
#include <utility>

namespace crosstalk::ui {

namespace {

constexpr std::uint64_t notice_bit = 1ULL << 63U;
constexpr std::uint64_t pending_bit = 1ULL << 62U;
constexpr std::size_t max_history = 1024;
constexpr net::Sequence beyond_all{UINT64_MAX};

SendState send_state_of(model::Delivery delivery) {
    switch (delivery) {
        case model::Delivery::Sent:
            return SendState::Sent;
        case model::Delivery::Delivered:
            return SendState::Delivered;
        case model::Delivery::Read:
            return SendState::Read;
    }
    return SendState::Sent;
}

// "ada and bob": at most three names, then how many more.
std::string list_of(const std::vector<std::string_view>& names) {
    constexpr std::size_t most = 3;
    std::string text;
    const std::size_t shown = names.size() > most + 1 ? most : names.size();
    for (std::size_t i = 0; i < shown; ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    if (shown < names.size()) text += " and " + std::to_string(names.size() - shown) + " more";
    return text;
}

template <class Coming>
void add_names(const model::Notice& notice, std::string_view verb, std::vector<std::string>& parts) {
    std::vector<std::string_view> names;
    for (const model::Change& change : notice.changes) {
        if (const auto* known = std::get_if<Coming>(&change)) names.push_back(known->user.name);
    }
    if (!names.empty()) parts.push_back(list_of(names) + std::string(verb));
}

// "ada and bob joined, eve left", or what was done; empty: not to be told.
std::string text_of(const model::Notice& notice, Comings comings) {
    const model::Change& first = notice.changes.front();
    if (model::comer_or_goer(first) == nullptr) return model::in_words(first, notice.at);
    if (comings == Comings::Hidden) return {};
    std::vector<std::string> parts;
    add_names<net::MemberJoined>(notice, " joined", parts);
    add_names<model::CameOnline>(notice, " came online", parts);
    add_names<model::WentOffline>(notice, " went offline", parts);
    add_names<net::MemberLeft>(notice, " left", parts);
    std::string text;
    for (const std::string& part : parts)
        text += (text.empty() ? "" : ", ") + part;
    return text;
}

}  // namespace

std::uint32_t RoomSource::revision_of(const net::Message& message) const {
    const std::uint64_t hidden = is_hidden(message) ? 1 : 0;
    return static_cast<std::uint32_t>(message.revision.value << 1U | hidden);
}

bool RoomSource::is_hidden(const net::Message& message) const {
    return !message.deleted && model_->is_ignored(message.author.id);
}

const model::Messages& RoomSource::messages_of(const model::Room& room) const {
    static const model::Messages none;
    if (stretch_ == Stretch::Tail) return room.messages;
    return room.past ? room.past->messages : none;
}

const net::Message* RoomSource::find(net::Sequence place) const {
    return room_ == nullptr ? nullptr : model::find_message(messages_of(*room_), place);
}

RoomSource::Line RoomSource::line_of(const net::Message& message) const {
    Line line{.id = message.id.value,
              .revision = revision_of(message),
              .kind = Kind::Message,
              .place = message.sequence,
              .text = {},
              .ref = {}};
    if (const auto own = ids_of_own_.find(message.sequence); own != ids_of_own_.end()) line.id = own->second;
    return line;
}

RoomSource::Line RoomSource::line_of(const model::Notice& notice, std::uint32_t turn) const {
    return {.id = notice_bit | (notice.after.value & 0x3FFFFFFFFFFFULL) << 16U | (turn & 0xFFFFU),
            .revision = static_cast<std::uint32_t>(notice.at.value),
            .kind = Kind::Notice,
            .place = notice.after,
            .turn = turn,
            .text = text_of(notice, comings_),
            .ref = {}};
}

RoomSource::Line RoomSource::line_of(const model::PendingPost& post) {
    std::uint64_t& id = ids_of_refs_[post.ref];
    if (id == 0) id = pending_bit | ++next_pending_;
    if (post.sequence) {
        // Confirmed: the message that is about to arrive takes over the line.
        ids_of_own_[post.sequence] = id;
        own_of_ids_[id] = post.sequence;
    }
    return {.id = id,
            .revision = static_cast<std::uint32_t>(post.state) | static_cast<std::uint32_t>(post.files.size())
                                                                     << 4U,
            .kind = Kind::Pending,
            .place = {},
            .text = {},
            .ref = post.ref};
}

std::vector<RoomSource::Line> RoomSource::lines_from(const model::Room& room, net::Sequence first,
                                                     net::Sequence below) {
    std::vector<Line> lines;
    const auto by_sequence = [](const net::Message& message, net::Sequence sequence) {
        return message.sequence < sequence;
    };
    const auto by_after = [](const model::Notice& notice, net::Sequence sequence) {
        return notice.after < sequence;
    };
    // What came and went is known of the newest part only.
    static const std::deque<model::Notice> none;
    const model::Messages& messages = messages_of(room);
    const std::deque<model::Notice>& notices = stretch_ == Stretch::Tail ? room.notices : none;
    auto message = std::lower_bound(messages.begin(), messages.end(), first, by_sequence);
    auto notice = std::lower_bound(notices.begin(), notices.end(), first, by_after);
    const auto messages_end = std::lower_bound(message, messages.end(), below, by_sequence);
    const auto notices_end = std::lower_bound(notice, notices.end(), below, by_after);
    std::uint32_t turn = 0;
    net::Sequence turn_of;
    while (message != messages_end || notice != notices_end) {
        if (notice == notices_end || (message != messages_end && message->sequence <= notice->after)) {
            lines.push_back(line_of(*message++));
        } else {
            turn = notice->after == turn_of ? turn + 1 : 1;
            turn_of = notice->after;
            Line line = line_of(*notice++, turn);
            if (!line.text.empty()) lines.push_back(std::move(line));
        }
    }
    return lines;
}

void RoomSource::sync(const model::Model& model, const model::Room& room) {
    if (!room.loaded_from) {
        history_end_.reset();
    } else if (!history_end_) {
        history_end_ = room.head;
    }
    model_ = &model;
    room_ = &room;
    ++version_;
    const std::uint64_t before = version_;
    const std::size_t steps_before = history_.size();

    // Pending posts first: they decide which ids confirmed messages take over.
    std::vector<Line> pending = pending_lines(room);
    const bool overlaps = take_front(room);
    const std::size_t below_last = overlaps ? behind_last_message() : 0;
    // If anything but the texts has changed in between, all is looked at anew.
    const bool comings_are_as_before = std::exchange(comings_, wanted_comings_) == wanted_comings_;
    const bool goes_on = overlaps && comings_are_as_before && take_revisions(room, below_last);
    const std::size_t tail_from = goes_on ? below_last : 0;
    const net::Sequence tail_first = goes_on ? lines_[tail_from - 1].place : net::Sequence{};
    std::vector<Line> tail = lines_from(room, tail_first, beyond_all);
    if (goes_on && !tail.empty()) tail.erase(tail.begin());  // the message everything hangs on
    std::ranges::move(pending, std::back_inserter(tail));
    replace_tail(tail_from, std::move(tail));

    if (history_.size() == steps_before && known_since_ <= before - 1) --version_;  // nothing changed
    while (history_.size() > max_history) {
        known_since_ = history_.front().first;
        history_.pop_front();
    }
}

std::vector<RoomSource::Line> RoomSource::pending_lines(const model::Room& room) {
    std::vector<Line> lines;
    if (stretch_ != Stretch::Tail) return lines;
    for (const model::PendingPost& post : model_->pending()) {
        if (post.room == room.id) lines.push_back(line_of(post));
    }
    return lines;
}

std::size_t RoomSource::behind_last_message() const {
    std::size_t behind = lines_.size();
    while (behind > 0 && lines_[behind - 1].kind != Kind::Message)
        --behind;
    return behind;
}

// What the model dropped at the front, then what it got there.
bool RoomSource::take_front(const model::Room& room) {
    const auto is_message = [](const Line& line) { return line.kind == Kind::Message; };
    const auto first_message = std::ranges::find_if(lines_, is_message);
    const model::Messages& messages = messages_of(room);
    if (first_message == lines_.end() || messages.empty()) return false;
    const net::Sequence known_first = first_message->place;
    const net::Sequence known_last = lines_[behind_last_message() - 1].place;
    const net::Sequence room_first = messages.front().sequence;
    if (room_first > known_last || model::find_message(messages, known_last) == nullptr) return false;

    std::size_t gone = 0;
    while (gone < lines_.size() && lines_[gone].kind != Kind::Pending && lines_[gone].place < room_first)
        ++gone;
    if (room_first > known_first) remove(0, gone);
    if (room_first < known_first) {
        remove(0, gone);
        std::size_t leading = 0;  // notices from before the first message
        while (leading < lines_.size() && lines_[leading].kind == Kind::Notice)
            ++leading;
        remove(0, leading);
        insert(0, lines_from(room, {}, known_first));
    }
    return true;
}

// Messages of the first `count` lines that were edited, reacted to or deleted, or whose author is ignored now or no longer.
// False if they are not those of the room.
bool RoomSource::take_revisions(const model::Room& room, std::size_t count) {
    const model::Messages& messages = messages_of(room);
    auto message = messages.begin();
    for (std::size_t i = 0; i < count; ++i) {
        if (lines_[i].kind != Kind::Message) continue;
        if (message == messages.end() || message->sequence != lines_[i].place) return false;
        const std::uint32_t revision = revision_of(*message);
        if (lines_[i].revision != revision) {
            lines_[i].revision = revision;
            step(SourceChange::Kind::Changed, i, 1);
        }
        ++message;
    }
    return true;
}

// Walks both tails once: what stands in both stays, with a step where it changed.
void RoomSource::replace_tail(std::size_t from, std::vector<Line> tail) {
    std::size_t index = from;
    for (std::size_t i = 0; i < tail.size(); ++i) {
        const auto same = [&](const Line& line) { return line.id == tail[i].id; };
        const auto found =
            std::find_if(lines_.begin() + static_cast<std::ptrdiff_t>(index), lines_.end(), same);
        if (found == lines_.end()) {
            // All that are new in a row go in at once.
            std::vector<Line> fresh;
            std::size_t last = i;
            for (; last < tail.size(); ++last) {
                const bool known =
                    std::any_of(lines_.begin() + static_cast<std::ptrdiff_t>(index), lines_.end(),
                                [&](const Line& line) { return line.id == tail[last].id; });
                if (known) break;
                fresh.push_back(std::move(tail[last]));
            }
            const std::size_t inserted = fresh.size();
            insert(index, std::move(fresh));
            index += inserted;
            i = last - 1;
            continue;
        }
        remove(index, static_cast<std::size_t>(found - lines_.begin()) - index);
        Line& line = lines_[index];
        const bool changed =
            line.revision != tail[i].revision || line.kind != tail[i].kind || line.text != tail[i].text;
        line = std::move(tail[i]);
        if (changed) step(SourceChange::Kind::Changed, index, 1);
        ++index;
    }
    remove(index, lines_.size() - index);
}

void RoomSource::insert(std::size_t index, std::vector<Line> lines) {
    if (lines.empty()) return;
    step(SourceChange::Kind::Inserted, index, lines.size());
    lines_.insert(lines_.begin() + static_cast<std::ptrdiff_t>(index), std::make_move_iterator(lines.begin()),
                  std::make_move_iterator(lines.end()));
}

void RoomSource::remove(std::size_t index, std::size_t count) {
    if (count == 0) return;
    step(SourceChange::Kind::Removed, index, count);
    const auto first = lines_.begin() + static_cast<std::ptrdiff_t>(index);
    lines_.erase(first, first + static_cast<std::ptrdiff_t>(count));
}

void RoomSource::step(SourceChange::Kind kind, std::size_t index, std::size_t count) {
    history_.push_back({version_, {kind, index, count}});
}

bool RoomSource::changes_since(std::uint64_t version, std::vector<SourceChange>& steps) const {
    if (version < known_since_) return false;
    for (const auto& [at, change] : history_) {
        if (at > version) steps.push_back(change);
    }
    return true;
}

MessageView RoomSource::at(std::size_t index) const {
    const Line& line = lines_[index];
    MessageView view{.id = line.id, .revision = line.revision, .author_name = {}, .text = {}};
    if (line.kind == Kind::Notice) {
        view.kind = LineKind::Notice;
        view.text = line.text;
        const auto notice = std::ranges::lower_bound(room_->notices, line.place, {}, &model::Notice::after);
        if (notice != room_->notices.end()) view.time_ms = notice->at.value;
        return view;
    }
    if (line.kind == Kind::Pending) {
        const auto post = std::ranges::find(model_->pending(), line.ref, &model::PendingPost::ref);
        view.author = model_->me().id.value;
        view.author_name = model_->me().name;
        view.origin = Origin::Own;
        view.state = SendState::Pending;
        if (post == model_->pending().end()) return view;
        view.state = post->state == model::PendingState::Failed ? SendState::Failed : SendState::Pending;
        view.text = post->text;
        view.files = post->files;
        view.time_ms = post->at.value;
        return view;
    }
    const net::Message* message = find(line.place);
    if (message == nullptr) return view;
    view.author = message->author.id.value;
    view.author_name = message->author.name;
    view.time_ms = message->at.value;
    view.pinned = message->pinned;
    if (is_hidden(*message)) {
        view.is_stub = true;
        view.text = "Hidden: you ignore this person.";
        view.attention = Attention::Never;
    } else {
        view.is_stub = message->deleted;
        view.text = message->deleted ? std::string_view("This message was deleted.") : message->text;
        view.edited_ms = message->edited_at.value;
        view.reactions = message->reactions;
        view.files = message->files;
        if (message->game) view.game = &*message->game;
        if (message->reply_to) view.reply = reply_of(*message);
        if (model_->mentions_me(*message)) view.attention = Attention::Mention;
    }
    view.origin = message->author.id == model_->me().id ? Origin::Own : Origin::Others;
    view.state = send_state_of(room_->delivery_of(*message));
    if (history_end_ && line.place <= *history_end_) view.age = Age::History;
    return view;
}

ReplyView RoomSource::reply_of(const net::Message& answer) const {
    ReplyView reply{.state = ReplyState::Unknown, .place = answer.reply_sequence.value};
    const net::Message* original = room_->message(answer.reply_sequence);
    if (original == nullptr) return reply;
    if (is_hidden(*original)) return reply;
    reply.state = original->deleted ? ReplyState::Deleted : ReplyState::Known;
    reply.author = original->author.id.value;
    reply.author_name = original->author.name;
    reply.text = original->text;
    if (original->game) reply.game = &*original->game;
    if (original->text.empty() && !original->files.empty()) reply.text = original->files.front().name;
    return reply;
}

std::optional<std::size_t> RoomSource::index_of(std::uint64_t id) const {
    net::Sequence place;
    std::uint32_t turn = 0;
    if ((id & notice_bit) != 0) {
        place = {id >> 16U & 0x3FFFFFFFFFFFULL};
        turn = static_cast<std::uint32_t>(id & 0xFFFFU);
    } else if ((id & pending_bit) != 0) {
        for (std::size_t i = lines_.size(); i-- > 0 && lines_[i].kind == Kind::Pending;) {
            if (lines_[i].id == id) return i;
        }
        const auto own = own_of_ids_.find(id);
        if (own == own_of_ids_.end()) return std::nullopt;
        place = own->second;
    } else if (room_ != nullptr) {
        // Ids and sequences both rise with the journal.
        const model::Messages& messages = messages_of(*room_);
        const auto found = std::ranges::lower_bound(messages, net::MessageId{id}, {}, &net::Message::id);
        if (found == messages.end() || found->id.value != id) return std::nullopt;
        place = found->sequence;
    }
    const auto before = [&](const Line& line) {
        if (line.kind == Kind::Pending) return false;
        return std::pair(line.place, line.turn) < std::pair(place, turn);
    };
    const auto found = std::partition_point(lines_.begin(), lines_.end(), before);
    if (found == lines_.end() || found->id != id) return std::nullopt;
    return static_cast<std::size_t>(found - lines_.begin());
}

const std::string* RoomSource::pending_ref(std::uint64_t id) const {
    const auto index = index_of(id);
    return index && lines_[*index].kind == Kind::Pending ? &lines_[*index].ref : nullptr;
}

const net::Message* RoomSource::message_of(std::uint64_t id) const {
    const auto index = index_of(id);
    return index && lines_[*index].kind == Kind::Message ? find(lines_[*index].place) : nullptr;
}

std::uint64_t RoomSource::line_at(net::Sequence place) const {
    const net::Message* message = find(place);
    if (message == nullptr) return 0;
    const auto own = ids_of_own_.find(place);
    const std::uint64_t id = own == ids_of_own_.end() ? message->id.value : own->second;
    return index_of(id) ? id : 0;
}

std::uint64_t RoomSource::first_unread(net::Sequence read) const {
    if (room_ == nullptr) return 0;
    auto message = std::ranges::upper_bound(room_->messages, read, {}, &net::Message::sequence);
    for (; message != room_->messages.end(); ++message) {
        if (message->author.id != model_->me().id) return message->id.value;
    }
    return 0;
}

}  // namespace crosstalk::ui
