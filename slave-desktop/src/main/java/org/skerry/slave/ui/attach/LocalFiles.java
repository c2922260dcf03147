package org.skerry.slave.ui.attach;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import org.skerry.jio.AttachmentInfo;
import org.skerry.slave.ui.text.Sentence;

/** Files of this PC that somebody wants to attach. Calls block; any thread. */
final class LocalFiles {

    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private LocalFiles() {}

    /**
     * One of them.
     *
     * @param problem why it cannot be attached; empty if it can, as far as one sees
     */
    record Candidate(Path file, String name, Optional<Sentence> problem) {}

    static List<Candidate> look(List<Path> files) {
        return files.stream().map(file -> look(file, name(file))).toList();
    }

    static Candidate look(Path file, String name) {
        return new Candidate(file, name, problem(file));
    }

    static String name(Path file) {
        return Optional.ofNullable(file.getFileName())
                .map(name -> Normalizer.normalize(name.toString(), Normalizer.Form.NFC)) // macOS takes letters apart
                .orElseGet(file::toString);
    }

    private static Optional<Sentence> problem(Path file) {
        try {
            if (Files.isDirectory(file)) {
                return Optional.of(Sentence.of("attach.problem.folder"));
            }
            if (!Files.isRegularFile(file)) {
                return Optional.of(Sentence.of(Files.exists(file) ? "attach.problem.special" : "attach.problem.gone"));
            }
            long size = Files.size(file);
            if (size == 0) {
                return Optional.of(Sentence.of("attach.problem.empty"));
            }
            if (size > AttachmentInfo.MAX_SIZE) {
                return Optional.of(Sentence.of("attach.problem.large", Amount.bytes(size)));
            }
            try (InputStream in = Files.newInputStream(file)) {
                in.read(); // whether it may be read is best known by reading
            }
            return Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of(Sentence.of("attach.failed.unreadable"));
        }
    }

    /** The media type that its name tells of. */
    static String type(String name) {
        return Optional.ofNullable(URLConnection.guessContentTypeFromName(name)).orElse(UNKNOWN_TYPE);
    }
}
