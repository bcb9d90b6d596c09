// A stand-in for crosstalk-server as tools/run sees it: it writes the ready file, waits for SIGTERM, and leaves.
// FAKE_SERVER_REFUSES in the environment makes it fail at the start, as a port in use would.

#include <unistd.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>

int main(int count, char** arguments) {
    std::string data, ready;
    for (int i = 1; i + 1 < count; i += 2) {
        if (arguments[i] == std::string("--data")) data = arguments[i + 1];
        if (arguments[i] == std::string("--ready-file")) ready = arguments[i + 1];
    }
    if (std::getenv("FAKE_SERVER_REFUSES") != nullptr) {
        std::cerr << "port 12345 is in use by another program\n";
        return 1;
    }
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGINT);
    sigprocmask(SIG_BLOCK, &ending, nullptr);
    std::ofstream(data + "/starts", std::ios::app) << getpid() << '\n';
    std::ofstream(ready + ".new") << "{\"port\": 12345, \"passkey\": \"maple-otter-seven\", "
                                  << "\"invite\": \"crosstalk://127.0.0.1:12345/a,b#c\", \"pid\": "
                                  << getpid() << "}\n";
    std::filesystem::rename(ready + ".new", ready);
    int signal = 0;
    sigwait(&ending, &signal);
    std::ofstream(data + "/stops", std::ios::app) << getpid() << '\n';
    return 0;
}
