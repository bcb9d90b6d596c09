#include <windows.h>

#include "server/local/background.hpp"

namespace crosstalk::local {

void run_in_background() {
    SetThreadPriority(GetCurrentThread(), THREAD_PRIORITY_BELOW_NORMAL);
}

}  // namespace crosstalk::local
