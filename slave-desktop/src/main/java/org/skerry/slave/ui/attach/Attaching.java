package org.skerry.slave.ui.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.attach.LocalFiles.Candidate;
import org.skerry.slave.ui.attach.Parcel.Direction;
import org.skerry.slave.ui.entry.Note.Tone;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** Brings files of this PC to the open record: when it is saved, if they can be read, and never in the place of another one unasked. */
final class Attaching {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH.mm.ss", Locale.ROOT);

    private static final String UNREADABLE = "attach.failed.unreadable";

    private final AroundFiles around;
    private final Courier courier;
    private final FileNotes notes;
    private final PrivateFolder folder;
    private final UiTasks tasks;
    private final InstantSource clock;
    private final Function<RecordId, Set<String>> names;
    private final Runnable arrived;
    private final Set<Path> pasted = new HashSet<>();
    private final List<Candidate> doubtful = new ArrayList<>(); // of one record
    private Optional<RecordId> asked = Optional.empty(); // about which
    private Optional<Waiting> waiting = Optional.empty();

    /** For a record that is not saved yet. */
    private record Waiting(RecordId record, List<Path> files) {}

    /**
     * @param names of the files that a record has, as far as that is known
     * @param arrived told when a file is on the master
     */
    Attaching(
            AroundFiles around,
            Courier courier,
            FileNotes notes,
            PrivateFolder folder,
            UiTasks tasks,
            InstantSource clock,
            Function<RecordId, Set<String>> names,
            Runnable arrived) {
        this.around = around;
        this.courier = courier;
        this.notes = notes;
        this.folder = folder;
        this.tasks = tasks;
        this.clock = clock;
        this.names = names;
        this.arrived = arrived;
    }

    void attach(List<Path> files) {
        around.open().filter(record -> !files.isEmpty()).ifPresent(record -> {
            if (around.isOnMaster()) {
                look(record, files);
            } else {
                wait(record, files);
            }
        });
    }

    private void wait(RecordId record, List<Path> files) {
        List<Path> all = new ArrayList<>(waiting.map(Waiting::files).orElse(List.of()));
        all.addAll(files);
        waiting = Optional.of(new Waiting(record, List.copyOf(all)));
        around.save(); // may be done before it returns
        if (waiting.isPresent()) {
            notes.keepTelling(
                    Tone.CALM, Sentence.of("attach.saveFirst", all.size()), FileNotes.answer("not", this::giveUp));
        }
    }

    private void giveUp() {
        waiting = Optional.empty();
        notes.told();
    }

    /** The open record is another one, or is saved now. */
    void follow() {
        waiting.ifPresent(held -> {
            if (!around.open().equals(Optional.of(held.record()))) {
                giveUp();
            } else if (around.isOnMaster()) {
                giveUp();
                look(held.record(), held.files());
            }
        });
        if (!doubtful.isEmpty() && !around.open().equals(asked)) {
            settle();
        }
    }

    /** @param png makes the picture; on another thread */
    void paste(String word, Callable<byte[]> png) {
        String name = "%s %s.png"
                .formatted(word, WHEN.format(LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault())));
        tasks.run(
                () -> {
                    Path file = folder.place(SafeName.of(name));
                    try {
                        Files.write(file, png.call());
                    } catch (IOException full) {
                        throw new StorageException.Full("The picture could not be kept.", full);
                    }
                    return file;
                },
                file -> {
                    pasted.add(file);
                    attach(List.of(file));
                },
                why -> notes.tell(Tone.CAREFUL, Failures.sentence(why)));
    }

    private void look(RecordId record, List<Path> files) {
        tasks.run(
                () -> LocalFiles.look(files),
                candidates -> sort(record, candidates),
                why -> notes.tell(Tone.CAREFUL, Failures.sentence(why)));
    }

    private void sort(RecordId record, List<Candidate> candidates) {
        Set<String> taken = new HashSet<>(names.apply(record));
        for (Candidate each : candidates) {
            if (each.problem().isPresent()) {
                Sentence why = each.problem().get();
                courier.refuse(
                        parcel(record, each.file(), each.name()), why, why.key().equals(UNREADABLE));
            } else if (!taken.add(each.name()) || courier.has(Direction.TO_MASTER, record, each.name())) {
                doubtful.add(each);
            } else {
                send(record, each.file(), each.name());
            }
        }
        if (!doubtful.isEmpty()) {
            ask(record);
        }
    }

    private void ask(RecordId record) {
        asked = Optional.of(record);
        Sentence text = doubtful.size() == 1
                ? Sentence.of(
                        "attach.exists", SafeName.readable(doubtful.getFirst().name()))
                : Sentence.of("attach.exist", doubtful.size());
        notes.ask(
                text,
                FileNotes.answer("both", () -> settled().forEach(each -> sendNumbered(record, each))),
                FileNotes.answer("replace", () -> settled().forEach(each -> send(record, each.file(), each.name()))),
                FileNotes.answer("skip", this::settle));
    }

    private List<Candidate> settled() {
        List<Candidate> all = List.copyOf(doubtful);
        settle();
        return all;
    }

    private void settle() {
        doubtful.clear();
        asked = Optional.empty();
        notes.answered();
    }

    private void sendNumbered(RecordId record, Candidate each) {
        Set<String> taken = names.apply(record);
        for (int number = 2; ; number++) {
            String name = SafeName.numbered(each.name(), number);
            if (!taken.contains(name) && !courier.has(Direction.TO_MASTER, record, name)) {
                send(record, each.file(), name);
                return;
            }
        }
    }

    private void send(RecordId record, Path file, String name) {
        courier.take(parcel(record, file, name));
    }

    private Parcel parcel(RecordId record, Path file, String name) {
        return new Parcel(Direction.TO_MASTER, record, name, file, () -> {
            if (pasted.remove(file)) {
                PrivateFolder.delete(file);
            }
            arrived.run();
        });
    }
}
