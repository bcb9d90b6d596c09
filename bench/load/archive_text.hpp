// What is said in the archive that is measured: a million texts of 100 bytes, the same in every run, whose words are as
// unevenly spread as those of a language (the word of rank k is 1/k as frequent as the first), so that the index of words
// is as large and as uneven as a real one.
//
//   every 50th        33 Chinese characters, as unevenly spread
//   every 20th        begins with one of two words that never stand in the same text
#pragma once

#include <cstdint>
#include <string>

#include "net/ids.hpp"

namespace crosstalk::bench {

using TextNumber = net::Number<struct BenchTextTag, std::uint64_t>;
// Of a word or a character by frequency, from 0.
using Rank = net::Number<struct BenchRankTag, std::uint32_t>;

inline constexpr std::uint32_t archive_words = 20'000;
inline constexpr std::uint32_t archive_characters = 3'000;

std::string archive_text(TextNumber number);
std::string archive_word(Rank rank);
std::string archive_character(Rank rank);
// Each in one of 20 texts that are no Chinese; never both.
inline constexpr const char* first_apart = "eveningside";
inline constexpr const char* second_apart = "morningside";

}  // namespace crosstalk::bench
