package org.skerry.slave.ui.attach;

import java.nio.file.Path;

/**
 * Where files lie on this PC.
 *
 * @param copies of what is looked at, until the work ends
 * @param pasted pictures that were pasted, until they have arrived: there is no other copy of them
 */
public record FilePlaces(Path copies, Path pasted) {

    /** @param folder the slave's own: no other program uses it at the same time */
    public static FilePlaces in(Path folder) {
        return new FilePlaces(folder.resolve("copies"), folder.resolve("pasted"));
    }

    /** Deletes the copies that are here still because a program was cut short; before there is a window. */
    public void clear() {
        PrivateFolder.deleteAll(copies);
    }
}
