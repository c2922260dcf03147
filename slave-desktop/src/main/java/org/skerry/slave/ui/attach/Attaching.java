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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.attach.FileNotes.Asker;
import org.skerry.slave.ui.attach.LocalFiles.Candidate;
import org.skerry.slave.ui.attach.Parcel.Direction;
import org.skerry.slave.ui.entry.Note.Tone;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/**
 * Brings files of this PC to the open record: when it is saved, if they can be read, and never in the place of another one
 * unasked.
 */
final class Attaching {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("yyyy-MM-dd HH.mm.ss", Locale.ROOT);

    private static final String UNREADABLE = "attach.failed.unreadable";

    private final AroundFiles around;
    private final Courier courier;
    private final FileNotes notes;
    private final Path pasted;
    private final UiTasks tasks;
    private final InstantSource clock;
    private final AttachmentCalls calls;
    private final Runnable arrived;
    private final List<Doubt> doubtful = new ArrayList<>();
    private Optional<Waiting> waiting = Optional.empty();
    private int lookedAt; // files of which it is not known yet whether their names are taken

    /** For a record that is not saved yet. */
    private record Waiting(RecordId record, List<Path> files) {}

    /**
     * A file for a record.
     *
     * @param there the files that the record had when somebody looked
     */
    private record Doubt(RecordId record, Candidate file, Map<String, AttachmentInfo> there) {
        Parcel parcel(Attaching by) {
            return by.parcel(record, file.file(), file.name(), expected());
        }

        /** That the place is as the user knows it. */
        private ExpectedAttachment expected() {
            return Optional.ofNullable(there.get(file.name()))
                    .<ExpectedAttachment>map(info -> new ExpectedAttachment.Content(info.sha256()))
                    .orElse(ExpectedAttachment.ABSENT);
        }
    }

    /**
     * @param pasted where pictures lie until they have arrived
     * @param arrived told when a file is on the master
     */
    Attaching(
            AroundFiles around,
            Courier courier,
            FileNotes notes,
            Path pasted,
            UiTasks tasks,
            InstantSource clock,
            AttachmentCalls calls,
            Runnable arrived) {
        this.around = around;
        this.courier = courier;
        this.notes = notes;
        this.pasted = pasted;
        this.tasks = tasks;
        this.clock = clock;
        this.calls = calls;
        this.arrived = arrived;
    }

    /** What attaches files to the record that is open now, whichever is open by then. */
    Consumer<List<Path>> here() {
        Optional<RecordId> record = around.open();
        boolean isOnMaster = around.isOnMaster();
        return files -> record.filter(here -> !files.isEmpty()).ifPresent(here -> attach(here, isOnMaster, files));
    }

