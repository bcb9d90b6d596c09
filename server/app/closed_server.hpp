// A data folder without its server: opened for one answer and closed again. What the journal holds and the archive does
// not yet is carried over first, as at a start; nothing is added to the journal.
#pragma once

#include <functional>

#include "net/transport/loop.hpp"
#include "server/app/records.hpp"
#include "server/app/reply.hpp"
#include "server/hub/hub.hpp"

namespace crosstalk::server {

// Thread: one. Everything throws std::runtime_error with a text for people; nobody else can open the folder meanwhile.
class ClosedServer {
  public:
    // `folder` must outlive it.
    explicit ClosedServer(const DataFolder& folder);
    ClosedServer(const ClosedServer&) = delete;
    ClosedServer& operator=(const ClosedServer&) = delete;

    [[nodiscard]] Records records();

    // Lets `answer` tell `reply` everything; returns when it has ended.
    void run(const std::function<void(const Reply&)>& answer, const Reply& reply);

  private:
    void follow();
    void apply(std::span<const ports::JournalEntry> entries);
    void throw_if_failed() const;

    const DataFolder& folder_;
    transport::Loop loop_;
    local::SqliteJournal journal_;
    local::SqliteView view_;
    hub::Hub hub_;
    std::string failure_;
};

}  // namespace crosstalk::server
