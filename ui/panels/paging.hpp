// Lists that come from the server page by page: what keeps a server that never comes to an end from being asked for ever.
#pragma once

#include <cstddef>

namespace crosstalk::ui {

/// So many rows of a list are kept at most.
constexpr std::size_t rows_kept_most = 10'000;

/// Whether a page may be asked for from `next` on, after the one that was asked for from `asked` on; 0: the first one.
template <typename Place>
[[nodiscard]] bool goes_down(Place next, Place asked) {
    return next && (!asked || next < asked);
}
template <typename Place>
[[nodiscard]] bool goes_up(Place next, Place asked) {
    return next && asked < next;
}

}  // namespace crosstalk::ui
