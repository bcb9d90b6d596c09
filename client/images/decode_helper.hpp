// The helper process that decodes: the client's executable, started once more with --decode-image by an ImageDecoder. It
// shuts itself in (sandbox.hpp), then answers requests of helper_wire.hpp from standard input on standard output until
// the input ends.
#pragma once

#include <functional>
#include <span>
#include <string_view>

#include "client/images/decode.hpp"

namespace crosstalk::images {

inline constexpr std::string_view decode_helper_flag = "--decode-image";

// Whether the arguments of main() ask for the helper. To be asked before anything else is done: it shall hold nothing.
bool asks_for_decode_helper(int argc, char** argv);

// Exit codes, by which an ImageDecoder knows why.
inline constexpr int helper_exit_done = 0;
inline constexpr int helper_exit_no_sandbox = 3;
inline constexpr int helper_exit_bad_request = 4;

using DecodeFunction = std::function<DecodeEnd(std::span<const std::uint8_t> file, const DecodeWish& wish,
                                               const TakeFrame& take)>;

// Does not return: it ends the process without destructors, which would ask for more of the system than is left.
// `decoding` is for tests.
[[noreturn]] void run_decode_helper(const DecodeFunction& decoding = decode);

}  // namespace crosstalk::images
