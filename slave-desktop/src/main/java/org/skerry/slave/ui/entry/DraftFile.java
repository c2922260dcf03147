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

/** Drafts in one small file, replaced in one step. A damaged one is put aside, under a name that no other one has. */
public final class DraftFile implements Drafts {

    private static final System.Logger LOG = System.getLogger(DraftFile.class.getName());

    /** One form is open at a time; the others are from crashes that nobody has looked at. */
    static final int MAX_DRAFTS = 20;

    /** Of records that wait for the master: what somebody types in weeks. None of them is ever dropped for another. */
    static final int MAX_UNSENT = 1_000;

    /**
     * Of all together, as they stand in the file; usually a kilobyte or two for each. Never more, else nobody could read it.
     */
    private static final long MAX_BYTES = 64L * 1024 * 1024;

    private final Path file;
    private final long maxBytes;

    public DraftFile(Path file) {
        this(file, MAX_BYTES);
    }

    DraftFile(Path file, long maxBytes) {
        this.file = file;
        this.maxBytes = maxBytes;
    }

    @Override
    public synchronized List<Draft> of(String master) {
        return read()
                .orElseThrow(() -> new StorageException.Failed("The unsaved records on this PC are damaged."))
                .drafts()
                .stream()
                .filter(draft -> draft.master().equals(master))
                .toList();
    }

    @Override
    public synchronized void keep(Map<DraftKey, Optional<Draft>> changes) {
        DraftJson.Contents contents = read().orElse(DraftJson.Contents.NONE);
        List<Draft> before = contents.drafts();
        List<Draft> drafts = new ArrayList<>(before);
        drafts.removeIf(draft -> changes.containsKey(draft.key()));
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
        List<Draft> unsent = kept.stream().filter(Draft::isUnsent).toList();
        boolean isMore = changes.values().stream()
                .anyMatch(change -> change.filter(Draft::isUnsent).isPresent());
        byte[] all = JsonText.writeUtf8(DraftJson.write(kept));
        byte[] content = all.length > maxBytes ? JsonText.writeUtf8(DraftJson.write(unsent)) : all;
        if (isMore && unsent.size() > MAX_UNSENT || content.length > maxBytes) {
            throw new StorageException.Full("There is no room for more records that wait for the master.");
        }
        if (!contents.isWhole()) {
            copyAside(); // what makes no sense here may make some elsewhere
        }
        write(content);
    }

    /**
     * Empty if it was damaged, and is put aside.
     *
     * @throws StorageException.Failed if it cannot be read now: nobody may take it for empty then, and write over it
     */
    private Optional<DraftJson.Contents> read() {
        try {
            return Optional.of(contents());
        } catch (NoSuchFileException none) {
            return Optional.of(DraftJson.Contents.NONE);
        } catch (IOException notNow) {
            LOG.log(Level.WARNING, "The unsaved records cannot be read: file={0}", file, notNow);
            throw new StorageException.Failed("The unsaved records on this PC cannot be read now.", notNow);
        } catch (StorageException damaged) {
            LOG.log(Level.WARNING, "The unsaved records are damaged and put aside: file={0}", file, damaged);
            putAside();
            return Optional.empty();
        }
    }

    private DraftJson.Contents contents() throws IOException {
        if (Files.size(file) > maxBytes) {
            throw new StorageException.TooLarge("It is larger than %d bytes.".formatted(maxBytes));
        }
        return DraftJson.read(JsonText.read(Files.readAllBytes(file)));
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
            Files.move(file, aside());
        } catch (IOException stays) {
            throw new StorageException.Failed("The unsaved records on this PC could not be put aside.", stays);
        }
    }

    private void copyAside() {
        try {
            Files.copy(file, aside());
        } catch (IOException full) {
            throw new StorageException.Failed("The unsaved records on this PC could not be put aside.", full);
        }
    }

    private Path aside() {
        String name = file.getFileName() + ".damaged";
        Path aside = file.resolveSibling(name);
        for (int number = 2; Files.exists(aside); number++) {
            aside = file.resolveSibling(name + "-" + number);
        }
        return aside;
    }
}
