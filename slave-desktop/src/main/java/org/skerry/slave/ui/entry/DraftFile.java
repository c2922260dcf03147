package org.skerry.slave.ui.entry;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

    /** Of records that wait for the master: what somebody types in weeks. None of them is ever dropped for another. */
    static final int MAX_UNSENT = 1_000;

    /** Of all together, as they stand in the file; usually a kilobyte or two for each. */
    private static final long MAX_BYTES = 64L * 1024 * 1024;

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
        List<Draft> typed = drafts.stream()
                .filter(draft -> !draft.isUnsent())
                .limit(MAX_DRAFTS)
                .toList();
        List<Draft> kept = drafts.stream()
                .filter(draft -> draft.isUnsent() || typed.contains(draft))
                .toList();
        if (kept.equals(before)) {
            return;
        }
        byte[] content = JsonText.writeUtf8(DraftJson.write(kept));
        boolean isMore = changes.values().stream()
                .anyMatch(change -> change.filter(Draft::isUnsent).isPresent());
        if (isMore && (kept.size() - typed.size() > MAX_UNSENT || content.length > MAX_BYTES)) {
            throw new StorageException.Full("There is no room for more records that wait for the master.");
        }
        write(content);
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

    private void write(byte[] content) {
        try {
            Path next = file.resolveSibling(file.getFileName() + ".new");
            try (FileChannel out = FileChannel.open(
                    next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer left = ByteBuffer.wrap(content);
                while (left.hasRemaining()) {
                    out.write(left);
                }
                out.force(true);
            }
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            syncFolder();
        } catch (IOException full) {
            LOG.log(Level.WARNING, "The unsaved records could not be kept: file={0}", file, full);
            throw new StorageException.Failed("The unsaved records could not be kept on this PC.", full);
        }
    }

    /** So that the new name outlives a power cut, where the system can open folders. */
    private void syncFolder() {
        Path folder = file.toAbsolutePath().getParent();
        try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
            opened.force(true);
        } catch (IOException notHere) {
            LOG.log(Level.DEBUG, "The folder {0} cannot be synced", folder, notHere);
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
