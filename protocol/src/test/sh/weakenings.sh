#!/bin/sh
# Weakens pairing and reconnection, in one way at a time, and looks whether the attacks of ManInTheMiddleTest succeed then.
# Usage: protocol/src/test/sh/weakenings.sh; needs what `./skerry test` needs. The sources stay as they are.
set -eu

root=$(cd "$(dirname "$0")/../../../.." && pwd)
pairing=src/main/java/org/skerry/protocol/pairing
work=$(mktemp -d "${TMPDIR:-/tmp}/skerry-weakenings.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
missed=0

cd "$root"
mvn -B -q -pl protocol -am -Dspotless.check.skip test-compile dependency:build-classpath \
    "-Dmdep.outputFile=$work/classpath" 2>"$work/maven.log" || { cat "$work/maven.log"; exit 1; }
cp -R protocol/src protocol/target/classes protocol/target/test-classes "$work/"
libraries="$root/jio/target/classes:$(cat "$work/classpath")"
cd "$work"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac

attacks() {
    "$java" -Dskerry.attacks=20 -cp "$1:classes:test-classes:$libraries" \
        org.skerry.protocol.pairing.ManInTheMiddleTest
}

# weakening NAME FILE SED: what is missing, where, and what takes it away.
weakening() {
    file=$pairing/$2.java
    sed -e "$3" "$file" > changed
    if cmp -s changed "$file"; then
        echo "does not apply: $1"
        missed=$((missed + 1))
        return
    fi
    rm -rf wrong source
    mkdir -p wrong source
    cp changed "source/$2.java"
    if ! "$javac" -nowarn -d wrong -cp "classes:$libraries" "source/$2.java" > javac.log 2>&1; then
        echo "does not compile: $1"
        cat javac.log
        missed=$((missed + 1))
        return
    fi
    status=0
    attacks wrong > answer.log 2>&1 || status=$?
    if [ "$status" = 1 ]; then
        echo "caught: $1 ($(head -1 answer.log))"
    else
        echo "NOT caught: $1"
        missed=$((missed + 1))
    fi
}

attacks nothing > answer.log 2>&1 || { echo "the attacks succeed without any weakening:"; cat answer.log; exit 1; }

weakening 'any signature will do' NodeCertificate 's/return check.verify(signature);/return signature.length > 0;/'
weakening 'the slave does not ask for the proof of the master' Reconnection 's/!isSame || !master.hasSigned([^;]*said.proof()))/!isSame/'
weakening 'the slave answers any master' Reconnection 's/!isSame || !master/!master/'
weakening 'the master lets in without proof' Reconnection 's/return slave.hasSigned([^;]*;/return true;/'
weakening 'reconnection: the identifier is not signed' Reconnection 's/^                Hash.utf8(peer.text()),$//'
weakening 'reconnection: the slave'\''s nonce is not signed' Reconnection 's/^                slaveNonce.bytes(),$//'
weakening 'reconnection: the master'\''s nonce is not signed' Reconnection 's/^                masterNonce.bytes());$/                new byte[0]);/'
weakening 'pairing: the identifier does not count' PairingKeys 's/^                    Hash.utf8(peer.text()),$//'
weakening 'pairing: the nonces do not count' PairingKeys '/Nonce().bytes(),$/d; /Nonce.bytes(),$/d'
weakening 'pairing: any confirmation will do' Hash 's/return MessageDigest.isEqual(one, other);/return one.length == other.length;/'
weakening 'pairing: the master takes any code' PairingMaster 's/return Hash.areEqual(.*$/return true/'
weakening 'pairing: the slave does not ask for the confirmation of the master' PairingSlave 's/if (!Hash.areEqual(confirmation, keys.confirmation(Side.MASTER)))/if (confirmation.length == 0)/'

[ "$missed" = 0 ]
