package org.skerry.master.access;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.skerry.jio.Caller;
import org.skerry.jio.StorageException;
import org.skerry.jio.query.RecordView;

/** Checks who signs in. Thread-safe. */
public final class SignIns {

    /** A name is told in the audit only if somebody has it: people type their password there, too. */
    private static final String UNKNOWN_NAME = "unknown name";

    private final People people;
    private final SecretHasher hasher;
    private final SignInLimits limits;
    private final Notes notes;

    /** @param notes is told of who signs in and out, and of who is refused */
    public SignIns(People people, Notes notes, SecureRandom random, Clock clock) {
        this(people, new SecretHasher(random), new SignInLimits(clock), notes);
    }

    SignIns(People people, SecretHasher hasher, SignInLimits limits, Notes notes) {
        this.people = people;
        this.hasher = hasher;
        this.limits = limits;
        this.notes = notes;
    }

    People people() {
        return people;
    }

    SecretHasher hasher() {
        return hasher;
    }

    /**
     * The person whose name and secret somebody gave at a PC.
     *
     * @throws StorageException.Forbidden if there is none, in the same words and the same time whatever is wrong
     * @throws StorageException.TooMany if there were too many wrong tries
     * @throws StorageException.BadRequest if that can be nobody's secret
     */
    Person check(Rights pc, String name, String secret) {
        Optional<Person> meant = people.find(name);
        String counted = counted(name);
        limits.begin(pc.key(), counted);
        if (!matches(secret, meant) || meant.get().isDisabled()) {
            notes.note(
                    "sign-in-refused",
                    pc.pc(),
                    pc.key(),
                    meant.map(person -> person.name().text()).orElse(UNKNOWN_NAME));
            throw new StorageException.Forbidden("The name or the password is wrong.");
        }
        limits.right(pc.key(), counted);
        return meant.get();
    }

    private boolean matches(String secret, Optional<Person> meant) {
        try {
            return hasher.matches(secret, meant.map(Person::secret));
        } catch (IllegalArgumentException wrong) {
            throw new StorageException.BadRequest(String.valueOf(wrong.getMessage()), wrong);
        }
    }

    /** What is no name is counted as one. */
    private static String counted(String name) {
        try {
            return new PersonName(name).key();
        } catch (IllegalArgumentException nobodysName) {
            return "";
        }
    }

    void noteSignedIn(Rights rights) {
        note("signed-in", rights);
    }

    void noteSignedOut(Rights rights) {
        note("signed-out", rights);
    }

    private void note(String action, Rights rights) {
        notes.note(action, new Caller(RecordView.WHOLE, rights.person(), rights.pc(), rights.key()), "", "");
    }
}
