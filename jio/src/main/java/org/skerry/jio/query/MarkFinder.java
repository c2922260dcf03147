package org.skerry.jio.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Tells where a field's text holds what one comparison of a query looks for. */
interface MarkFinder {

    boolean looksAt(String field);

    /** No more than {@link Highlighter#MAX_MARKS} are of use. */
    List<Highlight.Mark> marks(String text);

    /** Those of all comparisons that are not under NOT. */
    static List<MarkFinder> of(Query query, KeySchema schema, Optional<FullText> fullText) {
        return switch (query) {
            case Query.All() -> List.of();
            case Query.And(var parts) -> ofAll(parts, schema, fullText);
            case Query.Or(var parts) -> ofAll(parts, schema, fullText);
            case Query.Not(var ignored) -> List.of();
            case Query.Compare compare ->
                FullTextParts.words(compare, fullText)
                        .<MarkFinder>map(InWords::new)
                        .or(() -> wildcards(compare, schema))
                        .stream()
                        .toList();
        };
    }

    private static List<MarkFinder> ofAll(List<Query> parts, KeySchema schema, Optional<FullText> fullText) {
        return parts.stream()
                .flatMap(part -> of(part, schema, fullText).stream())
                .toList();
    }

    private static Optional<MarkFinder> wildcards(Query.Compare compare, KeySchema schema) {
        String pattern = JsText.of(compare.operand());
        if (compare.operand().isMissingNode()) {
            return Optional.empty();
        }
        return switch (compare.key()) {
            case Query.Key.None() -> Optional.empty();
            case Query.Key.AnyField() -> Optional.of(new InPattern(Optional.empty(), LikePattern.within(pattern)));
            case Query.Key.Field key -> inField(schema.resolve(key), compare, pattern);
            case Query.Key.Custom key -> inField(schema.resolve(key), compare, pattern);
        };
    }

    private static Optional<MarkFinder> inField(KeySchema.Resolved key, Query.Compare compare, String pattern) {
        boolean isLike = compare.operator() == Query.Operator.DEFAULT
                && pattern.indexOf('%') >= 0
                && key.cast() == null
                && key.equalMatch() == null;
        return isLike
                ? Optional.of(new InPattern(Optional.of(key.readFrom()), LikePattern.of(pattern)))
                : Optional.empty();
    }

    /** Words anywhere. */
    record InWords(FullText.Words words) implements MarkFinder {

        @Override
        public boolean looksAt(String field) {
            return true;
        }

        @Override
        public List<Highlight.Mark> marks(String text) {
            return words.marks(text);
        }
    }

    /**
     * What stands between wildcards.
     *
     * @param field empty for any
     */
    record InPattern(Optional<String> field, LikePattern pattern) implements MarkFinder {

        @Override
        public boolean looksAt(String name) {
            return field.isEmpty() || field.get().equals(name);
        }

        @Override
        public List<Highlight.Mark> marks(String text) {
            List<Highlight.Mark> marks = new ArrayList<>();
            if (pattern.matches(text)) {
                String folded = LikePattern.fold(text);
                for (String run : pattern.runs()) {
                    addAll(marks, folded, run);
                }
            }
            return marks;
        }

        private static void addAll(List<Highlight.Mark> marks, String folded, String run) {
            int before = marks.size();
            int from = folded.indexOf(run);
            while (from >= 0 && marks.size() - before < Highlighter.MAX_MARKS) {
                int to = from + run.length();
                while (folded.startsWith(run, to)) {
                    to += run.length();
                }
                marks.add(new Highlight.Mark(from, to));
                from = folded.indexOf(run, to);
            }
        }
    }
}
