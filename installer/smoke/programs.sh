#!/bin/sh
# Tries programs where they are unpacked or installed: a master, a PC that pairs, a record, the window painted without a screen.
# Usage: programs.sh portable ARCHIVE [FOLDER] | rpm FOLDER | pkg FOLDER | at SKERRY
# portable unpacks the archive into FOLDER, or one with spaces and Chinese characters in its name.
set -eu

fail() {
    printf 'FAILED: %s\n' "$*" >&2
    exit 1
}

work=$(mktemp -d)
stop() {
    [ -z "${master:-}" ] || kill "$master" 2>/dev/null || true
    rm -rf "$work"
}
trap stop EXIT

# Everything that both programs do, with commands $1 (master and slave) and $2 (desktop); their data is in folder $3, which
# is empty for those that they choose by themselves.
try_programs() {
    "$1" --version
    if [ -n "$3" ]; then
        mkdir -p "$3"
        "$1" master --data "$3/master" --port 0 >"$work/ready" 2>"$work/log" &
        where="--data $3/master"
        pc="--data $3/pc"
    else
        "$1" master --port 0 >"$work/ready" 2>"$work/log" &
        where=
        pc=
    fi
    master=$!
    tries=0
    until url=$(sed -n 's/^ready //p' "$work/ready" | head -n 1) && [ -n "$url" ]; do
        tries=$((tries + 1))
        [ "$tries" -lt 100 ] && kill -0 "$master" || fail "the master did not start: $(cat "$work/log")"
        sleep 0.3
    done
    echo "ok: a master runs at $url"
    code=$("$1" pair $where | sed -n 's/.*\([0-9][0-9][0-9]\) \([0-9][0-9][0-9]\).*/\1\2/p' | head -n 1)
    "$1" call "$url" put '"海鸥"' '{"title":"Kittiwake"}' --code "$code" $pc >/dev/null || fail "the record could not be put"
    "$1" call "$url" get '"海鸥"' $pc | grep -q Kittiwake || fail "the record is not there"
    echo "ok: a record was put and got over WebRTC"
    "$2" --picture "$work/window.png" --language zh || fail "the window could not be painted"
    [ "$(wc -c <"$work/window.png")" -gt 10000 ] || fail "the window is empty"
    [ -z "${SKERRY_PICTURE:-}" ] || cp "$work/window.png" "$SKERRY_PICTURE"
    echo "ok: the window was painted"
    kill "$master"
    wait "$master" || [ $? -eq 143 ] || fail "the master did not stop well"
    master=
    echo "ok: the master stopped"
}

case $1 in
    portable)
        folder=${3:-$work/一号 工地 à côté}
        mkdir -p "$folder"
        tar -xJf "$2" -C "$folder"
        set -- "$folder"/skerry-*
        try_programs "$1/skerry" "$1/skerry-desktop" "$work/data"
        mkdir "$1/data"
        try_programs "$1/skerry" "$1/skerry-desktop" ''
        [ -s "$1/data/skerry/master/records.sqlite" ] || fail "the data is not beside the programs"
        echo "ok: data beside the programs"
        ;;
    rpm)
        dnf install -y "$2"/*.rpm
        try_programs skerry skerry-desktop "$work/data"
        dnf remove -y skerry-master skerry-desktop
        [ ! -e /opt/skerry-master ] && [ ! -e /opt/skerry-desktop ] || fail "something is left in /opt"
        ;;
    pkg)
        sudo installer -pkg "$2"/skerry-master-*.pkg -target /
        sudo installer -pkg "$2"/Skerry-*.pkg -target /
        desktop=/Applications/Skerry.app/Contents/MacOS/Skerry
        "$desktop" --picture "$work/window.png"
        [ "$(wc -c <"$work/window.png")" -gt 10000 ] || fail "the window is empty"
        ;;
    at) try_programs "$2" "$(dirname "$2")/skerry-desktop" "$work/data" ;;
    *) fail "see the head of this script." ;;
esac
echo passed
