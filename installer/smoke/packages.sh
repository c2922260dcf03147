#!/bin/bash
# Proves the Debian packages in target/packages in a fresh minimal Debian without Java and without a network; ./skerry test
# --packages calls it. Needs root, debootstrap, systemd-nspawn, Xvfb, xdotool, ImageMagick; only the first part uses the Internet.
# Usage: packages.sh NEW [OLD]: folders with packages; OLD are upgraded from, else the new ones under an older version.
set -euo pipefail

new=$(realpath "$1")
root=$(cd -P "$(dirname "$0")/../.." && pwd)
work=$root/target/smoke
suite=${SKERRY_SMOKE_SUITE:-bookworm}
display=:$((70 + $$ % 20))
passed=0

say() {
    printf '%s %s\n' "$(date +%T)" "$*"
}

fail() {
    say "FAILED: $*"
    picture failure || true
    exit 1
}

ok() {
    passed=$((passed + 1))
    say "ok: $*"
}

# Runs the command until it succeeds, at most $1 seconds.
within() {
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.3
    done
}

# ---- the machine --------------------------------------------------------------------------------------------------------

base() {
    mkdir -p "$work"
    if [ ! -e "$work/base.done" ]; then
        say "making a minimal Debian $suite ..."
        rm -rf "$work/base"
        debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,procps "$suite" "$work/base" \
            http://deb.debian.org/debian >"$work/debootstrap.log" 2>&1 || fail "debootstrap; see $work/debootstrap.log"
        : >"$work/base.done"
    fi
}

