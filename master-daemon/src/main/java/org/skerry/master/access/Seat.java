package org.skerry.master.access;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.skerry.jio.StorageException;

/** Who sits at a PC, while it is connected. Thread-safe. */
final class Seat {

    private final Supplier<Optional<Rights>> pc;
    private final SignIns signIns;

    /** Set under the lock of this; as he was when he signed in. */
    private volatile @Nullable Person signedIn;

    /** @param pc what may be done at the PC now; empty if nothing */
    Seat(Supplier<Optional<Rights>> pc, SignIns signIns) {
        this.pc = pc;
        this.signIns = signIns;
    }

    /** What may be done at the PC, whoever sits there; empty if nothing. */
    Optional<Rights> ofPc() {
        return pc.get();
    }

    /** Whether people are known, so that somebody has to sign in. */
    boolean needsPerson() {
        return !signIns.people().isEmpty();
    }

    /** The rights of who has signed in, as they are now; empty if nobody has. */
    Optional<Rights> ofPerson() {
        return person().flatMap(person -> pc.get().map(rights -> rights.of(person)));
    }

    private Optional<Person> person() {
        return asNow(signedIn);
    }

    private Optional<Person> asNow(@Nullable Person then) {
        return then == null
                ? Optional.empty()
                : signIns.people().find(then.name().text()).filter(now -> now.admits(then));
    }

    /** Whether something is true of who sits here now whenever one asks, also after he has left. */
    BooleanSupplier isStill(Predicate<Rights> something) {
        Person then = signedIn;
        return () -> pc.get()
                .flatMap(here -> needsPerson() ? asNow(then).map(here::of) : Optional.of(here))
                .filter(something)
                .isPresent();
    }

    /**
     * What may be done here now; empty if nothing.
     *
     * @throws StorageException.SignInNeeded if somebody has to sign in before
     */
    Optional<Rights> rights() {
        Optional<Rights> here = pc.get();
        if (here.isEmpty() || !needsPerson()) {
            return here;
        }
        return Optional.of(ofPerson()
                .orElseThrow(() -> new StorageException.SignInNeeded(
                        "Sign in first: this master knows the people who work with it.")));
    }

    /**
     * Signs somebody in, and out who was signed in before; where this fails, that one stays.
     *
     * @throws StorageException as {@link SignIns#check}
     */
    Rights signIn(String name, String secret) {
        Rights here = here();
        if (!needsPerson()) {
            throw new StorageException.Forbidden("This master knows no people; nobody needs to sign in.");
        }
        Person person = signIns.check(here, name, secret);
        synchronized (this) {
            signOut();
            Rights rights = here.of(person);
            signIns.noteSignedIn(rights);
            signedIn = person;
            return rights;
        }
    }

    /** Nobody is signed in afterwards. */
    synchronized void signOut() {
        Person last = signedIn;
        signedIn = null;
        if (last != null) {
            pc.get().ifPresent(rights -> signIns.noteSignedOut(rights.of(last)));
        }
    }

    /** @throws StorageException.Forbidden if this PC may do nothing any more */
    Rights here() {
        return pc.get().orElseThrow(GuardedStorage::revoked);
    }
}
