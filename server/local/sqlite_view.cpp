#include "server/local/sqlite_view.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <span>
#include <stdexcept>
#include <utility>

#include "server/local/view_search.hpp"

namespace crosstalk::local {
namespace {

// A question waits for one group at most.
constexpr std::size_t group_entries = 256;

// A transaction costs the same for one entry as for twenty. Nobody waits for the view but questions, and they hurry it.
constexpr std::chrono::milliseconds gathering{20};

// In pages of 4 KiB. A checkpoint writes each changed page once, however often it is in the log.
constexpr int log_pages_when_quiet = 256;
constexpr int log_pages_at_most = 8192;
constexpr int log_pages_while_cleaning = 2048;  // few, as questions wait for each checkpoint
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

template <class Find, class Answer>
void SqliteView::ask(net::Position at_least, Find find, std::function<void(Answer)> answer) {
    ask_in_steps(at_least, [this, find = std::move(find), answer = std::move(answer)] {
        on_loop([answer, found = find()]() mutable { answer(std::move(found)); });
        return true;
    });
}

void SqliteView::ask_in_steps(net::Position at_least, Step step) {
    if (!loaded_) throw std::logic_error("a query before load()");
    if (!failure_) jobs_.push_urgent(Question{at_least, std::move(step)});
}

void SqliteView::rows_above(ports::RowsAbove query, net::Position at_least,
                            std::function<void(ports::Rows)> answer) {
    ask(
        at_least, [this, query] { return tables_.rows_above(query); }, std::move(answer));
}

void SqliteView::page(ports::PageQuery query, net::Position at_least,
                      std::function<void(ports::Page)> answer) {
    ask(
        at_least, [this, query] { return tables_.page(query); }, std::move(answer));
}

void SqliteView::message_facts(net::RoomId room, net::MessageId message, net::UserId asker,
                               net::Position at_least,
                               std::function<void(std::optional<ports::MessageFacts>)> answer) {
    ask(
        at_least, [this, room, message, asker] { return tables_.message_facts(room, message, asker); },
        std::move(answer));
}

void SqliteView::messages(net::RoomId room, std::vector<net::MessageId> ids, net::UserId reader,
                          net::Position at_least, std::function<void(std::vector<net::Message>)> answer) {
    ask(
        at_least, [this, room, ids = std::move(ids), reader] { return tables_.messages(room, ids, reader); },
        std::move(answer));
}

void SqliteView::search(ports::SearchQuery query, net::Position at_least,
                        std::function<void(net::SearchPage)> answer) {
    auto search = std::make_shared<std::optional<ViewSearch>>();
    ask_in_steps(at_least, [this, search, query = std::move(query), answer = std::move(answer)] {
        if (!*search) search->emplace(tables_, query);
        if (!(*search)->step()) return false;
        on_loop([answer, page = (*search)->page()]() mutable { answer(std::move(page)); });
        return true;
    });
}

void SqliteView::former_texts(net::RoomId room, net::MessageId message, net::Position at_least,
                              std::function<void(std::vector<net::FormerText>)> answer) {
    ask(
        at_least, [this, room, message] { return tables_.former_texts(room, message); }, std::move(answer));
}

void SqliteView::file(net::RoomId room, net::MessageId message, std::uint32_t index, net::Position at_least,
                      std::function<void(std::optional<net::File>)> answer) {
    ask(
        at_least, [this, room, message, index] { return tables_.file(room, message, index); },
        std::move(answer));
}

void SqliteView::game(net::RoomId room, net::MessageId message, net::Position at_least,
                      std::function<void(std::optional<net::GameFound>)> answer) {
    ask(
        at_least, [this, room, message] { return tables_.game(room, message); }, std::move(answer));
}

void SqliteView::games(ports::GamesQuery query, net::Position at_least,
                       std::function<void(net::GamesPage)> answer) {
    ask(
        at_least, [this, query = std::move(query)] { return tables_.games(query); }, std::move(answer));
}

void SqliteView::file_usage(net::UserId user, net::Position at_least,
                            std::function<void(ports::FileUsage)> answer) {
    ask(
        at_least, [this, user] { return tables_.file_usage(user); }, std::move(answer));
}

void SqliteView::stored_files(net::Position at_least, std::function<void(std::vector<net::Digest>)> answer) {
    ask(
        at_least, [this] { return tables_.stored_files(); }, std::move(answer));
}

void SqliteView::marks_after_purge(net::RoomId room, net::Position at_least,
                                   std::function<void(std::vector<ports::MarkAfterPurge>)> answer) {
    ask(
        at_least, [this, room] { return tables_.marks_after_purge(room); }, std::move(answer));
}

void SqliteView::audit(net::RoomId room, net::Position before, net::Position at_least,
                       std::function<void(net::AuditPage)> answer) {
    ask(
        at_least, [this, room, before] { return tables_.audit(room, before); }, std::move(answer));
}

void SqliteView::when_overwritten(net::Position at_least, std::function<void()> done) {
    ask_in_steps(at_least, [this, done = std::move(done)] {
        tables_.removal().hurry();
        overwritten_.push_back(done);
        return true;
    });
}

void SqliteView::on_disk(net::Position at_least, Work work) {
    ask_in_steps(at_least, [this, work = std::move(work)] {
        on_loop(work(tables_));
        return true;
    });
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
            const bool idle =
                jobs.empty() && next_ == backlog_.size() && begun_.empty() && !cleaning_is_due();
            if (idle && !jobs_.closed()) checkpoint();
            sort(std::move(jobs));
            const std::size_t waiting = backlog_.size() - next_;
            if (questions_.empty() && begun_.empty() && waiting > 0 && waiting < group_entries) {
                jobs_.gather(gathering);
                sort(jobs_.take(std::chrono::milliseconds(0)));
            }
            answer_questions();
            store_group();
            answer_questions();
            go_on_answering();
            clean_up();
        }
    } catch (const std::exception& error) {
        tables_.database().abandon();
        on_loop([this, reason = std::string(error.what())] {
            failure_ = reason;
            tell_failure();
        });
    }
}

