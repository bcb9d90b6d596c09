#include "ui/notices/keyword_calls.hpp"

#include <algorithm>

namespace crosstalk::ui {

void KeywordCalls::learn(const model::Model& model, std::string_view keywords) {
    const bool is_same = keywords == keywords_ && model.server().key == server_;
    if (is_same && model.revision() == revision_) return;
    revision_ = model.revision();
    if (!is_same) {
        keywords_ = keywords;
        server_ = model.server().key;
        finder_.look_for(keywords_);
        rooms_.clear();
    }
    if (finder_.is_empty()) return;
    std::erase_if(rooms_, [&](const auto& entry) { return model.room(entry.first) == nullptr; });
    for (const net::RoomId id : model.rooms()) {
        const model::Room& room = *model.room(id);
        if (room.kind != net::RoomKind::Direct) count(model, room, rooms_[id]);
    }
}

std::uint64_t KeywordCalls::unread_in(net::RoomId room) const {
    const auto counted = rooms_.find(room);
    return counted == rooms_.end() ? 0 : counted->second.unread;
}

void KeywordCalls::count(const model::Model& model, const model::Room& room, Counted& counted) {
    const net::Sequence first = std::max(room.loaded_from, room.read.sequence.next());
    const net::Sequence below = room.head.next();
    const bool goes_on =
        room.loaded_from && counted.from && room.loaded_from <= counted.below && counted.below <= below;
    if (!goes_on) counted = {first, first, {}, 0};
    if (!room.loaded_from) return;
    std::erase_if(counted.places, [&](net::Sequence place) { return place < first; });
    if (first < counted.from) {
        // Older ones were fetched.
        std::vector<net::Sequence> older;
        look_at(model, room, first, counted.from, older);
        counted.places.insert(counted.places.begin(), older.begin(), older.end());
        counted.from = first;
    }
    look_at(model, room, std::max(first, counted.below), below, counted.places);
    counted.below = std::max(counted.below, below);
    // It may have been deleted since, or its author be ignored.
    counted.unread =
        static_cast<std::uint64_t>(std::ranges::count_if(counted.places, [&](net::Sequence place) {
            const net::Message* message = room.message(place);
            return message != nullptr && !message->deleted && !model.is_ignored(message->author.id);
        }));
}

void KeywordCalls::look_at(const model::Model& model, const model::Room& room, net::Sequence from,
                           net::Sequence below, std::vector<net::Sequence>& places) {
    auto message = std::ranges::lower_bound(room.messages, from, {}, &net::Message::sequence);
    for (; message != room.messages.end() && message->sequence < below; ++message) {
        const bool is_own = message->author.id == model.me().id;
        if (is_own || message->deleted || model.mentions_me(*message)) continue;
        if (finder_.finds_one_in(message->text)) places.push_back(message->sequence);
    }
}

std::uint64_t calls_in(const model::Room& room, const KeywordCalls* calls) {
    if (room.kind == net::RoomKind::Direct) return room.unread();
    return room.unread_mentions() + (calls == nullptr ? 0 : calls->unread_in(room.id));
}

}  // namespace crosstalk::ui
