#include "server/local/sqlite_view.hpp"

#include <algorithm>
#include <chrono>
#include <span>
#include <stdexcept>
#include <utility>

namespace crosstalk::local {
namespace {

// A question waits for one group at most.
constexpr std::size_t group_entries = 256;

// A transaction costs the same for one entry as for twenty. Nobody waits for the view but questions, and they hurry it.
constexpr std::chrono::milliseconds gathering{20};

// In pages of 4 KiB. A checkpoint writes each changed page once, however often it is in the log.
constexpr int log_pages_when_quiet = 256;
constexpr int log_pages_at_most = 8192;
constexpr std::chrono::milliseconds quiet{200};
constexpr std::chrono::milliseconds silent{1'000};  // then however few: everything becomes durable

}  // namespace

SqliteView::SqliteView(const std::filesystem::path& file, Post post)
    : post_(std::move(post)), tables_(file) {}

SqliteView::~SqliteView() {
    jobs_.close();
    if (thread_.joinable()) thread_.join();
}

hub::Snapshot SqliteView::load() {
    if (loaded_) throw std::logic_error("load() is called once");
    loaded_ = true;
    hub::Snapshot snapshot = tables_.snapshot();
    stored_ = given_ = applied_ = durable_ = snapshot.mark.position;
    thread_ = std::thread([this] { run(); });
    return snapshot;
}

void SqliteView::on_failure(std::function<void(std::string)> failed) {
    on_failure_ = std::move(failed);
    if (failure_) tell_failure();
}

void SqliteView::apply(std::vector<hub::AppliedEntry> entries) {
    if (!loaded_) throw std::logic_error("apply() before load()");
    for (const hub::AppliedEntry& entry : entries) {
        if (entry.mark.position != given_.next())
            throw std::logic_error("apply() with a gap between entries");
        given_ = entry.mark.position;
    }
    if (!failure_ && !entries.empty()) jobs_.push(std::move(entries));
}

template <class Answer>
void SqliteView::ask(net::Position at_least, std::function<Answer()> find,
                     std::function<void(Answer)> answer) {
    if (!loaded_) throw std::logic_error("a query before load()");
    if (failure_) return;
    jobs_.push_urgent(Question{at_least, [this, find = std::move(find), answer = std::move(answer)] {
                                   on_loop([answer, found = find()] { answer(found); });
                               }});
}

void SqliteView::rows_above(ports::RowsAbove query, net::Position at_least,
                            std::function<void(ports::Rows)> answer) {
    ask<ports::Rows>(
        at_least, [this, query] { return tables_.rows_above(query); }, std::move(answer));
}

void SqliteView::page_before(ports::PageBefore query, net::Position at_least,
                             std::function<void(ports::Page)> answer) {
    ask<ports::Page>(
        at_least, [this, query] { return tables_.page_before(query); }, std::move(answer));
}

void SqliteView::search(Search query, net::Position at_least,
                        std::function<void(std::vector<Found>)> answer) {
    ask<std::vector<Found>>(
        at_least, [this, query = std::move(query)] { return tables_.search(query); }, std::move(answer));
}

void SqliteView::on_loop(std::function<void()> task) {
    post_([this, task = std::move(task), alive = std::weak_ptr(alive_)] {
        if (!alive.expired() && !failure_) task();
    });
}

void SqliteView::tell_failure() {
    if (!on_failure_) return;
    post_([alive = std::weak_ptr(alive_), failed = std::exchange(on_failure_, nullptr), reason = *failure_] {
        if (!alive.expired()) failed(reason);
    });
}

void SqliteView::run() {
    try {
        while (!jobs_.closed()) {
            auto jobs = jobs_.take(patience());
            if (jobs.empty() && next_ == backlog_.size() && !jobs_.closed()) checkpoint();
            sort(std::move(jobs));
            const std::size_t waiting = backlog_.size() - next_;
            if (questions_.empty() && waiting > 0 && waiting < group_entries) {
                jobs_.gather(gathering);
                sort(jobs_.take(std::chrono::milliseconds(0)));
            }
            answer_questions();
            store_group();
            answer_questions();
        }
    } catch (const std::exception& error) {
        tables_.database().abandon();
        on_loop([this, reason = std::string(error.what())] {
            failure_ = reason;
            tell_failure();
        });
    }
}

std::optional<std::chrono::milliseconds> SqliteView::patience() const {
    if (next_ < backlog_.size()) return std::chrono::milliseconds(0);
    const int pages = tables_.database().log_pages();
    if (pages == 0) return std::nullopt;
    return pages < log_pages_when_quiet ? silent : quiet;
}

void SqliteView::sort(std::deque<std::variant<Entries, Question>> jobs) {
    for (auto& job : jobs) {
        if (auto* question = std::get_if<Question>(&job)) {
            questions_.emplace(question->at_least, std::move(question->answer));
        } else if (auto* entries = std::get_if<Entries>(&job)) {
            if (next_ == backlog_.size()) {
                backlog_ = std::move(*entries);
                next_ = 0;
            } else {
                std::move(entries->begin(), entries->end(), std::back_inserter(backlog_));
            }
        }
    }
}

void SqliteView::answer_questions() {
    while (!questions_.empty() && questions_.begin()->first <= stored_ && !jobs_.closed()) {
        const auto question = questions_.extract(questions_.begin());
        question.mapped()();
    }
}

void SqliteView::store_group() {
    const std::size_t count = std::min(backlog_.size() - next_, group_entries);
    if (count == 0 || jobs_.closed()) return;
    const std::span group = std::span(backlog_).subspan(next_, count);
    tables_.store(group);
    stored_ = group.back().mark.position;
    next_ += count;
    if (next_ == backlog_.size()) {
        backlog_.clear();
        next_ = 0;
    } else if (next_ >= 16 * group_entries) {
        backlog_.erase(backlog_.begin(), backlog_.begin() + static_cast<std::ptrdiff_t>(next_));
        next_ = 0;
    }
    on_loop([this, stored = stored_] { applied_ = stored; });
    if (tables_.database().log_pages() >= log_pages_at_most) checkpoint();
}

void SqliteView::checkpoint() {
    tables_.database().checkpoint();
    on_loop([this, stored = stored_] { durable_ = stored; });
}

}  // namespace crosstalk::local
