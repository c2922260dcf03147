package org.skerry.master.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** Tells what is given for a backup and is none from a backup that is damaged. */
final class Foreign {

    private static final String FOLDER = "%s is a folder; give the name of the backup in it.";
    private static final String EXPORT =
            "%s is what skerry export-all makes, for other programs, and no backup; skerry backup makes one.";
    private static final String OTHER = "%s is no backup of a Skerry master.";
    private static final String CUT =
            "The end of %s is missing or damaged, as where it was not copied to its end; copy it again, or take another backup.";
    private static final String DAMAGED = "The beginning of %s is damaged; take another backup.";

    private Foreign() {}

    /** What a file or a folder is that is no backup, not even a damaged one, in a sentence. */
    static Optional<String> told(Path file) {
        if (Files.isDirectory(file)) {
            return Optional.of(FOLDER.formatted(file));
        }
        return switch (firstNames(file)) {
            case String names when names.contains(Parts.READ_ME) || names.contains(Parts.HEAD) -> Optional.empty();
            case String names
            when names.contains(Export.READ_ME.formatted("en")) -> Optional.of(EXPORT.formatted(file));
            default -> Optional.of(OTHER.formatted(file));
        };
    }

    /** The sentence for something that cannot be opened as a backup. */
    static String unreadable(Path file) {
        return told(file).orElseGet(() -> (isOpened(file) ? DAMAGED : CUT).formatted(file));
    }

    private static boolean isOpened(Path file) {
        try (ZipFile _ = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    /** Of the first files in it, by the list in its end, or else as they stand there. */
    private static String firstNames(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            return zip.stream().limit(2).map(ZipEntry::getName).toList().toString();
        } catch (IOException | IllegalArgumentException cut) {
            return firstName(file);
        }
    }

    private static String firstName(Path file) {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file), StandardCharsets.UTF_8)) {
            ZipEntry first = zip.getNextEntry();
            return first == null ? "" : first.getName();
        } catch (IOException | IllegalArgumentException noZip) {
            return "";
        }
    }
}
