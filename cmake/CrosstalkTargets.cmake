# The shapes a target has here. Every CMakeLists.txt below the top one calls only these.

# crosstalk_library(NAME SOURCES a.cpp ... [DEPENDS targets ...] [PRIVATE_DEPENDS targets ...])
function(crosstalk_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;PRIVATE_DEPENDS" ${ARGN})
  if(ARG_SOURCES)
    add_library(${name} STATIC ${ARG_SOURCES})
    target_link_libraries(${name} PUBLIC crosstalk_settings ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE_DEPENDS})
  else()
    add_library(${name} INTERFACE)
    target_link_libraries(${name} INTERFACE crosstalk_settings ${ARG_DEPENDS})
  endif()
endfunction()

# crosstalk_executable(NAME SOURCES a.cpp ... [DEPENDS targets ...])
function(crosstalk_executable name)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE crosstalk_settings ${ARG_DEPENDS})
endfunction()

# crosstalk_program(NAME TITLE text [WINDOWED] SOURCES a.cpp ... [DEPENDS targets ...])
# An executable that people run. On Windows it has the product's icon, version and manifest, and WINDOWED no console.
function(crosstalk_program name)
  cmake_parse_arguments(ARG "WINDOWED" "TITLE" "SOURCES;DEPENDS" ${ARGN})
  crosstalk_executable(${name} SOURCES ${ARG_SOURCES} DEPENDS ${ARG_DEPENDS})
  if(WIN32)
    crosstalk_windows_resources(${name} "${ARG_TITLE}")
    set_target_properties(${name} PROPERTIES WIN32_EXECUTABLE ${ARG_WINDOWED})
  endif()
endfunction()

# crosstalk_test(NAME SOURCES a.cpp ... [DEPENDS targets ...] [LABELS labels ...] [TIMEOUT seconds] [ARGS args ...])
# One CTest entry per GoogleTest executable; it runs in an empty folder of its own.
function(crosstalk_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "SOURCES;DEPENDS;LABELS;ARGS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  crosstalk_executable(${name} SOURCES ${ARG_SOURCES} DEPENDS ${ARG_DEPENDS} GTest::gtest GTest::gmock GTest::gtest_main)
  set(folder "${CMAKE_CURRENT_BINARY_DIR}/run/${name}")
  file(MAKE_DIRECTORY "${folder}")
  add_test(NAME ${name} COMMAND ${name} ${ARG_ARGS} WORKING_DIRECTORY "${folder}")
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}")
endfunction()

# crosstalk_path(MACRO PATH source.cpp ...)
# Only these sources know where the clone is: what is compiled of all others is the same in every clone, and ccache has it.
function(crosstalk_path macro path)
  set_property(SOURCE ${ARGN} APPEND PROPERTY COMPILE_DEFINITIONS "${macro}=\"${path}\"")
endfunction()

# crosstalk_script_test(NAME SCRIPT file [ARGS args ...] [LABELS labels ...] [TIMEOUT seconds])
# A CTest entry for a bash script that proves something about the tools; Linux only, like them.
function(crosstalk_script_test name)
  cmake_parse_arguments(ARG "" "SCRIPT;TIMEOUT" "ARGS;LABELS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 300)
  endif()
  add_test(NAME ${name} COMMAND bash "${CMAKE_CURRENT_SOURCE_DIR}/${ARG_SCRIPT}" ${ARG_ARGS})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}")
endfunction()

# crosstalk_fuzzer(fuzz_NAME SOURCES a.cpp ... [DEPENDS targets ...])
# A libFuzzer executable; it exists in preset fuzz only. What tests/fuzz/corpus/fuzz_NAME/ holds, and what the build
# writes into ${PROJECT_BINARY_DIR}/corpus/fuzz_NAME/, are its first inputs.
function(crosstalk_fuzzer name)
  if(CROSSTALK_FUZZ)
    crosstalk_executable(${name} ${ARGN})
    target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  endif()
endfunction()
