// A game's whole life of legal and illegal actions; cells and clocks as people type them.
#include <cstdint>
#include <string_view>

#include "games/clock.hpp"
#include "games/notation.hpp"
#include "tests/fuzz/property.hpp"
#include "tests/games/life.hpp"

namespace {

using crosstalk::fuzz::require_none;
using namespace crosstalk::games;

void try_texts(std::string_view text) {
    for (const KindRow& row : kind_rows()) {
        const Position position(row.kind);
        const auto cell = parse_cell(position, text);
        if (cell && parse_cell(position, cell_name(position, *cell)) != cell)
            require_none("a cell is read differently");
    }
    const auto clock = parse_clock(text);
    if (clock && parse_clock(clock_text(*clock)) != clock) require_none("a clock is read differently");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    require_none(testing::live({data, size}).broken);
    try_texts({reinterpret_cast<const char*>(data), size});
    return 0;
}
