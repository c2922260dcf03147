package org.skerry.slave.ui.connect;

import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.slave.link.Invitation;
import org.skerry.slave.link.LinkFailure;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.ui.settings.DesktopSettings;
import org.skerry.slave.ui.settings.RecentMaster;
import org.skerry.slave.ui.task.UiTasks;
import org.skerry.slave.ui.text.Failures;
import org.skerry.slave.ui.text.Sentence;

/** Joins a master: an address is typed or chosen, the steps are told, and what went wrong. */
public final class ConnectViewModel {

    private final Masters masters;
    private final UiTasks tasks;
    private final DesktopSettings settings;
    private final InstantSource clock;
    private final Consumer<Master> joined;
    private final UiTasks.Latest attempt;
    private @Nullable Master opening;
    private Object attemptId = new Object(); // tells the steps of this attempt from those of one that was given up

    private final StringProperty address = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Sentence> mistake = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final ReadOnlyObjectWrapper<Optional<JoinProgress>> progress =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Sentence> failure = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private final CodeViewModel code;
    private final ReadOnlyObjectWrapper<Sentence> question = new ReadOnlyObjectWrapper<>(Sentence.NONE);
    private Optional<PairingCode> invited = Optional.empty(); // by a link; for when the master asks for a code
    private final BooleanBinding isJoining;
    private final BooleanBinding mayConnect;

    /** @param joined takes over a master that was joined */
    public ConnectViewModel(
            Masters masters, UiTasks tasks, DesktopSettings settings, InstantSource clock, Consumer<Master> joined) {
        this.masters = masters;
        this.tasks = tasks;
        this.settings = settings;
        this.clock = clock;
        this.joined = joined;
        attempt = tasks.latest();
        code = new CodeViewModel(masters.ownName());
        isJoining = Bindings.createBooleanBinding(
                () -> progress.get()
                        .filter(now -> now.outcome() == JoinProgress.Outcome.UNDER_WAY)
                        .isPresent(),
                progress);
        mayConnect = Bindings.createBooleanBinding(
                () -> !isJoining.get()
                        && mistake.get().isEmpty()
                        && !address.get().isBlank()
                        && (!code.isWanted().get() || code.isComplete().get()),
                isJoining,
                mistake,
                address,
                code.isWanted(),
                code.isComplete());
        address.subscribe(this::check);
    }

    /** What the user types. */
    public StringProperty address() {
        return address;
    }

    /** The code that the master of this address wants. */
    public CodeViewModel code() {
        return code;
    }

    /** What is wrong with the address, while it is typed; none for an empty one. */
    public ReadOnlyObjectProperty<Sentence> mistake() {
        return mistake.getReadOnlyProperty();
    }

    /** What is asked before the master of a link is joined: the user has to press Enter. */
    public ReadOnlyObjectProperty<Sentence> question() {
        return question.getReadOnlyProperty();
    }

    /** How the present or last attempt stands; empty before the first one and after a cancelled one. */
    ReadOnlyObjectProperty<Optional<JoinProgress>> progress() {
        return progress.getReadOnlyProperty();
    }

    /** Why the last attempt failed, with what to do. */
    public ReadOnlyObjectProperty<Sentence> failure() {
        return failure.getReadOnlyProperty();
    }

    public BooleanBinding isJoining() {
        return isJoining;
    }

    public BooleanBinding mayConnect() {
        return mayConnect;
    }

    public ObservableList<RecentMaster> recentMasters() {
        return settings.recentMasters();
    }

    /** Joins the master whose address was typed. */
    public void connect() {
        if (mayConnect.get()) {
            connect(MasterAddress.parse(address.get()));
        }
    }

    public void connect(RecentMaster recent) {
        address.set(recent.address().toString());
        code.want(false);
        connect();
    }

