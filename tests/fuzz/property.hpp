// How a fuzzer says that something is not as it must be.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

namespace crosstalk::fuzz {

// Ends the process unless the complaint is empty: libFuzzer then keeps the input.
inline void require_none(const std::string& complaint) {
    if (complaint.empty()) return;
    std::fprintf(stderr, "%s\n", complaint.c_str());
    std::abort();
}

}  // namespace crosstalk::fuzz
