// Which lines of a list hold a keyword: looked at once per line and revision.
#pragma once

#include <string_view>
#include <unordered_map>

#include "ui/finding/word_finder.hpp"
#include "ui/list/message_source.hpp"

namespace crosstalk::ui {

/// One per list. Thread: the one that draws.
class CalledLines {
  public:
    void look_for(std::string_view keywords) {
        if (keywords == keywords_) return;
        keywords_ = keywords;
        finder_.look_for(keywords);
        known_.clear();
    }
    /// Never one's own.
    bool holds(const MessageView& view) {
        if (finder_.is_empty() || view.is_stub || view.origin == Origin::Own) return false;
        if (known_.size() > known_most) known_.clear();
        const auto [place, is_new] = known_.try_emplace(view.id);
        if (is_new || place->second.revision != view.revision)
            place->second = {view.revision, finder_.finds_one_in(view.text)};
        return place->second.is_called;
    }

  private:
    static constexpr std::size_t known_most = 1'000;
    struct Known {
        std::uint32_t revision = 0;
        bool is_called = false;
    };

    std::string keywords_;
    KeywordFinder finder_;
    std::unordered_map<std::uint64_t, Known> known_;
};

}  // namespace crosstalk::ui
