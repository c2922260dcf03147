package org.skerry.slave.ui.entry;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;

/** Drafts in one small file, replaced in one step. A damaged one is put aside. */
public final class DraftFile implements Drafts {

    private static final System.Logger LOG = System.getLogger(DraftFile.class.getName());

    /** One form is open at a time; the others are from crashes that nobody has looked at. */
    static final int MAX_DRAFTS = 20;

    /** Twice the largest record for each, were they all that large; usually a kilobyte or two. */
    private static final long MAX_BYTES = 40L * 1024 * 1024;

    private final Path file;

    public DraftFile(Path file) {
        this.file = file;
    }

    @Override
    public synchronized List<Draft> of(String master) {
        return read().stream().filter(draft -> draft.master().equals(master)).toList();
    }

    @Override
    public synchronized void keep(String master, Map<DraftKey, Optional<Draft>> changes) {
        List<Draft> before = read();
        List<Draft> drafts = new ArrayList<>(before);
        drafts.removeIf(draft -> draft.master().equals(master) && changes.containsKey(draft.key()));
        changes.values().forEach(change -> change.ifPresent(drafts::add));
        drafts.sort(Comparator.comparing(Draft::at).reversed());
        List<Draft> kept = drafts.stream().limit(MAX_DRAFTS).toList();
        if (!kept.equals(before)) {
            write(kept);
        }
    }

    private List<Draft> read() {
        try {
            if (Files.size(file) > MAX_BYTES) {
                throw new StorageException.TooLarge("It is larger than %d bytes.".formatted(MAX_BYTES));
            }
            return DraftJson.read(JsonText.read(Files.readAllBytes(file)));
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException | StorageException unreadable) {
            LOG.log(Level.WARNING, "The unsaved records cannot be read: file={0}", file, unreadable);
            putAside();
            return List.of();
        }
    }

    /** Drafts are a second net: where they cannot be kept, work goes on. */
    private void write(List<Draft> drafts) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".new");
            Files.write(next, JsonText.writeUtf8(DraftJson.write(drafts)));
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException full) {
            LOG.log(Level.WARNING, "The unsaved records could not be kept: file={0}", file, full);
        }
    }

    private void putAside() {
        try {
            Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException stays) {
            LOG.log(Level.WARNING, "The unsaved records could not be put aside: file={0}", file, stays);
        }
    }
}
