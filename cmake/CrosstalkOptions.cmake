# What can be switched from outside, and the compiler settings that every target of the project shares.

option(CROSSTALK_TESTS "Build the tests" ON)
option(CROSSTALK_WINDOW "Build the window (SDL2, Dear ImGui)" ON)
option(CROSSTALK_BENCH "Build the benchmarks" ON)
option(CROSSTALK_FUZZ "Build the fuzz targets with libFuzzer (clang only)" OFF)
option(CROSSTALK_PURE_ONLY "Build only the pure libraries: games, net, hub, model" OFF)
option(CROSSTALK_STATIC "Link everything but the C library into the executables, as packages for Linux have it" OFF)
option(CROSSTALK_WERROR "Treat warnings as errors" OFF)
set(CROSSTALK_SANITIZE "" CACHE STRING "Value for -fsanitize=, e.g. address,undefined")

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")

find_program(CROSSTALK_CCACHE ccache)
if(CROSSTALK_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CROSSTALK_CCACHE}")
endif()

# Links in a fifth of the time; what people run is linked by the compiler's own choice.
find_program(CROSSTALK_LLD ld.lld)
if(CROSSTALK_LLD AND CMAKE_BUILD_TYPE STREQUAL "Debug" AND CMAKE_SYSTEM_NAME STREQUAL "Linux")
  add_link_options(-fuse-ld=lld)
endif()

if(CROSSTALK_STATIC)
  # Whoever asks for a library below gets its archive.
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
  # Nothing else differs from what a release compiles: both take their objects from the same compiler cache, to which sources
  # have names below the clone. Without it they shall not tell either where that was.
  if(NOT CMAKE_CXX_COMPILER_LAUNCHER)
    add_compile_options("-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=")
  endif()
  # Packed relocations spare a megabyte and want glibc 2.36, which Debian 12's compiler makes programs want anyway.
  add_link_options(-static-libstdc++ -static-libgcc -Wl,--as-needed -Wl,-z,relro -Wl,-z,now
    -Wl,-z,pack-relative-relocs)
endif()

# Also for the foreign sources that are compiled here, which take none of the other settings.
add_library(crosstalk_sanitizers INTERFACE)
if(CROSSTALK_SANITIZE)
  target_compile_options(crosstalk_sanitizers INTERFACE
    -fsanitize=${CROSSTALK_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(crosstalk_sanitizers INTERFACE -fsanitize=${CROSSTALK_SANITIZE})
endif()
if(CROSSTALK_FUZZ)
  target_compile_options(crosstalk_sanitizers INTERFACE -fsanitize=fuzzer-no-link)
endif()

add_library(crosstalk_settings INTERFACE)
target_link_libraries(crosstalk_settings INTERFACE crosstalk_sanitizers)
target_include_directories(crosstalk_settings INTERFACE "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}/generated")
target_compile_options(crosstalk_settings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -Wno-missing-field-initializers # designated initializers name what matters; the rest has defaults
  $<$<BOOL:${CROSSTALK_WERROR}>:-Werror>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # GCC 12 warns of moves of a std::variant, of std::string's operator+ and, once it optimises much, of copies that
  # it has inlined itself, where nothing is wrong.
  target_compile_options(crosstalk_settings INTERFACE -Wno-maybe-uninitialized -Wno-restrict
    $<$<NOT:$<CONFIG:Debug>>:-Wno-array-bounds> $<$<NOT:$<CONFIG:Debug>>:-Wno-stringop-overflow>
    $<$<NOT:$<CONFIG:Debug>>:-Wno-stringop-overread>)
endif()
if(WIN32)
  target_compile_definitions(crosstalk_settings INTERFACE _WIN32_WINNT=0x0A00 NOMINMAX WIN32_LEAN_AND_MEAN)
  # What people download is one file: the compiler's own libraries are in it too, and no folder of this machine is.
  add_link_options(-static -Wl,--no-insert-timestamp)
  add_compile_options("$<$<COMPILE_LANGUAGE:C,CXX>:-ffile-prefix-map=${PROJECT_SOURCE_DIR}/=>")
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    add_link_options(-s)
  endif()
endif()
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug" AND NOT APPLE)
  # What nothing calls is left out, a tenth of each program.
  add_compile_options("$<$<COMPILE_LANGUAGE:C,CXX>:-ffunction-sections;-fdata-sections>")
  add_link_options(-Wl,--gc-sections)
endif()
