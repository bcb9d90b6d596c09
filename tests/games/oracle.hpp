// The rules of m,n,k-games once more, as plainly as they can be written: what the library is held against.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace crosstalk::games::testing {

// A square board is a string of '.', 'X' and 'O' along its rows. X begins.
class Oracle {
  public:
    Oracle(int size, int in_a_row, bool misere);

    [[nodiscard]] std::string empty_board() const;
    [[nodiscard]] char turn(const std::string& board) const;
    // 'X' or 'O' has won, 'D' drawn, '.' ongoing.
    [[nodiscard]] char result(const std::string& board) const;
    // What perfect play gives whoever is to move: 1, 0 or -1. Remembers; 3^cells bytes.
    int value(const std::string& board);
    // Every board that can come up, each once.
    [[nodiscard]] std::vector<std::string> reachable() const;

  private:
    [[nodiscard]] bool has_line(const std::string& board, char mark) const;
    [[nodiscard]] static std::size_t key(const std::string& board);

    int cells_;
    bool misere_;
    std::vector<std::vector<std::size_t>> lines_;
    std::vector<std::int8_t> known_;
};

}  // namespace crosstalk::games::testing
