package org.skerry.slave.ui.attach;

import java.nio.file.Path;

/**
 * Where files lie on this PC.
 *
 * @param copies of what is looked at, until the work ends
 */
public record FilePlaces(Path copies) {

    /** @param folder the slave's own: no other program uses it at the same time */
    public static FilePlaces in(Path folder) {
        return new FilePlaces(folder.resolve("copies"));
    }

    /** Deletes the copies that are here still because a program was cut short; before there is a window. */
    public void clear() {
        PrivateFolder.deleteAll(copies);
    }
}
