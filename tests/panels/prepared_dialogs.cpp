#include "tests/panels/prepared_dialogs.hpp"

#include <imgui.h>

#include <cstdint>

#include "tests/model/worlds.hpp"
#include "tests/ui/card_games.hpp"

namespace crosstalk::ui::twin {

namespace {

const net::UserRef quartz{net::UserId{11}, "quartz"};
const net::UserRef tinsel{net::UserId{12}, "tinsel"};
const net::UserRef cobalt{net::UserId{13}, "cobalt"};
const net::UserRef long_name{net::UserId{15}, "a name of many words that goes on and on"};

void say(WholeWindow& window, const std::string& line) {
    window.frames(8);
    window.screen.type(line);
    window.frames(4);
    window.screen.press_key(ImGuiKey_Enter);
    window.frames(4);
}

net::GameStanding standing(const net::UserRef& user, std::uint32_t rank, std::int32_t rating) {
    return {.user = user,
            .rank = rank,
            .wins = 14 - 2 * rank,
            .draws = 3,
            .losses = 2 + rank,
            .streak = rank == 1   ? 5
                      : rank == 3 ? 0
                                  : -2,
            .best_streak = 6,
            .rating = rating};
}

}  // namespace

void open_games_dialog(WholeWindow& window) {
    say(window, "/games ");
    net::GamesPage page{.room = net::lobby};
    std::uint64_t message = 1'900;
    for (const CardGame& each : card_games(model::me, quartz, tinsel, prepared_now_ms - 18'000)) {
        if (games::is_running(play::state_of(each.game.state)))
            page.games.push_back({net::lobby, {--message}, {message - 1'000}, each.game});
    }
    window.answer(page);
    window.frames(4);
}

void open_leaderboard(WholeWindow& window) {
    say(window, "/top ");
    window.answer(net::LeaderboardPage{
        .kind = {1},
        .rows = {standing(quartz, 1, 1'310), standing(model::me, 2, 1'214), standing(cobalt, 3, 1'190),
                 standing(long_name, 4, 1'004), standing(tinsel, 5, 988)},
        .own = standing(model::me, 2, 1'214),
        .last = true});
    window.frames(4);
}

void open_notices(WholeWindow& window) {
    window.frames(8);
    window.screen.press_chord(ImGuiMod_Ctrl | ImGuiMod_Shift, ImGuiKey_N);
    window.frames(4);
}

}  // namespace crosstalk::ui::twin
