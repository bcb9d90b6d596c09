# shellcheck shell=bash disable=SC2034
# What the scripts of this folder share; they source it, it does nothing by itself.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
script=$(basename "$0")
export HOME=${HOME:-~}
# Clones on one machine share what ccache has compiled: it sees paths as they are from the clone.
export CCACHE_BASEDIR=${CCACHE_BASEDIR:-$root} CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR:-true}
export CROSSTALK_DEPS_DIR=${CROSSTALK_DEPS_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/crosstalk/deps}

say() { printf '%s: %s\n' "$script" "$*" >&2; }

die() {
    say "$*"
    exit 1
}

# usage STATUS: the comment at the head of the script is its help.
usage() {
    sed -n '2,/^[^#]/ { s/^# \{0,1\}//p }' "$0"
    exit "$1"
}

# How many compilers at once: one per core, but not more than the memory holds.
jobs() {
    local cores memory_gb
    cores=$(nproc)
    memory_gb=$(awk '/^MemAvailable:/ { print int($2 / 1000000) }' /proc/meminfo 2>/dev/null || echo "$cores")
    if [ "$memory_gb" -lt "$cores" ]; then cores=$memory_gb; fi
    if [ "$cores" -lt 1 ]; then cores=1; fi
    echo "$cores"
}
