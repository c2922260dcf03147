package org.skerry.slave.ui.attach;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecordId;
import org.skerry.protocol.transfer.Transfer;
import org.skerry.protocol.transfer.TransferProgress;
import org.skerry.slave.ui.task.UiTasks.Running;
import org.skerry.slave.ui.text.Sentence;

/** One file on its way, as it is shown. JavaFX thread, but for {@link #latest}. */
public final class Parcel {

    /** Where it goes. */
    public enum Direction {
        TO_MASTER,
        TO_THIS_PC
    }

    /** How it stands. */
    public enum State {
        /** Others go first. */
        QUEUED,
        MOVING,
        /** The master is away, or busy; it goes on by itself. */
        WAITING,
        FAILED,
        DONE
    }

    private static final double UNKNOWN = -1;

    final Direction direction;
    final RecordId record;
    final String name;
    final Path file;
    final Runnable arrived;
    final Optional<Runnable> repeat;
    final Optional<Claim> claim;
    final AtomicReference<@Nullable TransferProgress> latest = new AtomicReference<>();

    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.QUEUED);
    private final ReadOnlyDoubleWrapper fraction = new ReadOnlyDoubleWrapper(0);
    private final ReadOnlyObjectWrapper<Sentence> text = new ReadOnlyObjectWrapper<>(Sentence.of("attach.queued"));
    private final Speed speed = new Speed();
    private boolean mayRepeat;

    /** A file of this PC that is there already: the user was asked about the one that he has seen. */
    boolean mayReplace = true;

    @Nullable
    Transfer transfer; // of the attempt that is under way

    Optional<Transfer> failed = Optional.empty(); // the latest attempt that did

    @Nullable
    Running running; // the latest attempt

    @Nullable
    Instant doneAt;

    /** Whether the file is nowhere else: it is deleted with the parcel. */
    boolean isOnlyCopy;
    /** What has arrived, which may be another content than was there when somebody asked. */
    Optional<AttachmentInfo> content = Optional.empty();

    /**
     * The place that it takes on the master.
     *
     * @param lost what to do if it is not as expected by then
     */
    record Claim(ExpectedAttachment expected, Runnable lost) {}

    /** One that takes its place whatever is there. */
    Parcel(Direction direction, RecordId record, String name, Path file, Runnable arrived, Optional<Runnable> repeat) {
        this(direction, record, name, file, arrived, repeat, Optional.empty());
    }

    /**
     * @param arrived what to do when it is there
     * @param repeat asks for it again after it failed; empty if it may just go again
     */
    Parcel(
            Direction direction,
            RecordId record,
            String name,
            Path file,
            Runnable arrived,
            Optional<Runnable> repeat,
            Optional<Claim> claim) {
        this.direction = direction;
        this.record = record;
        this.name = name;
        this.file = file;
        this.arrived = arrived;
        this.repeat = repeat;
        this.claim = claim;
    }

    public Direction direction() {
        return direction;
    }

    boolean isFor(Direction where, RecordId whose, String what) {
        return direction == where && record.equals(whose) && name.equals(what);
    }

    /** As it may be shown. */
    public String shownName() {
        return SafeName.readable(name);
    }

    public ReadOnlyObjectProperty<State> state() {
        return state.getReadOnlyProperty();
    }

    /** 0 to 1; negative while nobody knows. */
    public ReadOnlyDoubleProperty fraction() {
        return fraction.getReadOnlyProperty();
    }

    /** How far it is, or why it goes on no more. */
    public ReadOnlyObjectProperty<Sentence> text() {
        return text.getReadOnlyProperty();
    }

    /** Whether trying again may help. */
    public boolean mayRepeat() {
        return mayRepeat;
    }

    /** Whether closing the window would stop it. */
    boolean isUnderWay() {
        return switch (state.get()) {
            case QUEUED, MOVING, WAITING -> true;
            case FAILED, DONE -> false;
        };
    }

    void queue() {
        speed.forget();
        fraction.set(0);
        show(State.QUEUED, Sentence.of("attach.queued"));
    }

    void begin() {
        fraction.set(UNKNOWN);
        show(State.MOVING, Sentence.of("attach.begins"));
    }

    /** What came of the thread that transfers. */
    void show(TransferProgress now, Instant at) {
        if (!isUnderWay()) {
            return; // it was told too late
        }
        switch (now.phase()) {
            case READING -> {
                speed.forget();
                fraction.set(UNKNOWN);
                show(State.MOVING, Sentence.of("attach.reading"));
            }
            case MOVING -> {
                speed.tell(at, now.done());
                fraction.set(now.total() == 0 ? UNKNOWN : (double) now.done() / now.total());
                show(State.MOVING, amount(now));
            }
            case WAITING -> away();
        }
    }

    void away() {
        speed.forget();
        show(State.WAITING, Sentence.of("attach.waiting"));
    }

    void fail(Sentence why, boolean isWorthRepeating) {
        mayRepeat = isWorthRepeating;
        show(State.FAILED, why);
    }

    void done(Sentence said, Instant at) {
        doneAt = at;
        fraction.set(1);
        show(State.DONE, said);
    }

    private Sentence amount(TransferProgress now) {
        Sentence done = Sentence.of("attach.of", Amount.bytes(now.done()), Amount.bytes(now.total()));
        OptionalDouble rate = speed.perSecond();
        if (rate.isEmpty()) {
            return done;
        }
        Duration left = Duration.ofSeconds(Math.round((now.total() - now.done()) / rate.getAsDouble()));
        return Sentence.of("attach.moving", done, Amount.bytes(Math.round(rate.getAsDouble())), Amount.left(left));
    }

    private void show(State next, Sentence said) {
        text.set(said);
        state.set(next);
    }
}
