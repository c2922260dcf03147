package org.skerry.jio.local.index;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleDocValuesField;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.index.DocValuesType;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.Term;
import org.apache.lucene.util.BytesRef;
import org.skerry.jio.RecordId;
import org.skerry.jio.Sequence;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.FieldView;
import org.skerry.jio.query.LikePattern;
import org.skerry.jio.query.SortValue;
import tools.jackson.databind.JsonNode;

/**
 * A record as Lucene keeps it. For each own field {@code p} ({@link FieldNames}):
 *
 * <ul>
 *   <li>{@code v:p}: each text as a {@link ValueTerm}, as terms and as doc values,
 *   <li>{@code s:p}: what it is sorted by, a {@link SortTerm}, as doc values,
 *   <li>{@code n:p}: the number that is compared, as a point and as a doc value,
 *   <li>{@code g:p}: the {@link Grams} of its texts,
 *   <li>{@code l:p}: its {@link LongTexts}, as doc values.
 * </ul>
 *
 * <p>For the record: {@code _id} and {@code _seq}; {@code _fields}, the names of all its fields; {@code _is}, what is special
 * about some of them; {@code _text}, its words.
 */
final class RecordDocument {

    /** The form of documents; an index of another form is built again. */
    static final String FORMAT = "2";

    static final String ID = "_id";
    static final String SEQUENCE = "_seq";
    static final String FIELDS = "_fields";
    static final String MARKS = "_is";

    /** The field has a {@link ValueTerm#LONG} value. */
    static final int HAS_LONG = 'l';

    /** The field has a value whose {@link Grams} are not all here. */
    static final int HAS_NO_GRAMS = 'x';

    /** The field has a long value that is not among the {@link LongTexts}. */
    static final int HAS_UNKEPT = 'u';

    /** The field's {@link SortTerm} is cut. */
    static final int IS_CUT = 'c';

    /** The field is sorted by a number; by a text. */
    static final int SORTS_AS_NUMBER = 'n';

    static final int SORTS_AS_TEXT = 't';

    /** What the field is sorted by is not just the number that is compared. */
    static final int SORTS_OTHERWISE = 's';

    /** Some field is not own. The mark has no name. */
    static final int HAS_OTHER_FIELDS = 'o';

    private static final int NAME = 'f';

    private static final FieldType TERM = type(DocValuesType.NONE);
    private static final FieldType GRAMS = tokenized();
    private static final FieldType TERM_AND_ORDER = type(DocValuesType.SORTED);
    private static final FieldType TERM_AND_VALUES = type(DocValuesType.SORTED_SET);

    private final Document document = new Document();
    private final Set<BytesRef> marks = new HashSet<>();

    private RecordDocument() {}

    static Document of(Sequence sequence, StoredRecord record, FieldNames names) {
        RecordDocument made = new RecordDocument();
        made.document.add(new Field(ID, Utf16Bytes.of(record.id().text()), TERM_AND_ORDER));
        made.document.add(new NumericDocValuesField(SEQUENCE, sequence.number()));
        for (Map.Entry<String, JsonNode> field : record.body().properties()) {
            if (!field.getKey().equals(FieldView.ID)) {
                made.add(field.getKey(), FieldView.of(field.getValue()), names);
            }
        }
        made.marks.forEach(mark -> made.document.add(new Field(MARKS, mark, TERM)));
        made.document.add(LuceneWords.field(record));
        return made.document;
    }

    /** What finds the document of a record. */
    static Term id(RecordId id) {
        return new Term(ID, Utf16Bytes.of(id.text()));
    }

    /** The id that {@link #ID} holds. */
    static RecordId id(BytesRef term) {
        return new RecordId(Utf16Bytes.text(term, 0, term.length));
    }

    /** What finds the documents that have a field of that name. */
    static Term has(String name) {
        return new Term(FIELDS, FieldNames.term(NAME, name));
    }

    /** What finds the documents where something is special about a field. */
    static Term isMarked(int mark, String name) {
        return new Term(MARKS, FieldNames.term(mark, name));
    }

    private void add(String name, FieldView view, FieldNames names) {
        document.add(new Field(FIELDS, FieldNames.term(NAME, name), TERM));
        if (!names.makeOwn(name)) {
            marks.add(FieldNames.term(HAS_OTHER_FIELDS, ""));
            return;
        }
        addOrder(name, view.order());
        addNumber(name, view.number(), view.order());
        addTexts(name, view);
    }

    private void addTexts(String name, FieldView view) {
        List<String> folded = new ArrayList<>();
        List<String> longTexts = new ArrayList<>();
        int kept = 0;
        for (String text : view.texts()) {
            document.add(new Field(FieldNames.values(name), ValueTerm.of(text, view.isSearched()), TERM_AND_VALUES));
            if (ValueTerm.isLong(text)) {
                marks.add(FieldNames.term(HAS_LONG, name));
                if (text.length() <= LongTexts.MAX_LENGTH && kept + text.length() <= LongTexts.MAX_ALL) {
                    longTexts.add(text);
                    kept += text.length();
                } else {
                    marks.add(FieldNames.term(HAS_UNKEPT, name));
                }
            }
            if (text.length() > Grams.MAX_TEXT_LENGTH) {
                marks.add(FieldNames.term(HAS_NO_GRAMS, name));
            } else {
                folded.add(LikePattern.fold(text));
            }
        }
        document.add(new Field(FieldNames.grams(name), new GramStream(folded), GRAMS));
        if (!longTexts.isEmpty()) {
            document.add(new BinaryDocValuesField(FieldNames.longTexts(name), LongTexts.of(longTexts)));
        }
    }

    private void addNumber(String name, OptionalDouble number, SortValue order) {
        number.ifPresent(value -> {
            document.add(new DoublePoint(FieldNames.number(name), value));
            document.add(new DoubleDocValuesField(FieldNames.number(name), value));
        });
        boolean isNumber = order.elements().size() == 1
                && order.elements().getFirst() instanceof SortValue.Element.Numeric(double sorted)
                && number.isPresent()
                && sorted == number.getAsDouble()
                && Double.isFinite(sorted);
        boolean isNothing = order.elements().isEmpty() && number.isEmpty();
        if (!isNumber && !isNothing) {
            marks.add(FieldNames.term(SORTS_OTHERWISE, name));
        }
    }

    private void addOrder(String name, SortValue order) {
        if (order.elements().isEmpty()) {
            return;
        }
        for (SortValue.Element element : order.elements()) {
            boolean isText = element instanceof SortValue.Element.Text;
            marks.add(FieldNames.term(isText ? SORTS_AS_TEXT : SORTS_AS_NUMBER, name));
        }
        BytesRef term = SortTerm.of(order);
        if (SortTerm.isCut(term)) {
            marks.add(FieldNames.term(IS_CUT, name));
        }
        document.add(new SortedDocValuesField(FieldNames.sort(name), term));
    }

    private static FieldType type(DocValuesType values) {
        FieldType type = new FieldType();
        type.setIndexOptions(IndexOptions.DOCS);
        type.setOmitNorms(true);
        type.setTokenized(false);
        type.setDocValuesType(values);
        type.freeze();
        return type;
    }

    private static FieldType tokenized() {
        FieldType type = new FieldType(TERM);
        type.setTokenized(true);
        type.freeze();
        return type;
    }
}