fresh_machine() {
    rm -rf "$work/machine"
    cp -a "$work/base" "$work/machine"
    mkdir -p "$work/machine/packages"
    echo site-pc >"$work/machine/etc/hostname"
    mkdir -p "$work/machine/packages/new" "$work/machine/packages/old"
    cp "$new"/*.deb "$work/machine/packages/new"
    cp "$old"/*.deb "$work/machine/packages/old"
}

# The packages that ours depend on, fetched once, so that the rest goes without the Internet.
fetch_dependencies() {
    if [ -e "$work/fetched" ]; then
        return 0
    fi
    say "fetching what the packages depend on ..."
    fresh_machine
    cp /etc/resolv.conf "$work/machine/etc/resolv.conf"
    chroot "$work/machine" apt-get -qq update
    chroot "$work/machine" sh -c 'apt-get -qq -y --no-install-recommends --download-only install /packages/new/*.deb' >/dev/null
    cp "$work/machine/var/cache/apt/archives/"*.deb "$work/base/var/cache/apt/archives/"
    cp -r "$work/machine/var/lib/apt/lists" "$work/base/var/lib/apt/"
    : >"$work/fetched"
}

# A command in the chroot, without systemd running and without a network but loopback.
in_chroot() {
    unshare --net --mount --pid --fork sh -c '
        ip link set lo up 2>/dev/null || true
        mount -t proc proc "$0/proc"
        mount --rbind /dev "$0/dev"
        exec chroot "$0" "$@"' "$work/machine" "$@"
}

boot() {
    mkdir -p /tmp/.X11-unix
    systemd-nspawn --quiet --directory="$work/machine" --boot --keep-unit --register=no --private-network --machine=skerry-smoke \
        --bind=/tmp/.X11-unix >"$work/boot.log" 2>&1 </dev/null &
    nspawn=$!
    within 60 leader || fail "the machine did not boot; see $work/boot.log"
    within 60 inside systemctl is-active --quiet multi-user.target || fail "the machine did not get up"
}

leader() {
    init=$(pgrep -P "$nspawn" -x systemd) && [ -n "$init" ]
}

# A command in the booted machine, as root; as_ana as somebody who works there.
inside() {
    nsenter --target "$init" --mount --uts --ipc --net --pid -- "$@"
}

as_ana() {
    inside runuser -u ana -- env HOME=/home/ana DISPLAY="$display" LANG="${language:-C.UTF-8}" "$@"
}

# ---- the window ---------------------------------------------------------------------------------------------------------

screen() {
    Xvfb "$display" -screen 0 1280x800x24 -ac -nolisten tcp >"$work/xvfb.log" 2>&1 &
    xvfb=$!
    within 20 test -S "/tmp/.X11-unix/X${display#:}" || fail "Xvfb did not start"
}

picture() {
    DISPLAY=$display import -window root "$work/$1.png" 2>/dev/null
}

keys() {
    DISPLAY=$display xdotool key --delay 60 "$@"
}

type_text() {
    DISPLAY=$display xdotool type --delay 30 "$1"
}

window_is_there() {
    window=$(DISPLAY=$display xdotool search --onlyvisible --name Skerry | head -1) && [ -n "$window" ]
}

open_window() {
    as_ana skerry-desktop "$@" >"$work/desktop.log" 2>&1 &
    within 30 window_is_there || fail "the window did not open; see $work/desktop.log"
    DISPLAY=$display xdotool windowfocus --sync "$window" || true
    sleep 1
}

# ---- what is asked ------------------------------------------------------------------------------------------------------

status() {
    inside skerry status --json
}

connected() {
    status | grep -q '"peers": *1[,}]'
}

records() {
    as_ana skerry call ws://127.0.0.1:9999/ allDocs "{\"query\":\"$1\"}" --data /home/ana/program ${2:+--code "$2"} 2>/dev/null \
        | grep -o '"total_rows":[0-9]*' | cut -d: -f2
}

has_records() {
    [ "$(records "$1")" = "$2" ]
}

code() {
    inside skerry pair "$@" | grep -oE '\b[0-9]{3} ?[0-9]{3}\b' | head -1 | tr -d ' '
}

status_text() {
    [ "$(inside systemctl show -p StatusText --value skerry-master)" = "$1" ]
}

# Fails where something of ours runs, and says what.
nothing_runs() {
    local all
    all=$(inside ps -eo user:20,args) || return 1
    ! grep -E '^skerry|/opt/skerry' <<<"$all"
}

main_process() {
    inside systemctl show -p MainPID --value skerry-master
}

# ---- the test -----------------------------------------------------------------------------------------------------------

without_systemd() {
    say "--- installing where no systemd runs"
    fresh_machine
    # Without package lists and without the Internet: all comes from the stick, in a folder with a difficult name.
    rm -rf "$work/machine/var/cache/apt/archives"/*.deb "$work/machine/var/lib/apt/lists"/*
    mkdir -p "$work/machine/media/U 盘"
    cp -r "$new"/skerry-*-stick-* "$work/machine/media/U 盘"
    in_chroot sh -c 'cd /media/U*/skerry-* && sh install master desktop' >"$work/chroot.log" 2>&1 \
        || fail "installation from the stick in a chroot; see $work/chroot.log"
    ok "both packages installed from the stick, where no systemd runs"
    command=$(sed -n 's/^ExecStart=//p' "$work/machine/usr/lib/systemd/system/skerry-master.service")
    in_chroot sh -c "runuser -u skerry -- $command >/tmp/ready 2>/tmp/log & master=\$!
        for i in \$(seq 100); do grep -q ^ready /tmp/ready && break; sleep 0.3; done
        skerry status && kill \$(pgrep -u skerry java) && wait \$master; test \$? -eq 143" >"$work/unit-command.log" 2>&1 \
        || fail "the unit's command without systemd; see $work/unit-command.log"
    ok "the unit's command starts a master, which answers and stops"
}

install_old() {
    say "--- installing with systemd, the older packages"
    fresh_machine
    (cd "$work/machine" && find etc usr opt var home root tmp -not -path 'var/cache/*' -not -path 'var/lib/apt/*' -not -path 'var/lib/dpkg/*' | sort) \
        >"$work/before.list"
    boot
    inside sh -c 'apt-get -qq -y --no-install-recommends install /packages/old/*.deb' >"$work/install.log" 2>&1 \
        || fail "installation; see $work/install.log"
    within 30 inside systemctl is-active --quiet skerry-master || fail "the service is not active"
    ok "installed, and the service runs: $(inside skerry --version | sed -n 1,2p | paste -sd' ')"
    within 10 status_text 'No PC connected, 0 records.' || fail "systemd does not know how the master is"
    sleep 30
    say "memory of the daemon half a minute after its start: $(($(inside ps -o rss= -p "$(main_process)") / 1024)) MB"
    inside useradd -m ana
}

