#include <pthread.h>
#include <sched.h>
#include <sys/resource.h>

#include "server/local/background.hpp"

namespace crosstalk::local {

void run_in_background() {
#ifdef __linux__
    // Linux has both per thread. Whoever started the server in real time did so for its talk.
    const sched_param none{};
    static_cast<void>(pthread_setschedparam(pthread_self(), SCHED_BATCH, &none));
    constexpr int niceness = 5;
    static_cast<void>(setpriority(PRIO_PROCESS, 0, niceness));
#endif
}

}  // namespace crosstalk::local
