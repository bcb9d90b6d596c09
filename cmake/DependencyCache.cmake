# The cache folder that tools/deps and packaging/windows/dependencies fill, as CROSSTALK_DEPS_DIR.
if(DEFINED ENV{CROSSTALK_DEPS_DIR})
  set(default_deps_dir "$ENV{CROSSTALK_DEPS_DIR}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(default_deps_dir "$ENV{XDG_CACHE_HOME}/crosstalk/deps")
else()
  set(default_deps_dir "$ENV{HOME}/.cache/crosstalk/deps")
endif()
set(CROSSTALK_DEPS_DIR "${default_deps_dir}" CACHE PATH "The cache folder that tools/deps fills")
