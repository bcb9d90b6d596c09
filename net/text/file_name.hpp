// What the name of a file may hold, on arrival and wherever a file is made of it.
#pragma once

#include <string>
#include <string_view>

namespace crosstalk::text {

// The name alone, without folders, that every system lets a file have and that no one mistakes for another: never empty,
// at most net::max_file_name_bytes of valid UTF-8. safe_file_name(result) is result.
std::string safe_file_name(std::string_view name);

}  // namespace crosstalk::text
