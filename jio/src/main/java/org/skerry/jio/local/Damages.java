package org.skerry.jio.local;

import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.skerry.jio.DurableFiles;
import org.skerry.jio.JsonText;
import org.skerry.jio.StorageException;
import org.skerry.jio.local.index.RecordSource;
import tools.jackson.databind.JsonNode;

/**
 * What was found damaged and is not known to be well again, each told once in the log. Records that are damaged are kept in a
 * file, too: the index has left them out, and nobody would meet them again after a restart. Any thread.
 */
final class Damages {

    private static final Logger LOG = System.getLogger(Damages.class.getName());

    /** The name of that file; it belongs to the records, and no backup needs it. */
    static final String FILE = LocalStorage.RECORDS_FILE + ".damages";

    /** Where there are more, nobody reads them all. */
    private static final int MAX_KEPT = 1_000;

    /** More than so many take; what is behind is not ours. */
    private static final int MAX_BYTES = 32 * 1024 * 1024;

    /** How much text of ids an answer takes. */
    private static final int MAX_ID_CHARS = 16 * 1024;

    /**
     * A record that is damaged now.
     *
     * @param id empty if it cannot be read
     * @param sequence of its last change; 0 where its attachments are damaged, or nobody knows
     */
    record Place(String id, long sequence) {}

    /** By what is damaged, a {@link Place} or a text; guarded by this. */
    private final Map<Object, String> sentences = new LinkedHashMap<>();

    /** Held while the file is written, which may take long; taken before this, never within. */
    private final Object writing = new Object();

    /** Volatile: set once; empty while none is kept. */
    private volatile Optional<Path> file = Optional.empty();

    private volatile String feed = "";

    /**
     * Remembers what was found in earlier runs, and keeps what is found from now on.
     *
     * @param feedId of the records: what was found in others is of no interest
     */
    void keepIn(Path folder, String feedId) {
        Path kept = folder.resolve(FILE);
        feed = feedId;
        file = Optional.of(kept);
        try (InputStream found = Files.newInputStream(kept)) {
            new String(found.readNBytes(MAX_BYTES), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(this::remember);
        } catch (NoSuchFileException nothingFound) {
            // as on most disks
        } catch (IOException unreadable) { // it stays: another start may read it
            LOG.log(Level.WARNING, "What was found damaged earlier cannot be read: {0}", unreadable.getMessage());
            return;
        }
        rewrite();
    }

    /** A line that a full or failing disk has left in pieces is no reason to forget the others. */
    private void remember(String line) {
        try {
            JsonNode found = line.isBlank() ? JsonText.object() : JsonText.read(line);
            if (found.path("feed").asString("").equals(feed)) {
                isAdded(
                        new Place(
                                found.path("id").asString(""),
                                found.path("sequence").asLong(0)),
                        found.path("sentence").asString(""));
            }
        } catch (StorageException torn) {
            LOG.log(Level.DEBUG, "A line of what was found damaged cannot be read", torn);
        }
    }

    /** @param subject what is damaged, each time the same for the same */
    void add(String subject, String sentence) {
        add((Object) subject, sentence);
    }

    void add(StorageException.Damaged damaged) {
        String sentence = String.valueOf(damaged.getMessage());
        add(damaged.isPresent() ? new Place(damaged.id(), damaged.sequence()) : sentence, sentence);
    }

    void add(RecordSource.Unreadable damaged) {
        String id = damaged.getCause() instanceof StorageException.Damaged record ? record.id() : "";
        add(new Place(id, damaged.sequence()), String.valueOf(damaged.getMessage()));
    }

    private void add(Object what, String sentence) {
        if (isAdded(what, sentence) && what instanceof Place place) {
            append(line(place, sentence));
        }
    }

    private synchronized boolean isAdded(Object what, String sentence) {
        boolean isNews = !sentences.containsValue(sentence);
        if (sentences.size() >= MAX_KEPT || sentences.putIfAbsent(what, sentence) != null) {
            return false;
        }
        if (isNews) {
            LOG.log(Level.WARNING, sentence);
        }
        return true;
    }

    /** Forgets the records that are well again, having been written anew or removed. */
    void lookAgain(Predicate<Place> isWell) {
        List<Place> gone = places().stream().filter(isWell).toList();
        if (!gone.isEmpty()) {
            forget(gone);
            rewrite();
        }
    }

    private synchronized List<Place> places() {
        return sentences.keySet().stream()
                .filter(Place.class::isInstance)
                .map(Place.class::cast)
                .toList();
    }

    private synchronized void forget(List<Place> gone) {
        gone.forEach(sentences::remove);
    }

    /** Whether any record is damaged, perhaps. */
    synchronized boolean areThere() {
        return sentences.keySet().stream().anyMatch(Place.class::isInstance);
    }

    /** What is damaged, a plain sentence each, in the order in which it was found. */
    synchronized List<String> sentences() {
        return sentences.values().stream().distinct().toList();
    }

    /** The ids of records that are damaged, as far as they can be read: an empty one for another. Not more than fit an answer. */
    List<String> records() {
        List<String> ids = places().stream()
                .filter(place -> place.sequence() > 0)
                .map(Place::id)
                .distinct()
                .toList();
        int chars = 0;
        int fitting = 0;
        while (fitting < ids.size() && chars + ids.get(fitting).length() <= MAX_ID_CHARS) {
            chars += ids.get(fitting).length();
            fitting++;
        }
        return ids.subList(0, fitting);
    }

    /** Begins a line, whatever the one before it has come to. */
    private String line(Place place, String sentence) {
        return "\n"
                + JsonText.write(JsonText.object()
                        .put("feed", feed)
                        .put("id", place.id())
                        .put("sequence", place.sequence())
                        .put("sentence", sentence));
    }

    /** On the disk when this returns: the index leaves the record out from now on. */
    private void append(String line) {
        file.ifPresent(kept -> {
            synchronized (writing) {
                try {
                    Files.writeString(
                            kept, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND, StandardOpenOption.DSYNC);
                } catch (IOException failed) {
                    LOG.log(Level.WARNING, "What is damaged cannot be noted: {0}", failed.getMessage());
                }
            }
        });
    }

    private void rewrite() {
        file.ifPresent(kept -> {
            synchronized (writing) {
                try {
                    String lines = lines();
                    if (lines.isEmpty()) {
                        Files.deleteIfExists(kept);
                    } else {
                        DurableFiles.replace(kept, lines.getBytes(StandardCharsets.UTF_8));
                    }
                } catch (IOException failed) {
                    LOG.log(Level.WARNING, "What is damaged cannot be noted: {0}", failed.getMessage());
                }
            }
        });
    }

    private synchronized String lines() {
        return sentences.entrySet().stream()
                .filter(entry -> entry.getKey() instanceof Place)
                .map(entry -> line((Place) entry.getKey(), entry.getValue()))
                .collect(Collectors.joining());
    }
}
