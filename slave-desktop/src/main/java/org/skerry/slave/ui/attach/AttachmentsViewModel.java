package org.skerry.slave.ui.attach;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.Storage;
import org.skerry.protocol.transfer.Transfers;
import org.skerry.slave.ui.attach.FileNotes.Asker;
import org.skerry.slave.ui.entry.Note.Tone;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** The files of the open record, and what can be done with them. JavaFX thread. */
public final class AttachmentsViewModel {

    private final AroundFiles around;
    private final AttachmentCalls calls;
    private final Transfers transfers;
    private final UiTasks tasks;
    private final UiTasks.Latest listing;
    private final FilePlaces places;
    private final PrivateFolder folder;
    private final FileNotes notes;
    private final Courier courier;
    private final Attaching attaching;
    private final Detaching detaching;
    private final Opening opening;
    private final ObservableList<AttachedFile> files = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<Sentence> failure = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Optional<PreviewViewModel>> preview =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ObservableValue<Sentence> hindrance;
    private Optional<RecordId> shown = Optional.empty();

    public AttachmentsViewModel(
            Storage storage,
            Transfers transfers,
            UiTasks tasks,
            InstantSource clock,
            Opener opener,
            FilePlaces places,
            AroundFiles around) {
        this.places = places;
        folder = new PrivateFolder(places.copies());
        this.around = around;
        this.transfers = transfers;
        this.tasks = tasks;
        calls = new AttachmentCalls(storage);
        listing = tasks.latest();
        notes = new FileNotes(clock);
        courier = new Courier(transfers, tasks, clock, around.isLinked());
        opening = new Opening(courier, notes, folder, tasks, opener);
        detaching = new Detaching(around, calls, notes, tasks, this::refresh);
        attaching = new Attaching(around, courier, notes, places.pasted(), tasks, clock, calls, this::refresh);
        hindrance = Bindings.createObjectBinding(this::whyNot, around.isLinked());
        around.isLinked().subscribe((before, linked) -> refresh());
    }

    /** By name. */
    public ObservableList<AttachedFile> files() {
        return files;
    }

    /** Why the files are not told. */
    ReadOnlyObjectProperty<Sentence> failure() {
        return failure.getReadOnlyProperty();
    }

    /** Why nothing can be done with them at the time; none if it can. */
    ObservableValue<Sentence> hindrance() {
        return hindrance;
    }

    public FileNotes notes() {
        return notes;
    }

    public Courier courier() {
        return courier;
    }

    /** Whether files may be attached and removed here at all. */
    boolean mayChange() {
        return around.isOffered() && around.mayWrite();
    }

    /** Whether that can be done now. */
    boolean canChange() {
        return mayChange() && around.isLinked().getValue();
    }

    private Sentence whyNot() {
        if (!around.isOffered()) {
            return Sentence.of("attach.notOffered");
        }
        return around.isLinked().getValue() ? Sentence.NONE : Sentence.of("attach.away");
    }

    /** Another record is open, or is saved, or may have other files. */
    public void refresh() {
        Optional<RecordId> open = around.open();
        if (!open.equals(shown)) {
            shown = open;
            listing.cancel();
            files.clear();
            failure.set(Sentence.NONE);
        }
        attaching.follow();
        if (around.isOffered() && around.isLinked().getValue() && around.isOnMaster()) {
            open.ifPresent(
                    id -> listing.run(() -> calls.all(id), this::show, why -> failure.set(Failures.sentence(why))));
        }
    }

    private void show(List<AttachedFile> now) {
        failure.set(Sentence.NONE);
        if (!files.equals(now)) { // else the row that has the focus would lose it
            files.setAll(now);
        }
    }

    /** Attaches files of this PC to the open record, which is saved first. */
    public void attach(List<Path> chosen) {
        here().accept(chosen);
    }

    /** The same for files that are chosen later, when another record may be open. */
    Consumer<List<Path>> here() {
        Consumer<List<Path>> here = attaching.here();
        return chosen -> {
            if (canChange()) {
                here.accept(chosen);
            } else {
                tellWhyNot();
            }
        };
    }

