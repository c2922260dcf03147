package org.skerry.jio.local.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.skerry.jio.StoredRecord;

/** The terms of records of which many queries are asked, as long as somebody holds them. Thread-safe. */
final class RecordTerms {

    private final Analyzer analyzer;
    private final Map<StoredRecord, Set<String>> terms = Collections.synchronizedMap(new WeakHashMap<>());

    RecordTerms(Analyzer analyzer) {
        this.analyzer = analyzer;
    }

    Set<String> of(StoredRecord record) {
        Set<String> known = terms.get(record);
        if (known == null) {
            known = analysed(record);
            terms.put(record, known);
        }
        return known;
    }

    private Set<String> analysed(StoredRecord record) {
        Set<String> found = new HashSet<>();
        try (TokenStream tokens = analyzer.tokenStream(LuceneWords.FIELD, SearchedText.of(record))) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                found.add(term.toString());
            }
        } catch (IOException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
        return found;
    }
}
