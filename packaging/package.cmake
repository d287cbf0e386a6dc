# SPDX-License-Identifier: GPL-3.0-or-later
# Describes the Debian package; packaging/deb builds it. The libraries' packages are found by
# dpkg-shlibdeps, LibTorch's by way of the engine's library.
find_program(DPKG dpkg)
if(NOT DPKG)
    return()
endif()

execute_process(COMMAND ${DPKG} --print-architecture
    OUTPUT_VARIABLE architecture OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
cmake_host_system_information(RESULT release QUERY DISTRIB_INFO)

# Each release has libraries of its own, and needs a package of its own. Their versions sort as the
# releases do, so that upgrading the system upgrades the package.
set(revision 1)
if(release_ID STREQUAL debian AND release_VERSION_ID)
    string(APPEND revision ~deb${release_VERSION_ID}u1)
elseif(release_VERSION_ID)
    string(APPEND revision ~${release_ID}${release_VERSION_ID}.1)
endif()
set(package_version ${PROJECT_VERSION}-${revision})
set(package_file numeral_${package_version}_${architecture}.deb)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME numeral)
set(CPACK_PACKAGE_CONTACT "Authors of Numeral <authors@numeral.invalid>") # there is no address yet
set(CPACK_PACKAGE_DIRECTORY ${PROJECT_BINARY_DIR}/packages)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PRE_BUILD_SCRIPTS ${CMAKE_CURRENT_SOURCE_DIR}/readable.cmake)
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_CMAKE_PROJECTS
    "${PROJECT_BINARY_DIR};Numeral;Unspecified;/" "${PROJECT_BINARY_DIR};Numeral;debian;/")

set(CPACK_DEBIAN_FILE_NAME ${package_file})
set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE ${architecture})
set(CPACK_DEBIAN_PACKAGE_VERSION ${package_version})
set(CPACK_DEBIAN_PACKAGE_SECTION education)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# What the programs need without linking it: a BLAS that is fast, Qt's plug-ins for SVG icons (in a
# package of their own from Debian 13 on), for WebP and TIFF pictures and for Wayland, and a font.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libopenblas0-pthread, qt6-svg-plugins | libqt6svg6 (<< 6.6), \
qt6-image-formats-plugins, qt6-wayland, fonts-dejavu-core")
# What downloads are verified by, and a second data set.
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "ca-certificates, dataset-fashion-mnist")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "neural network trainer for handwritten digits")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION
"Numeral trains a neural network to read handwritten digits. You watch it
learn, draw digits, see what it makes of them and why, and take the trained
weights to other programs. A trained network is built in.

numeral is a desktop program. numeral-cli does the same in the terminal:
it trains, evaluates, reads pictures and exports weights.")

set(distribution ${release_VERSION_CODENAME})
if(NOT distribution)
    set(distribution unstable)
endif()
configure_file(debian/changelog.in changelog.Debian @ONLY)
set(changelog ${CMAKE_CURRENT_BINARY_DIR}/changelog.Debian)
add_custom_command(OUTPUT ${changelog}.gz
    COMMAND ${GZIP} -9nc ${changelog} >${changelog}.gz DEPENDS ${changelog})
add_custom_target(changelog ALL DEPENDS ${changelog}.gz)
install(FILES debian/copyright ${changelog}.gz
    DESTINATION ${documents} COMPONENT debian EXCLUDE_FROM_ALL)

include(CPack)

add_custom_command(OUTPUT ${CPACK_PACKAGE_DIRECTORY}/${package_file}
    COMMAND ${CMAKE_CPACK_COMMAND} --config ${PROJECT_BINARY_DIR}/CPackConfig.cmake
    COMMAND ${CMAKE_COMMAND} -E rm -rf ${CPACK_PACKAGE_DIRECTORY}/_CPack_Packages
    DEPENDS numeral numeral-cli numeral_torch_engine installed_files changelog ${changelog}.gz debian/copyright
        fetch-mnist lib.sh numeral-fetch-mnist numeral.desktop numeral.mime.xml
        local.numeral.Numeral.metainfo.xml ${PROJECT_SOURCE_DIR}/README.md
        ${PROJECT_BINARY_DIR}/CPackConfig.cmake)
add_custom_target(deb DEPENDS ${CPACK_PACKAGE_DIRECTORY}/${package_file})
file(WRITE ${CMAKE_CURRENT_BINARY_DIR}/package-file "${CPACK_PACKAGE_DIRECTORY}/${package_file}\n")
