#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# tst_manual.sh BUILD_FOLDER: checks that the manual pages have each option, argument and subcommand
# that --help shows.
set -euo pipefail

build=$1
export QT_QPA_PLATFORM=offscreen

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

# page PROGRAM: the page's text, without escapes and fonts.
page() {
    gzip -dc "$build/packaging/$1.1.gz" | sed 's/\\-/-/g; s/\\(dq/"/g'
}

# terms: of the help on standard input, the names of options and arguments.
terms() {
    sed -nE '/^ {1,3}(\[.*\] )?-/p; /^(Positionals|POSITIONALS|Arguments):/,/^$/{/^ {2}/p}' |
        sed -E 's/^ +//; s/( {2,}|\{| [A-Z]).*//; s/,/\n/g' | sed 's/^ //' | sort -u
}

# expect_terms HELP PAGE NAME
expect_terms() {
    local term count=0
    while read -r term; do
        grep -qE -e "^\.B \"(.*[, ])?$term([ ,{\"]|\$)" <<<"$2" || fail "$3: the page lacks $term"
        count=$((count + 1))
    done < <(terms <<<"$1")
    [ "$count" -gt 0 ] || fail "$3: --help shows no option"
    [ "$(grep -c '^\.TP' <<<"$2")" -gt 0 ] || fail "$3: the page has no entry"
}

cli=$build/bin/numeral-cli
whole=$(page numeral-cli)
mapfile -t commands < <("$cli" --help | sed -nE '/^(Subcommands|SUBCOMMANDS):/,$ s/^  ([a-z]+) .*/\1/p')
[ ${#commands[@]} -gt 5 ] || fail "--help shows no subcommands"
expect_terms "$("$cli" --help)" "$(sed '/^\.SH "COMMANDS"/,$d' <<<"$whole")" numeral-cli
for command in "${commands[@]}"; do
    part=$(sed -n "/^\.SS \"numeral-cli $command\"/,/^\.S[SH]/p" <<<"$whole" | sed '1!{/^\.S[SH]/d}')
    [ -n "$part" ] || fail "the page lacks the subcommand $command"
    expect_terms "$("$cli" "$command" --help)" "$part" "$command"
done
if [ -x "$build/bin/numeral" ]; then
    expect_terms "$("$build/bin/numeral" --help)" "$(page numeral)" numeral
fi
echo "The manual pages have all of ${#commands[@]} subcommands, and their options."
