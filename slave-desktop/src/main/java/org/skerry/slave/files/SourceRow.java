package org.skerry.slave.files;

import java.util.Optional;
import org.skerry.jio.RecordId;
import tools.jackson.databind.node.ObjectNode;

/** One record of a file, or the place where there should be one. */
public sealed interface SourceRow {

    /** Its line, or its place in a JSON list, from 1. */
    long number();

    /** A record; the id is there where the file gives one. */
    record Read(long number, Optional<RecordId> id, ObjectNode body) implements SourceRow {}

    /**
     * What is no record.
     *
     * @param column the name of the column, empty where it concerns the whole row
     * @param reason one plain sentence
     */
    record Broken(long number, String column, String reason) implements SourceRow {}
}
