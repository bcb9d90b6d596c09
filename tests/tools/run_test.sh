#!/usr/bin/env bash
# Tests tools/run against a stand-in server and client: run_test.sh SOURCE_FOLDER FAKE_SERVER FAKE_CLIENT.
# Each function whose name is a sentence is one test in a folder of its own.
set -euo pipefail

source_folder=$1 fake_server=$2 fake_client=$3

fail() {
    echo "    $*"
    return 1
}

# await CONDITION...: until the command succeeds; the time limit only ends a test that has failed.
await() {
    local deadline=$((SECONDS + 20))
    until "$@" 2>/dev/null; do
        if [ $SECONDS -ge $deadline ]; then fail "never came true: $*"; fi
        sleep 0.01
    done
}

lines() { wc -l <"$1" | grep -qx " *$2"; }
gone() { ! kill -0 "$1"; }
server_pid() { sed -n '$ p' "$data/starts"; }

# A checkout with nothing but what tools/run touches.
prepare() {
    mkdir -p checkout/tools checkout/build/release/bin
    cp "$source_folder/tools/run" "$source_folder/tools/common.sh" checkout/tools/
    printf '#!/bin/sh\necho "$@" >>%s\n' "$PWD/deps.calls" >checkout/tools/deps
    printf '#!/bin/sh\necho "$@" >>%s\n' "$PWD/build.calls" >checkout/tools/build
    chmod +x checkout/tools/*
    cp "$fake_server" checkout/build/release/bin/crosstalk-server
    cp "$fake_client" checkout/build/release/bin/crosstalk
    cp "$fake_client" checkout/build/release/bin/crosstalk-cli
    export XDG_DATA_HOME=$PWD/share DISPLAY=:77
    unset WAYLAND_DISPLAY
    data=$PWD/share/crosstalk/server
    ready=$PWD/share/crosstalk/run/ready.json
    mkfifo first second
}

# start NAME FIFO [OPTION...]: tools/run in the background, with the fifo as the client's input; sets NAME to its pid.
# Whoever runs the tests in the background may ignore SIGINT, which a shell could not undo.
start() {
    local name=$1 fifo=$2
    shift 2
    env --default-signal=INT checkout/tools/run "$@" <"$fifo" >>output 2>&1 5>&- 6>&- &
    printf -v "$name" %s $!
}

it_builds_a_release_and_opens_the_window_with_the_invite() {
    checkout/tools/run </dev/null
    grep -qx 'build window' deps.calls
    grep -qx 'release crosstalk-server crosstalk crosstalk-cli' build.calls
    grep -qx 'crosstalk --connect crosstalk://127.0.0.1:12345/a,b#c' calls
}

the_name_and_the_profile_go_to_the_window() {
    checkout/tools/run --name 'Ada L.' --profile other -- --listen 0.0.0.0:4000 </dev/null
    grep -qx 'crosstalk --connect crosstalk://127.0.0.1:12345/a,b#c --name Ada L. --profile other' calls
    status=0
    checkout/tools/run --name </dev/null || status=$?
    [ "$status" = 2 ]
}

the_server_stops_with_the_window() {
    checkout/tools/run </dev/null
    lines "$data/stops" 1
    test ! -e "$ready"
}

without_a_display_the_terminal_client_opens() {
    unset DISPLAY
    checkout/tools/run </dev/null >said 2>&1
    grep -q 'no display' said
    grep -q '^crosstalk-cli ' calls
}

the_status_is_that_of_the_client() {
    local status=0
    echo 4 | checkout/tools/run || status=$?
    test $status = 4
}

a_second_call_uses_the_server_and_the_last_one_stops_it() {
    local one two
    start one first && exec 5>first && await lines calls 1
    start two second && exec 6>second && await lines calls 2
    lines "$data/starts" 1
    exec 5>&- && wait "$one"
    test ! -e "$data/stops"
    exec 6>&- && wait "$two"
    lines "$data/stops" 1
}

two_calls_at_once_start_one_server() {
    local one two
    start one first && start two second && exec 5>first 6>second
    await lines calls 2
    lines "$data/starts" 1
    exec 5>&- 6>&- && wait "$one" && wait "$two"
    lines "$data/stops" 1
}

a_kept_server_goes_on_until_it_is_told_to_stop() {
    checkout/tools/run --keep </dev/null
    kill -0 "$(server_pid)"
    checkout/tools/run </dev/null
    kill -0 "$(server_pid)"
    checkout/tools/run --stop
    await gone "$(server_pid)"
    lines "$data/starts" 1
}

ctrl_c_closes_the_window_and_stops_the_server() {
    local one status=0
    start one first && exec 5>first && await lines calls 1
    kill -INT -- "-$one"
    wait "$one" || status=$?
    test $status = 130
    lines "$data/stops" 1
}

a_signal_to_the_script_alone_ends_everything_too() {
    local one status=0
    start one first && exec 5>first && await lines calls 1
    kill -TERM "$one"
    wait "$one" || status=$?
    test $status = 143
    lines "$data/stops" 1
}

only_the_server_runs_in_front_and_outlives_the_windows() {
    local server
    start server first --server && exec 5>first && await test -e "$ready"
    grep -qx 'release crosstalk-server' build.calls
    checkout/tools/run </dev/null
    test ! -e "$data/stops"
    kill -INT -- "-$server"
    wait "$server"
    lines "$data/stops" 1
}

a_server_that_crashed_is_started_again() {
    checkout/tools/run --keep </dev/null
    kill -KILL "$(server_pid)"
    await gone "$(server_pid)"
    checkout/tools/run </dev/null
    lines "$data/starts" 2
    lines "$data/stops" 1
}

the_shell_has_no_word_of_its_own_when_the_server_is_killed() {
    start one first && exec 5>first && await test -s calls
    kill -KILL "$(server_pid)"
    await gone "$(server_pid)"
    exec 5>&-
    wait "$one"
    if grep -i killed output; then fail "the shell told of it"; fi
}

a_server_that_refuses_to_start_says_why() {
    local status=0
    FAKE_SERVER_REFUSES=1 checkout/tools/run </dev/null >said 2>&1 || status=$?
    test $status = 1
    grep -q 'port 12345 is in use by another program' said
    test ! -e calls
}

what_the_server_left_is_private() {
    checkout/tools/run --keep </dev/null
    test "$(stat -c %a "$data" "$(dirname "$ready")" | sort -u)" = 700
    checkout/tools/run --stop
}

# Fails when something of the test is left running, and ends it.
nothing_is_left_running() {
    local pid left=0
    for pid in $(cat "$data/starts" 2>/dev/null); do
        if [[ $(readlink "/proc/$pid/exe") = $PWD/* ]]; then
            kill -KILL "$pid"
            left=$((left + 1))
        fi
    done
    test $left = 0 || fail "$left servers were left running"
}

helpers='fail|await|lines|gone|server_pid|prepare|start|nothing_is_left_running'
passed=0 failed=0
set +e # so that each test's own `set -e` counts
for test in $(declare -F | awk '{ print $3 }' | grep -vxE "$helpers"); do
    folder=$(mktemp -d)
    (
        set -em # each tools/run gets a process group, as a terminal would give it
        cd "$folder"
        prepare
        trap 'status=$?; nothing_is_left_running || status=1; exit $status' EXIT
        "$test"
    ) >"$folder/log" 2>&1
    if [ $? = 0 ]; then
        passed=$((passed + 1))
        echo "ok      $test"
    else
        failed=$((failed + 1))
        echo "FAILED  $test"
        cat "$folder/log" "$folder/output" 2>/dev/null | sed 's/^/    /'
    fi
    rm -rf "$folder"
done
echo "$passed passed, $failed failed"
test $failed = 0
