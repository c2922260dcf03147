package org.skerry.slave.ui.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drafts that outlive a view model, but not a test. */
public final class MemoryDrafts implements Drafts {

    private final Map<DraftKey, Draft> drafts = new LinkedHashMap<>();

    @Override
    public List<Draft> of(String master) {
        return drafts.values().stream()
                .filter(draft -> draft.master().equals(master))
                .toList();
    }

    @Override
    public void keep(String master, Map<DraftKey, Optional<Draft>> changes) {
        changes.forEach((id, draft) -> draft.ifPresentOrElse(kept -> drafts.put(id, kept), () -> drafts.remove(id)));
    }
}
