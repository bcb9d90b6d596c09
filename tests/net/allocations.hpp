// Counts what a test takes from the heap, by an operator new of its own or the hook of a sanitizer.
#pragma once

#include <cstddef>

namespace crosstalk::net::testing_wire {

struct Allocations {
    std::size_t count = 0;
    std::size_t bytes = 0;  // in all, freed or not
};

// Of the calling thread, since it started.
Allocations allocations_so_far();

// What one call takes.
template <class Call>
Allocations allocations_of(Call call) {
    const Allocations before = allocations_so_far();
    call();
    const Allocations after = allocations_so_far();
    return {after.count - before.count, after.bytes - before.bytes};
}

}  // namespace crosstalk::net::testing_wire
