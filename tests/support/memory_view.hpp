// The view's twin in memory. What it has stored lies in a ViewDisk, which outlives it.
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
#include "tests/support/view_rows.hpp"

namespace crosstalk::testing {

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
    void page(ports::PageQuery query, net::Position at_least,
              std::function<void(ports::Page)> answer) override;
    void message_facts(net::RoomId room, net::MessageId message, net::UserId asker, net::Position at_least,
                       std::function<void(std::optional<ports::MessageFacts>)> answer) override;
    void messages(net::RoomId room, std::vector<net::MessageId> ids, net::UserId reader,
                  net::Position at_least, std::function<void(std::vector<net::Message>)> answer) override;
    void search(ports::SearchQuery query, net::Position at_least,
                std::function<void(net::SearchPage)> answer) override;
    void former_texts(net::RoomId room, net::MessageId message, net::Position at_least,
                      std::function<void(std::vector<net::FormerText>)> answer) override;
    void file(net::RoomId room, net::MessageId message, std::uint32_t index, net::Position at_least,
              std::function<void(std::optional<net::File>)> answer) override;
    void game(net::RoomId room, net::MessageId message, net::Position at_least,
              std::function<void(std::optional<net::GameFound>)> answer) override;
    void games(ports::GamesQuery query, net::Position at_least,
               std::function<void(net::GamesPage)> answer) override;
    void file_usage(net::UserId user, net::Position at_least,
                    std::function<void(ports::FileUsage)> answer) override;
    void stored_files(net::Position at_least, std::function<void(std::vector<net::Digest>)> answer) override;
    void marks_after_purge(net::RoomId room, net::Position at_least,
                           std::function<void(std::vector<ports::MarkAfterPurge>)> answer) override;
    void audit(net::RoomId room, net::Position before, net::Position at_least,
               std::function<void(net::AuditPage)> answer) override;

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
