# Run by CPack on the tree that it is about to pack: manual pages and changelog as Debian has them, and the one time that
# makes two runs give the same bytes.
if(DEFINED CPACK_TEMPORARY_INSTALL_DIRECTORY)
  set(tree "${CPACK_TEMPORARY_INSTALL_DIRECTORY}")
else()
  message(FATAL_ERROR "CPack does not say where the tree is")
endif()
execute_process(COMMAND "${CMAKE_CURRENT_LIST_DIR}/debian/finish-tree" "${tree}" "${CPACK_PACKAGE_VERSION}" COMMAND_ERROR_IS_FATAL ANY)
