#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tst_package.sh BUILD_FOLDER FOLDER: makes the Debian package in FOLDER and checks what is in it. Exits
# with 77, for skipped, without Debian's tools.
set -euo pipefail

build=$1
folder=$2
for tool in dpkg-deb dpkg-shlibdeps file; do
    command -v "$tool" >/dev/null || {
        echo "Skipped: $tool is missing." >&2
        exit 77
    }
done

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

rm -rf "$folder"
mkdir -p "$folder"
umask 077 # whatever the user's is, the package is for all
(cd "$folder" && cpack --config "$build/CPackConfig.cmake" -B "$folder" >log 2>&1) || {
    cat "$folder/log" >&2
    exit 1
}
rm -rf "$folder/_CPack_Packages"
package=$(echo "$folder"/*.deb)
[ "${package##*/}" = "$(basename "$(cat "$build/packaging/package-file")")" ] ||
    fail "its name is ${package##*/}"

dpkg-deb --raw-extract "$package" "$folder/root"
depends=$(dpkg-deb --field "$package" Depends)
for library in libtorch libqt6widgets6 libqcustomplot libopenblas0-pthread libqt6svg6 \
    qt6-image-formats-plugins qt6-wayland fonts-; do
    grep -qE "(^|[ ,])$library" <<<"$depends" || fail "it does not depend on $library: $depends"
done
for field in Maintainer Section Priority Description Installed-Size; do
    [ -n "$(dpkg-deb --field "$package" "$field")" ] || fail "it has no $field"
done
dpkg-deb --field "$package" Description | tail -n +2 | grep -q . || fail "it has only a synopsis"
scripts=$(ls "$folder/root/DEBIAN")
[ "$scripts" = "$(printf 'control\nmd5sums')" ] || fail "it has scripts: $scripts"

listed=$(dpkg-deb --contents "$package")
sizes=(16 22 24 32 48 64 128 256 512)
for file in bin/numeral bin/numeral-cli bin/numeral-fetch-mnist lib/numeral/fetch-mnist \
    lib/numeral/engines/numeral-torch-engine.so share/applications/numeral.desktop \
    share/mime/packages/numeral.xml share/metainfo/local.numeral.Numeral.metainfo.xml \
    share/man/man1/numeral{,-cli,-fetch-mnist}.1.gz share/icons/hicolor/scalable/apps/numeral.svg \
    share/doc/numeral/{README.md,copyright,changelog.Debian.gz}; do
    [ -s "$folder/root/usr/$file" ] || fail "$file is not in it"
done
for size in "${sizes[@]}"; do
    file "$folder/root/usr/share/icons/hicolor/${size}x$size/apps/numeral.png" |
        grep -q "PNG image data, $size x $size," || fail "there is no icon of $size pixels"
done
others=$(grep -vE '^(drwxr-xr-x|-rw-r--r--|-rwxr-xr-x) root/root ' <<<"$listed") || true
[ -z "$others" ] || fail "not everybody may read it, or root does not own it: $others"
for program in "$folder"/root/usr/bin/numeral{,-cli} "$folder"/root/usr/lib/numeral/engines/*.so; do
    file "$program" | grep -q ', stripped' || fail "$program is not stripped"
done
version=$(dpkg-deb --field "$package" Version)
gzip -dc "$folder/root/usr/share/doc/numeral/changelog.Debian.gz" | head -n 1 |
    grep -qF "numeral ($version)" || fail "the change log does not begin with $version"

# It runs from there, and its desktop entry opens what its file type says.
"$folder/root/usr/bin/numeral-cli" --version | grep -qF " ${version%-*}" || fail "it does not run"
type=$(sed -n 's/.*mime-type type="\([^"]*\)".*/\1/p' "$folder/root/usr/share/mime/packages/numeral.xml")
grep -qxF "MimeType=$type;" "$folder/root/usr/share/applications/numeral.desktop" ||
    fail "the menu entry does not open $type"
rm -rf "$folder/root"
echo "${package##*/} has all that it should have."
