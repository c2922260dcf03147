package org.skerry.slave.ui.attach;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.StorageException;
import org.skerry.protocol.transfer.Transfer;
import org.skerry.protocol.transfer.TransferProgress;
import org.skerry.protocol.transfer.Transfers;
import org.skerry.slave.files.TextStart;
import org.skerry.slave.ui.attach.Parcel.Direction;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** One file of a record looked at in the window, and the way to the next one. JavaFX thread. */
public final class PreviewViewModel {

    /** What comes without being asked for. */
    static final long SMALL_PICTURE = 4L * 1024 * 1024;

    /** As much of a text as anybody reads in a window. */
    static final int TEXT_BYTES = 64 * 1024;

    /** As large as a picture becomes on the largest screens of today. */
    private static final int MAX_SIDE = 2_000;

    private final List<AttachedFile> files;
    private final AttachmentCalls calls;
    private final Transfers transfers;
    private final Opening opening;
    private final PrivateFolder folder;
    private final BooleanSupplier isLinked;
    private final UiTasks.Latest looking;
    private final UiTasks tasks;
    private final Runnable closed;
    private final ReadOnlyObjectWrapper<AttachedFile> file;
    private final ReadOnlyObjectWrapper<Content> content = new ReadOnlyObjectWrapper<>(new Content.Coming());
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper();
    private Optional<Transfer> coming = Optional.empty();

    /** What is to be seen of a file. */
    sealed interface Content {
        /** It is on its way. */
        record Coming() implements Content {}

        /** @param isCut whether there is more of it */
        record Text(String text, boolean isCut) implements Content {}

        record Shown(Picture picture) implements Content {}

        /** A picture that comes only when it is wanted all the same. */
        record Large(Sentence size) implements Content {}

        /** @param mayRepeat whether trying again may help */
        record Nothing(Sentence why, boolean mayRepeat) implements Content {}
    }

    PreviewViewModel(
            List<AttachedFile> files,
            AttachedFile first,
            AttachmentCalls calls,
            Transfers transfers,
            Opening opening,
            PrivateFolder folder,
            BooleanSupplier isLinked,
            UiTasks tasks,
            Runnable closed) {
        this.files = files;
        this.calls = calls;
        this.transfers = transfers;
        this.opening = opening;
        this.folder = folder;
        this.isLinked = isLinked;
        this.tasks = tasks;
        this.closed = closed;
        looking = tasks.latest();
        file = new ReadOnlyObjectWrapper<>(first);
        look();
    }

    ReadOnlyObjectProperty<AttachedFile> file() {
        return file.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<Content> content() {
        return content.getReadOnlyProperty();
    }

    /** How much of it has come; negative while nobody knows. */
    ReadOnlyDoubleProperty fraction() {
        return fraction.getReadOnlyProperty();
    }

    boolean hasOthers() {
        return files.size() > 1;
    }

    void next() {
        step(1);
    }

    void previous() {
        step(-1);
    }

    private void step(int by) {
        if (hasOthers()) {
            file.set(files.get(Math.floorMod(files.indexOf(file.get()) + by, files.size())));
            look();
        }
    }

    void open() {
        opening.open(file.get());
    }

    void close() {
        stop();
        closed.run();
    }

    /** Looks at it again. */
    void look() {
        stop();
        AttachedFile now = file.get();
        String name = now.safeName();
        Optional<Path> copy = opening.copy(now);
        boolean isShown = FileKind.isPicture(name) || FileKind.isText(name);
        if (isShown && copy.isEmpty() && !isLinked.getAsBoolean()) {
            content.set(new Content.Nothing(Sentence.of("attach.preview.away"), true));
        } else if (FileKind.isPicture(name)) {
            if (copy.isPresent()) {
                decode(copy.get());
            } else if (now.info().size() <= SMALL_PICTURE) {
                fetch();
            } else {
                content.set(new Content.Large(Amount.bytes(now.info().size())));
            }
        } else if (FileKind.isText(name)) {
            read(now);
        } else {
            content.set(new Content.Nothing(Sentence.of("attach.preview.none"), false));
        }
    }

    private void stop() {
        looking.cancel();
        coming.ifPresent(Transfer::cancel);
        coming = Optional.empty();
    }

    private void read(AttachedFile now) {
        content.set(new Content.Coming());
        fraction.set(-1);
        looking.run(
                () -> TextStart.of(calls.start(now, TEXT_BYTES)),
                text -> content.set(text.<Content>map(
                                start -> new Content.Text(start, now.info().size() > TEXT_BYTES))
                        .orElseGet(() -> new Content.Nothing(Sentence.of("attach.preview.noText"), false))),
                why -> content.set(new Content.Nothing(Failures.sentence(why), true)));
    }

    /** @param file with the content that came, which may be another one than was listed */
    private record Fetched(AttachedFile file, Path copy) {}

    /** Fetches a picture, however large it is. */
    void fetch() {
        stop();
        AttachedFile now = file.get();
        content.set(new Content.Coming());
        fraction.set(-1);
        Transfer transfer = new Transfer(this::heard);
        coming = Optional.of(transfer);
        looking.run(
                () -> {
                    Path place = folder.place(now.safeName());
                    AttachmentInfo came = transfers.get(now.record(), now.name(), place, transfer);
                    return new Fetched(now.with(came), place);
                },
                fetched -> {
                    coming = Optional.empty();
                    opening.keep(fetched.file(), fetched.copy());
                    decode(fetched.copy());
                },
                this::notFetched);
    }

    private void notFetched(StorageException why) {
        coming = Optional.empty();
        content.set(new Content.Nothing(TransferWords.sentence(why, Direction.TO_THIS_PC), true));
    }

    private void heard(TransferProgress now) {
        double done = now.total() == 0 ? -1 : (double) now.done() / now.total();
        tasks.show(() -> fraction.set(done));
    }

    private void decode(Path copy) {
        content.set(new Content.Coming());
        fraction.set(-1);
        looking.<Content>run(
                () -> {
                    try {
                        return new Content.Shown(PictureReader.readApart(copy, MAX_SIDE));
                    } catch (PictureReader.Unreadable damaged) {
                        return new Content.Nothing(
                                Sentence.of(
                                        damaged.isTooLarge() ? "attach.preview.tooLarge" : "attach.preview.damaged"),
                                false);
                    }
                },
                content::set,
                why -> content.set(new Content.Nothing(Failures.sentence(why), true)));
    }
}
