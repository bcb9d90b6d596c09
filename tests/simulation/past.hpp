// A value as it was at each place of the journal.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "net/ids.hpp"

namespace crosstalk::testing {

template <class T>
class Past {
  public:
    // Positions never fall.
    void set(net::Position at, T value) {
        if (!values_.empty() && values_.back().second == value) return;
        values_.emplace_back(at, std::move(value));
    }
    // As it is once that entry has been applied; T{} before the first one.
    [[nodiscard]] T at(net::Position position) const {
        const auto after =
            std::ranges::upper_bound(values_, position, {}, &std::pair<net::Position, T>::first);
        return after == values_.begin() ? T{} : std::prev(after)->second;
    }
    [[nodiscard]] T now() const { return values_.empty() ? T{} : values_.back().second; }

  private:
    std::vector<std::pair<net::Position, T>> values_;
};

}  // namespace crosstalk::testing
