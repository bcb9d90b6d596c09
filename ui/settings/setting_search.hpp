// Finding settings by words in their names, help, choices and keywords. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ui/settings/setting_table.hpp"

namespace crosstalk::ui {

/// What somebody typed. Upper and lower case are the same; several words must all be found.
class SettingQuery {
  public:
    explicit SettingQuery(std::string_view typed = {});

    [[nodiscard]] bool is_empty() const { return words_.empty(); }
    /// Everything matches an empty query.
    [[nodiscard]] bool matches(const Setting& setting) const;

    struct Hit {
        std::size_t begin = 0;
        std::size_t end = 0;
    };
    /// Where the words stand in a shown text: ascending, none overlapping.
    [[nodiscard]] std::vector<Hit> hits_in(std::string_view text) const;

  private:
    std::vector<std::string> words_;
};

}  // namespace crosstalk::ui
