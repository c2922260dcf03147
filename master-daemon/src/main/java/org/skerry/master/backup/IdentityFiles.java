package org.skerry.master.backup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.skerry.jio.StorageException;

/**
 * What a master is besides its records: its key, that of the audit, the paired PCs, the people, the recovery key, its settings.
 * That is every file in the data folder but those which are named here, so that one which a later version adds is not
 * forgotten.
 */
final class IdentityFiles {

    /** The settings file of an installation lies elsewhere; it comes back under this name, for the keeper to look at. */
    static final String SETTINGS = "master.conf";

    /** Made anew at each start, or of this disk only; and what must never leave this PC. */
    private static final Set<String> LEFT_OUT =
            Set.of("lock", "control", "control.path", "window", "window.path", Backups.FILE, "recovery-code.txt");

    /** What may lead to another disk, which need not be there now. */
    private static final Set<String> FOLDERS = Set.of("blobs", "index", BackupFolder.USUAL);

    private static final Pattern LEFT_OUT_TOO = Pattern.compile(
            "records\\.sqlite.*|recovery-code.*|.*\\.part|.*\\.damaged|.*\\.tmp|.*\\.restored|master\\.conf|\\..*");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,100}");

    /** Some thousand people and PCs have less than one. */
    private static final int MAX_BYTES = 64 * 1024 * 1024;

    private IdentityFiles() {}

    private static boolean isWanted(String name) {
        return PLAIN.matcher(name).matches()
                && !LEFT_OUT.contains(name)
                && !FOLDERS.contains(name)
                && !LEFT_OUT_TOO.matcher(name).matches();
    }

    /**
     * As a ZIP file.
     *
     * @param damages are told what should be in it and is not, a plain sentence each
     */
    static byte[] read(Path data, Optional<Path> settings, Damages damages) {
        Map<String, Path> files = new TreeMap<>();
        try {
            settings.filter(Files::isReadable).ifPresent(file -> files.put(SETTINGS, file));
            try (DirectoryStream<Path> all = Files.newDirectoryStream(data)) {
                for (Path file : all) {
                    String name = file.getFileName().toString();
                    if (!isWanted(name)) {
                        continue;
                    }
                    if (Files.isRegularFile(file)) { // also where a link leads to it, as the master itself takes it
                        files.put(name, file);
                    } else if (Files.isSymbolicLink(file) && !Files.isDirectory(file)) {
                        damages.add(
                                "The file %s of the master is a link that leads to no file, so it is not in the backup."
                                        .formatted(name));
                    }
                }
            }
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                for (Map.Entry<String, Path> file : files.entrySet()) {
                    if (Files.size(file.getValue()) + bytes.size() > MAX_BYTES) {
                        throw new StorageException.TooLarge(
                                "The file %s is too large for a backup of the identity.".formatted(file.getValue()));
                    }
                    zip.putNextEntry(new ZipEntry(file.getKey()));
                    zip.write(Files.readAllBytes(file.getValue()));
                    zip.closeEntry();
                }
            }
            return bytes.toByteArray();
        } catch (IOException unreadable) {
            throw new StorageException.Failed(
                    "The files of the master in %s cannot be read: %s.".formatted(data, unreadable.getMessage()),
                    unreadable);
        }
    }

    /** By their names, which are those of files in a folder and nothing else. */
    static Map<String, byte[]> of(byte[] zipped) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        int rest = MAX_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (!isWanted(entry.getName()) && !entry.getName().equals(SETTINGS)) {
                    throw new IOException("there is a file in it that is none of a master");
                }
                byte[] content = zip.readNBytes(rest + 1);
                rest -= content.length;
                if (rest < 0) {
                    throw new IOException("it is too large");
                }
                files.put(entry.getName(), content);
            }
        }
        return files;
    }
}
