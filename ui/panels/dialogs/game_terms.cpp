#include "ui/panels/dialogs/game_terms.hpp"

#include <imgui.h>

#include <algorithm>
#include <sstream>
#include <vector>

#include "games/clock.hpp"
#include "ui/widgets/choice_row.hpp"
#include "ui/widgets/keys.hpp"

namespace crosstalk::ui {

namespace {

constexpr std::array<games::SideWish, 3> wishes{games::SideWish::First, games::SideWish::Second,
                                                games::SideWish::Random};
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

// The cross of a dialog stands above what scrolls in it.
bool is_cross_focused() {
    const Box focused = focused_box();
    return ImGui::GetIO().NavVisible && focused.width() > 0 && focused.max.y <= ImGui::GetWindowPos().y;
}

bool enter_pressed() {
    return ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
}

}  // namespace

void GameTerms::choose(const games::Terms& terms) {
    const auto rows = games::kind_rows();
    const auto row = std::ranges::find(rows, terms.kind, &games::KindRow::kind);
    kind_ = row == rows.end() ? 0 : static_cast<std::size_t>(row - rows.begin());
    const auto wish = std::ranges::find(wishes, terms.wish);
    wish_ = wish == wishes.end() ? 0 : static_cast<std::size_t>(wish - wishes.begin());
    const auto clock = std::ranges::find(clocks, games::clock_text(terms.clock), &Clock::kept);
    clock_ = clock == clocks.end() ? 0 : static_cast<std::size_t>(clock - clocks.begin());
}

games::Terms GameTerms::chosen() const {
    return {games::kind_rows()[kind_].kind, wishes[wish_],
            games::parse_clock(clocks[clock_].kept).value_or(games::TimeControl{})};
}

void GameTerms::draw_kind(Form& form) {
    std::vector<std::string_view> kinds;
    for (const games::KindRow& row : games::kind_rows())
        kinds.push_back(row.title);
    choice_row(form, "kind", "Game", kinds, kind_);
    form.paragraph(games::kind_rows()[kind_].description);
    form.gap(space::medium);
}

void GameTerms::draw_beginning(Form& form, std::string_view mine, std::string_view theirs) {
    const std::array<std::string_view, 3> words{mine, theirs, "By lot"};
    form.segmented("begins", "Who begins", words, wish_);
}

void GameTerms::draw_clock(Form& form) {
    std::vector<std::string_view> words;
    for (const Clock& clock : clocks)
        words.push_back(clock.words);
    choice_row(form, "clock", "Clock", words, clock_);
}

std::string GameTerms::kept(const games::Terms& terms) {
    const games::KindRow* row = games::row_of(terms.kind);
    const auto wish = std::ranges::find(wishes, terms.wish);
    const std::size_t index = wish == wishes.end() ? 0 : static_cast<std::size_t>(wish - wishes.begin());
    return std::string(row == nullptr ? "" : row->name) + " " + std::string(kept_wishes[index]) + " " +
           games::clock_text(terms.clock);
}

std::optional<games::Terms> GameTerms::parse_kept(std::string_view kept) {
    std::istringstream words{std::string(kept)};
    std::string kind;
    std::string wish;
    std::string clock;
    if (!(words >> kind >> wish >> clock)) return std::nullopt;
    const auto found_kind = games::find_kind(kind);
    const auto found_wish = std::ranges::find(kept_wishes, wish);
    const auto found_clock = games::parse_clock(clock);
    if (!found_kind || found_wish == kept_wishes.end() || !found_clock) return std::nullopt;
    return games::Terms{*found_kind, wishes[static_cast<std::size_t>(found_wish - kept_wishes.begin())],
                        *found_clock};
}

Beginning draw_beginning_buttons(Form& form, std::string_view label, std::string_view disabled_reason) {
    const ButtonLook look{
        .kind = ButtonKind::Primary, .key_cap = "Enter", .disabled_reason = disabled_reason};
    const int pressed = form.buttons({{"go", label, look}, {"cancel", "Cancel", {}}});
    if (pressed == 1) return Beginning::Cancel;
    const bool wanted = pressed == 0 || (enter_pressed() && !is_cross_focused());
    return wanted && disabled_reason.empty() ? Beginning::Begin : Beginning::NotYet;
}

}  // namespace crosstalk::ui
