#include "tests/net/allocations.hpp"

#include <cstdlib>
#include <new>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define CROSSTALK_SANITIZER_ALLOCATES
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define CROSSTALK_SANITIZER_ALLOCATES
#endif
#endif

namespace {
thread_local crosstalk::net::testing_wire::Allocations so_far;

void count(std::size_t size) {
    so_far.count += 1;
    so_far.bytes += size;
}
}  // namespace

crosstalk::net::testing_wire::Allocations crosstalk::net::testing_wire::allocations_so_far() {
    return so_far;
}

#ifdef CROSSTALK_SANITIZER_ALLOCATES

// A sanitizer has an operator new of its own, which must stay: it tells of every piece of memory by a hook.
// Declared here because the headers of g++ 12 leave it out.
extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*allocated)(const volatile void*, std::size_t),
                                                         void (*freed)(const volatile void*));

namespace {
[[maybe_unused]] const int hooked = __sanitizer_install_malloc_and_free_hooks(
    [](const volatile void*, std::size_t size) { count(size); }, [](const volatile void*) {});
}  // namespace

#else

// new[] and the nothrow forms come here too; over-aligned types, of which there are none, do not.
void* operator new(std::size_t size) {
    count(size);
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}

#endif
