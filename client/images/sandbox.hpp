// Gives up, for the rest of this process, everything that decoding does not need.
//
//   Linux     no file, socket, program or process can be opened or started: the kernel ends the process at any system
//             call that is not on a short list (seccomp), and Landlock closes the file system where the kernel has it;
//             256 MiB of memory besides what was mapped before
//   Windows   no child processes, no generated code, no drawing calls; the rest (job object, low integrity, no
//             privileges) is arranged by whoever starts the process (helper_process_windows.cpp). Not tried yet.
//   others    none
//
// Under AddressSanitizer and ThreadSanitizer, which need more of the system than a decoder, only descriptors are closed.
#pragma once

#include <cstddef>

namespace crosstalk::images {

inline constexpr std::size_t sandbox_memory_bytes = 256U << 20U;

// Whether this build restricts system calls and memory at all; false under the sanitizers.
bool has_sandbox();

// Keeps the descriptors 0, 1 and 2; from now on standard input can be read and standard output written, memory
// allocated, and the process ended by std::_Exit. To be called once, before any other thread exists. False if a wall
// cannot be built: then nothing of a stranger may be decoded.
bool enter_sandbox();

}  // namespace crosstalk::images
