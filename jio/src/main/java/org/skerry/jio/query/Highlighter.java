package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.StoredRecord;
import tools.jackson.databind.JsonNode;

/**
 * Tells where records hold what a query looks for: words of full text, and what stands between wildcards. Neither what must
 * not be there nor what is compared as a whole is marked.
 *
 * <p>Texts, numbers and lists of them are looked at, not what is nested deeper. For one query; may be used by one thread
 * at a time.
 */
public final class Highlighter {

    public static final int MAX_HIGHLIGHTS = 20;

    public static final int MAX_MARKS = 50;

    /** Marks nothing. */
    public static final Highlighter NONE = new Highlighter(List.of());

    private static final Comparator<Highlight.Mark> IN_ORDER =
            Comparator.comparingInt(Highlight.Mark::from).thenComparingInt(Highlight.Mark::to);

    private final List<MarkFinder> finders;

    private Highlighter(List<MarkFinder> finders) {
        this.finders = finders;
    }

    /** Where {@link FullText#KEY} is a field like any other. */
    public static Highlighter of(Query query, KeySchema schema) {
        return new Highlighter(MarkFinder.of(query, schema, Optional.empty()));
    }

    public static Highlighter of(Query query, KeySchema schema, FullText fullText) {
        return new Highlighter(MarkFinder.of(query, schema, Optional.of(fullText)));
    }

    /** At most {@link #MAX_HIGHLIGHTS}, in the order of the record's fields. */
    public List<Highlight> of(StoredRecord found) {
        List<Highlight> highlights = new ArrayList<>();
        if (finders.isEmpty()) {
            return highlights;
        }
        for (var field : found.body().properties()) {
            if (!field.getKey().equals(FieldView.ID)) {
                add(highlights, field.getKey(), field.getValue());
            }
        }
        return highlights;
    }

    private void add(List<Highlight> highlights, String field, JsonNode value) {
        if (!value.isArray()) {
            addElement(highlights, field, FieldTest.content(value));
            return;
        }
        for (JsonNode element : value) {
            addElement(highlights, field, FieldTest.content(element));
        }
    }

    private void addElement(List<Highlight> highlights, String field, JsonNode value) {
        Interrupts.check();
        if (highlights.size() == MAX_HIGHLIGHTS || !value.isString() && !value.isNumber()) {
            return;
        }
        String text =
                value.isString() ? value.stringValue() : JsText.exact(value).orElseGet(() -> JsText.of(value));
        List<Highlight.Mark> marks = marks(field, text);
        if (!marks.isEmpty()) {
            highlights.add(Excerpt.of(field, text, marks));
        }
    }

    private List<Highlight.Mark> marks(String field, String text) {
        List<Highlight.Mark> all = new ArrayList<>();
        for (MarkFinder finder : finders) {
            if (finder.looksAt(field)) {
                all.addAll(finder.marks(text));
            }
        }
        all.sort(IN_ORDER);
        List<Highlight.Mark> merged = merged(all);
        return merged.subList(0, Math.min(merged.size(), MAX_MARKS));
    }

    private static List<Highlight.Mark> merged(List<Highlight.Mark> ordered) {
        List<Highlight.Mark> merged = new ArrayList<>();
        for (Highlight.Mark mark : ordered) {
            if (merged.isEmpty() || merged.getLast().to() < mark.from()) {
                merged.add(mark);
            } else {
                Highlight.Mark last = merged.removeLast();
                merged.add(new Highlight.Mark(last.from(), Math.max(last.to(), mark.to())));
            }
        }
        return merged;
    }
}
