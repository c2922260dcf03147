package org.skerry.system.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One thing that was measured in several rounds.
 *
 * @param values one of each round, or one alone of all rounds together
 */
record Figure(String what, Unit unit, List<Double> values, Aim aim) {

    enum Unit {
        MILLISECONDS("ms"),
        PER_SECOND("per second"),
        RATIO("ratio");

        private static final double FEW_MILLISECONDS = 10;

        private final String word;

        Unit(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }

        String format(double value) {
            String format = switch (this) {
                case MILLISECONDS -> value < FEW_MILLISECONDS ? "%.3f ms" : "%.1f ms";
                case PER_SECOND -> "%,.0f /s";
                case RATIO -> "%.2f";
            };
            return String.format(Locale.ROOT, format, value);
        }
    }

    Figure {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured of " + what);
        }
    }

    Figure(String what, Unit unit, List<Double> values) {
        this(what, unit, values, new Aim.None());
    }

    /** Of two things measured in the same rounds: the one by the other, round by round. */
    static Figure ratio(String what, Figure one, Figure other, Aim aim) {
        double[] ratios = new double[one.values.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = one.values.get(i) / other.values.get(i);
        }
        return new Figure(what, Unit.RATIO, Arrays.stream(ratios).boxed().toList(), aim);
    }

    double median() {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    double lowest() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    double highest() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
