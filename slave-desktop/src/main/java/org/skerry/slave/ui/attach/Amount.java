package org.skerry.slave.ui.attach;

import java.time.Duration;
import org.skerry.slave.ui.text.Sentence;

/** Sizes and times as people say them. */
final class Amount {

    private static final int STEP = 1024;

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    private Amount() {}

    static Sentence bytes(long count) {
        if (count < STEP) {
            return Sentence.of("attach.size.bytes", count);
        }
        double amount = (double) count / STEP;
        if (amount < STEP) {
            return Sentence.of("attach.size.kilo", Math.round(amount));
        }
        amount /= STEP;
        return amount < STEP ? Sentence.of("attach.size.mega", amount) : Sentence.of("attach.size.giga", amount / STEP);
    }

    static Sentence left(Duration time) {
        long seconds = Math.max(1, time.toSeconds());
        if (seconds < MINUTE) {
            return Sentence.of("attach.left.seconds", seconds);
        }
        return seconds < HOUR
                ? Sentence.of("attach.left.minutes", Math.ceilDiv(seconds, MINUTE))
                : Sentence.of("attach.left.hours", Math.ceilDiv(seconds, HOUR));
    }
}
