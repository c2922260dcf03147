package org.skerry.slave.ui.entry;

import java.util.UUID;

/** Names a draft: of one record there may be several, each from another time at which somebody edited it. */
public record DraftKey(String text) {

    static DraftKey random() {
        return new DraftKey(UUID.randomUUID().toString());
    }
}
