#!/bin/sh
# Makes a mistake in the product, one at a time, and looks whether the suite that is there for it finds it.
# Usage: system-tests/src/test/sh/mistakes.sh [WORD]; with a word only the mistakes whose name has it. Needs what
# `skerry bench reliability` needs; takes some minutes. The sources stay as they are.
set -eu

root=$(cd "$(dirname "$0")/../../../.." && pwd)
word=${1:-}
work=$(mktemp -d "${TMPDIR:-/tmp}/skerry-mistakes.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
missed=0

cd "$root"
mvn -B -q -pl system-tests -am -Dspotless.check.skip test-compile dependency:build-classpath \
    "-Dmdep.outputFile=$work/classpath" 2>"$work/maven.log" || { cat "$work/maven.log"; exit 1; }
for module in jio protocol master-daemon slave-desktop system-tests; do
    mkdir -p "$work/$module"
    cp -R "$root/$module/target/classes/." "$work/$module/"
done
libraries=$(tr ':' '\n' <"$work/classpath" | grep '\.jar$' | tr '\n' ':')
classes=$work/system-tests:$work/slave-desktop:$work/master-daemon:$work/protocol:$work/jio
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac

suite() {
    "$java" --enable-native-access=ALL-UNNAMED -cp "$1:$classes:$libraries" org.skerry.system.SystemMain \
        bench reliability "$2" --share "$3" --seed 1
}

# mistake NAME SUITE SHARE MODULE/FILE SED: what is wrong, which suite has to find it with how much of a full run, and what
# makes it wrong.
mistake() {
    case $1 in *"$word"*) ;; *) return ;; esac
    file=$root/${4%%/*}/src/main/java/org/skerry/${4#*/}.java
    rm -rf "$work/wrong" "$work/source"
    mkdir -p "$work/wrong" "$work/source"
    changed=$work/source/${4##*/}.java
    sed -e "$5" "$file" >"$changed"
    if cmp -s "$changed" "$file"; then
        echo "does not apply: $1"
        missed=$((missed + 1))
        return
    fi
    if ! "$javac" -nowarn -proc:none -d "$work/wrong" -cp "$classes:$libraries" "$changed" >"$work/javac.log" 2>&1; then
        echo "does not compile: $1"
        cat "$work/javac.log"
        missed=$((missed + 1))
        return
    fi
    status=0
    suite "$work/wrong" "$2" "$3" >"$work/answer.log" 2>"$work/error.log" || status=$?
    if [ "$status" = 1 ] && grep -q ': \(lost\|doubled\|wrong\): ' "$work/answer.log"; then
        echo "caught: $1 ($2: $(grep -m 1 ': \(lost\|doubled\|wrong\): ' "$work/answer.log" | cut -c 1-160))"
    else
        echo "NOT caught: $1"
        tail -3 "$work/error.log"
        missed=$((missed + 1))
    fi
}

storage=jio/jio/local
mistake 'commits are not synced' 'power loss' 10 $storage/RecordDatabase 's/SynchronousMode.FULL/SynchronousMode.NORMAL/'
mistake 'contents of attachments are not synced' 'power loss' 10 $storage/AttachmentFiles 's/channel.force(true);//'
mistake 'the names of attachments are not synced' 'power loss' 10 $storage/AttachmentFiles \
    's/DurableFiles.syncFolder(file.getParent());//'
mistake 'the key of the audit is not synced' 'power loss' 20 jio/jio/DurableFiles 's/channel.force(true);//'
mistake 'answers come before the commit' 'kill -9' 4 $storage/RecordLog \
    's/log.commit();/for (int i = 0; i < group.size(); i++) { group.get(i).answer().complete(answers.get(i)); } log.commit();/'
mistake 'outcomes are forgotten' 'kill -9' 2 $storage/OutcomeStatements \
    's/if (key.counter() > counter) {/if (key.counter() > 0) {/'
mistake 'the index claims more than it has' 'kill -9' 4 $storage/index/LuceneIndex \
    's/applied.toString(),/Long.toString(applied.number() + 2),/'
mistake 'contents in use are swept' 'kill -9' 2 $storage/LocalStorage \
    's/files.sweep(referred()::contains,/files.sweep(name -> referred().contains(name) \&\& name.charAt(5) != 97,/'
mistake 'backups leave attachments out' 'kill -9' 4 $storage/SnapshotFacts \
    's/String.join(" union ", selects) + "/"select sha256 from (" + String.join(" union ", selects) + ") where sha256 < \x27c\x27 /'
mistake 'history is dropped that is still needed' 'kill -9' 4 $storage/HistoryCompaction \
    's/kept.map(clock::endedBefore).orElse(OptionalLong.empty())/OptionalLong.of(clock.believed())/'
mistake 'sums of rows are not looked at' 'bit flips' 30 $storage/RowSum 's/if (sum != of(.*$/if ((doc == null) != isRemoved) {/'
mistake 'contents are not compared with their name' 'bit flips' 10 $storage/CheckedFiles 's/if (!isWell) {/if (isWell != isWell) {/'
mistake 'a failed commit is acknowledged' 'nth call fails' 2 $storage/RecordLog \
    's/answers.add(Optional.of(refusal))/answers.add(Optional.empty())/'
mistake 'it writes on after a failed sync' 'nth call fails' 2 $storage/SqlFailures \
    's/return !isFull(cause) \&\&/return code < 0 \&\& !isFull(cause) \&\&/'
mistake 'a full disk ends writing for good' 'disk full' 10 $storage/SqlFailures \
    's/return (code(cause) \& 0xff) == FULL .*;/return false;/; s/code == CORRUPT/code == FULL || code == CORRUPT/'
mistake 'sequences follow the clock' 'clock jumps' 10 $storage/LogStatements \
    's/++last/last = System.currentTimeMillis()/'
mistake 'nobody looks what was expected' 'histories' 2 $storage/Decision \
    's/expected.check(id, standing.body().orElse(null), standing.wasWritten());//'
mistake 'queries do not wait for the index' 'histories' 2 $storage/index/IndexFollower \
    's/if (index.visibleSequence().compareTo(wanted) >= 0) {/if (wanted.number() >= 0) {/'
mistake 'tombstones are forgotten' 'histories' 2 $storage/StandingRecord 's/return sequence > 0;/return false;/'

[ "$missed" = 0 ] || { echo "$missed not caught"; exit 1; }
