# shellcheck shell=bash disable=SC2034
# How source packages of Debian are read; tools/deps and packaging/windows/dependencies source it after common.sh.
#
# It works through an apt configuration of its own in the temporary folder $work, so the machine's own package lists never
# change. Of the machine only the mirrors are used. apt checks signatures and checksums as always.

# lock [FILE]: one run at a time does work; the others wait, then find it done.
lock() {
    mkdir -p "$CROSSTALK_DEPS_DIR"
    exec 8>"${1:-$CROSSTALK_DEPS_DIR/.lock}"
    flock 8
}

codename() { (. /etc/os-release && echo "${VERSION_CODENAME:-stable}"); }

# What apt reads on this machine, as "MIRROR SUITE", in either format of its sources.
machine_sources() {
    apt-get update --print-uris 2>/dev/null | sed -nE "s#^'(.*)/dists/([^/]+)/InRelease'.*#\\1 \\2#p" | awk '!seen[$0]++'
}

# The mirrors of the distribution itself.
mirrors() {
    machine_sources | awk -v codename="$(codename)" '
        $2 == codename || $2 ~ /^(oldstable|stable|testing|unstable|sid)$/ { if (!seen[$1]++) print $1 }'
}

# This machine's own release with its updates, as "MIRROR SUITE".
release_sources() {
    machine_sources | awk -v codename="$(codename)" '
        $2 == codename || $2 == codename "-updates" || $2 == codename "-security"'
}

# isolated COMMAND...: an apt command that sees nothing but the sources.list of $work.
isolated() {
    local command=$1
    shift
    "$command" -q -c "$work/apt.conf" "$@"
}

# use_sources "MIRROR SUITE"...: from now on source packages come from there.
use_sources() {
    local signed="" each
    if [ -f /usr/share/keyrings/debian-archive-keyring.gpg ]; then
        signed="[signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] "
    fi
    rm -rf "$work/lists" "$work/cache"
    mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
    for each; do echo "deb-src $signed$each main"; done >"$work/sources.list"
    {
        echo "#clear APT::Update::Pre-Invoke; #clear APT::Update::Post-Invoke; #clear APT::Update::Post-Invoke-Success;"
        echo "Dir::Etc::SourceList \"$work/sources.list\"; Dir::Etc::SourceParts \"/dev/null\";"
        echo "APT::Update::Error-Mode \"any\";"
        echo "Dir::State::Lists \"$work/lists\"; Dir::Cache \"$work/cache\";"
        if [ "$(id -u)" = 0 ]; then echo 'APT::Sandbox::User "root";'; fi
    } >"$work/apt.conf"
    isolated apt-get update >"$work/log" 2>&1
}

# unpack SOURCE[=VERSION]: into $work/unpacked; without a version the newest that the sources in use have.
unpack() {
    rm -rf "$work/source" "$work/unpacked"
    mkdir "$work/source"
    (cd "$work/source" && isolated apt-get source --download-only --only-source "$1" && dpkg-source -x ./*.dsc "$work/unpacked") \
        >"$work/log" 2>&1
}

# unpack_upstream SOURCE=VERSION: the same without what Debian has added.
unpack_upstream() {
    local uri file sum
    rm -rf "$work/source" "$work/unpacked"
    mkdir "$work/source" "$work/unpacked"
    read -r uri file sum < <(isolated apt-get source --print-uris --only-source "$1" 2>"$work/log" |
        awk '$2 ~ /\.orig\.tar\.[a-z0-9]+$/ { gsub("\047", "", $1); print $1, $2, $4 }') &&
        isolated /usr/lib/apt/apt-helper download-file "$uri" "$work/source/$file" "$sum" >"$work/log" 2>&1 &&
        tar -x -f "$work/source/$file" -C "$work/unpacked" --strip-components=1 >"$work/log" 2>&1
}

# versions_of SOURCE: what the sources in use have, the newest first.
versions_of() {
    isolated apt-cache showsrc --only-source "$1" 2>/dev/null | awk '/^Version:/ { print $2 }' | sort -urV
}