    /**
     * Takes up what did not come from this screen: an address from a command line, a link that somebody followed. It is
     * joined at once; but a link may be anybody's, so the user is asked first whether to join a master that was never met.
     */
    public void open(String given) {
        if (isJoining.get() && given.equals(address.get())) {
            return; // pressed twice
        }
        cancel();
        address.set(given);
        if (mistake.get().isEmpty() && !given.isBlank()) {
            open(Invitation.parse(given));
        }
    }

    private void open(Invitation invitation) {
        code.want(false); // the same address may have been there before
        failure.set(Sentence.NONE);
        if (invitation.isLink()) {
            address.set(invitation.address().toString());
            invited = invitation.code();
        }
        if (invitation.isLink() && !isKnown(invitation.address())) {
            question.set(Sentence.of("connect.link", invitation.address().host()));
        } else {
            connect();
        }
    }

    private boolean isKnown(MasterAddress wanted) {
        return masters.isKnown(wanted)
                || settings.recentMasters().stream()
                        .anyMatch(recent -> recent.address().equals(wanted));
    }

    /** What is wrong with an address or a link that was given; none if nothing is. */
    public static Sentence mistake(String given) {
        try {
            MasterAddress.parse(given);
            return Sentence.NONE;
        } catch (MasterAddress.Unreadable wrong) {
            return ConnectSentences.mistake(wrong);
        }
    }

    public void forget(RecentMaster recent) {
        settings.forget(recent.address());
    }

    /** Gives the attempt under way up. */
    public void cancel() {
        attempt.cancel();
        progress.set(Optional.empty());
        letGo();
    }

    private void check(String typed) {
        code.want(false); // it is another master's
        failure.set(Sentence.NONE);
        question.set(Sentence.NONE);
        invited = Optional.empty();
        if (!isJoining.get()) {
            progress.set(Optional.empty());
        }
        mistake.set(typed.isBlank() ? Sentence.NONE : mistake(typed));
        if (mistake.get().isEmpty() && !typed.isBlank()) {
            invited = Invitation.parse(typed).code();
        }
    }

    private void connect(MasterAddress wanted) {
        failure.set(Sentence.NONE);
        question.set(Sentence.NONE);
        progress.set(Optional.of(JoinProgress.BEGUN));
        Object id = new Object();
        attemptId = id;
        Master master = masters.open(
                wanted,
                code.pairing(),
                step -> tasks.show(() -> {
                    if (attemptId == id && isJoining.get()) {
                        progress.set(progress.get().map(now -> now.at(step)));
                    }
                }));
        opening = master;
        attempt.run(
                master::awaitJoined,
                refusal -> refusal.ifPresentOrElse(why -> failed(why, wanted), () -> joined(master)),
                unforeseen -> end(Failures.sentence(unforeseen)));
    }

    private void joined(Master master) {
        opening = null;
        progress.set(progress.get().map(now -> now.ended(JoinProgress.Outcome.JOINED)));
        settings.joined(new RecentMaster(master.address(), master.name(), clock.instant()));
        code.want(false);
        joined.accept(master);
        progress.set(Optional.empty());
    }

    private void failed(LinkFailure why, MasterAddress wanted) {
        if (why instanceof LinkFailure.NotAllowed refused) {
            code.want(true); // before the sentence that says so, after which somebody types
            if (refused.door() == LinkFailure.Door.CODE_NEEDED) {
                invited.ifPresent(code::fill); // never for one that pretends to be another
                invited = Optional.empty();
            }
        }
        end(ConnectSentences.failure(why, wanted));
    }

    private void end(Sentence why) {
        progress.set(progress.get().map(now -> now.ended(JoinProgress.Outcome.FAILED)));
        failure.set(why);
        letGo();
    }

    private void letGo() {
        Master master = opening;
        opening = null;
        if (master != null) {
            tasks.run(
                    () -> {
                        master.close();
                        return master;
                    },
                    closed -> {},
                    whatever -> {});
        }
    }
}
