// The view's twin in memory, and the plain model that the real one is compared with. What it has stored lies in
// a ViewDisk, which outlives it.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "server/local/scheduled_tasks.hpp"
#include "server/ports/view.hpp"

namespace crosstalk::testing {

// The rows of a view as plain maps, and its two questions in their simplest form.
struct ViewRows {
    net::Mark mark;
    net::Timestamp at;
    std::uint32_t rules = 1;
    hub::LimitsRow limits;
    std::map<net::UserId, hub::UserRow> users;
    std::map<net::DeviceId, hub::DeviceRow> devices;
    std::map<net::RoomId, hub::RoomRow> rooms;
    std::map<std::pair<net::RoomId, net::UserId>, hub::MemberRow> members;
    std::map<std::tuple<net::DeviceId, net::RunId, net::CommandNumber>, hub::ResultRow> results;
    std::map<net::RoomId, std::map<net::Sequence, hub::MessageRow>> messages;

    void apply(const hub::AppliedEntry& entry);
    [[nodiscard]] hub::Snapshot snapshot() const;
    [[nodiscard]] ports::Rows rows_above(const ports::RowsAbove& query) const;
    [[nodiscard]] ports::Page page_before(const ports::PageBefore& query) const;
    // The message with the name its author has now.
    [[nodiscard]] net::Message message(const hub::MessageRow& row) const;
};

class MemoryView;

class ViewDisk {
  public:
    // How long it takes until entries are visible, and until a query is answered. Empty: the next task.
    std::function<net::Milliseconds()> lag;
    std::function<net::Milliseconds()> query_delay;
    // The next write fails, and the view with it.
    bool fail_next_write = false;
    // How many of the newest entries a crash may take at most.
    std::size_t undurable_entries = 64;

    // Nothing becomes visible until release().
    void hold() { held_ = true; }
    void release();

    // A crash took the newest entries, at most those that were not durable. Only while no view is open. Answers
    // how many.
    std::size_t lose_suffix(std::size_t count);

    [[nodiscard]] const ViewRows& rows() const { return rows_; }
    [[nodiscard]] net::Position durable() const { return durable_rows_.mark.position; }

  private:
    friend class MemoryView;
    void store(hub::AppliedEntry entry);

    ViewRows rows_;
    ViewRows durable_rows_;
    std::deque<hub::AppliedEntry> undurable_;  // what makes rows_ of durable_rows_
    bool held_ = false;
    MemoryView* view_ = nullptr;  // the open one
};

class MemoryView final : public ports::View {
  public:
    // Throws when another view is open on the disk. Runtime and disk must outlive it.
    MemoryView(ports::Runtime& runtime, ViewDisk& disk);
    MemoryView(const MemoryView&) = delete;
    MemoryView& operator=(const MemoryView&) = delete;
    ~MemoryView() override;

    hub::Snapshot load() override;
    void on_failure(std::function<void(std::string reason)> failed) override;
    void apply(std::vector<hub::AppliedEntry> entries) override;
    [[nodiscard]] net::Position applied() const override { return disk_.rows().mark.position; }
    [[nodiscard]] net::Position durable() const override { return disk_.durable(); }
    void rows_above(ports::RowsAbove query, net::Position at_least,
                    std::function<void(ports::Rows)> answer) override;
    void page_before(ports::PageBefore query, net::Position at_least,
                     std::function<void(ports::Page)> answer) override;

  private:
    friend class ViewDisk;
    void store_next();
    void report_failure();
    void ask(net::Position at_least, std::function<void()> answer);
    void answer_those_that_can_be();

    local::ScheduledTasks tasks_;
    ViewDisk& disk_;
    bool loaded_ = false;
    net::Position given_;                  // the newest entry that apply() was given
    std::deque<hub::AppliedEntry> queue_;  // not visible yet
    bool storing_ = false;                 // a store_next() is scheduled
    std::multimap<net::Position, std::function<void()>> queries_;
    std::function<void(std::string)> on_failure_;
    bool failed_ = false;
};

}  // namespace crosstalk::testing
