// simulation_faults NAME: the simulation must notice that planted fault within so many seeds. Status 0: it did.
#include <algorithm>
#include <cstdio>
#include <iterator>
#include <string_view>

#include "net/fault.hpp"
#include "tests/simulation/race.hpp"
#include "tests/simulation/simulation.hpp"

namespace {

using crosstalk::net::Fault;

struct NamedFault {
    Fault fault;
    std::string_view name;
};

// CMake reads these lines: each is a test. Every fault but None stands here.
constexpr NamedFault faults[] = {
    {Fault::AckedBeforeDurable, "acked_before_durable"},
    {Fault::RepeatDoneTwice, "repeat_done_twice"},
    {Fault::PassedOverNumberDone, "passed_over_number_done"},
    {Fault::WindowTooSmall, "window_too_small"},
    {Fault::AnswersNotStored, "answers_not_stored"},
    {Fault::SequenceGap, "sequence_gap"},
    {Fault::TimeOfArrival, "time_of_arrival"},
    {Fault::LeaverStillHears, "leaver_still_hears"},
    {Fault::CountsForTheInvited, "counts_for_the_invited"},
    {Fault::HeldFactsForgotten, "held_facts_forgotten"},
    {Fault::CatchUpOffByOne, "catch_up_off_by_one"},
    {Fault::TakenBackForgotten, "taken_back_forgotten"},
    {Fault::CommandsOverRateDropped, "commands_over_rate_dropped"},
    {Fault::OutboxNotDurable, "outbox_not_durable"},
    {Fault::RepeatedUnderNewNumber, "repeated_under_new_number"},
    {Fault::ForgottenPastKept, "forgotten_past_kept"},
    {Fault::AnsweredStaysInTheOutbox, "answered_stays_in_the_outbox"},
    {Fault::KickedStillHears, "kicked_still_hears"},
    {Fault::BannedSessionLives, "banned_session_lives"},
    {Fault::BannedStillActs, "banned_still_acts"},
    {Fault::MutedStillPosts, "muted_still_posts"},
    {Fault::EditByOthers, "edit_by_others"},
    {Fault::TwoOwners, "two_owners"},
    {Fault::PrivateStaysListed, "private_stays_listed"},
    {Fault::MentionNotCounted, "mention_not_counted"},
    {Fault::MarksGoBack, "marks_go_back"},
    {Fault::RolesNotLoaded, "roles_not_loaded"},
    {Fault::SearchTellsNonMembers, "search_tells_non_members"},
    {Fault::PageAfterKick, "page_after_kick"},
    {Fault::InvisibleIsSeen, "invisible_is_seen"},
    {Fault::PasskeyJournaled, "passkey_journaled"},
    {Fault::DeletedTextComesBack, "deleted_text_comes_back"},
    {Fault::MoveOutOfTurn, "move_out_of_turn"},
    {Fault::GamesNotLoaded, "games_not_loaded"},
};
static_assert(std::size(faults) == static_cast<std::size_t>(Fault::GamesNotLoaded));

int look_for_it() {
    using namespace crosstalk::testing;
    constexpr std::uint64_t most_seeds = 500;
    constexpr std::size_t rounds = 10;
    for (std::uint64_t seed = 1; seed <= most_seeds; ++seed) {
        for (const bool is_race : {false, true}) {
            const RunResult result =
                is_race ? race(seed, rounds, Tracing::Off) : simulate(seed, Tracing::Off);
            if (!result.violation) continue;
            std::printf("caught by seed %llu%s: %s\n", static_cast<unsigned long long>(seed),
                        is_race ? " of races" : "", result.violation->c_str());
            return 0;
        }
    }
    std::printf("NOT caught within %llu seeds\n", static_cast<unsigned long long>(most_seeds));
    return 1;
}

}  // namespace

crosstalk::net::Fault crosstalk::net::planted = Fault::None;

int main(int count, char** arguments) {
    const auto* chosen = std::ranges::find(
        faults, count == 2 ? std::string_view(arguments[1]) : std::string_view(), &NamedFault::name);
    if (chosen == std::end(faults)) {
        std::printf("usage: simulation_faults NAME, one of:\n");
        for (const NamedFault& each : faults)
            std::printf("  %s\n", each.name.data());
        return 2;
    }
    crosstalk::net::planted = chosen->fault;
    return look_for_it();
}
