#include "client/model/games.hpp"

#include <algorithm>

#include "client/model/game_state.hpp"

namespace crosstalk::model {

namespace {

// What is known of the times as far as the moves are still those.
void keep_times(KnownGame& known) {
    std::size_t right = 0;
    while (right < known.times.size() && right < known.game.moves.size() &&
           known.times[right].cell == known.game.moves[right])
        ++right;
    known.times.resize(right);
}

}  // namespace

const KnownGame* Games::find(net::MessageId message) const {
    const auto found = known_.find(message);
    return found != known_.end() ? &found->second : nullptr;
}

bool Games::learn(net::RoomId room, net::MessageId message, net::Sequence sequence, const net::Game& game) {
    KnownGame& known = known_[message];
    if (known.message && known.game == game) return false;
    // A move is made when its game changes, and one at a time.
    const bool is_move = known.message && game.moves.size() == known.times.size() + 1 &&
                         known.times.size() == known.game.moves.size();
    known.room = room;
    known.message = message;
    known.sequence = sequence;
    known.game = game;
    keep_times(known);
    if (is_move && known.times.size() + 1 == game.moves.size())
        known.times.push_back({game.moves.back(), game.next_number - 1, game.changed_at});
    make_room();
    return true;
}

bool Games::learn_answered(net::RoomId room, net::MessageId message, net::Sequence sequence,
                           const net::Game& game, std::span<const net::GameMove> times) {
    const KnownGame* const before = find(message);
    const bool is_newer = before == nullptr || before->game.changed_at < game.changed_at;
    bool is_news = is_newer && learn(room, message, sequence, game);
    const auto found = known_.find(message);
    if (found != known_.end() && times.size() > found->second.times.size()) {
        found->second.times.assign(times.begin(), times.end());
        keep_times(found->second);
        is_news = true;
    }
    return is_news;
}

void Games::make_room() {
    const auto finished = [](const auto& each) { return is_over(each.second.game); };
    auto surplus = std::ranges::count_if(known_, finished) - static_cast<std::ptrdiff_t>(most_finished);
    for (auto each = known_.begin(); surplus > 0 && each != known_.end();) {
        if (finished(*each)) {
            each = known_.erase(each);
            --surplus;
        } else {
            ++each;
        }
    }
}

const Audience* Games::audience(net::MessageId message) const {
    const auto found = audiences_.find(message);
    return found != audiences_.end() ? &found->second : nullptr;
}

void Games::learn_audience(net::Spectators spectators) {
    if (spectators.count == 0) {
        audiences_.erase(spectators.game);
    } else if (audiences_.contains(spectators.game) || audiences_.size() < most_audiences) {
        audiences_[spectators.game] = {spectators.count, std::move(spectators.users)};
    }
}

void Games::forget_all() {
    known_.clear();
    audiences_.clear();
}

void Games::forget(net::MessageId message) {
    known_.erase(message);
    audiences_.erase(message);
}

void Games::forget_room(net::RoomId room) {
    std::erase_if(known_, [&](const auto& each) { return each.second.room == room; });
}

void Games::forget_older(net::RoomId room, net::Timestamp before) {
    std::erase_if(known_, [&](const auto& each) {
        return each.second.room == room && each.second.game.offered_at < before;
    });
}

void Games::keep_rooms(const std::function<bool(net::RoomId)>& is_kept) {
    std::erase_if(known_, [&](const auto& each) { return !is_kept(each.second.room); });
}

void Games::rename(const net::UserRef& user) {
    for (auto& [message, known] : known_) {
        for (net::GamePlayer* player : {&known.game.challenger, &known.game.challenged}) {
            if (player->user.id == user.id) player->user.name = user.name;
        }
    }
    for (auto& [message, audience] : audiences_) {
        for (net::UserRef& each : audience.users) {
            if (each.id == user.id) each.name = user.name;
        }
    }
}

}  // namespace crosstalk::model
