// Searches all rooms: words, and filters such as from: and in:. What was found is shown as cards that lead to the messages.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ui/finding/folded_text.hpp"
#include "ui/panels/found_text.hpp"
#include "ui/panels/own_errand.hpp"
#include "ui/panels/scene.hpp"
#include "ui/panels/search_hints.hpp"
#include "ui/widgets/field.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

/// One per window. Thread: the one that draws.
class SearchPanel {
  public:
    /// The keyboard goes into the field; what was looked for last is selected, so that typing begins anew.
    void take_focus() { request_ = FieldRequest::FocusAndSelectAll; }
    /// As if it had been typed there, and Enter.
    void search_for(std::string typed);
    void draw(const Scene& scene, Box box);

  private:
    void start(const Scene& scene);
    void resolve(const Scene& scene);
    void ask_page(const Scene& scene, net::MessageId before);
    void take_answer(const Scene& scene);
    void draw_field(const Scene& scene, Box box);
    bool obey_hint_keys();
    float draw_hints(const Scene& scene, ImVec2 min, float width);
    void take_hint(std::size_t index);
    [[nodiscard]] std::string_view what_it_waits_for() const;
    float draw_waiting(const Scene& scene, ImVec2 min, float width) const;
    float draw_order(const Scene& scene, ImVec2 min);
    void draw_hits(const Scene& scene, Box area);
    void draw_hit(const Scene& scene, std::size_t index, float left, float width, float& top);

    std::string typed_;
    std::string searched_;                          // what the hits are of
    FieldRequest request_ = FieldRequest::Nothing;  // Refill: the text is not what was typed
    bool start_wanted_ = false;
    bool waits_for_people_ = false;
    bool is_writing_ = false;
    std::size_t order_ = 0;  // newest, relevance

    std::vector<SearchHint> hints_;
    std::string hinted_;
    std::optional<std::size_t> hint_;  // that the arrows chose
    TextFolder folder_;

    net::Search search_;
    OwnErrand errand_;
    std::string fault_;
    std::vector<net::Hit> hits_;
    std::vector<FoundText> texts_;  // of the hits
    net::MessageId next_;
    std::uint32_t ranked_ = 0;
    bool is_answered_ = false;
    ScrollArea scroll_;
};

}  // namespace crosstalk::ui
