package org.skerry.jio;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A record that was removed and can be brought back.
 *
 * @param removal the step that removed it
 * @param last its last version, to be restored
 * @param body as it was then
 */
public record RemovedRecord(RecordId id, RecordVersion removal, Sequence last, ObjectNode body) {

    /**
     * Some of them.
     *
     * @param records the one that was removed last first
     * @param next what to ask for to get those that were removed before; empty if there are none
     */
    public record Page(List<RemovedRecord> records, Optional<Sequence> next) {

        public Page {
            records = List.copyOf(records);
        }
    }
}
