#include "games/search/solver.hpp"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

namespace crosstalk::games {
namespace {

constexpr std::size_t known_slots = std::size_t{1} << 17U;
constexpr int infinite = 100;

}  // namespace

SolverThinking::SolverThinking(const Position& position, Random random)
    : known_(known_slots),
      cells_(position.cell_count()),
      full_((1U << static_cast<unsigned>(cells_)) - 1U),
      misere_(position.kind() == Kind::Misere) {
    make_lines(position.columns(), position.in_a_row());
    make_symmetries(position.columns());
    std::iota(preference_.begin(), preference_.end(), std::uint8_t{0});
    for (std::size_t left = preference_.size(); left > 1; --left)
        std::swap(preference_[left - 1], preference_[random.below(static_cast<std::uint32_t>(left))]);
    Mask own = 0;
    Mask other = 0;
    for (unsigned index = 0; index < static_cast<unsigned>(cells_); ++index) {
        const Mark mark = position.at(Cell{static_cast<std::uint8_t>(index)});
        if (mark == position.turn()) own |= 1U << index;
        if (mark == opponent_of(position.turn())) other |= 1U << index;
    }
    Frame root;
    root.own = own;
    root.other = other;
    root.alpha = root.first_alpha = root.best = -infinite;
    root.beta = infinite;
    order_moves(root);
    best_ = root.moves[0];
    stack_.push_back(root);
}

void SolverThinking::make_lines(int side, int length) {
    constexpr std::array<std::array<int, 2>, 4> directions{{{0, 1}, {1, 0}, {1, 1}, {1, -1}}};
    for (int start = 0; start < side * side; ++start) {
        for (const auto& [down, right] : directions) {
            const int last_row = start / side + (length - 1) * down;
            const int last_column = start % side + (length - 1) * right;
            if (last_row >= side || last_column < 0 || last_column >= side) continue;
            Mask line = 0;
            for (int i = 0; i < length; ++i)
                line |= 1U << static_cast<unsigned>(start + i * (down * side + right));
            lines_.push_back(line);
        }
    }
}

void SolverThinking::make_symmetries(int side) {
    for (unsigned symmetry = 0; symmetry < 8; ++symmetry) {
        auto& tables = symmetries_.emplace_back();
        for (unsigned byte = 0; byte < 2; ++byte) {
            for (unsigned bits = 0; bits < 256; ++bits) {
                unsigned image = 0;
                for (unsigned bit = 0; bit < 8; ++bit) {
                    const int cell = static_cast<int>(byte * 8 + bit);
                    if ((bits >> bit & 1U) == 0 || cell >= side * side) continue;
                    int row = cell / side;
                    int column = cell % side;
                    if ((symmetry & 1U) != 0) row = side - 1 - row;
                    if ((symmetry & 2U) != 0) column = side - 1 - column;
                    if ((symmetry & 4U) != 0) std::swap(row, column);
                    image |= 1U << static_cast<unsigned>(row * side + column);
                }
                tables[byte][bits] = static_cast<std::uint16_t>(image);
            }
        }
    }
}

bool SolverThinking::has_line(Mask marks) const {
    return std::ranges::any_of(lines_, [&](Mask line) { return (marks & line) == line; });
}

// Nobody can complete a line any more.
bool SolverThinking::is_dead(Mask own, Mask other) const {
    return std::ranges::none_of(lines_, [&](Mask line) { return (own & line) == 0 || (other & line) == 0; });
}

SolverThinking::Mask SolverThinking::completing(Mask own, Mask other) const {
    Mask cells = 0;
    for (const Mask line : lines_) {
        const Mask missing = line & ~own;
        if (std::has_single_bit(missing) && (missing & other) == 0) cells |= missing;
    }
    return cells;
}

// Positions that turning and mirroring make the same share one.
SolverThinking::Mask SolverThinking::key_of(Mask own, Mask other) const {
    Mask least = ~0U;
    for (const auto& tables : symmetries_) {
        const auto image = [&](Mask marks) { return Mask{tables[0][marks & 255U]} | tables[1][marks >> 8U]; };
        least = std::min(least, image(own) << 16U | image(other));
    }
    return least;
}

SolverThinking::Known& SolverThinking::slot(Mask key) {
    return known_[(key * 2654435761U) >>
                  15U];  // multiplicative hashing (Knuth, TAOCP 3, 6.4) onto 2^17 slots
}

// Leaves out what is certainly no better: all but a win, and all but the stopping of the other's win.
void SolverThinking::order_moves(Frame& frame) {
    const Mask empty = full_ & ~(frame.own | frame.other);
    const Mask own_completing = completing(frame.own, frame.other);
    Mask allowed = empty;
    if (!misere_) {
        const Mask others_completing = completing(frame.other, frame.own);
        if (own_completing != 0) {
            allowed = own_completing;
        } else if (others_completing != 0) {
            allowed = others_completing;
        }
    }
    std::array<int, 16> worth{};
    for (const std::uint8_t cell : preference_) {
        const Mask bit = 1U << cell;
        if ((allowed & bit) == 0) continue;
        for (const Mask line : lines_) {
            if ((line & bit) != 0 && ((frame.own & line) == 0 || (frame.other & line) == 0)) {
                worth[cell] += 1 + 2 * std::popcount(line & (frame.own | frame.other));
            }
        }
        if (misere_) worth[cell] = (own_completing & bit) != 0 ? -infinite : -worth[cell];
        frame.moves[frame.count++] = cell;
    }
    std::stable_sort(frame.moves.begin(), frame.moves.begin() + frame.count,
                     [&](std::uint8_t a, std::uint8_t b) { return worth[a] > worth[b]; });
}

bool SolverThinking::step() {
    if (stack_.empty()) return true;
    Frame& frame = stack_.back();
    if (frame.next == frame.count || frame.alpha >= frame.beta) {
        leave();
        return stack_.empty();
    }
    const Mask own = frame.own | 1U << frame.moves[frame.next++];
    enter(frame.other, own, -frame.beta, -frame.alpha);
    return false;
}

// The position after a move, seen by who is to move now.
void SolverThinking::enter(Mask own, Mask other, int alpha, int beta) {
    const int empty = std::popcount(full_ & ~(own | other));
    if (has_line(other)) return deliver(misere_ ? empty + 1 : -(empty + 1));
    if (empty == 0 || is_dead(own, other)) return deliver(0);
    const Mask key = key_of(own, other);
    if (const Known& known = slot(key); known.bound != Bound::None && known.key == key) {
        const int value = known.value;
        if (known.bound == Bound::Exact || (known.bound == Bound::AtLeast && value >= beta) ||
            (known.bound == Bound::AtMost && value <= alpha)) {
            return deliver(value);
        }
    }
    Frame frame;
    frame.own = own;
    frame.other = other;
    frame.alpha = frame.first_alpha = alpha;
    frame.beta = beta;
    frame.best = -infinite;
    order_moves(frame);
    stack_.push_back(frame);
}

void SolverThinking::leave() {
    const Frame frame = stack_.back();
    stack_.pop_back();
    const Bound bound = frame.best <= frame.first_alpha ? Bound::AtMost
                        : frame.best >= frame.beta      ? Bound::AtLeast
                                                        : Bound::Exact;
    const Mask key = key_of(frame.own, frame.other);
    slot(key) = {key, static_cast<std::int16_t>(frame.best), bound};
    if (stack_.empty()) {
        value_ = frame.best;
    } else {
        deliver(frame.best);
    }
}

// To the frame on top, of whose newest move this is the value for the other side.
void SolverThinking::deliver(int value) {
    Frame& frame = stack_.back();
    if (-value > frame.best) {
        frame.best = -value;
        if (stack_.size() == 1) best_ = frame.moves[frame.next - 1U];
    }
    frame.alpha = std::max(frame.alpha, frame.best);
}

}  // namespace crosstalk::games
