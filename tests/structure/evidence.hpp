// docs/ux-status.md says of each expectation whether it is met, and what shows it. That what shows it exists is checked here.
#pragma once

#include <string>
#include <vector>

#include "tests/structure/rules.hpp"

namespace crosstalk::structure {

inline constexpr int expectations = 45;

/// A row is "| number | expectation | done, partly or open | evidence or reason |". All numbers are there once and in order;
/// what is done names a test as `Suite.name` or `file.py::test_name`; every test and picture that is named exists; what is
/// partly done or open says why.
std::vector<Violation> wrong_evidence(const std::vector<File>& files);

}  // namespace crosstalk::structure
