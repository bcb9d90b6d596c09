# Windows from Debian's cross compiler, with the POSIX thread model that <mutex> and <thread> need.
# The host's /usr/include must never be seen: third_party links the header-only libraries into a folder of its own.
set(CMAKE_SYSTEM_NAME Windows)
set(CMAKE_SYSTEM_PROCESSOR x86_64)
set(CMAKE_C_COMPILER x86_64-w64-mingw32-gcc-posix)
set(CMAKE_CXX_COMPILER x86_64-w64-mingw32-g++-posix)
set(CMAKE_RC_COMPILER x86_64-w64-mingw32-windres)

# The libraries that packaging/windows/dependencies made, beside the compiler's own.
include("${CMAKE_CURRENT_LIST_DIR}/../DependencyCache.cmake")
set(CMAKE_FIND_ROOT_PATH "${CROSSTALK_DEPS_DIR}/windows-x86_64" /usr/x86_64-w64-mingw32)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
