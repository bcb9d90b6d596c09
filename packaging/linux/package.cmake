# The tree of a Linux package below its prefix, and the Debian package by CPack. One component: everything.
# SOURCE_DATE_EPOCH is the time that all of it tells.
include(GNUInstallDirs)
string(TIMESTAMP CROSSTALK_RELEASE_DATE "%Y-%m-%d" UTC)
set(linux "${CMAKE_CURRENT_LIST_DIR}")
set(made "${CMAKE_CURRENT_BINARY_DIR}")

set(icons "${made}/icons/hicolor")
add_custom_command(OUTPUT "${icons}/48x48/apps/crosstalk.png"
  COMMAND crosstalk_make_icons "${icons}"
  DEPENDS crosstalk_make_icons
  COMMENT "Drawing the icons"
  VERBATIM)

set(manuals "")
foreach(program crosstalk crosstalk-cli crosstalk-server)
  set(manual "${made}/man/${program}.1")
  add_custom_command(OUTPUT "${manual}"
    COMMAND "${CMAKE_COMMAND}" -E make_directory "${made}/man"
    COMMAND "${linux}/man-page" "${linux}/man/${program}.1.in" "$<TARGET_FILE:${program}>" "${PROJECT_VERSION}"
      "${CROSSTALK_RELEASE_DATE}" > "${manual}"
    DEPENDS ${program} "${linux}/man-page" "${linux}/man/${program}.1.in"
    COMMENT "Writing the manual page of ${program}"
    VERBATIM)
  list(APPEND manuals "${manual}")
endforeach()

set(licences "${made}/LICENCES.txt")
add_custom_command(OUTPUT "${licences}" "${made}/copyright"
  COMMAND "${PROJECT_SOURCE_DIR}/packaging/licences" > "${licences}"
  COMMAND "${PROJECT_SOURCE_DIR}/packaging/licences" --debian > "${made}/copyright"
  DEPENDS "${PROJECT_SOURCE_DIR}/packaging/licences" "${PROJECT_SOURCE_DIR}/ui/panels/third_party_parts.hpp"
  COMMENT "Gathering the licences"
  VERBATIM)

add_custom_target(crosstalk_package_files
  DEPENDS crosstalk crosstalk-cli crosstalk-server "${icons}/48x48/apps/crosstalk.png" ${manuals} "${licences}")

configure_file("${linux}/crosstalk.metainfo.xml.in" "${made}/crosstalk.metainfo.xml" @ONLY)

set(documents "${CMAKE_INSTALL_DATADIR}/doc/crosstalk")
install(TARGETS crosstalk crosstalk-cli crosstalk-server RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(FILES "${linux}/crosstalk.desktop" DESTINATION "${CMAKE_INSTALL_DATADIR}/applications")
install(FILES "${made}/crosstalk.metainfo.xml" DESTINATION "${CMAKE_INSTALL_DATADIR}/metainfo"
  RENAME lan.crosstalk.crosstalk.metainfo.xml)
install(DIRECTORY "${icons}" DESTINATION "${CMAKE_INSTALL_DATADIR}/icons")
install(FILES "${PROJECT_SOURCE_DIR}/assets/icon.svg"
  DESTINATION "${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps" RENAME crosstalk.svg)
install(FILES ${manuals} DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")
install(FILES "${made}/copyright" DESTINATION "${documents}")
install(FILES "${PROJECT_SOURCE_DIR}/packaging/systemd/crosstalk-server.service" DESTINATION lib/systemd/system) # below /usr, as systemd has it too
install(FILES "${linux}/debian/lintian-overrides" DESTINATION "${CMAKE_INSTALL_DATADIR}/lintian/overrides" RENAME crosstalk)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME crosstalk)
set(CPACK_PACKAGE_VENDOR "The Crosstalk developers")
set(CPACK_PACKAGE_CONTACT "The Crosstalk developers <crosstalk@localhost>" CACHE STRING "Who answers for the packages")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Chat, files and games on your own network")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"The window, the terminal client and the server of Crosstalk: one small
server on any machine of a network, one program for each person. No account
and no Internet are needed, everything is encrypted, and nothing that was
acknowledged is ever lost.

The server is also installed as a service, crosstalk-server.service, which
does not run before somebody enables it.")
# The window loads these where they are; the server and the terminal client need none of them.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS
  "libdbus-1-3, libegl1, libfontconfig1, libgl1, libwayland-client0, libwayland-cursor0, libwayland-egl1, libx11-6, libxcb1, libxcursor1, libxext6, libxfixes3, libxi6, libxkbcommon0, libxrandr2, libxss1, libpulse0 | libasound2 | libasound2t64")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "libdecor-0-0, wl-clipboard, xdg-desktop-portal")
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA "${linux}/debian/postinst;${linux}/debian/prerm;${linux}/debian/postrm")
set(CPACK_PROJECT_CONFIG_FILE "${linux}/at_packing.cmake")
set(CPACK_PRE_BUILD_SCRIPTS "${linux}/before_packing.cmake")
include(CPack)
