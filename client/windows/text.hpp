// UTF-8 here, UTF-16 in Windows' interfaces.
#pragma once

#include <string>
#include <string_view>

namespace crosstalk::windows {

// What is not valid becomes U+FFFD.
std::wstring wide(std::string_view text);
std::string narrow(std::wstring_view text);

}  // namespace crosstalk::windows
