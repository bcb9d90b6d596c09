// Starting another program on Windows so that it gets one handle of this process, and no other.
#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "client/windows/handle.hpp"

namespace crosstalk::windows {

struct NewProcess {
    std::string program;                 // UTF-8, as all texts of this struct but one
    std::vector<std::string> arguments;  // without the program itself
    HANDLE output = nullptr;             // its standard output, and what it is given; has to be inheritable
    bool reads_output = false;           // it is its standard input too
    bool writes_errors = false;          // it is its standard error too
    HANDLE token = nullptr;              // whose rights it has; none: those of this process
    DWORD flags = 0;                     // of CreateProcess, besides what is said here
    std::wstring environment;  // NAME=VALUE, each ended by a zero, and a zero; empty: that of this process
};

struct StartedProcess {
    Handle process;
    Handle thread;
};

// Without a process if it could not be started; GetLastError() says why. Thread: any.
StartedProcess start(const NewProcess& wanted);

}  // namespace crosstalk::windows
