package org.skerry.master;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.StorageException;
import org.skerry.master.backup.SyncedOutput;

/**
 * A file that a command makes: under another name until it is whole and on the disk, for its user only, and gone when the
 * command is stopped. Or standard output, where somebody else sees to all that.
 */
final class MadeFile implements AutoCloseable {

    private static final String STANDARD_OUTPUT = "-";
    private static final String UNFINISHED = ".part";
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("'skerry-'uuuu-MM-dd-HHmmss", Locale.ROOT);

    private final Optional<Path> file;
    private final FileOutputStream out;
    private boolean isKept;

    /** By who stops the program, while another thread writes. */
    private boolean isDiscarded;

    private MadeFile(Optional<Path> file, FileOutputStream out) {
        this.file = file;
        this.out = out;
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("tidy").unstarted(this::discard));
    }

    /**
     * @param wanted a file that is not there yet; a folder that is, for a name with the day and the time; or {@code -} for
     *     standard output
     * @param ending of a file's name
     * @throws StorageException with a plain sentence, if it cannot be made
     */
    static MadeFile of(String wanted, String ending) {
        if (wanted.equals(STANDARD_OUTPUT)) {
            return new MadeFile(Optional.empty(), new FileOutputStream(FileDescriptor.out));
        }
        Path path = Path.of(wanted).toAbsolutePath().normalize();
        Path file = Files.isDirectory(path) ? path.resolve(NAME.format(LocalDateTime.now()) + ending) : path;
        if (Files.exists(file)) {
            throw new StorageException.Conflict(
                    "%s is there already, and nothing is written over it; give another name.".formatted(file));
        }
        requireMeant(wanted, file, ending);
        try {
            Files.deleteIfExists(part(file));
            DurableFiles.createForOwner(part(file));
            return new MadeFile(
                    Optional.of(file), new FileOutputStream(part(file).toFile()));
        } catch (IOException refused) {
            throw new StorageException.Failed(
                    "%s cannot be written; check the name, and the rights of its folder.".formatted(file), refused);
        }
    }

    /** A folder that is not there would become a file of its name, on the disk under the stick that is not connected. */
    private static void requireMeant(String wanted, Path file, String ending) {
        boolean isFolderMeant = wanted.endsWith("/")
                || wanted.endsWith(File.separator)
                || !file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
        Path folder = isFolderMeant ? file : file.getParent();
        if (isFolderMeant || Files.notExists(folder)) {
            throw new StorageException.NotFound(
                    "There is no folder %s; is the stick connected? Give a folder that is there, or the name of a file that ends in %s."
                            .formatted(folder, ending));
        }
    }

    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + UNFINISHED);
    }

    OutputStream out() {
        return file.isEmpty() ? out : new SyncedOutput(out.getChannel());
    }

    /** Where it is, when it is kept; empty for standard output. */
    Optional<Path> file() {
        return file;
    }

    /** What was written is on the disk then, under its name. */
    synchronized void keep() throws IOException {
        if (file.isEmpty()) {
            out.flush();
            sync();
        } else {
            out.getFD().sync();
            out.close();
            Files.move(part(file.get()), file.get());
            DurableFiles.syncFolder(file.get().getParent());
        }
        isKept = true;
    }

    /** Where it is a file; a pipe has no disk. */
    private void sync() {
        try {
            out.getFD().sync();
        } catch (IOException noFile) {
            isKept = true;
        }
    }

    /** The sentence for a disk that takes no more. */
    synchronized StorageException failure(IOException failed) {
        if (isDiscarded) {
            return new StorageException.Unreachable("It was stopped; nothing was kept.", failed);
        }
        String reason = String.valueOf(failed.getMessage());
        String where = file.map(Path::toString).orElse("standard output");
        if (reason.contains("No space left")) {
            return new StorageException.Full(
                    "There is no space left for %s; nothing was kept.".formatted(where), failed);
        }
        return new StorageException.Failed(
                reason.contains("File too large")
                        ? "%s would be larger than the file system there allows (FAT: 4 GB); format the stick with exFAT or ext4."
                                .formatted(where)
                        : "%s could not be written: %s. Nothing was kept.".formatted(where, reason),
                failed);
    }

    @Override
    public void close() {
        discard();
    }

    private synchronized void discard() {
        if (!isKept && file.isPresent()) {
            isDiscarded = true;
            try {
                out.close();
                Files.deleteIfExists(part(file.get()));
            } catch (IOException stays) {
                isKept = true; // nothing more can be done about it
            }
        }
    }
}
