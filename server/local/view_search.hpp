// One search, answered in steps: looking through a million messages must not keep others waiting. Between two steps
// entries may be stored; what was changed meanwhile is shown as it is at the last step.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "server/local/search_words.hpp"
#include "server/local/view_tables.hpp"

namespace crosstalk::local {

// Thread: that of the tables, which must outlive it. Everything throws DatabaseError.
class ViewSearch {
  public:
    ViewSearch(ViewTables& tables, ports::SearchQuery query);

    // Some milliseconds. True: page() is ready.
    bool step();
    [[nodiscard]] net::SearchPage page();

  private:
    struct Row {
        net::Hit hit;  // without its excerpt
        std::string text;
        std::string searched;  // with the names of its files
    };
    void begin();
    // Most of what is found anywhere would be in one of the rooms, or at least not hopelessly little.
    [[nodiscard]] bool rooms_hold_much();
    void look_through_index(std::size_t wanted);
    void look_through_messages(std::size_t wanted);
    void consider(net::RoomId room, net::MessageId message, net::Sequence sequence);
    [[nodiscard]] bool is_ranked() const;
    [[nodiscard]] std::optional<Row> read(net::MessageId message);
    [[nodiscard]] net::SearchPage newest();
    [[nodiscard]] net::SearchPage most_relevant();

    ViewTables& tables_;
    ports::SearchQuery query_;
    SearchWords words_;
    std::set<net::RoomId> rooms_;
    std::size_t most_hits_;
    bool begun_ = false;
    std::string index_query_;            // empty: every message is looked at
    std::int64_t from_ = 0;              // none below
    std::int64_t below_ = 0;             // where to go on; the newest first
    bool exhausted_ = false;             // there is nothing more to look at
    std::vector<net::MessageId> found_;  // one more than are shown or compared, if there are
};

}  // namespace crosstalk::local
