package org.skerry.slave.ui.attach;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.skerry.jio.AttachmentInfo;
import org.skerry.jio.ExpectedAttachment;
import org.skerry.jio.RecordId;
import org.skerry.jio.StorageException;
import org.skerry.protocol.transfer.Transfer;
import org.skerry.protocol.transfer.TransferProgress;
import org.skerry.protocol.transfer.Transfers;
import org.skerry.slave.ui.attach.Parcel.Direction;
import org.skerry.slave.ui.attach.Parcel.State;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.task.UiTasks.Running;
import org.skerry.slave.ui.text.Sentence;

/**
 * The files that are on their way, whichever record is open: the first ones move, the others wait for their turn. JavaFX
 * thread.
 */
public final class Courier {

    private static final System.Logger LOG = System.getLogger(Courier.class.getName());

    /** One that is large does not keep a small one from coming; more would only be slower each. */
    private static final int AT_A_TIME = 2;

    /** How long it is said that a file has come. */
    private static final Duration TOLD = Duration.ofSeconds(20);

    private final Transfers transfers;
    private final UiTasks tasks;
    private final InstantSource clock;
    private final ObservableValue<Boolean> isLinked;
    private final ObservableList<Parcel> parcels = FXCollections.observableArrayList();
    private Optional<Consumer<LeftFile>> heir = Optional.empty(); // where all goes when the work has ended
    private final List<Parcel> running = new ArrayList<>(); // with those that were cancelled and have not ended yet

    Courier(Transfers transfers, UiTasks tasks, InstantSource clock, ObservableValue<Boolean> isLinked) {
        this.transfers = transfers;
        this.tasks = tasks;
        this.clock = clock;
        this.isLinked = isLinked;
        isLinked.subscribe(linked -> {
            if (!linked) {
                parcels.stream()
                        .filter(parcel -> parcel.state().get() == State.MOVING)
                        .forEach(Parcel::away);
            }
        });
    }

    /** In the order in which they were asked for. */
    public ObservableList<Parcel> parcels() {
        return parcels;
    }

    /** How many would stop if the window were closed, or are nowhere else. */
    long underWay() {
        return parcels.stream()
                .filter(parcel -> parcel.isUnderWay() || parcel.isOnlyCopy)
                .count();
    }

    void take(Parcel parcel) {
        heir.ifPresentOrElse(next -> next.accept(left(parcel)), () -> {
            parcels.add(parcel);
            startNext();
        });
    }

    /** Shows what was refused before it could be on its way. */
    void refuse(Parcel parcel, Sentence why, boolean isWorthRepeating) {
        parcel.fail(why, isWorthRepeating);
        if (heir.isEmpty()) {
            parcels.add(parcel);
        } else if (isWorthRepeating) {
            heir.get().accept(left(parcel));
        }
    }

    /** Stops one, or takes one away that has stopped. */
    public void cancel(Parcel parcel) {
        parcels.remove(parcel);
        Optional.ofNullable(parcel.transfer).ifPresent(Transfer::cancel);
        if (parcel.state().get() == State.FAILED) {
            parcel.failed.ifPresent(this::discard);
        }
        if (parcel.isOnlyCopy) {
            PrivateFolder.clear(parcel.file);
        }
    }

    private void discard(Transfer failed) {
        tasks.run(
                () -> {
                    try {
                        failed.discard();
                    } catch (IOException inUse) {
                        LOG.log(Level.DEBUG, "What came of a file is not deleted", inUse);
                    }
                    return failed;
                },
                gone -> {},
                stays -> {});
    }

    /** Stops all. */
    void cancelAll() {
        List.copyOf(parcels).reversed().forEach(this::cancel); // those that wait first, or they would begin
    }

    /**
     * Stops all, which may go on another time.
     *
     * @param next gets what has not arrived, and what somebody still brings
     */
    void leave(Consumer<LeftFile> next) {
        List<Parcel> all = List.copyOf(parcels);
        parcels.clear();
        heir = Optional.of(next);
        all.forEach(parcel -> Optional.ofNullable(parcel.running).ifPresent(Running::cancel));
        all.stream()
                .filter(parcel -> parcel.isUnderWay() || parcel.state().get() == State.FAILED && parcel.mayRepeat())
                .forEach(parcel -> next.accept(left(parcel)));
    }

    /** Whether nothing goes from here any more. */
    boolean isLeft() {
        return heir.isPresent();
    }

    private static LeftFile left(Parcel parcel) {
        return new LeftFile(parcel.direction(), parcel.record, parcel.name, parcel.file, parcel.mayReplace);
    }

