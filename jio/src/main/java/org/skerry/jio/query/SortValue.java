package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.POJONode;

/**
 * What one sort key reads from a record: the elements of a list, one element, or none where the field is missing.
 *
 * <p>JavaScript compares elements of unlike types by turning texts into numbers, which is no order ("10" is before "9" as
 * text, but not against 9.5). {@link #jsCompare} does that; {@link #compareTo} is a total order which agrees with it
 * wherever all elements are of one type.
 */
public record SortValue(List<Element> elements) implements Comparable<SortValue> {

    public static final SortValue MISSING = new SortValue(List.of());

    /** In the order of unlike elements. */
    public sealed interface Element {
        /** A number, boolean or null, as JavaScript's number; 0 is never negative. */
        record Numeric(double number) implements Element {}

        record Text(String text) implements Element {}

        record Dated(JioDate date) implements Element {}
    }

    /** What a field is sorted by; a missing node sorts as {@link #MISSING}. */
    public static SortValue of(JsonNode field) {
        if (field.isMissingNode()) {
            return MISSING;
        }
        if (!field.isArray()) {
            return element(field).map(only -> new SortValue(List.of(only))).orElse(MISSING);
        }
        List<Element> elements = new ArrayList<>(field.size());
        field.forEach(item -> element(item).ifPresent(elements::add));
        return elements.isEmpty() ? MISSING : new SortValue(elements);
    }

    private static Optional<Element> element(JsonNode item) {
        JsonNode value = FieldTest.content(item);
        return switch (value.getNodeType()) {
            case NUMBER, BOOLEAN, NULL -> Optional.of(new Element.Numeric(JsText.toNumber(value) + 0.0));
            case STRING, ARRAY, OBJECT, BINARY -> Optional.of(new Element.Text(JsText.of(value)));
            case MISSING -> Optional.empty();
            case POJO ->
                value instanceof POJONode node
                                && node.getPojo() instanceof JioDate date
                                && date.moment().isPresent()
                        ? Optional.of(new Element.Dated(date))
                        : Optional.empty();
        };
    }

    /** A bit for each type of element in here; values with the same single bit are ordered alike by both comparisons. */
    public int types() {
        int types = 0;
        for (Element element : elements) {
            types |= type(element);
        }
        return types;
    }

    private static int type(Element element) {
        return switch (element) {
            case Element.Numeric(var number) -> Double.isNaN(number) ? 3 : 1; // NaN is a mixture by itself
            case Element.Text text -> 4;
            case Element.Dated(var date) -> 8 << date.precision().ordinal();
        };
    }

    /** As JavaScript's &lt; and &gt; say, element by element; a missing element comes first. */
    int jsCompare(SortValue other) {
        return compare(other, SortValue::jsCompare);
    }

    @Override
    public int compareTo(SortValue other) {
        return compare(other, SortValue::totalCompare);
    }

    private int compare(SortValue other, Comparator<Element> order) {
        int shared = Math.min(elements.size(), other.elements.size());
        for (int i = 0; i < shared; i++) {
            int sign = order.compare(elements.get(i), other.elements.get(i));
            if (sign != 0) {
                return sign;
            }
        }
        return Integer.compare(elements.size(), other.elements.size());
    }

    private static int jsCompare(Element left, Element right) {
        if (left instanceof Element.Text(var a) && right instanceof Element.Text(var b)) {
            return a.compareTo(b);
        }
        if (left instanceof Element.Dated(var a) && right instanceof Element.Dated(var b)) {
            return a.cmp(b);
        }
        double a = number(left);
        double b = number(right);
        return a < b ? -1 : a > b ? 1 : 0;
    }

    private static double number(Element element) {
        return switch (element) {
            case Element.Numeric(var number) -> number;
            case Element.Text(var text) -> JsText.toNumber(text);
            case Element.Dated(var date) -> Double.NaN;
        };
    }

    private static int totalCompare(Element left, Element right) {
        if (left instanceof Element.Numeric(var a) && right instanceof Element.Numeric(var b)) {
            return Double.compare(a, b);
        }
        if (left instanceof Element.Text(var a) && right instanceof Element.Text(var b)) {
            return a.compareTo(b);
        }
        if (left instanceof Element.Dated(var a) && right instanceof Element.Dated(var b)) {
            int sign = a.moment().orElseThrow().compareTo(b.moment().orElseThrow());
            return sign != 0 ? sign : a.precision().compareTo(b.precision());
        }
        return Integer.compare(rank(left), rank(right));
    }

    private static int rank(Element element) {
        return switch (element) {
            case Element.Numeric numeric -> 0;
            case Element.Text text -> 1;
            case Element.Dated dated -> 2;
        };
    }
}
