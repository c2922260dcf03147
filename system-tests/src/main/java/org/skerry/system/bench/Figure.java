package org.skerry.system.bench;

import java.util.Arrays;
import java.util.List;

/**
 * One thing that was measured in several rounds.
 *
 * @param values one of each round, or one alone of all rounds together
 */
record Figure(String what, Unit unit, List<Double> values, Aim aim) {

    enum Unit {
        MILLISECONDS("ms", "%.3f ms"),
        PER_SECOND("per second", "%,.0f /s"),
        RATIO("ratio", "%.2f");

        private final String word;
        private final String format;

        Unit(String word, String format) {
            this.word = word;
            this.format = format;
        }

        String word() {
            return word;
        }

        String format(double value) {
            return format.formatted(value);
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