first_record() {
    say "--- the first record, entered in the window"
    screen
    language=C.UTF-8 open_window
    type_text 127.0.0.1
    keys Return
    sleep 2
    picture 1-code
    type_text "$(code)"
    keys Return
    within 20 connected || fail "the window did not connect"
    ok "the window is connected"
    sleep 1
    keys ctrl+n
    sleep 1
    type_text Ship
    keys Tab
    type_text title
    keys Return
    type_text Kittiwake
    picture 2-record
    keys ctrl+s
    records title:Kittiwake "$(code)" >/dev/null || true
    within 20 has_records title:Kittiwake 1 || fail "the record did not arrive"
    ok "a record was entered in the window and is on the master"
    keys Escape
    keys ctrl+f
    type_text kittiw
    sleep 2
    picture 3-found
    keys Return
    sleep 1
}

restarts() {
    say "--- crash, hang, mistake in the settings"
    local process
    process=$(main_process)
    inside kill -9 "$process"
    within 30 restarted_from "$process" || fail "the service did not come back after kill -9"
    within 30 has_records title:Kittiwake 1 || fail "the record is gone after kill -9"
    ok "back after kill -9, with the record"

    inside mkdir -p /etc/systemd/system/skerry-master.service.d
    inside sh -c 'printf "[Service]\nWatchdogSec=6\nTimeoutAbortSec=2\n" >/etc/systemd/system/skerry-master.service.d/smoke.conf'
    inside systemctl daemon-reload
    inside systemctl restart skerry-master
    sleep 15
    process=$(main_process)
    [ "$(inside systemctl show -p NRestarts --value skerry-master)" = 0 ] || fail "the watchdog bit a healthy master"
    inside kill -STOP "$process"
    within 40 restarted_from "$process" || fail "the watchdog did not restart a master that hung"
    ok "the watchdog lets a healthy master live and restarts one that hangs"
    inside rm -r /etc/systemd/system/skerry-master.service.d
    inside systemctl daemon-reload

    inside sed -i 's/^# *name = .*/name = 一号工地/' /etc/skerry/master.conf
    inside sh -c 'echo "prot = 9998" >>/etc/skerry/master.conf'
    inside systemctl restart skerry-master 2>/dev/null && fail "a mistake in the settings was not noticed"
    sleep 5
    [ "$(inside systemctl show -p ActiveState --value skerry-master)" = failed ] || fail "the service starts again and again"
    { inside systemctl status skerry-master --no-pager || true; } | grep -F 'no key "prot"' | tail -1 || fail "the mistake is not told"
    inside sed -i '/^prot/d' /etc/skerry/master.conf
    inside systemctl restart skerry-master
    inside skerry status | grep -F 一号工地 >/dev/null || fail "the name from the settings is not used"
    ok "a mistake in the settings is told with its line; a mended one works"
}

restarted_from() {
    local now
    now=$(main_process)
    [ "$now" != 0 ] && [ "$now" != "$1" ] && inside systemctl is-active --quiet skerry-master && inside skerry status
}

upgrade() {
    say "--- upgrading"
    local process
    process=$(main_process)
    inside sh -c 'apt-get -qq -y --no-install-recommends install /packages/new/*.deb' >"$work/upgrade.log" 2>&1 \
        || fail "upgrade; see $work/upgrade.log"
    within 30 restarted_from "$process" || fail "the older master still runs after the upgrade"
    ok "upgraded: $(inside skerry --version | sed -n 1,2p | paste -sd' ')"
    inside grep -q '^name = 一号工地' /etc/skerry/master.conf || fail "the settings were lost"
    within 30 has_records title:Kittiwake 1 || fail "the record was lost"
    within 60 connected || fail "the open window did not connect again"
    ok "settings and record are kept, the open window is connected again"
    keys ctrl+n # the type and its fields are known by now, so the cursor is in the first one
    sleep 1
    type_text Gannet
    keys ctrl+s
    within 20 has_records title:Gannet 1 || fail "the open window does not save after the upgrade"
    picture 4-upgraded
    close_window
    for _ in 1 2 3; do
        first_frame
        close_window
    done
    open_window skerry://127.0.0.1/
    within 20 connected || fail "the window did not connect by a link"
    sleep 1
    picture 5-by-link
    close_window
    language=zh_CN.UTF-8 open_window --data /home/ana/another
    sleep 1
    picture 6-in-chinese
    ok "the open window goes on saving, new ones open, by a link and in Chinese"
}

