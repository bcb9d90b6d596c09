#include "tests/support/memory_view.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace crosstalk::testing {
void ViewDisk::store(hub::AppliedEntry entry) {
    rows_.apply(entry);
    undurable_.push_back(std::move(entry));
    while (undurable_.size() > undurable_entries) {
        durable_rows_.apply(undurable_.front());
        undurable_.pop_front();
    }
}

std::size_t ViewDisk::lose_suffix(std::size_t count) {
    if (view_ != nullptr) throw std::logic_error("a crash needs a view that is closed");
    count = std::min(count, undurable_.size());
    if (count == 0) return 0;
    undurable_.resize(undurable_.size() - count);
    rows_ = durable_rows_;
    for (const hub::AppliedEntry& entry : undurable_)
        rows_.apply(entry);
    return count;
}

void ViewDisk::release() {
    held_ = false;
    if (view_ == nullptr || view_->queue_.empty() || view_->storing_) return;
    view_->storing_ = true;
    view_->tasks_.after({}, [view = view_] { view->store_next(); });
}

MemoryView::MemoryView(ports::Runtime& runtime, ViewDisk& disk) : tasks_(runtime), disk_(disk) {
    if (disk.view_ != nullptr) throw std::runtime_error("another view is open on this disk");
    disk.view_ = this;
}

MemoryView::~MemoryView() {
    disk_.view_ = nullptr;
}

hub::Snapshot MemoryView::load() {
    if (loaded_) throw std::logic_error("load() is called once");
    loaded_ = true;
    // Opening brings everything that is there onto the disk.
    disk_.durable_rows_ = disk_.rows_;
    disk_.undurable_.clear();
    given_ = disk_.rows_.mark.position;
    return disk_.rows_.snapshot();
}

void MemoryView::on_failure(std::function<void(std::string)> failed) {
    on_failure_ = std::move(failed);
    if (failed_) report_failure();
}

void MemoryView::apply(std::vector<hub::AppliedEntry> entries) {
    if (!loaded_) throw std::logic_error("apply() before load()");
    for (hub::AppliedEntry& entry : entries) {
        if (entry.mark.position != given_.next())
            throw std::logic_error("apply() with a gap between entries");
        given_ = entry.mark.position;
        if (!failed_) queue_.push_back(std::move(entry));
    }
    if (queue_.empty() || storing_) return;
    storing_ = true;
    tasks_.after(disk_.lag ? disk_.lag() : net::Milliseconds{}, [this] { store_next(); });
}

void MemoryView::store_next() {
    storing_ = false;
    if (disk_.held_ || queue_.empty()) return;
    if (std::exchange(disk_.fail_next_write, false)) {
        failed_ = true;
        queue_.clear();
        queries_.clear();
        tasks_.clear();
        report_failure();
        return;
    }
    disk_.store(std::move(queue_.front()));
    queue_.pop_front();
    if (!queue_.empty()) {
        storing_ = true;
        tasks_.after(disk_.lag ? disk_.lag() : net::Milliseconds{}, [this] { store_next(); });
    }
    answer_those_that_can_be();
}

void MemoryView::report_failure() {
    if (!on_failure_) return;
    tasks_.after({}, [failed = std::exchange(on_failure_, nullptr)] {
        failed("The archive could not be written: the disk failed. Check the disk, then start again.");
    });
}

void MemoryView::ask(net::Position at_least, std::function<void()> answer) {
    if (!loaded_) throw std::logic_error("a query before load()");
    if (failed_) return;
    queries_.emplace(at_least, std::move(answer));
    answer_those_that_can_be();
}

void MemoryView::answer_those_that_can_be() {
    while (!queries_.empty() && queries_.begin()->first <= applied()) {
        auto query = queries_.extract(queries_.begin());
        tasks_.after(disk_.query_delay ? disk_.query_delay() : net::Milliseconds{},
                     std::move(query.mapped()));
    }
}

void MemoryView::rows_above(ports::RowsAbove query, net::Position at_least,
                            std::function<void(ports::Rows)> answer) {
    ask(at_least, [this, query, answer = std::move(answer)] { answer(disk_.rows().rows_above(query)); });
}

void MemoryView::page(ports::PageQuery query, net::Position at_least,
                      std::function<void(ports::Page)> answer) {
    ask(at_least, [this, query, answer = std::move(answer)] { answer(disk_.rows().page(query)); });
}

void MemoryView::message_facts(net::RoomId room, net::MessageId message, net::UserId asker,
                               net::Position at_least,
                               std::function<void(std::optional<ports::MessageFacts>)> answer) {
    ask(at_least, [this, room, message, asker, answer = std::move(answer)] {
        answer(disk_.rows().message_facts(room, message, asker));
    });
}

void MemoryView::messages(net::RoomId room, std::vector<net::MessageId> ids, net::UserId reader,
                          net::Position at_least, std::function<void(std::vector<net::Message>)> answer) {
    ask(at_least, [this, room, ids = std::move(ids), reader, answer = std::move(answer)] {
        answer(disk_.rows().messages_of(room, ids, reader));
    });
}

void MemoryView::search(ports::SearchQuery query, net::Position at_least,
                        std::function<void(net::SearchPage)> answer) {
    ask(at_least,
        [this, query = std::move(query), answer = std::move(answer)] { answer(disk_.rows().search(query)); });
}

void MemoryView::former_texts(net::RoomId room, net::MessageId message, net::Position at_least,
                              std::function<void(std::vector<net::FormerText>)> answer) {
    ask(at_least, [this, room, message, answer = std::move(answer)] {
        answer(disk_.rows().former_texts(room, message));
    });
}

void MemoryView::file(net::RoomId room, net::MessageId message, std::uint32_t index, net::Position at_least,
                      std::function<void(std::optional<net::File>)> answer) {
    ask(at_least, [this, room, message, index, answer = std::move(answer)] {
        answer(disk_.rows().file(room, message, index));
    });
}

void MemoryView::game(net::RoomId room, net::MessageId message, net::Position at_least,
                      std::function<void(std::optional<net::GameFound>)> answer) {
    ask(at_least,
        [this, room, message, answer = std::move(answer)] { answer(disk_.rows().game(room, message)); });
}

void MemoryView::games(ports::GamesQuery query, net::Position at_least,
                       std::function<void(net::GamesPage)> answer) {
    ask(at_least, [this, query = std::move(query), answer = std::move(answer)] {
        answer(disk_.rows().games_of(query));
    });
}

void MemoryView::file_usage(net::UserId user, net::Position at_least,
                            std::function<void(ports::FileUsage)> answer) {
    ask(at_least, [this, user, answer = std::move(answer)] { answer(disk_.rows().file_usage(user)); });
}

void MemoryView::stored_files(net::Position at_least, std::function<void(std::vector<net::Digest>)> answer) {
    ask(at_least, [this, answer = std::move(answer)] { answer(disk_.rows().stored_files()); });
}

void MemoryView::marks_after_purge(net::RoomId room, net::Position at_least,
                                   std::function<void(std::vector<ports::MarkAfterPurge>)> answer) {
    ask(at_least, [this, room, answer = std::move(answer)] { answer(disk_.rows().marks_after_purge(room)); });
}

void MemoryView::audit(net::RoomId room, net::Position before, net::Position at_least,
                       std::function<void(net::AuditPage)> answer) {
    ask(at_least,
        [this, room, before, answer = std::move(answer)] { answer(disk_.rows().audit(room, before)); });
}

}  // namespace crosstalk::testing
