package org.skerry.slave.ui.attach;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.slave.ui.attach.Parcel.Direction;
import org.skerry.slave.ui.entry.Note.Tone;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;

/** Brings files to this PC: a copy to be looked at, or one to keep. What could run is not opened. */
final class Opening {

    private final Courier courier;
    private final FileNotes notes;
    private final PrivateFolder folder;
    private final UiTasks tasks;
    private final Opener opener;
    private final Map<String, Path> copies = new HashMap<>(); // by content and name
    private final Map<String, Parcel> coming = new HashMap<>(); // the latest ones, to be looked at
    private Consumer<AttachedFile> saveWanted = file -> {};

    Opening(Courier courier, FileNotes notes, PrivateFolder folder, UiTasks tasks, Opener opener) {
        this.courier = courier;
        this.notes = notes;
        this.folder = folder;
        this.tasks = tasks;
        this.opener = opener;
    }

    /** Called to ask where a file is to be kept. */
    void onSaveWanted(Consumer<AttachedFile> listener) {
        saveWanted = listener;
    }

    void open(AttachedFile file) {
        if (!file.kind().mayOpen()) {
            refuse(file, file.kind().whyNotOpened());
            return;
        }
        copy(file).ifPresentOrElse(copy -> hand(file, copy), () -> fetch(file));
    }

    private void refuse(AttachedFile file, Sentence why) {
        notes.tell(
                Tone.CAREFUL,
                why,
                FileNotes.answer("save", () -> {
                    notes.told();
                    saveWanted.accept(file);
                }),
                FileNotes.answer("close", notes::told));
    }

    /** The copy that is here already, if there is one. */
    Optional<Path> copy(AttachedFile file) {
        return Optional.ofNullable(copies.get(key(file))).filter(Files::isRegularFile);
    }

    /** @param file with the content that came */
    void keep(AttachedFile file, Path copy) {
        PrivateFolder.protect(copy);
        copies.put(key(file), copy);
    }

    private static String key(AttachedFile file) {
        return file.info().sha256() + "/" + file.safeName();
    }

    private void fetch(AttachedFile file) {
        if (Optional.ofNullable(coming.get(key(file))).filter(courier::brings).isPresent()) {
            return;
        }
        tasks.run(
                () -> folder.place(file.safeName()),
                place -> coming.put(key(file), bring(file, place, parcel -> {
                    courier.cancel(parcel); // nothing is left to be said
                    keep(parcel.content.map(file::with).orElse(file), place);
                    hand(file, place);
                })),
                why -> notes.tell(Tone.CAREFUL, TransferWords.sentence(why, Direction.TO_THIS_PC)));
    }

    /** @param target chosen by the user, who was asked before another file is to be replaced */
    void save(AttachedFile file, Path target) {
        Parcel parcel = parcelToKeep(file.record(), file.name(), target, Files.exists(target));
        if (courier.fills(target)) {
            courier.refuse(parcel, Sentence.of("attach.failed.inUse"), false);
        } else {
            courier.take(parcel);
        }
    }

    Parcel parcelToKeep(RecordId record, String name, Path target, boolean mayReplace) {
        Runnable arrived = () -> tasks.run(
                () -> {
                    Origin.mark(target);
                    return target;
                },
                marked -> {},
                whatever -> {});
        Parcel parcel = new Parcel(Direction.TO_THIS_PC, record, name, target, arrived, Optional.empty());
        parcel.mayReplace = mayReplace;
        return parcel;
    }

    private Parcel bring(AttachedFile file, Path target, Consumer<Parcel> arrived) {
        Parcel[] parcel = new Parcel[1];
        parcel[0] = new Parcel(
                Direction.TO_THIS_PC,
                file.record(),
                file.name(),
                target,
                () -> arrived.accept(parcel[0]),
                Optional.empty());
        courier.take(parcel[0]);
        return parcel[0];
    }

    private void hand(AttachedFile file, Path copy) {
        tasks.run(
                () -> {
                    try {
                        boolean isAsNamed = FileStart.isAsNamed(copy);
                        if (isAsNamed) {
                            opener.open(copy);
                        }
                        return isAsNamed;
                    } catch (IOException nothingThere) {
                        throw new StorageException.NotOffered("This system opens no files.");
                    }
                },
                isAsNamed -> {
                    if (isAsNamed) {
                        notes.tell(
                                Tone.CALM,
                                Sentence.of("attach.opened", copy.getFileName().toString()),
                                FileNotes.answer("close", notes::told));
                    } else {
                        refuse(file, Sentence.of("attach.notOpened.unlike"));
                    }
                },
                why -> notes.tell(
                        Tone.CAREFUL, Sentence.of("attach.noProgram"), FileNotes.answer("close", notes::told)));
    }
}
