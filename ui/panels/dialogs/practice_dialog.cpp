#include "ui/panels/dialogs/practice_dialog.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <vector>

#include "games/clock.hpp"
#include "ui/panels/scene.hpp"
#include "ui/widgets/choice_row.hpp"
#include "ui/widgets/form.hpp"

namespace crosstalk::ui {

namespace {

constexpr const char* kept_name = "kept.practice";

constexpr std::array<games::Level, 3> levels{games::Level::Easy, games::Level::Medium, games::Level::Hard};
constexpr std::array<std::string_view, 3> level_words{"Easy", "Medium", "Hard"};

constexpr std::array<games::SideWish, 3> wishes{games::SideWish::First, games::SideWish::Second,
                                                games::SideWish::Random};
constexpr std::array<std::string_view, 3> wish_words{"You", "The computer", "By lot"};
constexpr std::array<std::string_view, 3> kept_wishes{"first", "second", "random"};

struct Clock {
    std::string_view kept;  // as games::parse_clock reads it
    std::string_view words;
};
constexpr std::array<Clock, 6> clocks{{{"none", "None"},
                                       {"10s", "10 s a move"},
                                       {"15s", "15 s a move"},
                                       {"30s", "30 s a move"},
                                       {"3+2", "3 min + 2 s"},
                                       {"10+5", "10 min + 5 s"}}};

std::string_view level_help(games::Kind kind, games::Level level) {
    if (level == games::Level::Easy) return "Plays anything, but takes a win that is there.";
    if (level == games::Level::Medium) return "Looks two moves ahead.";
    const bool is_solved =
        kind == games::Kind::TicTacToe || kind == games::Kind::Misere || kind == games::Kind::FourInARow;
    return is_solved ? "Plays perfectly: it cannot be beaten by force."
                     : "Thinks for a second and plays well.";
}

template <typename Value, std::size_t Count>
std::size_t index_of(const std::array<Value, Count>& values, const Value& value) {
    const auto found = std::ranges::find(values, value);
    return found == values.end() ? 0 : static_cast<std::size_t>(found - values.begin());
}

}  // namespace

std::string kept_terms(const PracticeTerms& terms) {
    const games::KindRow* row = games::row_of(terms.kind);
    return std::string(row == nullptr ? "" : row->name) + " " + std::string(games::name_of(terms.level)) +
           " " + std::string(kept_wishes[index_of(wishes, terms.wish)]) + " " +
           games::clock_text(terms.clock);
}

std::optional<PracticeTerms> parse_kept_terms(std::string_view kept) {
    std::istringstream words{std::string(kept)};
    std::string kind;
    std::string level;
    std::string wish;
    std::string clock;
    if (!(words >> kind >> level >> wish >> clock)) return std::nullopt;
    const auto found_kind = games::find_kind(kind);
    const auto found_level = std::ranges::find(levels, level, games::name_of);
    const auto found_wish = std::ranges::find(kept_wishes, wish);
    const auto found_clock = games::parse_clock(clock);
    if (!found_kind || found_level == levels.end() || found_wish == kept_wishes.end() || !found_clock)
        return std::nullopt;
    return PracticeTerms{*found_kind, *found_level,
                         wishes[static_cast<std::size_t>(found_wish - kept_wishes.begin())], *found_clock};
}

void PracticeDialog::choose(const PracticeTerms& terms) {
    is_chosen_ = true;
    const auto rows = games::kind_rows();
    const auto row = std::ranges::find(rows, terms.kind, &games::KindRow::kind);
    kind_ = row == rows.end() ? 0 : static_cast<std::size_t>(row - rows.begin());
    level_ = index_of(levels, terms.level);
    wish_ = index_of(wishes, terms.wish);
    const auto clock = std::ranges::find(clocks, games::clock_text(terms.clock), &Clock::kept);
    clock_ = clock == clocks.end() ? 0 : static_cast<std::size_t>(clock - clocks.begin());
}

PracticeTerms PracticeDialog::chosen() const {
    return {games::kind_rows()[kind_].kind, levels[level_], wishes[wish_],
            games::parse_clock(clocks[clock_].kept).value_or(games::TimeControl{})};
}

Staying PracticeDialog::draw(const Scene& scene, Form& form) {
    if (!is_chosen_) {
        is_chosen_ = true;
        if (const auto kept = parse_kept_terms(scene.preferences.kept(kept_name))) choose(*kept);
    }
    std::vector<std::string_view> kinds;
    for (const games::KindRow& row : games::kind_rows())
        kinds.push_back(row.title);
    choice_row(form, "kind", "Game", kinds, kind_);
    const games::KindRow& row = games::kind_rows()[kind_];
    form.paragraph(row.description);
    form.gap(space::medium);
    form.segmented("level", "Computer", level_words, level_);
    form.paragraph(level_help(row.kind, levels[level_]));
    form.gap(space::medium);
    form.segmented("begins", "Who begins", wish_words, wish_);
    std::vector<std::string_view> clock_words;
    for (const Clock& clock : clocks)
        clock_words.push_back(clock.words);
    choice_row(form, "clock", "Clock", clock_words, clock_);
    const int pressed =
        form.buttons({{"play", "Play", {.kind = ButtonKind::Primary}}, {"cancel", "Cancel", {}}});
    if (pressed < 0) return Staying::Open;
    if (pressed == 0) {
        const PracticeTerms terms = chosen();
        scene.preferences.keep(kept_name, kept_terms(terms), scene.commands);
        scene.commands.show(BeginPractice{terms});
    }
    return Staying::Close;
}

}  // namespace crosstalk::ui
