// The heights of all lines of a room, with prefix sums: insert, remove and look-up cost O(lines / 256 + 256).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace crosstalk::ui {

/// One line. Its height is exact if `stamp` equals the list's present stamp, else an estimate.
struct HeightItem {
    std::uint64_t id = 0;  // 0: not read from the source yet
    std::int32_t height = 0;
    std::uint32_t stamp = 0;
};

/// Sums are 64 bit: a million lines are 48 million pixels, more than a float keeps whole.
class HeightIndex {
  public:
    std::size_t size() const { return size_; }
    std::int64_t total() const { return total_; }

    const HeightItem& at(std::size_t index) const;
    void set_height(std::size_t index, std::int32_t height, std::uint32_t stamp);
    void set_id(std::size_t index, std::uint64_t id);

    /// The first line from `index` on that has no id yet; size() if all have. Skips blocks that have all theirs.
    std::size_t next_without_id(std::size_t index) const;

    /// New lines have no id and stamp 0.
    void insert(std::size_t index, std::size_t count, std::int32_t estimate);
    void erase(std::size_t index, std::size_t count);
    void clear();

    /// Sum of the heights before `index`.
    std::int64_t offset_of(std::size_t index) const;
    /// The line that covers `offset`; the first below 0, the last from the total on. Needs at least one line.
    std::size_t index_at(std::int64_t offset) const;

  private:
    // Inserting splits a block that grows over block_most; a bulk insert fills blocks to block_fill.
    static constexpr std::size_t block_most = 512;
    static constexpr std::size_t block_fill = 256;

    struct Block {
        std::vector<HeightItem> items;
        std::int64_t sum = 0;
        std::size_t without_id = 0;
    };
    static void recount(Block& block);

    struct Place {
        std::size_t block = 0;
        std::size_t first = 0;  // index of the block's first item
    };

    // The block that holds `index`; for index == size() the last one. Remembers the answer for the next call.
    Place find(std::size_t index) const;

    std::vector<Block> blocks_;
    std::size_t size_ = 0;
    std::int64_t total_ = 0;
    mutable Place hint_;
};

}  // namespace crosstalk::ui
