package org.skerry.jio;

import java.util.List;
import java.util.Optional;

/**
 * A part of the history of a record.
 *
 * @param versions the newest first
 * @param next what to ask for to get older ones; empty if there are none
 */
public record HistoryPage(List<RecordVersion> versions, Optional<Sequence> next) {

    public HistoryPage {
        versions = List.copyOf(versions);
    }
}
