#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tst_install.sh BUILD_FOLDER: installs to a staging folder and trains with the installed program.
set -euo pipefail

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

cmake --install "$1" --prefix "$stage/a prefix" >"$stage/log" || {
    cat "$stage/log"
    exit 1
}
"$stage/a prefix/bin/numeral-cli" train --hidden none --epochs 1 --output "$stage/model.safetensors"
"$stage/a prefix/bin/numeral-cli" train --engine torch --hidden none --epochs 1 \
    --output "$stage/torch.safetensors"
"$stage/a prefix/bin/numeral-cli" evaluate --model "$stage/model.safetensors"
"$stage/a prefix/bin/numeral-fetch-mnist" # it is there already
for file in bin/numeral share/applications/numeral.desktop \
    share/icons/hicolor/scalable/apps/numeral.svg; do
    [ -e "$stage/a prefix/$file" ] || {
        echo "FAILED: $file is not installed" >&2
        exit 1
    }
done
