package org.skerry.master.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.skerry.jio.JsonText;
import org.skerry.jio.StoredRecord;
import org.skerry.jio.query.Row;
import org.skerry.protocol.message.LiveRow;
import org.skerry.protocol.message.Message;

/**
 * The notices of what happened to one query in one stretch. Those before the last one carry the place from where the stretch
 * begins: who is cut off between them is told all of it again.
 */
final class Notices {

    /** Enough for the frames of all peers; a large frame keeps what comes behind it waiting. */
    private static final int MAX_BYTES = 48 * 1024;

    /** All notices of one stretch, in bytes: what goes beyond comes without values. */
    private static final int MAX_STRETCH_BYTES = 512 * 1024;

    /** The longest feed and numbers around the rows. */
    private static final int ENVELOPE_BYTES = 512;

    private final long number;
    private final Message.Feed from;
    private final int most;
    private final List<Message.Live> notices = new ArrayList<>();
    private List<LiveRow> rows = new ArrayList<>();
    private long bytes;
    private long allBytes;

    /** @param maxBytes that the peer takes in one */
    Notices(long number, Message.Feed from, int maxBytes) {
        this.number = number;
        this.from = from;
        this.most = Math.min(MAX_BYTES, maxBytes) - ENVELOPE_BYTES;
    }

    /**
     * @param row of a record that is seen
     * @return empty if not even a row without value fits
     */
    Optional<List<Message.Live>> of(List<Watch.Event> events, Function<StoredRecord, Row> row, Message.Feed to) {
        for (Watch.Event event : events) {
            LiveRow full = event.record()
                    .map(record -> row(event, row.apply(record)))
                    .orElseGet(() -> LiveRow.out(event.id()));
            long size = size(full);
            LiveRow told = full;
            if (size > most || allBytes + size > MAX_STRETCH_BYTES && full.went() != LiveRow.Went.OUT) {
                told = full.large();
                size = size(told);
            }
            if (size > most) {
                return Optional.empty();
            }
            add(told, size);
        }
        notices.add(new Message.Live(number, to, false, rows));
        return Optional.of(notices);
    }

    private static LiveRow row(Watch.Event event, Row row) {
        return new LiveRow(event.id(), event.went(), Optional.of(row.value()), Optional.ofNullable(row.doc()), false);
    }

    private void add(LiveRow row, long size) {
        if (bytes + size > most) {
            notices.add(new Message.Live(number, from, false, rows));
            rows = new ArrayList<>();
            bytes = 0;
        }
        rows.add(row);
        bytes += size;
        allBytes += size;
    }

    /** How much they hold so far. */
    long bytes() {
        return allBytes;
    }

    private static long size(LiveRow row) {
        return 1L + JsonText.write(row.json()).getBytes(StandardCharsets.UTF_8).length;
    }
}
