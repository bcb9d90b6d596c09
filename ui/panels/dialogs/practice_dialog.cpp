#include "ui/panels/dialogs/practice_dialog.hpp"

#include <algorithm>
#include <array>

#include "ui/panels/scene.hpp"
#include "ui/widgets/form.hpp"

namespace crosstalk::ui {

namespace {

constexpr const char* kept_name = "kept.practice";

constexpr std::array<games::Level, 3> levels{games::Level::Easy, games::Level::Medium, games::Level::Hard};
constexpr std::array<std::string_view, 3> level_words{"Easy", "Medium", "Hard"};

std::string_view level_help(games::Kind kind, games::Level level) {
    if (level == games::Level::Easy) return "Plays anything, but takes a win that is there.";
    if (level == games::Level::Medium) return "Looks two moves ahead.";
    const bool is_solved =
        kind == games::Kind::TicTacToe || kind == games::Kind::Misere || kind == games::Kind::FourInARow;
    return is_solved ? "Plays perfectly: it cannot be beaten by force."
                     : "Thinks for a second and plays well.";
}

}  // namespace

// As of any game, with the level behind the kind.
std::string kept_terms(const PracticeTerms& terms) {
    std::string kept = GameTerms::kept({terms.kind, terms.wish, terms.clock});
    return kept.insert(std::min(kept.find(' '), kept.size()), " " + std::string(games::name_of(terms.level)));
}

std::optional<PracticeTerms> parse_kept_terms(std::string_view kept) {
    const std::size_t kind_end = kept.find(' ');
    const std::size_t level_end = kept.find(' ', kind_end + 1);
    if (kind_end == std::string_view::npos || level_end == std::string_view::npos) return std::nullopt;
    const std::string_view level_name = kept.substr(kind_end + 1, level_end - kind_end - 1);
    const auto level = std::ranges::find(levels, level_name, games::name_of);
    const auto terms =
        GameTerms::parse_kept(std::string(kept.substr(0, kind_end)) + std::string(kept.substr(level_end)));
    if (level == levels.end() || !terms) return std::nullopt;
    return PracticeTerms{terms->kind, *level, terms->wish, terms->clock};
}

void PracticeDialog::choose(const PracticeTerms& terms) {
    is_chosen_ = true;
    terms_.choose({terms.kind, terms.wish, terms.clock});
    const auto level = std::ranges::find(levels, terms.level);
    level_ = level == levels.end() ? 0 : static_cast<std::size_t>(level - levels.begin());
}

PracticeTerms PracticeDialog::chosen() const {
    const games::Terms terms = terms_.chosen();
    return {terms.kind, levels[level_], terms.wish, terms.clock};
}

Staying PracticeDialog::draw(const Scene& scene, Form& form) {
    if (!is_chosen_) {
        is_chosen_ = true;
        if (const auto kept = parse_kept_terms(scene.preferences.kept(kept_name))) choose(*kept);
    }
    terms_.draw_kind(form);
    form.segmented("level", "Computer", level_words, level_);
    form.paragraph(level_help(terms_.chosen().kind, levels[level_]));
    form.gap(space::medium);
    terms_.draw_beginning(form, "You", "The computer");
    terms_.draw_clock(form);
    const Beginning beginning = draw_beginning_buttons(form, "Play");
    if (beginning == Beginning::NotYet) return Staying::Open;
    if (beginning == Beginning::Begin) {
        const PracticeTerms terms = chosen();
        scene.preferences.keep(kept_name, kept_terms(terms), scene.commands);
        scene.commands.show(BeginPractice{terms});
    }
    return Staying::Close;
}

}  // namespace crosstalk::ui
