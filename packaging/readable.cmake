# SPDX-License-Identifier: GPL-3.0-or-later
# CPack runs this before it packs: everybody may read the files, whatever the builder's umask is.
execute_process(COMMAND chmod -R u=rwX,go=rX ${CPACK_TEMPORARY_INSTALL_DIRECTORY}
    COMMAND_ERROR_IS_FATAL ANY)
