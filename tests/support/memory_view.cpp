#include "tests/support/memory_view.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>
#include <variant>

namespace crosstalk::testing {
namespace {

template <class Map>
auto values_of(const Map& map) {
    std::vector<typename Map::mapped_type> values;
    for (const auto& [key, value] : map)
        values.push_back(value);
    return values;
}

// Stores one change; the alternatives of hub::Change, one function each.
struct Storing {
    ViewRows& rows;

    void operator()(const hub::LimitsRow& row) const { rows.limits = row; }
    void operator()(const hub::UserRow& row) const { rows.users[row.id] = row; }
    void operator()(const hub::DeviceRow& row) const { rows.devices[row.id] = row; }
    void operator()(const hub::RoomRow& row) const { rows.rooms[row.id] = row; }
    void operator()(const hub::MemberRow& row) const { rows.members[{row.room, row.user}] = row; }
    void operator()(const hub::MemberRemoved& gone) const { rows.members.erase({gone.room, gone.user}); }
    void operator()(const hub::MessageRow& row) const { rows.messages[row.room][row.sequence] = row; }
    void operator()(const hub::ResultRow& row) const {
        rows.results[{row.device, row.run, row.number}] = row;
        if (row.number.value > net::command_window)
            forget_answers(row.device, row.run, {row.number.value - net::command_window});
    }
    void operator()(const hub::RunRemoved& gone) const {
        forget_answers(gone.device, gone.run, {std::numeric_limits<std::uint64_t>::max()});
    }

    void forget_answers(net::DeviceId device, net::RunId run, net::CommandNumber up_to) const {
        rows.results.erase(rows.results.lower_bound({device, run, {}}),
                           rows.results.upper_bound({device, run, up_to}));
    }
};

// Takes messages, newest first, until limit or bytes are reached.
class Bounded {
  public:
    explicit Bounded(std::size_t limit) : limit_(std::clamp<std::size_t>(limit, 1, net::max_page_rows)) {}

    // False: it did not fit, and nothing after it will.
    bool take(net::Message message) {
        bytes_ += message.text.size();
        if (taken_.size() == limit_ || (!taken_.empty() && bytes_ > net::max_page_bytes)) return false;
        taken_.push_back(std::move(message));
        return true;
    }
    std::vector<net::Message> ascending() {
        std::reverse(taken_.begin(), taken_.end());
        return std::move(taken_);
    }

  private:
    std::size_t limit_;
    std::size_t bytes_ = 0;
    std::vector<net::Message> taken_;
};

}  // namespace

void ViewRows::apply(const hub::AppliedEntry& entry) {
    for (const hub::Change& change : entry.changes)
        std::visit(Storing{*this}, change);
    mark = entry.mark;
    at = entry.at;
    rules = entry.rules;
}

hub::Snapshot ViewRows::snapshot() const {
    return {mark,
            at,
            rules,
            limits,
            values_of(users),
            values_of(devices),
            values_of(rooms),
            values_of(members),
            values_of(results)};
}

net::Message ViewRows::message(const hub::MessageRow& row) const {
    const auto author = users.find(row.author);
    return {row.id,       row.sequence,
            row.revision, {row.author, author == users.end() ? std::string() : author->second.name},
            row.at,       row.text};
}

ports::Rows ViewRows::rows_above(const ports::RowsAbove& query) const {
    ports::Rows rows{mark, {}, query.have.next(), {}};
    const auto room = rooms.find(query.room);
    if (room == rooms.end()) return rows;
    const hub::RoomRow& row = room->second;
    rows.room = {row.id, row.name, row.kind, row.head, row.posts};
    const auto stored = messages.find(query.room);
    if (stored == messages.end()) return rows;
    Bounded taken(query.limit);
    bool complete = true;
    for (auto next = stored->second.rbegin(); next != stored->second.rend() && complete; ++next) {
        if (next->second.revision > query.have) complete = taken.take(message(next->second));
    }
    rows.messages = taken.ascending();
    if (!complete) rows.from = std::max(rows.messages.front().sequence, query.have.next().next());
    return rows;
}

ports::Page ViewRows::page_before(const ports::PageBefore& query) const {
    ports::Page page{{1}, {}};
    const auto stored = messages.find(query.room);
    if (stored == messages.end()) return page;
    const auto& all = stored->second;
    const auto end = query.before ? all.lower_bound(query.before) : all.end();
    Bounded taken(query.limit);
    bool complete = true;
    for (auto next = std::make_reverse_iterator(end); next != all.rend() && complete; ++next)
        complete = taken.take(message(next->second));
    page.messages = taken.ascending();
    if (!complete) page.from = page.messages.front().sequence;
    return page;
}

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

void MemoryView::page_before(ports::PageBefore query, net::Position at_least,
                             std::function<void(ports::Page)> answer) {
    ask(at_least, [this, query, answer = std::move(answer)] { answer(disk_.rows().page_before(query)); });
}

}  // namespace crosstalk::testing
