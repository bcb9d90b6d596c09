#include "ui/games/practice.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <variant>

#include "games/referee.hpp"
#include "ui/games/record_view.hpp"

namespace crosstalk::ui {

namespace {

using games::GameRecord;
using games::Mark;
using games::PlayerId;
using games::Seat;

constexpr Seat mine = Seat::Challenger;
constexpr Seat computers = Seat::Challenged;
constexpr PlayerId me{1};
constexpr PlayerId computer{2};
constexpr int directions[4][2] = {{0, 1}, {1, 0}, {1, 1}, {1, -1}};

// Whether some line of `length` has no cell that `blocks`.
template <typename Blocks>
bool has_open_line(int rows, int columns, int length, Blocks blocks) {
    for (int row = 0; row < rows; ++row) {
        for (int column = 0; column < columns; ++column) {
            for (const auto& [down, right] : directions) {
                const int last_row = row + down * (length - 1);
                const int last_column = column + right * (length - 1);
                if (last_row >= rows || last_column >= columns || last_column < 0) continue;
                bool open = true;
                for (int at = 0; at < length && open; ++at)
                    open = !blocks(row + down * at, column + right * at);
                if (open) return true;
            }
        }
    }
    return false;
}

std::string about(const PracticeTerms& terms) {
    std::string text = "Practice, ";
    text += games::name_of(terms.level);
    if (terms.clock.mode != games::ClockMode::None) text += ", " + games::clock_in_words(terms.clock);
    return text;
}

GameRecord begun(const PracticeTerms& terms, Seat lot, std::int64_t now_ms) {
    const games::Terms offered{terms.kind, terms.wish, terms.clock};
    const auto offer = games::offer(offered, me, computer, now_ms);
    const auto& record = std::get<GameRecord>(offer);
    return std::get<GameRecord>(games::judge(record, computer, games::Accept{lot}, now_ms));
}

}  // namespace

bool can_still_win(const games::Position& position, Mark mark) {
    if (position.kind() == games::Kind::Ultimate) {
        const games::Outcome won = mark == Mark::X ? games::Outcome::XWins : games::Outcome::OWins;
        return has_open_line(3, 3, 3, [&](int row, int column) {
            const games::Outcome outcome = position.board_outcome(row * 3 + column);
            return outcome != games::Outcome::Ongoing && outcome != won;
        });
    }
    const games::KindRow* row = games::row_of(position.kind());
    if (row == nullptr) return false;
    // In misere one wins by the other's line.
    const Mark blocks = row->misere ? mark : games::opponent_of(mark);
    return has_open_line(row->rows, row->columns, row->in_a_row, [&](int at_row, int at_column) {
        return position.at(*position.cell_at(at_row, at_column)) == blocks;
    });
}

Practice::Practice(GameId id, const PracticeTerms& terms, std::uint64_t seed, std::int64_t now_ms)
    : id_(id), terms_(terms), random_(seed) {
    record_ = begun(terms_, random_.below(2) == 0 ? mine : computers, now_ms);
}

void Practice::call_me(std::string name, std::uint64_t user) {
    my_name_ = std::move(name);
    my_user_ = user;
}

bool Practice::is_my_turn() const {
    return games::is_running(record_.state) && games::to_move(record_) == mine;
}

bool Practice::is_computers_turn() const {
    return games::is_running(record_.state) && games::to_move(record_) == computers;
}

GameView Practice::view(std::int64_t now_ms) const {
    // The pause between requests spares people, and the computer minds nothing.
    GameRecord patient = record_;
    patient.seats[static_cast<std::size_t>(mine)].take_back_asked_at = 0;
    GameView view = view_of(
        patient, {.seat = mine, .names = {"You", "The computer"}, .users = {my_user_, 0}, .now_ms = now_ms});
    view.id = id_;
    view.about = about(terms_);
    view.is_practice = true;
    view.players[0].name = my_name_.empty() ? "You" : my_name_;
    view.players[1].name = "Computer";
    view.notice = notice_;
    if (view.is_over) view.deeds.push_back({GameDeed::OtherTerms});
    return view;
}

// What happened is told once; whatever was being thought is out of date.
void Practice::change(GameRecord record) {
    const std::size_t moves_before = record_.moves.size();
    const bool ran = games::is_running(record_.state);
    const std::uint32_t number_before = record_.next_number;
    record_ = std::move(record);
    const bool is_decided = ran && games::has_result(record_.state);
    if (is_decided && record_.winner) {
        news_.push_back(record_.winner == mine ? GameNews::Won : GameNews::Lost);
    } else if (is_decided) {
        news_.push_back(GameNews::Drawn);
    } else if (record_.moves.size() > moves_before) {
        news_.push_back(GameNews::Moved);
    }
    if (record_.next_number == number_before && games::is_running(record_.state)) return;
    notice_.clear();
    stops_ = stops_ || (asked_ && !thought_);
    asked_ = false;
    thought_.reset();
    ++ticket_.value;
}

void Practice::play(games::Cell cell, std::uint32_t number, std::int64_t now_ms) {
    go_on(now_ms);
    auto judged = games::judge(record_, me, games::MakeMove{number, cell}, now_ms);
    if (auto* changed = std::get_if<GameRecord>(&judged)) return change(std::move(*changed));
    notice_ = games::explain(std::get<games::Refusal>(judged));
}

void Practice::act(GameDeed deed, std::int64_t now_ms) {
    go_on(now_ms);
    const auto judge = [&](const games::Action& action) {
        auto judged = games::judge(record_, me, action, now_ms);
        if (auto* changed = std::get_if<GameRecord>(&judged)) {
            change(std::move(*changed));
        } else {
            notice_ = games::explain(std::get<games::Refusal>(judged));
        }
    };
    switch (deed) {
        case GameDeed::Resign:
            return judge(games::Resign{});
        case GameDeed::Abort:
            return judge(games::Abort{});
        case GameDeed::OfferDraw:
            return answer_draw(now_ms);
        case GameDeed::TakeBack:
            return take_back(now_ms);
        case GameDeed::Rematch:
            return rematch(now_ms);
        default:
            return;  // the computer asks for nothing
    }
}

void Practice::answer_draw(std::int64_t now_ms) {
    if (can_still_win(record_.position, games::mark_of(record_, computers))) {
        notice_ = "The computer can still win and plays on.";
        return;
    }
    auto offered = games::judge(record_, me, games::OfferDraw{}, now_ms);
    if (auto* record = std::get_if<GameRecord>(&offered)) {
        auto agreed = games::judge(*record, computer, games::OfferDraw{}, now_ms);
        if (auto* drawn = std::get_if<GameRecord>(&agreed)) change(std::move(*drawn));
    }
}

// As often as one likes.
void Practice::take_back(std::int64_t now_ms) {
    GameRecord patient = record_;
    patient.seats[static_cast<std::size_t>(mine)].take_back_asked_at = 0;
    auto asked = games::judge(patient, me, games::AskTakeBack{}, now_ms);
    if (const auto* why = std::get_if<games::Refusal>(&asked)) {
        notice_ = games::explain(*why);
        return;
    }
    auto allowed = games::judge(std::get<GameRecord>(asked), computer, games::AllowTakeBack{}, now_ms);
    if (auto* record = std::get_if<GameRecord>(&allowed)) change(std::move(*record));
}

void Practice::rematch(std::int64_t now_ms) {
    auto offered = games::judge(record_, me, games::OfferRematch{}, now_ms);
    auto* record = std::get_if<GameRecord>(&offered);
    if (record == nullptr) return;
    auto agreed = games::judge(*record, computer, games::OfferRematch{}, now_ms);
    if (auto* both = std::get_if<GameRecord>(&agreed)) change(games::rematch_of(*both, now_ms));
}

void Practice::leave(std::int64_t now_ms) {
    go_on(now_ms);
    change(games::happen(record_, games::PlayerLeft{me}, now_ms));
}

void Practice::come_back(std::int64_t now_ms) {
    change(games::happen(record_, games::PlayerReturned{me}, now_ms));
    go_on(now_ms);
}

// --- the computer

std::optional<ThinkOfMove> Practice::take_wish() {
    if (asked_ || !is_computers_turn()) return std::nullopt;
    asked_ = true;
    stops_ = false;
    ++ticket_.value;
    return ThinkOfMove{id_, ticket_, record_.position, terms_.level, random_.next()};
}

void Practice::take(const MoveThought& thought, std::int64_t now_ms) {
    const bool is_awaited = thought.game == id_ && thought.ticket == ticket_ && asked_ && !thought_;
    if (!is_awaited || !is_computers_turn()) return;
    thought_ = thought.cell;
    go_on(now_ms);
}

std::optional<std::int64_t> Practice::next_ms() const {
    std::optional<std::int64_t> next = games::next_deadline(record_);
    if (thought_) {
        const std::int64_t due = record_.changed_at_ms + computer_pause_ms;
        next = next ? std::min(*next, due) : due;
    }
    return next;
}

void Practice::go_on(std::int64_t now_ms) {
    if (const auto deadline = games::next_deadline(record_); deadline && now_ms >= *deadline)
        change(games::happen(record_, games::Tick{}, now_ms));
    if (!thought_ || now_ms < record_.changed_at_ms + computer_pause_ms) return;
    const games::Cell cell = *std::exchange(thought_, std::nullopt);
    auto judged = games::judge(record_, computer, games::MakeMove{record_.next_number, cell}, now_ms);
    if (auto* changed = std::get_if<GameRecord>(&judged)) change(std::move(*changed));
}

std::vector<GameNews> Practice::take_news() {
    return std::exchange(news_, {});
}

}  // namespace crosstalk::ui
