package org.skerry.system.bench.live;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.skerry.protocol.message.LiveRow;
import org.skerry.system.bench.Sample;

/**
 * When writes were acknowledged and when slaves heard of them, by one clock. A change that came with a later one of the same
 * record is heard with that one. Thread-safe.
 */
final class Delays {

    /** What the records are numbered by, each write by another number. */
    static final String NUMBER = "number";

    private record Heard(long number, long nanos) {}

    private final Map<Long, Long> acknowledged = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Heard> heard = new ConcurrentLinkedQueue<>();

    void acknowledged(long number) {
        acknowledged.put(number, System.nanoTime());
    }

    void heard(LiveRow row) {
        row.value()
                .map(value -> value.path(NUMBER).asLong(0))
                .ifPresent(number -> heard.add(new Heard(number, System.nanoTime())));
    }

    /** How many rows were heard of that tell which write they come from. */
    int count() {
        return heard.size();
    }

    /** From the acknowledgement to the notice; 0 where that was there before. */
    Sample sample(Duration took) {
        return new Sample(
                heard.stream()
                        .filter(news -> acknowledged.containsKey(news.number))
                        .mapToLong(news -> Math.max(0, news.nanos - acknowledged.get(news.number)))
                        .toArray(),
                took);
    }

    void forget() {
        acknowledged.clear();
        heard.clear();
    }
}