    /**
     * Attaches a picture.
     *
     * @param word what it is called; the time follows
     * @param png makes the file; on another thread
     */
    void paste(String word, Callable<byte[]> png) {
        if (canChange()) {
            attaching.paste(word, png);
        } else {
            tellWhyNot();
        }
    }

    private void tellWhyNot() {
        if (around.open().isPresent()) {
            Sentence why = whyNot();
            notes.tell(
                    Tone.CAREFUL,
                    why.isEmpty() ? Sentence.of("attach.failed.forbidden") : why,
                    FileNotes.answer("close", notes::told));
        }
    }

    /** Removes a file, after a question where it could not come back. */
    public void remove(AttachedFile file) {
        if (canChange()) {
            detaching.remove(file);
        }
    }

    /** Undoes the last removal, if that is still offered. */
    public void undo() {
        detaching.undo();
    }

    /** When that was offered; empty where it is not. */
    public Optional<Instant> undoOffered() {
        return detaching.undoOffered();
    }

    /** Opens a copy, or says why that is not done. */
    public void open(AttachedFile file) {
        opening.open(file);
    }

    /** @param target chosen by the user, who was asked before another file is to be replaced */
    public void save(AttachedFile file, Path target) {
        opening.save(file, target);
    }

    /** Called to ask where a file is to be kept. */
    void onSaveWanted(Consumer<AttachedFile> listener) {
        opening.onSaveWanted(listener);
    }

    /** The file that is looked at; empty while none is. */
    public ReadOnlyObjectProperty<Optional<PreviewViewModel>> preview() {
        return preview.getReadOnlyProperty();
    }

    /** Looks at a file. */
    public void show(AttachedFile file) {
        preview.set(Optional.of(new PreviewViewModel(
                List.copyOf(files),
                file,
                calls,
                transfers,
                opening,
                folder,
                () -> around.isLinked().getValue(),
                tasks,
                () -> preview.set(Optional.empty()))));
    }

    /** Lets go what is looked at. */
    public void closePreview() {
        preview.get().ifPresent(PreviewViewModel::close);
    }

    /** For whoever goes away: at once if nothing is on its way, else when he insists. */
    public void depart(Runnable then) {
        long moving = courier.underWay();
        long undecided = attaching.undecided();
        if (moving + undecided == 0 || notes.isAsked(Asker.LEAVING)) {
            notes.answered(Asker.LEAVING);
            then.run();
            return;
        }
        Sentence text = undecided == 0
                ? Sentence.of("attach.depart", moving)
                : Sentence.of("attach.depart.undecided", moving + undecided);
        notes.ask(
                Asker.LEAVING,
                text,
                FileNotes.answer("stay", () -> notes.answered(Asker.LEAVING)),
                FileNotes.answer("leave", () -> depart(then)));
    }

    /**
     * Stops all that has not arrived.
     *
     * @param next gets it, and what somebody still brings; but for copies that were only to be looked at
     */
    public void leave(Consumer<LeftFile> next) {
        courier.leave(file -> {
            if (!file.file().startsWith(places.copies())) {
                next.accept(file);
            }
        });
        attaching.leave();
    }

    /** Shows what had not arrived when the same person left: it goes on when he wants it to. */
    public void takeOver(LeftFile left) {
        Parcel parcel = switch (left.direction()) {
            case TO_MASTER -> attaching.parcel(left.record(), left.file(), left.name(), ExpectedAttachment.ABSENT);
            case TO_THIS_PC -> opening.parcelToKeep(left.record(), left.name(), left.file(), left.mayReplace());
        };
        courier.refuse(parcel, Sentence.of("attach.failed.stopped"), true);
    }

    /** To be called once a second. */
    public void tick() {
        notes.tick();
        courier.tick();
    }

    /** Deletes the copies that were looked at, and takes no more of them. Any thread. */
    public void finish() {
        folder.close();
    }
}