    private void attach(RecordId record, boolean wasOnMaster, List<Path> files) {
        boolean isOpen = around.open().equals(Optional.of(record));
        if (wasOnMaster || courier.isLeft() || isOpen && around.isOnMaster()) {
            look(record, files);
        } else if (isOpen) {
            wait(record, files);
        } else {
            files.forEach(file -> leave(record, file));
        }
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
                held.files().forEach(file -> leave(held.record(), file));
            } else if (around.isOnMaster()) {
                giveUp();
                look(held.record(), held.files());
            }
        });
    }

    /** Another record is open: the file stays in the list, from where it may go when its own one is saved. */
    private void leave(RecordId record, Path file) {
        courier.refuse(
                parcel(record, file, LocalFiles.name(file), ExpectedAttachment.ABSENT),
                Sentence.of("attach.failed.notSaved"),
                true);
    }

    /** @param png makes the picture; on another thread */
    void paste(String word, Callable<byte[]> png) {
        String name = "%s %s.png"
                .formatted(word, WHEN.format(LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault())));
        Consumer<List<Path>> here = here();
        tasks.run(
                () -> {
                    Path file = PrivateFolder.lastingPlace(pasted, SafeName.of(name));
                    try {
                        Files.write(file, png.call());
                    } catch (IOException full) {
                        throw new StorageException.Full("The picture could not be kept.", full);
                    }
                    return file;
                },
                file -> here.accept(List.of(file)),
                why -> notes.tell(Tone.CAREFUL, Failures.sentence(why)));
    }

    private void look(RecordId record, List<Path> files) {
        check(record, files, () -> LocalFiles.look(files), this::send);
    }

    private void again(RecordId record, Path file, String name) {
        check(record, List.of(file), () -> List.of(LocalFiles.look(file, name)), this::send);
    }

    /** Somebody else was there before: asks, or leaves it to the user where nothing is in its place. */
    private void lost(RecordId record, Path file, String name) {
        check(
                record,
                List.of(file),
                () -> List.of(LocalFiles.look(file, name)),
                each -> courier.refuse(each.parcel(this), Sentence.of("attach.failed.meanwhile"), true));
    }

    private void send(Doubt each) {
        courier.take(each.parcel(this));
    }

    /**
     * With the files that the master knows now, whichever record is open by then.
     *
     * @param free what to do with one whose name is not taken
     */
    private void check(RecordId record, List<Path> files, UiTasks.Work<List<Candidate>> look, Consumer<Doubt> free) {
        lookedAt += files.size();
        tasks.run(
                () -> {
                    List<Candidate> candidates = look.run();
                    Map<String, AttachmentInfo> there = calls.byName(record); // last, for looking may take long
                    return candidates.stream()
                            .map(each -> new Doubt(record, each, there))
                            .toList();
                },
                all -> {
                    lookedAt -= files.size();
                    sort(all, free);
                },
                why -> {
                    lookedAt -= files.size();
                    files.forEach(file -> refuse(record, file, LocalFiles.name(file), why));
                });
    }

    private void refuse(RecordId record, Path file, String name, StorageException why) {
        courier.refuse(
                parcel(record, file, name, ExpectedAttachment.ABSENT),
                TransferWords.sentence(why, Direction.TO_MASTER),
                true);
    }

    private void sort(List<Doubt> all, Consumer<Doubt> free) {
        Set<String> seen = new HashSet<>();
        for (Doubt each : all) {
            Candidate file = each.file();
            if (file.problem().isPresent()) {
                Sentence why = file.problem().get();
                courier.refuse(each.parcel(this), why, why.key().equals(UNREADABLE));
            } else if (!courier.isLeft() && (!seen.add(file.name()) || isTaken(each, file.name()))) {
                doubtful.add(each);
            } else {
                free.accept(each);
            }
        }
        ask();
    }

    private boolean isTaken(Doubt each, String name) {
        return each.there().containsKey(name) || courier.has(Direction.TO_MASTER, each.record(), name);
    }

    private void ask() {
        if (doubtful.isEmpty()) {
            return;
        }
        Sentence text = doubtful.size() == 1
                ? Sentence.of(
                        "attach.exists",
                        SafeName.readable(doubtful.getFirst().file().name()))
                : Sentence.of("attach.exist", doubtful.size());
        notes.askLater(
                Asker.ATTACHING,
                text,
                FileNotes.answer("both", () -> settle().forEach(this::sendBoth)),
                FileNotes.answer("replace", () -> settle().forEach(this::sendInstead)),
                FileNotes.answer("skip", this::settle));
    }

    /** Lets what is not on its way yet go where all goes when the work has ended. */
    void leave() {
        settle().forEach(each -> courier.take(each.parcel(this)));
        waiting.ifPresent(held -> held.files().forEach(file -> leave(held.record(), file)));
        waiting = Optional.empty();
    }

    private List<Doubt> settle() {
        List<Doubt> all = List.copyOf(doubtful);
        doubtful.clear();
        notes.answered(Asker.ATTACHING);
        return all;
    }

    private void sendInstead(Doubt each) {
        courier.giveUp(each.record(), each.file().name());
        send(each);
    }

    /** With the names that are taken now: the question may have stood for hours. */
    private void sendBoth(Doubt each) {
        RecordId record = each.record();
        Candidate file = each.file();
        lookedAt++;
        tasks.run(
                () -> calls.byName(record),
                there -> {
                    lookedAt--;
                    sendNumbered(new Doubt(record, file, there));
                },
                why -> {
                    lookedAt--;
                    refuse(record, file.file(), file.name(), why);
                });
    }

    private void sendNumbered(Doubt each) {
        int number = 2;
        String name = SafeName.numbered(each.file().name(), number);
        while (isTaken(each, name)) {
            name = SafeName.numbered(each.file().name(), ++number);
        }
        courier.take(parcel(each.record(), each.file().file(), name, ExpectedAttachment.ABSENT));
    }

    /**
     * How many files would be forgotten if the window were closed: they are looked at, or wait for an answer, or for their
     * record.
     */
    long undecided() {
        return lookedAt
                + doubtful.size()
                + waiting.map(Waiting::files).orElse(List.of()).size();
    }

    Parcel parcel(RecordId record, Path file, String name, ExpectedAttachment expected) {
        boolean isPasted = file.startsWith(pasted);
        Runnable whenArrived = () -> {
            if (isPasted) {
                PrivateFolder.clear(file);
            }
            arrived.run();
        };
        Parcel parcel = new Parcel(
                Direction.TO_MASTER,
                record,
                name,
                file,
                whenArrived,
                Optional.of(() -> again(record, file, name)),
                Optional.of(new Parcel.Claim(expected, () -> lost(record, file, name))));
        parcel.isOnlyCopy = isPasted;
        return parcel;
    }
}
