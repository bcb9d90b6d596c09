#include "server/app/caretaker.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>
#include <variant>
#include <vector>

#include "net/text/paths.hpp"
#include "net/transport/credentials/private_file.hpp"
#include "server/app/snapshots.hpp"
#include "server/local/upkeep.hpp"
#include "server/local/wiping.hpp"

namespace crosstalk::server {

namespace {

namespace fs = std::filesystem;

constexpr std::chrono::days snapshot_every{7};
constexpr std::chrono::days kept_at_most{14};
constexpr std::size_t snapshots_kept = 2;

constexpr net::Milliseconds hour{3'600'000};
constexpr net::Milliseconds day{24 * hour.value};
constexpr net::Milliseconds short_wait{50};
constexpr std::int64_t pages_at_once = 1'024;  // of 4 KiB
constexpr std::size_t entries_at_once = 4'096;
// Whoever purges again and again must not keep the disk busy: so much rest for the time that the last one took.
constexpr std::int64_t rest_per_purge = 9;

// Copies that a change of format has left: they hold what was removed since.
std::vector<fs::path> format_copies(const DataFolder& folder) {
    std::vector<fs::path> copies;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder.path, error)) {
        const std::string name = text::utf8_of(entry.path().filename());
        if (name.starts_with("view.db.format-") || name.starts_with("journal.db.format-"))
            copies.push_back(entry.path());
    }
    return copies;
}

bool is_older_than(const fs::path& file, std::chrono::days span) {
    std::error_code error;
    const auto made = fs::last_write_time(file, error);
    return !error && fs::file_time_type::clock::now() - made >= span;
}

// What the snapshots and copies are that may go.
std::vector<fs::path> superfluous(const DataFolder& folder, const std::vector<Snapshot>& snapshots,
                                  bool only_the_newest_may_stay) {
    std::vector<fs::path> files = unfinished_snapshots_in(folder);
    for (std::size_t i = 0; i + 1 < snapshots.size(); ++i) {
        const bool may_stay = !only_the_newest_may_stay && i + snapshots_kept >= snapshots.size() &&
                              snapshots[i].age < kept_at_most;
        if (!may_stay) files.push_back(snapshots[i].file);
    }
    for (const fs::path& copy : format_copies(folder)) {
        if (only_the_newest_may_stay || is_older_than(copy, kept_at_most)) files.push_back(copy);
    }
    return files;
}

// What went wrong; empty if nothing did.
std::string make_snapshot_of(local::Database& archive, const DataFolder& folder) {
    try {
        fs::create_directory(folder.snapshots());
        transport::keep_private(folder.snapshots());
        const net::Mark mark = local::mark_of_archive(archive);
        local::copy_database(archive, snapshot_file(folder, mark.position));
        return "";
    } catch (const std::exception& error) {
        return error.what();
    }
}

}  // namespace

Caretaker::Caretaker(Means means) : means_(std::move(means)) {
    std::error_code error;
    is_purged_ = fs::exists(means_.folder.purge_mark(), error);
}

Caretaker::~Caretaker() {
    means_.runtime.cancel(look_timer_);
    means_.runtime.cancel(wait_timer_);
    means_.runtime.cancel(purge_timer_);
    means_.runtime.cancel(sweep_timer_);
}

void Caretaker::start() {
    has_started_ = true;
    look_around();
    if (means_.keep) purge_old();
    sweep_files();
}

void Caretaker::keep_messages(std::optional<std::chrono::days> keep) {
    means_.keep = keep;
    means_.runtime.cancel(std::exchange(purge_timer_, {}));
    if (has_started_ && means_.keep) purge_old();
}

void Caretaker::applied(const hub::AppliedEntry& entry) {
    newest_ = entry.mark.position;
    const bool purges = std::ranges::any_of(entry.changes, [](const hub::Change& change) {
        return std::holds_alternative<hub::MessagesPurged>(change);
    });
    if (!purges) return;
    try {
        transport::replace_private_file(means_.folder.purge_mark(), {});
    } catch (const std::exception& error) {
        means_.log(LogLevel::Warning, error.what());
    }
    if (!std::exchange(is_purged_, true) && has_started_ && !is_busy_) look_in({0});
}

// --- what is due

void Caretaker::look_in(net::Milliseconds span) {
    means_.runtime.cancel(look_timer_);
    look_timer_ = means_.runtime.after(span, [this] { look_around(); });
}

void Caretaker::look_around() {
    if (std::exchange(is_busy_, true)) return;
    began_ = means_.runtime.steady();
    if (std::exchange(is_purged_, false)) {
        reason_ = Reason::Purge;
        return overwrite();
    }
    reason_ = Reason::Habit;
    std::vector<Snapshot> snapshots = snapshots_in(means_.folder);
    // What a restored backup has not lived to see is of another course of things.
    for (; !snapshots.empty() && snapshots.back().position > newest_; snapshots.pop_back()) {
        std::error_code error;
        fs::remove(snapshots.back().file, error);
    }
    const bool has_one = !snapshots.empty();
    const bool is_recent =
        has_one && snapshots.back().age.count() >= 0 && snapshots.back().age < snapshot_every;
    const bool has_news = !has_one || snapshots.back().position < newest_;
    if (!is_recent && has_news) return overwrite();
    clear_away();
}

// What was removed up to now leaves no trace in the archive itself. It takes its time over that.
void Caretaker::overwrite() {
    means_.view.when_overwritten(newest_, [this, alive = lifetime_.watch()] {
        if (!alive.expired()) make_snapshot();
    });
}

