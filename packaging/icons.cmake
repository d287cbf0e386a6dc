# SPDX-License-Identifier: GPL-3.0-or-later
# The program's icon in the sizes in which desktops ask for it, and as SVG for all others.
set(icon ${PROJECT_SOURCE_DIR}/resources/icons/numeral.svg)
add_executable(numeral-icon render_icon.cpp)
target_link_libraries(numeral-icon PRIVATE numeral_flags Qt6::Svg)
set_target_properties(numeral-icon PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR})

set(pictures)
foreach(size 16 22 24 32 48 64 128 256 512)
    set(folder icons/hicolor/${size}x${size}/apps)
    set(picture ${CMAKE_CURRENT_BINARY_DIR}/${folder}/numeral.png)
    add_custom_command(OUTPUT ${picture}
        COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_CURRENT_BINARY_DIR}/${folder}
        COMMAND numeral-icon ${icon} ${size} ${picture}
        DEPENDS numeral-icon ${icon})
    list(APPEND pictures ${picture})
    install(FILES ${picture} DESTINATION ${CMAKE_INSTALL_DATADIR}/${folder})
endforeach()
add_custom_target(icons DEPENDS ${pictures})
add_dependencies(installed_files icons)
install(FILES ${icon} DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
