#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tests how the set-up installs packages, with stubs for Debian's tools: nothing is installed.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fail() {
    echo "FAILED: $case_name: $*" >&2
    cat "$work/said" "$work/called" >&2 || true
    exit 1
}

# stand_in NAME: makes a stub command, a bash script that is read from standard input.
stand_in() {
    { echo '#!/bin/bash'; cat; } >"$work/bin/$1"
    chmod +x "$work/bin/$1"
}

# Makes the only commands that the scripts find on their PATH: no sudo unless a case adds it.
make_path() {
    local tool
    mkdir "$work/bin"
    for tool in bash cat dirname env grep mktemp rm sed tail; do
        ln -s "$(command -v "$tool")" "$work/bin/$tool"
    done
    stand_in id <<<"cat '$work/user'"
    stand_in dpkg-query <<<"cat '$work/installed'"
    stand_in apt-get <<END
echo "\${SUDO:-}apt-get \$*" >>'$work/called'
[ "\$DEBIAN_FRONTEND" = noninteractive ] || exit 1
! grep -q -e " \$(cat '$work/broken')\$" <<<" \$*"
END
    stand_in apt-cache <<END
case \$2 in
virtual | gone) echo "  Candidate: (none)" ;;
*) echo "  Candidate: 1.0-1" ;;
esac
END
}

# begin NAME UID INSTALLED…: starts a case with that user ID and those installed packages.
begin() {
    case_name=$1
    echo "$2" >"$work/user"
    printf 'ii  %s\n' "${@:3}" >"$work/installed"
    echo 'no such package' >"$work/broken"
    : >"$work/called"
    : >"$work/said"
    rm -f "$work/bin/sudo"
}

ensure() {
    code=0
    # shellcheck disable=SC2016 # the inner shell expands it
    PATH=$work/bin bash -euo pipefail -c '. "$1"; shift; ensure_packages "$@"' \
        - "$here/../../packaging/lib.sh" "$@" 2>"$work/said" || code=$?
}

expect_installed() {
    [ "$code" = 0 ] || fail "exit code $code"
    grep -qE "^$1apt-get .*update\$" "$work/called" || fail "the lists were not brought up to date"
    grep -qE "^$1apt-get .* -y .*install --no-install-recommends $2\$" "$work/called" ||
        fail "it did not install: $2"
}

expect_nothing_called() {
    [ ! -s "$work/called" ] || fail "it called apt-get"
}

make_path

begin 'all is there' 1000 one two
ensure one two
[ "$code" = 0 ] || fail "exit code $code"
expect_nothing_called
[ ! -s "$work/said" ] || fail "there was nothing to say"

begin 'the second of two names is there' 1000 one new
ensure one 'old|new'
[ "$code" = 0 ] || fail "exit code $code"
expect_nothing_called

begin 'a name that begins like another' 0 one-dev
ensure one
expect_installed '' one

begin 'an earlier package was removed, its settings kept' 0 two
echo 'rc  one' >>"$work/installed"
ensure one two
expect_installed '' one

begin 'root' 0 one
ensure one two 'virtual|three' 'four|virtual'
expect_installed '' 'two three four'
grep -q 'Installing two three four' "$work/said" || fail "it did not say so"

begin 'sudo' 1000 one
stand_in sudo <<<'SUDO="sudo " exec "$@"'
ensure one two
expect_installed 'sudo ' two

begin 'neither root nor sudo' 1000 one
ensure one two 'virtual|three'
[ "$code" = 1 ] || fail "exit code $code"
expect_nothing_called
[ "$(grep -c . "$work/said")" = 1 ] || fail "that is not one sentence"
grep -q 'apt-get install two three$' "$work/said" || fail "it did not say how to install them"

begin 'a package that is not to be had' 0 one
echo 'install --no-install-recommends gone' >"$work/broken"
ensure one gone
[ "$code" = 1 ] || fail "exit code $code"
tail -n 1 "$work/said" | grep -q 'could not be installed.*gone' || fail "it did not name it"

begin 'no network for the lists, but the package at hand' 0 one
echo update >"$work/broken"
ensure one two
expect_installed '' two

begin 'another system than Debian' 0 one
rm "$work/bin/dpkg-query"
ensure one
[ "$code" = 1 ] || fail "exit code $code"
expect_nothing_called
grep -q 'packaging/packages-debian' "$work/said" || fail "it did not say what to do"

echo 'All cases of the packages are right.'