void Caretaker::make_snapshot() {
    means_.view.on_disk(
        newest_, [this, alive = lifetime_.watch(), folder = means_.folder](local::ViewTables& archive) {
            const std::string failure = make_snapshot_of(archive.database(), folder);
            return [this, alive, failure] {
                if (alive.expired()) return;
                if (failure.empty()) return clear_away();
                fail("no snapshot of the archive could be made: " + failure);
            };
        });
}

void Caretaker::clear_away() {
    const std::vector<Snapshot> snapshots = snapshots_in(means_.folder);
    for (const fs::path& file : superfluous(means_.folder, snapshots, reason_ == Reason::Purge)) {
        std::error_code error;
        fs::remove(file, error);
        if (error) return fail(text::utf8_of(file) + " could not be removed: " + error.message());
    }
    const std::vector<Snapshot> kept = snapshots_in(means_.folder);
    if (kept.empty()) return finish();
    trim_journal(kept.front().position);
}

void Caretaker::trim_journal(net::Position up_to) {
    means_.journal.on_disk([this, alive = lifetime_.watch(), up_to](local::Database& journal) {
        const net::Position trimmed = local::trimmed_of_journal(journal);
        return [this, alive, up_to, trimmed] {
            if (alive.expired()) return;
            if (trimmed >= up_to && is_journal_wiped_) return finish();
            is_journal_wiped_ = false;
            keep_ids(up_to);
        };
    });
}

// In steps between the commits, as all that follows.
void Caretaker::keep_ids(net::Position up_to) {
    means_.journal.on_disk([this, alive = lifetime_.watch(), up_to](local::Database& journal) {
        const bool more = local::keep_ids(journal, up_to, entries_at_once);
        return [this, alive, up_to, more] {
            if (alive.expired()) return;
            if (more) return keep_ids(up_to);
            means_.journal.trim(up_to);
            wait_for_trim(up_to);
        };
    });
}

void Caretaker::wait_for_trim(net::Position up_to) {
    means_.journal.on_disk([this, alive = lifetime_.watch(), up_to](local::Database& journal) {
        const bool is_done = local::trimmed_of_journal(journal) >= up_to;
        return [this, alive, up_to, is_done] {
            if (alive.expired()) return;
            if (is_done) return wipe_journal(1);
            wait_timer_ = means_.runtime.after(short_wait, [this, up_to] { wait_for_trim(up_to); });
        };
    });
}

void Caretaker::wipe_journal(std::int64_t first_page) {
    means_.journal.on_disk([this, alive = lifetime_.watch(), first_page](local::Database& journal) {
        const std::int64_t next = local::wipe_pages(journal, first_page, pages_at_once);
        return [this, alive, next] {
            if (alive.expired()) return;
            if (next > 0) return wipe_journal(next);
            is_journal_wiped_ = true;
            finish();
        };
    });
}

void Caretaker::finish() {
    is_busy_ = false;
    if (reason_ == Reason::Purge && !is_purged_) {
        std::error_code error;
        fs::remove(means_.folder.purge_mark(), error);
        means_.log(LogLevel::Info, "what was purged is in no file any more");
        sweep_files();
    }
    if (!is_purged_) return look_in(hour);
    const net::Milliseconds took{means_.runtime.steady().value - began_.value};
    look_in({rest_per_purge * took.value});
}

void Caretaker::fail(const std::string& what) {
    is_busy_ = false;
    if (reason_ == Reason::Purge) is_purged_ = true;
    means_.log(LogLevel::Warning, what + " This is tried again in an hour.");
    look_in(hour);
}

// --- retention

void Caretaker::purge_old() {
    purge_timer_ = means_.runtime.after(day, [this] { purge_old(); });
    const std::chrono::milliseconds span = *means_.keep;
    const net::Timestamp before{means_.runtime.wall().value - span.count()};
    means_.view.on_disk(newest_, [this, alive = lifetime_.watch(), before](local::ViewTables& archive) {
        const auto oldest = local::oldest_message(archive.database());
        return [this, alive, before, is_due = oldest && *oldest < before] {
            if (!alive.expired() && is_due) means_.purge(before);
        };
    });
}

// --- files

// Needed is what the archive names, and what was an upload or a picture when it was asked: whatever becomes of those
// meanwhile, their bodies stay until the next day. What is stored later is too young to go. Uploads on their way are the
// hub's to give up.
void Caretaker::sweep_files() {
    means_.runtime.cancel(sweep_timer_);
    sweep_timer_ = means_.runtime.after(day, [this] { sweep_files(); });
    auto named = std::make_shared<std::set<net::Digest>>();
    const hub::State& state = means_.state();
    for (const auto& [id, upload] : state.uploads)
        named->insert(upload.hash);
    for (const auto& [id, user] : state.users) {
        if (user.row.card.picture) named->insert(user.row.picture);
    }
    means_.view.stored_files(state.mark.position, [this, alive = lifetime_.watch(),
                                                   named](const std::vector<net::Digest>& stored) {
        if (alive.expired()) return;
        named->insert(stored.begin(), stored.end());
        means_.blobs.sweep(
            day,
            {.blob = [named](const ports::BlobName& name) { return named->contains(name); },
             .upload = [known = means_.state](net::UploadId id) { return known().uploads.contains(id); }});
    });
}

}  // namespace crosstalk::server
