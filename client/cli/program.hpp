// The terminal client as a program: a thread that reads, the link's thread, and the main thread between them, which
// alone prints.
#pragma once

#include "client/cli/options.hpp"

namespace crosstalk::cli {

Exit run(const Options& options);

}  // namespace crosstalk::cli
