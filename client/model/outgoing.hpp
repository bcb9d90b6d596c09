// What the words behind /file mean: first the paths, as far as there is something of that name, then a text.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace crosstalk::model {

// As it was typed, with `home` in the place of a "~" that begins it; `home` is empty if nobody knows it.
std::string at_home(std::string_view path, const std::string& home);

struct TypedPaths {
    std::vector<std::string> paths;  // none: there is nothing of the first name
    std::string text;
};

// A path with blanks stands in quotation marks, or is all that was typed; "~/" is `home`. What stands in quotation marks at
// the beginning, or behind other paths, and is not there, is a path too: whoever opens it says what is wrong.
TypedPaths read_paths(std::string_view typed, const std::string& home,
                      const std::function<bool(const std::string&)>& is_there);

}  // namespace crosstalk::model
