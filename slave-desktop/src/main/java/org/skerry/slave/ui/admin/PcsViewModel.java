package org.skerry.slave.ui.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.skerry.protocol.pairing.PairingCode;
import org.skerry.slave.admin.Administration;
import org.skerry.slave.admin.Grant;
import org.skerry.slave.admin.KnownPc;
import org.skerry.slave.admin.NewCode;
import org.skerry.slave.admin.Role;
import org.skerry.slave.link.Invitation;
import org.skerry.slave.link.MasterAddress;
import org.skerry.slave.ui.text.Sentence;

/** The PCs of a master: what they may do, and the code for a new one. */
public final class PcsViewModel {

    private static final Sentence LAST = Sentence.of("admin.lastPc");

    private final Administration administration;
    private final Acts acts;
    private final MasterAddress address;
    private final InstantSource clock;
    private final RightsViewModel rights = new RightsViewModel();
    private final ObservableList<KnownPc> list = FXCollections.observableArrayList();
    private final ObjectProperty<Optional<KnownPc>> selected = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyBooleanWrapper isAdding = new ReadOnlyBooleanWrapper();
    private final ReadOnlyObjectWrapper<Optional<ShownCode>> code = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final BooleanProperty showsRevoked = new SimpleBooleanProperty();
    private final ReadOnlyIntegerWrapper revoked = new ReadOnlyIntegerWrapper();
    private List<KnownPc> all = List.of();

    /**
     * A code, as it is read to whoever sits at the new PC.
     *
     * @param digits with a space in their middle
     * @param address what to type there
     * @param link to be sent there instead of both
     * @param end when it is no longer good
     * @param before who was there when it was made
     */
    public record ShownCode(
            String digits, String address, String link, Instant end, Set<Joining> before, Sentence timeLeft) {

        ShownCode at(Sentence left) {
            return new ShownCode(digits, address, link, end, before, left);
        }
    }

    /** One joining of a PC: it may come back with a new code. */
    record Joining(String key, Instant when) {
        static Set<Joining> of(List<KnownPc> pcs) {
            return pcs.stream().filter(KnownPc::isAdmitted).map(Joining::of).collect(Collectors.toSet());
        }

        static Joining of(KnownPc pc) {
            return new Joining(pc.key(), pc.paired());
        }
    }

    /** @param address where this PC finds the master */
    PcsViewModel(Administration administration, Acts acts, MasterAddress address, InstantSource clock) {
        this.administration = administration;
        this.acts = acts;
        this.address = address;
        this.clock = clock;
        selected.subscribe((before, now) -> {
            if (!before.map(KnownPc::key).equals(now.map(KnownPc::key))) {
                acts.clear();
            }
            now.ifPresent(pc -> {
                stopAdding();
                if (before.map(KnownPc::key).equals(Optional.of(pc.key()))) {
                    rights.follow(pc.grant());
                } else {
                    rights.show(pc.grant());
                }
            });
        });
        showsRevoked.subscribe(() -> show(all));
    }

    public RightsViewModel rights() {
        return rights;
    }

    /** Those that are let in, the longest known first; perhaps those that are no longer, behind them. */
    public ObservableList<KnownPc> list() {
        return list;
    }

    /** The one that is looked at. */
    public ObjectProperty<Optional<KnownPc>> selected() {
        return selected;
    }

    /** Whether a new one is being let in. */
    public ReadOnlyBooleanProperty isAdding() {
        return isAdding.getReadOnlyProperty();
    }

    /** The code for a new one, while it is good. */
    public ReadOnlyObjectProperty<Optional<ShownCode>> code() {
        return code.getReadOnlyProperty();
    }

    public BooleanProperty showsRevoked() {
        return showsRevoked;
    }

    /** How many are let in no more. */
    public ReadOnlyIntegerProperty revoked() {
        return revoked.getReadOnlyProperty();
    }

