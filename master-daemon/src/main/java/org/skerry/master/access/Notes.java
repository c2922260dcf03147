package org.skerry.master.access;

import org.skerry.jio.Caller;
import org.skerry.jio.query.RecordView;

/** Where the audit is told what happens beside the changes of records: {@link org.skerry.jio.Storage#note}. Any thread. */
@FunctionalInterface
public interface Notes {

    void note(String action, Caller caller, String record, String detail);

    /** Something about a PC that its own program did not ask for, or nobody known did. */
    default void note(String action, String pc, String key, String detail) {
        note(action, new Caller(RecordView.WHOLE, "", pc, key), "", detail);
    }
}
