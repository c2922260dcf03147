package org.skerry.slave.ui.attach;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says of a file that it came from others, as browsers do: Windows asks before it runs one, and Office runs no macros of one.
 * Any thread.
 */
final class Origin {

    private static final System.Logger LOG = System.getLogger(Origin.class.getName());

    private static final String ZONE = "Zone.Identifier";

    /** The Internet, the zone that is trusted least (Microsoft, URLZONE). */
    private static final String OTHERS = "[ZoneTransfer]\r\nZoneId=3\r\n";

    private Origin() {}

    /** Where this system goes by it. */
    static void mark(Path file) {
        if (System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")) {
            write(file);
        }
    }

    /** A stream beside the content, which Java shows as an attribute of the file. */
    static void write(Path file) {
        @Nullable
        UserDefinedFileAttributeView marks = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        if (marks == null) {
            return; // a FAT stick keeps none
        }
        try {
            marks.write(ZONE, StandardCharsets.US_ASCII.encode(OTHERS));
        } catch (IOException | UnsupportedOperationException none) {
            LOG.log(Level.DEBUG, "A file is not marked as one of others", none);
        }
    }
}
