package org.skerry.master.access;

import java.util.Locale;

/** What a paired PC may do with records. */
public enum Role {
    /** Read them. */
    READER,
    /** Write them as well. */
    WRITER,
    /** Everything, also repair. */
    ADMIN;

    /** The word for it on command lines, in files and in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role least(Role one, Role other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** @throws IllegalArgumentException with a plain sentence, if there is no such role */
    public static Role of(String word) {
        for (Role role : values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        throw new IllegalArgumentException("A role is reader, writer or admin.");
    }
}
