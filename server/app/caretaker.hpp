// Keeps what a server has written in order while it runs:
//
//   each week     a snapshot of the archive. The last two are kept, none longer than two weeks once there is a newer one,
//                 and the journal forgets what the older one holds: what was deleted is nowhere after two weeks.
//   a purge       as soon as the archive has taken everything out: a new snapshot, the older ones go, and the journal
//                 forgets everything up to it: what was purged is nowhere, in no file.
//   each day      bodies of files that no message, picture or upload names go, but for those stored within a day; after a
//                 purge too.
//   --keep DAYS   at the start and every day the server purges what is older.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "net/transport/lifetime.hpp"
#include "net/transport/runtime.hpp"
#include "server/app/data_folder.hpp"
#include "server/hub/changes.hpp"
#include "server/hub/state.hpp"
#include "server/local/sqlite_journal.hpp"
#include "server/local/sqlite_view.hpp"
#include "server/ports/blobs.hpp"
#include "server/runtime/options.hpp"

namespace crosstalk::server {

// Thread: the loop's.
class Caretaker {
  public:
    // All of it must outlive the caretaker.
    struct Means {
        const DataFolder& folder;
        local::SqliteJournal& journal;
        local::SqliteView& view;
        ports::Blobs& blobs;
        std::function<const hub::State&()> state;
        transport::Runtime& runtime;
        Log log;
        // Removes what was said before that time, everywhere.
        std::function<void(net::Timestamp)> purge;
        std::optional<std::chrono::days> keep;
    };

    explicit Caretaker(Means means);
    Caretaker(const Caretaker&) = delete;
    Caretaker& operator=(const Caretaker&) = delete;
    ~Caretaker();

    // Once, when the server serves.
    void start();

    // From now on; what is too old by it is purged at once. Nothing: nothing is.
    void keep_messages(std::optional<std::chrono::days> keep);

    // Each entry, from the replay of the start on, before the archive is given it: a purge leaves a mark in the folder
    // first, so that a crash cannot make the rest of it forgotten.
    void applied(const hub::AppliedEntry& entry);

    // Files are being written or removed, or will be before anything else happens.
    [[nodiscard]] bool is_busy() const { return is_busy_ || is_purged_; }

  private:
    enum class Reason : std::uint8_t { Habit, Purge };

    // Begins what is due, unless something is under way.
    void look_around();
    void look_in(net::Milliseconds span);
    void overwrite();
    void make_snapshot();
    void clear_away();
    void trim_journal(net::Position up_to);
    void keep_ids(net::Position up_to);
    void wait_for_trim(net::Position up_to);
    void wipe_journal(std::int64_t first_page);
    void finish();
    // For people: what could not be done. It is tried again.
    void fail(const std::string& what);
    void purge_old();
    void sweep_files();

    Means means_;
    bool has_started_ = false;
    net::Position newest_;           // entry that was applied
    bool is_purged_ = false;         // since the last look: something may still lie somewhere
    bool is_busy_ = false;           // from look_around() to finish() or fail()
    bool is_journal_wiped_ = false;  // since it was trimmed; not known at the start
    Reason reason_ = Reason::Habit;
    net::Milliseconds began_;  // what is under way
    transport::TimerId look_timer_{};
    transport::TimerId wait_timer_{};
    transport::TimerId purge_timer_{};
    transport::TimerId sweep_timer_{};
    transport::Lifetime lifetime_;
};

}  // namespace crosstalk::server
