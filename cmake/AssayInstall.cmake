# Installed: the library, its headers, CMake config and pkg-config files, the command.
include(CMakePackageConfigHelpers)

install(TARGETS assay EXPORT assay_targets
        ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/assay DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN *.h)
install(EXPORT assay_targets FILE assay-targets.cmake NAMESPACE assay::
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/assay)

configure_package_config_file(cmake/assay-config.cmake.in assay-config.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/assay)
write_basic_package_version_file(assay-config-version.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/assay-config.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/assay-config-version.cmake
        DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/assay)

configure_file(cmake/assay.pc.in assay.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/assay.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(DIRECTORY spec/schemas/ DESTINATION ${CMAKE_INSTALL_DATADIR}/assay/schemas
        FILES_MATCHING PATTERN *.json)
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
if(ASSAY_TOOLS)
  install(TARGETS assay_command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()
