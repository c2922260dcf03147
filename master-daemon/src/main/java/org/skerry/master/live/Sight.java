package org.skerry.master.live;

import org.skerry.jio.query.RecordView;

/**
 * How somebody sees the records for a while.
 *
 * @param edition another one each time it has changed, also where he sees as he did before: he may have asked in between
 */
public record Sight(RecordView view, long edition) {

    /** Notes how somebody sees the records whenever he looks. Thread-safe. */
    public static final class Watcher {

        private Sight last;

        public Watcher(RecordView first) {
            last = new Sight(first, 0);
        }

        public synchronized Sight note(RecordView now) {
            if (!now.equals(last.view)) {
                last = new Sight(now, last.edition + 1);
            }
            return last;
        }
    }
}
