package org.skerry.slave.ui.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.jio.StorageException;

/** Drafts that outlive a view model, but not a test. */
public final class MemoryDrafts implements Drafts {

    private final Map<DraftKey, Draft> drafts = new LinkedHashMap<>();
    private boolean isFull;

    /** Whether no more records that wait for the master can be kept. */
    public void isFull(boolean full) {
        isFull = full;
    }

    @Override
    public List<Draft> of(String master) {
        return drafts.values().stream()
                .filter(draft -> draft.master().equals(master))
                .toList()
                .reversed();
    }

    @Override
    public void keep(Map<DraftKey, Optional<Draft>> changes) {
        if (isFull
                && changes.values().stream()
                        .anyMatch(change -> change.filter(Draft::isUnsent).isPresent())) {
            throw new StorageException.Full("full");
        }
        changes.forEach((id, draft) -> draft.ifPresentOrElse(kept -> drafts.put(id, kept), () -> drafts.remove(id)));
    }
}
