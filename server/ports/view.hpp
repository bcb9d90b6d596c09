// Port: the archive. Keeps messages and the hub's state as rows, behind the journal by a little, and answers
// pages.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "net/events.hpp"
#include "net/ids.hpp"
#include "server/hub/changes.hpp"

namespace crosstalk::ports {

// What changed above `have`: the newest messages (by sequence) with revision > have, at most `limit` (which is
// held within 1 and net::max_page_rows) and net::max_page_bytes of text (but at least one), ascending by
// sequence.
struct RowsAbove {
    net::RoomId room;
    net::Sequence have;
    std::size_t limit = net::max_page_rows;
};
struct Rows {
    net::Mark mark;         // the view's when it answered
    net::RoomSummary room;  // at that mark
    // Complete from here on. have + 1 if nothing is missing; if anything is, above that, even when only changes
    // of messages up to `have` are: the asker must know that what it has below `from` may be stale.
    net::Sequence from;
    std::vector<net::Message> messages;
};

// The newest messages with sequence < before (0 = no bound), bounded likewise, ascending.
struct PageBefore {
    net::RoomId room;
    net::Sequence before;
    std::size_t limit = net::max_page_rows;
};
struct Page {
    net::Sequence from;  // complete from here up to `before`; 1 when the beginning was reached
    std::vector<net::Message> messages;
};

// Contract, kept by every implementation and checked by the conformance suite. Thread: the loop's; calls back
// on it, never inside the call.
// - apply() takes entries in order of position without gaps; each entry becomes visible as a whole, with its
//   mark.
// - Every entry that load() returned the effects of, and no later one, is stored; a crash loses only a
//   suffix.
// - A query waits until the entry `at_least` is visible. Answers come in any order. Rooms that do not exist
//   give an empty answer with room.id 0. Names of authors are those they have at the answer's mark.
// - After an error the view fails once, for good; queries in flight are not answered.
class View {
  public:
    virtual ~View() = default;

    // Once, before anything else: the state the hub starts from.
    virtual hub::Snapshot load() = 0;
    virtual void on_failure(std::function<void(std::string reason)> failed) = 0;

    virtual void apply(std::vector<hub::AppliedEntry> entries) = 0;
    // Newest entry that is stored; lags behind what apply() was given.
    [[nodiscard]] virtual net::Position applied() const = 0;
    // Newest entry that no crash takes back; lags behind applied(), by much while it is busy.
    [[nodiscard]] virtual net::Position durable() const = 0;

    virtual void rows_above(RowsAbove query, net::Position at_least, std::function<void(Rows)> answer) = 0;
    virtual void page_before(PageBefore query, net::Position at_least, std::function<void(Page)> answer) = 0;
};

}  // namespace crosstalk::ports
