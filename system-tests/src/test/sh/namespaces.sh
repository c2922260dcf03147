#!/bin/sh
# Master and slave in network namespaces of their own, joined by a cable that can be pulled; then both on a machine that
# has no network at all. Linux, root. Exit status 0 passed, 1 failed, 77 skipped; the last line says what, or why.
# Runs ./skerry of this checkout, or, if SKERRY_CLASS_PATH is set, the programs on that class path (and JAVA).
set -eu

skip() {
    echo "skipped: $*"
    exit 77
}

fail() {
    echo "FAILED: $*"
    for log in "$work"/*.log; do
        echo "--- $log"
        tail -n 20 "$log"
    done
    exit 1
}

[ "$(uname)" = Linux ] || skip "network namespaces are Linux"
[ "$(id -u)" -eq 0 ] || skip "network namespaces need root"
command -v ip >/dev/null || skip "there is no command ip; Debian's package is iproute2"

root=$(cd "$(dirname "$0")/../../../.." && pwd)
work=$(mktemp -d)
master_space=skerry-master-$$
slave_space=skerry-slave-$$
lonely_space=skerry-lonely-$$
master_pid=
stream_pid=

clean() {
    for pid in $stream_pid $master_pid; do
        kill -9 "$pid" 2>/dev/null || true
    done
    for space in $master_space $slave_space $lonely_space; do
        ip netns del $space 2>/dev/null || true
    done
    rm -rf "$work"
}
trap clean EXIT
trap 'exit 1' HUP INT TERM

for space in $master_space $slave_space $lonely_space; do
    ip netns add $space 2>"$work/ip.log" || skip "network namespaces cannot be made here: $(cat "$work/ip.log")"
done

# ---- the programs ----------------------------------------------------------------------------------------------------

# Runs skerry in the namespace $1; becomes it where it is started with &.
skerry() {
    space=$1
    command=$2
    shift 2
    if [ -n "${SKERRY_CLASS_PATH:-}" ]; then
        case $command in
            call) program=org.skerry.slave.SlaveMain ;;
            *) program=org.skerry.master.MasterDaemon ;;
        esac
        ip netns exec $space "${JAVA:-java}" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC \
            -XX:TieredStopAtLevel=1 -cp "$SKERRY_CLASS_PATH" $program "$command" "$@"
    else
        ip netns exec $space "$root/skerry" "$command" "$@"
    fi
}

# Waits up to $1 seconds for the rest of the arguments, a command, to succeed.
within() {
    end=$(($(date +%s) + $1))
    shift
    until "$@"; do
        [ "$(date +%s)" -lt "$end" ] || return 1
        sleep 0.2
    done
}

# Starts a master in the namespace $1, until its ready lines name each of the other arguments.
start_master() {
    master_in=$1
    shift
    (skerry $master_in master --open --port 9999 --data "$work/data-$master_in" >"$work/ready.log" 2>"$work/master.log") &
    master_pid=$!
    for url in "$@"; do
        within 60 grep -qxF "ready $url" "$work/ready.log" || fail "the master does not say: ready $url"
    done
}

stop_master() {
    start=$(date +%s)
    skerry_pid=$(ip netns pids $master_in)
    kill $skerry_pid
    wait $master_pid || true
    master_pid=
    [ $(($(date +%s) - start)) -le 6 ] || fail "the master took long to stop"
}

# One write and one read from the namespace $1 to the master at $2.
call_both_ways() {
    skerry "$1" call "$2" put '"a"' '{"way":"'"$2"'"}' >"$work/call.out" 2>"$work/call.log" || fail "put by $2"
    answer=$(skerry "$1" call "$2" get '"a"' 2>"$work/call.log") || fail "get by $2"
    [ "$answer" = '{"way":"'"$2"'"}' ] || fail "get by $2 gave $answer"
    echo "put and get by $2, from $1"
}

peers() {
    skerry $master_in status --json --data "$work/data-$master_in" 2>"$work/status.log" \
        | sed -n 's/.*"peers":\([0-9]*\).*/\1/p'
}

peers_are() {
    [ "$(peers)" = "$1" ]
}

answers_are() {
    [ "$(wc -l <"$work/answers")" -ge "$1" ]
}

# ---- two machines and a cable ------------------------------------------------------------------------------------------

ip link add lan netns $master_space type veth peer name lan netns $slave_space 2>"$work/ip.log" \
    || skip "there is no veth here: $(cat "$work/ip.log")"
ip -n $master_space addr add 10.77.0.1/24 dev lan
ip -n $slave_space addr add 10.77.0.2/24 dev lan
ip -n $master_space addr add fd77::1/64 dev lan nodad
ip -n $slave_space addr add fd77::2/64 dev lan nodad
for space in $master_space $slave_space; do
    ip -n $space link set lo up
    ip -n $space link set lan up
done

start_master $master_space 'ws://10.77.0.1:9999/' 'ws://[fd77::1]:9999/'
call_both_ways $slave_space 'ws://10.77.0.1:9999/'
call_both_ways $slave_space 'ws://[fd77::1]:9999/'

# ---- the cable is pulled while a call waits, and put back ------------------------------------------------------------

mkfifo "$work/calls"
(skerry $slave_space call 'ws://10.77.0.1:9999/' --timeout 8 - <"$work/calls" >"$work/answers" 2>"$work/stream.log") &
stream_pid=$!
exec 3>"$work/calls"
echo '["get","a"]' >&3
within 30 answers_are 1 || fail "the stream of calls does not answer"
within 10 peers_are 1 || fail "the master has $(peers) peers, not one"

ip -n $slave_space link set lan down
pulled=$(date +%s)
echo '["put","a",{"way":"none"}]' >&3
within 12 answers_are 2 || fail "a call without a way did not end at its deadline of 8 s"
failed=$(($(date +%s) - pulled))
[ $failed -ge 7 ] || fail "a call without a way ended after $failed s, not at its deadline of 8 s"
sed -n 2p "$work/answers" | grep -q '^{"error":{"message":"[^"]*\.","status_code":504}}$' \
    || fail "no plain sentence: $(sed -n 2p "$work/answers")"
echo "cable pulled: the waiting call failed after $failed s: $(sed -n 2p "$work/answers")"
within 30 peers_are 0 || fail "the master still has $(peers) peers after 30 s"
echo "the master had forgotten the slave after $(($(date +%s) - pulled)) s or less"

ip -n $slave_space link set lan up
back=$(date +%s)
echo '["get","a"]' >&3
within 12 answers_are 3 || fail "no answer after the cable was put back"
[ "$(sed -n 3p "$work/answers")" = '{"result":{"way":"ws://[fd77::1]:9999/"}}' ] \
    || fail "after the cable was put back: $(sed -n 3p "$work/answers")"
echo "cable put back: the next call was answered after $(($(date +%s) - back)) s"

exec 3>&-
wait $stream_pid || fail "the stream of calls ended with status $?"
stream_pid=
within 30 peers_are 0 || fail "the master still has $(peers) peers"
stop_master

# ---- no network at all -------------------------------------------------------------------------------------------------

ip -n $lonely_space link set lo up
start_master $lonely_space 'ws://127.0.0.1:9999/' 'ws://[::1]:9999/'
call_both_ways $lonely_space 'ws://127.0.0.1:9999/'
call_both_ways $lonely_space 'ws://[::1]:9999/'
stop_master

echo "passed"
