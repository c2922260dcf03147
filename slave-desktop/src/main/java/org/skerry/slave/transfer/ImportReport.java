package org.skerry.slave.transfer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What an import did.
 *
 * @param errors the first of the failed rows
 * @param stopped why it ended before the file did
 */
public record ImportReport(long imported, long failed, List<RowError> errors, Optional<String> stopped, Duration took) {
    public ImportReport {
        errors = List.copyOf(errors);
    }
}