    /** Lets one that failed go again. */
    public void again(Parcel parcel) {
        if (parcel.state().get() == State.FAILED && parcel.mayRepeat()) {
            parcel.repeat.ifPresentOrElse(
                    repeat -> {
                        parcels.remove(parcel);
                        repeat.run();
                    },
                    () -> {
                        parcel.queue();
                        startNext();
                    });
        }
    }

    /** To be called once a second. */
    void tick() {
        parcels.removeIf(
                parcel -> parcel.doneAt != null && parcel.doneAt.plus(TOLD).isBefore(clock.instant()));
    }

    private void startNext() {
        while (parcels.stream().filter(parcel -> parcel.transfer != null).count() < AT_A_TIME) {
            Optional<Parcel> next = parcels.stream()
                    .filter(parcel ->
                            parcel.state().get() == State.QUEUED && parcel.transfer == null && mayStart(parcel))
                    .findFirst();
            if (next.isEmpty()) {
                return;
            }
            start(next.get());
        }
    }

    /** Of two files for the same place the later one has to arrive later. */
    private boolean mayStart(Parcel parcel) {
        return parcel.direction() == Direction.TO_THIS_PC
                || running.stream().noneMatch(other -> other.isFor(Direction.TO_MASTER, parcel.record, parcel.name));
    }

    private void start(Parcel parcel) {
        running.add(parcel);
        Transfer transfer = new Transfer(now -> heard(parcel, now));
        parcel.transfer = transfer;
        parcel.begin();
        if (!isLinked.getValue()) {
            parcel.away();
        }
        parcel.running = tasks.run(
                () -> switch (parcel.direction()) {
                    case TO_MASTER -> put(parcel, transfer);
                    case TO_THIS_PC -> get(parcel, transfer);
                },
                done -> {
                    ended(parcel);
                    if (parcels.contains(parcel)) {
                        arrived(parcel, done);
                    }
                    startNext();
                },
                why -> {
                    ended(parcel);
                    parcel.failed = Optional.of(transfer);
                    if (parcels.contains(parcel)) {
                        failed(parcel, why);
                    }
                    startNext();
                });
    }

    private void ended(Parcel parcel) {
        parcel.transfer = null;
        running.remove(parcel);
    }

    private AttachmentInfo put(Parcel parcel, Transfer transfer) {
        ExpectedAttachment expected = parcel.claim.map(Parcel.Claim::expected).orElse(ExpectedAttachment.ANY);
        return transfers.put(parcel.file, parcel.record, parcel.name, LocalFiles.type(parcel.name), expected, transfer);
    }

    private AttachmentInfo get(Parcel parcel, Transfer transfer) {
        return parcel.mayReplace
                ? transfers.get(parcel.record, parcel.name, parcel.file, transfer)
                : transfers.getNew(parcel.record, parcel.name, parcel.file, transfer);
    }

    private void failed(Parcel parcel, StorageException why) {
        if (why instanceof StorageException.Conflict && parcel.claim.isPresent()) {
            parcels.remove(parcel);
            parcel.claim.get().lost().run();
        } else {
            parcel.fail(TransferWords.sentence(why, parcel.direction()), TransferWords.mayRepeat(why));
        }
    }

    private void arrived(Parcel parcel, AttachmentInfo content) {
        parcel.content = Optional.of(content);
        if (parcel.direction() == Direction.TO_MASTER) {
            parcels.remove(parcel);
        } else {
            parcel.done(Sentence.of("attach.arrived", parcel.file.toString()), clock.instant());
        }
        parcel.arrived.run();
    }

    /** On the thread that transfers: however often it tells, the screen is asked to show the last word only. */
    private void heard(Parcel parcel, TransferProgress now) {
        if (parcel.latest.getAndSet(now) == null) {
            tasks.show(() -> {
                TransferProgress last = parcel.latest.getAndSet(null);
                if (last != null) {
                    parcel.show(last, clock.instant());
                }
            });
        }
    }

    /** Whether it is to arrive yet. */
    boolean brings(Parcel parcel) {
        return parcel.isUnderWay() && parcels.contains(parcel);
    }

    /** Whether somebody asked for the same already, and waits. */
    boolean has(Direction direction, RecordId record, String name) {
        return parcels.stream().anyMatch(parcel -> parcel.isUnderWay() && parcel.isFor(direction, record, name));
    }

    /** Whether something is under way to a file of this PC. */
    boolean fills(Path target) {
        return parcels.stream()
                .anyMatch(parcel -> parcel.isUnderWay()
                        && parcel.direction() == Direction.TO_THIS_PC
                        && parcel.file.equals(target));
    }

    /** Stops what is under way to a place, since something else is to go there. */
    void giveUp(RecordId record, String name) {
        parcels.stream()
                .filter(parcel -> parcel.isUnderWay() && parcel.isFor(Direction.TO_MASTER, record, name))
                .toList()
                .forEach(this::cancel);
    }
}
