#include "tests/games/life.hpp"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "games/notation.hpp"
#include "games/referee.hpp"
#include "games/sentences.hpp"

namespace crosstalk::games::testing {
namespace {

class Bytes {
  public:
    explicit Bytes(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}
    [[nodiscard]] bool empty() const { return bytes_.empty(); }
    std::uint8_t next() {
        if (bytes_.empty()) return 0;
        const std::uint8_t byte = bytes_.front();
        bytes_ = bytes_.subspan(1);
        return byte;
    }

  private:
    std::span<const std::uint8_t> bytes_;
};

TimeControl any_clock(std::uint8_t byte) {
    switch (byte % 5) {
        case 0:
            return {};
        case 1:
            return {ClockMode::PerMove, 10'000, 0};
        case 2:
            return {ClockMode::Total, 60'000, 2'000};
        case 3:
            return {ClockMode::Total, 180'000, 0};
        default:
            return {static_cast<ClockMode>(byte), byte * 1'000, byte};
    }
}

Terms any_terms(Bytes& bytes) {
    const auto kind = static_cast<Kind>(bytes.next() % 7);
    const auto wish = static_cast<SideWish>(bytes.next() % 4);
    return {kind, wish, any_clock(bytes.next())};
}

// Mostly a legal move, sometimes any.
Cell any_cell(const GameRecord& record, std::uint8_t byte) {
    const CellList moves = record.position.legal_moves();
    if (moves.empty() || byte % 8 == 7) return Cell{byte};
    return moves[byte % moves.size()];
}

Action any_action(const GameRecord& record, Bytes& bytes) {
    const std::uint8_t choice = bytes.next() % 32;
    const std::uint8_t detail = bytes.next();
    switch (choice) {
        case 0:
            return Accept{static_cast<Seat>(detail)};
        case 1:
            return Decline{static_cast<DeclineReason>(detail)};
        case 2:
            return Cancel{};
        case 3:
            return OfferDraw{};
        case 4:
            return DeclineDraw{};
        case 5:
            return AskTakeBack{};
        case 6:
        case 7:
            return AllowTakeBack{};
        case 8:
            return DeclineTakeBack{};
        case 9:
            return Abort{};
        case 10:
            return Resign{};
        case 11:
            return ClaimWin{};
        case 12:
            return ClaimDraw{};
        case 13:
        case 14:
            return OfferRematch{};
        case 15:
            return DeclineRematch{};
        case 16:
            return MakeMove{detail, any_cell(record, detail)};
        default:
            if (record.state == GameState::Offered) return Accept{};
            if (is_over(record.state)) return OfferRematch{};
            return MakeMove{record.next_number, any_cell(record, detail)};
    }
}

Event any_event(const GameRecord& record, Bytes& bytes) {
    const PlayerId player{bytes.next() % 4U};
    switch (bytes.next() % 8) {
        case 0:
            return PlayerLeft{player};
        case 1:
        case 2:
            return PlayerReturned{player};
        case 3:
            return PlayerRemoved{player};
        case 4:
            return ServerRestarted{record.changed_at_ms + bytes.next() * 100 - 500};
        default:
            return Tick{};
    }
}

// Small steps, to a deadline or just before or after it, back, and far beyond what a clock can show.
std::int64_t later(const GameRecord& record, std::int64_t now, Bytes& bytes) {
    const std::uint8_t byte = bytes.next();
    const auto deadline = next_deadline(record);
    if (byte == 255) return INT64_MAX - bytes.next();
    if (byte == 254) return INT64_MIN + bytes.next();
    if (byte >= 248 && deadline) return *deadline + byte - 250;
    return now + byte * 16;
}

bool needs_winner(GameState state) {
    return has_result(state) && state != GameState::Drawn;
}

std::string broken_clock(const GameRecord& record) {
    const bool has_clock = record.terms.clock.mode != ClockMode::None;
    for (const SeatState& seat : record.seats) {
        if (seat.remaining_ms < 0) return "a clock below zero";
        if (!has_clock && seat.remaining_ms != 0) return "time left without a clock";
        if (record.terms.clock.mode == ClockMode::PerMove && seat.remaining_ms > record.terms.clock.main_ms)
            return "more time than a move has";
        if (seat.absent_ms < 0) return "an absence below zero";
        if (seat.gone_since_ms && *seat.gone_since_ms > record.changed_at_ms) return "gone since later";
        if (seat.gone_since_ms && !is_running(record.state)) return "gone from a game that does not run";
    }
    const bool somebody_gone = record.seats[0].gone_since_ms || record.seats[1].gone_since_ms;
    if (is_running(record.state) && somebody_gone != (record.state == GameState::Paused))
        return "paused is not as somebody is gone";
    if (record.turn_started_ms > record.changed_at_ms) return "a turn begun later";
    if (const auto deadline = next_deadline(record); deadline && *deadline < 0)
        return "a deadline before time";
    return {};
}

std::string broken_board(const GameRecord& record) {
    GameRecord again = record;
    if (!restore_position(again) || again.position != record.position)
        return "the position is not what the moves give";
    std::uint32_t number = 0;
    std::int64_t at = 0;
    for (const PlayedMove& move : record.moves) {
        if (move.number <= number || move.at_ms < at) return "moves out of order";
        number = move.number;
        at = move.at_ms;
    }
    if (number >= record.next_number) return "a number that was used would come again";
    const bool is_decided = record.position.is_over();
    if (is_running(record.state) && is_decided) return "a game runs on a decided board";
    if (record.state == GameState::Won && !is_decided) return "won without a line";
    if (record.draw_reason == DrawReason::Board && record.position.outcome() != Outcome::Drawn)
        return "drawn by a board that is not";
    return {};
}

}  // namespace

std::string broken_invariant(const GameRecord& record) {
    if (needs_winner(record.state) != record.winner.has_value())
        return "a winner without a win, or the reverse";
    if ((record.state == GameState::Drawn) != (record.draw_reason != DrawReason::None))
        return "a draw without a reason";
    if (!is_running(record.state) && (record.draw_offer || record.take_back_request))
        return "a request after the end";
    if (record.rematch != RematchState::None && !is_over(record.state)) return "a rematch before the end";
    const auto begun =
        is_running(record.state) || has_result(record.state) || record.state == GameState::Aborted;
    if (begun && (!record.seats[0].player || !record.seats[1].player)) return "a game against nobody";
    if (record.seats[0].player == record.seats[1].player) return "a game against oneself";
    if (!begun && !record.moves.empty()) return "moves before the beginning";
    if (std::string broken = broken_board(record); !broken.empty()) return broken;
    return broken_clock(record);
}

Life live(std::span<const std::uint8_t> input) {
    Life life;
    Bytes bytes(input);
    std::int64_t now = 1'000;
    const PlayerId challenged{bytes.next() % 4U};
    const Judgement offered = offer(any_terms(bytes), PlayerId{1}, challenged, now);
    if (std::holds_alternative<Refusal>(offered)) return life;
    life.record = std::get<GameRecord>(offered);
    while (!bytes.empty()) {
        const GameRecord before = life.record;
        now = std::clamp<std::int64_t>(now, 0, latest_time_ms);
        now = later(life.record, now, bytes);
        const std::uint8_t who = bytes.next();
        if (who % 8 == 0) {
            life.record = happen(life.record, any_event(life.record, bytes), now);
        } else {
            // Mostly whose turn it is.
            PlayerId actor{who % 4U};
            if (const auto seat = to_move(life.record); seat && who % 8 > 3)
                actor = life.record.seats[static_cast<std::size_t>(*seat)].player;
            const Judgement judgement = judge(life.record, actor, any_action(life.record, bytes), now);
            const auto* changed = std::get_if<GameRecord>(&judgement);
            ++(changed == nullptr ? life.refused : life.done);
            if (changed != nullptr) life.record = *changed;
        }
        life.broken = broken_invariant(life.record);
        const auto counted = [](const Series& series) {
            return series.wins[0] + series.wins[1] + series.draws;
        };
        const bool has_ended = has_result(life.record.state) && !has_result(before.state);
        if (counted(life.record.series) != counted(before.series) + (has_ended ? 1U : 0U))
            life.broken = "a series that counts something else than results";
        if (is_over(before.state) && life.record.state != before.state)
            life.broken = "a state after the last one";
        if (life.record.changed_at_ms < before.changed_at_ms) life.broken = "time ran backwards";
        if (life.record.next_number < before.next_number) life.broken = "a number again";
        if (!life.broken.empty()) return life;
        if (life.record.rematch == RematchState::Agreed) life.record = rematch_of(life.record, now);
    }
    const PlayerNames names{"Ann", "Ben"};
    const std::string words = game_in_words(life.record, names) + requests_in_words(life.record, names, now) +
                              board_text(life.record.position);
    if (words.empty()) life.broken = "no words";
    return life;
}

}  // namespace crosstalk::games::testing
