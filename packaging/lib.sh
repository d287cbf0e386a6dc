# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# What packaging/run, packaging/test and packaging/lint share. Source it with `set -euo pipefail`.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() {
    printf '%s\n' "$*" >&2
}

die() {
    say "$@"
    exit 1
}

# The package of a line such as 'a|b' that the system knows; the first where it knows none.
choose_package() {
    local name
    for name in ${1//|/ }; do
        if apt-cache show "$name" >/dev/null 2>&1; then
            echo "$name"
            return
        fi
    done
    echo "${1%%|*}"
}

is_installed() {
    local name
    for name in ${1//|/ }; do
        case $(dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2>/dev/null) in
        ?i*) return 0 ;;
        esac
    done
    return 1
}

# One command for all packages, since a second run must be quick.
missing_packages() {
    local wanted installed entry name found
    wanted=$(sed 's/#.*//; s/ //g' "$1")
    # shellcheck disable=SC2086 # package names have no blanks
    installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' ${wanted//|/ } 2>/dev/null |
        sed -n 's/^.i *//p') || true
    for entry in $wanted; do
        found=
        for name in ${entry//|/ }; do
            if grep -qxF -e "$name" <<<"$installed"; then
                found=yes
            fi
        done
        [ -n "$found" ] || echo "$entry"
    done
}

# install_packages NAME...: as root, or with sudo.
install_packages() {
    local sudo=() names=() entry
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null ||
            die "These packages are missing, and neither root nor sudo is at hand to install them: $*"
        sudo=(sudo)
    fi
    say "Installing $# packages…"
    "${sudo[@]}" apt-get update -q >/dev/null || say "The lists of packages could not be updated."
    for entry in "$@"; do
        names+=("$(choose_package "$entry")")
    done
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -q --no-install-recommends "${names[@]}" >/dev/null ||
        die "These packages could not be installed: ${names[*]}"
}

ensure_packages() {
    command -v dpkg-query >/dev/null ||
        die "This is not Debian or Ubuntu: install what packaging/packages-debian lists by hand."
    local missing
    mapfile -t missing < <(missing_packages "$root/packaging/packages-debian")
    if [ ${#missing[@]} -gt 0 ]; then
        install_packages "${missing[@]}"
    fi
}

# LibTorch's headers take 1.5 GB of memory a compiler.
parallel_jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable/ { print int($2 / 1572864) }' /proc/meminfo)
    [ "$memory" -ge 1 ] || memory=1
    echo $((cores < memory ? cores : memory))
}

# build PRESET FOLDER: configures where that wasn't done, and builds.
build() {
    local preset=$1 folder=$2 log
    cd "$root" || return
    log=$(mktemp)
    if [ ! -f "$folder/build.ninja" ]; then
        say "Configuring ($preset)…"
        cmake --preset "$preset" >"$log" 2>&1 || {
            tail -n 25 "$log" >&2
            rm -f "$log"
            die "The build could not be configured."
        }
    fi
    [ "$(ninja -C "$folder" -n 2>/dev/null | tail -n 1)" = "ninja: no work to do." ] ||
        say "Building ($preset), which takes some minutes the first time…"
    if [ -t 2 ]; then
        cmake --build "$folder" -j "$(parallel_jobs)" >&2 || die "The build failed."
    else
        cmake --build "$folder" -j "$(parallel_jobs)" >"$log" 2>&1 || {
            tail -n 40 "$log" >&2
            rm -f "$log"
            die "The build failed."
        }
    fi
    rm -f "$log"
}
