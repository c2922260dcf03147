package org.skerry.jio;

import org.skerry.jio.query.RecordView;

/**
 * Who writes, for the audit, and as what he sees the storage.
 *
 * @param person who signed in; empty where nobody did
 * @param pc the name of the PC; empty for the program itself
 * @param key the fingerprint of the PC's key; empty for one that did not prove any
 */
public record Caller(RecordView view, String person, String pc, String key) {

    /** The program itself, or somebody unknown; he may do everything. */
    public static final Caller UNKNOWN = new Caller(RecordView.WHOLE, "", "", "");
}
