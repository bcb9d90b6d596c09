#!/usr/bin/env bash
# tests/windows/programs_test.sh FOLDER [NATIVE]: tries the programs for Windows that lie in FOLDER, under wine.
#
# They import what every Windows has and nothing else, are of a size to be carried about, say who they are, and are the same
# product as elsewhere: the end-to-end tests of tests/e2e run with them on both sides, and against those of this system
# in the folder NATIVE (both ways). A window opens, types and shows pictures; one hosts a server, and one on another host finds it.
#
# Nothing leaves this machine: all of it runs in a network of its own that has nothing but loopback.
# CROSSTALK_PICTURES is a folder for pictures of the window.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
if [ $# -lt 1 ]; then
    sed -n '2,/^[^#]/ { s/^# \{0,1\}//p }' "$0" >&2
    exit 2
fi
if [ -z "${CROSSTALK_ALONE:-}" ]; then
    # With a /run of its own it may make hosts in that network.
    exec env CROSSTALK_ALONE=yes unshare --user --map-root-user --net --mount \
        bash -c 'mount -t tmpfs none /run && ip link set lo up && exec bash "$@"' alone "$0" "$@"
fi

programs=$(cd "$1" && pwd)
native=${2:+$(cd "$2" && pwd)}
scratch=$(mktemp -d "${TMPDIR:-/tmp}/crosstalk-windows.XXXXXX")
export CROSSTALK_WINEPREFIX=$scratch/prefix CROSSTALK_SERVER_NO_DISCOVERY=true PYTHONDONTWRITEBYTECODE=1
unset DISPLAY WAYLAND_DISPLAY
server=$(command -v wineserver || echo /usr/lib/wine/wineserver)
end_wine() { "$here/wine" --end; }
# Without a program to serve it would go, and a program that comes just then would not start: from here on it stays.
begin_wine() {
    end_wine
    wine cmd /c exit >/dev/null 2>&1 || true # makes the folder
    WINEPREFIX=$CROSSTALK_WINEPREFIX "$server" -p || true # it may be there
}
end() {
    end_wine
    rm -rf "$scratch"
}
trap end EXIT

fail() {
    printf 'FAILED: %s\n' "$*" >&2
    exit 1
}
wine() { "$here/wine" "$@"; }
begin_wine

# --- the files themselves

# What is on every Windows 10 before anything was installed.
system_libraries=" advapi32 bcrypt comdlg32 crypt32 dwmapi gdi32 imm32 iphlpapi kernel32 mswsock msvcrt ntdll ole32 oleaut32
 setupapi shell32 user32 uxtheme version winmm ws2_32 "
largest_bytes=28000000 # 9.6 of it are fonts, 2.7 the server inside the window

imports_of() { x86_64-w64-mingw32-objdump -p "$1" | sed -nE 's/^\s*DLL Name: (.*)\.[Dd][Ll][Ll]$/\L\1/p'; }

look_at_file() {
    local file=$programs/$1.exe library size
    for library in $(imports_of "$file"); do
        [[ $system_libraries =~ [[:space:]]${library}[[:space:]] ]] || fail "$1.exe imports $library.dll, which not every Windows has"
    done
    size=$(stat -c %s "$file")
    [ "$size" -le $largest_bytes ] || fail "$1.exe has $size bytes, more than $largest_bytes"
    if grep -qaF "$root" "$file" || grep -qaF "${HOME:-/nowhere}/" "$file"; then fail "$1.exe names a folder of this machine"; fi
    grep -qaF PerMonitorV2 "$file" || fail "$1.exe has no manifest"
    printf '%s.exe: %s bytes, %s\n' "$1" "$size" "$(imports_of "$file" | sort | tr '\n' ' ')"
}

subsystem_of() { x86_64-w64-mingw32-objdump -p "$programs/$1.exe" | sed -nE 's/^Subsystem\s+0*([0-9]+).*/\1/p'; }

for each in crosstalk crosstalk-server crosstalk-cli; do look_at_file $each; done
[ "$(subsystem_of crosstalk)" = 2 ] || fail "crosstalk.exe would open a console"
[ "$(subsystem_of crosstalk-server)" = 3 ] || fail "crosstalk-server.exe has no console"
version=$(sed -nE 's/^project\(crosstalk VERSION ([0-9.]+).*/\1/p' "$root/CMakeLists.txt")
for each in crosstalk crosstalk-server crosstalk-cli; do
    said=$(wine "$programs/$each.exe" --version | tr -d '\r')
    [ "$said" = "$each $version" ] || fail "$each.exe --version said: $said"
done

# --- the programs, as the end-to-end tests start them

export CROSSTALK_ON_WINE=yes

# wrap FOLDER NAME: a script in the place of the program. What wine starts beside a window would keep its standard error.
wrap() {
    mkdir -p "$1"
    cat >"$1/$2" <<WRAPPER
#!/bin/sh
unset SDL_VIDEODRIVER
if [ $2 = crosstalk ]; then exec 2>>"$scratch/window.log"; fi
exec "$here/wine" "$programs/$2.exe" "\$@"
WRAPPER
    chmod +x "$1/$2"
}

# run_tests WHAT FOLDER TEST...
run_tests() {
    local folder=$2
    printf -- '--- %s\n' "$1"
    shift 2
    (cd "$root/tests/e2e" && CROSSTALK_BIN=$folder PYTHONPATH=$here python3 -W ignore -m unittest "$@")
}

both=$scratch/both
for each in crosstalk crosstalk-server crosstalk-cli; do wrap "$both" $each; done

# What wine has not is left out: sockets in files (subcommands), reads that are given up (a client that is thrown out while
# nobody types), streams of files.
conversation=test_conversation.Conversation
files=test_files.Files
run_tests "a server, clients and bots of Windows: talk, files, games, strangers, kills" "$both" \
    $conversation.test_a_whole_evening \
    $conversation.test_somebody_who_is_away_gets_what_was_said_to_her_alone \
    $conversation.test_a_room_is_exported_whole \
    test_crash.Kills.test_acknowledged_messages_survive_every_kill_once_and_in_order \
    test_crash.Kills.test_everything_is_back_after_a_restart \
    $files.test_a_file_and_its_text_arrive_equal_to_the_byte \
    $files.test_the_server_killed_in_the_middle_of_both_ways \
    test_games.Games.test_a_series_is_played_watched_and_survives_a_crash_of_the_server \
    test_contract.ServerContract.test_a_data_folder_in_use_is_refused_and_not_damaged \
    test_contract.ServerContract.test_a_port_in_use_is_one_clear_line_and_status_1 \
    test_contract.ClientContract.test_status_1_when_the_profile_is_in_use \
    test_bad_input.Strangers test_bad_input.Texts || fail "Windows and Windows"

# Wine's desktop stays on the display, or on none, where its first program ran: it begins anew before a window. Even so
# the first one sometimes does not come up: one more try.
windows=(test_window.TheWindow.test_two_people_talk_and_both_come_back_after_the_server_was_killed
    test_window_files.FilesInTheWindow.test_a_pasted_picture_is_looked_at_and_sent_with_its_words
    test_hosting.TwoWindowsOfWindows.test_the_guest_finds_the_server_in_the_list_and_joins_with_a_click_and_its_passkey
    test_hosting.TwoWindowsOfWindows.test_the_guest_joins_by_the_code_alone)
try_window() {
    end_wine
    run_tests "a window of Windows" "$both" "$1"
}
if command -v Xvfb >/dev/null && command -v xdotool >/dev/null; then
    for window in "${windows[@]}"; do
        if ! try_window "$window"; then
            echo "once more: the first window under wine sometimes does not open"
            try_window "$window" || fail "the window"
        fi
    done
    begin_wine
else
    echo "the window is not tried: Xvfb or xdotool is missing (tools/deps test)"
fi

if [ -n "$native" ]; then
    export CROSSTALK_NATIVE=$native
    wrap "$scratch/server" crosstalk-server
    ln -s "$native/crosstalk-cli" "$scratch/server/"
    wrap "$scratch/clients" crosstalk-cli
    ln -s "$native/crosstalk-server" "$scratch/clients/"
    across=("$conversation.test_somebody_who_is_away_gets_what_was_said_to_her_alone"
        "$files.test_a_file_and_its_text_arrive_equal_to_the_byte"
        test_games.Games.test_a_client_that_is_started_again_goes_on_with_its_game)
    run_tests "a server of Windows, clients of this system" "$scratch/server" "${across[@]}" || fail "a server of Windows"
    run_tests "a server of this system, clients of Windows" "$scratch/clients" "${across[@]}" || fail "clients of Windows"
    run_tests "names of files and folders" "$both" test_names || fail "names"
fi
echo "all of it holds"
