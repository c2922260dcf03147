package org.skerry.slave.ui.entry;

import java.util.UUID;

/** Names a draft: of one record there may be several, each from another time at which somebody edited it. */
public record DraftKey(String text) {

    private static final String TYPED = "~";

    static DraftKey random() {
        return new DraftKey(UUID.randomUUID().toString());
    }

    /** Under which is kept what somebody types meanwhile in the record that is kept under this one. */
    DraftKey typed() {
        return text.endsWith(TYPED) ? this : new DraftKey(text + TYPED);
    }

    /** Of the record in which that is typed. */
    DraftKey record() {
        return text.endsWith(TYPED) ? new DraftKey(text.substring(0, text.length() - TYPED.length())) : this;
    }
}
