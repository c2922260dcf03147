#!/bin/sh
# Seeds mistakes in the index, one at a time, and looks whether the differential test catches each of them.
# Usage: jio/src/test/sh/mistakes.sh [QUESTIONS [NAME]]: all, or those with NAME in their names; needs what `./skerry test` needs. The sources stay as they are.
set -eu

questions=${1:-30000}
only=${2:-}
root=$(cd "$(dirname "$0")/../../../.." && pwd)
index=src/main/java/org/skerry/jio/local/index
work=$(mktemp -d "${TMPDIR:-/tmp}/skerry-mistakes.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM
missed=0

cd "$root"
mvn -B -q -pl jio -Dspotless.check.skip test-compile dependency:build-classpath "-Dmdep.outputFile=$work/classpath" 2>"$work/maven.log" \
    || { cat "$work/maven.log"; exit 1; }
cp -R jio/src jio/target/classes jio/target/test-classes "$work/"
cd "$work"
libraries=$(cat classpath)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
javac=${JAVA_HOME:+$JAVA_HOME/bin/}javac

# mistake NAME FILE SED: what is wrong, where, and what puts it there.
mistake() {
    case $1 in
        *"$only"*) ;;
        *) return ;;
    esac
    file=$index/$2.java
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
    for seed in 4 0; do
        if ! "$java" --enable-native-access=ALL-UNNAMED -Xmx1g -XX:+UseSerialGC -Dskerry.differential.trials=0 -cp "wrong:classes:test-classes:$libraries" \
            org.skerry.jio.local.index.Differential "$seed" "$questions" > answer.log 2>&1; then
            echo "caught: $1"
            return
        fi
    done
    echo "NOT caught: $1"
    missed=$((missed + 1))
}

mistake 'number < is <=' QueryTranslator 's/Math.nextDown(number)/number/'
mistake 'number >= is >' QueryTranslator 's/newRangeQuery(points, number, Double.POS/newRangeQuery(points, Math.nextUp(number), Double.POS/'
mistake 'text <= is <' SortTerm 's/case LESS_OR_EQUAL -> new Range(first, after)/case LESS_OR_EQUAL -> new Range(first, at)/'
mistake 'text > is >=' SortTerm 's/case GREATER -> new Range(after, end)/case GREATER -> new Range(at, end)/'
mistake 'any field finds false values' QueryTranslator 's/new LikeQuery(own, pattern, true)/new LikeQuery(own, pattern, false)/'
mistake 'a field does not find false values' QueryTranslator 's/new LikeQuery(List.of(field), pattern, false)/new LikeQuery(List.of(field), pattern, true)/'
mistake 'equal does not find false values' QueryTranslator 's/falsy == NONE ? searched : .*/searched;/'
mistake 'no end between sorted elements' SortTerm '/MAX_BYTES) : text)/{n;s/\.end()//;}'
mistake 'U+0000 is one byte' Utf16Bytes '/if (c == 0) {/{n;n;s/write(1);//;}'
mistake 'long texts are not compared' LikeMatches 's/return hasLong \&\& .*/return false;/'
mistake 'long texts are compared beside grams only' LikeMatches 's/if (firstLong < values.getValueCount())/if (false)/'
mistake 'long texts are kept as they are' LongTexts 's/LikePattern.fold(text)/text/'
mistake 'very long texts are found by grams only' LikeMatches 's/if (withoutGrams != null)/if (false)/'
mistake 'texts that are not kept are not looked at' QueryTranslator 's/return unkept == NONE/return true/'
mistake 'texts that are not kept are not looked at in any field' QueryTranslator '/rest.add(marked(RecordDocument.HAS_UNKEPT, field));/d'
mistake 'prefixes do not find long values' QueryTranslator 's/if (marked(RecordDocument.HAS_LONG, field) != NONE)/if (false)/'
mistake 'prefixes do not find false values' QueryTranslator 's/if (ValueTerm.mayBeInFalsy(prefix))/if (false)/'
mistake 'wildcards fold to lower case' LikeMatches 's/pattern.matches(Utf16Bytes.text(folded, from, end))/pattern.matches(Utf16Bytes.text(folded, from, end).toLowerCase(java.util.Locale.ROOT).replace("i", "\\u0131"))/'
mistake 'values are kept folded only' ValueTerm 's/(folded.equals(text) ? bytes : bytes.add(text)).ref()/bytes.ref()/'
mistake '!= matches where there is no such field' QueryTranslator 's/\.add(has(field), Occur.FILTER)/.add(EVERY, Occur.FILTER)/'
mistake 'fields without a Lucene field are not found by any field' QueryTranslator '/rest.add(marked(RecordDocument.HAS_OTHER_FIELDS, ""));/d'
mistake 'numbers are compared with numbers only' QueryTranslator 's/recheck(marked(RecordDocument.SORTS_AS_TEXT, field), compare)/NONE/'
mistake 'unlike types are sorted by type' IndexSearch 's/if (total <= FEW \&\& /if (total < 0 \&\& /'
mistake 'sort values are cut and nobody knows' RecordDocument '/if (SortTerm.isCut(term)) {/{n;s/.*//;}'
mistake 'descending is ascending' SearchOrder 's/boolean isDescending = .*/boolean isDescending = false;/'
mistake 'ids do not decide between equals' SearchOrder '/fields.add(BY_ID);/s/BY_ID/new SortField(RecordDocument.ID, SortField.Type.STRING, true)/'
mistake 'missing numbers come last' SearchOrder 's/Double.NEGATIVE_INFINITY/Double.POSITIVE_INFINITY/'
mistake 'texts are sorted as numbers' SearchOrder 's/if (marks.has(RecordDocument.SORTS_OTHERWISE, field))/if (false)/'
mistake 'pages begin one row late' IndexSearch 's/request.limit().from() - page.place(), hits.length/request.limit().from() - page.place() + (request.limit().from() > 0 ? 1 : 0), hits.length/'
mistake 'removed records are read' RecheckQuery 's/(live == null || live.get(approximation.docID()))/true/'
mistake 'halves of surrogate pairs are one' ValueTerm 's/new Utf16Bytes().add(text).toByteArray()/text.getBytes(java.nio.charset.StandardCharsets.UTF_16BE)/'
mistake 'facets count long values' FacetMerge 's/ValueTerm.tag(term) == ValueTerm.LONG/false/'
mistake 'facets forget all but one segment' FacetMerge 's/if (cursor.next()) {/if (cursors.isEmpty() \&\& cursor.next()) {/'
mistake 'a pattern need not end with its end' TermPattern 's/ || !isAt(bytes, end - tail.length, tail)//'
mistake 'any gram is enough' LikeMatches 's/Grams.isOne(part) \&\& //'
mistake 'grams leave out the first character' RecordDocument 's/folded.add(LikePattern.fold(text))/folded.add(LikePattern.fold(text).substring(Math.min(1, text.length())))/'
mistake 'grams of the text as it is' RecordDocument 's/folded.add(LikePattern.fold(text))/folded.add(text)/'
mistake 'names are forgotten at a restart' FieldNames '/own.add(info.name.substring/d'

[ "$missed" = 0 ] || { echo "$missed of the mistakes were not caught"; exit 1; }
echo "all were caught"
