// The part of a message that a search shows, and in what order found messages are shown.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "net/messages.hpp"
#include "server/local/search_words.hpp"

namespace crosstalk::local {

struct Excerpt {
    std::string snippet;
    std::vector<net::Highlight> highlights;  // in the snippet
};

// At most net::max_snippet_bytes of the text, from a little before the first place on; the places ascend, and those behind
// its end (in names of files) are passed over. Cut between code points, at its beginning between words if one is near.
Excerpt excerpt(std::string_view text, std::span<const TextRange> places);

// The hits of one page, as many as fit.
class HitList {
  public:
    explicit HitList(std::size_t most) : most_(most) {}
    // Adds its excerpt to the hit. False: it does not fit; the first one always does.
    [[nodiscard]] bool take(net::Hit hit, std::string_view text, std::span<const TextRange> places);
    [[nodiscard]] std::vector<net::Hit> all() { return std::move(hits_); }

  private:
    std::size_t most_;
    std::size_t bytes_ = 0;
    std::vector<net::Hit> hits_;
};

// How many of the newest hits are compared, and how many bytes of text; at least one.
inline constexpr std::size_t max_ranked = 2'000;
inline constexpr std::size_t max_ranked_bytes = 4 * 1024 * 1024;

// The indexes of the texts, the best first and equal ones in their order: BM25 (k1 = 1.2, b = 0.75) over these texts. As
// each of them holds every word, no word weighs more than another.
std::vector<std::size_t> by_relevance(std::span<const WordsFound> texts);

}  // namespace crosstalk::local
