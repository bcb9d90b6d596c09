// What a console takes the printed bytes for. What differs between systems is in console_posix.cpp and
// console_windows.cpp.
#pragma once

#include <memory>

namespace crosstalk::text {

// The console of this process takes what is printed for UTF-8, as everything here is, until what is returned goes; then
// it takes it for what it did before. Null where a console needs not be told.
[[nodiscard]] std::shared_ptr<const void> print_utf8();

}  // namespace crosstalk::text