# Opens the window, and tells after how long the first of it is on the screen, counted from the command on.
first_frame() {
    local dark=$work/dark.xwd start
    DISPLAY=$display xwd -silent -root >"$dark"
    start=$(date +%s%N)
    as_ana skerry-desktop >>"$work/desktop.log" 2>&1 &
    while DISPLAY=$display xwd -silent -root | cmp -s "$dark" -; do
        [ $(($(date +%s%N) - start)) -lt 30000000000 ] || fail "no window"
    done
    say "first frame of the window after $((($(date +%s%N) - start) / 1000000)) ms"
    sleep 2
}

close_window() {
    inside pkill -u ana java || true
    within 10 no_window || fail "the window did not end"
    sleep 1
}

no_window() {
    ! window_is_there
}

remove_and_purge() {
    say "--- removing and purging"
    inside pkill -u ana java || true
    inside sh -c 'apt-get -qq -y remove skerry-master skerry-desktop' >"$work/remove.log" 2>&1 || fail "remove; see $work/remove.log"
    nothing_runs || fail "something of ours still runs"
    inside test -s /var/lib/skerry/records.sqlite || fail "the records were removed"
    inside grep -q 一号工地 /etc/skerry/master.conf || fail "the settings were removed"
    inside sh -c 'test ! -e /usr/bin/skerry && test ! -e /opt/skerry-master && test ! -e /opt/skerry-desktop' \
        || fail "programs are left: $(inside ls -lR /opt)"
    ok "removed: nothing runs, nothing is left but records, settings, logs"

    inside sh -c 'apt-get -qq -y --no-install-recommends install /packages/new/skerry-master*.deb' >"$work/again.log" 2>&1
    within 30 has_master_record || fail "the record is not there after installing again"
    ok "installed again, with the records of before"

    inside sh -c 'apt-get -qq -y purge skerry-master skerry-desktop' >"$work/purge.log" 2>&1 || fail "purge; see $work/purge.log"
    grep -q /var/lib/skerry "$work/purge.log" || fail "purge does not say what it leaves"
    inside test -s /var/lib/skerry/records.sqlite || fail "purge removed the records"
    nothing_runs || fail "something of ours still runs"
    (cd "$work/machine" && find etc usr opt var home root tmp -not -path 'var/cache/*' -not -path 'var/lib/apt/*' -not -path 'var/lib/dpkg/*' | sort) \
        | comm -13 "$work/before.list" - | grep -i skerry | grep -v -e '^var/lib/skerry' -e '^home/ana' -e '^var/log/journal' \
        >"$work/leftovers" || true
    [ ! -s "$work/leftovers" ] || fail "purge left: $(cat "$work/leftovers")"
    ok "purged: only the records are left, and it says so"
}

has_master_record() {
    inside skerry status --json | grep -q '"records": *2[,}]'
}

cleanup() {
    set +e
    # Its first process asked to power off; and if it does not, ended, with all of its machine.
    [ -z "${init:-}" ] || { kill -s RTMIN+4 "$init" && within 10 ended "$nspawn" || kill -9 "$init" "$nspawn"; } 2>/dev/null
    [ -z "${xvfb:-}" ] || kill "$xvfb" 2>/dev/null
}
trap cleanup EXIT

ended() {
    ! kill -0 "$1" 2>/dev/null
}

# Packages under an older version, where there are none from an older commit.
older() {
    mkdir -p "$work/old"
    rm -f "$work/old"/*
    for package in "$new"/*.deb; do
        rm -rf "$work/repack"
        dpkg-deb -R "$package" "$work/repack"
        sed -i 's/^Version: .*/Version: 0.0.9/' "$work/repack/DEBIAN/control"
        dpkg-deb --root-owner-group -Zxz -z0 --build "$work/repack" "$work/old" >/dev/null
    done
    rm -rf "$work/repack"
}

mkdir -p "$work"
if [ $# -gt 1 ]; then
    old=$(realpath "$2")
else
    old=$work/old
    older
fi
base
fetch_dependencies
without_systemd
install_old
first_record
restarts
upgrade
remove_and_purge
say "passed: $passed checks; pictures are in $work"
