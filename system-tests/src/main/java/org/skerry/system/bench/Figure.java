package org.skerry.system.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One thing that was measured in several rounds.
 *
 * @param values one of each round, or one alone of all rounds together
 */
public record Figure(String what, Unit unit, List<Double> values, Aim aim) {

    public enum Unit {
        MILLISECONDS("ms"),
        PER_SECOND("per second"),
        RATIO("ratio"),
        SECONDS("s"),
        BYTES("bytes"),
        BYTES_PER_SECOND("bytes per second"),
        COUNT("count");

        private static final double FEW_MILLISECONDS = 10;
        private static final double FEW_TIMES = 100;
        private static final double MEGABYTE = 1e6;

        private final String word;

        Unit(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public String format(double value) {
            String format = switch (this) {
                case MILLISECONDS -> value < FEW_MILLISECONDS ? "%.3f ms" : "%.1f ms";
                case PER_SECOND -> "%,.0f /s";
                case RATIO -> value < FEW_TIMES ? "%.2f" : "%,.0f";
                case SECONDS -> "%,.1f s";
                case BYTES -> value < MEGABYTE ? "%,.0f B" : "%,.0f MB";
                case BYTES_PER_SECOND -> "%,.1f MB/s";
                case COUNT -> "%,.0f";
            };
            double shown = this == BYTES && value >= MEGABYTE || this == BYTES_PER_SECOND ? value / MEGABYTE : value;
            return String.format(Locale.ROOT, format, shown);
        }
    }

    public Figure {
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured of " + what);
        }
    }

    public Figure(String what, Unit unit, List<Double> values) {
        this(what, unit, values, new Aim.None());
    }

    /** Of two things measured in the same rounds: the one by the other, round by round. */
    public static Figure ratio(String what, Figure one, Figure other, Aim aim) {
        double[] ratios = new double[one.values.size()];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = one.values.get(i) / other.values.get(i);
        }
        return new Figure(what, Unit.RATIO, Arrays.stream(ratios).boxed().toList(), aim);
    }

    public double median() {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double lowest() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double highest() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }
}
