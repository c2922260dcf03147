package org.skerry.slave.admin;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.skerry.jio.StorageException;

/** PCs and people in memory, of a master that does what the test says. Any thread. */
public final class FakeAdministration implements Administration {

    public static final Instant BEGIN = Instant.parse("2026-11-28T08:00:00Z");

    private final List<KnownPc> pcs = new ArrayList<>();
    private final List<KnownPerson> people = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private Optional<Grant> waiting = Optional.empty();
    private Backup backup = new Backup(false, Optional.empty());
    private Optional<StorageException> refusal = Optional.empty();

    /** A PC that was let in an hour after the one before. */
    public synchronized FakeAdministration pc(String name, Grant grant, boolean isConnected) {
        Instant paired = BEGIN.plus(Duration.ofHours(pcs.size()));
        pcs.add(new KnownPc(
                name,
                "KEY%04d".formatted(pcs.size()),
                grant,
                paired,
                isConnected ? Optional.of(paired.plusSeconds(60)) : Optional.empty(),
                Optional.empty(),
                pcs.isEmpty()));
        return this;
    }

    public synchronized FakeAdministration person(String name, Grant grant) {
        people.add(new KnownPerson(name, grant, BEGIN, false, people.isEmpty()));
        return this;
    }

    /** A PC comes with the code. */
    public synchronized void join(String name) {
        Grant grant = waiting.orElseThrow();
        waiting = Optional.empty();
        pc(name, grant, true);
    }

    /** The code is no longer good. */
    public synchronized void wear() {
        waiting = Optional.empty();
    }

    /** From now on nothing is done. */
    public synchronized void refuse(StorageException why) {
        refusal = Optional.of(why);
    }

    public synchronized void allow() {
        refusal = Optional.empty();
    }

    /** What was done, in words. */
    public synchronized List<String> told() {
        return List.copyOf(told);
    }

    private void act(String what) {
        refusal.ifPresent(why -> {
            throw why;
        });
        told.add(what);
    }

    @Override
    public synchronized Pcs pcs() {
        refusal.filter(StorageException.Forbidden.class::isInstance).ifPresent(why -> {
            throw why;
        });
        return new Pcs(pcs, waiting.isPresent());
    }

    @Override
    public synchronized NewCode pair(Grant grant) {
        act("pair " + grant.json());
        waiting = Optional.of(grant);
        return new NewCode("271828", Duration.ofMinutes(10), List.of("ws://192.168.1.20:9999/"));
    }

    @Override
    public synchronized void grantPc(String key, Grant grant) {
        act("grant " + key + " " + grant.json());
        pcs.replaceAll(pc -> pc.key().equals(key)
                ? new KnownPc(pc.name(), key, grant, pc.paired(), pc.connected(), pc.revoked(), pc.isHere())
                : pc);
    }

    @Override
    public synchronized void revokePc(String key) {
        act("revoke " + key);
        pcs.replaceAll(pc -> pc.key().equals(key)
                ? new KnownPc(
                        pc.name(),
                        key,
                        pc.grant(),
                        pc.paired(),
                        Optional.empty(),
                        Optional.of(BEGIN.plus(Duration.ofDays(1))),
                        pc.isHere())
                : pc);
    }

    @Override
    public synchronized List<KnownPerson> people() {
        return people.stream()
                .sorted(Comparator.comparing(KnownPerson::created))
                .toList();
    }

    @Override
    public synchronized Added addPerson(String name, Optional<String> secret, Grant grant) {
        act("add %s %s %s".formatted(name, secret.orElse("PIN"), grant.json()));
        KnownPerson added = new KnownPerson(name, grant, BEGIN.plusSeconds(people.size()), false, people.isEmpty());
        people.add(added);
        return new Added(added, pin(secret));
    }

    private static Optional<String> pin(Optional<String> secret) {
        return secret.isPresent() ? Optional.empty() : Optional.of("314159");
    }

    private void change(String name, UnaryOperator<KnownPerson> change) {
        people.replaceAll(person -> person.name().equals(name) ? change.apply(person) : person);
    }

    @Override
    public synchronized void grantPerson(String name, Grant grant) {
        act("grant " + name + " " + grant.json());
        change(name, old -> new KnownPerson(name, grant, old.created(), old.isDisabled(), old.isHere()));
    }

    @Override
    public synchronized Optional<String> setPassword(String name, Optional<String> secret) {
        act("password %s %s".formatted(name, secret.orElse("PIN")));
        return pin(secret);
    }

    @Override
    public synchronized void enablePerson(String name) {
        act("enable " + name);
        change(name, old -> new KnownPerson(name, old.grant(), old.created(), false, old.isHere()));
    }

    @Override
    public synchronized void disablePerson(String name) {
        act("disable " + name);
        change(name, old -> new KnownPerson(name, old.grant(), old.created(), true, old.isHere()));
    }

    @Override
    public synchronized void removePerson(String name) {
        act("remove " + name);
        people.removeIf(person -> person.name().equals(name));
    }

    /** What it says of backups. */
    public synchronized FakeAdministration backup(Backup state) {
        backup = state;
        return this;
    }

    @Override
    public synchronized Backup backup() {
        return backup;
    }
}
