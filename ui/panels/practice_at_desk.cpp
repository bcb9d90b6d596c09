#include "ui/panels/practice_at_desk.hpp"

#include <algorithm>
#include <memory>

#include "ui/panels/dialogs/practice_dialog.hpp"

namespace crosstalk::ui {

std::string PracticeAtDesk::words() const {
    const games::KindRow* row = games::row_of(practice_.terms().kind);
    std::string words = row == nullptr ? "A game" : std::string(row->title);
    words += ", ";
    words += games::name_of(practice_.terms().level);
    if (games::is_over(practice_.record().state)) return words + ": over";
    return words + (practice_.is_my_turn() ? ": your turn" : ": the computer thinks");
}

// What is over or was never begun is not kept.
bool PracticeAtDesk::waits() const {
    return !games::is_over(practice_.record().state) && !practice_.record().moves.empty();
}

WindowStays PracticeAtDesk::obey(const GamePress& press, const Scene& scene) {
    const std::int64_t now = scene.now.steady_ms;
    if (const auto* played = std::get_if<PlayCell>(&press)) {
        practice_.play(played->cell, played->number, now);
    } else if (const auto* deed = std::get_if<DoDeed>(&press)) {
        if (deed->deed == GameDeed::OtherTerms) {
            scene.commands.show(OpenDialog{std::make_unique<PracticeDialog>(practice_.terms())});
            return WindowStays::Closed;
        }
        practice_.act(deed->deed, now);
    }
    return WindowStays::Open;
}

void PracticeAtDesk::go_on(const DeskMoment& at) {
    const std::int64_t now = at.now.steady_ms;
    practice_.call_me(at.model.me().name, std::max<std::uint64_t>(1, at.model.me().id.value));
    practice_.go_on(now);
    if (practice_.take_stop()) at.commands.ask(StopThinking{practice_.id()});
    if (auto wish = practice_.take_wish()) at.commands.ask(*wish);
    if (const auto next = practice_.next_ms()) at.commands.wake_in(std::max<std::int64_t>(0, *next - now));
}

}  // namespace crosstalk::ui
