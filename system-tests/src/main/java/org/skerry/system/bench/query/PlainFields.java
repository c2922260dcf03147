package org.skerry.system.bench.query;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.JsonNode;

/** A mapping made by hand for exactly what is asked: what somebody would do who knows all queries in advance. */
final class PlainFields {

    static final String ID = "_id";
    static final String POPULATION = "population";
    static final String TEXT = "text";
    static final String EXACT = "exact ";
    static final String LOWER = "lower ";
    static final String GRAMS = "grams ";
    static final String SORT = "sort ";
    static final String ANY = "any";

    /** Longest part of a text that one token holds. */
    static final int GRAM = 3;

    private static final String NAME = "name";
    private static final List<String> KEYWORDS =
            List.of(NAME, "code", "country", "portal_type", "feature_code", "province", "admin_code");
    private static final FieldType GRAM_TYPE = gramType();

    private PlainFields() {}

    private static FieldType gramType() {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
        type.setOmitNorms(true);
        type.freeze();
        return type;
    }

    /** Words, and in Chinese single characters and pairs of them. */
    static Analyzer words() {
        return new Analyzer() {
            @Override
            protected TokenStreamComponents createComponents(String field) {
                StandardTokenizer words = new StandardTokenizer();
                TokenStream all = new LowerCaseFilter(words);
                return new TokenStreamComponents(words, new CJKBigramFilter(all, 0xff, true));
            }
        };
    }

    static Document document(StoredRecord stored) {
        Document document = new Document();
        document.add(new StringField(ID, stored.id().text(), Field.Store.YES));
        document.add(
                new SortedDocValuesField(SORT + ID, new BytesRef(stored.id().text())));
        for (String field : KEYWORDS) {
            JsonNode value = stored.body().path(field);
            if (value.isString()) {
                document.add(new StringField(EXACT + field, value.stringValue(), Field.Store.NO));
                document.add(new SortedDocValuesField(SORT + field, new BytesRef(value.stringValue())));
            }
        }
        JsonNode population = stored.body().path(POPULATION);
        if (population.isNumber()) {
            document.add(new DoubleField(POPULATION, population.doubleValue(), Field.Store.NO));
        }
        String name = fold(stored.body().path(NAME).asString(""));
        document.add(new StringField(LOWER + NAME, name, Field.Store.NO));
        addGrams(document, NAME, List.of(name));
        List<String> texts = texts(stored);
        addGrams(document, ANY, texts);
        StringJoiner text = new StringJoiner("\n");
        texts.forEach(text::add);
        document.add(new TextField(TEXT, text.toString(), Field.Store.NO));
        return document;
    }

    static String fold(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    private static List<String> texts(StoredRecord stored) {
        return stored.body()
                .valueStream()
                .flatMap(value -> value.isArray() ? value.valueStream() : Stream.of(value))
                .filter(value -> !value.isNull())
                .map(value -> fold(value.asString("")))
                .toList();
    }

    /** Every part of up to three characters; those of three with their places, so that longer ones are phrases. */
    private static void addGrams(Document document, String field, List<String> texts) {
        Set<String> parts = new HashSet<>();
        for (String text : texts) {
            for (int length = 1; length < GRAM; length++) {
                for (int at = 0; at + length <= text.length(); at++) {
                    parts.add(text.substring(at, at + length));
                }
            }
            document.add(new Field(GRAMS + field, new GramStream(text), GRAM_TYPE));
        }
        parts.forEach(part -> document.add(new StringField(GRAMS + field + part.length(), part, Field.Store.NO)));
    }
}
