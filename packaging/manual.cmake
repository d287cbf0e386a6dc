# SPDX-License-Identifier: GPL-3.0-or-later
# The manual pages. Options come from the programs themselves, so that the pages can't differ from
# --help; the rest is man/PROGRAM.man.
find_program(GZIP gzip REQUIRED)
set(manual_pages numeral-cli)
if(NUMERAL_WINDOW)
    list(APPEND manual_pages numeral)
endif()
foreach(program ${manual_pages})
    set(page ${CMAKE_CURRENT_BINARY_DIR}/${program}.1)
    set(rest ${CMAKE_CURRENT_SOURCE_DIR}/man/${program}.man)
    add_custom_command(OUTPUT ${page}.gz
        COMMAND numeral-manual ${program} >${page}
        COMMAND cat ${rest} >>${page}
        COMMAND ${GZIP} -9nf ${page}
        DEPENDS numeral-manual ${rest})
    add_custom_target(manual-${program} DEPENDS ${page}.gz)
    add_dependencies(installed_files manual-${program})
    install(FILES ${page}.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endforeach()

set(page ${CMAKE_CURRENT_BINARY_DIR}/numeral-fetch-mnist.1)
add_custom_command(OUTPUT ${page}.gz
    COMMAND ${GZIP} -9nc ${CMAKE_CURRENT_SOURCE_DIR}/man/numeral-fetch-mnist.1 >${page}.gz
    DEPENDS man/numeral-fetch-mnist.1)
add_custom_target(manual-numeral-fetch-mnist DEPENDS ${page}.gz)
add_dependencies(installed_files manual-numeral-fetch-mnist)
install(FILES ${page}.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
