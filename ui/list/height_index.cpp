#include "ui/list/height_index.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

namespace crosstalk::ui {

HeightIndex::Place HeightIndex::find(std::size_t index) const {
    assert(!blocks_.empty());
    Place place = hint_;
    while (index < place.first) {
        --place.block;
        place.first -= blocks_[place.block].items.size();
    }
    while (place.block + 1 < blocks_.size() && index >= place.first + blocks_[place.block].items.size()) {
        place.first += blocks_[place.block].items.size();
        ++place.block;
    }
    hint_ = place;
    return place;
}

const HeightItem& HeightIndex::at(std::size_t index) const {
    const Place place = find(index);
    return blocks_[place.block].items[index - place.first];
}

void HeightIndex::set_height(std::size_t index, std::int32_t height, std::uint32_t stamp) {
    const Place place = find(index);
    Block& block = blocks_[place.block];
    HeightItem& item = block.items[index - place.first];
    const std::int64_t grown = static_cast<std::int64_t>(height) - item.height;
    block.sum += grown;
    total_ += grown;
    item.height = height;
    item.stamp = stamp;
}

void HeightIndex::set_id(std::size_t index, std::uint64_t id) {
    const Place place = find(index);
    Block& block = blocks_[place.block];
    HeightItem& item = block.items[index - place.first];
    if (item.id == 0 && id != 0) --block.without_id;
    item.id = id;
}

std::size_t HeightIndex::next_without_id(std::size_t index) const {
    if (index >= size_) return size_;
    for (Place place = find(index); place.block < blocks_.size(); ++place.block) {
        const Block& block = blocks_[place.block];
        if (block.without_id > 0) {
            for (std::size_t item = std::max(index, place.first) - place.first; item < block.items.size();
                 ++item) {
                if (block.items[item].id == 0) return place.first + item;
            }
        }
        place.first += block.items.size();
    }
    return size_;
}

void HeightIndex::recount(Block& block) {
    block.sum = 0;
    block.without_id = 0;
    for (const HeightItem& item : block.items) {
        block.sum += item.height;
        if (item.id == 0) ++block.without_id;
    }
}

void HeightIndex::insert(std::size_t index, std::size_t count, std::int32_t estimate) {
    if (count == 0) return;
    if (blocks_.empty()) blocks_.emplace_back();
    const Place place = find(index);
    std::vector<HeightItem>& items = blocks_[place.block].items;
    const auto at = static_cast<std::ptrdiff_t>(index - place.first);
    const std::int64_t added = static_cast<std::int64_t>(count) * estimate;
    const HeightItem fresh{0, estimate, 0};
    if (items.size() + count <= block_most) {
        items.insert(items.begin() + at, count, fresh);
        blocks_[place.block].sum += added;
        blocks_[place.block].without_id += count;
    } else {
        // The block's tail and the new lines go into blocks of their own, cut to the fill size.
        std::vector<HeightItem> moved(count, fresh);
        moved.insert(moved.end(), items.begin() + at, items.end());
        items.erase(items.begin() + at, items.end());
        std::vector<Block> made;
        for (std::size_t from = 0; from < moved.size(); from += block_fill) {
            const std::size_t to = std::min(from + block_fill, moved.size());
            Block& block = made.emplace_back();
            block.items.assign(moved.begin() + static_cast<std::ptrdiff_t>(from),
                               moved.begin() + static_cast<std::ptrdiff_t>(to));
            recount(block);
        }
        recount(blocks_[place.block]);
        const std::size_t behind = blocks_[place.block].items.empty() ? place.block : place.block + 1;
        if (behind == place.block) blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(place.block));
        blocks_.insert(blocks_.begin() + static_cast<std::ptrdiff_t>(behind),
                       std::make_move_iterator(made.begin()), std::make_move_iterator(made.end()));
        hint_ = {};
    }
    size_ += count;
    total_ += added;
}

void HeightIndex::erase(std::size_t index, std::size_t count) {
    assert(index + count <= size_);
    while (count > 0) {
        const Place place = find(index);
        Block& block = blocks_[place.block];
        const std::size_t from = index - place.first;
        const std::size_t here = std::min(count, block.items.size() - from);
        const auto first = block.items.begin() + static_cast<std::ptrdiff_t>(from);
        const auto last = first + static_cast<std::ptrdiff_t>(here);
        for (auto item = first; item != last; ++item) {
            block.sum -= item->height;
            if (item->id == 0) --block.without_id;
            total_ -= item->height;
        }
        block.items.erase(first, last);
        size_ -= here;
        count -= here;
        if (block.items.empty()) {
            blocks_.erase(blocks_.begin() + static_cast<std::ptrdiff_t>(place.block));
            hint_ = {};
        }
    }
}

void HeightIndex::clear() {
    blocks_.clear();
    size_ = 0;
    total_ = 0;
    hint_ = {};
}

std::int64_t HeightIndex::offset_of(std::size_t index) const {
    if (blocks_.empty()) return 0;
    const Place place = find(index);
    std::int64_t sum = 0;
    for (std::size_t block = 0; block < place.block; ++block)
        sum += blocks_[block].sum;
    for (std::size_t item = place.first; item < index; ++item) {
        sum += blocks_[place.block].items[item - place.first].height;
    }
    return sum;
}

std::size_t HeightIndex::index_at(std::int64_t offset) const {
    assert(size_ > 0);
    std::size_t index = 0;
    for (const Block& block : blocks_) {
        if (offset < block.sum) {
            for (const HeightItem& item : block.items) {
                if (offset < item.height) return index;
                offset -= item.height;
                ++index;
            }
        }
        offset -= block.sum;
        index += block.items.size();
    }
    return size_ - 1;
}

}  // namespace crosstalk::ui
