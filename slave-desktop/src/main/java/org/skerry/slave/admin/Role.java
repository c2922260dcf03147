package org.skerry.slave.admin;

import java.util.Locale;

/** What somebody may do with records. */
public enum Role {
    READER,
    WRITER,
    ADMIN;

    /** As the master writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with a word; one that a newer master may know is taken for the least. */
    static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        return READER;
    }
}
