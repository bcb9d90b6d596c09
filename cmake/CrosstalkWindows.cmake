# What a program of ours carries on Windows beside its code: icon, version, manifest. packaging/windows holds the texts.
enable_language(RC)
set(crosstalk_windows "${PROJECT_SOURCE_DIR}/packaging/windows")

# The icon is drawn by the product's own code, compiled for the machine that builds.
set(crosstalk_icon "${PROJECT_BINARY_DIR}/generated/crosstalk.ico")
find_program(CROSSTALK_HOST_CXX NAMES c++ g++ clang++ REQUIRED)
set(make_icon_sources
  "${crosstalk_windows}/make_icon.cpp"
  "${PROJECT_SOURCE_DIR}/client/app/icon.cpp"
  "${PROJECT_SOURCE_DIR}/ui/theme/chosen_colors.cpp"
  "${PROJECT_SOURCE_DIR}/ui/theme/color.cpp"
  "${PROJECT_SOURCE_DIR}/ui/theme/theme.cpp")
set(make_icon "${PROJECT_BINARY_DIR}/generated/make_icon")
add_custom_command(OUTPUT "${crosstalk_icon}"
  COMMAND "${CMAKE_COMMAND}" -E make_directory "${PROJECT_BINARY_DIR}/generated"
  COMMAND "${CROSSTALK_HOST_CXX}" -std=c++20 -O1 -I "${PROJECT_SOURCE_DIR}" ${make_icon_sources} -o "${make_icon}"
  COMMAND "${make_icon}" "${crosstalk_icon}"
  DEPENDS ${make_icon_sources} "${PROJECT_SOURCE_DIR}/client/app/icon.hpp"
  COMMENT "Drawing the icon"
  VERBATIM)
add_custom_target(crosstalk_icon DEPENDS "${crosstalk_icon}")

function(crosstalk_windows_resources name title)
  set(CROSSTALK_TITLE "${title}")
  set(CROSSTALK_FILE "${name}.exe")
  set(CROSSTALK_ICON "${crosstalk_icon}")
  set(CROSSTALK_MANIFEST "${crosstalk_windows}/program.manifest")
  set(script "${PROJECT_BINARY_DIR}/generated/${name}.rc")
  configure_file("${crosstalk_windows}/program.rc.in" "${script}" @ONLY)
  set_source_files_properties("${script}" PROPERTIES OBJECT_DEPENDS "${crosstalk_icon};${CROSSTALK_MANIFEST}")
  target_sources(${name} PRIVATE "${script}")
  add_dependencies(${name} crosstalk_icon)
endfunction()
