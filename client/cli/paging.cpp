#include "client/cli/paging.hpp"

namespace crosstalk::cli {

namespace {

using Next = std::optional<model::Question>;

Next next(net::History history, const net::HistoryPage& page) {
    if (page.messages.empty()) return std::nullopt;
    if (history.after) {
        if (page.at_end) return std::nullopt;
        history.after = page.through;
        return history;
    }
    // Older ones, whichever part this was.
    if (page.from.value <= 1) return std::nullopt;
    history.at = {};
    history.before = page.from;
    return history;
}

Next next(net::Search search, const net::SearchPage& page) {
    if (!page.next) return std::nullopt;
    search.before = page.next;
    return search;
}

Next next(net::Directory, const net::DirectoryPage& page) {
    if (page.last || page.rooms.empty()) return std::nullopt;
    return net::Directory{page.rooms.back().id};
}

Next next(net::Pins pins, const net::PinsPage& page) {
    if (page.last || page.messages.empty()) return std::nullopt;
    pins.before = page.messages.back().sequence;
    return pins;
}

Next next(net::Audit audit, const net::AuditPage& page) {
    if (page.last || page.entries.empty()) return std::nullopt;
    audit.before = page.entries.back().position;
    return audit;
}

Next next(net::Bans bans, const net::BansPage& page) {
    if (page.last || page.bans.empty()) return std::nullopt;
    bans.after = page.bans.back().user.id;
    return bans;
}

Next next(net::Games games, const net::GamesPage& page) {
    if (!page.next) return std::nullopt;
    games.before = page.next;
    return games;
}

Next next(net::Leaderboard board, const net::LeaderboardPage& page) {
    if (page.last || page.rows.empty()) return std::nullopt;
    board.after = page.rows.back().rank;
    return board;
}

}  // namespace

std::optional<model::Question> next_part(const model::Question& question, const model::Answer& answer) {
    return std::visit(
        []<class Q, class A>(const Q& asked, const A& answered) -> Next {
            if constexpr (requires { next(asked, answered); }) return next(asked, answered);
            return std::nullopt;
        },
        question, answer);
}

}  // namespace crosstalk::cli
