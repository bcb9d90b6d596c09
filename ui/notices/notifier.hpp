// Decides what of all that happens is told, and how: a card in the window, a notification of the desktop, a sound, a flash in
// the task bar, an entry in the list of notices. Pure: no clock, no drawing.
//
//   link events -> hear() -> tell() -> Telling, one for each thing that is told
//
// The rules, from the strongest:
//   never one's own, of people one ignores (whose challenges are declined), or of a muted room
//   not in the room that is being looked at
//   do not disturb and quiet time: only the list; challenges are declined
//   what is meant for oneself (direct, a mention, a keyword, an invitation, a challenge): as the settings of notifications say
//   the wish for a rematch of a game whose window one does not look at: like a challenge
//   one's turn and the end of a game whose window one does not look at: the same without a sound, unless switched off
//   any other message: if the room's rule says everything
// Several of one room within a few seconds are told as one, with one sound.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "client/model/model.hpp"
#include "ui/finding/word_finder.hpp"
#include "ui/notices/notice.hpp"
#include "ui/notices/notice_log.hpp"
#include "ui/notices/sound.hpp"
#include "ui/panels/moment.hpp"
#include "ui/settings/preferences.hpp"

namespace crosstalk::ui {

enum class Sight : std::uint8_t { Elsewhere, Conversation };

/// What has to be known of the window besides.
struct Surroundings {
    const model::Model& model;
    Preferences& preferences;
    const Moment& now;
    net::RoomId here;                           // the room that is shown
    Sight sight = Sight::Conversation;          // whether its messages are, or a page instead
    std::vector<net::MessageId> games_shown{};  // those whose windows are open
};

/// One thing that is told.
struct Telling {
    enum class About : std::uint8_t { Notice, Left, ConnectionLost, ConnectedAgain, Removed, Muted };
    About about = About::Notice;
    Notice notice;                          // of a Notice; its place and room are where a click leads
    std::optional<model::Removal> removal;  // of Removed
    std::uint64_t count = 1;                // so many of that room since the last pause
    std::string title;                      // both for people
    std::string body;
    bool toast = false;
    bool desktop = false;
    bool flash = false;
    std::optional<Sound> sound;
};

/// A challenge to oneself that is declined without a word to anybody here.
struct SilentDecline {
    net::RoomId room;
    net::MessageId game;
    net::DeclineReason reason{};
};

/// Do not disturb is on, or it is quiet time.
bool is_quiet(const Preferences& preferences, const Moment& now);
/// When quiet time begins or ends next, in milliseconds; nothing if there is none.
std::optional<std::int64_t> quiet_changes_in(const Preferences& preferences, const Moment& now);

/// One per window. Thread: the one that draws.
class Notifier {
  public:
    /// Right after the model has taken it.
    void hear(const model::LinkEvent& event);
    /// What was heard since the last call. Notices go into `log`.
    std::vector<Telling> tell(const Surroundings& around, NoticeLog& log);
    /// Of people one ignores, and while one does not want to be disturbed; as of the last tell().
    std::vector<SilentDecline> take_declines() { return std::exchange(declines_, {}); }
    /// Something waits for tell().
    [[nodiscard]] bool has_news() const { return !heard_.empty(); }

  private:
    struct Said {
        net::RoomId room;
        net::Message message;
    };
    struct Counted {
        net::RoomId room;
    };
    struct Invited {
        net::RoomSummary room;
        net::UserRef by;
    };
    struct Removed {
        net::RoomRemoved what;
        net::Timestamp at;
    };
    struct Standing {
        net::StandingSet what;
    };
    struct Contact {
        bool is_there = false;
        std::string why;  // it is not; or the name of the server
    };
    struct Ended {};
    // As it was when it was looked at last.
    struct SeenGame {
        net::GameState state{};
        std::uint32_t turn_told = 0;  // Game::next_number of the turn that was told last
    };
    using Fact = std::variant<Said, Counted, Invited, Removed, Standing, Contact, Ended>;
    // Of one room, until a pause.
    struct Burst {
        std::int64_t last_ms = 0;
        std::optional<std::int64_t> sounded_ms;
        std::uint64_t count = 0;
    };
    struct Counts {
        net::PostCount posts;
        net::MentionCount mentions;
    };

    void note(Fact fact);
    void note_said(net::RoomId room, const net::Message& message);
    void take(const Said& said, const Surroundings& around, NoticeLog& log, std::vector<Telling>& told);
    void take(const Counted& counted, const Surroundings& around, NoticeLog& log, std::vector<Telling>& told);
    void take(const Invited& invited, const Surroundings& around, NoticeLog& log, std::vector<Telling>& told);
    void take(const Removed& removed, const Surroundings& around, NoticeLog& log, std::vector<Telling>& told);
    void take(const Standing& standing, const Surroundings& around, NoticeLog& log,
              std::vector<Telling>& told);
    void take(const Contact& contact, const Surroundings& around, NoticeLog& log, std::vector<Telling>& told);
    void take(const Ended& ended, const Surroundings& around, NoticeLog& log, std::vector<Telling>& told);
    void tell_notice(Notice notice, std::uint64_t count, const Surroundings& around,
                     std::vector<Telling>& told);
    static void choose_ways(Telling& telling, Sound sound, const Surroundings& around);
    void remember_counts(const model::Model& model);
    // --- games (game_notices.cpp)
    void decline_silently(const Said& said, const Surroundings& around);
    void take_challenge(const Said& said, const model::Room& room, const Surroundings& around, NoticeLog& log,
                        std::vector<Telling>& told);
    void look_at_games(const Surroundings& around, NoticeLog& log, std::vector<Telling>& told);
    void look_at_game(const model::KnownGame& known, const Surroundings& around, std::vector<Telling>& told);
    void look_at_rematch(const model::KnownGame& known, const Surroundings& around, NoticeLog& log,
                         std::vector<Telling>& told);
    static void tell_of_game(Notice notice, std::string title, std::string body, const Surroundings& around,
                             std::vector<Telling>& told);

    std::deque<Fact> heard_;
    std::map<net::RoomId, Burst> bursts_;
    std::map<net::RoomId, Counts> counts_;      // as they were told of last
    std::map<net::MessageId, SeenGame> games_;  // of one's own
    std::set<net::MessageId> rematches_;        // asked of oneself, and looked at already
    std::vector<SilentDecline> declines_;
    std::uint64_t games_revision_ = 0;  // of the model, when they were looked at last
    KeywordFinder keywords_;
    bool was_online_ = false;
    std::string server_;  // its name, as it was told last
    bool told_loss_ = false;
};

}  // namespace crosstalk::ui
