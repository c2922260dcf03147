package org.skerry.slave.ui.attach;

import java.util.Optional;
import javafx.beans.value.ObservableValue;
import org.skerry.jio.RecordId;

/** What the files of the open record know of the rest of the window. JavaFX thread. */
public interface AroundFiles {

    /** Whether the master is known to be there. */
    ObservableValue<Boolean> isLinked();

    /** Whether the master tells of files. */
    boolean isOffered();

    /** Whether who sits here may change anything, as far as that is known. */
    boolean mayWrite();

    /** Whether the master keeps what records were before, so that a file that is removed comes back. */
    boolean keepsHistory();

    /** The open record, a new one included. */
    Optional<RecordId> open();

    /** Whether the open record is on the master. */
    boolean isOnMaster();

    /** Saves the open record, if it can be. */
    void save();
}
