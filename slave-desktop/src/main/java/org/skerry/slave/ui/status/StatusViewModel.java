package org.skerry.slave.ui.status;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;
import org.skerry.slave.admin.Administration;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.LinkState;
import org.skerry.slave.ui.connect.Master;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Sentence;

/** How we stand with the master, in words. */
public final class StatusViewModel {

    /** A master is asked so often how it is with backups: as often as there may be something to say. */
    private static final Duration BETWEEN_QUESTIONS = Duration.ofHours(1);

    private final Master master;
    private final UiTasks tasks;
    private final ReadOnlyObjectWrapper<Sentence> backup = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private long nextQuestion = System.nanoTime();
    private final ReadOnlyObjectWrapper<LinkState> state = new ReadOnlyObjectWrapper<>(LinkState.OFFLINE);
    private final ReadOnlyBooleanWrapper isRefused = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Sentence> connection = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Sentence> roundTrip = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Sentence> lastWritten = new ReadOnlyObjectWrapper<>(Sentence.NONE);

    public StatusViewModel(Master master, UiTasks tasks) {
        this.master = master;
        this.tasks = tasks;
        master.onState(changed -> tasks.show(this::refresh));
        refresh();
    }

    public ReadOnlyObjectProperty<LinkState> state() {
        return state.getReadOnlyProperty();
    }

    /** Whether the master lets us in no more, so that somebody has to do something. */
    public ReadOnlyBooleanProperty isRefused() {
        return isRefused.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Sentence> connection() {
        return connection.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Sentence> roundTrip() {
        return roundTrip.getReadOnlyProperty();
    }

    /** What an admin is reminded of: nobody has made a backup for a week. */
    public ReadOnlyObjectProperty<Sentence> backup() {
        return backup.getReadOnlyProperty();
    }

    /** The same in two or three words. */
    ObservableValue<Sentence> backupInShort() {
        return backup.map(said -> said.isEmpty() ? said : Sentence.of(said.key() + ".short"));
    }

    /** What we did last to the records on the master. */
    public ReadOnlyObjectProperty<Sentence> lastWritten() {
        return lastWritten.getReadOnlyProperty();
    }

    /** Whether the master lets everybody in. */
    public boolean isOpen() {
        return master.isOpen();
    }

    /** A record has reached the master. */
    public void saved(LocalTime when) {
        lastWritten.set(Sentence.of("status.saved", when));
    }

    /** A record is gone from the master by our wish. */
    public void deleted(LocalTime when) {
        lastWritten.set(Sentence.of("status.deleted", when));
    }

    /** Looks again at what changes without being told, such as the round trip; cheap, for once a second. */
    public void refresh() {
        LinkState now = master.state();
        Optional<LinkFailure.Door> refusal = now == LinkState.LINKED ? Optional.empty() : master.refusal();
        state.set(now);
        connection.set(refusal.map(this::refusal).orElseGet(() -> state(now)));
        isRefused.set(refusal.isPresent()); // after the sentence that says why
        if (now == LinkState.LINKED) {
            askForBackup();
        }
        roundTrip.set(
                now == LinkState.LINKED
                        ? master.roundTrip().map(StatusViewModel::roundTrip).orElse(Sentence.NONE)
                        : Sentence.NONE);
    }

    private void askForBackup() {
        if (master.administration().isEmpty() || System.nanoTime() - nextQuestion < 0) {
            return;
        }
        nextQuestion = System.nanoTime() + BETWEEN_QUESTIONS.toNanos();
        Administration allowed = master.administration().get();
        tasks.run(allowed::backup, this::remind, failed -> {}); // asked again in an hour
    }

    private void remind(Administration.Backup state) {
        backup.set(
                !state.isReminderDue()
                        ? Sentence.NONE
                        : state.last()
                                .map(last ->
                                        Sentence.of("status.backup", LocalDate.ofInstant(last, ZoneId.systemDefault())))
                                .orElseGet(() -> Sentence.of("status.backup.never")));
    }

    private Sentence state(LinkState now) {
        return switch (now) {
            case LINKED -> Sentence.of("status.linked", master.name());
            case SIGNALLING -> Sentence.of("status.joining", master.name());
            case OFFLINE, CLOSED -> Sentence.of("status.offline", master.name());
        };
    }

    private Sentence refusal(LinkFailure.Door door) {
        return switch (door) {
            case OTHER_MASTER -> Sentence.of("status.otherMaster", master.name());
            case REVOKED, CODE_NEEDED, CODE_WRONG, CODE_EXPIRED -> Sentence.of("status.refused", master.name());
        };
    }

    private static Sentence roundTrip(Duration time) {
        long millis = Math.round(time.toNanos() / 1e6);
        return millis < 1 ? Sentence.of("status.roundTrip.short") : Sentence.of("status.roundTrip", millis);
    }
}
