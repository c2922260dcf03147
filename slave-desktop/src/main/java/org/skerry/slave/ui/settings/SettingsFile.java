package org.skerry.slave.ui.settings;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;

/** The file in which the window's settings are kept; a damaged one counts as none. One thread at a time writes. */
public final class SettingsFile {

    private static final System.Logger LOG = System.getLogger(SettingsFile.class.getName());

    /** Some hundred column widths take some ten kilobytes. */
    private static final long MAX_BYTES = 1024 * 1024;

    private final Path file;

    public SettingsFile(Path file) {
        this.file = file;
    }

    public SavedSettings read() {
        if (!Files.exists(file)) {
            return SavedSettings.defaults(); // the first time
        }
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new StorageException.TooLarge("It is larger than %d bytes.".formatted(MAX_BYTES));
            }
            return SettingsJson.read(JsonText.read(Files.readAllBytes(file)));
        } catch (IOException | StorageException unreadable) {
            LOG.log(Level.WARNING, "The settings cannot be read, so the defaults are used: file={0}", file, unreadable);
            return SavedSettings.defaults();
        }
    }

    /** Replaces the file in one step: whoever reads finds the old settings or the new ones, whatever happens. */
    public void write(SavedSettings settings) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.write(draft, JsonText.writeUtf8(SettingsJson.write(settings)));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
