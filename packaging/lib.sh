# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# Functions that the scripts in packaging share. Source it with `set -euo pipefail`.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)

say() {
    printf '%s\n' "$*" >&2
}

die() {
    say "$@"
    exit 1
}

# quietly COMMAND…: shows the output live on a terminal, otherwise only its last lines, on failure.
quietly() {
    if [ -t 2 ]; then
        "$@" >&2
        return
    fi
    local log status=0
    log=$(mktemp)
    "$@" >"$log" 2>&1 </dev/null || status=$?
    [ "$status" = 0 ] || tail -n 25 "$log" >&2
    rm -f "$log"
    return "$status"
}

# lock FOLDER: locks the folder, after waiting for other processes. Child processes inherit the
# lock, so that it is held until the last of them has ended.
lock() {
    exec 9<"$1"
    flock --nonblock 9 || {
        say "Waiting for another process to finish in $1…"
        flock 9
    }
}

unlock() {
    exec 9<&-
}

# choose_package ENTRY: of the alternatives in an entry such as 'a|b', the first that can be
# installed here; the first of all if none can.
choose_package() {
    local name
    for name in ${1//|/ }; do
        if [[ $(LC_ALL=C apt-cache policy "$name" 2>/dev/null) == *Candidate:\ [0-9]* ]]; then
            echo "$name"
            return
        fi
    done
    echo "${1%%|*}"
}

# missing_packages ENTRY…: the entries without an installed alternative. One dpkg query for all of
# them, since a second run must be quick.
missing_packages() {
    local installed entry name
    # shellcheck disable=SC2048,SC2086 # names of packages have no blanks
    installed=$(dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' ${*//|/ } 2>/dev/null |
        sed -n 's/^.i *//p') || true
    for entry in "$@"; do
        for name in ${entry//|/ }; do
            if grep -qxF -e "$name" <<<"$installed"; then
                continue 2
            fi
        done
        echo "$entry"
    done
}

install_packages() {
    local become_root=() names=() entry
    for entry in "$@"; do
        names+=("$(choose_package "$entry")")
    done
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || die "Packages are missing, and neither root nor sudo is at" \
            "hand to install them; as root, run: apt-get install ${names[*]}"
        become_root=(sudo)
    fi
    say "Installing ${names[*]}…"
    local apt=("${become_root[@]}" env DEBIAN_FRONTEND=noninteractive
        apt-get -q -y -o DPkg::Lock::Timeout=300)
    quietly "${apt[@]}" update || say "The lists of packages could not be brought up to date."
    # The update may have changed which packages are available.
    names=()
    for entry in "$@"; do
        names+=("$(choose_package "$entry")")
    done
    quietly "${apt[@]}" install --no-install-recommends "${names[@]}" ||
        die "Packages could not be installed; see why with: apt-get install ${names[*]}"
}

# ensure_packages ENTRY…: installs the missing ones.
ensure_packages() {
    command -v dpkg-query >/dev/null || die "This is not Debian or one like it: install what" \
        "packaging/packages-debian lists, then: cmake --preset release && cmake --build build"
    local missing
    mapfile -t missing < <(missing_packages "$@")
    if [ ${#missing[@]} -gt 0 ]; then
        install_packages "${missing[@]}"
    fi
}

ensure_listed_packages() {
    local listed
    mapfile -t listed < <(sed 's/#.*//; s/[[:blank:]]//g; /^$/d' "$root/packaging/packages-debian")
    ensure_packages "${listed[@]}"
}

# A compiler process that includes LibTorch's headers takes 1.5 GB of memory.
parallel_jobs() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable/ { print int($2 / 1572864) }' /proc/meminfo)
    [ "$memory" -ge 1 ] || memory=1
    echo $((cores < memory ? cores : memory))
}

# is_configured FOLDER: whether it was configured for this source tree, not for one that this was
# copied from.
is_configured() {
    [ -f "$1/build.ninja" ] &&
        grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$1/CMakeCache.txt" 2>/dev/null
}

configure_and_build() {
    local preset=$1 folder=$2 targets=("${@:3}")
    if ! is_configured "$folder"; then
        say "Configuring ($preset)…"
        (cd "$root" && quietly cmake --fresh --preset "$preset") ||
            die "The build could not be configured; CMake says why above."
    fi
    local plan
    plan=$(ninja -C "$folder" -n "${targets[@]}" 2>/dev/null | tail -n 1)
    if [ "$plan" = "ninja: no work to do." ]; then
        return
    fi
    say "Building ($preset), which takes some minutes the first time…"
    quietly cmake --build "$folder" -j "$(parallel_jobs)" --target "${targets[@]}" ||
        die "The build failed; the compiler says why above."
}

# build PRESET FOLDER TARGET…: FOLDER is the preset's build folder, relative to the source tree.
build() {
    local folder=$root/$2
    mkdir -p "$folder"
    lock "$folder"
    configure_and_build "$1" "$folder" "${@:3}"
    unlock
}
