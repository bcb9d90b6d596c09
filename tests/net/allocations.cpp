#include "tests/net/allocations.hpp"

#include <cstdlib>
#include <new>

namespace crosstalk::net::testing_wire {
namespace {
thread_local Allocations so_far;
}

Allocations allocations_so_far() {
    return so_far;
}

}  // namespace crosstalk::net::testing_wire

// new[] and the nothrow forms come here too; over-aligned types, of which there are none, do not.
void* operator new(std::size_t size) {
    crosstalk::net::testing_wire::so_far.count += 1;
    crosstalk::net::testing_wire::so_far.bytes += size;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
