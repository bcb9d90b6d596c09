// The panel of everything that is on its way, has arrived or has failed: how far, how fast, and what can be done about it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "ui/panels/scene.hpp"
#include "ui/widgets/scrollbar.hpp"

namespace crosstalk::ui {

void draw_transfers(const Scene& scene, Box box, ScrollArea& scroll);

/// Those that the panel shows: all but previews, which nobody asked for.
struct TransferCounts {
    std::size_t under_way = 0;
    std::size_t failed = 0;
    std::size_t over = 0;
    std::uint64_t rate = 0;  // bytes a second, of all together
};
TransferCounts counts_of(const model::Model& model);

/// "1 s left", "1 min 56 s left", "3 h 2 min left"; empty: nobody can say.
std::string time_left(const model::Transfer& transfer);

}  // namespace crosstalk::ui
