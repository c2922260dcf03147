package org.skerry.jio;

/**
 * A place in one storage's change feed. Each write gets the next number; a number is never used again.
 *
 * @param number 0 before the first change, then growing
 */
public record Sequence(long number) implements Comparable<Sequence> {

    public static final Sequence START = new Sequence(0);

    public Sequence {
        if (number < 0) {
            throw new IllegalArgumentException("sequence " + number + " is negative");
        }
    }

    @Override
    public int compareTo(Sequence other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