bool SqliteView::cleaning_is_due() const {
    const auto due = tables_.removal().due();
    return due && *due <= Removal::Clock::now();
}

std::optional<std::chrono::milliseconds> SqliteView::patience() const {
    using std::chrono::milliseconds;
    if (next_ < backlog_.size() || !begun_.empty() || cleaning_is_due()) return milliseconds(0);
    std::optional<milliseconds> span;
    if (const int pages = tables_.database().log_pages(); pages > 0)
        span = pages < log_pages_when_quiet ? silent : quiet;
    if (const auto due = tables_.removal().due()) {
        const auto wait = std::chrono::ceil<milliseconds>(*due - Removal::Clock::now());
        span = span ? std::min(*span, wait) : wait;
    }
    return span;
}

void SqliteView::sort(std::deque<std::variant<Entries, Question>> jobs) {
    for (auto& job : jobs) {
        if (auto* question = std::get_if<Question>(&job)) {
            questions_.emplace(question->at_least, std::move(question->step));
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
        auto question = questions_.extract(questions_.begin());
        if (!question.mapped()()) begun_.push_back(std::move(question.mapped()));
    }
}

// One step of one of them at a time: whoever asks for little is answered before who asks for much.
void SqliteView::go_on_answering() {
    if (begun_.empty() || jobs_.closed()) return;
    Step step = std::move(begun_.front());
    begun_.pop_front();
    if (!step()) begun_.push_back(std::move(step));
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

void SqliteView::clean_up() {
    if (!jobs_.closed() && cleaning_is_due()) {
        tables_.removal().step();
        if (tables_.database().log_pages() >= log_pages_while_cleaning) checkpoint();
    }
    if (!tables_.removal().is_done()) return;
    for (std::function<void()>& done : std::exchange(overwritten_, {}))
        on_loop(std::move(done));
}

void SqliteView::checkpoint() {
    tables_.database().checkpoint();
    on_loop([this, stored = stored_] { durable_ = stored; });
}

}  // namespace crosstalk::local
