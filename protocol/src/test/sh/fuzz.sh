#!/bin/sh
# Runs the fuzzer Jazzer for a time against one reader of foreign bytes, from the kept inputs on.
# Usage: protocol/src/test/sh/fuzz.sh signals|frames|descriptions|queries SECONDS [FOLDER for what is found]
# Ends with status 0 if there was no crash and no input that took more than a second.
set -eu

root=$(cd "$(dirname "$0")/../../../.." && pwd)
target=$1
seconds=$2
found=${3:-$(mktemp -d "${TMPDIR:-/tmp}/skerry-fuzz.XXXXXX")}
case $target in
    signals) class=FuzzSignals ;;
    frames) class=FuzzFrames ;;
    descriptions) class=FuzzDescriptions ;;
    queries) class=FuzzQueries ;;
    *) echo "There is no such target: $target" >&2; exit 2 ;;
esac
mkdir -p "$found"
cd "$root"
mvn -B -q -pl protocol -am -Dspotless.check.skip test-compile dependency:build-classpath "-Dmdep.outputFile=$found.classpath"
for part in jazzer jazzer-api; do
    mvn -B -q -N dependency:copy "-Dartifact=com.code-intelligence:$part:0.30.0" "-DoutputDirectory=$found.jars"
done
classpath=protocol/target/test-classes:protocol/target/classes:jio/target/classes:$(cat "$found.classpath")
exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx1g -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED \
    -cp "$classpath:$found.jars/*" \
    com.code_intelligence.jazzer.Jazzer --target_class="org.skerry.protocol.fuzz.$class" \
    '--instrumentation_includes=org.skerry.**' -timeout=1 "-max_total_time=$seconds" -max_len=16384 -rss_limit_mb=4096 \
    "-artifact_prefix=$found/" "$found" "protocol/src/test/fuzz/$target"
