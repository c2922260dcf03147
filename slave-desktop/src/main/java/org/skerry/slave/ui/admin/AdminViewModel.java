package org.skerry.slave.ui.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.skerry.jio.StorageException;
import org.skerry.slave.admin.Administration;
import org.skerry.slave.admin.KnownPerson;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.ui.entry.Note;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** Who may use a master, at which PCs, and what they may do: for an admin, who changes it. */
public final class AdminViewModel {

    /** Somebody stands at a new PC and waits. */
    private static final Duration WHILE_A_CODE_WAITS = Duration.ofSeconds(2);

    private static final Duration OTHERWISE = Duration.ofSeconds(5);

    private final Administration administration;
    private final UiTasks.Latest looking;
    private final InstantSource clock;
    private final Runnable closed;
    private final Acts acts;
    private final PcsViewModel pcs;
    private final PeopleViewModel people;
    private final ObjectProperty<Side> side = new SimpleObjectProperty<>(Side.PCS);
    private final ReadOnlyObjectWrapper<Sentence> failure = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Sentence> notSeen = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private Instant lastLook = Instant.MIN;
    private boolean isLooking;

    /** Which of the two lists is looked at. */
    public enum Side {
        PCS,
        PEOPLE
    }

    private record Seen(Administration.Pcs pcs, List<KnownPerson> people) {}

    /**
     * @param address where this PC finds the master
     * @param closed told when the user is done
     */
    public AdminViewModel(
            Administration administration, MasterAddress address, UiTasks tasks, InstantSource clock, Runnable closed) {
        this.administration = administration;
        this.clock = clock;
        this.closed = closed;
        looking = tasks.latest();
        acts = new Acts(tasks);
        acts.afterEach(this::refresh);
        pcs = new PcsViewModel(administration, acts, address, clock);
        people = new PeopleViewModel(administration, acts);
        side.subscribe((before, now) -> {
            pcs.stopAdding();
            people.stopAdding();
            acts.clear();
        });
        acts.failure().subscribe(this::tellFailure);
        notSeen.subscribe(this::tellFailure);
        refresh();
    }

    public PcsViewModel pcs() {
        return pcs;
    }

    public PeopleViewModel people() {
        return people;
    }

    public ObjectProperty<Side> side() {
        return side;
    }

    /** What is to be answered before something is done. */
    public ReadOnlyObjectProperty<Optional<Note>> question() {
        return acts.question();
    }

    /** Why something was not done, or the lists are not what the master knows. */
    public ReadOnlyObjectProperty<Sentence> failure() {
        return failure.getReadOnlyProperty();
    }

    /** What was done. */
    public ReadOnlyObjectProperty<Sentence> done() {
        return acts.done();
    }

    /** Whether the master has not answered yet. */
    public ReadOnlyBooleanProperty isBusy() {
        return acts.isBusy();
    }

    private void tellFailure() {
        failure.set(
                acts.failure().get().isEmpty() ? notSeen.get() : acts.failure().get());
    }

    /** Looks at both lists again. */
    public void refresh() {
        lastLook = clock.instant();
        isLooking = true;
        looking.run(
                () -> new Seen(administration.pcs(), administration.people()),
                seen -> {
                    isLooking = false;
                    notSeen.set(Sentence.NONE);
                    pcs.show(seen.pcs());
                    people.show(seen.people());
                },
                why -> {
                    isLooking = false;
                    notSeen.set(notSeen(why));
                });
    }

    private static Sentence notSeen(StorageException why) {
        return why instanceof StorageException.Forbidden ? Sentence.of("admin.forbidden") : Failures.sentence(why);
    }

    /** To be called once a second. */
    public void tick() {
        pcs.tick();
        Duration pause = pcs.code().get().isPresent() ? WHILE_A_CODE_WAITS : OTHERWISE;
        if (!isLooking && !clock.instant().isBefore(lastLook.plus(pause))) {
            refresh();
        }
    }

    /** Steps back: from a question, from adding, from the screen. */
    public void back() {
        if (acts.question().get().isPresent()) {
            acts.clear();
        } else if (pcs.isAdding().get() || people.isAdding().get()) {
            pcs.stopAdding();
            people.stopAdding();
            acts.clear();
        } else {
            close();
        }
    }

    /** Goes away. */
    public void close() {
        looking.cancel();
        closed.run();
    }
}
