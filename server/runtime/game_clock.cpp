#include "server/runtime/game_clock.hpp"

#include <algorithm>
#include <utility>

#include "server/hub/game_card.hpp"

namespace crosstalk::server {

void GameClock::start() {
    is_running_ = true;
    arm();
    std::set<net::UserId> players;
    for (const auto& [message, row] : means_.state.games) {
        players.insert(hub::challenger_of(row));
        players.insert(hub::challenged_of(row));
    }
    for (const net::UserId user : players)
        look_at(user);
}

void GameClock::stop() {
    if (!std::exchange(is_running_, false)) return;
    means_.runtime.cancel(std::exchange(timer_, {}));
    const bool time_counts = std::ranges::any_of(
        means_.state.games, [](const auto& each) { return !games::is_over(each.second.record.state); });
    if (time_counts && !is_ticking_) means_.command(net::Tick{});
}

void GameClock::applied(const net::Command& command, const std::vector<hub::Change>& changes) {
    if (std::holds_alternative<net::Tick>(command)) is_ticking_ = false;
    if (const auto* note = std::get_if<net::NotePlayer>(&command)) {
        being_told_.erase(note->user);
        look_at(note->user);
    }
    if (!is_running_) return;
    for (const hub::Change& change : changes) {
        const auto* game = std::get_if<hub::GameRow>(&change);
        if (game == nullptr) continue;
        look_at(hub::challenger_of(*game));
        look_at(hub::challenged_of(*game));
    }
    arm();
}

// Some game that runs has it the other way round.
bool GameClock::is_awaited(net::UserId user_id, bool is_here) const {
    const hub::User* user = means_.state.user(user_id);
    if (user == nullptr) return false;
    return std::ranges::any_of(user->games, [&](net::MessageId message) {
        const games::GameRecord& record = means_.state.game(message)->record;
        const auto seat = games::seat_of(record, hub::player_of(user_id));
        if (!seat || !games::is_running(record.state)) return false;
        return record.seats[static_cast<std::size_t>(*seat)].gone_since_ms.has_value() == is_here;
    });
}

void GameClock::look_at(net::UserId user) {
    const bool is_here = means_.is_here(user);
    if (!is_running_ || !is_awaited(user, is_here)) return;
    if (being_told_.insert(user).second) means_.command(net::NotePlayer{user, is_here});
}

void GameClock::arm() {
    const auto next = means_.state.next_deadline();
    if (timer_ && next == armed_for_) return;
    means_.runtime.cancel(std::exchange(timer_, {}));
    if (!next || !is_running_ || is_ticking_) return;
    armed_for_ = *next;
    const net::Milliseconds wait{std::max<std::int64_t>(0, (*next - means_.now()).value)};
    timer_ = means_.runtime.after(wait, [this] {
        timer_ = {};
        tick();
    });
}

// The clock of entries may be behind the timer's.
void GameClock::tick() {
    const auto next = means_.state.next_deadline();
    if (!next || *next > means_.now()) return arm();
    is_ticking_ = true;
    means_.command(net::Tick{});
}

}  // namespace crosstalk::server
