package org.skerry.master.forms;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.skerry.jio.FormId;
import org.skerry.jio.RecordId;

/** The forms of the types that were written last, compiled; types without one are remembered, too. Any thread. */
final class KnownForms {

    /** More types than a site has, few enough to forget nothing but those of somebody who invents them. */
    private static final int MAX_TYPES = 256;

    private final Function<RecordId, Optional<Form>> reader;
    private final Map<String, Optional<Form>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<Form>> eldest) {
            return size() > MAX_TYPES;
        }
    };
    private long changes; // guarded as known is: by its lock

    KnownForms(Function<RecordId, Optional<Form>> reader) {
        this.reader = reader;
    }

    Optional<Form> of(String type) {
        Optional<RecordId> id = FormId.of(type);
        if (id.isEmpty()) {
            return Optional.empty();
        }
        long before;
        synchronized (known) {
            Optional<Form> form = known.get(type);
            if (form != null) {
                return form;
            }
            before = changes;
        }
        Optional<Form> form = reader.apply(id.get());
        synchronized (known) {
            if (changes == before) { // else it may be what was there before the change
                known.put(type, form);
            }
        }
        return form;
    }

    /** The form of this type is another one from now on, or may be. */
    void forget(String type) {
        synchronized (known) {
            changes++;
            known.remove(type);
        }
    }
}
