#include "bench/transfers/content.hpp"

#include <algorithm>
#include <random>

#include "net/hashing/sha256.hpp"

namespace crosstalk::bench {

namespace {

constexpr std::size_t block_bytes = 64 * 1024;
constexpr std::uint64_t page_bytes = 4096;
constexpr std::uint64_t number_bytes = 8;

// Writes what of the page's number lies within `into`, which begins at `offset`.
void number_page(std::uint64_t page, std::uint64_t offset, std::span<std::uint8_t> into) {
    for (std::uint64_t i = 0; i < number_bytes; ++i) {
        const std::uint64_t place = page * page_bytes + i;
        if (place < offset || place - offset >= into.size()) continue;
        into[static_cast<std::size_t>(place - offset)] = static_cast<std::uint8_t>(page >> (8 * i));
    }
}

}  // namespace

Content::Content(ContentSeed seed, std::uint64_t size) : size_(size), block_(block_bytes) {
    std::mt19937_64 random(seed.value);
    for (std::uint8_t& byte : block_)
        byte = static_cast<std::uint8_t>(random());
}

void Content::fill(std::uint64_t offset, std::span<std::uint8_t> into) const {
    for (std::size_t done = 0; done < into.size();) {
        const auto from = static_cast<std::size_t>((offset + done) % block_bytes);
        const std::size_t count = std::min(block_bytes - from, into.size() - done);
        std::copy_n(block_.begin() + static_cast<std::ptrdiff_t>(from), count,
                    into.begin() + static_cast<std::ptrdiff_t>(done));
        done += count;
    }
    if (into.empty()) return;
    const std::uint64_t last = (offset + into.size() - 1) / page_bytes;
    for (std::uint64_t page = offset / page_bytes; page <= last; ++page)
        number_page(page, offset, into);
}

net::Digest Content::hash() const {
    net::Sha256 hash;
    std::vector<std::uint8_t> bytes(block_bytes);
    for (std::uint64_t offset = 0; offset < size_; offset += bytes.size()) {
        bytes.resize(static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), size_ - offset)));
        fill(offset, bytes);
        hash.add(bytes);
    }
    return hash.finish();
}

}  // namespace crosstalk::bench