    /** A time as people here say it: without the day while it is this one. */
    Object local(Instant time) {
        LocalDateTime local = LocalDateTime.ofInstant(time, ZoneId.systemDefault());
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.systemDefault());
        return local.toLocalDate().equals(today) ? local.toLocalTime() : local;
    }

    /** Begins to let a new PC in. */
    public void add() {
        selected.set(Optional.empty());
        acts.clear();
        rights.show(Grant.of(Role.WRITER));
        code.set(Optional.empty());
        isAdding.set(true);
    }

    /** Lets no new PC in for now. A code that was made is still good, which the master's keeper may see. */
    void stopAdding() {
        isAdding.set(false);
        code.set(Optional.empty());
    }

    /** Makes a code for what is chosen. */
    public void makeCode() {
        Sentence mistake = rights.mistake();
        if (!mistake.isEmpty()) {
            acts.refuse(mistake);
            return;
        }
        Grant grant = rights.grant();
        acts.run(
                () -> {
                    Set<Joining> before = Joining.of(administration.pcs().all());
                    NewCode made = administration.pair(grant);
                    PairingCode digits = new PairingCode(made.digits());
                    String there = addressFor(made);
                    return new ShownCode(
                            digits.spaced(),
                            there,
                            Invitation.to(MasterAddress.parse(there), digits).link(),
                            clock.instant().plus(made.life()),
                            before,
                            left(made.life()));
                },
                LAST,
                made -> code.set(Optional.of(made)));
    }

    /** What works here works elsewhere, unless this is the master's own PC. */
    private String addressFor(NewCode made) {
        boolean isLoopback = address.host().equalsIgnoreCase("localhost")
                || address.host().startsWith("127.")
                || address.host().equals("::1");
        return isLoopback
                ? made.addresses().stream().findFirst().map(PcsViewModel::plain).orElse(plain(address.toString()))
                : plain(address.toString());
    }

    /** Without what may be left out. */
    private static String plain(String url) {
        String address = url.replaceFirst("^ws://", "").replaceFirst("/$", "");
        String usual = ":" + MasterAddress.DEFAULT_PORT;
        return address.endsWith(usual) ? address.substring(0, address.length() - usual.length()) : address;
    }

    private static Sentence left(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return Sentence.of("admin.code.left", "%d:%02d".formatted(seconds / 60, seconds % 60));
    }

    /** Gives the selected PC what is chosen. */
    public void saveRights() {
        selected.get().ifPresent(pc -> {
            Sentence mistake = rights.mistake();
            if (!mistake.isEmpty()) {
                acts.refuse(mistake);
            } else if (pc.isHere() && rights.role().get() != Role.ADMIN) {
                acts.ask(
                        Sentence.of("admin.pc.grantHere"),
                        Sentence.of("admin.saveRights"),
                        () -> grant(pc, rights.grant()));
            } else {
                grant(pc, rights.grant());
            }
        });
    }

    private void grant(KnownPc pc, Grant grant) {
        acts.run(
                () -> {
                    administration.grantPc(pc.key(), grant);
                    return grant;
                },
                LAST,
                granted -> {
                    rights.show(granted);
                    acts.tell(Sentence.of("admin.granted", pc.name(), RightsWords.of(granted)));
                });
    }

    /** Lets the selected PC in no more, when that was said twice. */
    public void revoke() {
        selected.get().filter(KnownPc::isAdmitted).ifPresent(pc -> {
            Sentence question =
                    pc.isHere() ? Sentence.of("admin.pc.revokeHere") : Sentence.of("admin.pc.revokeIt", pc.name());
            acts.ask(question, Sentence.of("admin.pc.revoke.yes"), () -> revoke(pc));
        });
    }

    private void revoke(KnownPc pc) {
        acts.run(
                () -> {
                    administration.revokePc(pc.key());
                    return pc;
                },
                LAST,
                gone -> {
                    selected.set(Optional.empty());
                    acts.tell(Sentence.of("admin.pc.revoked", pc.name()));
                });
    }

    /** What the master says by now. */
    void show(Administration.Pcs now) {
        show(now.all());
        code.get().ifPresent(shown -> look(shown, now));
    }

    private void show(List<KnownPc> now) {
        all = now;
        revoked.set((int) now.stream().filter(pc -> !pc.isAdmitted()).count());
        List<KnownPc> next = now.stream()
                .filter(pc -> pc.isAdmitted() || showsRevoked.get())
                .sorted((one, other) -> Boolean.compare(other.isAdmitted(), one.isAdmitted()))
                .toList();
        Optional<KnownPc> still = selected.get()
                .flatMap(pc -> next.stream()
                        .filter(other -> other.key().equals(pc.key()))
                        .findFirst());
        if (!next.equals(list)) {
            list.setAll(next);
        }
        selected.set(still);
    }

    private void look(ShownCode shown, Administration.Pcs now) {
        Optional<KnownPc> joined = now.all().stream()
                .filter(KnownPc::isAdmitted)
                .filter(pc -> !shown.before().contains(Joining.of(pc)))
                .findFirst();
        if (joined.isPresent()) {
            selected.set(joined);
            acts.tell(Sentence.of(
                    "admin.code.joined",
                    joined.get().name(),
                    RightsWords.of(joined.get().grant())));
        } else if (!now.isCodeWaiting()) {
            code.set(Optional.empty());
            acts.refuse(Sentence.of("admin.code.over"));
        }
    }

    /** Time passes. */
    void tick() {
        code.get().ifPresent(shown -> {
            Duration left = Duration.between(clock.instant(), shown.end());
            if (left.isPositive()) {
                code.set(Optional.of(shown.at(left(left))));
            } else {
                code.set(Optional.empty());
                acts.refuse(Sentence.of("admin.code.over"));
            }
        });
    }
}
