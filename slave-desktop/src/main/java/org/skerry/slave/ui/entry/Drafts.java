package org.skerry.slave.ui.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where unsaved records outlive the program. Calls may block; any thread. */
public interface Drafts {

    /** Keeps nothing. */
    Drafts NONE = new Drafts() {
        @Override
        public List<Draft> of(String master) {
            return List.of();
        }

        @Override
        public void keep(Map<DraftKey, Optional<Draft>> changes) {}
    };

    /**
     * Those for one master, the latest first.
     *
     * @throws org.skerry.jio.StorageException.Failed if they cannot be read now, or were damaged and are put aside
     */
    List<Draft> of(String master);

    /**
     * Keeps some drafts, in place of those of the same keys, and drops others. When it returns, they are on the disk.
     *
     * @throws org.skerry.jio.StorageException.Full if there is no room for all that wait for the master; nothing is changed
     *     then
     * @throws org.skerry.jio.StorageException.Failed if they could not be written
     */
    void keep(Map<DraftKey, Optional<Draft>> changes);
}
