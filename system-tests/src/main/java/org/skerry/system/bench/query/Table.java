package org.skerry.system.bench.query;

import java.util.List;
import org.skerry.system.bench.Aim;
import org.skerry.system.bench.Figure;

/** A part of the report. */
record Table(String name, String subject, List<Row> rows) {

    Table {
        rows = List.copyOf(rows);
    }

    /**
     * Figures about one thing.
     *
     * @param remark what else is to be said; may be empty
     */
    record Row(String what, List<Figure> figures, String remark) {

        Row {
            figures = List.copyOf(figures);
        }

        Row(String what, Figure.Unit unit, double value) {
            this(what, List.of(new Figure("value", unit, List.of(value))), "");
        }

        static Row notMeasured(String what, String why) {
            return new Row(what, List.of(), "not measured: " + why);
        }

        /** Whether the aims are met; empty where there is none. */
        String verdict() {
            List<Figure> aimed = figures.stream()
                    .filter(figure -> !(figure.aim() instanceof Aim.None))
                    .toList();
            List<String> missed = aimed.stream()
                    .filter(figure -> !figure.aim().isMet(figure.median()))
                    .map(Row::missed)
                    .toList();
            return aimed.isEmpty() ? "" : missed.isEmpty() ? "met" : String.join(", ", missed);
        }

        private static String missed(Figure figure) {
            String limit = switch (figure.aim()) {
                case Aim.None() -> "";
                case Aim.AtMost(double most) -> "at most " + figure.unit().format(most);
                case Aim.AtLeast(double least) -> "at least " + figure.unit().format(least);
            };
            return "MISSED %s, %s".formatted(figure.what(), limit);
        }
    }
}
