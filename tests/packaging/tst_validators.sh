#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tst_validators.sh TOOL SOURCES PACKAGE_FOLDER: has TOOL check what it is for. Exits with 77, for
# skipped, without TOOL.
set -euo pipefail

tool=$1
sources=$2
packages=$3
command -v "$tool" >/dev/null || {
    echo "Skipped: $tool is missing, so nothing was checked." >&2
    exit 77
}

# expect_praise SAID KNOWN: fails if a tool found errors or warnings other than KNOWN.
expect_praise() {
    echo "$1"
    if grep '^[EW]: ' <<<"$1" | grep -qv "$2"; then
        echo "FAILED: $tool has something to complain about." >&2
        exit 1
    fi
}

case $tool in
desktop-file-validate)
    desktop-file-validate "$sources/packaging/numeral.desktop"
    ;;
appstreamcli)
    said=$(appstreamcli validate --no-net --no-color "$sources"/packaging/*.metainfo.xml) || true
    grep -q '^[✔✘] ' <<<"$said"
    # There is none; version 1.0 asks for it.
    expect_praise "$said" url-homepage-missing
    ;;
lintian)
    package=$(echo "$packages"/*.deb)
    [ -f "$package" ] || {
        echo "Skipped: there is no package, so nothing was checked." >&2
        exit 77
    }
    said=$(lintian --allow-root --fail-on none --tag-display-limit 0 "$package")
    # Since version 2.122 it repeats what appstreamcli says.
    expect_praise "$said" appstream-metadata-validation-failed
    ;;
esac
echo "$tool has nothing to complain about."
