# Read by CPack: the C library's version, which only the finished programs tell.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libc6 (>= $ENV{CROSSTALK_LIBC})")
